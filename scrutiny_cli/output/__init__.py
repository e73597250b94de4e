"""Floor 5: what a person or a script is shown."""

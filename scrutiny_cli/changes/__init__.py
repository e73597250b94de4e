"""Floor 3: new text for people's files."""

"""Floor 2: all meetings folded into the action log, and what is asked of it."""

"""All meetings: the action log, and what is asked of it."""

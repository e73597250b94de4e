"""What a change means: two states of the log compared."""

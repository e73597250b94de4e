"""Floor 4: the disk."""

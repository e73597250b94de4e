"""Floor 1: the text of one file, and the meeting it says."""

"""One file: from its text to a meeting."""

"""The scan of a Word file: what its text is, and what its reader would not report."""

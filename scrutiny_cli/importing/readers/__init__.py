"""One reader for each format: from the bytes of a file to its blocks or rows."""

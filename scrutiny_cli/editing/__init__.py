"""New text for people's files."""

"""The disk and the git program."""

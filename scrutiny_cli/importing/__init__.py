"""Past minutes and lists of actions, turned into the text of meeting files."""

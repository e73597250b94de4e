"""A web site of all meetings, as files: a board's minutes, actions, decisions and people."""

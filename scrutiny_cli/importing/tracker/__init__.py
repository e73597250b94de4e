"""A board's tracker of actions: its rows and what its columns contain, as one opening meeting."""

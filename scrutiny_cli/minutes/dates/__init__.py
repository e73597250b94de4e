"""Dates, times and the days on which boards meet."""

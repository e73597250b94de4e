"""Documents for others: minutes as HTML, Markdown and Word, calendars."""

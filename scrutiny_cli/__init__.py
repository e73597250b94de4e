"""Minutes of meetings in plain files, and the action log that they make."""

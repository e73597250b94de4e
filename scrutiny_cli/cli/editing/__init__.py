"""What the commands that write have in common."""

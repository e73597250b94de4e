"""The commands, a module each or one for some that are alike."""

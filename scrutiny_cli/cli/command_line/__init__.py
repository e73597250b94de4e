"""How the command line is read, helped with and completed."""

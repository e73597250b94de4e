"""YAML as people write it: its tree, and what is wrong with it."""

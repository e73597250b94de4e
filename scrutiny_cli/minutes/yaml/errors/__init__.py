"""Errors of YAML explained in a clerk's terms: what was meant, where, and what to write instead."""

"""The only code that builds lists and counts."""

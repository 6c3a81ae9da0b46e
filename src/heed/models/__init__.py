"""Trained labellers that come with heed: a skops file and its card for each (docs/labels.md)."""

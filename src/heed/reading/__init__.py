"""A file becomes a `Document`: its text, its pages, and where each character stands."""

from heed.reading.read import read

__all__ = ["read"]

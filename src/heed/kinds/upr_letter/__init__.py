"""The letter of the High Commissioner after a review."""

from heed.kinds.upr_letter.extract import extract

__all__ = ["extract"]

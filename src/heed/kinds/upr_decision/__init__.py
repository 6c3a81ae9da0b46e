"""The Council's decision that adopts the outcome of a review."""

from heed.kinds.upr_decision.extract import extract

__all__ = ["extract"]

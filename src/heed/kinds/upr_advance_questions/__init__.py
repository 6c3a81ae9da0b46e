"""Questions that States put in advance; they are no recommendations."""

from heed.kinds.upr_advance_questions.extract import extract

__all__ = ["extract"]

"""The State's answer to a Working Group report: `A/HRC/<session>/<number>/Add.1`."""

from heed.kinds.upr_addendum.addendum import extract

__all__ = ["extract"]

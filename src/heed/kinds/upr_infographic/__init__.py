"""OHCHR's infographic: totals of two cycles."""

from heed.kinds.upr_infographic.extract import extract

__all__ = ["extract"]

"""OHCHR's thematic list (matrix) of a review's recommendations."""

from heed.kinds.upr_thematic_list.extract import extract

__all__ = ["extract"]

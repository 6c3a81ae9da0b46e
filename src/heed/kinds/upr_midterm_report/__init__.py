"""A State's voluntary report between two reviews."""

from heed.kinds.upr_midterm_report.extract import extract

__all__ = ["extract"]

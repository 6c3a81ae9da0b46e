"""The national report: measures, with pointers to earlier recommendations."""

from heed.kinds.upr_national_report.extract import extract

__all__ = ["extract"]

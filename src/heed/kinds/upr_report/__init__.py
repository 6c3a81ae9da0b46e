"""The Working Group report of the Universal Periodic Review: `A/HRC/<session>/<number>`."""

from heed.kinds.upr_report.report import extract

__all__ = ["extract"]

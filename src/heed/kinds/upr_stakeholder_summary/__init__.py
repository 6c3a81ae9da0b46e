"""The summary of stakeholders' submissions: who said what."""

from heed.kinds.upr_stakeholder_summary.extract import extract

__all__ = ["extract"]

"""The report of a special rapporteur, expert or working group on a visit to a country."""

from heed.kinds.visit_report.extract import extract
from heed.kinds.visit_report.recognise import known

__all__ = ["extract", "known"]

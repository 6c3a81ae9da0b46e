"""A report of the Subcommittee on Prevention of Torture on a visit."""

from heed.kinds.spt_report.extract import extract, known

__all__ = ["extract", "known"]

"""A report of a treaty body on an inquiry under its optional protocol or its convention."""

from heed.kinds.inquiry_report.extract import extract, known

__all__ = ["extract", "known"]

"""The report of a Commission of Inquiry under article 26 of the ILO's Constitution."""

from heed.kinds.commission_of_inquiry.extract import extract
from heed.kinds.commission_of_inquiry.recognise import known

__all__ = ["extract", "known"]

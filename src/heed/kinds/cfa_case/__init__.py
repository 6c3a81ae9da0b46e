"""A case of the Committee on Freedom of Association: the recommendations to the Governing Body."""

from heed.kinds.cfa_case.extract import extract
from heed.kinds.cfa_case.recognise import known

__all__ = ["extract", "known"]

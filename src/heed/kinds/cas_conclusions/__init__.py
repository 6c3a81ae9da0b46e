"""The conclusions of the Committee on the Application of Standards on an individual case."""

from heed.kinds.cas_conclusions.extract import extract
from heed.kinds.cas_conclusions.recognise import known

__all__ = ["extract", "known"]

"""Concluding observations of a treaty body on the report of a State party."""

from heed.kinds.concluding_observations.extract import extract
from heed.kinds.concluding_observations.front import known

__all__ = ["extract", "known"]

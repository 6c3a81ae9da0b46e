"""A committee's report on follow-up: a grade for each paragraph, or limb of one, it had chosen."""

from heed.kinds.follow_up_grades.extract import extract
from heed.kinds.follow_up_grades.front import known

__all__ = ["extract", "known"]

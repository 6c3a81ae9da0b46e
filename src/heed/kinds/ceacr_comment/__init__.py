"""A comment of the Committee of Experts on a ratified Convention: observation, direct request."""

from heed.kinds.ceacr_comment.extract import extract
from heed.kinds.ceacr_comment.recognise import known

__all__ = ["extract", "known"]

"""A resolution on the situation in one country: Human Rights Council, General Assembly, drafts."""

from heed.kinds.country_resolution.extract import extract
from heed.kinds.country_resolution.recognise import known

__all__ = ["extract", "known"]

"""Filters and tags of the framework that every page calls many times, answered from memory.

What they return depends on their arguments and the language alone, so that it is kept.
"""

from __future__ import annotations

from datetime import date as day_type
from datetime import datetime
from functools import lru_cache

from django import template
from django.template import defaultfilters
from django.utils.translation import get_language

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value: day_type | datetime | str | None, pattern: str | None = None) -> str:
    """Write a day or a time as the framework's `date` does."""
    if isinstance(value, day_type) and not isinstance(value, datetime):
        return _day(value, pattern, get_language())
    return str(defaultfilters.date(value, pattern))


@lru_cache(maxsize=8192)
def _day(value: day_type, pattern: str | None, _language: str | None) -> str:
    return str(defaultfilters.date(value, pattern))

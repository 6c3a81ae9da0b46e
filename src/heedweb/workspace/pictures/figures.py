"""Figures as people read them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import get_language


def figure(value: Decimal | float) -> str:
    """Return a number in the reader's form: grouped, without zeros that say nothing."""
    return _kept(value, get_language())


@lru_cache(maxsize=8192)
def _kept(value: Decimal | float, _language: str | None) -> str:
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    plain = format(exact.normalize(), "f")
    places = len(plain.partition(".")[2])
    return number_format(Decimal(plain), decimal_pos=places, force_grouping=True)

"""Values of fields as text in files and back. What means nothing is a `Doubt`, never a guess."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from heed.exchange.quantities import FIRST_DAY, LAST_DAY
from heed.exchange.texts import clean
from heed.plans.fields import Field, Holds
from heed.plans.words import Words, choice_of

Value = str | int | date | Decimal | tuple[str, ...] | None
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00:00)?")
# The database keeps sixteen figures, two of them after the point.
_AMOUNT = re.compile(r"\d{1,14}(?:\.\d{1,2})?")
_WHOLE = re.compile(r"\d{1,5}")
# What a database keeps as a small number.
_MOST_WHOLE = 32_767
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class Doubt(Exception):
    """A text that is no value of its field; `code` says why, as in `records.Fault`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(clean(text).split())


def printed(field: Field, value: Value, words: Words) -> str:
    """Return a value as it stands in a file."""
    if value is None:
        return ""
    if field.holds is Holds.CHOICE:
        return words.choice(field.name, str(value))
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, Decimal):
        return amount(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def amount(value: Decimal) -> str:
    """Return an amount in figures, without zeros at its end."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def understood(field: Field, text: str) -> Value:
    """Return the value of a text. Raises `Doubt`."""
    given = clean(text)
    if field.holds is Holds.LINES:
        held = tuple(dict.fromkeys(one for one in map(line, given.split("\n")) if one))
        _must_fit(field, max(map(len, held), default=0))
        return held
    if field.holds in (Holds.LINE, Holds.TEXT):
        said = line(given) if field.holds is Holds.LINE else given
        _must_fit(field, len(said))
        return said
    if not given:
        return "" if field.holds is Holds.CHOICE else None
    return _figured(field, given)


def _figured(field: Field, given: str) -> Value:
    """Return the value of a choice, a day or a number."""
    if field.holds is Holds.CHOICE:
        code = choice_of(field.name, given)
        if code is None:
            raise Doubt("no_choice")
        return code
    plain = given.translate(_DIGITS)
    if field.holds is Holds.DAY:
        return _day(plain)
    if field.holds is Holds.AMOUNT:
        # Spaces part thousands in many languages; commas and points mean either.
        bare = re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", plain)
        if not _AMOUNT.fullmatch(bare):
            raise Doubt("no_amount")
        return Decimal(bare)
    if not _WHOLE.fullmatch(plain) or int(plain) > _MOST_WHOLE:
        raise Doubt("no_whole")
    return int(plain)


def _day(text: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        day = date(*map(int, found.groups()))
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError(text)
        return day
    except ValueError as error:
        raise Doubt("no_day") from error


def _must_fit(field: Field, length: int) -> None:
    if length > field.most:
        raise Doubt("too_long")

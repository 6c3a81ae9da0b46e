"""A matching as JSON, to be kept beside a table or used again for the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from heed.errors import InputProblem
from heed.exchange.table import FIELDS, ORDERS, Column, Matching

_REMEDY = 'Write it as "heed rows FILE --columns" prints it.'


def as_json(matching: Matching) -> dict[str, object]:
    """Return a matching as JSON can hold it."""
    return {
        "columns": [asdict(column) for column in matching.columns],
        "fixed": dict(matching.fixed),
        "dates": matching.dates,
    }


def from_json(raw: object, name: str) -> Matching:
    """Return the matching that `raw` holds; further keys are left alone.

    Raises `InputProblem` about the file called `name`.
    """
    if not isinstance(raw, Mapping):
        raise _wrong(name, "is no matching of columns.")
    columns, fixed = raw.get("columns", []), raw.get("fixed", {})
    if not isinstance(columns, list) or not isinstance(fixed, Mapping):
        raise _wrong(name, 'needs a list of "columns" and "fixed" values.')
    dates = raw.get("dates", ORDERS[0])
    if dates not in ORDERS:
        raise _wrong(name, f"has dates that are none of {', '.join(ORDERS)}.")
    values = tuple((_known(field, name), str(value)) for field, value in fixed.items())
    return Matching(tuple(_column(one, name) for one in columns), values, str(dates))


def _column(raw: object, name: str) -> Column:
    if not isinstance(raw, Mapping):
        raise _wrong(name, "has a column that is none.")
    index, header = raw.get("index", -1), raw.get("header", "")
    separator = raw.get("separator", "")
    if type(index) is not int or not isinstance(header, str) or not isinstance(separator, str):
        raise _wrong(name, 'has a column whose "index", "header" or "separator" is none.')
    if index < 0 and not header:
        raise _wrong(name, 'has a column with neither "index" nor "header".')
    return Column(_known(raw.get("field"), name), index, header, separator)


def _known(field: object, name: str) -> str:
    if field not in FIELDS:
        raise _wrong(name, f'has the field "{field}", which is none of {", ".join(FIELDS)}.')
    return str(field)


def _wrong(name: str, reason: str) -> InputProblem:
    return InputProblem(name, "matching", reason, _REMEDY)

"""What a field was when a file was made, in a few characters: `title=1f0c2a7e due=90be11d3`.

With it a change that was made in the file is told from one that was made in the workspace since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from heed.plans.fields import OF_CHAPTER, OF_MEASURE, OF_PLAN
from heed.plans.records import Chapter, Indicator, Measure, Milestone, Part, Plan, Tie
from heed.plans.values import amount

Record = Plan | Chapter | Measure
# Two texts of a field share a mark once in four thousand million.
_LENGTH = 8


def fields_of(record: Record) -> tuple[str, ...]:
    """Return the fields of a record that are compared."""
    if isinstance(record, Plan):
        return OF_PLAN
    return OF_CHAPTER if isinstance(record, Chapter) else OF_MEASURE


def plain(value: object) -> object:
    """Return a value so that two that mean the same are equal; what has no order is sorted."""
    if isinstance(value, Decimal):
        return amount(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Milestone):
        return [value.title, plain(value.due), plain(value.reached)]
    if isinstance(value, Part):
        return [value.body, value.lead]
    if isinstance(value, Tie):
        return [value.taxonomy, value.code]
    if isinstance(value, Indicator):
        return [value.code]
    if isinstance(value, tuple):
        held = [plain(one) for one in value]
        # The order of milestones is told by people, that of all others by nobody.
        ordered = any(isinstance(one, Milestone) for one in value)
        return held if ordered else sorted(held, key=json.dumps)
    return value


def mark(value: object) -> str:
    """Return the mark of a value."""
    text = json.dumps(plain(value), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def marks_of(record: Record) -> str:
    """Return the marks of all fields of a record."""
    return " ".join(f"{name}={mark(getattr(record, name))}" for name in fields_of(record))


def read(marks: str) -> dict[str, str]:
    """Return marks by field; nothing of what is none."""
    pairs = (one.partition("=") for one in marks.split())
    return {name: value for name, _, value in pairs if len(value) == _LENGTH}


def state_of(plan: Plan) -> str:
    """Return one mark of a whole plan as it stands."""
    held: Iterable[str] = (
        marks_of(plan),
        *(f"{one.key} {marks_of(one)}" for one in plan.chapters),
        *(f"{one.number} {marks_of(one)}" for one in plan.measures),
    )
    return hashlib.sha256("\n".join(held).encode()).hexdigest()

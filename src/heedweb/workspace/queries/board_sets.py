"""Which records a number of the board counts: one place for the number and for its list."""

from __future__ import annotations

from collections.abc import Callable

from heedweb.workspace.models import Assignment, Measure
from heedweb.workspace.queries import facets, typed
from heedweb.workspace.queries.board_asked import Asked
from heedweb.workspace.queries.reach import Part, Reach

_PROPOSED, _DECLINED = Assignment.Answer.PROPOSED, Assignment.Answer.DECLINED


def rows(reach: Reach, asked: Asked) -> int:
    """Return, as a mask, the recommendations that are asked for."""
    held = _narrowed(reach, asked)
    if asked.measure == "some":
        return held & reach.answered
    return held & ~reach.answered if asked.measure == "none" else held


def _narrowed(reach: Reach, asked: Asked) -> int:
    if not asked.rows.narrows:
        return reach.listed
    read = typed.read(asked.rows.typed, reach.index.languages)
    found = reach.index.found(read.query) if read.query else None
    return facets.narrowed(reach.index, asked.rows, found).mask & reach.listed


def measures(reach: Reach, asked: Asked) -> list[int]:
    """Return the measures that are asked for."""
    held = set(reach.measures)
    if asked.late:
        held &= reach.late
    if asked.leadless:
        held &= reach.leadless
    if asked.institution or asked.part:
        held &= {one.measure for one in _of(reach, asked)}
    if asked.rows.narrows:
        mask = _narrowed(reach, asked)
        held &= set(reach.aimed_at(mask, reach.answers))
    return [key for key in held if _fits(reach, key, asked)]


def _fits(reach: Reach, key: int, asked: Asked) -> bool:
    one = reach.measures[key]
    if asked.stage == "open":
        return one.open
    if asked.stage == "standing":
        return one.state != Measure.State.DROPPED
    return not asked.stage or one.state == asked.stage


def _of(reach: Reach, asked: Asked) -> list[Part]:
    """Return the parts of an institution; one that declined has none."""
    return [
        one for one in reach.parts
        if one.answer != _DECLINED
        and (not asked.institution or one.body == asked.institution)
        and (not asked.part or one.part == asked.part)
    ]  # fmt: skip


def parts(reach: Reach, asked: Asked) -> list[int]:
    """Return the parts that are asked for, of measures in which something is to be done."""
    return [
        one.pk for one in reach.parts
        if reach.measures[one.measure].open
        and (not asked.answer or _answers(one, asked.answer))
        and (not asked.institution or one.body == asked.institution)
        and (not asked.part or one.part == asked.part)
    ]  # fmt: skip


def _answers(one: Part, answer: str) -> bool:
    return one.answer in (_PROPOSED, _DECLINED) if answer == "unaccepted" else one.answer == answer


def milestones(reach: Reach, asked: Asked) -> list[int]:
    """Return the milestones that are late; an institution's are those of what it leads."""
    return [
        key for key, measure in reach.missed
        if (not asked.institution or reach.led.get(measure) == asked.institution)
    ]  # fmt: skip


def requests(reach: Reach, asked: Asked) -> list[int]:
    """Return the open requests that are asked for; one is late until somebody reports."""
    return [
        one.pk for one in reach.requests
        if not (asked.unanswered and one.answered)
        and not (asked.late and (one.answered or one.due >= reach.today))
        and (not asked.institution or one.body == asked.institution)
    ]  # fmt: skip


SETS: dict[str, Callable[[Reach, Asked], list[int]]] = {
    "measures": measures, "parts": parts, "milestones": milestones, "requests": requests,
}  # fmt: skip


def count(reach: Reach, what: str, asked: Asked) -> int:
    """Return how many records a list holds."""
    if what == "recommendations":
        return rows(reach, asked).bit_count()
    return len(SETS[what](reach, asked))

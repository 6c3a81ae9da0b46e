"""Measures as the lines of a table to take along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.measure_words import SEEN_BY
from heedweb.workspace.models import Assignment, Target
from heedweb.workspace.periods import iso
from heedweb.workspace.queries.measures import Asked, Row, found, rows_of

_BATCH = 500


def lines(seat: Seat, asked: Asked) -> Iterator[list[str]]:
    """Yield the measures that are asked for as the cells of a table, with its head."""
    yield [
        _("plan"), _("chapter"), _("number"), _("measure"), _("text"), _("state"), _("late"),
        _("begins"), _("due"), _("lead"), _("answer of the lead"), _("supporting"), _("declined"),
        _("answers"),
        _("budget"), _("currency"), _("source of funds"), _("where"), _("seen by"),
    ]  # fmt: skip
    keys = [one.pk for one in found(seat, asked)[0]]
    for first in range(0, len(keys), _BATCH):
        rows = rows_of(seat, keys[first : first + _BATCH])
        answers = _answers([one.measure.pk for one in rows])
        for row in rows:
            yield _line(row, answers.get(row.measure.pk, ()))


def _line(row: Row, answers: Sequence[str]) -> list[str]:
    one = row.measure
    return [
        str(one.plan), str(one.chapter or ""), one.number, one.title, one.text,
        one.get_state_display(), _("late") if row.late else "",
        iso(one.start), iso(one.due),
        str(row.lead.organisation) if row.lead else "",
        row.lead.get_answer_display() if row.lead else "",
        "; ".join(_named(part) for part in row.support),
        "; ".join(str(part.organisation) for part in row.declined), "; ".join(answers),
        format(one.budget, "f") if one.budget is not None else "", one.currency, one.funds,
        one.scope, str(SEEN_BY[one.room.kind]),
    ]  # fmt: skip


def _named(part: Assignment) -> str:
    line = _("{body} ({answer})")
    return line.format(body=part.organisation, answer=part.get_answer_display())


def _answers(measures: Sequence[int]) -> dict[int, list[str]]:
    """Return what measures answer: keys of recommendations, names of clusters."""
    rows = Target.objects.filter(measure__in=measures)
    told: dict[int, list[str]] = {}
    for of, key, name in rows.values_list("measure", "recommendation__key", "cluster__name"):
        told.setdefault(of, []).append(key or name)
    return told

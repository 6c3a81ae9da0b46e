"""What an act on many measures would change, what it leaves out and why, before it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import moving
from heedweb.workspace.domain.measures_at_once import ASK, ASSIGN, DUE, LET, TAKE_BACK, Deed
from heedweb.workspace.domain.personal_data import KeptByThem, Undecided
from heedweb.workspace.domain.refusals import NotTheirs
from heedweb.workspace.measure_words import SEEN_BY
from heedweb.workspace.models import Assignment, Measure

# More are not done at once.
MOST = 1_000
REASONS: dict[str, str | Promise] = {
    "same": gettext_lazy("are so already"),
    "begins": gettext_lazy("begin after that day"),
    "changed": gettext_lazy("were changed by somebody since you saw them"),
    "own": gettext_lazy("were asked for by you, so another coordinator lets them go"),
    "personal": gettext_lazy(
        "hold words that look like personal data: on the page of each, one of you decides on them"
        " and another lets it go"
    ),
    "not_asked": gettext_lazy("are not asked to go anywhere"),
    "many": gettext_lazy("are beyond the 1,000 that can be changed at once"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A measure that changes: what it shows now, and what it will show."""

    measure: Measure
    before: str
    after: str


@dataclass
class Preview:
    """What a deed does: to which measures, and which it leaves out, by reason."""

    deed: Deed
    lines: list[Line] = field(default_factory=list)
    left: dict[str, list[Measure]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many measures change."""
        return len(self.lines)

    @property
    def stamp(self) -> str:
        """How the measures that change stand: another one or a newer version has another stamp."""
        told = ",".join(f"{one.measure.pk}:{one.measure.version}" for one in self.lines)
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def reasons(self) -> list[tuple[str, int, list[str]]]:
        """Why measures are left out: words, how many, the numbers of the first."""
        return [
            (str(words), len(self.left[code]), [one.number for one in self.left[code][:12]])
            for code, words in REASONS.items()
            if code in self.left
        ]


def preview(seat: Seat, deed: Deed, keys: Iterable[int], seen: Mapping[int, int]) -> Preview:
    """Return what a deed does to measures; `seen` are the versions that the person saw."""
    wanted = list(dict.fromkeys(keys))
    held = plan_access.measures(seat).prefetch_related("assignments__organisation", "keeps")
    by = {one.pk: one for one in held.filter(pk__in=wanted)}
    made = Preview(deed)
    for one in (by[key] for key in wanted if key in by):
        reason = _reason(one, deed, seat, seen.get(one.pk, one.version))
        if reason is None and made.count >= MOST:
            reason = "many"
        if reason is None:
            made.lines.append(Line(one, *_before_and_after(one, deed)))
        else:
            made.left.setdefault(reason, []).append(one)
    return made


def _reason(one: Measure, deed: Deed, seat: Seat, seen: int) -> str | None:
    if one.version != seen:
        return "changed"
    if deed.what == ASSIGN:
        parts = {part.organisation_id: part.part for part in one.assignments.all()}
        return "same" if deed.body and parts.get(deed.body.pk) == deed.part else None
    if deed.what == DUE:
        if one.due == deed.due:
            return "same"
        return "begins" if one.start and deed.due and deed.due < one.start else None
    refused = moving.refusal(deed.what, one, seat, to=deed.to)
    if refused is None:
        return None
    if isinstance(refused, Undecided | KeptByThem):
        return "personal"
    if deed.what == LET:
        return "own" if isinstance(refused, NotTheirs) else "not_asked"
    return "same"


def _before_and_after(one: Measure, deed: Deed) -> tuple[str, str]:
    if deed.what == ASSIGN:
        return _parts(one, deed)
    if deed.what == DUE:
        days = [date_format(on, "DATE_FORMAT") if on else _("not stated")
                for on in (one.due, deed.due)]  # fmt: skip
        return days[0], days[1]
    before = str(SEEN_BY[one.room.kind])
    if deed.what == ASK and deed.to is not None:
        line = _("asked to be seen by: {whom}")
        return before, line.format(whom=SEEN_BY[deed.to.kind])
    if deed.what == TAKE_BACK or one.to is None:
        return before, str(SEEN_BY["organisation"])
    return before, str(SEEN_BY[one.to.kind])


def _parts(one: Measure, deed: Deed) -> tuple[str, str]:
    """Return who has a part now, and who will; a lead before the new one goes on supporting."""
    now = {str(part.organisation): part.part for part in one.assignments.all()}
    then = dict(now)
    if deed.part == Assignment.Part.LEAD:
        then = dict.fromkeys(then, Assignment.Part.SUPPORT.value)
    then[str(deed.body)] = deed.part
    return _named(now), _named(then)


def _named(parts: Mapping[str, str]) -> str:
    if not parts:
        return _("nobody")
    labels = dict(Assignment.Part.choices)
    line = _("{body} ({part})")
    held = sorted(parts.items(), key=lambda one: (one[1] != Assignment.Part.LEAD, one[0]))
    return ", ".join(line.format(body=body, part=labels[part]) for body, part in held)

"""Consultations as a person sees them: the list, one, and as a file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import docx
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Answer, Cluster, Outcome, Recommendation, Round, Standing
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import roomed
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.queries.roomed import Shown, shown
from heedweb.workspace.roles import Act

PER_PAGE = 50
# A file has no colours and no links: what XML cannot hold is left out.
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32)), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of consultations; `mine` are those that the person's organisation can answer now."""

    rounds: list[Round]
    pages: Pages
    mine: frozenset[int]
    query: str = ""


def _to_answer(seat: Seat) -> frozenset[int]:
    """Return the open consultations that wait for an answer of the person's organisation."""
    if not seat.may(Act.WRITE) or not seat.rooms or seat.support:
        return frozenset()
    found = plan_access.rounds(seat).filter(
        invited=seat.organisation, opened__isnull=False, closed__isnull=True,
        closes__gte=timezone.localdate(),
    )  # fmt: skip
    answered = Answer.objects.filter(home__in=seat.rooms).exclude(
        standing__in=(Standing.DISCARDED, Standing.WITHDRAWN, Standing.DRAFT)
    )
    return frozenset(found.exclude(pk__in=answered.values("round")).values_list("pk", flat=True))


def waiting(seat: Seat) -> int:
    """Return how many consultations wait for an answer, and answers for a second person."""
    return len(_to_answer(seat)) + roomed.waiting(seat, plan_access.answers(seat))


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return a page of the consultations that the person sees, the latest day first."""
    found = plan_access.rounds(seat)
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    return Listing(list(found[pages.start : pages.last]), pages, _to_answer(seat))


@dataclass(frozen=True, slots=True)
class Voice:
    """An invited organisation, with what it answered as far as the person may read it."""

    organisation: str
    answers: list[tuple[Shown[Answer], Outcome | None]]


@dataclass(frozen=True, slots=True)
class Whole:
    """A consultation with what it is about, who was invited and what they said."""

    round: Round
    rows: list[Recommendation]
    clusters: list[Cluster]
    voices: list[Voice]
    mine: Answer | None
    may_answer: bool
    over: bool


def whole(seat: Seat, held: Round) -> Whole:
    """Return a consultation as the person may see it; six queries."""
    answers = roomed.current(plan_access.answers(seat)).filter(round=held)
    by: dict[int | None, list[tuple[Shown[Answer], Outcome | None]]] = {}
    mine: Answer | None = None
    for one in answers.order_by("approved_at", "written", "pk"):
        by.setdefault(one.home.organisation_id, []).append(
            (shown(one, seat), getattr(one, "outcome", None))
        )
        if one.home_id in seat.rooms and one.standing != Standing.WITHDRAWN:
            mine = one
    invited = list(held.invited.all())
    return Whole(
        held,
        list(held.recommendations.select_related("review").order_by("review", "order")),
        list(held.clusters.order_by("name")),
        [Voice(str(body), by.get(body.pk, [])) for body in invited],
        mine,
        mine is None and _open(held) and seat.may(Act.WRITE) and bool(seat.rooms)
        and any(body.pk == seat.organisation for body in invited),
        held.closes < timezone.localdate(),
    )  # fmt: skip


def _open(held: Round) -> bool:
    ahead = held.closes >= timezone.localdate()
    return held.opened is not None and held.closed is None and ahead


# As a file.


def lines(whole_: Whole) -> list[list[str]]:
    """Return a row for each answer that can be read, and one for who gave none."""
    head = [_("Organisation"), _("Standing"), _("Day"), _("Answer"), _("What was done with it"),
            _("Why")]  # fmt: skip
    rows = [head]
    for voice in whole_.voices:
        for one, outcome in voice.answers:
            done = [outcome.get_done_display(), outcome.text] if outcome else ["", ""]
            standing = one.record.get_standing_display()
            rows.append([voice.organisation, standing, date_format(one.on), one.text, *done])
        if not voice.answers:
            rows.append([voice.organisation, _("no answer to be read"), "", "", "", ""])
    return rows


def as_docx(whole_: Whole) -> bytes:
    """Return the consultation as a document."""
    paper, held = docx.Document(), whole_.round
    paper.add_heading(_plain(held.title), 0)
    paper.add_paragraph(_("Answers until {day}").format(day=date_format(held.closes)))
    for part in held.question.split("\n"):
        paper.add_paragraph(_plain(part))
    about = [str(held.plan or ""), *map(str, whole_.clusters)]
    about += [f"{row.key} {row.text}" for row in whole_.rows]
    if any(about):
        paper.add_heading(_("What it is about"), 1)
        for line in filter(None, about):
            paper.add_paragraph(_plain(line), style="List Bullet")
    for voice in whole_.voices:
        paper.add_heading(_plain(voice.organisation), 1)
        if not voice.answers:
            paper.add_paragraph(_("no answer to be read"))
        for one, outcome in voice.answers:
            standing = f"{one.record.get_standing_display()}, {date_format(one.on)}"
            paper.add_paragraph(standing)
            paper.add_paragraph(_plain(one.text))
            if outcome:
                paper.add_heading(outcome.get_done_display(), 2)
                paper.add_paragraph(_plain(outcome.text))
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _plain(text: str) -> str:
    return text.translate(_CONTROL)

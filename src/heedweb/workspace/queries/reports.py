"""Progress reports as a person may read them: in a list, side by side, one with its versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString

from heedweb.workspace import plan_access
from heedweb.workspace.access import LATEST, Seat
from heedweb.workspace.domain import evidence, personal_data, room_rules
from heedweb.workspace.domain.personal_data import Found
from heedweb.workspace.domain.requests import About, called
from heedweb.workspace.models import (
    IN_THE_ROOM,
    Evidence,
    Measure,
    Move,
    Organisation,
    ProgressMove,
    ProgressReport,
    Standing,
    Value,
)
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import due
from heedweb.workspace.queries.compared import difference
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.room_words import LOOKS_LIKE

PER_PAGE = 25
_MOST_VALUES = 50

# Each piece with the size and the hash of its file.
_EVIDENCE = Prefetch("evidence", Evidence.objects.select_related("blob"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence, and why no copy of it is kept."""

    held: Evidence
    problem: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A report as somebody may read it: what was withdrawn has no words outside of its room."""

    report: ProgressReport
    text: str
    evidence: tuple[Piece, ...]
    own: bool

    @property
    def called(self) -> str:
        """What it is on, as people call it."""
        return called(self.report.measure or self.report.recommendation)

    @property
    def gone(self) -> bool:
        """Whether its place alone is left."""
        return self.report.standing == Standing.WITHDRAWN


def shown(report: ProgressReport, seat: Seat) -> Shown:
    """Return a report as a person reads it; its `evidence` should be prefetched."""
    own = report.home_id in seat.rooms
    hidden = report.standing == Standing.WITHDRAWN and not own
    pieces = () if hidden else tuple(
        Piece(one, evidence.problem_of(one)) for one in report.evidence.all()
    )  # fmt: skip
    return Shown(report, "" if hidden else report.text, pieces, own)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one institution reports, in the order of dates."""

    organisation: str
    reports: tuple[Shown, ...]


def current(found: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
    """Return the reports that no published later version stands in the place of."""
    return found.exclude(standing=Standing.SUPERSEDED).filter(LATEST)


def on(seat: Seat, about: About) -> list[Voice]:
    """Return what each institution reports on something, side by side, in the order of dates."""
    field = "measure" if isinstance(about, Measure) else "recommendation"
    found = current(plan_access.reports(seat)).filter(**{field: about})
    held: dict[int, list[Shown]] = {}
    for one in found.prefetch_related(_EVIDENCE).order_by("on", "pk"):
        held.setdefault(one.home_id, []).append(shown(one, seat))
    return [Voice(str(mine[0].report.home), tuple(mine)) for mine in held.values()]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of reports. `bodies` and `standings` are what can be chosen."""

    reports: list[Shown]
    pages: Pages
    bodies: list[Organisation]
    asked: Mapping[str, str]
    to_validate: int

    @property
    def query(self) -> str:
        """The part of the address that says what is shown."""
        return urlencode(self.asked)

    @property
    def standings(self) -> list[tuple[str, str]]:
        """The standings there are, with their names."""
        return [(one.value, str(one.label)) for one in Standing if one != Standing.DISCARDED]


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of reports that an address asks for; what it does not know is left out."""
    mine = due.to_validate(seat)
    chosen: dict[str, str] = {}
    found = plan_access.reports(seat)
    if asked.get("waits") == "me":
        found, chosen["waits"] = mine, "me"
    for name, field in (
        ("organisation", "home__organisation"), ("measure", "measure"),
        ("recommendation", "recommendation"),
    ):  # fmt: skip
        if number_of(asked.get(name)):
            found = found.filter(**{field: number_of(asked.get(name))})
            chosen[name] = str(number_of(asked.get(name)))
    standing = asked.get("standing", "")
    if standing in Standing.values:
        found, chosen["standing"] = found.filter(standing=standing), standing
    elif "waits" not in chosen:
        found = current(found)
    if "waits" not in chosen:
        found = found.order_by("-on", "-pk")
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    page = found.prefetch_related(_EVIDENCE)[pages.start : pages.last]
    homes = plan_access.reports(seat).order_by().values("home__organisation")
    bodies = list(Organisation.objects.filter(workspace=seat.workspace, pk__in=homes))
    return Listing([shown(one, seat) for one in page], pages, bodies, chosen, mine.count())


@dataclass(frozen=True, slots=True)
class Whole:
    """One report with all that its page shows. `may` are the acts that are open to the person."""

    shown: Shown
    may: frozenset[str]
    moves: list[ProgressMove]
    before: ProgressReport | None
    difference: SafeString | None
    later: ProgressReport | None
    found: list[tuple[Found, str]]


_ACTS = ("write", "ask", "take_back", "approve", "return", "comment", "withdraw", "revise", "keep")


def whole(seat: Seat, report: ProgressReport) -> Whole:
    """Return a report with the version before it, what was done with it, and what may be done."""
    seen = shown(report, seat)
    may = frozenset(one for one in _ACTS if room_rules.refusal(one, report, seat) is None)
    moves = report.moves.select_related("by").order_by("pk")
    if not seen.own:
        # A coordinator sees what was said about a text in review; its wordings are the room's.
        asks = room_rules.coordinates(report, seat) and report.standing == Standing.IN_REVIEW
        told = (Move.Verb.COMMENT, Move.Verb.RETURN)
        moves = moves.filter(verb__in=told) if asks else moves.none()
    near = plan_access.reports(seat)
    before = near.filter(pk=report.supersedes_id).first() if report.supersedes_id else None
    changed = difference(before.text, report.text) if before and not seen.gone else None
    later = near.filter(supersedes=report).first()
    own = seen.own and report.standing in IN_THE_ROOM
    found = personal_data.found(report) if own else []
    return Whole(
        seen,
        may,
        list(moves),
        before,
        changed,
        later,
        [(one, str(LOOKS_LIKE[one.kind])) for one in found],
    )


def values_for(seat: Seat, about: About) -> QuerySet[Value]:
    """Return the checked values that a report on something may rest on, the latest first."""
    field = "measure" if isinstance(about, Measure) else "recommendation"
    found = plan_access.values(seat).filter(checked__isnull=False)
    found = found.filter(**{f"indicator__uses__{field}": about}).order_by("-on", "-pk")
    keys = list(found.values_list("pk", flat=True)[:_MOST_VALUES])
    return plan_access.values(seat).filter(pk__in=keys).order_by("-on", "-pk")


def last_of(seat: Seat, about: About, today: date) -> ProgressReport | None:
    """Return the latest validated report of the person's institution on something."""
    field = "measure" if isinstance(about, Measure) else "recommendation"
    found = plan_access.reports(seat).filter(home=seat.room or 0, standing=Standing.PUBLISHED)
    return found.filter(**{field: about}, on__lte=today).order_by("-on", "-pk").first()

"""Notes as a person may see them: on a recommendation, in a list, one with what was done."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from heedweb.workspace import access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import publishing
from heedweb.workspace.models import (
    Move,
    Note,
    NoteMove,
    Organisation,
    Recommendation,
    Standing,
)
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.roles import Act, OrganisationKind, Role

PER_PAGE = 50
_WORD = r"\S+\s*|\s+"


@dataclass(frozen=True, slots=True)
class Shown:
    """A note as somebody may see it: what was withdrawn has no words outside of its room."""

    note: Note
    text: str
    own: bool

    @property
    def on(self) -> datetime:
        """The day it counts from: when it was published, else when it was begun."""
        return self.note.approved_at or self.note.written

    @property
    def gone(self) -> bool:
        """Whether its place alone is left."""
        return self.note.standing == Standing.WITHDRAWN


def shown(note: Note, seat: Seat | None = None) -> Shown:
    """Return a note as a person sees it; as the public does without one."""
    own = seat is not None and note.home_id in seat.rooms
    hidden = note.standing == Standing.WITHDRAWN and not own
    return Shown(note, "" if hidden else note.text, own)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one organisation says, in the order of dates."""

    organisation: str
    notes: tuple[Shown, ...]


def voices(notes: Sequence[Shown]) -> list[Voice]:
    """Return what each organisation says, side by side; who spoke first comes first."""
    held: dict[int, list[Shown]] = {}
    for one in sorted(notes, key=lambda one: (one.on, one.note.pk)):
        held.setdefault(one.note.home_id, []).append(one)
    return [Voice(str(mine[0].note.home), tuple(mine)) for mine in held.values()]


def current(notes: QuerySet[Note]) -> QuerySet[Note]:
    """Return the notes that no published later version stands in the place of."""
    return notes.exclude(standing=Standing.SUPERSEDED).filter(access.LATEST)


def of_row(seat: Seat, row: Recommendation) -> list[Voice]:
    """Return what organisations say of a recommendation, as far as the person may see it."""
    found = current(access.notes(seat)).filter(about=row)
    return voices([shown(note, seat) for note in found])


def drafts_on(seat: Seat, row: Recommendation) -> list[Note]:
    """Return the drafts of government bodies on a recommendation: who has one, and since when."""
    return list(access.drafts_of_government(seat).filter(about=row))


def public_of_row(row: Recommendation) -> list[Voice]:
    """Return what was published to everybody on a recommendation."""
    found = access.public_notes(row.review.workspace).filter(about=row)
    return voices([shown(note) for note in found])


def _waiting(seat: Seat) -> Q:
    """Return which notes wait for a person: to publish, to look at, to work on again."""
    mine = Q(home__in=seat.rooms)
    waits = Q(pk__in=())
    if seat.may(Act.APPROVE):
        others = ~Q(author=seat.user) & ~Q(asked_by=seat.user)
        waits |= mine & others & Q(standing=Standing.IN_REVIEW)
    if seat.may(Act.WRITE):
        returned = NoteMove.objects.filter(verb=Move.Verb.RETURN).values("record")
        waits |= mine & Q(standing=Standing.DRAFT, author=seat.user, pk__in=returned)
    if seat.role == Role.COORDINATOR:
        government = Q(home__organisation__kind=OrganisationKind.GOVERNMENT)
        waits |= government & Q(standing=Standing.IN_REVIEW)
    return waits


def waiting(seat: Seat) -> int:
    """Return how many notes wait for a person."""
    if seat.support or not seat.may(Act.WRITE):
        return 0
    return access.notes(seat).filter(_waiting(seat)).distinct().count()


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of notes. `organisations` and `standings` are what can be chosen."""

    notes: list[Shown]
    pages: Pages
    organisations: list[Organisation]
    asked: Mapping[str, str]
    query: str

    @property
    def standings(self) -> list[tuple[str, str]]:
        """The standings there are, with their names."""
        return [(one.value, str(one.label)) for one in Standing]


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of notes that an address asks for; what it does not know is left out."""
    found = access.notes(seat)
    chosen: dict[str, str] = {}
    organisation, standing = asked.get("organisation", ""), asked.get("standing", "")
    if number_of(organisation):
        found = found.filter(home__organisation=number_of(organisation))
        chosen["organisation"] = organisation
    if standing in Standing.values:
        found = found.filter(standing=standing)
        chosen["standing"] = standing
    else:
        found = current(found)
    if asked.get("waits") == "me":
        found = found.filter(_waiting(seat))
        chosen["waits"] = "me"
    found = found.order_by("-changed", "-pk")
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    rows = [shown(note, seat) for note in found[pages.start : pages.last]]
    homes = access.notes(seat).order_by().values("home__organisation")
    bodies = Organisation.objects.filter(workspace=seat.workspace, pk__in=homes)
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    return Listing(rows, pages, list(bodies), chosen, query)


@dataclass(frozen=True, slots=True)
class Whole:
    """One note with all that its page shows. `may` are the acts that are open to the person."""

    shown: Shown
    may: frozenset[str]
    moves: list[NoteMove]
    before: Note | None
    difference: SafeString | None
    later: Note | None

    @property
    def note(self) -> Note:
        """The note itself."""
        return self.shown.note


_ACTS = (
    "write", "ask", "take_back", "approve", "return", "comment", "withdraw", "revise", "invite",
)  # fmt: skip


def whole(seat: Seat, note: Note) -> Whole:
    """Return a note with the version before it, what was done with it, and what may be done."""
    seen = shown(note, seat)
    may = frozenset(verb for verb in _ACTS if publishing.refusal(verb, note, seat) is None)
    moves = note.moves.select_related("by").order_by("pk")
    if not seen.own:
        # A coordinator sees what was said about a text in review; its wordings are the room's.
        asks = publishing.coordinates(note, seat) and note.standing == Standing.IN_REVIEW
        told = (Move.Verb.COMMENT, Move.Verb.RETURN)
        moves = moves.filter(verb__in=told) if asks else moves.none()
    near = access.notes(seat)
    before = near.filter(pk=note.supersedes_id).first() if note.supersedes_id else None
    changed = difference(before.text, note.text) if before and not seen.gone else None
    return Whole(seen, may, list(moves), before, changed, near.filter(supersedes=note).first())


def difference(before: str, after: str) -> SafeString:
    """Return `after` with what was added in `<ins>`, and what was taken out in `<del>`."""
    a, b = re.findall(_WORD, before), re.findall(_WORD, after)
    pieces: list[tuple[SafeString]] = []
    matcher = difflib.SequenceMatcher(None, a, b)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        old, new = "".join(a[a1:a2]), "".join(b[b1:b2])
        if tag == "equal":
            pieces.append((format_html("{}", new),))
            continue
        if old:
            pieces.append((format_html("<del>{}</del>", old),))
        if new:
            pieces.append((format_html("<ins>{}</ins>", new),))
    return format_html_join("", "{}", pieces)

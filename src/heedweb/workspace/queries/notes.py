"""Notes as a person may see them: on a recommendation, in a list, one with what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils.safestring import SafeString

from heedweb.accounts.models import User
from heedweb.workspace import access, gone_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import personal_data, room_rules
from heedweb.workspace.domain.decisions import UNDO
from heedweb.workspace.domain.personal_data import Found
from heedweb.workspace.models import (
    IN_THE_ROOM,
    Move,
    Note,
    NoteMove,
    Organisation,
    Recommendation,
    Standing,
)
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.compared import difference
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.roles import Act, OrganisationKind, Role
from heedweb.workspace.room_words import LOOKS_LIKE

PER_PAGE = 50
# What was discarded has a list of its own, for its room.
_LISTED = tuple(one for one in Standing if one != Standing.DISCARDED)


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
        return [(one.value, str(one.label)) for one in Standing if one in _LISTED]


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of notes that an address asks for; what it does not know is left out."""
    found = access.notes(seat)
    chosen: dict[str, str] = {}
    organisation, standing = asked.get("organisation", ""), asked.get("standing", "")
    if number_of(organisation):
        found = found.filter(home__organisation=number_of(organisation))
        chosen["organisation"] = organisation
    if standing in _LISTED:
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
class Gone:
    """A discarded note, who discarded it, until when it can be restored, what came too late."""

    note: Note
    by: User
    until: datetime
    aside: list[NoteMove]


@dataclass(frozen=True, slots=True)
class GoneListing:
    """A page of what was discarded, the latest first."""

    notes: list[Gone]
    pages: Pages
    query: str = ""


def gone(seat: Seat, asked: Mapping[str, str]) -> GoneListing:
    """Return the page of discarded notes that the person may restore."""
    found = gone_access.discarded(seat).order_by("-discarded_at", "-pk")
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    moves = NoteMove.objects.select_related("by").order_by("-pk")
    rows = found.prefetch_related(Prefetch("moves", moves))[pages.start : pages.last]
    return GoneListing([_gone(note) for note in rows], pages)


def _gone(note: Note) -> Gone:
    at = note.discarded_at or note.changed
    moves = list(note.moves.all())
    last = next(one for one in moves if one.verb == Move.Verb.DISCARD)
    aside = [one for one in moves if one.verb == Move.Verb.ASIDE and one.pk > last.pk]
    return Gone(note, last.by, at + UNDO, aside)


@dataclass(frozen=True, slots=True)
class Whole:
    """One note with all that its page shows. `may` are the acts that are open to the person.

    `found` is what looks like personal data, before those of the room while it is not published.
    """

    shown: Shown
    may: frozenset[str]
    moves: list[NoteMove]
    before: Note | None
    difference: SafeString | None
    later: Note | None
    found: list[tuple[Found, str]]

    @property
    def undecided(self) -> int:
        """How many passages that look like personal data nobody decided on."""
        return sum(one.keep is None for one, _looks in self.found)

    @property
    def note(self) -> Note:
        """The note itself."""
        return self.shown.note


_ACTS = (
    "write", "ask", "take_back", "approve", "return", "comment", "withdraw", "revise", "invite",
    "discard", "keep",
)  # fmt: skip


def whole(seat: Seat, note: Note) -> Whole:
    """Return a note with the version before it, what was done with it, and what may be done."""
    seen = shown(note, seat)
    may = frozenset(verb for verb in _ACTS if room_rules.refusal(verb, note, seat) is None)
    moves = note.moves.select_related("by").order_by("pk")
    if not seen.own:
        # A coordinator sees what was said about a text in review; its wordings are the room's.
        asks = room_rules.coordinates(note, seat) and note.standing == Standing.IN_REVIEW
        told = (Move.Verb.COMMENT, Move.Verb.RETURN)
        moves = moves.filter(verb__in=told) if asks else moves.none()
    near = access.notes(seat)
    before = near.filter(pk=note.supersedes_id).first() if note.supersedes_id else None
    changed = difference(before.text, note.text) if before and not seen.gone else None
    later = near.filter(supersedes=note).first()
    return Whole(seen, may, list(moves), before, changed, later, _found(seen))


def _found(seen: Shown) -> list[tuple[Found, str]]:
    """Return what looks like personal data in a note of the own room, with what it looks like."""
    if not seen.own or seen.note.standing not in IN_THE_ROOM:
        return []
    return [(one, str(LOOKS_LIKE[one.kind])) for one in personal_data.found(seen.note)]

"""Records that live in rooms, of every kind, as a person may see them: side by side, and one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.safestring import SafeString

from heedweb.accounts.models import User
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import personal_data, room_rules
from heedweb.workspace.domain.decisions import UNDO
from heedweb.workspace.domain.personal_data import Found, Publishable
from heedweb.workspace.models import IN_THE_ROOM, Move, Roomed, Standing
from heedweb.workspace.queries.compared import difference
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.roles import Act, OrganisationKind, Role
from heedweb.workspace.room_words import LOOKS_LIKE
from heedweb.workspace.versions import latest

R = TypeVar("R", bound=Roomed)
PER_PAGE = 50
# What was written, by what each part of it is called; of a record or of an earlier wording.
Spoken = Callable[[Mapping[str, object]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Shown(Generic[R]):
    """A record as somebody may see it: what was withdrawn has no words outside of its room."""

    record: R
    own: bool

    @property
    def hidden(self) -> bool:
        """Whether its words are not for who reads."""
        return self.gone and not self.own

    @property
    def text(self) -> str:
        """Its words, none where they are hidden."""
        return "" if self.hidden else str(self.record.words["text"])

    @property
    def on(self) -> datetime:
        """The day it counts from: when it was published, else when it was begun."""
        return self.record.approved_at or self.record.written

    @property
    def gone(self) -> bool:
        """Whether its place alone is left."""
        return self.record.standing == Standing.WITHDRAWN


def shown(record: R, seat: Seat | None = None) -> Shown[R]:
    """Return a record as a person sees it; as the public does without one."""
    return Shown(record, seat is not None and record.home_id in seat.rooms)


def by_home(found: Sequence[Shown[R]]) -> list[list[Shown[R]]]:
    """Return what each organisation says in the order of dates; who spoke first comes first."""
    held: dict[int, list[Shown[R]]] = {}
    for one in sorted(found, key=lambda one: (one.on, one.record.pk)):
        held.setdefault(one.record.home_id, []).append(one)
    return list(held.values())


def current(found: QuerySet[R]) -> QuerySet[R]:
    """Return the records that no published later version stands in the place of."""
    return latest(found.exclude(standing=Standing.SUPERSEDED))


def waits(seat: Seat, kind: type[R]) -> Q:
    """Return which records wait for a person: to publish, to look at, to work on again."""
    mine = Q(home__in=seat.rooms)
    found = Q(pk__in=())
    if seat.may(Act.APPROVE):
        others = ~Q(author=seat.user) & ~Q(asked_by=seat.user)
        found |= mine & others & Q(standing=Standing.IN_REVIEW)
    if seat.may(Act.WRITE):
        returned = moves_of(kind).filter(verb=Move.Verb.RETURN).values("record")
        found |= mine & Q(standing=Standing.DRAFT, author=seat.user, pk__in=returned)
    if seat.role == Role.COORDINATOR:
        government = Q(home__organisation__kind=OrganisationKind.GOVERNMENT)
        found |= government & Q(standing=Standing.IN_REVIEW)
    return found


def waiting(seat: Seat, found: QuerySet[R]) -> int:
    """Return how many of the records wait for a person."""
    if seat.support or not seat.may(Act.WRITE):
        return 0
    # The keys alone: rows with all their columns would be told apart column by column.
    return found.filter(waits(seat, found.model)).order_by().values("pk").distinct().count()


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was done with a record, and the words then, by what each is called."""

    move: Move
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Whole(Generic[R]):
    """One record with all that its page shows. `may` are the acts that are open to the person.

    `differences` are from the version before, by what each part of the words is called. `found` is
    what looks like personal data, before those of the room while it is not published.
    """

    shown: Shown[R]
    may: frozenset[str]
    moves: list[Told]
    before: R | None
    differences: dict[str, SafeString]
    later: R | None
    found: list[tuple[Found, str]]

    @property
    def undecided(self) -> int:
        """How many passages that look like personal data nobody decided on."""
        return sum(one.keep is None for one, _looks in self.found)

    @property
    def record(self) -> R:
        """The record itself."""
        return self.shown.record


_ACTS = (
    "write", "ask", "take_back", "approve", "return", "comment", "withdraw", "revise", "invite",
    "discard", "keep",
)  # fmt: skip


def text_alone(words: Mapping[str, object]) -> dict[str, str]:
    """Return the words of a record that has no others than its text."""
    return {"": str(words.get("text", ""))}


def whole(seat: Seat, record: R, near: QuerySet[R], spoken: Spoken = text_alone) -> Whole[R]:
    """Return a record with the version before it, what was done with it, and what may be done.

    `near` are the records of its kind that the person may read.
    """
    seen = shown(record, seat)
    may = frozenset(verb for verb in _ACTS if room_rules.refusal(verb, record, seat) is None)
    moves = record.moves.select_related("by").order_by("pk")
    if not seen.own:
        # A coordinator sees what was said about a text in review; its wordings are the room's.
        asks = room_rules.coordinates(record, seat) and record.standing == Standing.IN_REVIEW
        told = (Move.Verb.COMMENT, Move.Verb.RETURN)
        moves = moves.filter(verb__in=told) if asks else moves.none()
    before_pk = cast("Any", record).supersedes_id
    before = near.filter(pk=before_pk).first() if before_pk else None
    changed = differences(before, record, spoken) if before and not seen.hidden else {}
    done = [Told(move, spoken(move.words) if move.words else {}) for move in moves]
    later = near.filter(supersedes=record).first()
    return Whole(seen, may, done, before, changed, later, _found(seen))


def _found(seen: Shown[R]) -> list[tuple[Found, str]]:
    """Return what looks like personal data in a record of the own room, and what it looks like."""
    if not seen.own or seen.record.standing not in IN_THE_ROOM:
        return []
    return looks_like(seen.record)


def looks_like(record: Publishable) -> list[tuple[Found, str]]:
    """Return what looks like personal data in a record, each with what it looks like."""
    prefetch_related_objects([record], "keeps__by")
    return [(one, str(LOOKS_LIKE[one.kind])) for one in personal_data.found(record)]


def differences(before: Roomed, after: Roomed, spoken: Spoken) -> dict[str, SafeString]:
    """Return the differences between two versions, of the parts in which there are some."""
    was, now = spoken(before.words), spoken(after.words)
    return {name: difference(was[name], now[name]) for name in now if was[name] != now[name]}


@dataclass(frozen=True, slots=True)
class Gone(Generic[R]):
    """A discarded record, who discarded it, until when it can be restored, what came too late."""

    record: R
    by: User
    until: datetime
    aside: list[Move]


@dataclass(frozen=True, slots=True)
class GoneListing(Generic[R]):
    """A page of what was discarded, the latest first."""

    rows: list[Gone[R]]
    pages: Pages
    query: str = ""


def gone(found: QuerySet[R], page: int) -> GoneListing[R]:
    """Return a page of discarded records."""
    found = found.order_by("-discarded_at", "-pk")
    pages = Pages.of(page, found.count(), PER_PAGE)
    moves = moves_of(found.model).select_related("by").order_by("-pk")
    rows = found.prefetch_related(Prefetch("moves", moves))[pages.start : pages.last]
    return GoneListing([_gone(record) for record in rows], pages)


def _gone(record: R) -> Gone[R]:
    at = record.discarded_at or record.changed
    moves = list(record.moves.all())
    last = next(one for one in moves if one.verb == Move.Verb.DISCARD)
    aside = [one for one in moves if one.verb == Move.Verb.ASIDE and one.pk > last.pk]
    return Gone(record, last.by, at + UNDO, aside)


def moves_of(kind: type[R]) -> QuerySet[Any]:
    """Return what was done with records of a kind."""
    return cast("QuerySet[Any]", cast("Any", kind).moves.rel.related_model.objects.all())

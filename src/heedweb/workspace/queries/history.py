"""What happened in a workspace, as far as a person may know of it, with what became of what.

No number and no hash of the chain is among it: a gap would tell of an act in a room of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace import access, gone_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import undoables
from heedweb.workspace.domain.decisions import UNDO
from heedweb.workspace.domain.heads import unkept
from heedweb.workspace.models import (
    Activity,
    Chain,
    Decision,
    Membership,
    Recommendation,
    Step,
    Undoable,
    Workspace,
)
from heedweb.workspace.numbers import number_of, one_line
from heedweb.workspace.queries import history_changes
from heedweb.workspace.queries.history_changes import Shown
from heedweb.workspace.queries.names import PeopleNames
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.roles import Act, Role
from heedweb.workspace.words import verb_text

SIZE = 50
# Who works in a ministry without approving sees the own acts, and what all may know.
_OWN = (Role.FOCAL_POINT, Role.ALTERNATE)


def seen(held: Seat) -> QuerySet[Activity]:
    """Return the acts that a person may know of, the latest first; an auditor's are all."""
    if held.role == Role.AUDITOR:
        every = Activity.objects.filter(workspace=held.workspace)
        return every.select_related("room")
    found = access.activities(held).select_related("step__undone_by", "undoable__undone_by")
    if held.role in _OWN:
        found = found.filter(Q(room__isnull=True) | Q(by=held.user))
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to see of the history; empty is all."""

    who: int | None = None
    verb: str = ""
    first: date | None = None
    last: date | None = None
    record: str = ""
    page: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Asked:
        """Return what an address asks for; what it says wrongly is left out."""
        who, page = asked.get("who", ""), asked.get("page", "")
        return cls(
            number_of(who) or None,
            asked.get("verb", "")[:40],
            _day(asked.get("from", "")),
            _day(asked.get("to", "")),
            one_line(asked.get("record")),
            number_of(page),
        )

    @property
    def query(self) -> str:
        """What is asked for as an address, without the page."""
        pairs = {
            "who": self.who, "verb": self.verb, "from": self.first, "to": self.last,
            "record": self.record,
        }  # fmt: skip
        return urlencode({name: value for name, value in pairs.items() if value})

    def among(self, acts: QuerySet[Activity]) -> QuerySet[Activity]:
        """Return those of the acts that are asked for; days are those of UTC."""
        if self.who is not None:
            acts = acts.filter(by=self.who)
        if self.verb:
            acts = acts.filter(verb=self.verb)
        if self.first:
            acts = acts.filter(at__gte=_start(self.first))
        if self.last:
            acts = acts.filter(at__lt=_start(self.last) + timedelta(days=1))
        if self.record:
            decided = Decision.objects.filter(
                step=OuterRef("step"), recommendation__paragraph=self.record
            )
            acts = acts.filter(Q(subject__icontains=self.record) | Exists(decided))
        return acts


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as a page tells it.

    `undo` is the step that the person can take back, `undo_act` the deletion or the act on many
    rows. For an auditor `who` is a role and an organisation, and there are no words.
    """

    at: datetime
    who: str
    verb: str
    room: str
    subject: str = ""
    changes: Sequence[Shown] = ()
    more: int = 0
    why: str = ""
    undo: int | None = None
    undo_act: int | None = None
    undone: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the history, what can be asked for, and what was."""

    entries: list[Entry]
    pages: Pages
    asked: Asked
    people: list[User] = field(default_factory=list)
    verbs: list[tuple[str, str]] = field(default_factory=list)

    @property
    def query(self) -> str:
        """What is asked for, as an address."""
        return self.asked.query


def listing(names: PeopleNames, asked: Mapping[str, str]) -> Listing:
    """Return the page of the history that an address asks for, as `names` may know it."""
    held, wanted = names.seat, _wanted(names, asked)
    every = seen(held)
    found = wanted.among(every)
    pages = Pages.of(wanted.page, found.count(), SIZE)
    rows = list(found[pages.start : pages.start + SIZE])
    plain = every.order_by()
    codes = plain.values_list("verb", flat=True).distinct()
    verbs = sorted(((code, verb_text(code).rstrip(":")) for code in codes), key=lambda one: one[1])
    people = [] if held.role == Role.AUDITOR else [p for p in _people(plain) if names.named(p)]
    return Listing(entries(names, rows), pages, wanted, people, verbs)


def every(names: PeopleNames, asked: Mapping[str, str]) -> Iterator[Entry]:
    """Yield all the acts that an address asks for, whatever the page."""
    found = _wanted(names, asked).among(seen(names.seat))
    batch: list[Activity] = []
    for row in found.iterator(chunk_size=500):
        batch.append(row)
        if len(batch) == 500:
            yield from entries(names, batch)
            batch = []
    yield from entries(names, batch)


def latest(names: PeopleNames, acts: QuerySet[Activity], most: int = 100) -> list[Entry]:
    """Return the latest of some acts as a page tells them; the history has them all."""
    acts = acts.select_related("by", "room__organisation", "step__undone_by")
    return entries(names, list(acts.order_by("-at", "-pk")[:most]))


def of(names: PeopleNames, *records: Model) -> list[Entry]:
    """Return what a person may know of what was done to records of one kind, the latest first."""
    kinds = {type(one).__name__.lower() for one in records}
    acts = seen(names.seat).filter(kind__in=kinds, record__in=[one.pk for one in records])
    return entries(names, list(acts))


def of_recommendation(names: PeopleNames, row: Recommendation) -> list[Entry]:
    """Return what was decided of a recommendation, undone decisions too, the latest first."""
    rows = row.decisions.select_related("step__by", "step__undone_by", "recommendation")
    decisions = list(rows.order_by("-pk"))
    changes = history_changes.of_decisions(decisions)
    return [
        Entry(
            at=one.step.at,
            who=names.called(one.step.by),
            verb=one.verb,
            room="",
            changes=changes.get(one.pk, ()),
            why=one.note,
            undone=names.called(one.step.undone_by) if one.step.undone_at else "",
        )
        for one in decisions
    ]


def entries(names: PeopleNames, rows: Sequence[Activity]) -> list[Entry]:
    """Return acts as a page tells them."""
    held = names.seat
    if held.role == Role.AUDITOR:
        return _for_auditor(held, rows)
    changes = history_changes.of(held.workspace, rows)
    since = timezone.now() - UNDO
    return [_entry(names, one, *changes[one.pk], since) for one in rows]


def heads(workspace: Workspace, limit: int = 30) -> list[tuple[date, str]]:
    """Return the seal of a workspace's history at the end of each day, the latest first.

    Who keeps them can show later that nothing was changed, cut off or written anew. They tell
    nothing of what was done, nor how much, nor whether anything was.
    """
    held = Chain.objects.filter(workspace=workspace).first()
    if held is None:
        return []
    kept = [
        *held.heads.order_by("-day")[:limit],
        *unkept(held, timezone.now().astimezone(UTC).date()),
    ]
    return sorted(((one.day, one.seal) for one in kept), reverse=True)[:limit]


def _wanted(names: PeopleNames, asked: Mapping[str, str]) -> Asked:
    wanted = Asked.of(asked)
    if names.seat.role == Role.AUDITOR:
        # By a person or a record an auditor could ask what no page tells.
        return Asked(verb=wanted.verb, first=wanted.first, last=wanted.last, page=wanted.page)
    if wanted.who is not None and not names.named(User(pk=wanted.who)):
        # Who is not named is not told apart from others either.
        return replace(wanted, who=None)
    return wanted


def _entry(
    names: PeopleNames, one: Activity, changes: list[Shown], more: int, since: datetime
) -> Entry:
    held = names.seat
    step = one.step if one.verb != "undone" else None
    undone = step.undone_by if step is not None and step.undone_at else None
    kept = getattr(one, "undoable", None)
    undone = kept.undone_by if kept is not None and kept.undone_at else undone
    return Entry(
        at=one.at,
        who=names.called(one.by),
        verb=one.verb,
        room=str(one.room) if one.room else "",
        subject=one.subject,
        changes=changes,
        more=more,
        why=one.why,
        undo=step.pk if step is not None and _can_undo(held, step, since) else None,
        undo_act=kept.pk if kept is not None and _can_undo_act(held, kept, since) else None,
        undone=names.called(undone),
    )


def _can_undo_act(held: Seat, kept: Undoable, since: datetime) -> bool:
    return kept.undone_at is None and kept.at >= since and undoables.may(kept, held)


def deleted_views(held: Seat) -> list[Undoable]:
    """Return the saved lists deleted in the last thirty days that the person may restore."""
    since = timezone.now() - UNDO
    found = gone_access.undoables(held).filter(kind=Undoable.Kind.VIEW, at__gte=since)
    return [one for one in found if _can_undo_act(held, one, since)]


def _can_undo(held: Seat, step: Step, since: datetime) -> bool:
    mine = step.by_id == held.user.pk and step.undone_at is None
    return mine and step.at >= since and held.may(Act.DECIDE)


def _for_auditor(held: Seat, rows: Sequence[Activity]) -> list[Entry]:
    places = Membership.objects.filter(workspace=held.workspace).select_related("organisation")
    roles = {
        one.user_id: f"{one.get_role_display()}, {one.organisation}"
        if one.organisation
        else one.get_role_display()
        for one in places
    }
    return [
        Entry(
            at=one.at,
            who=roles.get(one.by_id, ""),
            verb=one.verb,
            room=one.room.get_kind_display() if one.room else "",
            # That something is named there is told, its name is not.
            subject="…" if one.subject else "",
        )
        for one in rows
    ]


def _people(acts: QuerySet[Activity]) -> list[User]:
    there = User.objects.filter(pk__in=acts.values("by"))
    return sorted(there, key=lambda one: str(one).casefold())


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def lines(shown: Iterable[Entry]) -> Iterator[list[str]]:
    """Yield the history as the cells of a table, with its head."""
    yield ["at", "who", "verb", "room", "subject", "changes", "why", "undone by"]
    for one in shown:
        said = "; ".join(
            f"{change.subject} {change.field}: {change.before} → {change.after}".strip()
            for change in one.changes
        )
        at = one.at.isoformat(timespec="seconds")
        yield [at, one.who, one.verb, one.room, one.subject, said, one.why, one.undone]

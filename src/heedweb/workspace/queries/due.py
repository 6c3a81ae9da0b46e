"""What is due of an institution: the overdue first, each with what is needed to answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.requests import called
from heedweb.workspace.models import (
    IN_THE_ROOM,
    Assignment,
    Measure,
    Move,
    ProgressMove,
    ProgressReport,
    Request,
    Standing,
    Target,
)
from heedweb.workspace.roles import Act

SOON = timedelta(days=14)
_COMING = timedelta(days=60)
_MOST_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Item:
    """A request of the institution. `mine` is the report in hand, `comment` what it came back with.

    `last` is the latest report of the institution that was validated; `answers` are names of what
    the measure answers.
    """

    request: Request
    today: date
    mine: ProgressReport | None
    comment: str
    last: ProgressReport | None
    answers: tuple[str, ...]

    @property
    def called(self) -> str:
        """What it is on, as people call it."""
        return called(self.request.about)

    @property
    def overdue(self) -> bool:
        """Whether its day is over."""
        return self.request.due < self.today

    @property
    def soon(self) -> bool:
        """Whether its day comes within two weeks."""
        return not self.overdue and self.request.due <= self.today + SOON

    @property
    def waits(self) -> bool:
        """Whether a report was sent and waits to be validated."""
        return self.mine is not None and self.mine.standing == Standing.IN_REVIEW


@dataclass(frozen=True, slots=True)
class Page:
    """What is due: to be answered, sent and waiting; `to_validate` counts what waits for them."""

    items: list[Item]
    sent: list[Item]
    coming: list[Measure]
    to_validate: int

    @property
    def overdue(self) -> int:
        """How many are overdue."""
        return sum(one.overdue for one in self.items)


def open_requests(held: Seat) -> QuerySet[Request]:
    """Return what is asked of the person's institution and not answered."""
    found = plan_access.requests(held).filter(closed__isnull=True)
    return found.filter(organisation=plan_access.takes_part(held) or 0).order_by("due", "pk")


def page(held: Seat) -> Page:
    """Return what is due of the person's institution."""
    today = timezone.localdate()
    every = items(held, list(open_requests(held)), today)
    leads = Assignment.objects.filter(
        Assignment.LEADS, organisation=plan_access.takes_part(held) or 0
    )
    coming = plan_access.measures(held).filter(
        pk__in=leads.values("measure"), state__in=Measure.OPEN
    )
    coming = coming.filter(due__lte=today + _COMING).order_by("due", "pk")
    waiting = [one for one in every if one.waits]
    return Page(
        [one for one in every if not one.waits], waiting, list(coming[:50]),
        to_validate(held).count(),
    )  # fmt: skip


def items(held: Seat, requests: Sequence[Request], today: date) -> list[Item]:
    """Return requests with what is needed to answer them; as many queries for one as for many."""
    measures = [one.measure_id for one in requests if one.measure_id]
    rows = [one.recommendation_id for one in requests if one.recommendation_id]
    own = plan_access.reports(held).filter(home=held.room or 0).defer("workspace")
    of_these = own.filter(Q(measure__in=measures) | Q(recommendation__in=rows))
    # A later version of what was answered is no answer to what is asked now.
    of_these = of_these.filter(Q(standing=Standing.PUBLISHED) | Q(supersedes__isnull=True))
    mine: dict[tuple[int | None, int | None], ProgressReport] = {}
    last: dict[tuple[int | None, int | None], ProgressReport] = {}
    for one in of_these.filter(standing__in=(*IN_THE_ROOM, Standing.PUBLISHED)).order_by("on"):
        key = (one.measure_id, one.recommendation_id)
        (last if one.standing == Standing.PUBLISHED else mine)[key] = one
    comments = _comments([one.pk for one in mine.values()])
    answers = _answers(measures)
    found: list[Item] = []
    for request in requests:
        key = (request.measure_id, request.recommendation_id)
        hand = mine.get(key)
        told = comments.get(hand.pk, "") if hand and hand.standing == Standing.DRAFT else ""
        said = tuple(answers.get(request.measure_id or 0, ()))
        found.append(Item(request, today, hand, told, last.get(key), said))
    return found


def _comments(keys: Sequence[int]) -> dict[int, str]:
    """Return what drafts were sent back with, by report."""
    acts = (Move.Verb.ASK, Move.Verb.RETURN, Move.Verb.TAKE_BACK)
    found: dict[int, str] = {}
    for key, verb, comment in (
        ProgressMove.objects.filter(record__in=keys, verb__in=acts)
        .order_by("pk")
        .values_list("record", "verb", "comment")
    ):
        found[key] = comment if verb == Move.Verb.RETURN else ""
    return found


def _answers(measures: Sequence[int]) -> dict[int, list[str]]:
    """Return the names of what each measure answers, a few of each."""
    found: dict[int, list[str]] = {}
    targets = Target.objects.filter(measure__in=measures).order_by("pk")
    for one in targets.select_related("recommendation__review", "cluster"):
        held = found.setdefault(one.measure_id, [])
        if len(held) < _MOST_ANSWERS:
            held.append(called(one.recommendation) if one.recommendation else str(one.cluster))
    return found


def after(held: Seat, done: Request | None) -> Request | None:
    """Return what is to be answered next: due after this one, else the first of all."""
    due = [one for one in items(held, list(open_requests(held)), timezone.localdate())
           if not one.waits]  # fmt: skip
    left = [one.request for one in due if done is None or one.request.pk != done.pk]
    if done is not None:
        later = [one for one in left if (one.due, one.pk) > (done.due, done.pk)]
        return next(iter(later or left), None)
    return next(iter(left), None)


def to_validate(held: Seat) -> QuerySet[ProgressReport]:
    """Return the reports that wait for the person: of their room, written by others."""
    found = plan_access.reports(held).filter(standing=Standing.IN_REVIEW)
    if not held.may(Act.APPROVE) or held.support:
        return found.none()
    found = found.filter(home__in=held.rooms).exclude(author=held.user)
    return found.exclude(asked_by=held.user).order_by("asked_at", "pk")

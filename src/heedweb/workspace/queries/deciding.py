"""What is left to decide: the queue of review mode, its progress, what was decided before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace.domain import standing
from heedweb.workspace.models import (
    Doubt,
    Looking,
    Recommendation,
    Review,
    Said,
    Workspace,
)
from heedweb.workspace.numbers import number_of

SCOPES = ("doubtful", "undecided")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which recommendations are gone through: doubtful or all undecided, of one review or all."""

    workspace: Workspace
    name: str = "doubtful"
    review: int | None = None

    @classmethod
    def asked(cls, workspace: Workspace, asked: Mapping[str, str]) -> Scope:
        """Return the scope that an address asks for; what it does not say is the widest."""
        name, review = asked.get("scope", ""), asked.get("review", "")
        return cls(
            workspace,
            name if name in SCOPES else "doubtful",
            number_of(review) or None,
        )

    @property
    def query(self) -> str:
        """The scope as an address."""
        pairs = {"scope": self.name} if self.name != "doubtful" else {}
        if self.review is not None:
            pairs["review"] = str(self.review)
        return urlencode(pairs)

    def listed(self) -> QuerySet[Recommendation]:
        """Return every recommendation of the scope's reviews that is in the list."""
        rows = Recommendation.objects.filter(review__workspace=self.workspace)
        if self.review is not None:
            rows = rows.filter(review=self.review)
        return rows.exclude(state__in=Recommendation.HIDDEN)

    def queue(self) -> QuerySet[Recommendation]:
        """Return what is left, in order; what was put off comes last."""
        rows = self.listed().filter(state__in=Recommendation.UNDECIDED)
        if self.name == "doubtful":
            doubt = Exists(Doubt.objects.filter(recommendation=OuterRef("pk")))
            rows = rows.filter(doubt | Q(state=Recommendation.State.REOPENED))
        late = Case(
            When(state=Recommendation.State.LATER, then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
        held = rows.annotate(late=late, meeting=Coalesce("review__session", 0))
        return held.order_by("late", "-meeting", "review__symbol", "order")


def next_in(scope: Scope, after: Recommendation | None, by: User) -> Recommendation | None:
    """Return what to decide next: behind `after` if there is any, and nobody else is at it."""
    queue = scope.queue()
    taken = Looking.objects.filter(until__gt=timezone.now()).exclude(user=by)
    free = queue.exclude(pk__in=taken.values("recommendation"))
    if after is None:
        return free.first() or queue.first()
    for rows in (free.exclude(pk=after.pk), queue.exclude(pk=after.pk)):
        found = rows.filter(_behind(after)).first() or rows.first()
        if found is not None:
            return found
    return None


def before_in(scope: Scope, row: Recommendation) -> Recommendation | None:
    """Return what stands before a row in the queue."""
    return scope.queue().exclude(_behind(row)).exclude(pk=row.pk).last()


def _behind(row: Recommendation) -> Q:
    """Return what a queue has behind a row."""
    late = int(row.state == Recommendation.State.LATER)
    meeting, symbol = row.review.session or 0, row.review.symbol
    return (
        Q(late__gt=late)
        | Q(late=late, meeting__lt=meeting)
        | Q(late=late, meeting=meeting, review__symbol__gt=symbol)
        | Q(late=late, meeting=meeting, review__symbol=symbol, order__gt=row.order)
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How many are in the list, how many of them are left in the queue, and what people decided."""

    listed: int
    left: int
    decided: int


def progress(scope: Scope) -> Progress:
    """Return how far the work has come."""
    listed = scope.listed()
    decided = listed.exclude(state__in=Recommendation.UNDECIDED).count()
    return Progress(listed.count(), scope.queue().count(), decided)


def around(row: Recommendation) -> tuple[Recommendation | None, Recommendation | None]:
    """Return what stands before and after a row in its review's list."""
    held = row.review.recommendations.exclude(state__in=Recommendation.HIDDEN)
    held = held.select_related("review").prefetch_related("recommending", "doubts")
    return (
        held.filter(order__lt=row.order).order_by("-order").first(),
        held.filter(order__gt=row.order).order_by("order").first(),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the latest reading changed: what stands, and what the document says now."""

    field: str
    kept: object
    now: object


def differences(row: Recommendation) -> list[Difference]:
    """Return what a later reading says otherwise than what was decided on."""
    if row.state != Recommendation.State.REOPENED:
        return []
    said = Said.objects.filter(recommendation=row).first()
    if said is None:
        return []
    value = cast("dict[str, object]", said.value)
    kept: dict[str, object] = {
        name: getattr(row, name) for name in standing.EDITABLE if name != "states"
    }
    kept["states"] = [[who.name, who.iso3] for who in row.recommending.all()]
    return [
        Difference(name, kept[name], value[name])
        for name in standing.EDITABLE
        if kept[name] != value[name]
    ]


def as_said(row: Recommendation) -> dict[str, object] | None:
    """Return what the document says of a row, None if people made it or it is gone."""
    said = Said.objects.filter(recommendation=row).first()
    return cast("dict[str, object]", said.value) if said else None


def review_of(scope: Scope) -> Review | None:
    """Return the review that the scope is about, None for all of the workspace."""
    if scope.review is None:
        return None
    return Review.objects.filter(workspace=scope.workspace, pk=scope.review).first()

"""Lists of indicators: the latest value, how far from the target, when the next is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from heed.exchange.quantities import later
from heed.plans.ordering import natural
from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import (
    Cluster,
    Indicator,
    Measure,
    Organisation,
    Recommendation,
    Use,
    Value,
)
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.distances import Distance, distance
from heedweb.workspace.queries.pages import Pages

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in a list. `due` is the day of its next value; `waiting` are to be checked."""

    indicator: Indicator
    latest: Value | None
    distance: Distance | None
    due: date | None
    waiting: int

    @property
    def late(self) -> bool:
        """Whether the day of the next value is over."""
        return self.due is not None and self.due < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of indicators. `keepers` can be chosen; `counts` are of late, waiting and empty."""

    lines: list[Line]
    pages: Pages
    keepers: list[Organisation]
    asked: Mapping[str, str]
    counts: Mapping[str, int]
    some: bool

    @property
    def query(self) -> str:
        """The part of the address that says what is shown, for the pages beside."""
        return urlencode({name: value for name, value in self.asked.items() if value})

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds there are, with their names."""
        return [(str(code), str(name)) for code, name in Indicator.Kind.choices]


@dataclass(frozen=True, slots=True)
class _Key:
    """What an indicator is sorted and counted by, without its words."""

    pk: int
    code: str
    due: date | None
    waiting: int
    last: date | None

    @property
    def order(self) -> tuple[tuple[int, int, str], ...]:
        """Codes with numbers in them in the order of the numbers: 2 before 10."""
        return natural(self.code.casefold())


SHOWS = ("late", "waits", "empty")


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of indicators that an address asks for; what it does not know is left out."""
    chosen = _chosen(asked)
    found = _narrowed(plan_access.indicators(seat), chosen)
    keys = _keys(seat, found)
    today = timezone.localdate()
    groups = {
        "late": [one for one in keys if one.due is not None and one.due < today],
        "waits": [one for one in keys if one.waiting],
        "empty": [one for one in keys if one.last is None],
    }
    shown = sorted(groups.get(chosen["show"], keys), key=lambda one: (one.order, one.pk))
    pages = Pages.of(number_of(asked.get("page")), len(shown), PER_PAGE)
    held = lines(seat, [one.pk for one in shown[pages.start : pages.last]])
    keepers = Organisation.objects.filter(
        pk__in=plan_access.indicators(seat).order_by().values("keeper")
    )
    counts = {name: len(some) for name, some in groups.items()}
    some = bool(keys) or any(chosen.values())
    return Listing(held, pages, list(keepers), chosen, counts, some)


def lines(seat: Seat, keys: Sequence[int]) -> list[Line]:
    """Return indicators that the person sees as lists show them, in the order of `keys`."""
    found = _with_values(seat, plan_access.indicators(seat).filter(pk__in=keys))
    held = {one.pk: one for one in found}
    latest = {one.pk: (one.latest_of_all or one.latest) for one in held.values()}  # type: ignore[attr-defined]
    values = Value.objects.in_bulk([pk for pk in latest.values() if pk])
    made = []
    for key in keys:
        if (one := held.get(key)) is None:
            continue
        value = values.get(latest[key] or 0)
        whole = value is not None and not value.group
        far = distance(one, value.value) if value is not None and whole else None
        made.append(Line(one, value, far, due_of(one, one.last), one.waiting))  # type: ignore[attr-defined]
    return made


def due_of(held: Indicator, last: date | None) -> date | None:
    """Return the last day of the next period to give a value of, None without a rhythm."""
    if held.every is None:
        return None
    return later(last or held.baseline_on or timezone.localdate(held.made), held.every)


def waiting(seat: Seat) -> QuerySet[Value]:
    """Return the values that nobody has checked, of indicators whose values the person checks."""
    return plan_access.values(seat).filter(checked__isnull=True)


def of_record(seat: Seat, held: Measure | Recommendation | Cluster) -> list[Line]:
    """Return the indicators that measure the progress of something."""
    name = type(held).__name__.lower()
    uses = Use.objects.filter(**{name: held}).values("indicator")
    keys = plan_access.indicators(seat).filter(pk__in=uses).values_list("pk", flat=True)
    return lines(seat, list(keys))


@dataclass(frozen=True, slots=True)
class Tied:
    """What an indicator measures, as far as the person sees it."""

    measures: list[Use] = field(default_factory=list)
    recommendations: list[Use] = field(default_factory=list)
    clusters: list[Use] = field(default_factory=list)

    @property
    def some(self) -> bool:
        """Whether there is anything."""
        return bool(self.measures or self.recommendations or self.clusters)


def tied(seat: Seat, held: Indicator) -> Tied:
    """Return what an indicator measures."""
    uses = held.uses.select_related("measure__plan", "recommendation__review", "cluster")
    seen = Q(measure__isnull=True) | Q(measure__in=plan_access.measures(seat))
    found = list(uses.filter(seen))
    return Tied(
        [one for one in found if one.measure_id],
        [one for one in found if one.recommendation_id],
        [one for one in found if one.cluster_id],
    )


def _chosen(asked: Mapping[str, str]) -> dict[str, str]:
    keeper, kind, show = (asked.get(name, "") for name in ("keeper", "kind", "show"))
    return {
        "find": asked.get("find", "").strip()[:200],
        "kind": kind if kind in Indicator.Kind.values else "",
        "keeper": keeper if number_of(keeper) else "",
        "show": show if show in SHOWS else "",
    }


def _narrowed(found: QuerySet[Indicator], chosen: Mapping[str, str]) -> QuerySet[Indicator]:
    for word in chosen["find"].split():
        named = Q(name__icontains=word) | Q(code__icontains=word)
        found = found.filter(named | Q(definition__icontains=word) | Q(source__icontains=word))
    if chosen["kind"]:
        found = found.filter(kind=chosen["kind"])
    keeper = number_of(chosen["keeper"])
    return found.filter(keeper=keeper) if keeper else found


def _keys(seat: Seat, found: QuerySet[Indicator]) -> list[_Key]:
    held = _with_values(seat, found).only(
        "pk", "code", "every", "made", "baseline_on", "workspace", "keeper", "room", "to"
    )
    return [
        _Key(one.pk, one.code, due_of(one, one.last), one.waiting, one.last)  # type: ignore[attr-defined]
        for one in held.select_related(None)
    ]


def _with_values(seat: Seat, found: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Return indicators with the day of the last value, its key, and how many are to be checked."""
    seen = plan_access.values(seat).filter(indicator=OuterRef("pk")).order_by("-on", "-pk")
    alone = seen.order_by().values("indicator")
    count = alone.filter(checked__isnull=True).annotate(n=Count("pk")).values("n")
    return found.annotate(
        last=Subquery(alone.annotate(last=Max("on")).values("last")),
        latest=Subquery(seen.values("pk")[:1]),
        latest_of_all=Subquery(seen.filter(group={}).values("pk")[:1]),
        waiting=Subquery(count),
    )

"""The list of recommendations: filters as an address, facets with counts, pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from heed.vocab import states
from heedweb.workspace.models import Recommendation, Review, Workspace
from heedweb.workspace.queries import search
from heedweb.workspace.words import doubt_name, position_name

PER_PAGE = 50
_NONE = "none"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: name, count, and the address that turns it on or off."""

    label: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way of dividing the list."""

    name: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list with its facets. `query` is the address without the page."""

    page: Page[Recommendation]
    total: int
    facets: tuple[Facet, ...]
    typed: str
    query: str


@dataclass(frozen=True, slots=True)
class _Dimension:
    name: str
    field: str
    label: Callable[[str], str]
    name_of: Callable[[str], str]


def _dimensions(workspace: Workspace) -> tuple[_Dimension, ...]:
    symbols = dict(Review.objects.filter(workspace=workspace).values_list("pk", "symbol"))
    return (
        _Dimension("review", "review_id", lambda _n: _("Review"), lambda v: symbols.get(int(v), v)),
        _Dimension("cycle", "review__cycle", lambda _n: _("Cycle"), str),
        _Dimension("position", "position", lambda _n: _("Position"), position_name),
        _Dimension("state", "recommending__iso3", lambda _n: _("Recommending State"), _state_name),
        _Dimension("doubt", "doubts__code", lambda _n: _("Doubt"), doubt_name),
    )


def _state_name(code: str) -> str:
    state = states.by_iso3(code)
    return state.name if state else code or _("not stated")


def listing(workspace: Workspace, asked: Mapping[str, str]) -> Listing:
    """Return the page of recommendations that the address asks for."""
    dimensions = _dimensions(workspace)
    chosen = {d.name: asked[d.name] for d in dimensions if asked.get(d.name)}
    typed = asked.get("q", "").strip()
    rows = search.matching(Recommendation.objects.filter(review__workspace=workspace), typed)
    found = _filtered(rows, dimensions, chosen)
    found = found.select_related("review").prefetch_related("recommending", "doubts")
    paginator = Paginator(found, PER_PAGE)
    page = paginator.get_page(asked.get("page"))
    facets = tuple(_facet(rows, d, dimensions, chosen, typed) for d in dimensions)
    return Listing(page, paginator.count, facets, typed, _address(chosen, typed))


def _filtered(
    rows: QuerySet[Recommendation],
    dimensions: tuple[_Dimension, ...],
    chosen: Mapping[str, str],
    without: str = "",
) -> QuerySet[Recommendation]:
    for dimension in dimensions:
        value = chosen.get(dimension.name)
        if value is None or dimension.name == without:
            continue
        if value == "any" and dimension.name == "doubt":
            rows = rows.filter(doubts__isnull=False).distinct()
        elif dimension.field.endswith(("_id", "__cycle")):
            rows = rows.filter(**{dimension.field: value if value.isdigit() else -1})
        else:
            rows = rows.filter(**{dimension.field: "" if value == _NONE else value}).distinct()
    return rows


def _facet(
    rows: QuerySet[Recommendation],
    dimension: _Dimension,
    dimensions: tuple[_Dimension, ...],
    chosen: Mapping[str, str],
    typed: str,
) -> Facet:
    """Count each value over the list as all other choices leave it."""
    held = _filtered(rows, dimensions, chosen, without=dimension.name)
    counted = (
        held.order_by()
        .filter(**{f"{dimension.field}__isnull": False})
        .values_list(dimension.field)
        .annotate(n=Count("pk", distinct=True))
    )
    mine = chosen.get(dimension.name)
    values = [
        _value(dimension, str(value) or _NONE, count, mine, chosen, typed)
        for value, count in counted
    ]
    if dimension.name == "cycle":
        values.sort(key=lambda v: v.label)
    else:
        values.sort(key=lambda v: (-v.count, v.label))
    return Facet(dimension.name, dimension.label(dimension.name), tuple(values))


def _value(
    dimension: _Dimension,
    value: str,
    count: int,
    mine: str | None,
    chosen: Mapping[str, str],
    typed: str,
) -> Value:
    picked = value == mine
    others = {k: v for k, v in chosen.items() if k != dimension.name}
    query = _address(others if picked else {**others, dimension.name: value}, typed)
    return Value(dimension.name_of("" if value == _NONE else value), count, query, picked)


def _address(chosen: Mapping[str, str], typed: str) -> str:
    pairs = dict(sorted(chosen.items()))
    if typed:
        pairs["q"] = typed
    return urlencode(pairs)


def neighbours(row: Recommendation) -> tuple[Recommendation | None, Recommendation | None]:
    """Return the recommendations before and after this one in its review."""
    held = Recommendation.objects.filter(review=row.review)
    before = held.filter(order__lt=row.order).order_by("-order").first()
    return before, held.filter(order__gt=row.order).order_by("order").first()

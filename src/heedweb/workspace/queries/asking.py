"""Whom a request would ask for what, and what is left out of it and why: the preview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.requests import About, Wanted
from heedweb.workspace.models import (
    Assignment,
    ClusterMember,
    Measure,
    Organisation,
    Recommendation,
    Request,
    Target,
)
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import recommendations
from heedweb.workspace.queries.address import line

# More are asked for in several steps, so that somebody can read what is asked.
MOST = 300


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an address asks about: `total` of them, the first `MOST` in `abouts`.

    `asked` are the parts of the address, `kind` is `measures` or `recommendations`.
    """

    kind: str
    abouts: list[About]
    total: int
    asked: Mapping[str, str]
    query: str

    @property
    def too_many(self) -> bool:
        """Whether they are more than are asked about at once."""
        return self.total > len(self.abouts)


def chosen(held: Seat, params: QueryDict) -> Chosen:
    """Return the measures, or recommendations, that an address names or that fit its filter."""
    if params.get("of") == "recommendations":
        return _rows(held, params)
    found = plan_access.measures(held)
    asked: dict[str, str] = {}
    keys = [number_of(one) for one in params.getlist("measure") if number_of(one)]
    if keys:
        found = found.filter(pk__in=keys[:MOST])
    for name, way in (("plan", "plan"), ("body", "assignments__organisation")):
        if number_of(params.get(name)):
            found = found.filter(**{way: number_of(params.get(name))})
            asked[name] = str(number_of(params.get(name)))
    state = str(params.get("state") or "")
    if state in Measure.State.values:
        found = found.filter(state=state)
        asked["state"] = state
    elif not keys:
        found = found.filter(state__in=Measure.OPEN)
    found = found.distinct().order_by("plan", "number", "pk")
    query = urlencode([*asked.items(), *(("measure", str(key)) for key in keys)])
    return Chosen("measures", list(found[:MOST]), found.count(), asked, query)


def _rows(held: Seat, params: QueryDict) -> Chosen:
    keys = [number_of(one) for one in params.getlist("recommendation") if number_of(one)]
    rows = Recommendation.objects.filter(review__workspace=held.workspace)
    rows = rows.exclude(state__in=Recommendation.UNLISTED)
    if keys:
        total = rows.filter(pk__in=keys).count()
        parts = [("of", "recommendations"), *(("recommendation", str(key)) for key in keys)]
        query = urlencode(parts)
    else:
        asked = recommendations.asked_of(params)
        found = recommendations.Found(held.workspace, asked)
        total, keys = found.total, found.keys(0, MOST)
        told = line(asked)
        query = f"of=recommendations&{told}" if told else "of=recommendations"
    held_rows = rows.filter(pk__in=keys[:MOST]).select_related("review").order_by("pk")
    return Chosen("recommendations", list(held_rows), total, {}, query)


@dataclass(frozen=True, slots=True)
class Left:
    """What is not asked, and why."""

    about: About
    body: Organisation | None
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be asked of whom, and what is left out."""

    wanted: list[Wanted]
    left: list[Left]

    @property
    def bodies(self) -> int:
        """How many institutions are asked."""
        return len({one.body.pk for one in self.wanted})


def preview(held: Seat, abouts: Sequence[About], bodies: Iterable[Organisation] = ()) -> Preview:
    """Return what would be asked: of these institutions, or without any of those that lead."""
    asked = list(bodies)
    leads = {} if asked else _leads(abouts)
    open_ = _open(held)
    wanted: list[Wanted] = []
    left: list[Left] = []
    for about in abouts:
        found = asked or leads.get(_key(about), [])
        if not found:
            left.append(Left(about, None, _("nobody leads it")))
        for body in found:
            due = open_.get((body.pk, *_key(about)))
            if body.closed is not None:
                left.append(Left(about, body, _("takes part no more")))
            elif due is not None:
                left.append(Left(about, body, _("is asked already")))
            else:
                wanted.append(Wanted(body, about))
    return Preview(wanted, left)


Key = tuple[str, int]


def _key(about: About) -> Key:
    return (type(about).__name__.lower(), about.pk)


def _open(held: Seat) -> dict[tuple[int, str, int], object]:
    rows = Request.objects.filter(workspace=held.workspace, closed__isnull=True)
    found: dict[tuple[int, str, int], object] = {}
    for body, measure, row, due in rows.values_list(
        "organisation", "measure", "recommendation", "due"
    ):
        key: Key = ("measure", measure) if measure is not None else ("recommendation", row)
        found[(body, *key)] = due
    return found


def _leads(abouts: Sequence[About]) -> dict[Key, list[Organisation]]:
    """Return who leads each measure, or the measures that answer each recommendation."""
    measures = [one.pk for one in abouts if isinstance(one, Measure)]
    rows = [one.pk for one in abouts if isinstance(one, Recommendation)]
    answering = _answering(rows)
    wanted = set(measures) | {pk for found in answering.values() for pk in found}
    leads = Assignment.objects.filter(Assignment.LEADS, measure__in=wanted)
    leads = leads.select_related("organisation")
    of = {one.measure_id: one.organisation for one in leads}
    found: dict[Key, list[Organisation]] = {
        ("measure", pk): [of[pk]] for pk in measures if pk in of
    }
    for row, keys in answering.items():
        bodies = {of[pk].pk: of[pk] for pk in keys if pk in of}
        found[("recommendation", row)] = list(bodies.values())
    return found


def _answering(rows: Sequence[int]) -> dict[int, list[int]]:
    """Return the measures that answer each recommendation, by itself or by its cluster."""
    if not rows:
        return {}
    within: dict[int, list[int]] = {}
    members = ClusterMember.objects.filter(recommendation__in=rows, standing="confirmed")
    for cluster, row in members.values_list("cluster", "recommendation"):
        within.setdefault(cluster, []).append(row)
    found: dict[int, list[int]] = {}
    aimed = Target.objects.filter(
        Q(recommendation__in=rows) | Q(cluster__in=within), measure__gone__isnull=True
    )
    for measure, row, cluster in aimed.values_list("measure", "recommendation", "cluster"):
        for one in [row] if row is not None else within.get(cluster, []):
            found.setdefault(one, []).append(measure)
    return found

"""What a measure can be tied to, found by what somebody types: a few at a time, to tick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Cluster, Measure, OwnTaxonomy
from heedweb.workspace.queries.measures import Asked, found
from heedweb.workspace.queries.recommendations import Found, asked_of
from heedweb.workspace.queries.taxonomies import TARGETS, folded, vocabulary

MOST = 30
# What stands between a taxonomy and a label in the value of a box; in no code of either.
_BETWEEN = "|"
WHAT: dict[str, str | Promise] = {
    "recommendations": _("What else it answers: recommendations"),
    "clusters": _("What else it answers: clusters"),
    "needs": _("What it waits for"),
    "ties": _("Ties to other frameworks"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tick: its value in the form, what it is called, and where it belongs."""

    value: str
    title: str
    about: str = ""


def choices(seat: Seat, held: Measure, what: str, typed: str) -> list[Choice]:
    """Return the first things that are called as typed and that the measure has not yet."""
    return _FINDS[what](seat, held, typed)


def _recommendations(seat: Seat, held: Measure, typed: str) -> list[Choice]:
    if not typed:
        return []
    there = set(held.targets.values_list("recommendation", flat=True))
    rows = Found(seat.workspace, asked_of(QueryDict(f"{_asked(typed)}"))).rows(MOST + len(there))
    kept = [one for one in rows if one.pk not in there][:MOST]
    return [
        Choice(str(one.pk), f"{one.paragraph} {one.text[:300]}", one.review.symbol) for one in kept
    ]


def _asked(typed: str) -> str:
    given = QueryDict(mutable=True)
    given["q"] = typed
    return given.urlencode()


def _clusters(seat: Seat, held: Measure, typed: str) -> list[Choice]:
    rows = Cluster.objects.filter(workspace=seat.workspace, gone=False)
    rows = rows.filter(name__icontains=typed).exclude(targets__measure=held)
    return [Choice(str(one.pk), one.name) for one in rows.order_by("name", "pk")[:MOST]]


def _measures(seat: Seat, held: Measure, typed: str) -> list[Choice]:
    there = {held.pk, *held.needs.values_list("needed", flat=True)}
    return [one for one in to_add_to(seat, typed, MOST + len(there)) if int(one.value) not in there]


def to_add_to(seat: Seat, typed: str, most: int = MOST) -> list[Choice]:
    """Return measures whose number or title is as typed."""
    facts, _counts = found(seat, Asked(words=typed))
    rows = plan_access.measures(seat).in_bulk([one.pk for one in facts[:most]])
    held = [rows[one.pk] for one in facts[:most] if one.pk in rows]
    return [Choice(str(one.pk), str(one), str(one.plan)) for one in held]


def _labels(seat: Seat, held: Measure, typed: str) -> list[Choice]:
    if not typed:
        return []
    there = set(held.ties.values_list("taxonomy", "code"))
    own = OwnTaxonomy.objects.filter(workspace=seat.workspace, retired=False)
    known, words = vocabulary(seat.workspace), folded(typed)
    kept: list[Choice] = []
    for taxonomy in (TARGETS, *own.order_by("name").values_list("code", flat=True)):
        for label in known.taxonomies[taxonomy].labels:
            name = known.name(taxonomy, label.code)
            if (taxonomy, label.code) in there or words not in folded(f"{label.code} {name}"):
                continue
            value = f"{taxonomy}{_BETWEEN}{label.code}"
            kept.append(Choice(value, name, known.title(taxonomy)))
    return kept[:MOST]


def label_of(seat: Seat, value: str) -> tuple[str, str, str] | None:
    """Return taxonomy, code and name of a label that a box names; None where there is none."""
    taxonomy, _between, code = value.partition(_BETWEEN)
    known = vocabulary(seat.workspace)
    if known.label(taxonomy, code) is None:
        return None
    return taxonomy, code, known.name(taxonomy, code)


_FINDS: dict[str, Callable[[Seat, Measure, str], list[Choice]]] = {
    "recommendations": _recommendations,
    "clusters": _clusters,
    "needs": _measures,
    "ties": _labels,
}

"""Facets: each value with its count over the list as all other choices leave it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from urllib.parse import quote

from django.utils.translation import gettext as _

from heed.vocab import states
from heedweb.workspace.mechanism_words import family_name, mechanism_name
from heedweb.workspace.models import Recommendation
from heedweb.workspace.queries.address import ABOUT, FACETS, Asked, line, named, turned
from heedweb.workspace.queries.facts import ANY, NONE
from heedweb.workspace.queries.index import Index
from heedweb.workspace.queries.label_facts import NO_LABEL, SET
from heedweb.workspace.queries.taxonomies import Vocabulary, folded
from heedweb.workspace.words import (
    doubt_name,
    facet_name,
    group_name,
    item_kind_name,
    mark_name,
    position_name,
    standing_name,
)

_State = Recommendation.State
# Roll-ups of how rows stand, by the word that addresses have for them.
ROLLED = {
    "no": (_State.OPEN, _State.LATER, _State.REOPENED),
    "yes": (_State.ACCEPTED, _State.CORRECTED, _State.ADDED),
}
_REJECTED = _State.REJECTED.value
# Labels stand behind what says where a row is from and what was decided of it.
_BEFORE = FACETS.index("state")
_MOST_CALLED = 4
# Shown without asking for all; whatever is chosen is shown too.
_SHOWN = 8
# Not worth a heading while all rows agree.
_QUIET = ("review", "cycle", "mechanism", "body", "cluster", "instrument", "kind")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: name, count, and the address that turns it on or off.

    Of a label `proposed` is how many of the count wait for a person; None elsewhere.
    """

    label: str
    count: int
    query: str
    chosen: bool
    within: bool = False
    proposed: int | None = None

    @property
    def confirmed(self) -> int:
        """How many a person or a source gave the label."""
        return self.count - (self.proposed or 0)


@dataclass(frozen=True, slots=True)
class Facet:
    """One way of dividing the list; `more` values are not shown, `all` is the address of all."""

    name: str
    label: str
    values: tuple[Value, ...]
    more: int = 0
    all: str = ""

    @property
    def labels(self) -> bool:
        """Whether its values are labels of a taxonomy."""
        return self.name.startswith(ABOUT)


@dataclass(frozen=True, slots=True)
class Names:
    """What reviews, people and clusters are called, by primary key; the labels there are."""

    reviews: Mapping[str, str]
    people: Mapping[str, str]
    words: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    clusters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The list as a mask, and for each facet the list as all other choices leave it."""

    mask: int
    without: Mapping[str, int]


def narrowed(index: Index, asked: Asked, found: int | None) -> Narrowed:
    """Return the rows that are asked for; `found` are those that hold what was typed."""
    listed = index.mask("listed", "yes")
    rejected = index.mask("listed", "rejected")
    base = listed | rejected
    if found is not None:
        base &= found
    masks = {
        name: _chosen(index, _mask_name(asked, name), values)
        for name, values in asked.chosen.items()
    }
    # What people took out of the list is seen only where it is asked for.
    masks.setdefault("decided", ~rejected)
    whole = base
    for mask in masks.values():
        whole &= mask
    without: dict[str, int] = {}
    for name in (*named(asked), *_about(index, asked)):
        held = base
        for other, mask in masks.items():
            if other != name:
                held &= mask
        without[name] = held
    return Narrowed(whole, without)


def _mask_name(asked: Asked, name: str) -> str:
    """Return under which name the index keeps a facet: of labels, all or only what is set."""
    labels = asked.confirmed and name.startswith(ABOUT)
    return SET + name.removeprefix(ABOUT) if labels else name


def _about(index: Index, asked: Asked) -> list[str]:
    """Return the facets of labels that are not chosen from."""
    return [name for name in index.masks if name.startswith(ABOUT) and name not in asked.chosen]


def _chosen(index: Index, facet: str, values: tuple[str, ...]) -> int:
    return reduce(or_, (mask_of(index, facet, value) for value in values), 0)


def mask_of(index: Index, facet: str, value: str) -> int:
    """Return the rows with a value of a facet, roll-ups included."""
    if facet == "decided" and value in ROLLED:
        return reduce(or_, (index.mask("decided", state) for state in ROLLED[value]), 0)
    return index.mask(facet, value)


def facets(index: Index, asked: Asked, held: Narrowed, names: Names) -> tuple[Facet, ...]:
    """Return the facets that divide the list, each with its values and counts."""
    known = {f"{ABOUT}{code}": i for i, code in enumerate(names.words.codes)}
    labels = [name for name in held.without if name.startswith(ABOUT)]
    labels.sort(key=lambda name: (known.get(name, len(known)), name))
    order = [*FACETS[:_BEFORE], *labels, *FACETS[_BEFORE:]]
    found = (_facet(index, name, asked, held.without[name], names) for name in order)
    return tuple(facet for facet in found if facet is not None)


def called(index: Index, asked: Asked, typed: str, names: Names) -> list[Facet]:
    """Return the labels whose name holds `typed`, counted over the whole list."""
    plain = replace(asked, typed="", chosen={}, page=1, whole="")
    listed = index.mask("listed", "yes")
    found: list[Facet] = []
    for code in names.words.codes:
        name = f"{ABOUT}{code}"
        counts = _counts(index, _mask_name(plain, name), listed)
        wanted = [v for v in counts if typed in folded(label_of(name, v, names))][:_MOST_CALLED]
        if wanted:
            made = _Linked(name, plain, (), names)
            made.confirmed = _counts(index, SET + code, listed)
            values = tuple(made.value(value, counts[value]) for value in wanted)
            found.append(Facet(name, title_of(name, names), values))
    return found


def title_of(facet: str, names: Names) -> str:
    """Return what a facet is called."""
    if facet.startswith(ABOUT):
        return names.words.title(facet.removeprefix(ABOUT))
    return facet_name(facet)


def label_of(facet: str, value: str, names: Names) -> str:
    """Return what a value of a facet is called."""
    if facet.startswith(ABOUT):
        code = "" if value == NO_LABEL else value
        return names.words.name(facet.removeprefix(ABOUT), code)
    return _LABELS[facet](value, names)


def _facet(index: Index, name: str, asked: Asked, base: int, names: Names) -> Facet | None:
    chosen = asked.chosen.get(name, ())
    counts = _counts(index, _mask_name(asked, name), base)
    for value in chosen:
        counts.setdefault(value, 0)
    if not counts or (name in _QUIET and len(counts) < 2 and not chosen):
        return None
    values = _sorted(name, counts, names)
    shown = values
    if asked.whole != name and len(values) > _SHOWN + 2 and name != "decided":
        shown = [v for i, v in enumerate(values) if i < _SHOWN or v in chosen]
    made = _Linked(name, asked, chosen, names)
    if name.startswith(ABOUT):
        made.confirmed = _counts(index, SET + name.removeprefix(ABOUT), base)
    more = len(values) - len(shown)
    own = line(replace(asked, page=1))
    return Facet(
        name,
        title_of(name, names),
        tuple(made.value(value, counts[value]) for value in shown),
        more,
        f"{own}&all={name}" if own else f"all={name}",
    )


def _counts(index: Index, name: str, base: int) -> dict[str, int]:
    found = {}
    for value, mask in index.masks.get(name, {}).items():
        count = (mask & base).bit_count()
        if count:
            found[value] = count
    if name == "decided":
        for value in ROLLED:
            count = (mask_of(index, name, value) & base).bit_count()
            if count:
                found[value] = count
    return found


def _sorted(name: str, counts: dict[str, int], names: Names) -> list[str]:
    if name == "decided":
        order = ["no", *ROLLED["no"], "yes", *ROLLED["yes"], _REJECTED]
        kept = [value for value in order if value in counts]
        # A roll-up of one kind alone says it twice, unless that kind is chosen.
        return kept + [value for value in counts if value not in kept]
    if name == "cycle":
        return sorted(counts, key=lambda v: (v == NONE, v.zfill(4)))
    if name == "review":
        return sorted(counts, key=lambda v: label_of(name, v, names))
    labels = {value: label_of(name, value, names) for value in counts}
    return sorted(counts, key=lambda v: (v != ANY, -counts[v], labels[v]))


class _Linked:
    """Makes the values of one facet; the part of the address that they share is made once."""

    def __init__(self, facet: str, asked: Asked, chosen: tuple[str, ...], names: Names) -> None:
        self.facet, self.asked, self.chosen, self.names = facet, asked, chosen, names
        # A mark that no address holds stands for the value.
        self.shape = line(turned(asked, facet, "\0")).replace("%00", "\0")
        self.confirmed: dict[str, int] | None = None

    def value(self, value: str, count: int) -> Value:
        if value in self.chosen:
            query = line(turned(self.asked, self.facet, value))
        else:
            query = self.shape.replace("\0", quote(value, safe=""))
        within = self.facet == "decided" and any(value in s for s in ROLLED.values())
        within = within or (self.facet == "doubt" and value != ANY)
        label = label_of(self.facet, value, self.names)
        waiting = None if self.confirmed is None else count - self.confirmed.get(value, 0)
        return Value(label, count, query, value in self.chosen, within, waiting)


def _state_name(code: str, _names: Names) -> str:
    state = states.by_iso3(code)
    return state.name if state else (_("no State named") if code == NONE else code)


_LABELS: dict[str, Callable[[str, Names], str]] = {
    "review": lambda v, names: names.reviews.get(v, v),
    "cycle": lambda v, _names: _("not stated") if v == NONE else v,
    "mechanism": lambda v, _names: family_name(v),
    "body": lambda v, _names: mechanism_name(v),
    "cluster": lambda v, names: _("in no cluster") if v == NONE else names.clusters.get(v, v),
    "instrument": lambda v, _names: v,
    "article": lambda v, _names: v,
    "mark": lambda v, _names: mark_name(v),
    "position": lambda v, _names: position_name("" if v == NONE else v),
    "decided": lambda v, _names: standing_name(v),
    "by": lambda v, names: names.people.get(v, v),
    "doubt": lambda v, _names: _("any doubt") if v == ANY else doubt_name(v),
    "state": _state_name,
    "group": lambda v, _names: group_name(v),
    "kind": lambda v, _names: item_kind_name(v),
}

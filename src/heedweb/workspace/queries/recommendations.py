"""The list of recommendations: what an address asks for, with facets, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from heedweb.accounts.models import User
from heedweb.workspace.mechanism_words import asked_in_words
from heedweb.workspace.models import Recommendation, Review, Workspace
from heedweb.workspace.queries import cluster_facts, columns, facets, label_facts, marks, typed
from heedweb.workspace.queries.address import SORTS, Asked, Params, line, named, pairs, turned
from heedweb.workspace.queries.address import read as read_address
from heedweb.workspace.queries.columns import Column
from heedweb.workspace.queries.facets import Facet, Names
from heedweb.workspace.queries.index import Index, index_of
from heedweb.workspace.queries.label_facts import ALL, WAITS
from heedweb.workspace.queries.names import PeopleNames
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.queries.taxonomies import folded, vocabulary
from heedweb.workspace.roles import Act

PER_PAGE = 50
# Two letters are in half of all labels.
_LEAST_TYPED = 3
# Rows loaded at a time where all are wanted; SQLite takes 32,766 variables in a statement.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that is made, and the address without it."""

    label: str
    query: str


class Found:
    """The rows that an address asks for, before any of them is loaded."""

    def __init__(self, workspace: Workspace, asked: Asked) -> None:
        self.workspace, self.asked = workspace, asked
        self.index: Index = index_of(workspace)
        self.typed = typed.read(asked.typed, self.index.languages)
        hits = self.index.found(self.typed.query) if self.typed.query else None
        self.held = facets.narrowed(self.index, asked, hits)
        self.total = self.held.mask.bit_count()

    @property
    def undecided(self) -> int:
        """How many of the rows no person has confirmed yet."""
        return (self.held.mask & facets.mask_of(self.index, "decided", "no")).bit_count()

    def keys(self, first: int = 0, last: int | None = None) -> list[int]:
        """Return the primary keys of the rows, in the order that is asked for."""
        return self.index.keys_of(
            self.held.mask,
            self.asked.sort,
            descending=self.asked.descending,
            first=first,
            last=last,
        )

    def rows(self, most: int | None = None) -> Iterator[Recommendation]:
        """Yield all rows in order, loaded in batches; at most `most`."""
        keys = self.keys(0, most)
        for start in range(0, len(keys), _BATCH):
            yield from columns.loaded(keys[start : start + _BATCH], labels=self.asked.of_labels)


@dataclass(frozen=True)
class Listing:
    """A page of the list with its facets. `query` is the address without the page."""

    found: Found
    rows: list[Recommendation]
    pages: Pages
    facets: tuple[Facet, ...]
    names: Names
    query: str
    people: PeopleNames | None = None

    @property
    def asked(self) -> Asked:
        """What the address asks for."""
        return self.found.asked

    @property
    def total(self) -> int:
        """How many rows there are on all pages."""
        return self.found.total

    @property
    def heading(self) -> str:
        """How many there are, in the word of the mechanisms that asked."""
        bodies = self.found.index.masks.get("body", {})
        mine = [code for code, mask in bodies.items() if mask & self.found.held.mask]
        return asked_in_words(mine or ["upr"], self.total)

    @property
    def typed(self) -> str:
        """What was typed into the search."""
        return self.asked.typed

    @property
    def remark(self) -> str:
        """Say how the search was read, where it could not be read as written."""
        return self.found.typed.remark

    @cached_property
    def needles(self) -> marks.Needles:
        """What is marked in texts."""
        return marks.by_first_word(self.found.typed.needles)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table form."""
        return columns.chosen(self.asked.columns, self.names.words, _called(self.people))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a form that sorts must hand on: all choices, and what was typed."""
        arranged = ("sort", "dir", "as", "columns")
        return [(name, value) for name, value in pairs(self.asked) if name not in arranged]

    @property
    def sorts(self) -> tuple[str, ...]:
        """The orders there are."""
        return SORTS

    @property
    def choices(self) -> list[tuple[Column, bool]]:
        """All columns, and whether each is shown."""
        shown = {column.name for column in self.columns}
        return [(column, column.name in shown) for column in columns.ALL.values()]

    @property
    def label_choices(self) -> list[tuple[Column, bool]]:
        """All columns of labels, and whether each is shown."""
        shown = {column.name for column in self.columns}
        held = columns.of_labels(self.names.words)
        return [(column, column.name in shown) for column in held]

    @property
    def waiting(self) -> int:
        """How many of the rows have a proposal of a label that waits for a person."""
        return (self.found.held.mask & self.found.index.mask(WAITS, ALL)).bit_count()

    def labels_of(self, row: Recommendation) -> list[tuple[str, str, str]]:
        """Return the labels of a row (standing, taxonomy, code) in the order of taxonomies."""
        entries = self.found.index.entries_of([row.pk])
        held = label_facts.held(entries[0].facts) if entries else []
        order = {code: i for i, code in enumerate(self.names.words.codes)}
        # Set before proposed is kept within a taxonomy: sorting is stable.
        return sorted(held, key=lambda label: order.get(label[1], len(order)))

    @property
    def switch(self) -> str:
        """The address of the same list with the other way of counting labels."""
        return line(replace(self.asked, confirmed=not self.asked.confirmed))

    @cached_property
    def called(self) -> list[Facet]:
        """The labels whose name holds what was typed, as facets with the matching values alone."""
        typed = folded(self.asked.typed)
        if len(typed) < _LEAST_TYPED:
            return []
        return facets.called(self.found.index, self.asked, typed, self.names)

    @cached_property
    def chips(self) -> list[Chip]:
        """The choices that are made, each with the address without it."""
        return chips(self.asked, self.names)


def asked_of(params: Params) -> Asked:
    """Return what an address asks for."""
    return read_address(params, tuple(columns.ALL))


def _called(people: PeopleNames | None) -> columns.Called:
    return people.called if people is not None else str


def listing(workspace: Workspace, params: Params, people: PeopleNames | None = None) -> Listing:
    """Return the page of recommendations that an address asks for.

    `people` says what those who decided are called before who reads; who decides not themselves is
    not told them apart.
    """
    asked = asked_of(params)
    found = Found(workspace, asked)
    pages = Pages.of(asked.page, found.total, PER_PAGE)
    names = names_of(workspace, found.index, people)
    shown = facets.facets(found.index, asked, found.held, names)
    if people is not None and not people.seat.may(Act.DECIDE):
        shown = tuple(facet for facet in shown if facet.name != "by")
    return Listing(
        found,
        columns.loaded(found.keys(pages.start, pages.last), labels=asked.of_labels),
        pages,
        shown,
        names,
        line(asked),
        people,
    )


def chips(asked: Asked, names: facets.Names) -> list[Chip]:
    """Return the choices that are made, each with the address without it."""
    found = []
    for name in named(asked):
        for value in asked.chosen.get(name, ()):
            said = f"{facets.title_of(name, names)}: {facets.label_of(name, value, names)}"
            found.append(Chip(said, line(turned(asked, name, value))))
    if asked.confirmed:
        found.append(Chip(_("Labels: confirmed only"), line(replace(asked, confirmed=False))))
    if asked.typed:
        found.append(Chip(f"“{asked.typed}”", line(replace(asked, typed=""))))
    return found


def handed(asked: Asked) -> str:
    """Return what the page of one recommendation is handed, so that it marks what was typed."""
    return f"?{urlencode({'q': asked.typed})}" if asked.typed else ""


def names_of(workspace: Workspace, index: Index, people: PeopleNames | None = None) -> facets.Names:
    """Return what the reviews, and the people who decided, are called."""
    reviews = Review.objects.filter(workspace=workspace).order_by()
    deciders = User.objects.filter(pk__in=list(index.masks.get("by", {})))
    called = _called(people)
    return facets.Names(
        {str(pk): symbol for pk, symbol in reviews.values_list("pk", "symbol")},
        {str(person.pk): called(person) for person in deciders},
        vocabulary(workspace),
        cluster_facts.names(workspace),
    )


def neighbours(row: Recommendation) -> tuple[Recommendation | None, Recommendation | None]:
    """Return the recommendations before and after this one in its review, as lists show them."""
    held = Recommendation.objects.filter(review=row.review).exclude(
        state__in=Recommendation.UNLISTED
    )
    before = held.filter(order__lt=row.order).order_by("-order").first()
    return before, held.filter(order__gt=row.order).order_by("order").first()

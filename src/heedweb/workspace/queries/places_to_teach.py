"""What the teaching pages show: labels to choose from, texts that were pasted, scores by label."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from heed.exchange.taxonomies import tree
from heed.vocab.taxonomies import Label
from heedweb.workspace.models import Example, OwnTaxonomy
from heedweb.workspace.queries.taxonomies import folded
from heedweb.workspace.queries.teaching import LEAST, Item, Tally, Teaching

_PLACE = re.compile(r"[rt]\d{1,18}")
# As many texts are passed over in one address.
_MOST_SKIPPED = 40
_KEYS = 9
_A_PAGE = 50
_MOST_LISTED = 150
_MOST_USED = 20
_MOST_FOUND = 40


@dataclass(frozen=True)
class Choice:
    """One label to choose: the key that toggles it, how deep it stands, how many texts have it."""

    label: Label
    key: str
    depth: int
    count: int
    chosen: bool
    proposed: bool

    @property
    def few(self) -> bool:
        """Whether it has too few texts to be taught."""
        return self.count < LEAST


def choices(about: Teaching, item: Item | None, counted: Tally, typed: str = "") -> list[Choice]:
    """Return the labels of a taxonomy, each parent before its children; nine have a key.

    Where there are more labels than keys, those that the text has or may have come first. Of a long
    list only these, those that are used most, and those whose name or code holds what was `typed`.
    """
    shown = list(tree(about.taxonomy.labels))
    if long(about):
        wanted = _wanted(about, item, counted, folded(typed))
        shown = [(0, one) for _depth, one in shown if one.code in wanted]
    if item is not None and len(shown) > _KEYS:
        shown = _likely_first(shown, [*item.codes, *item.proposed])
    return [
        Choice(
            label=one,
            key=str(number) if number <= _KEYS else "",
            depth=min(depth, 4),
            count=counted.by_code[one.code],
            chosen=item is not None and one.code in item.codes,
            proposed=item is not None and one.code in item.proposed,
        )
        for number, (depth, one) in enumerate(shown, 1)
    ]


def _likely_first(shown: list[tuple[int, Label]], likely: list[str]) -> list[tuple[int, Label]]:
    first = [(0, one) for _depth, one in shown if one.code in likely]
    first.sort(key=lambda pair: likely.index(pair[1].code))
    return [*first, *(pair for pair in shown if pair[1].code not in likely)]


def long(about: Teaching) -> bool:
    """Return whether a taxonomy has more labels than a page lists."""
    return len(about.taxonomy.labels) > _MOST_LISTED


def _wanted(about: Teaching, item: Item | None, counted: Tally, typed: str) -> set[str]:
    found = {code for code, _n in counted.by_code.most_common(_MOST_USED)}
    if item is not None:
        found |= {*item.codes, *item.proposed}
    if typed:
        named = (
            one.code
            for one in about.taxonomy.labels
            if typed in folded(f"{one.code} {one.name} {' '.join(one.terms)}")
        )
        found |= set(itertools.islice(named, _MOST_FOUND))
    return found


def parsed(skipped: str) -> list[str]:
    """Return the places that an address passes over."""
    return _PLACE.findall(skipped)[-_MOST_SKIPPED:]


def joined(skipped: Iterable[str]) -> str:
    """Return places as an address holds them."""
    return ",".join(list(skipped)[-_MOST_SKIPPED:])


@dataclass(frozen=True)
class Text:
    """A text that was pasted or came with a file, with the names of its labels."""

    example: Example
    names: tuple[str, ...]


def page(held: OwnTaxonomy, number: str) -> tuple[Page[Example], list[Text]]:
    """Return a page of the texts of a taxonomy, those that wait first, and what it shows."""
    names = dict(held.labels.values_list("code", "name"))
    texts = held.examples.order_by("tagged", "-at", "-pk")
    found = Paginator(texts, _A_PAGE).get_page(number)
    return found, [
        Text(one, tuple(names.get(code, code) for code in one.codes)) for one in found.object_list
    ]


def scored(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the scores of a card by label, each with the words that decided."""
    words: Mapping[str, Sequence[str]] = card.get("words", {})
    return [one | {"words": words.get(one["code"], ())} for one in card.get("labels", [])]

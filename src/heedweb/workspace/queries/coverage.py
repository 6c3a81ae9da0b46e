"""The coverage matrix: which measure answers which recommendation, and where there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from heed.plans.ordering import natural
from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Measure, Plan, Recommendation
from heedweb.workspace.pictures.coverage import Folded, Grid, folded, grid
from heedweb.workspace.queries import address, board_sets, cluster_facts, columns
from heedweb.workspace.queries.board import THEMES, known, ordered
from heedweb.workspace.queries.board_asked import Asked
from heedweb.workspace.queries.label_facts import ABOUT, NO_LABEL
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.queries.reach import Reach
from heedweb.workspace.queries.recommendations import chips, names_of
from heedweb.workspace.queries.taxonomies import Vocabulary, vocabulary
from heedweb.workspace.words import position_name

PER_PAGE, GROUPS = 25, 40
# More columns than these stand in the table alone.
MOST_COLUMNS = 40
_BATCH = 500
By = Literal["theme", "cluster", "none"]


@dataclass(frozen=True, slots=True)
class Group:
    """A theme or a cluster: how much is asked in it, how much has no measure, which answer it."""

    name: str
    asked: int
    without: int
    measures: int
    query: str
    lacking: str


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation with the measures that answer it.

    `through` are those of them that name a cluster it is in and not the recommendation itself.
    """

    row: Recommendation
    measures: tuple[Measure, ...]
    through: frozenset[int]


@dataclass(frozen=True)
class Coverage:
    """A page of the matrix, or of its groups where it is folded `by` theme or cluster."""

    by: By
    asked: Asked
    groups: list[Group]
    rows: list[Row]
    folded: Folded | None
    grid: Grid | None
    pages: Pages
    total: int
    without: int
    chosen: list[str]
    plans: list[Plan]
    taxonomy: str
    themes: str

    @property
    def query(self) -> str:
        """What is asked for, for the pages beside."""
        return _joined(self.asked.query, fold=self.by, themes=self.taxonomy)

    @property
    def choices(self) -> str:
        """What is asked for besides how it is folded."""
        return self.asked.query

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What recommendations are narrowed by, as a form must hand it on."""
        return address.pairs(self.asked.rows)


def _joined(query: str, **more: str) -> str:
    held = urlencode({name: value for name, value in more.items() if value})
    return "&".join(one for one in (held, query) if one)


class _Held:
    """What the person sees, of one plan where that is asked."""

    def __init__(self, seat: Seat, asked: Asked) -> None:
        self.reach = Reach(seat, plan=asked.plan)
        self.asked = asked
        self.standing, self.answered = self.reach.standing, self.reach.answered

    def mask(self) -> int:
        return board_sets.rows(self.reach, self.asked)

    def row(self, one: Recommendation, measures: Mapping[int, Measure]) -> Row:
        bit = 1 << self.reach.index.slots[one.pk]
        held = [m for key, m in measures.items() if self.standing[key] & bit]
        through = frozenset(m.pk for m in held if not self.reach.direct.get(m.pk, 0) & bit)
        return Row(one, tuple(held), through)

    def measures(self, mask: int) -> dict[int, Measure]:
        """Return the measures that answer a row of a mask, in the order of plans and numbers."""
        keys = [key for key, held in self.standing.items() if held & mask]
        found = plan_access.measures(self.reach.seat).in_bulk(keys)
        order = sorted(found.values(), key=lambda m: (m.plan_id, natural(m.number), m.pk))
        return {one.pk: one for one in order}


def coverage(seat: Seat, params: address.Params, *, mirrored: bool) -> Coverage:
    """Return the page of the matrix that is asked for; `mirrored` from right to left."""
    asked = Asked.of(params)
    held, words = _Held(seat, asked), vocabulary(seat.workspace)
    codes = known(held.reach, words)
    wanted = str(params.get("themes") or "")
    taxonomy = next((code for code in (wanted, *THEMES, *codes) if code in codes), "")
    by = _by(str(params.get("fold") or ""), asked, taxonomy)
    mask = held.mask()
    named = _named(held, words, by, taxonomy, mask) if by != "none" else []
    total = len(named) if by != "none" else mask.bit_count()
    pages = Pages.of(asked.page, total, GROUPS if by != "none" else PER_PAGE)
    groups = [_group(held, *one) for one in named[pages.start : pages.last]]
    rows = [] if by != "none" else _rows(held, mask, pages)
    return Coverage(
        by, asked, groups, rows,
        folded([(g.name, g.asked, g.without, g.query) for g in groups], mirrored=mirrored)
        if groups else None,
        _grid(rows, mirrored=mirrored) if rows else None,
        pages, mask.bit_count(), (mask & ~held.answered).bit_count(), _chosen(held),
        list(plan_access.plans(seat)), taxonomy, words.title(taxonomy) if taxonomy else "",
    )  # fmt: skip


def _by(wanted: str, asked: Asked, taxonomy: str) -> By:
    """Return how the matrix is folded: by theme where nothing is said and nothing is chosen."""
    if wanted == "cluster":
        return "cluster"
    if wanted == "theme" or (not wanted and not asked.rows.narrows):
        return "theme" if taxonomy else "none"
    return "none"


def _named(
    held: _Held, words: Vocabulary, by: By, taxonomy: str, mask: int
) -> list[tuple[str, str, str, int]]:
    """Return themes in the order of their list, clusters by name; what is in none comes last.

    Each with its facet, its code, what it is called, and which of the rows are of it.
    """
    facet = ABOUT + taxonomy if by == "theme" else "cluster"
    if by == "theme":
        names = {
            value: words.name(taxonomy, "" if value == NO_LABEL else value)
            for value in ordered(held.reach, words, facet)
        }
    else:
        called = cluster_facts.names(held.reach.seat.workspace)
        names = dict(sorted(called.items(), key=lambda pair: (pair[1].casefold(), pair[0])))
        names[cluster_facts.NONE] = _("in no cluster")
    found = []
    for value, name in names.items():
        mine = held.reach.index.mask(facet, value) & mask
        if mine:
            found.append((facet, value, name, mine))
    return found


def _group(held: _Held, facet: str, value: str, name: str, mine: int) -> Group:
    chosen = {**held.asked.rows.chosen, facet: (value,)}
    asked = replace(held.asked, rows=replace(held.asked.rows, chosen=chosen))
    return Group(
        name, mine.bit_count(), (mine & ~held.answered).bit_count(),
        sum(1 for mask in held.standing.values() if mask & mine), asked.query,
        replace(asked, measure="none").query,
    )  # fmt: skip


def _rows(held: _Held, mask: int, pages: Pages) -> list[Row]:
    keys = held.reach.index.keys_of(mask, first=pages.start, last=pages.last)
    page = sum(1 << held.reach.index.slots[key] for key in keys)
    measures = held.measures(page)
    return [held.row(one, measures) for one in columns.loaded(keys)]


def _grid(rows: Sequence[Row], *, mirrored: bool) -> Grid:
    measures = list({one.pk: one for row in rows for one in row.measures}.values())
    order = sorted(measures, key=lambda m: (m.plan_id, natural(m.number), m.pk))[:MOST_COLUMNS]
    heads = [(one.pk, one.number, str(one)) for one in order]
    lines = [
        (row.row.pk, f"{row.row.paragraph} {row.row.text}",
         {one.pk: one.pk in row.through for one in row.measures})
        for row in rows
    ]  # fmt: skip
    named = {one.plan_id: str(one.plan) for one in order}
    plans = [(named[key], n) for key, n in Counter(one.plan_id for one in order).items()]
    return grid(heads, plans, lines, len(measures) - len(order), mirrored=mirrored)


def _chosen(held: _Held) -> list[str]:
    asked, seat = held.asked, held.reach.seat
    found = (
        [str(one) for one in plan_access.plans(seat).filter(pk=asked.plan)] if asked.plan else []
    )
    if asked.measure:
        found.append(_("without a measure") if asked.measure == "none" else _("with a measure"))
    if asked.rows.narrows:
        found += [
            one.label for one in chips(asked.rows, names_of(seat.workspace, held.reach.index))
        ]
    return found


def lines(seat: Seat, params: address.Params) -> tuple[int, Iterator[list[str]]]:
    """Return how many recommendations are asked for, and each with its measures; titles first."""
    held = _Held(seat, Asked.of(params))
    mask = held.mask()
    return mask.bit_count(), _lines(held, mask)


def _lines(held: _Held, mask: int) -> Iterator[list[str]]:
    yield [_("Key"), _("Review"), _("Number"), _("Recommendation"), _("Position"), _("Measures"),
           _("of them through a cluster")]  # fmt: skip
    slots, keys = held.reach.index.slots, held.reach.index.keys_of(mask)
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        # The measures of these rows alone: all measures times all rows are not held at once.
        measures = held.measures(sum(1 << slots[key] for key in batch))
        for one in columns.loaded(batch):
            row = held.row(one, measures)
            through = [str(m) for m in row.measures if m.pk in row.through]
            yield [
                one.key, str(one.review), one.paragraph, one.text,
                position_name(one.position) if one.position else "",
                "; ".join(map(str, row.measures)) or _("no measure"), "; ".join(through),
            ]  # fmt: skip

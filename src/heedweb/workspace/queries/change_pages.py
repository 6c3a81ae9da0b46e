"""What changed in a workspace: matters by review, by theme, and what each State asked each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from heed.links.changes import Asked
from heed.links.strength import ACTION
from heed.vocab import states
from heedweb.workspace import dating
from heedweb.workspace.models import Cluster, Recommendation, Review, Workspace
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import changes, lineages
from heedweb.workspace.queries.changes import UNKNOWN, WHATS, Matter, Round
from heedweb.workspace.queries.cluster_facts import CLUSTER, NONE
from heedweb.workspace.queries.facts import Entry
from heedweb.workspace.queries.index import Index, index_of
from heedweb.workspace.queries.label_facts import ABOUT
from heedweb.workspace.queries.taxonomies import Vocabulary, vocabulary

PER_PAGE = 40
# UPR Info's scale, from minimal to specific action (`heed.links.strength`).
_STRENGTHS = ("1", "2", "3", "4", "5")
# The taxonomies that themes are taken from unless another is asked for, the first that is there.
_THEMES = ("uhri.themes", "upr_info.issues")


@dataclass(frozen=True, slots=True)
class Question:
    """What an address asks: which review, taxonomy and theme, what changed, and which page."""

    review: int = 0
    taxonomy: str = ""
    theme: str = ""
    what: str = ""
    page: int = 1

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Question:
        """Return the question of an address; what it does not say is the widest."""
        what = asked.get("what", "")
        return cls(
            number_of(asked.get("review", "")),
            asked.get("taxonomy", "")[:80],
            asked.get("theme", "")[:200],
            what if what in WHATS else "",
            max(1, number_of(asked.get("page", ""))),
        )

    def query(self, **other: object) -> str:
        """Return the address of this question with something changed, from its first page."""
        held = replace(self, **{"page": 1, **other})  # type: ignore[arg-type]
        named = ("review", "taxonomy", "theme", "what")
        pairs = [(name, getattr(held, name)) for name in named if getattr(held, name)]
        return urlencode(pairs + ([("page", held.page)] if held.page > 1 else []))


@dataclass(frozen=True)
class Held:
    """The matters of a workspace; `reviews` in the order of time."""

    reviews: tuple[Review, ...]
    rounds: tuple[Round, ...]
    matters: tuple[Matter, ...]
    index: Index

    def line_of(self, review: int) -> str:
        """Return which body held a review."""
        return next((one.line for one in self.rounds if one.key == review), "")


def held(
    workspace: Workspace, entries: Iterable[Entry] | None = None, *, of_states: bool = False
) -> Held:
    """Return the matters of a workspace, or those of `entries` alone; in two queries.

    With `of_states` only reviews in which States recommend are looked at.
    """
    index = index_of(workspace)
    if entries is None:
        entries = index.entries_of(index.keys_of(index.mask("listed", "yes")))
    rows = list(entries)
    reviews = _reviews(workspace, index, of_states=of_states)
    rounds = tuple(Round(one.pk, f"{one.mechanism} {one.body}".strip()) for one in reviews)
    groups: dict[tuple[int, int], list[Entry]] = {}
    for entry in rows:
        cluster = dict(entry.facts).get(CLUSTER, NONE)
        key = (1, entry.pk) if cluster == NONE else (0, int(cluster))
        groups.setdefault(key, []).append(entry)
    matters = tuple(
        changes.matter(
            None if alone else key,
            [_asked(entry) for entry in mine],
            rounds,
            frozenset(f"{n}={v}" for e in mine for n, v in e.facts if n.startswith(ABOUT)),
        )
        for (alone, key), mine in groups.items()
    )
    return Held(reviews, rounds, matters, index)


def _reviews(workspace: Workspace, index: Index, *, of_states: bool) -> tuple[Review, ...]:
    """Return the reviews of which something is listed, in the order of time."""
    listed = index.mask("listed", "yes")
    named = 0
    for mask in index.masks.get("state", {}).values():
        named |= mask
    wanted = listed & named if of_states else listed
    found = Review.objects.filter(workspace=workspace)
    there = [one for one in found if index.mask("review", str(one.pk)) & wanted]
    return tuple(sorted(there, key=dating.in_order))


def _asked(entry: Entry) -> Asked:
    facts = dict(entry.facts)
    action = facts.get(ABOUT + ACTION, "")
    strength = int(action) if action in _STRENGTHS else UNKNOWN
    return Asked(str(entry.pk), facts["review"], strength, entry.position or None)


@dataclass(frozen=True)
class Line:
    """A matter in a list, with what it is called: the cluster, or the item alone."""

    matter: Matter
    cluster: Cluster | None
    row: Recommendation | None
    story: changes.Story


@dataclass(frozen=True)
class Theme:
    """A theme: how many items it has at each review, and of how many matters what changed."""

    code: str
    name: str
    items: tuple[tuple[Review, int], ...]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Page:
    """What changed, as an address asks for it; `counts` are of all matters it could show."""

    question: Question
    held: Held
    review: Review | None
    counts: Mapping[str, int]
    lines: tuple[Line, ...]
    total: int
    themes: tuple[Theme, ...]
    taxonomies: tuple[tuple[str, str], ...]
    taxonomy: str
    theme: str

    @property
    def more(self) -> bool:
        """Whether there is a page after this one."""
        return self.question.page * PER_PAGE < self.total

    @property
    def chips(self) -> list[tuple[str, int, str]]:
        """What can be chosen: the word, how many, and the address."""
        return [(what, self.counts[what], self.question.query(what=what)) for what in WHATS]


def page(workspace: Workspace, question: Question) -> Page:
    """Return what changed at a review against those before it."""
    all_, words = held(workspace), vocabulary(workspace)
    review = _review(all_, question.review)
    at = review.pk if review else 0
    codes = [code for code in words.codes if ABOUT + code in all_.index.masks and code != ACTION]
    taxonomy = _taxonomy(codes, question.taxonomy)
    theme = f"{ABOUT}{taxonomy}={question.theme}" if question.theme else ""
    mine = [one for one in all_.matters if not theme or theme in one.labels]
    shown = [one for one in mine if _shown(one, question.what, at)]
    shown.sort(key=lambda one: (one.cluster is None, -len(one.items), one.keys[0]))
    start = (question.page - 1) * PER_PAGE
    line = all_.line_of(at)
    asked = replace(question, review=at, taxonomy=taxonomy)
    return Page(
        asked, all_, review, changes.counts(mine, at),
        tuple(_lines(shown[start : start + PER_PAGE], line)), len(shown),
        () if theme else _themes(all_, taxonomy, at, words),
        tuple((code, words.title(code)) for code in codes), taxonomy,
        words.name(taxonomy, question.theme) if theme else "",
    )  # fmt: skip


def _shown(one: Matter, what: str, review: int) -> bool:
    """Return whether a matter is listed: what changed as asked, or without a wish all clusters."""
    return one.is_(what, review) if what else one.cluster is not None


def _review(all_: Held, wanted: int) -> Review | None:
    """Return the review that is asked for, else the latest with the most reviews of its kind."""
    chosen = next((one for one in all_.reviews if one.pk == wanted), None)
    if chosen is not None or not all_.reviews:
        return chosen
    often: dict[str, int] = {}
    for round_ in all_.rounds:
        often[round_.line] = often.get(round_.line, 0) + 1
    line = max(often, key=lambda name: often[name])
    last = [round_.key for round_ in all_.rounds if round_.line == line][-1]
    return next(one for one in all_.reviews if one.pk == last)


def _taxonomy(codes: Sequence[str], wanted: str) -> str:
    return next((code for code in (wanted, *_THEMES, *codes) if code in codes), "")


def _lines(matters: Sequence[Matter], line: str) -> Iterable[Line]:
    clusters = Cluster.objects.in_bulk([one.cluster for one in matters if one.cluster])
    alone = {one.keys[0] for one in matters if one.cluster is None}
    rows = {row.pk: row for row in lineages.loaded(alone)}
    for one in matters:
        cluster = clusters.get(one.cluster) if one.cluster else None
        yield Line(one, cluster, rows.get(one.keys[0]), one.story(line))


def _themes(all_: Held, taxonomy: str, review: int, words: Vocabulary) -> tuple[Theme, ...]:
    """Return the themes of a taxonomy in its order, with items by review and what changed."""
    facet = ABOUT + taxonomy
    listed = all_.index.mask("listed", "yes")
    masks = {one.pk: all_.index.mask("review", str(one.pk)) & listed for one in all_.reviews}
    by_theme: dict[str, list[Matter]] = {}
    for one in all_.matters:
        for label in one.labels:
            name, _, code = label.partition("=")
            if name == facet:
                by_theme.setdefault(code, []).append(one)
    held_ = all_.index.masks.get(facet, {})
    known = words.taxonomies.get(taxonomy)
    order = {one.code: n for n, one in enumerate(known.labels)} if known else {}
    found = []
    for code in sorted(by_theme, key=lambda c: (order.get(c, len(order)), c)):
        items = tuple(
            (one, (held_.get(code, 0) & masks[one.pk]).bit_count()) for one in all_.reviews
        )
        counts = changes.counts(by_theme[code], review)
        found.append(Theme(code, words.name(taxonomy, code), items, counts))
    return tuple(found)


@dataclass(frozen=True)
class ByState:
    """A State with how many items it asked at each review."""

    iso3: str
    name: str
    counts: tuple[tuple[Review, int], ...]


def by_state(workspace: Workspace) -> tuple[tuple[Review, ...], tuple[ByState, ...]]:
    """Return the recommending States by the names the UN writes, and what each asked how often."""
    index = index_of(workspace)
    listed = index.mask("listed", "yes")
    codes = {code for code in index.masks.get("state", {}) if states.by_iso3(code)}
    reviews = _reviews(workspace, index, of_states=True)
    masks = {one.pk: index.mask("review", str(one.pk)) & listed for one in reviews}
    found = []
    for code in codes:
        mine = index.mask("state", code)
        counts = tuple((one, (mine & masks[one.pk]).bit_count()) for one in reviews)
        if any(n for _, n in counts):
            found.append(ByState(code, name_of(code), counts))
    return reviews, tuple(sorted(found, key=lambda one: states.fold(one.name)))


def name_of(iso3: str) -> str:
    """Return the name of a State as the UN writes it, its code where that is not known."""
    state = states.by_iso3(iso3)
    return state.name if state else iso3


@dataclass(frozen=True)
class OfState:
    """What one State asked: matters by review, and all its items by key."""

    iso3: str
    name: str
    held: Held
    lines: tuple[Line, ...]
    rows: Mapping[int, Recommendation]


def of_state(workspace: Workspace, iso3: str) -> OfState | None:
    """Return what a State asked each time and what was answered, None if it asked nothing."""
    index = index_of(workspace)
    mask = index.mask("state", iso3) & index.mask("listed", "yes")
    entries = index.entries_of(index.keys_of(mask))
    if not entries or states.by_iso3(iso3) is None:
        return None
    all_ = held(workspace, entries, of_states=True)
    matters = sorted(
        all_.matters, key=lambda one: (one.cluster is None, -len(one.items), one.keys[0])
    )
    rows = {row.pk: row for row in lineages.loaded([entry.pk for entry in entries])}
    return OfState(iso3, name_of(iso3), all_, tuple(_lines(matters, "")), rows)

"""What a team tagged by one taxonomy, and what teaches most next."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from heed.vocab.taxonomies import Taxonomy
from heedweb.workspace.domain import alike
from heedweb.workspace.models import (
    Example,
    OwnTaxonomy,
    Proposal,
    Recommendation,
    Tag,
    Trained,
    Workspace,
)
from heedweb.workspace.numbers import number_of

TEXT, ROW = "t", "r"
# Two are needed so that one can be taught and the other asked (heed.labels.measuring).
LEAST = 2
_MOST_TRIED = 300
# Of so many that teach most each person begins with another.
_AT_ONCE = 8
# A label with so many texts is not looked for; nor is a word that is part of many others.
_ENOUGH = 5
_SHORTEST = 4


@dataclass(frozen=True)
class Teaching:
    """A taxonomy that a team teaches: `held` is its own, None for one that comes with heed."""

    workspace: Workspace
    taxonomy: Taxonomy
    held: OwnTaxonomy | None

    @property
    def language(self) -> str:
        """The language of its names."""
        return self.held.language if self.held else "en"


@dataclass(frozen=True)
class Item:
    """A text before a person: `place` is `r` or `t` and its key, `codes` what it has.

    `proposed` are labels that a source states or a labeller proposes for it, most likely first.
    """

    place: str
    text: str
    codes: frozenset[str] = frozenset()
    tagged: bool = False
    proposed: tuple[str, ...] = ()
    row: Recommendation | None = None
    example: Example | None = None


@dataclass
class Tally:
    """How many texts people tagged: in all, with no label, and with each label."""

    total: int = 0
    none: int = 0
    by_code: Counter[str] = field(default_factory=Counter)

    def add(self, codes: Collection[str]) -> None:
        """Count one text."""
        self.total += 1
        self.none += not codes
        self.by_code.update(codes)


def tagged(about: Teaching) -> Iterator[tuple[str, str, frozenset[str], str]]:
    """Yield place, text, labels and language of each text that people tagged."""
    rows: dict[int, set[str]] = defaultdict(set)
    texts: dict[int, tuple[str, str]] = {}
    fields = ("recommendation", "recommendation__text", "recommendation__document__language")
    for key, text, language, code in _confirmed(about).values_list(*fields, "code"):
        texts[key] = (text, language or "en")
        rows[key] |= {code} if code else set()
    for key, codes in rows.items():
        yield f"{ROW}{key}", texts[key][0], frozenset(codes), texts[key][1]
    if about.held is not None:
        held = about.held.examples.filter(tagged=True)
        for key, text, given in held.values_list("pk", "text", "codes"):
            yield f"{TEXT}{key}", text, frozenset(given), about.language


def tally(about: Teaching) -> Tally:
    """Return how many texts people tagged."""
    found = Tally()
    for _place, _text, codes, _language in tagged(about):
        found.add(codes)
    return found


def missing(taxonomy: Taxonomy, found: Tally) -> list[tuple[str, int]]:
    """Return the labels with too few texts to be taught, and how many each has."""
    counts = ((one.name, found.by_code[one.code]) for one in taxonomy.labels)
    return [(name, n) for name, n in counts if n < LEAST]


def _confirmed(about: Teaching) -> QuerySet[Tag]:
    held = Tag.objects.filter(
        recommendation__review__workspace=about.workspace,
        taxonomy=about.taxonomy.code,
        standing=Tag.Standing.CONFIRMED,
    )
    return held.exclude(recommendation__state__in=Recommendation.UNLISTED).order_by(
        "recommendation", "pk"
    )


def untagged(about: Teaching) -> QuerySet[Recommendation]:
    """Return the listed recommendations that nobody has labelled by the taxonomy."""
    done = _confirmed(about).values("recommendation")
    held = Recommendation.objects.filter(review__workspace=about.workspace)
    return held.exclude(state__in=Recommendation.UNLISTED).exclude(pk__in=done)


def next_item(about: Teaching, skipped: Collection[str] = (), person: int = 0) -> Item | None:
    """Return the text that teaches most: one that was pasted, one that the labeller is unsure of.

    What nobody has taught yet comes in a mixed order: neighbours in a list are alike. Each `person`
    (primary key) has another order, so that two who tag at once seldom meet.
    """
    if about.held is not None:
        keys = [int(one[1:]) for one in skipped if one[:1] == TEXT]
        pasted = about.held.examples.filter(tagged=False).exclude(pk__in=keys).first()
        if pasted is not None:
            return of_text(pasted)
    left = {int(one[1:]) for one in skipped if one[:1] == ROW}
    waiting = set(untagged(about).values_list("pk", flat=True)) - left
    if not waiting:
        return None
    last = Trained.objects.filter(
        workspace=about.workspace, taxonomy=about.taxonomy.code, state=Trained.State.DONE
    ).first()
    wanted = [key for key in (last.card.get("next", []) if last else []) if key in waiting]
    best = sorted(wanted[:_AT_ONCE], key=lambda key: _mixed(key, person))
    key = best[0] if best else _other(about, waiting, person)
    row = untagged(about).select_related("review", "document").get(pk=key)
    return of_row(about, row)


def _mixed(key: int, person: int) -> int:
    return zlib.crc32(b"%d %d" % (person, key))


def _other(about: Teaching, waiting: Collection[int], person: int) -> int:
    """Return a recommendation that says probably something else than those that are tagged.

    Every other time it is one with words of a label that has the fewest texts: what is rare in a
    list would seldom be met by chance.
    """
    done = list(tagged(about))
    seen = {band for _place, text, _codes, _language in done for band in alike.near(text)}
    mixed = sorted(waiting, key=lambda key: _mixed(key, person))[:_MOST_TRIED]
    texts = dict(Recommendation.objects.filter(pk__in=mixed).values_list("pk", "text"))
    other = [key for key in mixed if not seen.intersection(alike.near(texts[key]))]
    terms = _rare(about, done) if len(done) % 2 else ()
    named = (key for key in other if any(term in texts[key].casefold() for term in terms))
    return next(named, other[0] if other else mixed[0])


def _rare(about: Teaching, done: Sequence[tuple[str, str, frozenset[str], str]]) -> list[str]:
    """Return names and terms of the labels with the fewest texts, if those are few."""
    counts = Counter(code for _place, _text, codes, _language in done for code in codes)
    least = min((counts[one.code] for one in about.taxonomy.labels), default=_ENOUGH)
    rare = [one for one in about.taxonomy.labels if counts[one.code] == least < _ENOUGH]
    words = (word.casefold() for one in rare for word in (one.name, *one.terms))
    return [word for word in words if len(word) >= _SHORTEST]


def item_at(about: Teaching, place: str) -> Item | None:
    """Return the text at a place, None where there is none."""
    kind, key = place[:1], place[1:]
    if kind == TEXT and about.held is not None:
        found = about.held.examples.filter(pk=number_of(key)).first()
        return of_text(found) if found else None
    if kind == ROW:
        rows = Recommendation.objects.filter(review__workspace=about.workspace, pk=number_of(key))
        row = (
            rows.exclude(state__in=Recommendation.UNLISTED)
            .select_related("review", "document")
            .first()
        )
        return of_row(about, row) if row else None
    return None


def of_text(one: Example) -> Item:
    """Return a pasted text as it is shown."""
    return Item(f"{TEXT}{one.pk}", one.text, frozenset(one.codes), one.tagged, (), None, one)


def of_row(about: Teaching, row: Recommendation) -> Item:
    """Return a recommendation as it is shown."""
    tags = Tag.objects.filter(recommendation=row, taxonomy=about.taxonomy.code)
    codes = {one.code for one in tags if one.standing == Tag.Standing.CONFIRMED}
    # Who leaves one of these out says that it is wrong: each must be seen.
    stated = [one.code for one in tags if one.standing == Tag.Standing.STATED]
    proposed = Proposal.objects.filter(recommendation=row, taxonomy=about.taxonomy.code)
    likely = proposed.order_by("-score", "pk").values_list("code", flat=True)
    return Item(
        f"{ROW}{row.pk}",
        row.text,
        frozenset(codes - {""}),
        bool(codes),
        tuple(dict.fromkeys([*stated, *likely])),
        row,
    )

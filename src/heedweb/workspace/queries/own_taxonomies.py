"""Own taxonomies as the rest of heed knows taxonomies, and what their pages show."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from heed.exchange.taxonomies import Tagged, TaxonomyFile, tree
from heed.exchange.taxonomies.nouns import MOST_EXAMPLES
from heed.vocab.taxonomies import Label, Taxonomy, taxonomies
from heedweb.workspace.models import OwnLabel, OwnTaxonomy, Tag, Trained, Workspace
from heedweb.workspace.queries.teaching import Item, Teaching, item_at, tagged

_SHOWN = 20


def own(workspace: Workspace) -> Mapping[str, Taxonomy]:
    """Return the workspace's own taxonomies by code; what is retired says so in its name."""
    held = OwnTaxonomy.objects.filter(workspace=workspace).prefetch_related("labels")
    return {one.code: as_taxonomy(one) for one in held}


def as_taxonomy(held: OwnTaxonomy, *, retired: bool = True) -> Taxonomy:
    """Return an own taxonomy as a vocabulary; without `retired` only labels that are offered."""
    labels = [one for one in held.labels.all() if retired or not one.retired]
    known = {one.code for one in labels}
    return Taxonomy(
        code=held.code,
        name=_("{name} (retired)").format(name=held.name) if held.retired else held.name,
        labels=tuple(_label(one, known) for one in labels),
        many=held.many,
        author=held.author,
        description=held.description,
        source=held.source,
        date=held.date or f"{held.at:%Y-%m-%d}",
        licence=held.licence,
    )


def _label(one: OwnLabel, known: set[str]) -> Label:
    return Label(
        code=one.code,
        name=_("{name} (retired)").format(name=one.name) if one.retired else one.name,
        parent=one.parent if one.parent in known else "",
        definition=one.definition,
        terms=tuple(one.terms),
        older=tuple(one.older),
        translations=dict(one.translations),
    )


@dataclass(frozen=True)
class Line:
    """A taxonomy in the list: its words, how much is tagged by it, and what proposes its labels."""

    taxonomy: Taxonomy
    own: OwnTaxonomy | None
    examples: int
    current: Trained | None


def listing(workspace: Workspace) -> tuple[list[Line], list[Line]]:
    """Return the own taxonomies and those that come with heed, in that order."""
    counts = _confirmed(workspace)
    current = {
        one.taxonomy: one for one in Trained.objects.filter(workspace=workspace, current=True)
    }
    held = OwnTaxonomy.objects.filter(workspace=workspace).prefetch_related("labels")
    texts = held.annotate(texts=Count("examples", filter=Q(examples__tagged=True)))
    mine = [
        Line(as_taxonomy(one), one, counts.get(one.code, 0) + one.texts, current.get(one.code))
        for one in texts
    ]
    shipped = [
        Line(one, None, counts.get(code, 0), current.get(code))
        for code, one in taxonomies().items()
    ]
    return mine, shipped


def _confirmed(workspace: Workspace) -> dict[str, int]:
    """Return by taxonomy how many recommendations people labelled by it."""
    held = Tag.objects.filter(
        recommendation__review__workspace=workspace, standing=Tag.Standing.CONFIRMED
    )
    counted = held.values("taxonomy").annotate(n=Count("recommendation", distinct=True))
    return {one["taxonomy"]: one["n"] for one in counted.order_by("taxonomy")}


@dataclass(frozen=True)
class Branch:
    """One label on the page of its taxonomy; `depth` says how far it stands in (0: at the top)."""

    label: Label
    depth: int
    own: OwnLabel | None
    examples: int


def branches(
    taxonomy: Taxonomy, held: OwnTaxonomy | None, counts: Mapping[str, int]
) -> list[Branch]:
    """Return the labels of a taxonomy, each parent before its children."""
    rows = {} if held is None else {one.code: one for one in held.labels.all()}
    return [
        Branch(one, depth, rows.get(one.code), counts.get(one.code, 0))
        for depth, one in tree(taxonomy.labels)
    ]


def as_file(workspace: Workspace, taxonomy: Taxonomy, held: OwnTaxonomy | None) -> TaxonomyFile:
    """Return a taxonomy as it is given away, with what people tagged by it as examples."""
    known = {one.code for one in taxonomy.labels}
    found: dict[str, dict[str, None]] = {}
    for text, code in confirmed(workspace, taxonomy.code):
        found.setdefault(text, {}).update({code: None} if code in known else {})
    if held is not None:
        for text, codes in held.examples.filter(tagged=True).values_list("text", "codes"):
            found.setdefault(text, {}).update({c: None for c in codes if c in known})
    order = {one.code: at for at, one in enumerate(taxonomy.labels)}
    examples = [
        Tagged(text, tuple(sorted(codes, key=order.__getitem__)))
        for text, codes in found.items()
        if taxonomy.many or len(codes) == 1
    ]
    language = held.language if held else "en"
    return TaxonomyFile(taxonomy, language, tuple(examples[:MOST_EXAMPLES]))


def confirmed(workspace: Workspace, taxonomy: str) -> list[tuple[str, str]]:
    """Return text and label of what people labelled by a taxonomy, in the order of the list."""
    held = Tag.objects.filter(
        recommendation__review__workspace=workspace,
        taxonomy=taxonomy,
        standing=Tag.Standing.CONFIRMED,
    )
    rows = held.order_by("recommendation", "pk").values_list("recommendation__text", "code")
    return [(text, code) for text, code in rows]


def versions(about: Teaching) -> list[Trained]:
    """Return the versions of the labeller of a taxonomy that the team taught, the latest first."""
    held = Trained.objects.filter(workspace=about.workspace, taxonomy=about.taxonomy.code)
    return list(held.select_related("by"))


def with_label(about: Teaching, code: str) -> list[Item]:
    """Return the first texts that people gave a label."""
    places = (place for place, _text, codes, _language in tagged(about) if code in codes)
    found = (item_at(about, place) for place in itertools.islice(places, _SHOWN))
    return [one for one in found if one is not None]

"""What a row can show in a table or an export, one column after the other, as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heed.vocab import states
from heedweb.accounts.models import User
from heedweb.workspace.mechanism_words import (
    family_name,
    family_of,
    mechanism_name,
    takes_positions,
)
from heedweb.workspace.models import ClusterMember, Recommendation, Tag
from heedweb.workspace.queries.address import LABELS
from heedweb.workspace.queries.facts import MARKS
from heedweb.workspace.queries.taxonomies import Vocabulary
from heedweb.workspace.words import (
    claim_text,
    doubt_name,
    group_name,
    item_kind_name,
    mark_name,
    position_name,
    standing_name,
)

Called = Callable[[User], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name that addresses have, its heading, and its text for a row."""

    name: str
    label: str | Promise
    text: Callable[[Recommendation], str]


def _states(row: Recommendation) -> str:
    return "; ".join(who.name for who in row.recommending.all())


def _groups(row: Recommendation) -> str:
    held = (states.by_iso3(who.iso3) for who in row.recommending.all())
    codes = (state.group or "observer" for state in held if state)
    return "; ".join(dict.fromkeys(group_name(code) for code in codes))


def _doubts(row: Recommendation) -> str:
    if row.state not in Recommendation.UNDECIDED:
        return ""
    return "; ".join(doubt_name(doubt.code) for doubt in row.doubts.all())


def _position(row: Recommendation) -> str:
    """Return the position in words; nothing where the mechanism knows none."""
    known = row.position or takes_positions(row.review.mechanism)
    return position_name(row.position) if known else ""


def _around(name: str) -> Callable[[Recommendation], str]:
    """Return what gives a field of what stands around an item."""

    def text(row: Recommendation) -> str:
        held = row.context.get(name) or ""
        return "; ".join(held) if isinstance(held, list) else str(held)

    return text


def _concern(row: Recommendation) -> str:
    return str((row.context.get("concern") or {}).get("text", ""))


def _marks(row: Recommendation) -> str:
    return "; ".join(mark_name(name) for name in MARKS if row.context.get(name))


def _clusters(row: Recommendation) -> str:
    return "; ".join(member.cluster.name for member in row.cluster_members.all())


def _at(row: Recommendation) -> str:
    return date_format(row.decided_at, "Y-m-d H:i") if row.decided_at else ""


ALL = {
    column.name: column
    for column in (
        Column("number", _("Number"), lambda row: row.paragraph),
        Column("text", _("Recommendation"), lambda row: row.text),
        Column("states", _("Recommending States"), _states),
        Column("groups", _("Regional groups"), _groups),
        Column("position", _("Position"), _position),
        Column("answer", _("What the State answered"), lambda row: row.position_words),
        Column("claim", _("Claim of the State"), lambda row: claim_text(row.claim)),
        Column("source", _("Position according to"), lambda row: row.position_source),
        Column("review", _("Review"), lambda row: row.review.symbol),
        Column("session", _("Session"), lambda row: str(row.review.session or "")),
        Column("cycle", _("Cycle"), lambda row: str(row.review.cycle or "")),
        Column(
            "mechanism", _("Mechanism"), lambda row: family_name(family_of(row.review.mechanism))
        ),
        Column(
            "body", _("Body"), lambda row: row.review.body or mechanism_name(row.review.mechanism)
        ),
        Column("heading", _("Heading"), _around("heading")),
        Column("instrument", _("Treaty or Convention"), _around("instrument")),
        Column("articles", _("Articles"), _around("articles")),
        Column("concern", _("Concern"), _concern),
        Column("recalls", _("Recalls"), _around("recalls")),
        Column("addressees", _("Asked of"), _around("addressees")),
        Column("clusters", _("Clusters"), _clusters),
        Column("marks", _("Marked"), _marks),
        Column("page", _("Page"), lambda row: str(row.page or "")),
        Column("decided", _("Decided"), lambda row: standing_name(row.state)),
        Column("by", _("Decided by"), lambda row: str(row.decided_by or "")),
        Column("at", _("Decided on (UTC)"), _at),
        Column("doubts", _("Doubts"), _doubts),
        Column("kind", _("Kind"), lambda row: item_kind_name(row.kind)),
        Column("key", _("Key"), lambda row: row.key),
    )
}
USUAL = ("number", "text", "states", "position", "review", "page", "decided", "doubts")
_LOADED = (
    "paragraph", "text", "position", "position_words", "position_source", "claim", "page", "state",
    "kind", "key", "by_person", "decided_by__name", "decided_by__email", "decided_at", "revision",
    "review__symbol", "review__session", "review__cycle", "review__mechanism", "review__body",
    "context",
    "document__language",
)  # fmt: skip


def chosen(names: Sequence[str], words: Vocabulary, called: Called = str) -> tuple[Column, ...]:
    """Return the columns with these names, the usual ones if none is known.

    `called` says what a person is called before who reads.
    """
    by = replace(ALL["by"], text=lambda row: called(row.decided_by) if row.decided_by else "")
    held = ALL | {"by": by} | {column.name: column for column in of_labels(words)}
    known = tuple(held[name] for name in names if name in held)
    return known or tuple(ALL[name] for name in USUAL)


def of_labels(words: Vocabulary) -> list[Column]:
    """Return two columns for each taxonomy: its labels that are set, and those proposed."""
    set_, proposed = LABELS
    found: list[Column] = []
    for code in words.codes:
        title = words.title(code)
        found += [
            Column(f"{set_}{code}", title, _labels(words, code, Tag.SET)),
            Column(
                f"{proposed}{code}",
                _("{taxonomy} (proposed)").format(taxonomy=title),
                _labels(words, code, (Tag.Standing.PROPOSED,)),
            ),
        ]
    return found


def _labels(
    words: Vocabulary, code: str, standings: Sequence[str]
) -> Callable[[Recommendation], str]:
    def text(row: Recommendation) -> str:
        held = (
            words.name(code, tag.code)
            for tag in row.tags.all()
            if tag.taxonomy == code and tag.standing in standings
        )
        return "; ".join(held)

    return text


def loaded(keys: Sequence[int], *, labels: bool = False) -> list[Recommendation]:
    """Return the rows with these primary keys, in this order, with all that columns need.

    With `labels` also what the columns of labels need.
    """
    rows = _with_all(Recommendation.objects.filter(pk__in=keys))
    if labels:
        tags = Tag.objects.exclude(standing=Tag.Standing.REJECTED).order_by("-score", "pk")
        rows = rows.prefetch_related(Prefetch("tags", tags))
    held = {row.pk: row for row in rows}
    return [held[key] for key in keys if key in held]


def _with_all(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    shown = rows.order_by().select_related("review", "decided_by", "document").only(*_LOADED)
    members = ClusterMember.objects.filter(standing__in=ClusterMember.IN, cluster__gone=False)
    clusters = Prefetch("cluster_members", members.select_related("cluster"))
    return shown.prefetch_related("recommending", "doubts", clusters)

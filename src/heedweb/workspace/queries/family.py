"""The documents that belong to one review: what is here, what is missing, what to look for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heed.records import Goal, Listed, Position, Recommending
from heedweb.workspace.models import Recommendation, Review, SourceDocument

Plain = dict[str, object]


@dataclass(frozen=True, slots=True)
class Member:
    """One kind of paper: the symbol to look for, and the files of it that are here.

    `voluntary` papers are not missed: not every review has them.
    """

    kind: str
    look_for: str | Promise
    documents: tuple[SourceDocument, ...]
    voluntary: bool = False


_ON_PAGE = _("no symbol; on OHCHR's page of the review")
# What belongs to an examination by this mechanism, in the order in which it appears.
_PLACES: dict[str, tuple[tuple[str, str | Promise, bool], ...]] = {
    "upr": (
        ("upr_national_report", "A/HRC/WG.6/{session}/{state}/1", False),
        ("upr_compilation", "A/HRC/WG.6/{session}/{state}/2", False),
        ("upr_stakeholder_summary", "A/HRC/WG.6/{session}/{state}/3", False),
        ("upr_advance_questions", _ON_PAGE, True),
        ("upr_draft", "A/HRC/WG.6/{session}/L.…", True),
        ("upr_report", "{symbol}", False),
        ("upr_addendum", "{symbol}/Add.1", False),
        ("upr_decision", "A/HRC/DEC/{council}/1…", False),
        ("upr_session_report", "A/HRC/{council}/2", True),
        ("upr_thematic_list", _("no symbol; “matrix of recommendations”, OHCHR's page"), False),
        ("upr_letter", _ON_PAGE, True),
        ("upr_infographic", _ON_PAGE, True),
        ("upr_midterm_report", _("no symbol; voluntary, two or three years later"), True),
    ),
}
# A/HRC/<council session>/<number>.
_PARTS = 4


def family(review: Review) -> list[Member]:
    """Return every kind of paper in the order in which they appear."""
    held: dict[str, list[SourceDocument]] = {}
    rows = review.documents.filter(Q(current=True) | Q(kind="upr_draft"))
    for document in rows.defer("text", "found"):
        held.setdefault(document.kind, []).append(document)
    parts = review.symbol.split("/")
    final = len(parts) == _PARTS and parts[2].isdigit()
    known = {
        "session": review.session or "…",
        "state": review.state or "…",
        "symbol": review.symbol if final else "A/HRC/…/…",
        "council": parts[2] if final else "…",
    }
    found: list[Member] = []
    for kind, pattern, voluntary in _PLACES.get(review.mechanism, ()):
        documents = tuple(held.pop(kind, ()))
        if kind == "upr_draft" and not documents:
            continue
        look = pattern.format(**known) if isinstance(pattern, str) else pattern
        found.append(Member(kind, look, documents, voluntary))
    return found + [Member(kind, "", tuple(documents)) for kind, documents in held.items()]


@dataclass(frozen=True, slots=True)
class Given:
    """What OHCHR's thematic list says of an item: labels as printed there."""

    document: SourceDocument
    themes: tuple[str, ...]
    groups: tuple[str, ...]
    goals: tuple[str, ...]
    position: str
    source: str


def given(row: Recommendation) -> Given | None:
    """Return what a thematic list of the review gives to a recommendation, None without one."""
    lists = row.review.documents.filter(kind="upr_thematic_list", current=True).defer("text")
    for document in lists:
        listed = document.found.get("listed", {}).get(_number(row))
        if listed:
            goals = tuple(f"{number} {name}" for number, name in listed["goals"])
            return Given(
                document,
                tuple(listed["themes"]),
                tuple(listed["groups"]),
                goals,
                listed["position"],
                listed["source"],
            )
    return None


def listed(review: Review) -> list[Listed]:
    """Return the review's list as it stands now, with the labels of a thematic list where given.

    Rows of that list come in its order and under its themes; the others follow.
    """
    rows = review.recommendations.exclude(state__in=Recommendation.UNLISTED).prefetch_related(
        "recommending"
    )
    labels: dict[str, Any] = {}
    for document in review.documents.filter(kind="upr_thematic_list", current=True).defer("text"):
        labels |= document.found.get("listed", {})
    found = {row.paragraph: _as_listed(row, labels.get(row.paragraph)) for row in rows}
    first = [found.pop(number) for number in list(labels) if number in found]
    return [*first, *found.values()]


_PRINTED = {
    "supported": "Supported",
    "noted": "Noted",
    "partially_supported": "Supported/Noted",
    "pending": "Pending",
}


def _as_listed(row: Recommendation, label: Any) -> Listed:  # noqa: ANN401 -- stored JSON
    given = label or {}
    return Listed(
        paragraph=row.paragraph,
        text=row.text,
        start=row.start,
        end=row.end,
        recommending=tuple(Recommending(w.name, w.iso3 or None) for w in row.recommending.all()),
        position=Position(row.position) if row.position else None,
        position_as_printed=_PRINTED.get(row.position, ""),
        position_source=given.get("source") or row.position_source,
        heading="\n".join(given.get("headings", ["Not listed under a theme"])),
        themes=tuple(given.get("themes", ())),
        groups_of_persons=tuple(given.get("groups", ())),
        goals=tuple(Goal(number, name) for number, name in given.get("goals", ())),
        assessment=given.get("assessment", ""),
    )


def notes(row: Recommendation) -> list[Plain]:
    """Return the footnotes that the report has on a recommendation: text, page, start."""
    held: list[Plain] = row.review.asides.get("notes", {}).get(_number(row), [])
    return held


def _number(row: Recommendation) -> str:
    """Return the number that the document has for the item, not what people call it."""
    said = getattr(row, "said", None)
    return str(said.value["paragraph"]) if said else row.paragraph


def asides(review: Review, role: str) -> list[Plain]:
    """Return what the report says beside its list, of one role."""
    return [p for p in review.asides.get("passages", []) if p["role"] == role]


# What documents that stand alone say beside what they ask, in the order of their chapters.
_SAID = ("positive", "concern", "procedural", "follow_up", "dissemination", "next_report")


def said(review: Review) -> list[tuple[str, list[Plain]]]:
    """Return what the document says beside its list, by role; roles without a passage are out."""
    held = ((role, asides(review, role)) for role in _SAID)
    return [(role, passages) for role, passages in held if passages]


def choices(document: SourceDocument) -> list[Review]:
    """Return the reviews that a paper without one may belong to: those of its State, or all."""
    known = document.found.get("known") or {}
    if document.review_id is not None or not known:
        return []
    held = Review.objects.filter(workspace=document.workspace, mechanism="upr")
    state = known.get("state")
    return list(held.filter(state=state) if state else held)

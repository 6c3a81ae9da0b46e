"""The words for links between recommendations, and for what changed from review to review."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from heedweb.workspace import dating
from heedweb.workspace.mechanism_words import mechanism_short, review_in_short
from heedweb.workspace.models import Review
from heedweb.workspace.queries.changes import Story

_RELATIONS: dict[str, str | Promise] = {
    "same": _("asks the same"),
    "narrower_or_broader": _("narrower or broader"),
    "related": _("related"),
    "different": _("different"),
}
_ORDERS: dict[str, str | Promise] = {
    "unsure": _("most uncertain first"),
    "sure": _("most certain first"),
    "document": _("in the order of the documents"),
}
_WHATS: dict[str, str | Promise] = {
    "new": _("new"),
    "returned": _("asked again"),
    "repeated": _("repeated"),
    "stronger": _("stronger"),
    "weaker": _("weaker"),
    "dropped": _("dropped"),
}
_GROUNDS: dict[str, str | Promise] = {
    "same step": _("step of a treaty"),
    "other step": _("step of a treaty"),
    "other instrument": _("instrument"),
    "subject contained": _("subject"),
    "subject equal": _("subject"),
    "no subject": _("subject"),
    "same persons": _("persons"),
    "other persons": _("persons"),
    "same measure": _("measure"),
    "other measure": _("measure"),
    "crossed": _("narrower both ways"),
    "words": _("words"),
    "labels": _("labels"),
}


def relation_name(code: str) -> str:
    """Return what a relation of two recommendations is called."""
    return str(_RELATIONS.get(code, code))


def order_name(code: str) -> str:
    """Return what an order of the queue is called."""
    return str(_ORDERS.get(code, code))


def ground_name(code: str) -> str:
    """Return what a ground is called; its own name where it has no other."""
    return str(_GROUNDS.get(code, code))


def review_name(review: Review) -> str:
    """Return what a review is called in a line: the mechanism, its cycle or body, and the year."""
    year = dating.year(review)
    if review.cycle:
        said = _gettext("{mechanism}, cycle {cycle}").format(
            mechanism=mechanism_short(review.mechanism), cycle=review.cycle
        )
    else:
        said = mechanism_short(review.mechanism)
        if review.body and review.body != said:
            said = f"{said}, {review.body}"
    if not year and not review.cycle:
        return f"{said} ({review.symbol})"
    return f"{said} ({year})" if year else said


def review_short(review: Review) -> str:
    """Return the heading of a review's column: the mechanism with its cycle or year."""
    year = dating.year(review)
    return review_in_short(review.mechanism, review.cycle, year, review.symbol)


def what_name(code: str) -> str:
    """Return what a change from review to review is called."""
    return str(_WHATS.get(code, code))


def story_text(story: Story) -> str:
    """Return in how many reviews a matter was asked and supported, in one line; `""` for one."""
    if story.rounds < 2 or not story.asked:
        return ""
    if story.asked == story.rounds:
        said = _gettext("recommended in each of {n} reviews").format(n=story.rounds)
    else:
        text = _gettext("recommended in {n} of {all} reviews")
        said = text.format(n=story.asked, all=story.rounds)
    last = _gettext("still asked") if story.open else _gettext("not asked at the last")
    if not story.answered:
        return f"{said}, {last}"
    answer = _gettext("supported in {n}").format(n=story.supported)
    if not story.supported:
        answer = _gettext("supported in none")
    return f"{said}, {answer}, {last}"

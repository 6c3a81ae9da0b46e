"""Parts of lists that templates cannot make themselves, or not fast enough for fifty rows."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heedweb.workspace.mechanism_words import mechanism_short, takes_positions
from heedweb.workspace.models import Recommendation
from heedweb.workspace.queries import marks
from heedweb.workspace.queries.columns import Column
from heedweb.workspace.queries.facts import MARKS
from heedweb.workspace.queries.recommendations import Listing
from heedweb.workspace.words import label_standing_name, mark_name, position_name

register = template.Library()
_MOST_TAGS = 8


@register.simple_tag
def marked(row: Recommendation, needles: marks.Needles | str) -> SafeString:
    """Return the text of a row, escaped, with what was typed marked."""
    if not needles or isinstance(needles, str):
        return format_html("{}", row.text)
    return marks.marked(row.text, needles, row.document.language or "en")


@register.filter
def marked_words(text: str, needles: marks.Needles | str) -> SafeString:
    """Return words of a State, escaped, with what was typed marked."""
    if not needles or isinstance(needles, str):
        return format_html("{}", text)
    return marks.marked(text, needles)


@register.filter
def names_of(row: Recommendation) -> str:
    """Return the names of the recommending States, one after the other."""
    return ", ".join(who.name for who in row.recommending.all())


@register.filter
def asked_by(row: Recommendation) -> str:
    """Return who asked: the recommending States or, where there are none, the body."""
    names = names_of(row)
    if names:
        return names
    review = row.review
    if takes_positions(review.mechanism):
        return _("State not stated")
    return review.body or mechanism_short(review.mechanism)


@register.filter
def around(row: Recommendation) -> SafeString:
    """Return, as items of a list, what an item of a committee stands under and what marks it."""
    held = row.context
    if not held:
        return SafeString("")
    said = [text for text in (held.get("heading"), _articles(held)) if text]
    marks = [mark_name(name) for name in MARKS if held.get(name)]
    plain = format_html_join("", "<li><bdi>{}</bdi></li>", ((text,) for text in said))
    return plain + format_html_join("", '<li class="flag">{}</li>', ((mark,) for mark in marks))


def _articles(held: dict[str, object]) -> str:
    numbers = held.get("articles")
    if not isinstance(numbers, list):
        return str(held.get("instrument") or "")
    named = ngettext("art. {numbers}", "arts. {numbers}", len(numbers))
    return f"{held.get('instrument') or ''} {named.format(numbers=', '.join(numbers))}".strip()


@register.filter
def position_item(row: Recommendation) -> SafeString:
    """Return a position as an item of a list; nothing where the mechanism knows none."""
    if not row.position and not takes_positions(row.review.mechanism):
        return SafeString("")
    return format_html("<li>{}</li>", position_of(row))


@register.filter
def position_of(row: Recommendation) -> SafeString:
    """Return a position by word and shape, nothing where the mechanism knows none."""
    if not row.position and not takes_positions(row.review.mechanism):
        return SafeString("")
    return format_html('<span class="pos {}">{}</span>', row.position, position_name(row.position))


@register.filter
def settled(row: Recommendation) -> bool:
    """Whether a person has decided on a row: what it shows is no longer a proposal."""
    return row.state not in Recommendation.UNDECIDED


@register.filter
def page_of(row: Recommendation) -> str:
    """Return on which page a row stands, in words."""
    return _("p. {page}").format(page=row.page) if row.page else ""


@register.filter
def cell(row: Recommendation, column: Column) -> str:
    """Return the text of a row in a column."""
    return column.text(row)


@register.simple_tag
def tags_of(row: Recommendation, listing: Listing) -> SafeString:
    """Return the labels of a row, those that are set before those proposed; not all of many."""
    held = listing.labels_of(row)
    if not held:
        return SafeString("")
    words = listing.names.words
    said = format_html_join(
        " ",
        '<span class="tag {}" title="{}">{}</span>',
        (
            (
                standing,
                f"{words.title(taxonomy)}: {label_standing_name(standing)}",
                words.name(taxonomy, code),
            )
            for standing, taxonomy, code in held[:_MOST_TAGS]
        ),
    )
    left = len(held) - _MOST_TAGS
    more = format_html(' <span class="said">{}</span>', f"+{left}") if left > 0 else ""
    return format_html('<p class="tags">{}{}</p>', said, more)

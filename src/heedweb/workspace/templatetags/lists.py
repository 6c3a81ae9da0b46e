"""Parts of lists that templates cannot make themselves, or not fast enough for fifty rows."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from heedweb.workspace.models import Recommendation
from heedweb.workspace.queries import marks
from heedweb.workspace.queries.columns import Column
from heedweb.workspace.words import position_name

register = template.Library()


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
def position_of(row: Recommendation) -> SafeString:
    """Return a position by word and shape."""
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

"""Figures and periods as filters, and the indicators of a record as a part of its page."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.template import Context

from heedweb.workspace import access
from heedweb.workspace.domain.indicators import Measured
from heedweb.workspace.models import Value
from heedweb.workspace.periods import shown
from heedweb.workspace.pictures.figures import figure as in_words
from heedweb.workspace.queries.indicators import of_record
from heedweb.workspace.queries.values import group_name

register = template.Library()
register.filter("group_name", group_name)


@register.filter
def figure(value: Decimal | None) -> str:
    """Return a figure in the reader's form."""
    return "" if value is None else in_words(value)


@register.filter
def signed(value: Decimal) -> str:
    """Return a difference with its sign."""
    return f"+{in_words(value)}" if value > 0 else in_words(value).replace("-", "−")


@register.filter
def period(value: Value) -> str:
    """Return the period that a value is of."""
    return shown(value.on, value.since)


@register.inclusion_tag("parts/indicators_of.html", takes_context=True)
def indicators_of(context: Context, held: Measured) -> dict[str, object]:
    """Show the indicators that measure the progress of a measure, recommendation or cluster."""
    seat = access.here(context["request"])
    return {
        "workspace": context["workspace"],
        "may": context["may"],
        "lines": of_record(seat, held) if seat is not None else [],
        "held": held,
        "choose": f"workspace:indicators-of-{type(held).__name__.lower()}",
    }

"""Measures on the pages of what they answer, and words of theirs as filters."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from heedweb.workspace import access
from heedweb.workspace.measure_words import SEEN_BY
from heedweb.workspace.models import Cluster, Measure, Recommendation
from heedweb.workspace.queries import answering
from heedweb.workspace.roles import Act

register = template.Library()


@register.filter
def seen_by(kind: str) -> str:
    """Return who sees what lives in a room of a kind."""
    return str(SEEN_BY[kind])


@register.simple_tag
def measure_state(measure: Measure, late: object) -> SafeString:
    """Return the state of a measure by word and shape, and whether it is late."""
    state = format_html(
        '<span class="stage {}">{}</span>', measure.state, measure.get_state_display()
    )
    return format_html('{} <b class="late">{}</b>', state, _("late")) if late else state


@register.inclusion_tag("parts/measures_on.html", takes_context=True)
def measures_on(context: Context, what: Recommendation | Cluster) -> dict[str, object]:
    """Return the measures that answer a recommendation or a cluster, for who reads the page."""
    seat = access.seat_of(context["request"])
    if isinstance(what, Recommendation):
        rows, asked = answering.of_row(seat, what), f"recommendation={what.pk}"
    else:
        rows, asked = answering.of_cluster(seat, what), f"cluster={what.pk}"
    plans = seat.may(Act.PLAN)
    return {"workspace": seat.workspace, "rows": rows, "asked": asked, "plans": plans}

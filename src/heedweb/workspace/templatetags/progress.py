"""Reports where other pages show them: on a measure, on a recommendation, on the start page."""

from __future__ import annotations

from django import template
from django.template import Context
from django.urls import reverse

from heedweb.workspace import access
from heedweb.workspace.domain.evidence import problem_of
from heedweb.workspace.domain.requests import About, called
from heedweb.workspace.models import Measure
from heedweb.workspace.queries import due, reports, requests
from heedweb.workspace.roles import Act

register = template.Library()
register.filter("called", called)
register.filter("why_no_copy", problem_of)


@register.inclusion_tag("parts/reports_on.html", takes_context=True)
def reports_on(context: Context, about: About) -> dict[str, object]:
    """Return what institutions report on something, as far as the reader may read it."""
    seat = access.seat_of(context["request"])
    measure = isinstance(about, Measure)
    name = "report-on-measure" if measure else "report-on-row"
    slug = seat.workspace.slug
    asks = reverse("workspace:request-new", args=[slug])
    kind = "measure" if measure else "recommendation"
    of = f"measure={about.pk}" if measure else f"of=recommendations&recommendation={about.pk}"
    writes = seat.may(Act.ANSWER) and seat.room in seat.rooms
    return {
        "request": context["request"], "workspace": seat.workspace,
        "voices": reports.on(seat, about),
        "writes": reverse(f"workspace:{name}", args=[slug, about.pk]) if writes else "",
        "all": reverse("workspace:reports", args=[slug]) + f"?{kind}={about.pk}",
        "asks": f"{asks}?{of}" if seat.may(Act.PLAN) else "",
    }  # fmt: skip


@register.inclusion_tag("parts/due_first.html", takes_context=True)
def due_first(context: Context) -> dict[str, object]:
    """Return what is due of the reader's institution; nothing for who does not answer for one."""
    seat = access.seat_of(context["request"])
    answers = seat.may(Act.ANSWER) and seat.room in seat.rooms
    return {
        "request": context["request"], "workspace": seat.workspace,
        "due": due.page(seat) if answers else None,
    }  # fmt: skip


@register.inclusion_tag("parts/requests_first.html", takes_context=True)
def requests_first(context: Context) -> dict[str, object]:
    """Return how requests stand, to coordinators."""
    seat = access.seat_of(context["request"])
    tabs = requests.tabs(seat) if seat.may(Act.PLAN) else []
    some = any(tab.count for tab in tabs)
    return {"workspace": seat.workspace, "tabs": tabs if some else []}

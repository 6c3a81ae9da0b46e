"""On a plan's page: its files, and the plans it was carried from and into."""

from __future__ import annotations

from django import template
from django.template import Context

from heedweb.workspace import access
from heedweb.workspace.models import Plan
from heedweb.workspace.queries.carried import line_of

register = template.Library()


@register.inclusion_tag("parts/plan_files.html", takes_context=True)
def plan_files(context: Context, plan: Plan) -> dict[str, object]:
    """Return what may be done with a plan as a whole."""
    seat = access.seat_of(context["request"])
    return {
        "plan": plan, "workspace": seat.workspace, "line": line_of(seat, plan),
        "may": context["may"], "csrf_token": context.get("csrf_token"),
    }  # fmt: skip

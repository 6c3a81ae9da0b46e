"""The notice on every page of a room that an administrator has opened."""

from __future__ import annotations

from django import template
from django.template import Context

from heedweb.workspace import access
from heedweb.workspace.queries import support

register = template.Library()


@register.inclusion_tag("parts/support_notice.html", takes_context=True)
def support_notice(context: Context) -> dict[str, object]:
    """Return the support access that lasts in the reader's room; nothing outside of workspaces."""
    request = context.get("request")
    seat = access.here(request) if request is not None else None
    if seat is None:
        return {"held": []}
    return {
        "held": support.lasting(seat),
        "seat": seat,
        "may": context.get("may"),
        "csrf_token": context.get("csrf_token"),
    }

"""Where one can go from a page."""

from __future__ import annotations

from django import template
from django.template import Context

from heedweb.workspace import access
from heedweb.workspace import navigation as sections

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> sections.Rows:
    """Return the rows of links of who has a place in the workspace; empty ones for all others."""
    request = context.get("request")
    seat = access.here(request) if request is not None else None
    if request is None or seat is None:
        return sections.Rows()
    at = request.resolver_match
    return sections.rows(seat, at.url_name if at is not None else "")

"""How much a person was told and has not read, beside their name."""

from __future__ import annotations

from django import template
from django.template import Context

from heedweb.workspace import access, notice_words
from heedweb.workspace.queries import notices
from heedweb.workspace.roles import Act

register = template.Library()
register.filter("notice_words", notice_words.notice_words)


@register.inclusion_tag("parts/unread.html", takes_context=True)
def unread_notices(context: Context) -> dict[str, object]:
    """Return how much is unread for who has a place here; nothing for others."""
    request = context.get("request")
    seat = access.here(request) if request is not None else None
    if seat is None or not seat.may(Act.READ):
        return {"workspace": None}
    return {"workspace": seat.workspace, "unread": notices.unread(seat), "request": request}

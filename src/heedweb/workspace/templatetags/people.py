"""Names of people: `{% who user %}` is the name for colleagues, the organisation for others."""

from __future__ import annotations

from django import template
from django.template import Context

from heedweb.accounts.models import User
from heedweb.workspace import access
from heedweb.workspace.queries.names import names_for

register = template.Library()


@register.simple_tag(takes_context=True)
def who(context: Context, user: User | None) -> str:
    """Return what a person is called before who reads the page; looked up once a page."""
    request = context["request"]
    return names_for(request).called(user) if access.here(request) else ""

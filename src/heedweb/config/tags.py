"""Filters and tags of the framework that every page calls many times, answered from memory.

What they return depends on their arguments and the language alone, so that it is kept.
"""

from __future__ import annotations

from datetime import date as day_type
from datetime import datetime
from functools import lru_cache

from django import template
from django.template import Context, defaultfilters
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as of_the_framework
from django.utils.html import escape
from django.utils.translation import get_language

from heedweb.config.addresses import page_address

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value: day_type | datetime | str | None, pattern: str | None = None) -> str:
    """Write a day or a time as the framework's `date` does."""
    if isinstance(value, day_type) and not isinstance(value, datetime):
        return _day(value, pattern, get_language())
    return str(defaultfilters.date(value, pattern))


@lru_cache(maxsize=8192)
def _day(value: day_type, pattern: str | None, _language: str | None) -> str:
    return str(defaultfilters.date(value, pattern))


class _Address(URLNode):
    """Writes an address as the framework's node does; a list of fifty rows writes two hundred."""

    def render(self, context: Context) -> str:
        if self.kwargs or self.asvar:
            return super().render(context)
        name = self.view_name.resolve(context)
        args = tuple(arg.resolve(context) for arg in self.args)
        return escape(page_address(name, *args))


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """Write the address of a page, as the framework's `url` does."""
    node = of_the_framework(parser, token)
    return _Address(node.view_name, node.args, node.kwargs, node.asvar)

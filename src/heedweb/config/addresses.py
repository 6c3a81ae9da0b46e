"""Addresses of pages, each worked out once: lists write hundreds of them."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse


def page_address(name: str, *args: object) -> str:
    """Return the address of a page by what it is called. Raises `NoReverseMatch`."""
    return _kept(name, args, get_script_prefix())


@lru_cache(maxsize=32768)
def _kept(name: str, args: tuple[object, ...], _prefix: str) -> str:
    return reverse(name, args=args)

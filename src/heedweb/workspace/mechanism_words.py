"""The words of the mechanisms in the reader's language; they come from `heed.vocab.mechanisms`."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from heed.vocab.mechanisms import families, mechanisms


def mechanism_name(code: str) -> str:
    """Return what a mechanism is called."""
    held = mechanisms().get(code)
    return gettext(held.name) if held else gettext("not stated")


def mechanism_short(code: str) -> str:
    """Return the short name of a mechanism."""
    held = mechanisms().get(code)
    return gettext(held.short) if held else gettext("not stated")


def review_in_short(mechanism: str, cycle: object, year: str, symbol: str) -> str:
    """Return a review in short: "UPR 3", "CEDAW 2015", its symbol where neither is known."""
    told = cycle or year
    return f"{mechanism_short(mechanism)} {told}" if told else symbol


def family_name(code: str) -> str:
    """Return what a family of mechanisms is called."""
    return gettext(families().get(code, "not stated"))


def family_of(code: str) -> str:
    """Return the family of a mechanism, `""` if it is not known."""
    held = mechanisms().get(code)
    return held.family if held else ""


def word_of(code: str, what: str) -> str:
    """Return the mechanism's own word: `addressee`, `round`, `asks`, `asks_many` or `answer`."""
    held = mechanisms().get(code)
    return gettext(getattr(held, what)) if held else ""


def asked_in_words(codes: Iterable[str], count: int) -> str:
    """Return how many were asked, in the word that all these mechanisms have for one item."""
    what = "asks" if count == 1 else "asks_many"
    held = {word_of(code, what) for code in codes}
    common = held.pop() if len(held) == 1 else ""
    return f"{count} {common}" if common else _some(count)


def _some(count: int) -> str:
    text = ngettext("{n} recommendation", "{n} recommendations and requests", count)
    return text.format(n=count)


def takes_positions(code: str) -> bool:
    """Return whether States take positions on what this mechanism asks."""
    held = mechanisms().get(code)
    return held.positions if held else True

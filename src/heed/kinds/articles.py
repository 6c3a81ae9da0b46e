"""Articles that a heading names: "Equality and non-discrimination (arts. 2, 5 (1) and 24–25)"."""

from __future__ import annotations

import re

_LONGEST_RANGE = 60
# One bracket, which may hold brackets of its own: "(arts. 37 (b)–(d) and 40)".
_BRACKET = re.compile(
    r"\s*[(\[](?:arts?\.?|articles?)\s+(?P<list>\d(?:[^()\[\]]|\([^()]*\))*)[)\]]", re.IGNORECASE
)
_RUN_IN = re.compile(
    r"(?P<word>arts?\.|articles?)\s+(?P<list>\d+(?:\s?\([^)]*\))*"
    r"(?:(?:\s?[,;–—-]\s?|\s(?:and|to|&)\s|,\s(?:and)\s)+\d+(?:\s?\([^)]*\))*)*)",
    re.IGNORECASE,
)
_SUB = re.compile(r"\s?\([^()]*\)(?:\s?[–—-]\s?\([^()]*\))*|,?\s?(?:para|paragraph)s?\.?\s?\d+")
_NUMBER = re.compile(r"(?P<dash>[–—‑-]|\bto)?\s*(?<![\d.])(?P<number>\d{1,3})(?![\d.]\d)")


def split(heading: str) -> tuple[str, tuple[str, ...]]:
    """Return a heading without its bracket of articles, and the numbers of these articles.

    Ranges are written out, sub-paragraphs are left away: "24–25, 37 (b)" is 24, 25, 37.
    """
    found = _BRACKET.search(heading)
    if found is None:
        return heading.strip(), ()
    bare = f"{heading[: found.start()]}{heading[found.end() :]}".strip()
    return bare, numbers(found.group("list"))


def named(text: str) -> tuple[str, ...]:
    """Return the articles that running words name: "Articles 1 and 2 of the Convention"."""
    every = [n for found in _RUN_IN.finditer(text) for n in numbers(found.group("list"))]
    return tuple(dict.fromkeys(every))


def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of a list of articles, each once, in order."""
    found: list[str] = []
    for match in _NUMBER.finditer(_SUB.sub("", text)):
        number = int(match.group("number"))
        last = int(found[-1]) if found else number
        if match.group("dash") and last < number <= last + _LONGEST_RANGE:
            found.extend(str(n) for n in range(last + 1, number + 1))
        else:
            found.append(str(number))
    return tuple(dict.fromkeys(found))

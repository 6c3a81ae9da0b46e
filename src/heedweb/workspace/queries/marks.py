"""What was typed, marked in a text: the same words that the search finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from heedweb.workspace.queries.analysis import ALWAYS, tokens
from heedweb.workspace.queries.typed import Needle

Needles = Mapping[str, tuple[Needle, ...]]
"""What is looked for, by its first word."""


def by_first_word(needles: Iterable[Needle]) -> Needles:
    """Return needles so that each word of a text is looked up once."""
    found: dict[str, tuple[Needle, ...]] = {}
    for needle in needles:
        found[needle[0]] = (*found.get(needle[0], ()), needle)
    return found


def spans(text: str, needles: Needles, language: str = ALWAYS) -> list[tuple[int, int]]:
    """Return the half-open places in `text` that hold a needle; they do not overlap."""
    held = list(tokens(text, language))
    single = [n for n in needles if len(n) == 1 and n > "⺀"]
    places: list[tuple[int, int]] = []
    for i, (word, start, _) in enumerate(held):
        for needle in needles.get(word, ()):
            last = i + len(needle)
            if last <= len(held) and all(
                held[i + k][0] == needle[k] for k in range(1, len(needle))
            ):
                places.append((start, held[last - 1][2]))
        places.extend((start, start + 1) for character in single if word.startswith(character))
    return _merged(places)


def marked(text: str, needles: Needles, language: str = ALWAYS) -> SafeString:
    """Return `text` escaped, with what is looked for in `<mark>`."""
    places = spans(text, needles, language) if needles else []
    if not places:
        return format_html("{}", text)
    pieces: list[tuple[str, str]] = []
    at = 0
    for start, end in places:
        pieces.append((text[at:start], text[start:end]))
        at = end
    return format_html_join("", "{}<mark>{}</mark>", pieces) + format_html("{}", text[at:])


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found

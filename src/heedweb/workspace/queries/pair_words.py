"""Two texts beside each other: the words that both have, and those that only one has."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from heedweb.workspace.queries.analysis import ALWAYS, analysed, tokens

# Words of grammar that say nothing of what is asked, of the languages documents are in.
_GRAMMAR = (
    "a an the of to in on and or for by with from at as its it that this these those all any "
    "their his her be is are was were has have had will would should may into which who whose "
    "including other such also well both within through "
    "de la le les des du et en un une pour par dans sur aux au que qui ses son sa leur leurs "
    "el los las del y para por con una uno su sus al lo"
)
BOTH, ONLY, PLAIN = "both", "only", ""

Run = tuple[str, str]
"""`both`, `only` or `""`, and the piece of text."""


@cache
def _grammar() -> frozenset[str]:
    return frozenset(
        word for language in ("en", "fr", "es") for word in analysed(_GRAMMAR, language)
    )


def told_apart(text: str, others: Collection[str], language: str = ALWAYS) -> SafeString:
    """Return `text` escaped: words that all `others` have in `<mark>`, words none has in `<b>`.

    Words of grammar are left plain but between two marked words, so that phrases stay whole.
    """
    stems = [set(analysed(other, language)) for other in others]
    pieces = (_html(kind, piece) for kind, piece in runs(text, stems, language))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _html(kind: str, piece: str) -> SafeString:
    if kind == BOTH:
        return format_html('<mark class="both">{}</mark>', piece)
    if kind == ONLY:
        return format_html('<b class="only">{}</b>', piece)
    return format_html("{}", piece)


def runs(text: str, others: Collection[Collection[str]], language: str = ALWAYS) -> list[Run]:
    """Return `text` in pieces, in order and complete; `others` are stems, text by text."""
    held = [(_kind(word, others), start, end) for word, start, end in tokens(text, language)]
    joined: list[tuple[str, int, int]] = []
    plain_since = 0
    for kind, start, end in held:
        if kind == PLAIN:
            plain_since += 1
            continue
        near = joined and joined[-1][0] == kind and _bridges(text, joined[-1][2], start)
        if near and plain_since <= 2:
            joined[-1] = (kind, joined[-1][1], end)
        else:
            joined.append((kind, start, end))
        plain_since = 0
    pieces: list[Run] = []
    at = 0
    for kind, start, end in joined:
        pieces += [(PLAIN, text[at:start])] if start > at else []
        pieces.append((kind, text[start:end]))
        at = end
    return pieces + ([(PLAIN, text[at:])] if at < len(text) else [])


def _bridges(text: str, start: int, end: int) -> bool:
    """Return whether what stands between two words belongs to one phrase."""
    return not set(text[start:end]) & set(".;:()")


def _kind(word: str, others: Collection[Collection[str]]) -> str:
    if word in _grammar():
        return PLAIN
    if all(word in other for other in others):
        return BOTH
    return PLAIN if any(word in other for other in others) else ONLY

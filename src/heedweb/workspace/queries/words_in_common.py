"""Which words the members of a cluster share, and which one says alone, marked in their texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from heed.labels.words import SMALL, WORD, stem
from heed.links.words import rarity

# A word that more than half of the texts have is common to them.
_MOST = 0.5
_TWO = 2
COMMON, OWN, PLAIN = "common", "own", ""


def marked(texts: Sequence[str]) -> list[SafeString]:
    """Return the texts, escaped: what most of them say is in `<u>`, what one alone says in `<b>`.

    Words that stand in a quarter of all recommendations are left as they are: they tell nothing.
    Words are compared by their stems. One text alone has nothing to be compared with.
    """
    read = [_read(text) for text in texts]
    if len(texts) < _TWO:
        return [format_html("{}", text) for text in texts]
    counts = Counter(one for words in read for one in {one for _, _, one in words if one})
    kinds = {one: _kind(count, len(texts)) for one, count in counts.items()}
    return [
        _one(text, [(a, b, kinds[one]) for a, b, one in words if one and kinds[one]])
        for text, words in zip(texts, read, strict=True)
    ]


def _kind(count: int, texts: int) -> str:
    if count > texts * _MOST:
        return COMMON
    return OWN if count == 1 else PLAIN


def _read(text: str) -> list[tuple[int, int, str]]:
    """Return the words with their offsets and stems; no stem for what tells nothing."""
    found = []
    for word in WORD.finditer(text):
        small = word[0].lower() in SMALL or len(word[0]) == 1
        one = "" if small else stem(word[0].lower())
        found.append((*word.span(), one if one and rarity(one) else ""))
    return found


def _one(text: str, words: Sequence[tuple[int, int, str]]) -> SafeString:
    """Return a text with its words marked; words of one kind that follow each other as one."""
    runs: list[tuple[int, int, str]] = []
    for start, end, kind in words:
        if runs and runs[-1][2] == kind and not text[runs[-1][1] : start].strip():
            runs[-1] = (runs[-1][0], end, kind)
        else:
            runs.append((start, end, kind))
    pieces: list[SafeString] = []
    at = 0
    for start, end, kind in runs:
        pieces.append(format_html("{}", text[at:start]))
        mark = '<u class="common">{}</u>' if kind == COMMON else '<b class="own">{}</b>'
        pieces.append(format_html(mark, text[start:end]))
        at = end
    pieces.append(format_html("{}", text[at:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))

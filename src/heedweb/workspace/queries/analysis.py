"""Words as the full-text index keeps them: without case, accents and endings.

Script decides first (Arabic, Cyrillic, Chinese and Japanese words are analysed alike in every
document), the document's language only among the languages of the Latin script. Text and typed
words go through the same functions, so what is found can also be marked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import snowballstemmer

Token = tuple[str, int, int]
"""A word as it is kept, and the half-open offsets of what is written in the text."""

_HAN = "぀-ヿ㐀-䶿一-鿿豈-﫿"
# A/HRC/14/15/Add.1 and 140.7 are one word; "and/or" and "follow-up" are two.
_PIECE = re.compile(
    r"(?P<symbol>\b[A-Z]{1,7}(?:/[A-Z0-9][\w.-]*\w|/[A-Z0-9])+(?:#[\w.]*\w)?)"
    r"|(?P<number>\d+(?:\.\d+)+)"
    rf"|(?P<han>[{_HAN}]+)"
    rf"|(?P<word>[^\W_{_HAN}](?:[^\W_{_HAN}]|[\u064b-\u0652\u0670\u0640])*)"
)
_ARABIC = re.compile(r"[؀-ۿ]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
_ARABIC_LETTERS = str.maketrans("أإآٱىة", "اااايه")
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال")
_ARABIC_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_LATIN = {"en": "english", "fr": "french", "es": "spanish"}
# The Latin languages that a typed word is analysed in, whatever a workspace holds.
ALWAYS = "en"


def analysed(text: str, language: str = ALWAYS) -> list[str]:
    """Return the words of `text` as they are kept, in order."""
    return [word for word, _, _ in tokens(text, language)]


def tokens(text: str, language: str = ALWAYS) -> Iterator[Token]:
    """Yield the words of `text` with their places. A run of Chinese yields pairs of characters."""
    for found in _PIECE.finditer(text):
        start, end = found.span()
        if found.lastgroup == "word":
            kept = _word(found.group(), language)
            if kept:
                yield kept, start, end
        elif found.lastgroup == "han":
            for i in range(start, max(start + 1, end - 1)):
                stop = min(i + 2, end)
                yield text[i:stop], i, stop
        else:
            yield found.group().casefold(), start, end


@lru_cache(maxsize=100_000)
def _word(word: str, language: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold()
    if _ARABIC.search(folded):
        return _arabic(folded)
    if _CYRILLIC.search(folded):
        return str(_stemmer("russian").stemWord(folded.replace("ё", "е")))
    name = _LATIN.get(language)
    if name is None:
        return _bare(folded)
    if name == "english":
        return str(_stemmer(name).stemWord(_bare(folded)))
    # Once with accents, as the rules of the language want them, and once without: what is typed
    # without accents arrives at the same word.
    once = _bare(_stemmer(name).stemWord(folded))
    return str(_stemmer(name).stemWord(once))


def _bare(word: str) -> str:
    """Return `word` without accents."""
    apart = unicodedata.normalize("NFKD", word)
    return "".join(c for c in apart if c.isalnum())


def _arabic(word: str) -> str:
    """Return an Arabic word without vowel signs, article and common endings.

    Light on purpose: Snowball's stemmer leaves the conjunction at the front and cuts roots short.
    """
    bare = _MARKS.sub("", word).translate(_ARABIC_LETTERS)
    for prefix in _ARABIC_PREFIXES:
        if bare.startswith(prefix) and len(bare) - len(prefix) >= 3:
            bare = bare[len(prefix) :]
            break
    else:
        if bare.startswith("و") and len(bare) >= 5:
            bare = bare[1:]
    for suffix in _ARABIC_SUFFIXES:
        if bare.endswith(suffix) and len(bare) - len(suffix) >= 3:
            return bare[: -len(suffix)]
    return bare


@cache
def _stemmer(name: str) -> snowballstemmer.stemmer:
    # It brings thirty languages along: not before a word asks for one.
    import snowballstemmer

    return snowballstemmer.stemmer(name)

"""The shape of a document: its layout without its content, to be sent to whoever mends a reader.

Letters become x and X, digits 9. What says how a document is built stays: line breaks and pages,
punctuation, numbers and letters that open a line, labels such as "(a)", and the words of the set
phrases (`heed.languages`) where they stand as such.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from heed import languages
from heed.kinds.numbered import sentences

# "12. ", "12.3", "(12)", "IV. ", "B. " at the beginning of a line.
_OPENS_LINE = re.compile(
    r"^[ \t]*(?:\(?\d{1,4}(?:\.\d{1,3})?(?=[.)\s])|(?:[IVX]{1,5}|[A-Z])(?=\.\s))", re.MULTILINE
)
_LABEL = re.compile(r"(?<!\w)\((?:[a-z]{1,2}|[ivx]{1,3})\)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
# A literal of an expression, with what is optional or open behind it.
_LITERAL = re.compile(
    r"(?<!\\)(?P<word>[A-Za-z’-]{2,})(?P<tail>\?|\\w[+*]|\(\?:(?P<ends>[A-Za-z|]*)\)\??)?"
)
# Lists of names; they are no phrases, and stay only within one.
_NAMES = ("others", "organs", "actors")
_CHARACTERS = re.compile(r"\[(?P<one>[a-z])(?P<other>[a-z])\]")
_SYNTAX = re.compile(r"\(\?<?[=!]|\\[a-zA-Z](?![+*])|\{\w+\}")


def shape(text: str, language: str = "en") -> str:
    """Return `text` with its letters and digits masked, line by line as long as before.

    Marks that join to letters and characters that are not shown are left out: they can carry words.
    """
    kept = _kept(text, language)
    return "".join(
        char if i in kept else _masked(char)
        for i, char in enumerate(unicodedata.normalize("NFC", text))
    )


def _masked(char: str) -> str:
    category = unicodedata.category(char)
    if category[0] == "M" or category == "Cf":
        return ""
    if category[0] == "L" or category in ("Co", "Cn", "Cs"):
        return "X" if char.isupper() else "x"
    return "9" if category[0] == "N" else char


def _kept(text: str, language: str) -> set[int]:
    """Return the offsets of the characters that stay."""
    kept: set[int] = set()
    for found in (*_OPENS_LINE.finditer(text), *_LABEL.finditer(text)):
        kept.update(range(*found.span()))
    folded, places = _folded(text)
    for sentence in sentences(folded):
        said = folded[sentence.start : sentence.end]
        for start, end in _set_words(said, language):
            kept.update(places[sentence.start + start : sentence.start + end])
    return kept


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text with single blanks, and where each of its characters stands."""
    places = [
        i for i, char in enumerate(text) if not (char.isspace() and i and text[i - 1].isspace())
    ]
    return "".join(" " if text[i].isspace() else text[i] for i in places), places


def _set_words(said: str, language: str) -> set[tuple[int, int]]:
    """Return where the words of set phrases stand in a sentence, each within a phrase's match."""
    found: set[tuple[int, int]] = set()
    for group in (g for g in languages.groups(language) if g not in _NAMES):
        words, stems = _vocabulary(group, language)
        for match in languages.pattern(group, language=language).finditer(said):
            for word in _WORD.finditer(said, *match.span()):
                plain = word.group().casefold()
                if plain in words or plain.startswith(stems):
                    found.add(word.span())
    return found


@cache
def _vocabulary(group: str, language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words that a group's expressions spell out, and the stems they leave open."""
    words: set[str] = set()
    stems: set[str] = set()
    named = {"{addressee}": "addressees", "{body}": "bodies", "{other}": "others",
             "{month}": "months", "{numeral}": "numerals"}  # fmt: skip
    for phrase in languages.phrases(group, language):
        lists = [says for blank, name in named.items() if blank in phrase.says
                 for says in languages.words(name, language)]  # fmt: skip
        for says in (phrase.says, *lists):
            for spelled in _spellings(says):
                _add(spelled, words, stems)
    return frozenset(words), tuple(sorted(stems))


def _spellings(says: str) -> tuple[str, str]:
    """Return an expression with the first and with the second of two spellings: "emphasi[sz]e"."""
    return _CHARACTERS.sub(r"\g<one>", says), _CHARACTERS.sub(r"\g<other>", says)


def _add(says: str, words: set[str], stems: set[str]) -> None:
    for found in _LITERAL.finditer(
        _SYNTAX.sub(lambda m: m.group() if "?:" in m.group() else " ", says)
    ):
        word = found["word"].casefold()
        tail = found["tail"] or ""
        if tail.startswith("\\w"):
            stems.add(word)
            continue
        words.add(word)
        words.update({word[:-1]} if tail == "?" else ())
        words.update(word + end.casefold() for end in (found["ends"] or "").split("|") if end)

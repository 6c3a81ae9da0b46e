"""Pointers into the dialogue: "paragraphs 23 (b), 27 (a)-(c), 43 (last sentence) and 56 above"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

# "recommendations noted in the report in paragraphs", "recommendations contained in paragraphs",
# "recommendations 28 (b); 31 (b)" (A/HRC/8/48, 65), "in following paragraphs did not enjoy ...:
# paragraphs 38 (b)" (A/HRC/10/75, 93).
_OPENS = re.compile(
    r"recommendations?(?: (?:noted|contained|reflected|included))?(?: (?:in|at))?"
    r"(?: (?:the|this)(?: present)? report)?,?(?: (?:in|at))?(?: the)?(?: following)?"
    r"(?: paragraphs?)?(?=[^.]{0,60}?:? ?(?:paragraphs? )?\d)",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"(?P<number>\d{1,3})(?![\d]|\.\d)|\((?P<letters>[a-z](?:\s*,\s*[a-z])*)\)"
    r"|(?P<range>\s?[-–]\s?(?=\())|\(?(?P<last>last sentence)\)?"
    r"|(?P<between>[\s,;]+|and\b|paragraphs?\b|the\b|in\b)"
)
# What may stand between the opening words and the first number.
_SKIP = re.compile(r"(?:[^.\d]{0,60}?:\s*)?(?:paragraphs?\s+|in\s+|the\s+|following\s+)*", re.I)
_BRACKETED = re.compile(r"\s*\((?!last sentence)[^()\d]{12,}\)")


@dataclass(frozen=True, slots=True)
class Pointer:
    """One place of the dialogue: a paragraph, a letter of it, or its last sentence."""

    paragraph: int
    letter: str | None = None
    last_sentence: bool = False
    doubtful: bool = False

    @property
    def reference(self) -> str:
        """Return it as it is printed: `27 (b)`."""
        if self.letter:
            return f"{self.paragraph} ({self.letter})"
        return f"{self.paragraph} (last sentence)" if self.last_sentence else str(self.paragraph)


def pointers(text: str, before: int) -> tuple[Pointer, ...]:
    """Return the places that `text` points to; `before` is the first paragraph of section II.

    Each is given once, in the order of the text. Numbers with a point (`103.1`) are items and no
    places of the dialogue.
    """
    found: list[Pointer] = []
    for opened in _OPENS.finditer(text):
        skipped = _SKIP.match(text, opened.end())
        at = skipped.end() if skipped else opened.end()
        found.extend(p for p in _list(text, at) if p.paragraph < before)
    return tuple(dict.fromkeys(found))


def _list(text: str, at: int) -> Iterator[Pointer]:
    """Yield what a list of numbers and letters points to."""
    held: list[Pointer] = []
    ranged = False
    while token := _TOKEN.match(text, at) or _BRACKETED.match(text, at):
        at = token.end()
        kind = token.lastgroup
        if kind == "number":
            held.append(Pointer(int(token.group("number"))))
            ranged = False
        elif kind == "range":
            ranged = True
        elif held and kind == "last":
            held[-1] = replace(held[-1], last_sentence=True)
        elif held and kind == "letters":
            letters = re.findall(r"[a-z]", token.group("letters"))
            _add(held, letters, ranged=ranged, close=text[token.start() - 2] == ")")
            ranged = False
    yield from held


def _add(held: list[Pointer], letters: Sequence[str], *, ranged: bool, close: bool) -> None:
    """Add letters to the paragraph named last; `close` if a bracket stands before them."""
    last = held[-1].letter
    if letters == ["i"] and last and last != "h" and close:
        return  # "(g) (i)": a point of the point
    if ranged and last:
        letters = [chr(c) for c in range(ord(last) + 1, ord(letters[0]) + 1)]
    for letter in letters:
        before = held[-1].letter
        if before is None:
            held[-1] = replace(held[-1], letter=letter)
        else:
            held.append(Pointer(held[-1].paragraph, letter, doubtful=letter <= before))

"""Lettered and dashed sub-paragraphs of an item: "(a) Adopt a law; (b) Train judges."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heed.kinds.lines import Run
from heed.languages import words
from heed.records import Part

_LABEL = re.compile(r"(?<![\w)])\((?P<letter>[a-z]{1,2})\)\s+(?=[\w“\"‘'])")
# What stands before a label that opens a sub-paragraph; "article 7 (a)" and "paragraph 12 (b)" do
# not. A comma parts sub-paragraphs in texts of the 1990s.
_OPENS = re.compile(r"(?:^|[:;.,]|[;,] (?:and|or|and/or)|[.:;]\d{1,2})\s*$")
_AGAIN = re.compile(
    rf"[.;] (?=(?:[A-Z][\w ]{{2,40}}, )?(?:The|the) (?:{'|'.join(words('bodies'))})"
    r" (?:also |further |therefore )*(?:[a-z]+s\b))"
)
_DASH = re.compile(r"[–—•▪●·*-]\s+(?=\S)")
_END = re.compile(r"\s*(?:[;,.:]|[;,]?\s(?:and|or|and/or))*\s*$")


def parts(run: Run, start: int) -> tuple[Part, ...]:
    """Return the sub-paragraphs of `run.text[start:]`, each without label and closing stop.

    Letters count on from (a); nested (i), (ii) stay within theirs. Dashes open lines. Empty where
    fewer than two are printed.
    """
    found = [(label, at, begins) for label, at, begins in labels(run.text, start)]
    if len(found) < 2:
        found = [("", at, begins) for at, begins in _dashes(run, start)]
    if len(found) < 2:
        return ()
    ends = [at for _, at, _ in found[1:]] + [_last_ends(run.text, found[-1][2])]
    return tuple(
        Part(closed(run.text[begins:end]), label=label)
        for (label, _, begins), end in zip(found, ends, strict=True)
    )


def _last_ends(text: str, begins: int) -> int:
    """Return where the last sub-paragraph ends: before the body speaks again."""
    again = _AGAIN.search(text, begins)
    return again.start() + 1 if again else len(text)


def labels(text: str, start: int = 0) -> list[tuple[str, int, int]]:
    """Return label, where it stands and where its text begins, of the letters from (a) on."""
    found: list[tuple[str, int, int]] = []
    expected = "a"
    for match in _LABEL.finditer(text, start):
        letter = match["letter"]
        if not _OPENS.search(text[max(start, match.start() - 8) : match.start()]):
            continue
        if letter != expected and not (letter == "a" and found):
            continue
        found.append((f"({letter})", match.start(), match.end()))
        expected = _after(letter)
    return found


def closed(text: str) -> str:
    """Return a sub-paragraph without its closing ";", "; and" or "."."""
    return _END.sub("", text.strip()) if text.strip() else ""


def _after(letter: str) -> str:
    """Return the next letter: z is followed by aa."""
    if letter == "z":
        return "aa"
    return letter[:-1] + chr(ord(letter[-1]) + 1)


def _dashes(run: Run, start: int) -> Sequence[tuple[int, int]]:
    found = []
    for at, line in run.begins():
        dash = _DASH.match(line.text)
        if dash and at >= start:
            found.append((at, at + dash.end()))
    return found

"""The sections of a comment: a run-in head ("Articles 1 and 2. Topic.") or a numbered point.

Heads stand in bold or italics, which a text does not keep: they are known as sentences without a
verb at the beginning of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from heed.kinds.lines import Line, Run

_ARTICLE = re.compile(
    r"(?:(?:Part|Parts)\s[IVX]+[^.]{0,20}[.,]\s?)?"
    r"(?:Articles?|Paragraphs?|Paras?\.)\s\d[^.:]*?(?:\bof\sthe\s(?:Convention|Protocol|Code)\b[^.:]*)?"
    r"[.:](?=\s|$)"
)
_POINT = re.compile(r"(?P<number>\d{1,2})\s?\.\s+(?=[A-Z“\"(])")
_SENTENCE = re.compile(r".+?[.?!:](?=\s+[A-Z“\"(]|\s*$)|.+$", re.DOTALL)
_NOT_END = re.compile(
    r"(?:\bNos?|\bart|\barts|\bpara|\bparas|\bpp?|\bMr|\bMs|\bvol|\bi\.e|\be\.g)\.$"
)
# A head has no finite verb and no speaker; heads of up to 30 words are printed.
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|must|should|notes?"
    r"|noted|recalls?|recalled|requests?\sthe|requested|asks?|asked|observes?|observed|welcomes?"
    r"|indicate[sd]?|refers?|referred|hopes?|trusts?|urges?|encourages?|states?\sthat|reports?\sthat"
    r"|reiterates?|regrets?|considers?|provides?|emphasizes?|stresses)\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(?:The|This)\s(?:Committee|Government)\b|It\s|In\s(?:its|this|the)\s|With\s"
)
_LONGEST_HEAD = 30


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its head as printed (articles and topic), its number if one is printed, its text.

    `run` begins behind the head. `head` is `""` for what stands above the first head.
    """

    head: str
    number: str
    run: Run

    @property
    def topic(self) -> str:
        """The head without its articles and its closing stop."""
        return _ARTICLE.sub("", self.head, count=1).strip(" .:") or self.head.strip(" .:")

    @property
    def cited(self) -> str:
        """The articles of the head as printed, `""` if there are none."""
        found = _ARTICLE.match(self.head)
        return found.group() if found else ""


def sections(paragraphs: Sequence[Sequence[Line]]) -> list[Section]:
    """Return the sections of a comment in order; none is empty."""
    found: list[tuple[str, str, list[Line]]] = []
    articles = ""
    for paragraph in paragraphs:
        run = Run(paragraph)
        number, head, end = _opening(run.text)
        if head and _ARTICLE.match(head):
            articles = head if end >= len(run.text) else ""
        elif head and articles:
            # "Articles 1 and 2 of the Convention." on a line of its own, points below it.
            head = f"{articles} {head}"
        if not (number or head) and found:
            found[-1][2].extend(paragraph)
            continue
        found.append((head, number, _behind(run, end)))
    return [Section(head, number, Run(held)) for head, number, held in found if held]


def _opening(text: str) -> tuple[str, str, int]:
    """Return the number, the head and where the text begins behind them."""
    point = _POINT.match(text)
    at = point.end() if point else 0
    end = _head(text, at)
    return (point.group("number") if point else ""), text[at:end].strip(), end


def _head(text: str, at: int) -> int:
    """Return where the head ends: `at` if the paragraph begins with a sentence."""
    article = _ARTICLE.match(text, at)
    end = article.end() if article else at
    for start, stop in _sentences(text, end):
        said = text[start:stop]
        closed = said.endswith(".") or stop == len(text)
        verbless = not _VERB.search(said) and not _SPEAKER.match(said)
        if not closed or not verbless or len(text[at:stop].split()) > _LONGEST_HEAD:
            break
        end = stop
    return end


def _sentences(text: str, at: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = at + len(text[at:]) - len(text[at:].lstrip())
    cursor = start
    while cursor < len(text):
        match = _SENTENCE.match(text, cursor)
        if match is None:
            break
        cursor = match.end()
        if _NOT_END.search(text[:cursor]) and cursor < len(text):
            continue
        found.append((start, cursor))
        start = cursor = cursor + len(text[cursor:]) - len(text[cursor:].lstrip())
    return found


def _behind(run: Run, end: int) -> list[Line]:
    """Return the lines of a paragraph behind its head."""
    kept: list[Line] = []
    at = 0
    for line in run.lines:
        at = run.text.index(line.text, at)
        stop = at + len(line.text)
        if stop > end:
            inside = max(0, end - at)
            rest = line.text[inside:]
            text = rest.lstrip()
            if text:
                start = line.end - (len(line.text) - inside) + (len(rest) - len(text))
                kept.append(replace(line, start=max(line.start, start), text=text))
        at = stop
    return kept

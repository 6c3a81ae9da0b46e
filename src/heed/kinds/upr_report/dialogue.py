"""The interactive dialogue (section I.B): its numbered paragraphs, their asks and who spoke.

Up to session 5 recommendations stand here, "recommended that X: (a) ...; (b) ...", and section II
may only point to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from heed.kinds.lines import Line, Run
from heed.kinds.numbered import PARAGRAPH, STOP
from heed.records import Recommending
from heed.vocab import states

# "c)taking", "a) totally" lost their first bracket; "article 8.1(a)" is no point of the paragraph.
_LETTER = re.compile(r"(?<![\w(])\(?([a-z])\)")
_ASKS = re.compile(
    r"\b(?:recommend|urge|call(?:s|ed)? (?:up)?on|call(?:s|ed)? for|encourag|suggest|invit|request"
    r"|ask(?:s|ed)\b(?! (?:whether|about|how|what|if))|propos|advis|exhort)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[\s;,.:]*(?:\b(?:and|or|as well as)\b[\s;,]*)?$")
_LARGEST_GAP = 2


@dataclass(frozen=True, slots=True)
class Ask:
    """Words of a paragraph with their place, and the State that said them; None if unnamed."""

    text: str
    start: int
    end: int
    page: int | None
    recommending: Recommending | None


class Spoken:
    """One paragraph of the dialogue."""

    def __init__(self, number: int, lines: Sequence[Line]) -> None:
        self.number = number
        self.run = Run(lines)

    def letter(self, letter: str, addressee: str | None) -> Ask | None:
        """Return the ask under `(letter)`, None if the paragraph has none such.

        It ends where the next letter or the next sentence begins.
        """
        points = self._points()
        at = next((i for i, m in enumerate(points) if m.group(1) == letter), None)
        if at is None:
            return None
        first = points[at].end()
        stop = STOP.search(self.run.text, first)
        ends = [stop.start()] if stop else []
        ends += [points[at + 1].start()] if at + 1 < len(points) else []
        return self._ask(first, min(ends, default=len(self.run.text)), addressee)

    def _points(self) -> list[re.Match[str]]:
        """Return the letters that count on from (a), one of them perhaps left out."""
        kept: list[re.Match[str]] = []
        last = ord("a") - 1
        for found in _LETTER.finditer(self.run.text):
            if 1 <= ord(found.group(1)) - last <= _LARGEST_GAP:
                last = ord(found.group(1))
                kept.append(found)
        return kept

    def whole(self, addressee: str | None) -> Ask | None:
        """Return what the paragraph asks: from the first to the last sentence that asks."""
        asking = [s for s in self._sentences() if _ASKS.search(self.run.text[slice(*s)])]
        return self._ask(asking[0][0], asking[-1][1], addressee) if asking else None

    def last_sentence(self, addressee: str | None) -> Ask:
        """Return the last sentence."""
        return self._ask(*self._sentences()[-1], addressee)

    def _sentences(self) -> list[tuple[int, int]]:
        ends = [m.end() for m in STOP.finditer(self.run.text)]
        return list(zip([0, *ends], [*ends, len(self.run.text)], strict=True))

    def _ask(self, start: int, end: int, addressee: str | None) -> Ask:
        words = self.run.text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(_TAIL.sub("", words.strip()))
        first, last = self.run.place(start, end)
        page = self.run.line_at(start).page
        return Ask(self.run.text[start:end], first, last, page, self._who(start, addressee))

    def _who(self, before: int, addressee: str | None) -> Recommending | None:
        """Return the State that speaks at `before`: the last one that began a sentence."""
        starts = {start for start, _ in self._sentences()}
        others = [m for m in states.mentions(self.run.text) if m.state.iso3 != addressee]
        opening = [
            m for m in others if m.start <= before and _opens(self.run.text, m.start, starts)
        ]
        speaker = opening[-1] if opening else next(iter(others), None)
        if speaker is None:
            return None
        return Recommending(self.run.text[speaker.start : speaker.end], speaker.state.iso3)


def _opens(text: str, at: int, starts: set[int]) -> bool:
    return any(0 <= at - start <= 4 and text[start:at].strip().lower() in ("", "the")
               for start in starts)  # fmt: skip


def dialogue(lines: Sequence[Line]) -> dict[int, Spoken]:
    """Return the numbered paragraphs above section II by their number."""
    found: list[tuple[int, list[Line]]] = []
    last = 0
    for line in lines:
        opened = PARAGRAPH.match(line.text)
        number = int(opened.group(1)) if opened else 0
        if opened and last < number <= last + 1 + (_LARGEST_GAP if last else 0):
            last = number
            rest = Line(line.start, line.end, line.text[opened.end() :], line.page, line.left)
            found.append((number, [rest]))
        elif found:
            found[-1][1].append(line)
    return {number: Spoken(number, held) for number, held in found}

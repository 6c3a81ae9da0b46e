"""The paragraphs of section II and the numbered items below each.

Two ways of numbering exist: `97.12` since mid-2010, and `12.` restarting under each paragraph
before. The second collides: the item 96 of paragraph 95 and the paragraph 96 look alike.
Sequence decides, then what follows, then the words, then the left edge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from heed.kinds.lines import Line
from heed.records import Problem

_DOTTED = re.compile(r"(\d{1,3})(\s?[.\-–]\s?)(\d{1,3})\s*[.:]?(?!\d)\s*\.?(?=[^\d\s.,;)])")
_DOTTED_ONLY = re.compile(r"(\d{1,3})\.(\d{1,3})\.?")
_PLAIN = re.compile(r"(\d{1,3})\s?\.(?!\d)\s*(?=[^\d\s.,;)]|$)")
# The stop is missing after the number: "73 Take appropriate measures" (A/HRC/13/6).
_BARE = re.compile(r"(\d{1,3})\s+(?=[A-Z])")
_INLINE = re.compile(r"(?<=[;.)\]])\s?(\d{1,3})\.(\d{1,3})\.?\s+(?=[A-Z])")
_LEAD_WORDS = re.compile(
    r"(?:All|The|These|Those|Other|Some|One|In|With|As|It|His|Its)\b"
    r".{0,120}(?:recommendation|conclusion|delegation)"
    r"|Recommendations? (?:noted|contained|above|in)"
    r"|.{0,60}\b(?:considers?|takes? note|rejects?|offers?|indicated|noted) ",
    re.DOTALL,
)
# A larger gap may be a number in running text; it is a lost item if the list counts on from it.
_LARGEST_GAP = 3


@dataclass(slots=True)
class Item:
    """One numbered item being read: its number within the paragraph and its lines."""

    number: int
    printed: str
    dotted: bool
    lines: list[Line]
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Paragraph:
    """A numbered paragraph of the report: its lead-in lines and its items."""

    number: int
    lines: list[Line]
    items: list[Item] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Return the number of the last item, 0 if there is none."""
        return self.items[-1].number if self.items else 0


@dataclass(frozen=True, slots=True)
class _Marker:
    index: int
    main: int
    sub: int | None
    rest: str
    printed: str


def outline(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of section II with their items, in reading order."""
    lines = _split_glued(lines)
    markers = {m.index: m for m in map(_marker, range(len(lines)), lines) if m}
    reader = _Reader(list(markers.values()))
    for i, line in enumerate(lines):
        reader.take(line, markers.get(i))
    return tuple(reader.paragraphs)


def _split_glued(lines: Sequence[Line]) -> list[Line]:
    """Cut lines in which a second item starts: `(Spain);110.44. Take`."""
    cut: list[Line] = []
    for line in lines:
        hit = _INLINE.search(line.text)
        if hit is None:
            cut.append(line)
            continue
        at = line.start + hit.start(1)
        cut.append(Line(line.start, at, line.text[: hit.start(1)].rstrip(), line.page, line.left))
        cut.append(Line(at, line.end, line.text[hit.start(1) :], line.page, None))
    return cut


def _marker(index: int, line: Line) -> _Marker | None:
    dotted = _DOTTED.match(line.text) or _DOTTED_ONLY.fullmatch(line.text)
    if dotted:
        separator = "." if dotted.re is _DOTTED_ONLY else dotted.group(2)
        sub = int(dotted.group(2 if dotted.re is _DOTTED_ONLY else 3))
        printed = f"{dotted.group(1)}{separator.strip()}{sub}"
        return _Marker(index, int(dotted.group(1)), sub, line.text[dotted.end() :], printed)
    plain = _PLAIN.match(line.text)
    if plain:
        number = int(plain.group(1))
        return _Marker(index, number, None, line.text[plain.end() :], plain.group(1))
    return None


class _Reader:
    """Reads lines in order and decides for each marker whether it opens anything."""

    def __init__(self, markers: list[_Marker]) -> None:
        self.paragraphs: list[Paragraph] = []
        self.markers = markers
        self.at = {m.index: i for i, m in enumerate(markers)}

    def take(self, line: Line, marker: _Marker | None) -> None:
        """Add one line to the paragraph or item it belongs to."""
        opened = self._open_bare(line) if marker is None else self._open(line, marker)
        if not opened:
            self._continue(line)

    def _open_bare(self, line: Line) -> bool:
        """Open the next item of a plain list where its number lost the stop."""
        bare = _BARE.match(line.text)
        if not bare or not self.paragraphs or not self.paragraphs[-1].items:
            return False
        item = self.paragraphs[-1].items[-1]
        follows = int(bare.group(1)) == item.number + 1 and not item.dotted
        if not follows or not item.lines[-1].text.endswith((";", ".")):
            return False
        marker = _Marker(-1, item.number + 1, None, line.text[bare.end() :], bare.group(1))
        self._add(line, marker, marker.main, marker.printed, dotted=False)
        return True

    def _continue(self, line: Line) -> None:
        if not self.paragraphs:
            return
        paragraph = self.paragraphs[-1]
        (paragraph.items[-1].lines if paragraph.items else paragraph.lines).append(line)

    def _open(self, line: Line, marker: _Marker) -> bool:
        if marker.sub is not None:
            return self._open_dotted(line, marker)
        return self._open_plain(line, marker)

    def _open_dotted(self, line: Line, marker: _Marker) -> bool:
        assert marker.sub is not None  # noqa: S101 -- for the type checker
        if not self.paragraphs:
            return False
        paragraph = self.paragraphs[-1]
        if marker.main == paragraph.number:
            return self._in_sequence(line, marker)
        following = self._next(marker)
        if marker.sub == paragraph.last + 1 and self._is_item(line, marker):
            return self._repaired(line, marker, paragraph.last + 1)
        if following and following.main == paragraph.number and following.sub == marker.sub + 1:
            return self._repaired(line, marker, marker.sub)
        return False

    def _in_sequence(self, line: Line, marker: _Marker) -> bool:
        assert marker.sub is not None  # noqa: S101 -- for the type checker
        paragraph = self.paragraphs[-1]
        step = marker.sub - paragraph.last
        if step == 1:
            self._add(line, marker, marker.sub, marker.printed)
            return True
        following = self._next(marker)
        goes_on = following is not None and following.main == paragraph.number
        if (
            goes_on
            and following
            and following.sub == paragraph.last + 2
            and self._is_item(line, marker)
        ):
            return self._repaired(line, marker, paragraph.last + 1)
        counts_on = goes_on and following and following.sub == marker.sub + 1
        if (1 < step <= _LARGEST_GAP or (step > 1 and counts_on)) and self._is_item(line, marker):
            self._add(line, marker, marker.sub, marker.printed)
            text = f"{step - 1} number(s) before {marker.printed} are missing in the list."
            paragraph.items[-1].problems.append(Problem("gap", text))
            return True
        return False

    def _is_item(self, line: Line, marker: _Marker) -> bool:
        """True if the words after the number can begin an item, not go on with a sentence."""
        return bool(re.match(r"[\"“(]?[A-Z]", marker.rest)) or not marker.rest

    def _repaired(self, line: Line, marker: _Marker, number: int) -> bool:
        paragraph = self.paragraphs[-1]
        self._add(line, marker, number, marker.printed)
        place = f"{paragraph.number}.{number}"
        text = f"Printed as {marker.printed}; its place in the list makes it {place}."
        paragraph.items[-1].problems.append(Problem("misnumbered", text))
        return True

    def _open_plain(self, line: Line, marker: _Marker) -> bool:
        if not self.paragraphs:
            self.paragraphs.append(Paragraph(marker.main, [self._rest(line, marker)]))
            return True
        paragraph = self.paragraphs[-1]
        dotted = bool(paragraph.items) and paragraph.items[0].dotted
        as_item = marker.main == paragraph.last + 1 and not dotted
        as_paragraph = 1 <= marker.main - paragraph.number <= 2
        if as_item and as_paragraph:
            as_item = not self._opens_paragraph(marker)
        if as_item and (marker.main > 1 or self._may_start(marker)):
            self._add(line, marker, marker.main, marker.printed, dotted=False)
            return True
        if as_paragraph and self._is_item(line, marker):
            self.paragraphs.append(Paragraph(marker.main, [self._rest(line, marker)]))
            return True
        return self._gap_or_none(line, marker, dotted)

    def _gap_or_none(self, line: Line, marker: _Marker, dotted: bool) -> bool:  # noqa: FBT001
        paragraph = self.paragraphs[-1]
        if dotted or not paragraph.items or not self._is_item(line, marker):
            return False
        following = self._next(marker)
        if following and following.sub is None and following.main == paragraph.last + 2:
            return self._repaired(line, marker, paragraph.last + 1)
        if marker.main == paragraph.last + 2 and following and following.main == marker.main + 1:
            self._add(line, marker, marker.main, marker.printed, dotted=False)
            text = f"The number before {marker.printed} is missing in the list."
            paragraph.items[-1].problems.append(Problem("gap", text))
            return True
        return False

    def _may_start(self, marker: _Marker) -> bool:
        """A list starts at 1: with words, or with a number on a line of its own before a 2."""
        following = self._next(marker)
        return bool(marker.rest) or (following is not None and following.main == 2)

    def _opens_paragraph(self, marker: _Marker) -> bool:
        """Decide where the next item and the next paragraph have one number."""
        following = self._next(marker)
        if following is not None and following.sub is None and following.main == 1:
            return True
        return bool(_LEAD_WORDS.match(marker.rest))

    def _next(self, marker: _Marker) -> _Marker | None:
        at = self.at[marker.index] + 1
        return self.markers[at] if at < len(self.markers) else None

    def _add(
        self, line: Line, marker: _Marker, number: int, printed: str, *, dotted: bool = True
    ) -> None:
        item = Item(number, printed, dotted, [self._rest(line, marker)])
        self.paragraphs[-1].items.append(item)

    def _rest(self, line: Line, marker: _Marker) -> Line:
        return Line(line.start, line.end, marker.rest, line.page, line.left)

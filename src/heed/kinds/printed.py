"""The printed lines of each page, without running heads, page numbers and job numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from heed.records import Document

# Malformed heads seen: "A/HRC24/7", "A/HRC/ 8/28", "A/HRC/23/15/", "A/HRC/11/25*".
_SYMBOL = (
    r"A\s?/\s?HRC\s?/?\s?(?:WG\.6/)?\d+(?:/[A-Z]{3})?/(?:L\.)?\d+(?:/Add\.\d+)?(?:/Corr\.\d+)?/?\*?"
)
_JOB = r"GE\.\s?\d{2}-\d+(?:\s?\([A-Z]\))?"
_NUMBER = r"(?:[Pp]age\s+)?\d{1,3}"
_FURNITURE = re.compile(
    rf"(?:{_SYMBOL}|{_JOB}|{_NUMBER}|{_SYMBOL}\s+{_NUMBER}|{_NUMBER}\s+{_SYMBOL}"
    rf"|{_JOB}\s+{_NUMBER}|{_NUMBER}\s+{_JOB})"
)
# The head of the next page may be glued to the last line: "promotion and A/HRC/43/15/Add.1".
_GLUED = re.compile(rf"(?<=[^\s(]){_SYMBOL}$|\s{_SYMBOL}$")
_ALWAYS_FURNITURE = re.compile(
    rf"(?:{_SYMBOL}|{_JOB}|{_SYMBOL}\s+{_NUMBER}|{_NUMBER}\s+{_JOB}|{_JOB}\s+{_NUMBER})"
)
# The symbol of any UN document: "CEDAW/C/XAU/CO/5-6", "E/C.12/XAU/CO/3", "A/RES/79/182". It is
# furniture only where it is the document's own and stands alone at a page's edge.
_ANY_SYMBOL = r"[A-Z][A-Z0-9]*(?:/[A-Z0-9][A-Za-z0-9.()-]*){2,}"
_ALONE = re.compile(
    rf"(?:United Nations )?(?:{_NUMBER} )?(?:{_JOB} )?(?P<symbol>{_ANY_SYMBOL})\*{{0,3}}"
    rf"(?: {_JOB})?(?: {_NUMBER})?"
)
# Heads take up to three lines ("12", "GE.10-12049", "A/HRC/14/15"); feet take as many.
_EDGE = 3

_PAGE = re.compile(_NUMBER)
LONE_NUMBER = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its range and text (white space folded), page, and left edge in points.

    `left` is None where the format has no layout. `note` marks a line of a footnote.
    """

    start: int
    end: int
    text: str
    page: int | None = None
    left: float | None = None
    note: bool = False


def pages(document: Document) -> Iterator[list[Line]]:
    """Yield the lines of each page without furniture; one list where the format has no pages."""
    spans: list[tuple[int | None, int, int]] = [(p.number, p.start, p.end) for p in document.pages]
    spans = spans or [(None, 0, len(document.text))]
    held = [list(_lines(document, start, end, number)) for number, start, end in spans]
    own = own_symbols(held)
    for lines in held:
        yield _without_furniture(lines, own)


def own_symbols(held: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Return the symbols that stand alone on two pages, at their edges from page 2 on.

    Without pages: those that stand alone twice. Running text cites other documents; a symbol that
    ends a line of text is none of these.
    """
    counted: Counter[str] = Counter()
    for i, lines in enumerate(held):
        edges = [*lines[:_EDGE], *lines[-_EDGE:]] if i else lines
        alone = [m["symbol"] for line in edges if (m := _ALONE.fullmatch(line.text))]
        counted.update(set(alone) if len(held) > 1 else alone)
    return frozenset(symbol for symbol, count in counted.items() if count > 1)


def _is_own_head(line: Line, own: frozenset[str]) -> bool:
    found = _ALONE.fullmatch(line.text)
    return found is not None and found["symbol"] in own


def _lines(document: Document, start: int, end: int, page: int | None) -> Iterator[Line]:
    cursor = start
    layout = document.layout
    for raw in document.text[start:end].split("\n"):
        text = " ".join(raw.split())
        if text:
            first = cursor + len(raw) - len(raw.lstrip())
            left = layout.box(first)[0] if layout else None
            yield Line(first, cursor + len(raw.rstrip()), text, page, left)
        cursor += len(raw) + 1


def _beside_head(lines: Sequence[Line], i: int, own: frozenset[str]) -> bool:
    """True for a number next to the document's own symbol: the page's, as printed in a volume."""
    return any(_is_own_head(lines[j], own) for j in (i - 1, i + 1) if 0 <= j < len(lines))


def _without_furniture(lines: Sequence[Line], own: frozenset[str]) -> list[Line]:
    paged = bool(lines) and lines[0].page is not None
    last = len(lines) - 1
    kept: list[Line] = []
    for i, line in enumerate(lines):
        edge = paged and (i < _EDGE or i > last - _EDGE)
        pattern = _FURNITURE if edge else _ALWAYS_FURNITURE
        if pattern.fullmatch(line.text) and not (i >= _EDGE and _is_lone_mark(line)):
            continue
        if (edge or not paged) and _is_own_head(line, own):
            continue
        if (edge or not paged) and _PAGE.fullmatch(line.text) and _beside_head(lines, i, own):
            continue
        kept.append(_without_glued(line, own) if edge else line)
    return kept


def _without_glued(line: Line, own: frozenset[str]) -> Line:
    text = _GLUED.sub("", line.text).rstrip()
    for symbol in own:
        # The head of the next page may be glued to the last line; no text ends in its own symbol.
        text = text.removesuffix(f" {symbol}").rstrip()
    if text == line.text or not text:
        return line
    return replace(line, end=line.end - (len(line.text) - len(text)), text=text)


def _is_lone_mark(line: Line) -> bool:
    """True for a number at the foot that is not the page's: the mark of a footnote."""
    if not LONE_NUMBER.fullmatch(line.text) or line.page is None:
        return False
    return abs(int(line.text) - line.page) > 2

"""What an addendum says below a heading of numbers: it explains, it never decides.

"Rec. 24", "Recs. 6-13", "122.34-35", "140.82-85, 87" (A/HRC/28/15/Add.1, A/HRC/43/15/Add.1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from heed.kinds.lines import Line, joined
from heed.kinds.number_lists import LIST, parse
from heed.records import Passage

_HEADING = re.compile(
    rf"(?:Recs?\.?|Recommendations?)?\s*(?:Nos?\.?\s*)?({LIST})\s*:?", re.IGNORECASE
)
_NAMED = re.compile(r"Rec", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\d{1,2}\.\s+[A-Z]|[IVX]+\.\s|[A-Z]\.\s[A-Z]")


def comments(lines: Sequence[Line]) -> tuple[Passage, ...]:
    """Return the comments with the numbers their headings name, as printed (`refers_to`)."""
    found: list[tuple[tuple[str, ...], list[Line]]] = []
    open_ = False
    for line in lines:
        numbers = _numbers(line.text)
        if numbers:
            found.append((numbers, []))
            open_ = True
        elif _PARAGRAPH.match(line.text):
            open_ = False
        elif open_:
            found[-1][1].append(line)
    return tuple(
        Passage("comment", ", ".join(numbers), joined(held), held[0].start, held[-1].end,
                held[0].page, refers_to=numbers)
        for numbers, held in found
        if held
    )  # fmt: skip


def _numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of a heading: a line that holds nothing else."""
    heading = _HEADING.fullmatch(text.strip())
    if heading is None:
        return ()
    numbers = parse(heading.group(1)).numbers
    dotted = any("." in number for number in numbers)
    return numbers if dotted or _NAMED.match(text) else ()

"""Section II of a Working Group report: "Conclusions and/or recommendations"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heed.errors import NoSuchSection
from heed.kinds.lines import Line

# The string also stands in the contents, in running text and in the closing sentence; a heading is
# a line of its own. "III." is a misprint of the 2014 report on Viet Nam, "AND RECOMMENDATIONS"
# without "/OR" is Belize 2009.
_HEADING = re.compile(
    r"(?:I{1,3}V?\s?\.?\s*)?conclusions?(?: ?/ ?| and/ ?or | and / ?or | and | or )"
    r"\s?recommendations?\s*[*∗\uf02a:.]{0,3}",
    re.IGNORECASE,
)
_PLEDGES = r"(?:pledges?|commitments?|Pledges?|Commitments?|PLEDGES?|COMMITMENTS?)"
_AFTER = re.compile(
    rf"(?:I{{1,3}}V?\s?\.?\s*)?(?:Voluntary|VOLUNTARY) {_PLEDGES}"
    rf"(?:(?:,| and/or| and| or|/|AND|&)*\s*{_PLEDGES})?[*∗]*"
    r"|I{2,3}V?\.\s+[A-Z].*|(?:Annexe?s?|ANNEX)(?: [IVX1]+)?\.?[*∗]*"
)
_PLEDGE_HEADING = re.compile(
    r"(?:I{1,3}V?\s?\.?\s*)?voluntary (?:pledge|commitment)", re.IGNORECASE
)
_ANNEX = re.compile(r"(?:Annexe?s?|ANNEX)(?: [IVX1]+)?\.?[*∗]*|IV\.\s+[A-Z].*")


def section(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines below the last heading of section II, up to the next section or annex.

    Raises `NoSuchSection`. Layout: A/HRC/14/15, page 14.
    """
    first, last = _bounds(lines)
    return tuple(lines[first:last])


def proceedings(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines above section II: front matter and the summary of the proceedings."""
    return tuple(lines[: _bounds(lines)[0] - 1])


def pledges(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of section III, voluntary pledges and commitments; often there is none."""
    _, last = _bounds(lines)
    if last == len(lines) or not _PLEDGE_HEADING.match(lines[last].text):
        return ()
    first = last + 1
    end = next((i for i in range(first, len(lines)) if _ANNEX.fullmatch(lines[i].text)), len(lines))
    return tuple(lines[first:end])


def _bounds(lines: Sequence[Line]) -> tuple[int, int]:
    headings = [i for i, line in enumerate(lines) if _HEADING.fullmatch(line.text)]
    if not headings:
        raise NoSuchSection("Conclusions and/or recommendations")
    first = headings[-1] + 1
    last = next(
        (i for i in range(first + 1, len(lines)) if _AFTER.fullmatch(lines[i].text)), len(lines)
    )
    return first, last

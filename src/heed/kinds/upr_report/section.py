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


def section(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines below the last heading of section II, up to the next section or annex.

    Raises `NoSuchSection`. Layout: A/HRC/14/15, page 14.
    """
    headings = [i for i, line in enumerate(lines) if _HEADING.fullmatch(line.text)]
    if not headings:
        raise NoSuchSection("Conclusions and/or recommendations")
    first = headings[-1] + 1
    last = next(
        (i for i in range(first + 1, len(lines)) if _AFTER.fullmatch(lines[i].text)), len(lines)
    )
    return tuple(lines[first:last])

"""Paragraphs that say which items of the lists above are done: "recommendations Nos. 3, 5-7 above".

The numbers point to items; the claim becomes theirs (A/HRC/18/13, paragraph 78).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from heed.kinds.number_lists import LIST, parse
from heed.kinds.upr_report.lead_ins import LeadIn, classify
from heed.kinds.upr_report.outline import Paragraph
from heed.records import Claim, Recommendation

_POINTER = re.compile(
    r"recommendations?,? (?:marked with an asterisk, )?"
    rf"(?:(?:contained |set out )?in paragraphs? |nos?\.? ?)*({LIST})",
    re.IGNORECASE,
)
# "the first part of recommendation 3": the claim covers a part, so the words go with it.
_PART = re.compile(r"part of (?:the )?recommendation", re.IGNORECASE)
_WHOLE_LIST = re.compile(r"recommendations? (?:listed )?above (?:are|have|is|has)", re.IGNORECASE)


def with_claims(
    items: Sequence[Recommendation],
    paragraphs: Sequence[Paragraph],
    leads: Sequence[str],
    senses: Sequence[LeadIn],
) -> list[Recommendation]:
    """Return `items` with the claims that later paragraphs make about them by number."""
    claims: dict[str, Claim] = {}
    comments: dict[str, str] = {}
    above: Paragraph | None = None
    for paragraph, lead, sense in zip(paragraphs, leads, senses, strict=True):
        if paragraph.items:
            above = paragraph
        elif above is not None and sense.claim is not None:
            pointed = _pointed(lead, above, sense.claim)
            if _PART.search(lead):
                comments.update(dict.fromkeys(pointed, lead))
            else:
                claims.update(pointed)
    return _claimed(items, claims, comments)


def _pointed(lead: str, above: Paragraph, claim: Claim) -> dict[str, Claim]:
    """Return the paragraphs that a lead-in points to, each with the claim of its own clause."""
    if _WHOLE_LIST.search(lead):
        return {f"{above.number}.{item.number}": claim for item in above.items}
    found = list(_POINTER.finditer(lead))
    ends = [*(pointer.start() for pointer in found[1:]), len(lead)]
    pointed: dict[str, Claim] = {}
    for pointer, end in zip(found, ends, strict=True):
        own = classify(lead[pointer.end() : end]).claim or claim
        numbers = parse(pointer.group(1), str(above.number)).numbers
        pointed.update(dict.fromkeys(numbers, own))
    return pointed


def _claimed(
    items: Sequence[Recommendation], claims: Mapping[str, Claim], comments: Mapping[str, str]
) -> list[Recommendation]:
    return [
        replace(
            item,
            claim=claims.get(item.paragraph, item.claim),
            comment=comments.get(item.paragraph, item.comment),
        )
        for item in items
    ]

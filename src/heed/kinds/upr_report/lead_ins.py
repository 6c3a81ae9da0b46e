"""What the paragraph before a list says about the items of the list.

The order of the rules matters and follows the study of 1,106 paragraphs of section II in 303
reports (2008-2014): negation first, then noted, then supported, then to be examined.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from heed.records import Claim, Position


@dataclass(frozen=True, slots=True)
class LeadIn:
    """The class of a paragraph and what it says of a list.

    `role` is one of: `list` (decides the list that follows), `open` (a list whose position stands
    in a later paragraph), `pointer` (speaks of items or paragraphs elsewhere), `comment`,
    `pledge`, `end`, `unclear`.
    """

    role: str
    position: Position | None = None
    claim: Claim | None = None


_END = re.compile(r"reflects? the positions?|construed as (?:being )?endorsed")
_PLEDGE = re.compile(r"volunt|pledge|commit(?:s|ments?)\b")
_REFUSED = re.compile(
    r"(?:did|do|does|could|can|would|will)\s?no[tw] (?:currently )?(?:enjoy|support)|cannot (?:be )?(?:accept|enjoy)"
    r"|cannot support|\breject(?:s|ed)?\b|not relevant|not applicable|do(?:es)? not accept|not enjoy|not supported"
)
_NOTED = re.compile(
    r"thus be noted|(?:were|have been|has been|are|is) noted by|will be noted\b(?! in)"
)
_SUPPORTED = re.compile(
    r"enjoys? (?:the |its |their )?support|enjoyed (?:the |its |their )?support|agrees? to follow|agreed on"
    r"|(?:are|were|been|is) (?:supported|accepted)\b|\baccepts? the|with the agreement of|\bsupports? the"
)
_DONE = re.compile(
    r"already (?:been )?(?:in )?(?:the )?(?:fully )?implement|(?:have|has|been) (?:already )?(?:been )?implemented|already (?:taken|been)"
)
_DOING = re.compile(
    r"(?:process|course) of (?:being )?implement|being implemented|under implementation|currently implement"
    r"|process of being|under way|in the process"
)
_TAKES_NOTE = re.compile(r"takes? note|notes (?:the|those)|noted (?:the|these|that)|are noted")
_LATER = re.compile(r"will provide|in due time|for consideration and response|will respond")
_PENDING = re.compile(
    r"(?:will|would|shall|to) (?:\w+ )?be (?:further )?(?:examined|studied|considered)|will (?:further )?(?:examine|consider|study)|would study"
    r"|responses? .{0,140}will be (?:provided|included)|will provide (?:a )?response|further examination"
    r"|need(?:s)? further"
)
_OPEN = re.compile(
    r"recommendations? (?:were|was) (?:made|put)|it was recommended|presented (?:the following )?recommendations|recommended that"
    r"|put forward|clustered|following recommendations"
)
_POINTER = re.compile(
    r"considers? that (?:the )?(?:following )?recommendations? (?:nos?\b|in paragraphs?|listed above|contained|marked|\d)"
    r"|recommendations? (?:nos?\.? ?\d|\d+\.\d|in paragraphs?|above|(?:listed|set out|noted|contained|reflected) (?:above|in (?:the (?:present )?report|paragraph)))"
    r"|recommendations (?:no|nos)\.|recommendations? above,"
)
_COMMENT = re.compile(r"with regards? to|offers? .{0,30}comments?|offered .{0,30}comments?")


def classify(text: str) -> LeadIn:
    """Return what the paragraph `text` says of the items of a list. First match wins."""
    low = " ".join(text.lower().split()).replace("’", "'")
    if _END.search(low):
        return LeadIn("end")
    if _PLEDGE.search(low) and "recommendation" not in low:
        return LeadIn("pledge")
    role = "list"
    if _COMMENT.match(low):
        return LeadIn("comment")
    position = _position(low)
    if position is not None:
        return LeadIn(role, position, _claim(low))
    claim = _claim(low)
    if claim is not None:
        return LeadIn("list", None, claim)
    if _OPEN.search(low):
        return LeadIn("open")
    if _COMMENT.search(low):
        return LeadIn("comment")
    return LeadIn("unclear")


def _position(low: str) -> Position | None:
    if _REFUSED.search(low):
        return Position.NOTED
    if _NOTED.search(low):
        return Position.NOTED
    if _SUPPORTED.search(low):
        return Position.SUPPORTED
    if _TAKES_NOTE.search(low):
        return Position.PENDING if _LATER.search(low) else Position.NOTED
    if _PENDING.search(low):
        return Position.PENDING
    return None


def _claim(low: str) -> Claim | None:
    done, doing = bool(_DONE.search(low)), bool(_DOING.search(low))
    if done and doing:
        return Claim.EITHER
    if done:
        return Claim.IMPLEMENTED
    return Claim.IN_PROCESS if doing else None

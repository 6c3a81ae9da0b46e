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
    in a later paragraph), `comment`, `pledge`, `end`, `unclear`.
    """

    role: str
    position: Position | None = None
    claim: Claim | None = None


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases))


_END = _any(r"reflects? the positions?", r"construed as (?:being )?endorsed")
_PLEDGE = _any(r"volunt", r"pledge", r"commit(?:s|ments?)\b")
# "taking into consideration the recommendations listed above, announced the following voluntary
# commitments" (A/HRC/8/28, 60).
_PLEDGES_FOLLOW = _any(r"following (?:voluntary )?(?:pledges|commitments)")
_REFUSED = _any(
    r"(?:did|do|does|could|can|would|will)\s?no[tw] (?:currently )?(?:enjoy|support)",
    r"cannot (?:be )?(?:accept|enjoy|support)",
    r"\breject(?:s|ed)?\b",
    r"not relevant",
    r"not applicable",
    r"do(?:es)? not accept",
    r"not enjoy",
    r"not supported",
)
_NOTED = _any(
    r"thus be noted",
    r"(?:were|have been|has been|are|is) noted by",
    r"will be noted\b(?! in)",
)
_SUPPORTED = _any(
    r"enjoy(?:s|ed)? (?:the |its |their )?support",
    r"agrees? to follow",
    r"agreed on",
    r"(?:are|were|been|is) (?:supported|accepted)\b",
    r"\baccepts? the",
    r"with the agreement of",
    r"\bsupports? the",
)
_DONE = _any(
    r"already (?:been )?(?:in )?(?:the )?(?:fully )?implement",
    r"(?:have|has|been) (?:already )?(?:been )?implemented",
    r"already (?:taken|been)",
)
_DOING = _any(
    r"(?:process|course) of (?:being )?implement",
    r"being implemented",
    r"under implementation",
    r"currently implement",
    r"process of being",
    r"under way",
    r"in the process",
)
_TAKES_NOTE = _any(
    r"takes? note", r"notes (?:the|those)", r"noted (?:the|these|that)", r"are noted"
)
_LATER = _any(r"will provide", r"in due time", r"for consideration and response", r"will respond")
_PENDING = _any(
    r"(?:will|would|shall|to) (?:\w+ )?be (?:further )?(?:examined|studied|considered)",
    r"will (?:further )?(?:examine|consider|study)",
    r"would study",
    r"responses? .{0,140}will be (?:provided|included)",
    r"will provide (?:a )?response",
    r"further examination",
    r"needs? further",
)
_OPEN = _any(
    r"recommendations? (?:were|was) (?:made|put)",
    r"it was recommended",
    r"presented (?:the following )?recommendations",
    r"recommended that",
    r"put forward",
    r"clustered",
    r"following recommendations",
)
_COMMENT = _any(r"with regards? to", r"offer(?:s|ed)? .{0,30}comments?")


def classify(text: str) -> LeadIn:
    """Return what the paragraph `text` says of the items of a list. First match wins."""
    low = " ".join(text.lower().split()).replace("’", "'")
    if _END.search(low):
        return LeadIn("end")
    if _PLEDGE.search(low) and ("recommendation" not in low or _PLEDGES_FOLLOW.search(low)):
        return LeadIn("pledge")
    if _COMMENT.match(low) or ("conclusions" in low and "recommendation" not in low):
        # "The following conclusions were made" (A/HRC/8/23, 76): no recommendations.
        return LeadIn("comment")
    position = _position(low)
    if position is not None:
        return LeadIn("list", position, _claim(low))
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

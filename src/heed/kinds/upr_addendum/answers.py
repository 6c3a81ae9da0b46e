"""What the words of an answer mean: the State's own wording mapped to a position."""

from __future__ import annotations

import re

from heed.kinds.attribution import find_brackets
from heed.records import Claim, Position

_REFUSES = re.compile(
    r"(?:cannot|can not|does not|do not|did not|is not able to|unable to|not in a position to)"
    r" (?:\w+ )?(?:accept|support|agree)"
    r"|(?:does|do|did) not enjoy|not (?:be )?(?:accepted|supported)\b|reject(?:s|ed)?\b"
    r"|incomprehensible|not enjoying",
    re.IGNORECASE,
)
_UNDECIDED = re.compile(
    r"cannot,? .{0,40}make a definitive statement|reserves? its position|under consideration"
    r"|needs? (?:more|further) time|will be (?:further )?(?:examined|considered)",
    re.IGNORECASE | re.DOTALL,
)
_NOTES = re.compile(
    r"\b(?:takes? note|noted|notes) (?:of )?"
    r"(?:the |these |those |this |following |recommendation|\d)"
    r"|\bnoted\b(?! that)|\bare noted\b",
    re.IGNORECASE,
)
_ACCEPTS = re.compile(
    r"\baccept(?:s|ed|able|ing)?\b|\bsupport(?:s|ed)\b|enjoys? (?:the |its |their )?support"
    r"|\bagree(?:s|d)?\b|\bapproves?\b|\bendorses?\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"supported\s*/\s*noted|(?:accept|support)\w*[^.;]{0,80}?,? (?:except\b|with the exception of)"
    r"|(?:accept|support)\w* (?:only )?the (?:first|second|third|last|following) part|"
    r"(?:accept|support|note)\w*,? (?:only )?(?:partially|partly|in part)"
    r"|(?:partially|partly) (?:accept|support)\w*|in part\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"already (?:been )?(?:fully |largely )?implemented|has (?:already )?implemented|is implemented"
    r"|already implemented|always acted accordingly|already act(?:s|ed) accordingly",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"process of (?:being )?implement|being implemented|ongoing|under way|underway", re.IGNORECASE
)


_PART = re.compile(
    r"(?:accept|support)\w*[^.;:]{0,60}? (?:only )?(?:in part|partially|partly)\s*[:,–-]?\s*"
    r"(?P<rest>[^.;]{6,})"
    r"|(?:accept|support)\w* (?:only )?"
    r"(?P<named>the (?:first|second|third|last|following) part[^.;]*)"
    r"|(?:accept|support)\w*[^.;]{0,80}?,? (?P<but>(?:except|with the exception of)\b[^.;]+)",
    re.IGNORECASE,
)
# Where the State's answer begins below the repeated words of the recommendation.
_ANSWER = re.compile(
    r"\b(?:Response|Position|Answer|Reply|Status|Comments?|Views?)"
    r"(?: of [A-Z][\w ]{2,40})?\s*[:–]\s*"
)


def answer_words(text: str) -> str:
    """Return the State's words of a block that may repeat the recommendation above them.

    "Accept individual complaints (Chad). Response: Noted." answers "Noted".
    """
    label = _ANSWER.search(text)
    if label:
        return text[label.end() :]
    brackets = find_brackets(text)
    rest = text[brackets[-1].end :].strip(" ;.:–-") if brackets else ""
    return rest or text


def part_of(text: str) -> str | None:
    """Return the part that is supported, or what is excepted, in the State's words; else None."""
    found = _PART.search(text)
    if found is None:
        return None
    return next(group for group in found.groups() if group).strip(" ,:")


def position_of(text: str) -> Position | None:
    """Return the position that an answer states, None if it states none.

    An answer that accepts one thing and cannot accept another is partial support; the State's
    words are kept beside. Forms: A/HRC/14/15/Add.1.
    """
    refuses, undecided = bool(_REFUSES.search(text)), bool(_UNDECIDED.search(text))
    accepts = bool(_ACCEPTS.search(_REFUSES.sub(" ", text)))
    if _PARTLY.search(text) or (accepts and (refuses or undecided)):
        return Position.PARTIALLY_SUPPORTED
    if refuses:
        return Position.NOTED
    if undecided:
        return Position.UNCLEAR
    if accepts:
        return Position.SUPPORTED
    return Position.NOTED if _NOTES.search(text) else None


def claim_of(text: str) -> Claim | None:
    """Return what the State says it has done, None if it says nothing of it."""
    done, doing = bool(_DONE.search(text)), bool(_DOING.search(text))
    if done and doing:
        return Claim.EITHER
    if done:
        return Claim.IMPLEMENTED
    return Claim.IN_PROCESS if doing else None

"""The sections of concluding observations, by their headings, in the old and new layouts."""

from __future__ import annotations

import re
from enum import StrEnum


class Section(StrEnum):
    """Where a paragraph stands. `RECOMMENDATIONS` are split from the concerns in old layouts."""

    INTRODUCTION = "introduction"
    POSITIVE = "positive"
    FACTORS = "factors"
    CONCERNS = "concerns"
    RECOMMENDATIONS = "recommendations"


# First match wins; a heading that is none of these leaves the section as it is.
_SECTIONS = (
    (Section.INTRODUCTION, (r"introduc(?:tion|tory)\b",)),
    (
        Section.FACTORS,
        (r"(?:factors|difficulties|obstacles)\b", r".*\bimpeding the (?:full )?implementation"),
    ),
    (
        Section.CONCERNS,
        (
            r".*\bconcerns?\b.*\b(?:recommendations?|suggestions?)",
            r"(?:recommendations?|suggestions?) and concerns?",
        ),
    ),
    (
        Section.RECOMMENDATIONS,
        (
            r"(?:suggestions? and )?recommendations?(?: and suggestions?)?(?: of the committee)?$",
            r"suggestions? and recommendations?",
        ),
    ),
    (
        Section.CONCERNS,
        (
            r"(?:principal |main |major )?(?:subjects?|areas?|issues?|matters?) (?:of|for) concern",
            r"(?:principal|main) concerns",
            r"concerns\b",
        ),
    ),
    (
        Section.POSITIVE,
        (
            r"positive\b",
            r"achievements\b",
            r"follow-up measures (?:undertaken|adopted) and progress",
        ),
    ),
)


def section_of(heading: str) -> Section | None:
    """Return the section that a heading opens, None if it is a heading within one."""
    folded = heading.strip().lower().rstrip(".:")
    return next((s for s, says in _SECTIONS if any(re.match(one, folded) for one in says)), None)


def after(section: Section, opened_by: str, heading: str, prefix: str) -> tuple[Section, str]:
    """Return the section below a heading, and the letter or number of the heading that opened it.

    A heading of no known section closes the introduction; it closes others only where it counts on
    with them: "B. Positive aspects", "C. Implementation of the Convention".
    """
    found = section_of(heading)
    if found is not None:
        return found, prefix
    fixed = section in (Section.POSITIVE, Section.FACTORS)
    if section is Section.INTRODUCTION or (fixed and _style(prefix) == _style(opened_by) != ""):
        return Section.CONCERNS, prefix
    return section, opened_by


def _style(prefix: str) -> str:
    """Return how a heading is counted: "I" in Roman figures, "A" in letters, "1" in figures."""
    bare = prefix.strip("(). ")
    if not bare:
        return ""
    if bare.isdigit():
        return "1"
    return "I" if re.fullmatch(r"[IVX]+", bare) else "A"

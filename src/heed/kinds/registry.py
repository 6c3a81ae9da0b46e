"""The kinds there are: what each is called, whether it holds a list of its own, how it is read.

One entry here and one folder for each kind. A kind with `known` is asked whether a document is of
it; those of a review are told apart by `family` and `recognise`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from heed.kinds import (
    cas_conclusions,
    ceacr_comment,
    cfa_case,
    commission_of_inquiry,
    concluding_observations,
    country_resolution,
    follow_up_grades,
    inquiry_report,
    spt_report,
    upr_addendum,
    upr_advance_questions,
    upr_compilation,
    upr_decision,
    upr_infographic,
    upr_letter,
    upr_midterm_report,
    upr_national_report,
    upr_report,
    upr_session_report,
    upr_stakeholder_summary,
    upr_thematic_list,
    visit_report,
)
from heed.kinds.front import Front
from heed.records import Document, Extraction, Recognition

Extract = Callable[[Document, Recognition], Extraction]
Known = Callable[[Front], Recognition | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: its name as it stands in a sentence, its reader, and how it is known.

    `lists` says that a document of the kind holds a list of its own, `stands_alone` that this list
    is a whole: no other document answers it.
    """

    name: str
    extract: Extract
    known: Known | None = None
    lists: bool = False
    stands_alone: bool = False


def _whole(name: str, extract: Extract, known: Known) -> Kind:
    """Return a kind whose documents hold a list that no other document answers."""
    return Kind(name, extract, known, lists=True, stands_alone=True)


KINDS: dict[str, Kind] = {
    "upr_report": Kind("a report of the Working Group", upr_report.extract, lists=True),
    "upr_addendum": Kind("an addendum to a report of the Working Group", upr_addendum.extract),
    "upr_draft": Kind("a draft report of the Working Group", upr_report.extract, lists=True),
    "upr_national_report": Kind("a national report", upr_national_report.extract),
    "upr_compilation": Kind("a compilation of UN information", upr_compilation.extract),
    "upr_stakeholder_summary": Kind("a stakeholder summary", upr_stakeholder_summary.extract),
    "upr_advance_questions": Kind("a list of advance questions", upr_advance_questions.extract),
    "upr_thematic_list": Kind("a thematic list of recommendations", upr_thematic_list.extract),
    "upr_decision": Kind("a decision of the Council", upr_decision.extract),
    "upr_session_report": Kind(
        "a report of the Council on its session", upr_session_report.extract
    ),
    "upr_letter": Kind("a letter of the High Commissioner", upr_letter.extract),
    "upr_infographic": Kind("an infographic", upr_infographic.extract),
    "upr_midterm_report": Kind("a mid-term report", upr_midterm_report.extract),
    "follow_up_grades": Kind(
        "a report on follow-up to concluding observations",
        follow_up_grades.extract,
        follow_up_grades.known,
    ),
    "spt_report": _whole(
        "a report of the Subcommittee on Prevention of Torture",
        spt_report.extract,
        spt_report.known,
    ),
    "inquiry_report": _whole(
        "a report of a treaty body on an inquiry", inquiry_report.extract, inquiry_report.known
    ),
    "concluding_observations": _whole(
        "concluding observations of a treaty body",
        concluding_observations.extract,
        concluding_observations.known,
    ),
    "visit_report": _whole("a report on a country visit", visit_report.extract, visit_report.known),
    "country_resolution": _whole(
        "a resolution on a country", country_resolution.extract, country_resolution.known
    ),
    "ceacr_comment": _whole(
        "a comment of the Committee of Experts", ceacr_comment.extract, ceacr_comment.known
    ),
    "cas_conclusions": _whole(
        "an individual case of the Committee on the Application of Standards",
        cas_conclusions.extract,
        cas_conclusions.known,
    ),
    "cfa_case": _whole(
        "a case of the Committee on Freedom of Association", cfa_case.extract, cfa_case.known
    ),
    "commission_of_inquiry": _whole(
        "a report of a Commission of Inquiry",
        commission_of_inquiry.extract,
        commission_of_inquiry.known,
    ),
}
REPORTS = ("upr_report", "upr_draft")
"""The kinds that open a review which other documents answer and add to."""

LISTS = tuple(name for name, kind in KINDS.items() if kind.lists)
"""The kinds that hold a list of their own."""


def name_of(kind: str) -> str:
    """Return what a kind is called in a sentence."""
    return KINDS[kind].name


def lists(kind: str) -> bool:
    """Return whether a document of this kind holds a list of its own."""
    return kind in KINDS and KINDS[kind].lists


def compared(kind: str) -> bool:
    """Return whether a document of this kind is compared with others: it is of a review."""
    return kind in KINDS and KINDS[kind].known is None


def stands_alone(kind: str) -> bool:
    """Return whether a document of this kind is a whole examination by itself."""
    return kind in KINDS and KINDS[kind].stands_alone

"""From a document to what it says, by the kind it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from heed.errors import InputProblem, NoSuchSection
from heed.kinds import (
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
)
from heed.kinds.facts import front_matter
from heed.kinds.recognise import recognise
from heed.records import Document, Extraction, Fact, Recognition

_KINDS: dict[str, Callable[[Document, Recognition], Extraction]] = {
    "upr_addendum": upr_addendum.extract,
    "upr_draft": upr_report.extract,
    "upr_report": upr_report.extract,
    "upr_advance_questions": upr_advance_questions.extract,
    "upr_compilation": upr_compilation.extract,
    "upr_decision": upr_decision.extract,
    "upr_infographic": upr_infographic.extract,
    "upr_letter": upr_letter.extract,
    "upr_midterm_report": upr_midterm_report.extract,
    "upr_national_report": upr_national_report.extract,
    "upr_session_report": upr_session_report.extract,
    "upr_stakeholder_summary": upr_stakeholder_summary.extract,
    "upr_thematic_list": upr_thematic_list.extract,
}


def extract(document: Document, recognition: Recognition | None = None) -> Extraction:
    """Return what `document` asks or answers. Raises `InputProblem`."""
    found = recognition or recognise(document)
    try:
        extraction = _KINDS[found.kind](document, found)
    except NoSuchSection as error:
        reason = f"is recognised as {found.symbol}, but its section “{error}” is not found."
        remedy = "Check that the file is complete."
        raise InputProblem(document.name, "no_section", reason, remedy) from error
    return replace(
        extraction,
        facts=(*_front_matter(document, found), *extraction.facts),
        problems=(*document.problems, *extraction.problems),
    )


def _front_matter(document: Document, found: Recognition) -> tuple[Fact, ...]:
    """Return the introduction's facts of the kinds that have such an introduction."""
    has = found.kind in ("upr_report", "upr_draft", "upr_addendum")
    return front_matter(document, found) if has else ()

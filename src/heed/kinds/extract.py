"""From a document to what it says, by the kind it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from heed.errors import InputProblem, NoSuchSection
from heed.kinds import upr_addendum, upr_report
from heed.kinds.facts import front_matter
from heed.kinds.recognise import recognise
from heed.records import Document, Extraction, Recognition

_KINDS: dict[str, Callable[[Document, Recognition], Extraction]] = {
    "upr_addendum": upr_addendum.extract,
    "upr_report": upr_report.extract,
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
        facts=(*front_matter(document, found), *extraction.facts),
        problems=(*document.problems, *extraction.problems),
    )

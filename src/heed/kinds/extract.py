"""From a document to what it says, by the kind it is."""

from __future__ import annotations

from dataclasses import replace

from heed.errors import InputProblem, NoSuchSection
from heed.kinds.facts import front_matter
from heed.kinds.recognise import recognise
from heed.kinds.registry import KINDS
from heed.records import Document, Extraction, Fact, Recognition


def extract(document: Document, recognition: Recognition | None = None) -> Extraction:
    """Return what `document` asks or answers. Raises `InputProblem`."""
    found = recognition or recognise(document)
    try:
        extraction = KINDS[found.kind].extract(document, found)
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

"""How the report is known, and what it asks."""

from __future__ import annotations

import re

from heed.kinds.asked_throughout import asked_throughout
from heed.kinds.committees import read_front, recognised
from heed.kinds.front import Front
from heed.records import Document, Extraction, Recognition

_TITLE = re.compile(
    r"^\W*(?:Advance unedited version\s+)?(?:Report\s+(?:on|of)\s+the\s+(?:[\w-]+\s+){0,2}visit\b"
    r"|(?:[A-Z][\w-]+\s+){0,2}[Vv]isit\s+to\b)",
    re.MULTILINE,
)

# All chapters but the first tell what the delegation saw.
_FINDINGS = re.compile(r"(?!(?:general )?introduc|composition|background|programme)", re.IGNORECASE)


def known(shown: Front) -> Recognition | None:
    """Return what the front says if the document is such a report, else None."""
    said = read_front(shown, _TITLE)
    if said is None or said.symbol is None or said.mechanism.code != "spt":
        return None
    return recognised(said, "spt_report", "a report on a visit of the Subcommittee")


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return the paragraphs that ask the State, and the roles of the others."""
    return asked_throughout(document, recognition, findings=_FINDINGS)

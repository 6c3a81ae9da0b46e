"""How the report is known, and what it asks."""

from __future__ import annotations

import re

from heed.kinds.asked_throughout import asked_throughout
from heed.kinds.committees import read_front, recognised
from heed.kinds.front import Front
from heed.records import Document, Extraction, Recognition

_TITLE = re.compile(
    r"^\W*(?:Advance unedited version\s+)?(?:Inquiry\s+(?:concerning|on|into)\b"
    r"|(?:Report|Summary(?:\s+account)?)\s+(?:on|of|concerning)\s+(?:the\s+|its\s+)?"
    r"(?:(?:findings|results)\s+of\s+the\s+)?(?:proceedings\s+concerning\s+the\s+)?inquiry\b)",
    re.MULTILINE | re.IGNORECASE,
)
# Findings quote what was asked before; what is asked now stands in the last such chapter.
_CHAPTER = re.compile(r"(?:.*\bconclusions? and )?recommendations?\b", re.IGNORECASE)

_FINDINGS = re.compile(r".*\bfindings\b", re.IGNORECASE)


def known(shown: Front) -> Recognition | None:
    """Return what the front says if the document is such a report, else None."""
    said = read_front(shown, _TITLE)
    if said is None or said.symbol is None:
        return None
    return recognised(said, "inquiry_report", "a report on an inquiry")


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return the paragraphs that ask the State, and the roles of the others."""
    return asked_throughout(document, recognition, findings=_FINDINGS, chapter=_CHAPTER)

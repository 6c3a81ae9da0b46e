"""A case of the Committee on Freedom of Association is known by its number, country and report."""

from __future__ import annotations

import re

from heed.kinds import dates
from heed.kinds.front import Front
from heed.records import Recognition
from heed.vocab import states

CASE = re.compile(
    r"\bC(?:ase|ASE)(?:_NUMBER|\s+N[Oo]s?\.?)?:?\s*(?P<case>\d{1,4})\s*"
    r"\((?P<country>[A-Z](?:[^()\n]|\([^()\n]*\)){2,80})\)"
)
# The Committee's own reports print the country below: "Complaint against the Government of ...".
_NUMBER = re.compile(r"\bC(?:ase|ASE)\s+N[Oo]s?\.?\s*(?P<case>\d{1,4})\b")
_AGAINST = re.compile(
    r"[Cc]omplaints?\s+against\s+the\s+Government\s+of\s+(?P<country>(?:the\s+)?[A-Z][^\n.,;:]{2,70}?)"
    r"\s+presented\s+by"
)
REPORT = re.compile(
    r"\bREPORT_NO\.?\s*(?P<field>\d{1,3})|\b[Rr]eport\s+No\.?\s*(?P<number>\d{1,3})"
    r"|\b(?P<ordinal>\d{1,3})(?:st|nd|rd|th)\s+[Rr]eport\b",
)
_KIND = re.compile(
    r"Report\s+in\s+which\s+the\s+committee\s+requests\s+to\s+be\s+kept\s+informed|Interim\s+[Rr]eport"
    r"|Definitive\s+[Rr]eport|Effect\s+given\s+to\s+the\s+recommendations"
    r"|Committee\s+on\s+Freedom\s+of\s+Association|COMPLAINT_DATE|Complaint\s+date",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\d(?:st|nd|rd|th)\s+Session,\s+Geneva,\s+(?P<d>[A-Z][a-z]+\s+\d{4})"
    r"|REPORT_NO\.?\s*\d+,?\s+(?P<a>[A-Z][a-z]+\s+\d{4})"
    r"|[Rr]eport\s+No\.?\s*\d+,?\s+(?P<b>[A-Z][a-z]+\s+\d{4})"
    r"|\d(?:st|nd|rd|th)\s+[Rr]eport\b[^\n]{0,60}?\(?\b(?P<c>[A-Z][a-z]+\s+\d{4})"
)
_HEAD = 3_000


def case_of(text: str) -> re.Match[str] | None:
    """Return where the front names the case."""
    return CASE.search(text, 0, _HEAD) or _NUMBER.search(text, 0, _HEAD)


def known(shown: Front) -> Recognition | None:
    """Return what a case is, None if the front is none.

    `symbol` is heed's own, `CFA/403/2850`: the Committee's report and the case. The title is the
    country as printed.
    """
    head = shown.front[:_HEAD]
    case, report = case_of(head), REPORT.search(head)
    country = CASE.search(head) or _AGAINST.search(head)
    if case is None or country is None or report is None or not _KIND.search(head):
        return None
    printed = " ".join(country.group("country").split())
    state = states.find(printed)
    number = next(part for part in report.groups() if part)
    dated = _DATE.search(head)
    return Recognition(
        kind="cfa_case",
        reasons=(
            f"Its front names case No. {case.group('case')} and report {number} of the Committee.",
        ),
        mechanism="cfa",
        symbol=f"CFA/{number}/{case.group('case')}",
        state=state.iso3 if state else None,
        language="en",
        title=state.name if state else printed,
        dated=dates.day(next(part for part in dated.groups() if part)) if dated else None,
    )

"""A report on a visit is known by its symbol and its title together.

Addenda to reports of the Universal Periodic Review have symbols of the same form, and mandates
write other reports: the title decides. A State's comments on such a report are none.
"""

from __future__ import annotations

import re

from heed.kinds.front import Front
from heed.kinds.titles import named
from heed.records import Recognition

_SYMBOL = re.compile(
    r"A\s?/\s?HRC\s?/\s?(\d{1,3})\s?/\s?(\d{1,3})\s?/\s?Add\.\s?(\d{1,2})(?!\d)"
    r"|E/CN\.4/(\d{4})/(\d{1,3})/Add\.(\d{1,2})(?!\d)"
)
_VISIT = re.compile(
    r"^\W*(?:(?:Country|Official|Follow-up)\s+)?(?:[Vv]isit|[Mm]ission|VISIT|MISSION)\s+(?:to|TO)\s+"
    r"(?P<country>(?:the\s+|THE\s+)?[A-Z][^\n]{2,80}?)\W*$"
    r"|\bon\s+(?:her|his|its|their|the)\s+(?:\w+[\s-]+){0,2}?(?:visit|mission)\s+to\s+"
    r"(?P<named>(?:the\s+)?[A-Z][\w'’.,() -]{2,70}?)(?=\s*(?:[*∗\n:;]|\(\d|,\s|\sfrom\s|$))",
    re.MULTILINE,
)
_HOLDER = (
    r"\bReport\s+of\s+(?:the\s+)?(?P<who>(?:Special\s+Rapporteur|Independent\s+Expert"
    r"|Special\s+Representative|Representative\s+of\s+the\s+Secretary-General"
    r"|Working\s+Group\s+(?:of\s+Experts\s+)?on(?!\s+the\s+Universal))"
)
# The title runs over lines, up to the visit, a note's star, or what stands below it.
_MANDATE = re.compile(
    _HOLDER + r".{0,260}?)(?=,?\s+on\s+(?:her|his|its|their|the)\s+(?:\w+[\s-]+){0,2}?"
    r"(?:visit|mission)\b|\s*[*∗]|\n\s*\n"
    r"|\n\s*(?:Addendum|Summary|Visit|Mission|Note|Contents|Distr|GE\.|United\s+Nations"
    r"|[IVX]{1,4}\.\s|\d)|\s*$)",
    re.IGNORECASE | re.DOTALL,
)
_MANDATE_LINE = re.compile(_HOLDER + r"[^\n]*)", re.IGNORECASE)
_REVIEW = re.compile(r"Universal\s+Periodic\s+Review", re.IGNORECASE)
_COMMENTS = re.compile(
    r"comments\s+(?:by|of|from)\s+(?:the\s+)?(?:State|Government)|preliminary\s+(?:note|findings)"
    r"|views\s+of\s+the\s+(?:State|Government)",
    re.IGNORECASE,
)
# ", Mary Doe": the name of who held the mandate.
_PERSON = re.compile(r",\s+(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?[A-Z][\w'’.-]+(?:\s+[A-Z][\w'’.-]+){1,4}$")
_TITLE = 3_000


def known(shown: Front) -> Recognition | None:
    """Return what a report on a visit is, None if the title is not one.

    `body` is the mandate as printed, without the name of its holder.
    """
    title = shown.title[:_TITLE]
    symbol = _SYMBOL.search(title)
    visit = _VISIT.search(title)
    mandate = _MANDATE.search(title) or _MANDATE_LINE.search(title)
    if not (symbol and visit and mandate) or _REVIEW.search(title) or _COMMENTS.search(title):
        return None
    end = visit.end("country") if visit.group("country") else visit.end("named")
    printed, state = named(visit.group("country") or visit.group("named"), title[end:], _name)
    body = _PERSON.sub("", " ".join(mandate.group("who").split()).rstrip(" ,"))
    name = _symbol(symbol)
    return Recognition(
        kind="visit_report",
        reasons=(f"Its symbol is {name}.", f"Its title is that of a report on a visit, by {body}."),
        mechanism="special_procedures",
        symbol=name,
        state=state.iso3 if state else None,
        language="en",
        title=state.name if state else printed,
        body=body,
    )


def _symbol(found: re.Match[str]) -> str:
    if found.group(4):
        return f"E/CN.4/{found.group(4)}/{found.group(5)}/Add.{found.group(6)}"
    return f"A/HRC/{found.group(1)}/{found.group(2)}/Add.{found.group(3)}"


def _name(printed: str) -> str:
    """Return the country as a name: without dates in brackets; set in capitals in old reports."""
    bare = " ".join(re.sub(r"\s*\((?=[^)]*\d)[^)]*\)?|\d+$|[*∗]", "", printed).split()).strip(" ,.")
    bare = re.sub(r"^the\s", "", bare, flags=re.IGNORECASE)
    return bare.title() if bare.isupper() else bare

"""A resolution on a country is known by its symbol and by a title that names one country."""

from __future__ import annotations

import re

from heed.kinds import dates
from heed.kinds.front import Front
from heed.kinds.titles import named
from heed.records import Recognition

_SYMBOL = re.compile(
    r"A\s?/\s?(?P<council>HRC\s?/\s?RES)\s?/\s?((?:S-)?\d{1,3})\s?/\s?(\d{1,3})(?!\d)"
    r"|A\s?/\s?RES\s?/\s?(\d{1,3})\s?/\s?(\d{1,4}(?:\s?[A-Z](?![a-z]))?)(?!\d)"
    r"|A\s?/\s?(?P<draft>HRC|C\.3)\s?/\s?((?:S-)?\d{1,3})\s?/\s?(L\.\d{1,3}(?:/Rev\.\d)?)(?!\d)"
)
_WORDS = re.compile(
    r"Resolution\s+adopted\s+by\s+the|draft\s+resolution|Human\s+Rights\s+Council,?\s*\n"
    r"|The\s+General\s+Assembly,",
    re.IGNORECASE,
)
_ABOUT = (
    r"(?:(?:The\s+)?(?:[Dd]eteriorating\s+|[Gg]rave\s+)?(?:[Hh]uman\s+rights\s+)?[Ss]ituation"
    r"(?:\s+of\s+(?:the\s+)?human\s+rights)?(?:\s+of\s+[^\n]{3,80}?)?\s+in\s+"
    r"|(?:Advancing|Promoting|Promotion|Strengthening|Enhancement|Enhancing|Technical|Assistance"
    r"|Advisory|Cooperation|Co-operation|Capacity-building)\b[^\n]{0,140}?\s(?:to|for|in|with)\s+)"
)
_TITLE = re.compile(
    rf"^\W*(?:(?:S-)?\d{{1,3}}/(?:L\.)?\d{{1,4}}\.?\s+)?{_ABOUT}"
    r"(?P<country>(?:the\s+)?[A-Z][\w'’() -]{2,70}?)"
    r"(?:\s+in\s+the\s+field\s+of\s+human\s+rights|,?\s+(?:stemming|following|in\s+the\s+context)"
    r"[^\n]*)?\W*$",
    re.MULTILINE,
)
_PLURAL = re.compile(r"\b(?:countries|States|territories|world|field|context|rights)\b")
_ADOPTED = re.compile(
    r"[Aa]dopted\s+(?:by\s+the\s+(?:Human\s+Rights\s+Council|General\s+Assembly)\s+)?on\s+"
    r"(\d{1,2}\s+[A-Z][a-z]+\s+\d{4})"
)


def known(shown: Front) -> Recognition | None:
    """Return what a resolution on a country is, None if its title names none.

    The mechanism is the Council or the Assembly, as the symbol says. Drafts keep their symbol.
    """
    head = shown.front[:4_000]
    symbol = _SYMBOL.search(shown.title[:2_500])
    title = _titled(head)
    if symbol is None or title is None or not _WORDS.search(head):
        return None
    printed, state = named(title.group("country"), head[title.end("country") :], _name)
    council = bool(symbol.group("council")) or symbol.group("draft") == "HRC"
    adopted = _ADOPTED.search(head)
    name = "".join(symbol.group().split())
    return Recognition(
        kind="country_resolution",
        reasons=(f"Its symbol is {name}.", f"Its title is that of a resolution on {printed}."),
        mechanism="hrc" if council else "ga",
        symbol=name,
        state=state.iso3 if state else None,
        language="en",
        title=state.name if state else printed,
        dated=dates.day(adopted.group(1)) if adopted else None,
        body="Human Rights Council" if council else "General Assembly",
    )


def _name(printed: str) -> str:
    return re.sub(r"^the\s", "", " ".join(printed.split()))


def _titled(head: str) -> re.Match[str] | None:
    """Return the title that names a country; a thematic title names none, or several."""
    for found in _TITLE.finditer(head):
        if not _PLURAL.search(found.group("country")):
            return found
    return None

"""What a committee's document shows first: symbol, committee, State, session and day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from heed.kinds import dates
from heed.kinds.front import Front
from heed.kinds.numbered import sentences
from heed.records import Document, Fact, Quote, Recognition
from heed.vocab import states
from heed.vocab.mechanisms import Mechanism, mechanisms
from heed.vocab.sessions import ordinal

_SYMBOL = re.compile(r"\b[A-Z][A-Z0-9]*(?:/(?:[A-Z0-9][A-Za-z0-9.-]*|\d+))+(?<![.-])")
_ALONE = re.compile(
    r"(?:United Nations |UNITED NATIONS |Symbol:? |Document symbol:? )?(?P<symbol>[A-Z]\S*/\S+?)"
    r"[*∗.]{0,3}(?: \(?(?:Concluding|General).*)?"
)
_CODE = re.compile(r"/(?P<code>[A-Z]{3})(?=/|$)")
# A State's reply to concluding observations, and corrections of them, carry their symbol as well.
_BESIDE = re.compile(r"/CO/[\d-]+/Add\.\d|/Corr\.\d")
_NO_CODE = {"ADD", "REV", "COR", "OPS", "RES", "DEC"}
_SESSION = re.compile(r"\b([A-Z][a-z]+(?:[- ][a-z]+)*|\d{1,3}(?:st|nd|rd|th)) session\b")
_AT_SESSION = re.compile(r"at its ([\w-]+(?: [\w-]+){0,3}?) session")
_ADOPTED_AT = re.compile(r"\bAdopted\s+by\s+the\s+\w*[Cc]ommittee\s+at\s+its\s[^()]{3,60}?session")
_CHAPTER = re.compile(r"A/\d{2}/(?:18|38|40|41|44|48|54|55|56)(?:\s?\(.*?\))?\b")
_HEAD = 15_000
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Shown:
    """What the front of a committee's document says; None where it does not."""

    symbol: str | None
    mechanism: Mechanism
    state: str | None
    title: str | None
    session: int | None
    dated: str | None


@cache
def _prefixes() -> tuple[tuple[str, Mechanism], ...]:
    """Return the beginnings of symbols, the longest first: "CAT/OP/" before "CAT/"."""
    found = {
        (m.symbol or "").removesuffix("C/"): m
        for m in mechanisms().values()
        if m.family == "treaty_bodies"
    }
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))


def of_symbol(symbol: str) -> Mechanism | None:
    """Return the committee whose documents carry such a symbol, None if it is none's."""
    return next((m for prefix, m in _prefixes() if symbol.startswith(prefix)), None)


def named(text: str) -> Mechanism | None:
    """Return the committee that a text names first, None if it names none."""
    folded = " ".join(text.split()).lower()
    hits = [
        (folded.find(m.name.lower()), m)
        for m in mechanisms().values()
        if m.family == "treaty_bodies"
    ]
    return min((h for h in hits if h[0] >= 0), key=lambda h: h[0], default=(0, None))[1]


def own_symbol(shown: Front) -> str | None:
    """Return the symbol alone on the title page that is a committee's, or an annual report's."""
    lines = [" ".join(line.split()) for line in shown.title.split("\n")]
    alone = [m["symbol"].rstrip("*∗.,;") for line in lines if (m := _ALONE.fullmatch(line))]
    for symbol in alone:
        if of_symbol(symbol):
            return symbol
    if any(symbol.startswith("A/HRC/") for symbol in alone):
        return None
    chapter = next((s for s in alone if _CHAPTER.fullmatch(s)), None)
    return chapter or _opening(lines)


def _opening(lines: list[str]) -> str | None:
    """Return a committee's symbol at the beginning of a line, as web pages print it."""
    for line in lines:
        found = _SYMBOL.match(line)
        if found and of_symbol(found.group()):
            return found.group()
    return None


def code_of(symbol: str | None) -> str | None:
    """Return the State's code in a symbol: "CCPR/CO/72/XAU", "CEDAW/C/XAU/CO/5-6"."""
    codes = [m["code"] for m in _CODE.finditer(symbol or "")]
    return next((c for c in codes if c not in _NO_CODE), None)


def read_front(shown: Front, title: re.Pattern[str]) -> Shown | None:
    """Return what the front says where a line of the title page begins with `title`; else None.

    `title` is what the document calls itself; what follows it names the State.
    """
    found = title.search(shown.title)
    if found is None:
        return None
    symbol = own_symbol(shown)
    if symbol and _BESIDE.search(symbol):
        return None
    committee = (of_symbol(symbol) if symbol else None) or named(shown.title)
    if committee is None:
        return None
    name = _name(shown.title[found.start() :], title, committee)
    state = states.find(name) if name else None
    code = code_of(symbol)
    by_code = states.by_iso3(code) if code else None
    return Shown(
        symbol=symbol,
        mechanism=committee,
        state=code or (state.iso3 if state else None),
        title=by_code.name if by_code else state.name if state else name,
        session=_session(shown),
        dated=adopted(shown.text),
    )


def recognised(said: Shown, kind: str, title: str) -> Recognition:
    """Return a document of a committee as one of `kind`; `title` says what its title is that of."""
    named_by = f"Its symbol is {said.symbol}." if said.symbol else "No symbol is printed on it."
    return Recognition(
        kind=kind,
        reasons=(named_by, f"Its title is that of {title}."),
        mechanism=said.mechanism.code,
        symbol=said.symbol,
        state=said.state,
        session=said.session,
        language="en",
        title=said.title,
        dated=said.dated,
        body=said.mechanism.name,
    )


_NAME_AFTER = re.compile(
    r"(?:\breports? (?:submitted )?(?:of|by|from)|\b(?:observations|comments) on|:"
    r"|\b(?:to|of|in|on|concerning|by)) (?:the )?(?P<name>[A-Z][^:;*∗]*)$"
)
_BY_LAW = re.compile(
    r",? (?:under|submitted(?! (?:by|of))|in the absence|adopted|received|pursuant|undertaken"
    r"|from \d|conducted|at its|carried out|\(\d|\d{1,2}(?:[-–]| [A-Z])).*$"
)
_DAY = re.compile(r"[.,]?\s*\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\.?$|[.,] \d{1,2} \w+ \d{4}\.?$")
_NO_NAME = re.compile(
    r"[A-Z][A-Z0-9]*/\S+|"
    r"(?:[A-Z]|[IVX]+|\d+)\s?\.\s|Introduction|INTRODUCTION|Distr|United Nations|Original:|Adopted"
    r"|Contents|CONTENTS|Advance|\(Concluding|Note|Summary|Page\b|Addendum|[*∗_]|Convention Abbrev"
    r"|Convention on|International|\d"
)


def _name(text: str, title: re.Pattern[str], committee: Mechanism) -> str | None:
    """Return the State that a title names: behind it, or on the line below."""
    held = ""
    for line in list(_title_lines(text)):
        held = f"{held} {line}".strip()
        if line.endswith(("*", "∗")):
            break
    named_so = title.match(held)
    rest = held[named_so.end() :] if named_so else held
    rest = re.sub(rf"(?:of |by )?(?:the )?{re.escape(committee.name)}", "", rest, flags=re.I)
    rest = _DAY.sub("", rest.rstrip("*∗ ."))
    rest = _BY_LAW.sub("", rest.rstrip("*∗ .")).strip()
    found = list(_NAME_AFTER.finditer(rest))
    name = found[-1]["name"] if found else rest
    name = re.split(r"\b(?:report|reports) (?:of|by) (?:the )?", name)[-1].strip(" *∗.:–—-")
    if not name or len(name) > _LONGEST_NAME or not name[0].isupper():
        return None
    return name.title() if name.isupper() else name


def _title_lines(text: str) -> Iterator[str]:
    """Yield the title's lines, up to what is none of it."""
    seen = 0
    for raw in text.split("\n"):
        line = " ".join(raw.split())
        if not line:
            if seen:
                seen += 1
            continue
        if seen and _NO_NAME.match(line):
            return
        yield line
        seen += 1
        if seen > 5:
            return


def _session(shown: Front) -> int | None:
    folded = " ".join(shown.title.split())
    # Web pages and Word files hold the title's note at their end.
    note = " ".join(found.group().split()) if (found := _ADOPTED_AT.search(shown.text)) else ""
    for pattern, text in ((_AT_SESSION, note), (_AT_SESSION, folded), (_SESSION, folded)):
        for found in pattern.finditer(text):
            number = ordinal(found.group(1))
            if number:
                return number
    return None


_ADOPTED = re.compile(r"\badopted\b", re.IGNORECASE)
# "at its 146th session (2–27 March 2026)" tells no day of adoption.
_OF_SESSION = re.compile(r"\bsession \([^)]*\)")
_WHAT = re.compile(r"\b(?:observations|comments|conclusions|report)\b", re.IGNORECASE)
_CONSIDERED = re.compile(r"\bconsidered\b", re.IGNORECASE)
# In the 1990s the day of adoption stands in a note: "* At its 1539th meeting (fifty-seventh
# session), held on 29 July 1996."
_IN_A_NOTE = re.compile(
    r"^\W*(?:\d{1,2}/?\s*)?At (?:its|the) [\w ,()-]{3,80}?meetings?\b[^.]{0,60}?\bon\s[^.]{5,40}",
    re.MULTILINE,
)

_SESSION_OF_ADOPTION = re.compile(
    r"\b[Aa]dopted\s+by\s+the\s+Committee\s+at\s+its\s+[\w -]{3,40}\s+\((?P<when>[^)]{6,60})\)"
)


def adopted(text: str) -> str | None:
    """Return the day of adoption as the introduction prints it, None if it prints none."""
    head = _OF_SESSION.sub("session", " ".join(text[:_HEAD].split()))
    for sentence in sentences(head):
        found = _ADOPTED.search(sentence.text)
        if found is None or not _WHAT.search(sentence.text):
            continue
        after = [d.on for d in dates.dates(sentence.text[found.end() :]) if d.on]
        before = [d.on for d in dates.dates(sentence.text[: found.start()]) if d.on]
        if after:
            return after[0]
        # "considered the report on 15 July and adopted the following": that day is another.
        if before and not _CONSIDERED.search(sentence.text[: found.start()]):
            return before[-1]
    note = _IN_A_NOTE.search(text[:_HEAD])
    days = [d.on for d in dates.dates(" ".join(note.group().split())) if d.on] if note else []
    return days[0] if days else None


def session_dates(document: Document) -> tuple[Fact, ...]:
    """Return when the session was that adopted the document, as a note prints it, with its place.

    It is no day of adoption: "(29 January–16 February 2024)".
    """
    found = _SESSION_OF_ADOPTION.search(document.text[:_HEAD])
    if found is None or not any(d.on for d in dates.dates(" ".join(found["when"].split()))):
        return ()
    start, end = found.span("when")
    page = document.page_of(start)
    words = " ".join(found["when"].split())
    return (Fact("session_dates", words, Quote(words, start, end, page.number if page else None)),)

"""Pages of NORMLEX, the ILO's database: their headers, and what is the site's and not the text's.

A page begins with two lines, "Observation (CEACR) - adopted 2005, published 95th ILC session
(2006)" and "Discrimination (Employment and Occupation) Convention, 1958 (No. 111) - Aurelia
(Ratification: 1992)". Around them stand links of the site, in the language of its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from heed.errors import InputProblem
from heed.kinds.cleared import cleared
from heed.kinds.front import Front
from heed.kinds.lines import Line, Run
from heed.records import Document, Fact, Quote, Recognition
from heed.vocab import states
from heed.vocab.instruments import Instrument, convention

_DASH = r"\s?[-–—]\s?"
_TITLE = re.compile(
    rf"(?P<what>Observation|Direct\s[Rr]equest)\s\(CEACR\){_DASH}adopted\s(?P<year>\d{{4}})"
    r"(?:,?\spublished\s(?P<session>\d{1,3}(?:st|nd|rd|th))\sILC\ssession\s\((?P<out>\d{4})\))?"
    rf"|(?P<case>Individual\sCase)\s\(CAS\){_DASH}Discussion:\s?(?P<discussed>\d{{4}})"
    r"(?:,\sPublication:\s?(?P<conference>\d{1,3}(?:st|nd|rd|th))\sILC\ssession\s"
    r"\((?P<printed>\d{4})\))?",
)
_UNDER = re.compile(
    r"(?P<title>[A-Z](?:[^.;:]|(?<=No)\.){4,160}?)"
    r"\s[-–—]\s(?P<country>(?:(?!Convention)[^.;:]){2,80}?)\s?"
    r"\((?:[Rr]atification|[Nn]otification|[Aa]cceptance)\s?:\s?(?P<ratified>\d{4})\)"
)
_OTHER_LANGUAGES = {
    "French": r"\(CEACR\)\s?[-–—]\s?adoptée\s\d{4}|Cas\sindividuel\s\(CAS\)",
    "Spanish": r"\(CEACR\)\s?[-–—]\s?Adopción:\s?\d{4}|Caso\sindividual\s\(CAS\)",
}
_REACH = 420
# Every title bears one; to clear the lines of a long document takes longer than to read it.
_BODIES = ("(CEACR)", "(CAS)")
_CODES = {"Observation": "OBS", "Direct request": "DIR"}

_LANGUAGE = (
    r"(?:English|French|Spanish|Français|Anglais|Espagnol|Español|Inglés|Francés|Deutsch|Русский"
    r"|العربية|中文|Português)"
)
# Links of the site, in its three languages. Each is a whole line.
_LINKS = re.compile(
    rf"(?:(?:Display(?:ing)?\s?in|Afficher\sen|Visualizar\sen)\s?:?\s*)?"
    rf"{_LANGUAGE}(?:\s?[-–—|,/]\s?{_LANGUAGE})*"
    r"|(?:Other\scomments\son|Autres\scommentaires\ssur|Otros\scomentarios\ssobre)\s.{0,20}"
    r"|(?:Observation|Direct\s[Rr]equest|Demande\sdirecte|Observación|Solicitud\sdirecta)s?"
    r"(?:\s?:?\s*(?:\d{4}[\s,;]*)+)?"
    r"|(?:Previous\scomments?|Commentaires?\sprécédents?|Comentarios?\santeriore?s?)"
    r"(?:\s?:?\s*(?:observation|direct\srequest|and|,|\d{4}|\s)*)?\.?"
    r"|(?:\d{4}[\s,;|-]*)+|NORMLEX.{0,80}|.{0,80}\s[>›»]\s.{0,160}"
    r"|(?:Home|Accueil|Inicio|Print|Imprimer|Imprimir|Share|Partager|Compartir|Help|Search|Contact"
    r"|Contact\sus|Login|Menu|Skip\sto\s.{0,40}|Go\sto\s.{0,40}|Back(?:\sto\stop)?|Top|Next"
    r"|Previous|See\srelated\scontent|Country\sprofiles?|Ratifications?|Supervision|Comments"
    r"|Key\sinformation|User\sguide|Glossary|CMNT_TITLE|Close|Expand\sall|Collapse\sall)",
    re.IGNORECASE,
)
# Where the text ends and the foot of the page begins.
_FOOT = re.compile(
    r"©|Copyright|(?:Privacy|Fraud)\s(?:policy|alert)|Disclaimer|Terms\sof\suse|Permalink"
    r"|(?:©\s?)?(?:\d{4}\s)?International\sLabour\sOrganization\s\(ILO\)\.?$|Follow\sus\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(?:the|of|and|that|to)\b", re.IGNORECASE)
_NOT_ENGLISH = re.compile(r"\b(?:le|la|les|des|du|que|el|los|las|del)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What the two lines above a text of the ILO say, and where they stand in the text.

    `what` is `OBS`, `DIR` or `CAS`. `country` is the name as printed. `published` is the session
    of the Conference as printed ("95th ILC session (2006)").
    """

    what: str
    year: int
    title: str
    instrument: Instrument | None
    country: str
    ratified: int
    published: str | None
    start: int
    end: int

    @property
    def state(self) -> str | None:
        """The code of the State, None for a name that is no State's."""
        state = states.find(self.country)
        return state.iso3 if state else None

    @property
    def symbol(self) -> str:
        """Return heed's own symbol: the ILO prints none."""
        place = self.state or "-".join(self.country.upper().split())
        code = self.instrument.code if self.instrument else "UNKNOWN"
        if self.what == "CAS":
            return f"CAS/{place}/{code}/{self.year}"
        return f"CEACR/{place}/{code}/{self.what}/{self.year}"


def headers(run: Run) -> list[Header]:
    """Return the headers of a page in order. What only links to another comment is none."""
    titles = list(_TITLE.finditer(run.text))
    found: list[Header] = []
    for i, title in enumerate(titles):
        stop = titles[i + 1].start() if i + 1 < len(titles) else len(run.text)
        under = _UNDER.search(run.text, title.end(), min(stop, title.end() + _REACH))
        if under is not None:
            header = _header(run, title, under)
            # The site repeats the title in its breadcrumb.
            if found and _same(found[-1], header) and header.start - found[-1].end < _REACH:
                found.pop()
            found.append(header)
    return found


def language(run: Run) -> str | None:
    """Return the language of a page that is not in English, by its title; None for English."""
    for name, pattern in _OTHER_LANGUAGES.items():
        if re.search(pattern, run.text):
            return name
    return None


def english(lines: Sequence[Line]) -> bool:
    """Return whether a text is in English: the site shows one in another language as it has it."""
    text = " ".join(line.text for line in lines)
    return len(_ENGLISH.findall(text)) > len(_NOT_ENGLISH.findall(text))


def text_lines(lines: Sequence[Line], header: Header, stop: int | None) -> Iterator[Line]:
    """Yield the lines of the text below a header, up to the offset `stop`, without the site's."""
    for line in lines:
        if line.start < header.end or (stop is not None and line.start >= stop):
            continue
        if len(line.text) < 200 and _FOOT.match(line.text):
            return
        # A comment on a Convention and its Protocol has a second line of the kind.
        if not _LINKS.fullmatch(line.text) and not _UNDER.fullmatch(line.text):
            yield line


def _header(run: Run, title: re.Match[str], under: re.Match[str]) -> Header:
    what = "CAS" if title.group("case") else _CODES[title.group("what").capitalize()]
    session = title.group("session") or title.group("conference")
    year = title.group("out") or title.group("printed")
    instrument = convention(under.group("title"))
    # Links may stand in front on the same line.
    named = under.group("title").find(instrument.name) if instrument else 0
    printed = under.group("title")[max(0, named) :]
    return Header(
        what=what,
        year=int(title.group("year") or title.group("discussed")),
        title=printed.strip(),
        instrument=instrument,
        country=under.group("country").strip(),
        ratified=int(under.group("ratified")),
        published=f"{session} ILC session ({year})" if session else None,
        start=run.place(title.start(), title.end())[0],
        end=run.place(under.start(), under.end())[1],
    )


def _same(one: Header, other: Header) -> bool:
    return (one.what, one.year, one.title, one.country) == (
        other.what,
        other.year,
        other.title,
        other.country,
    )


def known(
    shown: Front, *, kind: str, mechanism: str, names: Mapping[str, str]
) -> Recognition | None:
    """Return what a page is whose first header is of one of `names` (`OBS`: "an observation").

    Raises `InputProblem`: the page is in another language.
    """
    if not any(body in shown.text for body in _BODIES):
        return None
    run = Run(cleared(shown.document))
    other = language(run)
    found = headers(run)
    if other and not found and mechanism.upper() in run.text[: _REACH * 5]:
        raise _unread(shown.document, other)
    if not found or found[0].what not in names:
        return None
    first = found[0]
    stop = found[1].start if len(found) > 1 else None
    if not english(list(text_lines(run.lines, first, stop))):
        raise _unread(shown.document, "another language")
    state = states.find(first.country)
    return Recognition(
        kind=kind,
        reasons=(
            f"Its header says that it is {names[first.what]}, {first.year}, on {first.title}.",
        ),
        mechanism=mechanism,
        symbol=first.symbol,
        state=state.iso3 if state else None,
        language="en",
        title=state.name if state else first.country,
        dated=str(first.year),
    )


def facts(document: Document, header: Header) -> tuple[Fact, ...]:
    """Return what a header states: Convention, session, years of ratification and of the text."""
    page = document.page_of(header.start)
    words = " ".join(document.text[header.start : header.end].split())
    where = Quote(words, header.start, header.end, page.number if page else None)
    stated = {
        "convention": header.title,
        "published": header.published,
        "ratified": str(header.ratified),
        "discussed" if header.what == "CAS" else "adopted": str(header.year),
    }
    return tuple(Fact(name, value, where) for name, value in stated.items() if value)


def _unread(document: Document, other: str) -> InputProblem:
    reason = f"is a page of the ILO in {other}, which is not yet read."
    return InputProblem(document.name, "language_not_read", reason, "Give the English version.")

"""The treaties and Conventions that States are bound by, and the procedures they accept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from heed.vocab.packaged import load

_NUMBER = re.compile(r"\bConvention\b[^;\n]{0,80}?\(?No\.\s?(\d{1,3})\b")
_YEAR = re.compile(r"\bConvention(?:\s\(Revised\))?,\s(\d{4})\b")
_PROTOCOL = re.compile(
    r"\bProtocol\s(?:of\s(\d{4})\s)?to\sthe\s(.+?\sConvention(?:\s\(Revised\))?)\b"
)
_MARITIME = re.compile(r"\bMaritime\sLabour\sConvention\b|\bMLC,?\s2006\b")


_FILES = (
    "treaties", "other_treaties", "regional_treaties", "procedures", "ilo_conventions",
    "ilo_recommendations",
)  # fmt: skip
FUNDAMENTAL, GOVERNANCE, TECHNICAL = "fundamental", "governance", "technical"
# On these the ILO asks for no more reports; the last two have no legal effect any more.
ASIDE = ("shelved", "withdrawn", "abrogated")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, Convention or Protocol: its code ("C111", "P029", "CEDAW"), name and year.

    `number` is the ILO's; `category` is `fundamental`, `governance` or `technical` for the ILO's
    and `""` for others. `names` are other titles and abbreviations, `label` is the name in lists
    where the title is long. What follows serves to find it in texts: `written` are phrases (their
    form: `heed.vocab.phrases`), `weak` and `bodies` phrases for a body that may stand for it, `to`
    the code of the treaty it is a protocol or procedure of, `nth` which one, `topics` phrases that
    tell it from its sisters, `articles` those that a procedure is laid down in. `year` is 0 for
    what is no single instrument ("the core treaties").

    `fr` and `es` are the official titles without year and number. `status` is the ILO's:
    `up-to-date`, `interim`, `outdated`, `shelved`, `withdrawn`, `abrogated`, and `""` where it is
    not known; `ended` the year of the last two. `adopted` and `in_force` are days as in ISO 8601.
    A procedure's `kind` is `complaints`, `inquiry`, `inter-state` or `amendment`; it is `accepted`
    by `declaration`, with the `treaty`, or with it unless the State opts out (`opt-out`).
    `checked` names the fields that a second source confirmed; others are from general knowledge.
    """

    code: str
    name: str
    year: int = 0
    number: int | None = None
    category: str = ""
    names: tuple[str, ...] = ()
    label: str = ""
    written: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    to: str = ""
    nth: int = 0
    topics: tuple[str, ...] = ()
    articles: tuple[int, ...] = ()
    fr: str = ""
    es: str = ""
    subject: str = ""
    status: str = ""
    adopted: str = ""
    in_force: str = ""
    ended: int = 0
    kind: str = ""
    accepted: str = ""
    checked: tuple[str, ...] = ()


@cache
def conventions() -> dict[str, Instrument]:
    """Return the ILO's Conventions and Protocols by code."""
    return _instruments("ilo_conventions")


@cache
def recommendations() -> dict[str, Instrument]:
    """Return the ILO's Recommendations by code ("R202"). Nobody ratifies them."""
    return _instruments("ilo_recommendations")


@cache
def subjects() -> dict[str, str]:
    """Return the names of the subjects by which the ILO groups its standards, by code."""
    return {row["code"]: row["name"] for row in data("ilo_conventions")["subjects"]}


@cache
def treaties() -> dict[str, Instrument]:
    """Return the nine core UN treaties and their nine protocols by code."""
    return _instruments("treaties")


@cache
def procedures() -> dict[str, Instrument]:
    """Return what a State accepts beside a treaty, by code ("CAT-22", "standing-invitation")."""
    return _instruments("procedures")


@cache
def collective() -> dict[str, Instrument]:
    """Return what texts name without naming an instrument, by code ("core-treaties")."""
    return _instruments("collective_instruments")


@cache
def every() -> dict[str, Instrument]:
    """Return all of them by code: core, universal, regional, procedures, the ILO's, collective."""
    held = {code: one for name in _FILES for code, one in _instruments(name).items()}
    return held | collective()


def find(code: str) -> Instrument | None:
    """Return the instrument with this code, None if there is none."""
    return every().get(code)


def convention(printed: str) -> Instrument | None:
    """Return the ILO instrument that `printed` names, as the headers of the ILO's pages do.

    None where no Convention is named, or where its year contradicts its number.
    """
    line = " ".join(printed.split())
    protocol = _PROTOCOL.search(line)
    if protocol:
        return _protocol(protocol.group(1), protocol.group(2))
    number = _NUMBER.search(line)
    if number is None:
        return conventions()["MLC"] if _MARITIME.search(line) else None
    found = conventions().get(f"C{int(number.group(1)):03d}")
    year = _YEAR.search(line)
    return None if found and year and int(year.group(1)) != found.year else found


def treaty(printed: str) -> Instrument | None:
    """Return the core UN treaty that is called `printed`, None if none is."""
    return _titles().get(_folded(printed))


def _protocol(year: str | None, to: str) -> Instrument | None:
    for one in conventions().values():
        named = one.code.startswith("P") and f" {to}".casefold() in f" {one.name}".casefold()
        if named and year in (None, str(one.year)):
            return one
    return None


@cache
def _titles() -> dict[str, Instrument]:
    return {
        _folded(title): one
        for one in treaties().values()
        for title in (one.code, one.name, *one.names)
    }


def _folded(title: str) -> str:
    plain = " ".join(title.replace("’", "'").split()).casefold()
    return plain.removeprefix("the ")


@cache
def _instruments(name: str) -> dict[str, Instrument]:
    return {row["code"]: _instrument(row) for row in data(name)["entries"]}


def _instrument(row: dict[str, Any]) -> Instrument:
    plain = {key: _plain(value) for key, value in row.items()}
    return Instrument(**plain)


def _plain(value: Any) -> Any:  # noqa: ANN401 -- as YAML gives it
    if isinstance(value, list):
        return tuple(value)
    return value.isoformat() if isinstance(value, date) else value


def data(name: str) -> Any:  # noqa: ANN401 -- the file as it is; its users take it apart
    """Return the file of this name, as `treaties` or `ilo_conventions`."""
    return load(f"data/{name}.yaml")

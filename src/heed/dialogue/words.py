"""The words by which an item is read, from `data/<language>.yaml`, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from heed.vocab.packaged import load

LANGUAGES = ("ar", "de", "en", "es", "fr", "ru", "uk")
# Offices, roles and organisations are whole words; Arabic writes "and", "to", "by" onto them.
_WHOLE = frozenset({"offices", "roles", "organisations"})
_BEFORE = {"ar": r"(?<!\w)(?:[وفبلك]{1,2})?"}
_ALONE = r"(?<!\w)"


@dataclass(frozen=True, slots=True)
class Entry:
    """One expression: its code, its kind (a topic, a kind of commitment), whose promise it is."""

    code: str
    says: str
    kind: str
    by: str
    match: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where an entry matched: the whole match, and its group `it` where it has one."""

    entry: Entry
    start: int
    end: int
    it: tuple[int, int]


@dataclass(frozen=True)
class Group:
    """Entries of one question, compiled when they are first asked."""

    entries: tuple[Entry, ...]
    says: tuple[str, ...]

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """The expressions of the entries, in their order."""
        return tuple(re.compile(one, re.IGNORECASE | re.MULTILINE) for one in self.says)

    def hits(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """Yield the matches of each entry in turn, within `text[start:end]`."""
        for entry, pattern in zip(self.entries, self.patterns, strict=True):
            for match in pattern.finditer(text, start, len(text) if end is None else end):
                yield Hit(entry, match.start(), match.end(), _it(match))

    def first(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        """Return the match that begins first, of those the longest; None if there is none."""
        return min(self.hits(text, start, end), key=lambda h: (h.start, -h.end), default=None)


def _it(match: re.Match[str]) -> tuple[int, int]:
    for name in ("it", "that"):
        if name in match.re.groupindex and match.group(name) is not None:
            return match.span(name)
    return match.span()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str
    lists: dict[str, tuple[str, ...]]
    groups: dict[str, Group]

    def listed(self, name: str) -> tuple[str, ...]:
        """Return a list of words, empty where the language has none of the kind."""
        return self.lists.get(name, ())

    def group(self, name: str) -> Group:
        """Return a group of entries, an empty one where the language has none."""
        return self.groups.get(name, Group((), ()))


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the small words by which a language is known."""
    return frozenset(load("data/languages.yaml", "heed.dialogue")["languages"][language])


@cache
def words(language: str) -> Words:
    """Return the words of a language. Raises `FileNotFoundError`: no such language."""
    data = load(f"data/{language}.yaml", "heed.dialogue")
    return Words(
        language,
        {
            name: tuple(str(one) for one in held)
            for name, held in data["words"].items()
            if isinstance(held, list)
        },
        {
            name: _group(name, rows, language, str(data["words"].get("portfolio", "")))
            for name, rows in data["groups"].items()
        },
    )


def _group(name: str, rows: Sequence[dict[str, Any]], language: str, portfolio: str) -> Group:
    """Return a group; `portfolio` is what follows a minister's first subject: ", Y and Z"."""
    entries = tuple(
        Entry(
            code=row["code"],
            says=row["says"],
            kind=row.get("kind", ""),
            by=row.get("by", ""),
            match=tuple(row["match"]),
            other=tuple(row["not"]),
        )
        for row in rows
    )
    return Group(entries, tuple(_whole(name, entry.says, language, portfolio) for entry in entries))


def _whole(group: str, says: str, language: str, portfolio: str) -> str:
    says = says.replace("{portfolio}", portfolio)
    if group in _WHOLE:
        says = f"{_BEFORE.get(language, _ALONE)}(?:{says})(?!\\w)"
    return _bounded(says)


# No text may hold a search up: what the files write as "+" and "*" ends somewhere.
_REPEATED = re.compile(r"(?<!\\)(?P<what>\\.|[\])]|(?<!\\)[. ])(?P<sign>[+*])")
_MOST = {"\\S": 300, ")": 9}
_MOST_ELSE = 40


def _bounded(says: str) -> str:
    def bounded(match: re.Match[str]) -> str:
        what, least = match["what"], 1 if match["sign"] == "+" else 0
        return f"{what}{{{least},{_MOST.get(what, _MOST_ELSE)}}}"

    return _REPEATED.sub(bounded, says)


def either(alternatives: Sequence[str]) -> str:
    """Return one expression for several, the longest first; never matches where there is none."""
    if not alternatives:
        return r"(?!)"
    return "(?:" + "|".join(sorted(set(alternatives), key=len, reverse=True)) + ")"


@dataclass(frozen=True, slots=True)
class Office:
    """An office: heed's word, the organisation, the side (`state`, or a body), its roles."""

    code: str
    office: str
    organisation: str
    side: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: heed's name, the side, whether statements can be its own.

    `full` is its name where it speaks, the same where there is no longer one.
    """

    code: str
    name: str
    full: str
    side: str
    speaks: bool


@cache
def offices() -> dict[str, Office]:
    """Return the offices by code."""
    rows = load("data/offices.yaml", "heed.dialogue")["entries"]
    return {
        row["code"]: Office(
            row["code"], row["office"], row["organisation"], row["side"], frozenset(row["roles"])
        )
        for row in rows
    }


@cache
def organisations() -> dict[str, Organisation]:
    """Return the organisations by code."""
    rows = load("data/organisations.yaml", "heed.dialogue")["entries"]
    return {
        row["code"]: Organisation(
            row["code"], row["name"], row.get("full", row["name"]), row["side"], row["speaks"]
        )
        for row in rows
    }

"""What fields and values are called in files, in one language to write and in all to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from heed.vocab.packaged import load

RIGHT_TO_LEFT = ("ar",)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages in which files are written."""
    return tuple(sorted(_table()["fields"]["title"]))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str = "en"

    def field(self, name: str) -> str:
        """Return what a field is called."""
        return str(_table()["fields"][name][self.language])

    def choice(self, field: str, code: str) -> str:
        """Return what a value of a field is called; its code where it has no name."""
        named = _table()["choices"][field].get(code)
        return str(named[self.language]) if named else code

    def choices(self, field: str) -> list[str]:
        """Return what the values of a field are called."""
        return [named[self.language] for named in _table()["choices"][field].values()]


def words_for(language: str | None) -> Words:
    """Return the words of a language ("fr", "fr-ca"), else the English ones."""
    code = (language or "en").split("-")[0]
    return Words(code if code in languages() else "en")


def field_of(written: str) -> str | None:
    """Return the field that a heading or a label names, by its code or in any language."""
    return _fields().get(folded(written))


def choice_of(field: str, written: str) -> str | None:
    """Return the value of a field that a word names, by its code or in any language."""
    return _choices(field).get(folded(written))


def folded(written: str) -> str:
    """Return a word so that spellings of it meet."""
    return " ".join(written.replace("’", "'").casefold().split()).strip(" :：*")


@cache
def _table() -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", load("words.yaml", "heed.plans"))


@cache
def _fields() -> dict[str, str]:
    return _named(_table()["fields"])


@cache
def _choices(field: str) -> dict[str, str]:
    return _named(_table()["choices"][field])


def _named(table: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    found = {folded(word): code for code, named in table.items() for word in named.values()}
    return found | {folded(code): code for code in table}

"""Set phrases that several kinds share, by document language: `en.yaml` and its successors.

A group is a closed question ("does this sentence ask?"); its entries are regular expressions with
examples that they must match and must not match. `{addressee}` in an entry stands for the words
that a mechanism has for the State, `{body}` for those it has for itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry: its code, its expression, what it must match and what it must not."""

    code: str
    says: str
    match: tuple[str, ...]
    other: tuple[str, ...]


@cache
def groups(language: str = "en") -> tuple[str, ...]:
    """Return the names of the groups of a language. Raises `FileNotFoundError`: no such file."""
    return tuple(_data(language)["groups"])


@cache
def phrases(group: str, language: str = "en") -> tuple[Phrase, ...]:
    """Return the entries of a group in their order. Raises `KeyError` where there is no such."""
    return tuple(
        Phrase(row["code"], row["says"], tuple(row["match"]), tuple(row["not"]))
        for row in _data(language)["groups"][group]
    )


@cache
def words(name: str, language: str = "en") -> tuple[str, ...]:
    """Return a list of words: `bodies`, `others`, `months`, `numerals`."""
    return tuple(_data(language)["words"][name])


def addressees(printed: str, language: str = "en") -> tuple[str, ...]:
    """Return the forms in which a text names the State that a mechanism calls `printed`.

    `printed` is `Mechanism.addressee`: "State party" gives "State party", "Government" ...
    """
    return tuple(dict.fromkeys((printed, *words("addressees", language))))


@cache
def pattern(
    group: str,
    *,
    language: str = "en",
    addressee: tuple[str, ...] = (),
    body: tuple[str, ...] = (),
) -> re.Pattern[str]:
    """Return one expression for a group; the code of the entry that matched is its `lastgroup`.

    Texts are folded first: white space is single blanks. Case counts only in names.
    """
    blanks = {
        "{addressee}": _either(addressee or words("addressees", language)),
        "{body}": _either(body or words("bodies", language)),
        "{other}": _either(words("others", language)),
        "{numeral}": _either(words("numerals", language)),
        "{month}": _either(words("months", language)),
    }
    alternatives = []
    for phrase in phrases(group, language):
        says = phrase.says
        for blank, filled in blanks.items():
            says = says.replace(blank, filled)
        alternatives.append(f"(?P<{phrase.code}>{says})")
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _either(names: Sequence[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "(?:" + "|".join(longest_first) + ")"


@cache
def _data(language: str) -> Any:  # noqa: ANN401 -- the file as it is; its users take it apart
    path = resources.files("heed.languages").joinpath(f"{language}.yaml")
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

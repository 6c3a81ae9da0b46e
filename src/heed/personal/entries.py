"""The expressions by which personal data is found, read from `data/<language>.yaml`.

`any.yaml` holds what looks the same in every language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Entry:
    """One expression: its code, what it finds, why that matters, what it must match and must not.

    Where the expression has a group `it`, that group is the hit, else the whole match is.
    """

    code: str
    kind: str
    says: re.Pattern[str]
    reason: str
    match: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """How a person's name is found: it stands `near` a word, unless it has a word of `others`.

    `near` are words such as "victim"; `name` is what a name looks like; `others` are words that
    make it the name of something else, such as "Committee"; `verbs` begin sentences and no name.
    `match` and `other` are examples.
    """

    near: re.Pattern[str]
    name: re.Pattern[str]
    others: frozenset[str]
    verbs: frozenset[str]
    reason: str
    match: tuple[str, ...]
    other: tuple[str, ...]


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that there are expressions for, `any` the last."""
    files = resources.files("heed.personal").joinpath("data").iterdir()
    found = {one.name.removesuffix(".yaml") for one in files if one.name.endswith(".yaml")}
    return (*sorted(found - {"any"}), "any")


@cache
def entries(language: str) -> tuple[Entry, ...]:
    """Return the expressions of a language in their order. Raises `FileNotFoundError`."""
    return tuple(
        Entry(
            code=f"{language}.{row['kind']}.{row['code']}",
            kind=row["kind"],
            says=re.compile(row["says"]),
            reason=row["reason"],
            match=tuple(row["match"]),
            other=tuple(row["not"]),
        )
        for row in _data(language)["entries"]
    )


@cache
def names(language: str) -> Names | None:
    """Return how names are found in a language; None for `any`. Raises `FileNotFoundError`."""
    held = _data(language).get("names")
    if held is None:
        return None
    return Names(
        near=re.compile(held["near"], re.IGNORECASE),
        name=re.compile(held["name"]),
        others=frozenset(one.casefold() for one in held["others"].split()),
        verbs=frozenset(one.casefold() for one in held["verbs"].split()),
        reason=held["reason"],
        match=tuple(held["match"]),
        other=tuple(held["not"]),
    )


@cache
def _data(language: str) -> Any:  # noqa: ANN401 -- the file as it is; its users take it apart
    path = resources.files("heed.personal").joinpath("data", f"{language}.yaml")
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

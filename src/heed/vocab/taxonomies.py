"""Taxonomies: sets of labels for what a recommendation is about, and how they map to each other.

Each is a file `data/taxonomies/<code>.yaml`, or made from the instruments; a mapping is
`data/crosswalks/<from>--<to>.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from heed.vocab.packaged import load, names


@dataclass(frozen=True, slots=True)
class Label:
    """One label: its code in the taxonomy, its name in English, and what it means.

    `parent` is the code of a broader label, `""` at the top. `terms` are words and phrases that
    mean it, in the form texts use. `older` are codes or names that earlier versions of the taxonomy
    had for it. `translations` are names by language code.
    """

    code: str
    name: str
    parent: str = ""
    definition: str = ""
    terms: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A set of labels. With `many` a text may have several, else exactly one.

    `source`, `date` and `licence` say where it is from. `labels` are in the order of its source.
    """

    code: str
    name: str
    labels: tuple[Label, ...]
    many: bool = True
    author: str = ""
    description: str = ""
    source: str = ""
    date: str = ""
    licence: str = ""

    def label(self, code: str) -> Label | None:
        """Return the label with this code, None if there is none."""
        return next((one for one in self.labels if one.code == code), None)


@cache
def taxonomies() -> dict[str, Taxonomy]:
    """Return the taxonomies that come with heed, by code, in the order of pages."""
    from heed.vocab.instrument_labels import taxonomy  # which needs Taxonomy itself

    found = [*(_taxonomy(load(name)) for name in names("data/taxonomies")), *taxonomy()]
    return {one.code: one for one in found}


@cache
def crosswalk(source: str, target: str) -> dict[str, tuple[str, ...]]:
    """Return which labels of `target` each label of `source` means; empty where none is known."""
    name = f"data/crosswalks/{source}--{target}.yaml"
    if name not in names("data/crosswalks"):
        return {}
    return {str(row["from"]): tuple(map(str, row["to"])) for row in load(name)["entries"]}


def _taxonomy(raw: Mapping[str, Any]) -> Taxonomy:
    labels = tuple(
        Label(
            code=str(row["code"]),
            name=row["name"],
            parent=str(row.get("parent", "")),
            definition=row.get("definition", ""),
            terms=tuple(row.get("terms", ())),
            older=tuple(row.get("older", ())),
            translations=row.get("translations", {}),
        )
        for row in raw["labels"]
    )
    return Taxonomy(
        code=raw["code"],
        name=raw["name"],
        labels=labels,
        many=raw.get("many", True),
        author=raw.get("author", ""),
        description=raw.get("description", ""),
        source=raw["source"],
        date=str(raw["date"]),
        licence=raw["licence"],
    )

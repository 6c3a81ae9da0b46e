"""Taxonomies: sets of labels for what a recommendation is about, and how they map to each other.

Each is a file `data/taxonomies/<code>.yaml`, or made from the instruments; a mapping is
`data/crosswalks/<from>--<to>.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from heed.vocab.packaged import load, names


@dataclass(frozen=True, slots=True)
class Label:
    """One label: its code in the taxonomy, its name in English, and what it means.

    `parent` is the code of a broader label, `""` at the top; of another taxonomy where the taxonomy
    lies `within` that. `terms` are words and phrases that mean it, in the form texts use; a word of
    one may end in a star for all that begins so. `older` are codes or names that earlier versions
    of the taxonomy had for it, `later` those of versions after this one. `translations` are names
    by language code.
    """

    code: str
    name: str
    parent: str = ""
    definition: str = ""
    terms: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)  # no slots: what is derived from it is kept on it
class Taxonomy:
    """A set of labels. With `many` a text may have several, else exactly one.

    `source`, `date` and `licence` say where it is from. `labels` are in the order of its source.
    With `within` its labels are finer ones of that taxonomy's. `silent` are phrases within which
    no term means anything ("General Assembly").
    """

    code: str
    name: str
    labels: tuple[Label, ...]
    silent: tuple[str, ...] = ()
    within: str = ""
    many: bool = True
    author: str = ""
    description: str = ""
    source: str = ""
    date: str = ""
    licence: str = ""

    def label(self, code: str) -> Label | None:
        """Return the label with this code, None if there is none."""
        return self._by_code.get(code)

    def find(self, printed: str) -> Label | None:
        """Return the label that a list calls `printed`, None if it is none of them.

        Its code, its name and those of earlier and later versions count, whatever their case. A
        name that an earlier version gave to several labels means the first.
        """
        return self._named.get(_bare(printed))

    @cached_property
    def _by_code(self) -> dict[str, Label]:
        # Of two labels with one code, which no file of ours has, the first counts.
        return {one.code: one for one in reversed(self.labels)}

    @cached_property
    def _named(self) -> dict[str, Label]:
        found: dict[str, Label] = {}
        for own in (True, False):
            for one in self.labels:
                for name in (one.code, one.name) if own else (*one.older, *one.later):
                    found.setdefault(_bare(name), one)
        return found


@cache
def taxonomies() -> dict[str, Taxonomy]:
    """Return the taxonomies that come with heed, by code, in the order of pages."""
    from heed.vocab.instrument_labels import taxonomy  # which needs Taxonomy itself

    found = [*(_taxonomy(load(name)) for name in names("data/taxonomies")), *taxonomy()]
    return {one.code: one for one in found}


@cache
def crosswalk(source: str, target: str) -> dict[str, tuple[str, ...]]:
    """Return which labels of `target` each label of `source` means; empty where none is known.

    A taxonomy that lies within another maps by its labels' parents.
    """
    name = f"data/crosswalks/{source}--{target}.yaml"
    if name not in names("data/crosswalks"):
        held = taxonomies().get(source)
        if held is None or held.within != target:
            return {}
        return {label.code: (label.parent,) for label in held.labels if label.parent}
    return {str(row["from"]): tuple(map(str, row["to"])) for row in load(name)["entries"]}


def _bare(printed: str) -> str:
    return " ".join(printed.split()).casefold()


def _taxonomy(raw: Mapping[str, Any]) -> Taxonomy:
    labels = tuple(
        Label(
            code=str(row["code"]),
            name=row["name"],
            parent=str(row.get("parent", "")),
            definition=row.get("definition", ""),
            terms=tuple(map(str, row.get("terms", ()))),
            older=tuple(row.get("older", ())),
            later=tuple(row.get("later", ())),
            translations=row.get("translations", {}),
        )
        for row in raw["labels"]
    )
    return Taxonomy(
        code=raw["code"],
        name=raw["name"],
        labels=labels,
        silent=tuple(raw.get("silent", ())),
        within=raw.get("within", ""),
        many=raw.get("many", True),
        author=raw.get("author", ""),
        description=raw.get("description", ""),
        source=raw["source"],
        date=str(raw["date"]),
        licence=raw["licence"],
    )

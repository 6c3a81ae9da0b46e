"""A list as an address: what is chosen, typed, sorted and shown, and back to one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

from heedweb.workspace.numbers import number_of

FACETS = (
    "mechanism", "body", "review", "cycle", "instrument", "article", "mark", "position", "cluster",
    "decided", "by", "doubt", "state", "group", "kind",
)  # fmt: skip
# The labels of a taxonomy are a facet of their own: `about.uhri.themes`.
ABOUT = "about."
CONFIRMED = "confirmed"
# Columns with the labels of a taxonomy: those that are set, those that are proposed.
LABELS = ("set.", "proposed.")
_MOST_ABOUT = 20
SORTS = ("document", "number", "state", "position", "decided", "review", "page")
CARDS, TABLE = "cards", "table"
_MOST_VALUES = 250


class Params(Protocol):
    """The parameters of an address, as Django gives them."""

    def get(self, key: str, /) -> object:
        """Return the last value of a parameter, None if it is not there."""

    def getlist(self, key: str, /) -> list[str]:
        """Return all values of a parameter."""

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the parameters."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for. `whole` names a facet that is shown with all its values.

    With `confirmed` labels count that a person or a source gave, and no proposals.
    """

    chosen: Mapping[str, tuple[str, ...]]
    typed: str = ""
    sort: str = SORTS[0]
    descending: bool = False
    form: str = CARDS
    columns: tuple[str, ...] = ()
    page: int = 1
    whole: str = ""
    confirmed: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.chosen or self.typed)

    @property
    def of_labels(self) -> bool:
        """Whether a column of labels is shown."""
        return any(name.startswith(LABELS) for name in self.columns)


def read(params: Params, known_columns: Sequence[str]) -> Asked:
    """Return what the address asks for; what is not known is left out."""
    chosen = {}
    for name in FACETS:
        values = tuple(dict.fromkeys(v[:40] for v in params.getlist(name) if v))[:_MOST_VALUES]
        if values:
            chosen[name] = values
    about = sorted(name[:90] for name in params if name.startswith(ABOUT))
    for name in about[:_MOST_ABOUT]:
        values = tuple(dict.fromkeys(v[:200] for v in params.getlist(name) if v))[:_MOST_VALUES]
        if values:
            chosen[name] = values
    sort = str(params.get("sort") or "")
    # The columns of a form come one by one, those of an address in one word.
    columns = [c for given in params.getlist("columns") for c in given.split(",")]
    return Asked(
        chosen,
        str(params.get("q") or "").strip(),
        sort if sort in SORTS else SORTS[0],
        params.get("dir") == "desc",
        TABLE if params.get("as") == TABLE else CARDS,
        tuple(c for c in dict.fromkeys(columns) if c in known_columns or c.startswith(LABELS)),
        number_of(params.get("page")) or 1,
        str(params.get("all") or ""),
        params.get("labels") == CONFIRMED,
    )


def named(asked: Asked) -> list[str]:
    """Return the facets of which a value may be chosen: the usual ones, and those of labels."""
    return [*FACETS, *sorted(name for name in asked.chosen if name.startswith(ABOUT))]


def pairs(asked: Asked) -> list[tuple[str, str]]:
    """Return what says the list, in one order whatever was clicked first; without the page."""
    found = [(name, value) for name in named(asked) for value in asked.chosen.get(name, ())]
    if asked.confirmed:
        found.append(("labels", CONFIRMED))
    if asked.typed:
        found.append(("q", asked.typed))
    if asked.sort != SORTS[0]:
        found.append(("sort", asked.sort))
    if asked.descending:
        found.append(("dir", "desc"))
    if asked.form != CARDS:
        found.append(("as", asked.form))
    if asked.columns:
        found.append(("columns", ",".join(asked.columns)))
    return found


def line(asked: Asked) -> str:
    """Return the address of a list, without `?` and page."""
    return urlencode(pairs(asked), safe=",/")


def turned(asked: Asked, facet: str, value: str) -> Asked:
    """Return `asked` with a value chosen, or no longer chosen if it was."""
    held = asked.chosen.get(facet, ())
    values = tuple(v for v in held if v != value) if value in held else (*held, value)
    chosen = {name: v for name, v in asked.chosen.items() if name != facet}
    if values:
        chosen[facet] = values
    return replace(asked, chosen=chosen)

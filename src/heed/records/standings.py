"""How a State stands to an instrument, as a source says it."""

from __future__ import annotations

from dataclasses import dataclass

STANDINGS = ("party", "signatory", "none", "denounced", "unclear")
# How a State became bound; "bound" is what a source says that does not tell which.
BINDING = ("ratified", "acceded", "succeeded", "bound")


@dataclass(frozen=True, slots=True)
class Standing:
    """A State's standing to one instrument: one row of a register.

    `state` is its ISO 3166-1 alpha-3 code and `name` the name as the UN writes it; `written` is how
    the source did. `instrument` is a code of `heed.vocab.instruments`; `standing` one of
    `STANDINGS`, `by` one of `BINDING` or `""`. `signed`, `since` (when the State was bound),
    `in_force` and `denounced` are ISO dates or as much of one as is known ("1989"), else `""`.
    `reservations`, `accepted` (procedures) and `note` are the source's words. `file` and `row` say
    where it stands, the header being row 1. `doubts` are short sentences: what contradicts itself.
    """

    state: str
    name: str
    instrument: str
    standing: str
    by: str = ""
    signed: str = ""
    since: str = ""
    in_force: str = ""
    denounced: str = ""
    reservations: str = ""
    accepted: str = ""
    note: str = ""
    source: str = ""
    written: str = ""
    file: str = ""
    row: int = 0
    doubts: tuple[str, ...] = ()

"""The nouns of ready-made data: one row of a file of recommendations, and what is wrong with one.

A reader yields `Row` and `Fault` in the order of the file. What harms the whole file (it is cut
off, a column is missing, bytes that are no text) is an `InputProblem`, and nothing comes of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from heed.errors import InputProblem
from heed.records import Position, Recommending

RECOMMENDATION = "recommendation"
# A table of a million rows is no list that people keep; the full export of UHRI held 267,537
# records in 2026.
MOST_ROWS = 300_000
MOST_UHRI_ROWS = 1_000_000
MOST_COLUMNS = 500
# The longest recommendation of UPR Info has 4,131 characters; a treaty body's paragraph may have
# several pages.
MOST_FIELD = 200_000


@dataclass(frozen=True, slots=True)
class Related:
    """A record that rows point to, such as a measure or an indicator of IMPACT OSS.

    `kind` is `measure`, `indicator` or the source's own word. `fields` are its further columns.
    """

    kind: str
    id: str
    title: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of ready-made data, in heed's words, with the source's own beside them.

    `number` is the row as a person counts it in the file: for CSV the record with the header as 1,
    for a sheet its row, for a JSON array the element from 1. `mechanism` is a code of
    `heed.vocab.mechanisms`, `""` where the body is not known; `body` is as written. `addressees`
    are the ISO 3166-1 alpha-3 codes of the States it is addressed to; `state` is the one where it
    is one, else `""`. `kind` is `recommendation`, `concern`, `pledge`, or the source's own word in
    lower case: only a recommendation asks. `dated` is an ISO date or part of one, `""` where not
    stated. `themes`, `groups`, `goals`, `action` are as written. `extra` holds (column, value) of
    what has no place here, so that nothing is lost.
    """

    number: int
    text: str
    id: str = ""
    symbol: str = ""
    paragraph: str = ""
    mechanism: str = ""
    body: str = ""
    state: str = ""
    state_as_written: str = ""
    addressees: tuple[str, ...] = ()
    session: int | None = None
    cycle: int | None = None
    recommending: tuple[Recommending, ...] = ()
    position: Position | None = None
    position_as_written: str = ""
    kind: str = RECOMMENDATION
    themes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    dated: str = ""
    action: str = ""
    related: tuple[Related, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str | None:
        """Return `symbol#paragraph`, heed's key of a recommendation; None where one is missing."""
        return f"{self.symbol}#{self.paragraph}" if self.symbol and self.paragraph else None


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is left out, alone: its number, the column, and one sentence: what is wrong.

    `code` is stable: `empty`, `state`, `position`, `kind`, `number`, `date`, `duplicate`, `ragged`,
    `too_long`, `not_a_record`, `mechanism`. `column` is `""` where the whole row is meant.
    """

    number: int
    column: str
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of any table as it is written, `number` as for `Row`; the header's is 0.

    `figures` are the places of cells that a spreadsheet holds as numbers.
    """

    number: int
    cells: tuple[str, ...]
    figures: tuple[int, ...] = ()


def cut_off(name: str, number: int) -> InputProblem:
    """Return what is said of a file that ends, or breaks, in the middle of row `number`."""
    reason = f"is cut off in row {number:,}."
    return InputProblem(name, "cut_off", reason, "Download it again, and check that it is whole.")


def too_many(name: str, most: int) -> InputProblem:
    """Return what is said of a file with more than `most` rows."""
    reason = f"has more than {most:,} rows."
    return InputProblem(name, "too_many_rows", reason, "Split the file, or keep the rows you need.")


def wrong_columns(name: str, missing: tuple[str, ...], found: tuple[str, ...]) -> InputProblem:
    """Return what is said of a table without the columns that its format has."""
    lacks = ", ".join(f'"{one}"' for one in missing)
    has = ", ".join(f'"{one[:40]}"' for one in found[:8]) + (", …" if len(found) > 8 else "")
    reason = f"has no column {lacks}; it has {has or 'none'}."
    return InputProblem(name, "columns", reason, "Match its columns by hand, or export it again.")


def undecodable(name: str, number: int, encoding: str) -> InputProblem:
    """Return what is said of a file whose bytes stop being text of one encoding in a row."""
    reason = f"mixes encodings: row {number:,} is not {encoding}, as the rows before it are."
    return InputProblem(name, "encoding", reason, "Open it, correct that row, save it as UTF-8.")

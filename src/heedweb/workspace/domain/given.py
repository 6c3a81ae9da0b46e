"""Files on their way in, and what became of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from heed.errors import shown, told
from heed.records import Document, Recognition
from heedweb.workspace.domain.symbols import symbol_of
from heedweb.workspace.models import Sheet, SourceDocument


@dataclass(frozen=True, slots=True)
class Given:
    """A file to take in: its name and where its bytes are.

    `matching` says what the columns of a table are, `origin` is the record of a fetched file.
    """

    name: str
    path: Path
    matching: dict[str, object] = field(default_factory=dict)
    origin: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `state` is done, kept, known, columns, unfetched or refused.

    `count` is of recommendations, or of answers for an addendum; a file is `kept` whose kind heed
    takes no list from. A table whose columns nobody has matched waits as a `sheet`.
    """

    name: str
    state: str
    reason: str = ""
    remedy: str = ""
    document: SourceDocument | None = None
    count: int | None = None
    sheet: Sheet | None = None

    @property
    def line(self) -> str:
        """What became of a file that brought no list, in one line."""
        if self.state == "refused":
            return told(self.name, self.reason, self.remedy)
        return f"{shown(self.name)} {self.reason} {self.remedy}".rstrip()


@dataclass(frozen=True, slots=True)
class Held:
    """A file of a known kind on its way in; `index` is its place among the files given."""

    index: int
    given: Given
    document: Document
    known: Recognition

    @property
    def symbol(self) -> str:
        """Return what the document is called."""
        return symbol_of(self.known, self.given.name)


Report = Callable[[int, Outcome], None]

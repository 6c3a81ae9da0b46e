"""What a reader of instruments passes on: a run of words that names one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """Words `first` up to but without `last` name the instruments `codes`.

    `kind` is `instrument`, `protocol` (not yet told which), `topic` (tells which) or `body`.
    `stands_for` is `body` or `weak` where the words name a body, which stands for its treaty only
    where reporting or joining is asked. `numbers` are those of a protocol ("Protocols 1 and 2"),
    `many` is how many, 0 for one; -1 for several.
    """

    kind: str
    codes: tuple[str, ...]
    first: int = 0
    last: int = 0
    stands_for: str = ""
    numbers: tuple[int, ...] = ()
    many: int = 0

"""What is said of the instruments, fact by fact, and which of it a second source confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from heed.vocab import instruments

FIELDS = (
    "name", "fr", "es", "category", "subject", "status", "adopted", "in_force", "kind", "accepted",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of an instrument. One that is not `checked` was entered from general knowledge."""

    code: str
    field: str
    value: str
    checked: bool


def facts() -> Iterator[Fact]:
    """Yield every fact of every single instrument, in the order of the data."""
    for one in instruments.every().values():
        if not one.year:
            continue  # "the core treaties": a phrase, not an instrument
        for field in FIELDS:
            value = getattr(one, field)
            if value:
                yield Fact(one.code, field, value, field in one.checked)


def counted() -> dict[str, tuple[int, int]]:
    """Return for each field how many facts there are, and how many of them are not checked."""
    held = list(facts())
    every = Counter(one.field for one in held)
    open_ = Counter(one.field for one in held if not one.checked)
    return {field: (every[field], open_[field]) for field in FIELDS if every[field]}

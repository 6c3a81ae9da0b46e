"""Rows that a file holds twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from heed.exchange.rows import Fault, Row


def each_once(found: Iterable[Row | Fault]) -> Iterator[Row | Fault]:
    """Yield what is found; a row with an id seen before, or equal in every field, is a `Fault`.

    Holds 8 bytes of hash for each row, not the rows.
    """
    first: dict[int, int] = {}
    for one in found:
        if isinstance(one, Fault):
            yield one
            continue
        key = _key(one)
        before = first.setdefault(key, one.number)
        if before == one.number:
            yield one
        elif one.id:
            said = f"The id {one.id[:60]} stands in row {before:,} already."
            yield Fault(one.number, "id", said, "duplicate")
        else:
            said = f"This row is the same as row {before:,}."
            yield Fault(one.number, "", said, "duplicate")


def _key(row: Row) -> int:
    told = f"id {row.id}" if row.id else repr(replace(row, number=0))
    return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=8).digest(), "big")

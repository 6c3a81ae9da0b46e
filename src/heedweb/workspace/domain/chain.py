"""The chain of acts: how rows of history are bound to each other. Pure: no database.

Every hash is SHA-256 over canonical JSON, as hexadecimal. What is bound, and why so, stands in
docs/audit.md; a change of anything here makes every earlier chain unreadable.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime

INSTALLATION = "installation"
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def name_of(workspace: int | None) -> str:
    """Return what the chain of a workspace is called, or that of the installation."""
    return INSTALLATION if workspace is None else f"workspace {workspace}"


def plain(value: object) -> object:
    """Return a value as the database gives it back: lists for tuples, strings for keys."""
    return json.loads(json.dumps(value))


def canonical(value: object) -> bytes:
    """Return the one way to write a plain value: keys in order, no spaces, UTF-8."""
    # A lone surrogate is no UTF-8; it is kept apart from every other character all the same.
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


def digest(value: object) -> str:
    """Return the hash of a plain value."""
    return hashlib.sha256(canonical(value)).hexdigest()


def commitment(salt: str, subject: str, detail: object, changes: object, why: str) -> str:
    """Return what stands in the chain for the values of a row.

    Without the salt it tells nothing of them, however few values were possible.
    """
    return digest([salt, subject, detail, changes, why])


def stamp(at: datetime) -> str:
    """Return a time in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def link(
    *,
    chain: str,
    number: int,
    previous: str,
    by: int,
    at: datetime,
    verb: str,
    room: int | None,
    about: tuple[str, int | None],
    step: int | None,
    rows: str,
    values: str,
) -> str:
    """Return the hash of a row of a chain.

    `about` names the record, `rows` is the digest of what a step wrote, `values` the commitment.
    """
    held = [chain, number, previous, by, stamp(at), verb, room, *about, step, rows, values]
    return digest(held)


def seal(chain: str, when: date | str, number: int, last: str) -> str:
    """Return what may be shown of a chain's end to people who may not see all of it.

    It is another one each day, whether or not anything happened: nobody learns from it that
    something was done. `when` is the day that ended, or for a chain in its midst the time.
    """
    told = when if isinstance(when, str) else when.isoformat()
    return digest(["head", chain, told, number, last])

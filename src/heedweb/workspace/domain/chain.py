"""The chain of acts: how rows of history are bound to each other. Pure: no database.

Every hash is SHA-256, as hexadecimal: of values as canonical JSON, of a row as lines. What is
bound, and why so, stands in docs/audit.md; a change of anything here makes every earlier chain
unreadable.
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
    at: datetime | str,
    verb: str,
    room: int | None,
    about: tuple[str, int | None],
    step: int | None,
    rows: str,
    values: str,
) -> str:
    """Return the hash of a row of a chain.

    `at` may be its stamp. `about` names the record, `rows` is the digest of what a step wrote,
    `values` the commitment. None of these has a line break, so that lines tell them apart.
    """
    when = at if isinstance(at, str) else stamp(at)
    room_, record, step_ = ("" if one is None else one for one in (room, about[1], step))
    held = (
        f"{chain}\n{number}\n{previous}\n{by}\n{when}\n{verb}\n{room_}\n{about[0]}\n{record}\n"
        f"{step_}\n{rows}\n{values}"
    )
    return hashlib.sha256(held.encode("utf-8", "surrogatepass")).hexdigest()


def seal(chain: str, when: date | str, number: int, last: str) -> str:
    """Return what may be shown of a chain's end to people who may not see all of it.

    It is another one each day, whether or not anything happened: nobody learns from it that
    something was done. `when` is the day that ended, or for a chain in its midst the time.
    """
    told = when if isinstance(when, str) else when.isoformat()
    return digest(["head", chain, told, number, last])

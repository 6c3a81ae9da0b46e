"""Files that are whole or not there."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from contextlib import suppress
from pathlib import Path

from heed.errors import shown
from heedweb.durable import keep_names
from heedweb.fetching.faults import Fault


def write(*given: tuple[Path, bytes]) -> None:
    """Write files whole: all beside their places first, on the disk, then under their names.

    Raises `Fault`; then none is new.
    """
    partials = [path.with_name(f".{uuid.uuid4().hex}.partial") for path, _ in given]
    placed: list[Path] = []
    try:
        for partial, (path, data) in zip(partials, given, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _put(partial, data)
        for partial, (path, _) in zip(partials, given, strict=True):
            new = not path.exists()
            partial.replace(path)
            placed += [path] if new else []
            keep_names(path.parent)
    except OSError as error:
        _remove(placed)
        where = shown(str(given[0][0]))
        reason = f"{where} cannot be written ({error.strerror})."
        raise Fault("disk", reason, "Make room, or give another folder.") from error
    finally:
        _remove(partials)


def _put(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _remove(paths: list[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink()


def sha256_of(path: Path) -> str | None:
    """Return the hash of a file; None if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def record_of(path: Path) -> Path:
    """Return where the record of a fetched file stands."""
    return path.with_name(f"{path.name}.fetched.json")


def check_free(path: Path, sha256: str) -> None:
    """Raise `Fault` (exists) if other words than those that heed fetched stand at `path`.

    A file that is as its record says may be replaced by a newer issue.
    """
    there = sha256_of(path)
    if there is None or there == sha256:
        return
    try:
        fetched = json.loads(record_of(path).read_text(encoding="utf-8"))["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        fetched = None
    if there != fetched:
        reason = f"another file stands at {shown(str(path))}."
        raise Fault("exists", reason, "Move it, or give another folder.")

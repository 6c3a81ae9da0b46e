"""Original files, kept unchanged under their hash."""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from pathlib import Path

from django.conf import settings

from heedweb.durable import keep_names
from heedweb.workspace.models import Blob


def path_of(sha256: str) -> Path:
    """Return where the bytes with this hash are kept."""
    return Path(settings.DATA) / "blobs" / sha256[:2] / sha256[2:]


def keep(source: Path) -> Blob:
    """Keep a copy of the file at `source`; its bytes are on the disk when this returns."""
    return keep_bytes(source.read_bytes())


def keep_bytes(data: bytes) -> Blob:
    """Keep these bytes; they are on the disk when this returns."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A name of its own: two processes may keep the same file at once.
        partial = target.with_name(f"{uuid.uuid4().hex}.partial")
        try:
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        except OSError:
            partial.unlink(missing_ok=True)
            raise
        keep_names(target.parent)
    blob, _ = Blob.objects.get_or_create(sha256=sha256, defaults={"size": len(data)})
    return blob


def sweep() -> int:
    """Remove what a stopped process left half-written an hour ago or longer. Return how many."""
    swept = 0
    for partial in (Path(settings.DATA) / "blobs").glob("*/*.partial"):
        if partial.stat().st_mtime < time.time() - 3600:
            partial.unlink(missing_ok=True)
            swept += 1
    return swept

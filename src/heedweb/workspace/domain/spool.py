"""Where the bytes of files wait until a worker takes them in."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings

from heedweb.workspace.domain import processes


def spool(name: str) -> Path:
    """Return where a spooled file is."""
    return Path(settings.FILE_UPLOAD_TEMP_DIR) / name


def own_name() -> str:
    """Return a name that no other file has; it tells which process wrote it."""
    return f"{processes.mark()}-{uuid.uuid4().hex}"

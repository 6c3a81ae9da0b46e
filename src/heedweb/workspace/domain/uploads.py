"""Files that people hand in, laid where a confined reader can read them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from heedweb.workspace.storage import translated

_LONGEST = 255


class Upload(Protocol):
    """What a form hands over: a name and chunks of bytes."""

    @property
    def name(self) -> str | None:
        """What the file is called."""
        ...

    def chunks(self) -> Iterable[bytes]:
        """Yield the bytes."""
        ...


def name_of(upload: Upload) -> str:
    """Return what the file is called by who hands it in."""
    return (upload.name or "file")[:_LONGEST]


def lay(upload: Upload, target: Path) -> None:
    """Write the bytes at `target`; they are on the disk when this returns."""
    with target.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def laid(upload: Upload) -> Iterator[Path]:
    """Lay the bytes in a folder of their own for as long as they are looked at.

    Raises `StorageProblem` where there is no room for them.
    """
    with translated(), tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        path = Path(folder) / "upload"
        lay(upload, path)
        yield path


@dataclass(frozen=True, slots=True)
class Bytes:
    """Bytes that somebody has at hand, as if they were a file."""

    data: bytes
    name: str | None = None

    def chunks(self) -> Iterable[bytes]:
        """Yield the bytes."""
        yield self.data


def laid_bytes(data: bytes) -> AbstractContextManager[Path]:
    """Lay bytes in a folder of their own, as `laid` lays a file."""
    return laid(Bytes(data))

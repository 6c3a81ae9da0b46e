"""Where a command writes to: a file that is there whole or not at all, or standard output."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO


@contextlib.contextmanager
def opened(out: str) -> Iterator[TextIO]:
    """Yield what is written to: standard output for `-`, else the file `out`."""
    if out == "-":
        yield sys.stdout
        return
    path = Path(out)
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8") as to:
            yield to
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)

"""Files whose names outlive a power cut."""

from __future__ import annotations

import os
from pathlib import Path


def keep_names(folder: Path) -> None:
    """Have the disk keep the names of the files in a folder; what is in them is synced before."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

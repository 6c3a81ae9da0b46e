"""What a fetched file says of itself, read in a confined child."""

from __future__ import annotations

import tempfile
from pathlib import Path

from heed.confined import properties
from heed.errors import InputProblem


def read_metadata(data: bytes, name: str) -> dict[str, str] | str:
    """Return the file's properties by their names, or "not read: " and why."""
    try:
        with tempfile.TemporaryDirectory(prefix="heed-fetch") as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            return dict(properties(path, name=name))
    except InputProblem as problem:
        return f"not read: it {problem.reason}"
    except OSError as error:
        return f"not read: {error.strerror}"

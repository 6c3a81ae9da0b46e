"""What all tests share: the way to the real documents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The real documents that HEED_CORPUS points at."""
    folder = os.environ.get("HEED_CORPUS")
    if not folder:
        pytest.skip("HEED_CORPUS is not set: the real documents are not here.")
    return Path(folder) / "corpus"

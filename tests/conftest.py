"""What all tests share: a data folder of their own, and the way to the real documents."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

# Settings are read at import; no test touches the data folder of an installation.
_folder = tempfile.mkdtemp(prefix="heed-test-")
os.environ["HEED_DATA"] = _folder
atexit.register(shutil.rmtree, _folder, ignore_errors=True)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The real documents that HEED_CORPUS points at."""
    folder = os.environ.get("HEED_CORPUS")
    if not folder:
        pytest.skip("HEED_CORPUS is not set: the real documents are not here.")
    return Path(folder) / "corpus"

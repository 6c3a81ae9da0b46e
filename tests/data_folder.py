"""A data folder of the tests' own, made before anything reads the settings.

pytest loads this ahead of its other plugins (`-p` in pyproject.toml): pytest-django reads the
settings before any conftest, and reading them makes the data folder.
"""

from __future__ import annotations

import os
import shutil
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="heed-test-")
os.environ["HEED_DATA"] = _FOLDER


def pytest_unconfigure() -> None:
    """Remove the folder when all tests are done."""
    shutil.rmtree(_FOLDER, ignore_errors=True)

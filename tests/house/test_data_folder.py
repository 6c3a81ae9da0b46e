"""No test writes into the checkout: the settings name a data folder elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["DATA", "STATIC_ROOT", "FILE_UPLOAD_TEMP_DIR", "FETCH_CACHE"])
def test_what_tests_write_is_outside_the_checkout(name):
    folder = Path(getattr(settings, name)).resolve()
    assert not folder.is_relative_to(ROOT.resolve())
    assert folder.is_relative_to(Path(settings.DATA))

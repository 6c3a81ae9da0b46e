"""What all tests share: the way to the real documents, and a database that is up to date."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.migrated import migrated


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The real documents that HEED_CORPUS points at."""
    folder = os.environ.get("HEED_CORPUS")
    if not folder:
        pytest.skip("HEED_CORPUS is not set: the real documents are not here.")
    return Path(folder) / "corpus"


@pytest.fixture(scope="session")
def _copied(django_db_modify_db_settings_parallel_suffix):
    """A connection that holds the tests' database in memory until Django has one to it too."""
    name = connection.creation._get_test_db_name()
    with (
        closing(sqlite3.connect(migrated())) as made,
        closing(sqlite3.connect(name, uri=True)) as held,
    ):
        made.backup(held)
        yield held


@pytest.fixture(scope="session")
def django_db_modify_db_settings(_copied):
    """Have the copy there before Django looks which migrations are missing: none."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, _copied):
    """Leave the database to Django once it is set up."""
    _copied.close()

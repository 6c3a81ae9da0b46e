"""The world is made once for the tests of a file and taken back after them."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.access import world as worlds


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)

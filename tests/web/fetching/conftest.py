from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from heedweb.fetching import fetch
from heedweb.fetching.client import Limits
from heedweb.fetching.timing import Pace
from tests.web.fetching.service import Service

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PDF = Path("src/heedweb/demo/documents/AUR_cycle1_report.pdf").read_bytes()


def word(title: str = "Report on Aurelia") -> bytes:
    made = docx.Document()
    made.core_properties.title = title
    made.core_properties.author = "Secretariat"
    made.add_paragraph("1. Aurelia was asked.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def service():
    with Service().running() as running:
        yield running


@pytest.fixture
def slept():
    return []


@pytest.fixture
def ask(service, slept, tmp_path):
    """Fetch from the service of this machine, without its pauses; keywords as `fetch` has them."""

    def asked(symbol="A/HRC/59/15", **fields):
        given = {
            "into": tmp_path / "out",
            "policy": service.policy(),
            "now": NOW,
            "by": "me@example.org",
            "limits": Limits(),
            "pace": Pace(gap=0, sleep=slept.append),
            **fields,
        }
        return fetch(symbol, **given)

    return asked

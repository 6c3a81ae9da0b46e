from __future__ import annotations

from datetime import UTC, datetime

import pytest

from heedweb.fetching.timing import Pace, retry_after

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def test_one_request_a_second_goes_to_a_host():
    now, slept = [100.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(clock=lambda: now[0], sleep=sleep)
    assert [pace.wait("a"), pace.wait("b"), pace.wait("a"), pace.wait("a")] == [0, 0, 1, 1]
    now[0] += 0.75
    assert pace.wait("a") == 0.25
    now[0] += 10
    assert pace.wait("a") == 0
    assert slept == [1, 1, 0.25]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("0", 0),
        (" 7 ", 7),
        ("Tue, 24 Nov 2026 09:31:00 GMT", 60),
        ("Tue, 24 Nov 2026 09:29:00 GMT", 0),
        ("Tue, 24 Nov 2026 09:31:00", 60),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        ("9" * 400, None),
    ],
)
def test_retry_after(value, seconds):
    assert retry_after(value, NOW) == seconds

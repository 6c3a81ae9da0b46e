"""What is kept of a workspace is read once, by one at a time, and of few workspaces."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from heedweb.workspace.models import Workspace
from heedweb.workspace.queries.kept import MOST_KEPT, Kept

MADE = datetime(2024, 5, 3, tzinfo=UTC)


def workspace(number, created=MADE):
    return Workspace(pk=number, created=created)


def test_what_is_kept_is_handed_to_whoever_renews_it():
    kept = Kept()
    assert kept.of(workspace(1), lambda held: [held]) == [None]
    assert kept.of(workspace(1), lambda held: [held]) == [[None]]
    assert kept.of(workspace(2), lambda held: [held]) == [None]


def test_a_workspace_with_the_number_of_another_is_another():
    kept = Kept()
    kept.of(workspace(1), lambda _held: "first")
    assert kept.of(workspace(1, MADE + timedelta(days=1)), lambda held: held) is None


def test_the_workspace_asked_for_longest_ago_goes():
    kept = Kept()
    for number in range(MOST_KEPT):
        kept.of(workspace(number), lambda _held, number=number: number)
    kept.of(workspace(0), lambda held: held)
    kept.of(workspace(99), lambda _held: 99)
    assert kept.of(workspace(0), lambda held: held) == 0
    assert kept.of(workspace(1), lambda held: held) is None


def test_it_is_read_once_whoever_asks_meanwhile():
    kept, begun, go_on, read = Kept(), threading.Event(), threading.Event(), []

    def slowly(held):
        if held is None:
            read.append(1)
            begun.set()
            go_on.wait(10)
        return "read"

    threads = [threading.Thread(target=kept.of, args=(workspace(1), slowly)) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(10)
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert read == [1]

"""Runs of labellers and of links, as pages tell of them."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Manager

from heedweb.workspace.models import LabelRun, LinkRun

Run = TypeVar("Run", LabelRun, LinkRun)


def at_hand(runs: Manager[Run]) -> Run | None:
    """Return of a workspace's runs the one that goes on or waits, else the last if it failed."""
    last, open_ = runs.first(), runs.filter(state__in=runs.model.OPEN).last()
    if open_ is not None:
        return open_
    return last if last is not None and last.state == runs.model.State.FAILED else None

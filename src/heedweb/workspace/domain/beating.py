"""Tells, while something takes long, that whoever does it lives."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

# A worker tells that it lives every ten seconds; one that is silent for a minute is gone.
BEAT_SECONDS = 10.0


@contextmanager
def beating(tell: Callable[[], object]) -> Iterator[None]:
    """Call `tell` every ten seconds, in a thread, until what is done within is done."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT_SECONDS):
            try:
                tell()
            except OperationalError:
                continue
        connection.close()

    thread = threading.Thread(target=beat, name="heed-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()

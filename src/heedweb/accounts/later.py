"""What is done after the answer, so that how long the answer takes says nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connection

_POOL = ThreadPoolExecutor(max_workers=1, thread_name_prefix="heed-mail")
log = logging.getLogger("heed.accounts")


def do(act: Callable[[str], None], what: str) -> None:
    """Do something in another thread; at once within a transaction, which that would not see."""
    if connection.in_atomic_block:
        act(what)
    else:
        _POOL.submit(_told, act, what)


def _told(act: Callable[[str], None], what: str) -> None:
    try:
        act(what)
    except Exception:
        # Nobody waits for this; that no mail could be sent is for the administrator to know.
        log.exception("What was to be done after the answer failed.")
    finally:
        close_old_connections()

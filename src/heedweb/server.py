"""One process that serves the pages and does the jobs."""

from __future__ import annotations

import signal
import sys
import threading
from typing import Any

import waitress
from django.conf import settings

from heed.confined import holds
from heedweb.config.wsgi import application
from heedweb.workspace.domain import blobs, imports
from heedweb.workspace.worker import working


def run(host: str, port: int) -> None:
    """Serve at `host`:`port` until stopped. Jobs that a stop cut off are taken up again."""
    imports.release_dead()
    imports.sweep()
    blobs.sweep()
    # Trying out the confinement takes half a second; the first page need not wait for it.
    threading.Thread(target=holds, name="heed-doctor", daemon=True).start()
    stop_on_term()
    with working():
        sys.stdout.write(f"heed serves at http://{host}:{port} (stop with Ctrl-C)\n")
        sys.stdout.flush()
        waitress.serve(
            application, host=host, port=port, threads=8, ident=None, _quiet=True, **_proxies()
        )


def _proxies() -> dict[str, Any]:
    """Return how the server learns who asks where proxies stand in front."""
    if not settings.PROXIES:
        return {}
    return {
        "trusted_proxy": "*",
        "trusted_proxy_count": settings.PROXIES,
        "trusted_proxy_headers": {"x-forwarded-for"},
    }


def stop_on_term() -> None:
    """Let the system's request to stop end this process as Ctrl-C does, its jobs put away."""
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))

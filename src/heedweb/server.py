"""One process that serves the pages and does the imports."""

from __future__ import annotations

import sys
import threading

import waitress

from heed.confined import holds
from heedweb.config.wsgi import application
from heedweb.workspace.domain import blobs, imports
from heedweb.workspace.worker import Worker


def run(host: str, port: int) -> None:
    """Serve at `host`:`port` until stopped. Imports that a stop cut off are taken up again."""
    imports.release_dead()
    imports.sweep()
    blobs.sweep()
    worker = Worker()
    worker.start()
    # Trying out the confinement takes half a second; the first page need not wait for it.
    threading.Thread(target=holds, name="heed-doctor", daemon=True).start()
    sys.stdout.write(f"heed serves at http://{host}:{port} (stop with Ctrl-C)\n")
    sys.stdout.flush()
    try:
        waitress.serve(application, host=host, port=port, threads=8, ident=None, _quiet=True)
    finally:
        worker.stop()

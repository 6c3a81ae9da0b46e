"""Attempts at what a confined process must not be able to do, for `heed doctor` and the tests."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

_MB = 1024 * 1024


def attempt(name: str) -> str:
    """Try the act called `name`. Return `denied` and why, or `NOT denied`."""
    try:
        ATTEMPTS[name]()
    except (OSError, MemoryError) as error:
        return f"denied: {error}"
    return "NOT denied"


def _network() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1).close()


def _read_elsewhere() -> None:
    # Whatever the machine keeps outside the libraries: data folders, homes.
    os.listdir("/tmp")  # noqa: PTH208, S108 -- the system call itself is the probe


def _read_accounts() -> None:
    Path("/etc/passwd").read_bytes()


def _write_outside() -> None:
    Path("/tmp/heed-probe").write_bytes(b"x")  # noqa: S108 -- must fail


def _run_a_program() -> None:
    os.execv("/bin/true", ["/bin/true"])  # noqa: S606 -- must fail


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _kill() -> None:
    os.kill(os.getppid(), signal.SIGCONT)


def _symlink() -> None:
    Path("/tmp/heed-probe-link").symlink_to("/etc/passwd")  # noqa: S108 -- must fail


def _memory() -> None:
    bytearray(2048 * _MB)


def _large_file() -> None:
    Path("/tmp/heed-probe-large").write_bytes(bytes(100 * _MB))  # noqa: S108 -- must fail


def _forever() -> None:
    while True:
        pass


def _sleep() -> None:
    time.sleep(3600)


def _crash() -> None:
    import ctypes

    ctypes.string_at(0)


ATTEMPTS: dict[str, Callable[[], None]] = {
    "network": _network,
    "read other folders": _read_elsewhere,
    "read the accounts": _read_accounts,
    "write": _write_outside,
    "run a program": _run_a_program,
    "start a process": _fork,
    "signal another process": _kill,
    "make a link": _symlink,
    "take 2 GB of memory": _memory,
    "write 100 MB": _large_file,
    # These do not come back; the tests see how the parent ends them.
    "forever": _forever,
    "sleep": _sleep,
    "crash": _crash,
}
DENIED = tuple(ATTEMPTS)[:10]

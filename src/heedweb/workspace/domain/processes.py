"""Which process is which, on this machine: a process number alone is given out again."""

from __future__ import annotations

import os
import socket
from pathlib import Path


def me() -> str:
    """Return the name of this process: machine, number, and when it started."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def gone(name: str) -> bool:
    """Return whether the process of this name was of this machine and is no more."""
    host, _, rest = name.rpartition(":")
    host, _, number = host.rpartition(":")
    if not number.isdecimal():
        return True
    return host == socket.gethostname() and _started(int(number)) != rest


def mark() -> str:
    """Return what this process puts in front of the names of its files."""
    return f"{os.getpid()}.{_started(os.getpid())}"


def left(name: str) -> bool:
    """Return whether a file's name begins with the mark of a process that is gone."""
    number, _, started = name.partition("-")[0].partition(".")
    return number.isdecimal() and started != "" and _started(int(number)) != started


def _started(number: int) -> str:
    """Return when a process started, in ticks since the machine did; `""` if there is none."""
    try:
        stat = Path(f"/proc/{number}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    # The name in brackets may hold anything: count from its end.
    return stat.rpartition(")")[2].split()[19]

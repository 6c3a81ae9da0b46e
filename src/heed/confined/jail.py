"""Puts this process behind bars: what it has open is all it will ever have."""

from __future__ import annotations

import contextlib
import ctypes
import os
import site
import sys
import sysconfig
from collections.abc import Collection
from pathlib import Path

import heed
from heed.confined import landlock, seccomp
from heed.confined.limits import Limits

_PARENT_DEATH_SIGNAL, _DUMPABLE = 1, 4
_SIGKILL = 9
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Let the kernel end this process when its parent ends."""
    _libc.prctl(_PARENT_DEATH_SIGNAL, _SIGKILL, 0, 0, 0)


def enter(limits: Limits, keep: Collection[int]) -> None:
    """Confine this process for good; only the descriptors `keep` stay open.

    Raises `OSError` if the kernel refuses a protection that it has.
    """
    os.setsid()
    die_with_parent()
    os.environ.clear()
    os.umask(0o077)
    _close_all_but(keep)
    _libc.prctl(_DUMPABLE, 0, 0, 0, 0)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    os.nice(10)
    limits.apply()
    landlock.restrict(readable())
    seccomp.restrict()


def readable() -> list[Path]:
    """Return the folders that the libraries load code and tables from."""
    folders = {
        *(sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")),
        *site.getsitepackages(),
        str(Path(heed.__file__).parent),
        "/usr/lib",
        "/usr/lib64",
        "/lib",
        "/lib64",
    }
    files = ("/etc/ld.so.cache", "/etc/mime.types", "/dev/urandom", "/dev/null")
    found = [Path(p) for p in (*sorted(folders), *files)]
    # Compiled parts of the standard library may stand beside the interpreter.
    return [*found, Path(sys.base_prefix) / "lib"]


def _close_all_but(keep: Collection[int]) -> None:
    start = 3
    for held in sorted(fd for fd in keep if fd >= start):
        os.closerange(start, held)
        start = held + 1
    os.closerange(start, os.sysconf("SC_OPEN_MAX"))

"""Landlock: which files a process may open, and no connection of its own.

Linux 5.13 and later; the system calls have the same numbers on every architecture. Source:
Documentation/userspace-api/landlock.rst of the Linux kernel.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVS = 38

_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# Rights over files that each version of the interface knows.
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_NETWORK_FROM, _TCP = 4, 3
_SCOPES_FROM, _SCOPES = 6, 3

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """Return the version of the interface that this kernel has, 0 without Landlock."""
    return max(0, int(_libc.syscall(_CREATE, None, 0, _VERSION)))


def restrict(readable: Iterable[Path]) -> int:
    """Let this process read beneath `readable` and write nowhere, for good. Return the version.

    Raises `OSError` if the kernel has Landlock and refuses.
    """
    abi = version()
    if abi < 1:
        return 0
    rights = next(r for v, r in sorted(_FILE_RIGHTS.items(), reverse=True) if v <= abi)
    network = _TCP if abi >= _NETWORK_FROM else 0
    scopes = _SCOPES if abi >= _SCOPES_FROM else 0
    size = 24 if abi >= _SCOPES_FROM else 16 if abi >= _NETWORK_FROM else 8
    attributes = struct.pack("QQQ", rights, network, scopes)[:size]
    rules = _checked(_libc.syscall(_CREATE, attributes, size, 0), "landlock_create_ruleset")
    try:
        for path in readable:
            if path.exists():
                _allow(rules, path)
        _checked(_libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")
        _checked(_libc.syscall(_RESTRICT, rules, 0), "landlock_restrict_self")
    finally:
        os.close(rules)
    return abi


def _allow(rules: int, path: Path) -> None:
    rights = _READ_FILE | _READ_DIR if path.is_dir() else _READ_FILE
    held = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("<Qi", rights, held)
        _checked(_libc.syscall(_ADD, rules, _PATH_BENEATH, rule, 0), f"landlock_add_rule {path}")
    finally:
        os.close(held)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result

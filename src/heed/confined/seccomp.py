"""A filter of system calls: no network, no new process or program, no way to other processes.

A list of what is denied, not of what is allowed: the parsers are libraries in C whose needs change.
Numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of Linux.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from dataclasses import dataclass

_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_CLONE_THREAD = 0x10000
_X32 = 0x40000000
_CLONE3 = 435
# The same on every architecture: io_uring, pidfd_send_signal, pidfd_open, open_by_handle_at's kin.
_COMMON = (424, 425, 426, 427, 434, 438)


@dataclass(frozen=True, slots=True)
class _Architecture:
    token: int
    clone: int
    denied: tuple[int, ...]


_ARCHITECTURES = {
    "x86_64": _Architecture(
        0xC000003E,
        56,
        (
            # socket connect accept sendto sendmsg bind listen socketpair accept4
            41, 42, 43, 44, 46, 49, 50, 53, 288,
            # fork vfork execve execveat kill tkill tgkill ptrace process_vm_readv/writev
            57, 58, 59, 322, 62, 200, 234, 101, 310, 311,
            # mount umount2 chroot pivot_root unshare setns reboot kexec modules bpf perf uffd
            165, 166, 161, 155, 272, 308, 169, 246, 320, 175, 313, 321, 298, 323,
            # keyctl add_key request_key mknod(at) chmod fchmod(at) chown fchown lchown fchownat
            250, 248, 249, 133, 259, 90, 91, 268, 92, 93, 94, 260,
            # link symlink linkat symlinkat open_by_handle_at
            86, 88, 265, 266, 304,
        ),
    ),
    "aarch64": _Architecture(
        0xC00000B7,
        220,
        (
            198, 203, 202, 206, 211, 200, 201, 199, 242,
            221, 281, 129, 130, 131, 117, 270, 271,
            40, 39, 51, 41, 97, 268, 142, 104, 294, 105, 273, 280, 241, 282,
            219, 217, 218, 33, 52, 53, 54, 55,
            37, 36, 265,
        ),
    ),
}  # fmt: skip

_libc = ctypes.CDLL(None, use_errno=True)


def known() -> bool:
    """Return whether heed has a filter for this machine."""
    return platform.machine() in _ARCHITECTURES


def restrict() -> bool:
    """Deny the calls to this process, for good. Return whether there is a filter for this machine.

    Raises `OSError` if the kernel refuses the filter.
    """
    architecture = _ARCHITECTURES.get(platform.machine())
    if architecture is None:
        return False
    program = b"".join(_program(architecture))
    buffer = ctypes.create_string_buffer(program)
    header = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    _libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    if _libc.prctl(_SET_SECCOMP, _FILTER, header, 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {os.strerror(number)}")
    return True


def _program(architecture: _Architecture) -> list[bytes]:
    deny = _ERRNO | errno.EPERM
    lines = [
        _line(_LOAD, _ARCHITECTURE_AT),
        _line(_JUMP_EQUAL, architecture.token, 1, 0),
        _line(_RETURN, _KILL),
        _line(_LOAD, _NUMBER_AT),
    ]
    if architecture.token == _ARCHITECTURES["x86_64"].token:
        # The 32-bit numbering of the same machine would go around the list.
        lines += [_line(_JUMP_GREATER_EQUAL, _X32, 0, 1), _line(_RETURN, _KILL)]
    for number in (*architecture.denied, *_COMMON):
        lines += [_line(_JUMP_EQUAL, number, 0, 1), _line(_RETURN, deny)]
    lines += [
        # The C library falls back to clone, whose flags can be looked at: threads, no processes.
        _line(_JUMP_EQUAL, _CLONE3, 0, 1),
        _line(_RETURN, _ERRNO | errno.ENOSYS),
        _line(_JUMP_EQUAL, architecture.clone, 0, 3),
        _line(_LOAD, _FIRST_ARGUMENT_AT),
        _line(_JUMP_SET, _CLONE_THREAD, 1, 0),
        _line(_RETURN, deny),
        _line(_RETURN, _ALLOW),
    ]
    return lines


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)

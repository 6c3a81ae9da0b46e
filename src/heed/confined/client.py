"""Asks the forking process for one task, and judges what came of it."""

from __future__ import annotations

import atexit
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import heed
from heed.confined import landlock, wire
from heed.confined.limits import Limits
from heed.confined.server import MOST_REQUEST, READY
from heed.confined.tasks import Answer, Asked

_START_SECONDS = 30
# The supervisor ends a child in time; this is for a supervisor that was itself killed.
_GRACE = 10
_PIPE = 1 << 20
_START = "from heed.confined.server import main; main()"


class Broken(Exception):
    """The forking process is gone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a child left: its answer as bytes, and how it ended.

    `signal` is 0 if it ended by itself; `memory` is its most resident bytes.
    """

    answer: bytes
    signal: int
    late: bool
    seconds: float
    memory: int


class Server:
    """The forking process of this process; started on first use, and again after a fork."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owner = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def run(self, asked: Asked, files: Sequence[int], limits: Limits) -> Outcome:
        """Let a new child do the task. Raises `Broken` if there is none to be had."""
        for attempt in (1, 2):
            try:
                return self._run(asked, files, limits)
            except (Broken, OSError):
                self.shut()
                if attempt == 2:
                    raise
        raise Broken

    def _run(self, asked: Asked, files: Sequence[int], limits: Limits) -> Outcome:
        answer, answer_end = os.pipe()
        report, report_end = os.pipe()
        try:
            request = {"asked": wire.pack(asked).hex(), "limits": asdict(limits)}
            try:
                self._send(json.dumps(request).encode(), [answer_end, report_end, *files])
            finally:
                os.close(answer_end)
                os.close(report_end)
            deadline = time.monotonic() + limits.wall + _GRACE
            most = limits.result * 4
            data = _drained(answer, most, deadline)
            told = _drained(report, MOST_REQUEST, deadline)
        finally:
            os.close(answer)
            os.close(report)
        if not told:
            raise Broken("The process that reads files was ended.")
        held = json.loads(told)
        return Outcome(data, held["signal"], held["late"], held["seconds"], held["memory"])

    def _send(self, message: bytes, descriptors: Sequence[int]) -> None:
        with self._lock:
            control = self._started()
            socket.send_fds(control, [message], descriptors)

    def _started(self) -> socket.socket:
        running = self._process is not None and self._process.poll() is None
        if self._control is not None and self._owner == os.getpid() and running:
            return self._control
        self._drop()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter
                [*_wrapped(), sys.executable, "-I", "-c", _START, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )  # fmt: skip
        ours.settimeout(_START_SECONDS)
        if ours.recv(len(READY)) != READY:
            raise Broken("The process that reads files did not start.")
        ours.settimeout(None)
        self._control, self._owner = ours, os.getpid()
        return ours

    def shut(self) -> None:
        """End the forking process and whatever it does."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        control, process, mine = self._control, self._process, self._owner == os.getpid()
        self._control = self._process = None
        if control is not None:
            control.close()
        if process is not None and mine:
            process.kill()
            process.wait()


def _wrapped() -> list[str]:
    """Return the command that confines the forking process where the kernel has no Landlock."""
    bwrap = shutil.which("bwrap")
    if landlock.version() or bwrap is None:
        return []
    folders = {
        sys.prefix,
        sys.base_prefix,
        str(Path(heed.__file__).parent.parent),
        sysconfig.get_paths()["purelib"],
    }
    binds = ["--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib"]
    binds += ["--symlink", "usr/lib64", "/lib64", "--ro-bind-try", "/etc/mime.types",
              "/etc/mime.types", "--dev", "/dev", "--proc", "/proc"]  # fmt: skip
    for folder in sorted(folders):
        binds += ["--ro-bind-try", folder, folder]
    return [bwrap, "--unshare-all", "--die-with-parent", *binds, "--"]


def _drained(descriptor: int, most: int, deadline: float) -> bytes:
    """Return what is written to a pipe until it is closed; no more than `most`, no later."""
    pieces: list[bytes] = []
    size = 0
    while True:
        left = deadline - time.monotonic()
        ready, _, _ = select.select([descriptor], [], [], max(0.0, left))
        if not ready:
            raise Broken("The process that reads files fell silent.")
        piece = os.read(descriptor, _PIPE)
        if not piece:
            return b"".join(pieces)
        size += len(piece)
        if size <= most:
            pieces.append(piece)


SERVER = Server()
atexit.register(SERVER.shut)

__all__ = ["SERVER", "Answer", "Broken", "Outcome", "Server"]

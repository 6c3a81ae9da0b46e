"""The process that forks: it has loaded the parsers once, and opens no file itself.

It listens on one socket to the process that started it. A request is one message: what is asked
(JSON), and descriptors for the answer, for the report, and for each file. For each request a
supervisor is forked, which forks the confined child, ends it when its time is over, and reports.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import time

from heed.confined import jail, wire
from heed.confined.limits import Limits
from heed.confined.tasks import Asked, Given, perform

MOST_REQUEST = 64 * 1024
MOST_DESCRIPTORS = 32
READY = b"ready"


def main() -> None:
    """Serve until the other end of the socket is closed."""
    control = socket.socket(fileno=int(sys.argv[1]))
    jail.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Supervisors are not waited for: the kernel takes them away.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _warm_up()
    # What is loaded is shared with every child; counting references would copy it.
    gc.freeze()
    try:
        control.send(READY)
    except BrokenPipeError:
        return
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, MOST_REQUEST, MOST_DESCRIPTORS)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            _supervise(json.loads(message), descriptors)
            os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


def _warm_up() -> None:
    """Load what the parsers load on first use: a confined child could do it, but each time anew."""
    import docx
    import lxml.html
    import olefile
    import openpyxl
    import PIL.Image
    import PIL.PngImagePlugin
    import pypdfium2  # noqa: F401

    from heed.exchange import reading, values  # noqa: F401
    from heed.kinds import upr_addendum, upr_report  # noqa: F401
    from heed.reading import doc, html, pdf, text  # noqa: F401
    from heed.vocab import bodies, mechanisms, sessions, states

    docx.Document()
    lxml.html.fromstring("<p>x</p>")
    del olefile, openpyxl, PIL
    states.find("Chad")
    mechanisms.mechanisms()
    bodies.find("CRC")
    values.kind("Recommendations")
    sessions.cycles()
    sessions.ordinal("first")


def _supervise(request: dict[str, object], descriptors: list[int]) -> None:
    jail.die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    limits = wire_limits(request)
    answer, report, *files = descriptors
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(report)
        _work(request, answer, files, limits)
    os.close(answer)
    for file in files:
        os.close(file)
    status, late = _waited(child, limits.wall)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "late": late,
        "seconds": round(time.monotonic() - started, 3),
        "memory": usage.ru_maxrss * 1024,
    }
    # Nobody may be left to tell.
    with contextlib.suppress(BrokenPipeError):
        os.write(report, json.dumps(told).encode())


def wire_limits(request: dict[str, object]) -> Limits:
    """Return the limits of a request."""
    held = request["limits"]
    if not isinstance(held, dict):
        raise TypeError("limits")
    return Limits(**{str(name): int(value) for name, value in held.items()})


def _waited(child: int, seconds: int) -> tuple[int, bool]:
    """Wait for the child; end it and all it started when its time is over."""
    handle = os.pidfd_open(child)
    ready, _, _ = select.select([handle], [], [], seconds)
    late = not ready
    # The child leads a session of its own: the group is all that it could have started.
    for end in (os.killpg, os.kill):
        try:
            end(child, signal.SIGKILL)
        except ProcessLookupError:
            continue
        except PermissionError:
            continue
    _, status = os.waitpid(child, 0)
    return status, late


def _work(request: dict[str, object], answer: int, files: list[int], limits: Limits) -> None:
    """Do the task, confined. Does not return."""
    try:
        jail.enter(limits, [answer, *files])
        asked, _ = wire.unpack(bytes.fromhex(str(request["asked"])), Asked, MOST_REQUEST)
        given = [Given(name, held) for name, held in zip(asked.names, files, strict=True)]
        done, tail = perform(asked, given)
        try:
            packed = wire.pack(done, tail)
        except MemoryError:
            packed = wire.pack(type(done)(fault="memory"))
        view = memoryview(packed)
        while view:
            view = view[os.write(answer, view) :]
    except BrokenPipeError:
        pass
    except BaseException as error:  # noqa: BLE001 -- nothing may return into the supervisor
        sys.stderr.write(f"heed: the confined reader stopped: {error!r}\n")
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()

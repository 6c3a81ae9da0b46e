"""A mail server that takes what it is given, or refuses everybody."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Office(socketserver.ThreadingTCPServer):
    """`mails` are those that came; while it `refuses`, nobody lives here."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Clerk)
        self.mails: list[str] = []
        self.refuses = False


class _Clerk(socketserver.StreamRequestHandler):
    """The little of SMTP that a mail needs."""

    def handle(self):
        def say(line):
            self.wfile.write(f"{line}\r\n".encode())

        say("220 here")
        while line := self.rfile.readline().decode():
            word = line[:4].upper().strip()
            if word == "DATA":
                say("354 go on")
                held = []
                while (row := self.rfile.readline().decode()) != ".\r\n":
                    if not row:
                        # Cut off: a mail without its end was not taken.
                        return
                    held.append(row)
                self.server.mails.append("".join(held))
            if word == "RCPT" and self.server.refuses:
                say("550 nobody")
                continue
            say("221 bye" if word == "QUIT" else "250 yes")


@contextmanager
def open_office() -> Iterator[Office]:
    """Serve at a free port of this machine."""
    with Office() as office:
        thread = threading.Thread(target=office.serve_forever, daemon=True)
        thread.start()
        yield office
        office.shutdown()
        thread.join()

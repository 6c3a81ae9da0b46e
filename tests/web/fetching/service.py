"""A document service of this machine that answers as the real one does, and badly when told to.

It stands behind the real policy: names and addresses are checked as ever, and the certificate too;
only the wire to a checked address ends here.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from heedweb.fetching.policy import Policy

HERE = Path(__file__).parent
PUBLIC = "93.184.215.14"
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


@dataclass
class Reply:
    """What is answered. `pieces` are sent one after the other, `pause` seconds apart."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    pieces: Iterable[bytes] = ()
    pause: float = 0.0
    reset: bool = False
    raw: bytes = b""


def redirect(location: str, status: int = 302) -> Reply:
    return Reply(status, headers={"Location": location})


def page(words: str, status: int = 200) -> Reply:
    html = f"<!DOCTYPE html><html><head><title>{words}</title></head><body></body></html>"
    return Reply(status, html.encode(), {"Content-Type": TYPES["html"]})


def file(form: str, data: bytes, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(200, data, {"Content-Type": TYPES[form], **named})


class Service:
    """What was planned, and what was asked: (host, path) with the headers of each request."""

    def __init__(self) -> None:
        self.plans: dict[str, list[Reply]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.dialled: list[str] = []
        self.stop = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(HERE / "service.pem")
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def plan(self, path: str, *replies: Reply) -> None:
        """Answer `path` with each of these in turn; the last stays."""
        self.plans[path] = list(replies)

    def document(self, symbol: str, language: str, form: str, reply: Reply, job: str) -> None:
        """Have a document, as the real service does: by symbol, then under its job number."""
        path = f"/doc/undoc/gen/{job[:3]}/{job[3:6]}/{job[6:]}/{form}/{job}.{form}"
        self.plan(access(symbol, language, form), redirect(path))
        self.plan(path, reply)

    def dial(self, address: str, seconds: float) -> socket.socket:
        self.dialled.append(address)
        return socket.create_connection(self._server.server_address[:2], timeout=seconds)

    def policy(self, **fields) -> Policy:
        trusted = ssl.create_default_context(cafile=HERE / "authority.pem")
        return Policy(
            **{
                "on": True,
                "resolve": lambda _: [PUBLIC],
                "dial": self.dial,
                "tls": trusted,
                **fields,
            }
        )

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @contextmanager
    def running(self) -> Iterator[Service]:
        self._thread.start()
        try:
            yield self
        finally:
            self.stop.set()
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                service.asked.append(f"{self.headers['Host']}{self.path}")
                service.headers.append({k.lower(): v for k, v in self.headers.items()})
                replies = service.plans.get(self.path, [page("Not found", 404)])
                reply = replies.pop(0) if len(replies) > 1 else replies[0]
                self.close_connection = True
                try:
                    service._answer(self, reply)
                except OSError:
                    return  # the client had enough

            def log_message(self, *_: object) -> None:
                return

        return Handler

    def _answer(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        if reply.reset:
            linger = struct.pack("ii", 1, 0)
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            # Closed at once and hard: the other side reads a reset.
            socket.socket(fileno=handler.connection.detach()).close()
            return
        if reply.raw:
            handler.wfile.write(reply.raw)
            self._drip(handler, reply)
            return
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if not reply.pieces:
            length = len(reply.body) if reply.length is None else reply.length
            handler.send_header("Content-Length", str(length))
        elif reply.length is not None:
            handler.send_header("Content-Length", str(reply.length))
        handler.end_headers()
        handler.wfile.write(reply.body)
        self._drip(handler, reply)

    def _drip(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        for piece in reply.pieces:
            if self.stop.is_set():
                return
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(reply.pause)


def access(symbol: str, language: str, form: str) -> str:
    return f"/api/symbol/access?s={symbol}&l={language}&t={form}"

"""Addresses that must not be connected to, tried through `fetch`: 0 connections but to public ones.

Counted twice: by who connects to listening sockets of this machine, and by every `connect` of this
process (an audit hook). A document service of this machine stands at the other end of the checked
addresses; its own port is not counted. Run: `make trust-ssrf`.
"""

from __future__ import annotations

import selectors
import socket
import ssl
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.web.fetching.service import PUBLIC, Reply, Service, access, file, page, redirect

from heedweb.fetching import FetchProblem, Policy, fetch
from heedweb.fetching.policy import HOSTS, dialled
from heedweb.fetching.timing import Pace

SYMBOL = "A/HRC/59/15"
DOCX = access(SYMBOL, "en", "docx")
# Where listening needs no more than being allowed to: 443 is what a fetch would connect to.
PORTS = (22, 80, 443, 8443, 0)
LOCAL = ("0.0.0.0", "::")  # noqa: S104 -- whoever reaches any address of this machine is counted


@dataclass
class Seen:
    """What the audit hook saw: addresses connected to, names looked up."""

    connects: list[tuple[str, int]] = field(default_factory=list)
    lookups: list[str] = field(default_factory=list)

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        """Keep an event of a socket."""
        if event == "socket.connect" and isinstance(arguments[1], tuple):
            host, port = arguments[1][:2]
            self.connects.append((str(host), int(port)))
        elif event == "socket.getaddrinfo":
            self.lookups.append(str(arguments[0]))

    def private(self, allowed: int) -> list[tuple[str, int]]:
        """Return the connections to anything but the one public address and the stand-in's port.

        The rule under trial is not asked: it would not see its own mistake.
        """
        good = (PUBLIC, 443), ("127.0.0.1", allowed)
        return [where for where in self.connects if where not in good]


@dataclass(frozen=True)
class Case:
    """A URL that is asked for, or what the service does; and the code that must come of it."""

    name: str
    codes: tuple[str, ...]
    url: str = ""
    resolve: Callable[[str], Sequence[str]] | None = None
    replies: dict[str, Reply] = field(default_factory=dict)


def _leads(url: str) -> dict[str, Reply]:
    return {DOCX: redirect(url)}


def _forever(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


def _chain() -> dict[str, Reply]:
    steps = {f"/{n}": redirect(f"/{n + 1}") for n in range(1, 10)}
    return {DOCX: redirect("/1"), **steps, "/10": file("pdf", b"%PDF-1.7")}


def _rebinding() -> Callable[[str], Sequence[str]]:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    return lambda _: next(answers)


def addresses() -> list[Case]:
    """Return the cases in which an address is asked for: by the setting, a redirect, a name."""
    refused = ("refused_address",)
    urls = {
        "file": "file:///etc/passwd",
        "gopher": "gopher://127.0.0.1:80/_x",
        "link-local": "https://169.254.169.254/latest/meta-data/",
        "loopback v6": "https://[::1]/",
        "IPv4-mapped": "https://[::ffff:10.0.0.1]/",
        "decimal": "https://2130706433/",
        "user@host": "https://documents.un.org@127.0.0.1/",
        "hexadecimal": "https://0x7f000001/",
        "octal": "https://0177.0.0.1/",
        "unspecified": "https://0.0.0.0/",
        "port 22": "https://documents.un.org:22/",
        "CR LF": "https://documents.un.org/\r\nHost: 127.0.0.1",
        "plain http": "http://documents.un.org/",
        "another host": "https://documents.un.org.example.org/",
    }
    cases = [Case(f"URL, {name}", refused, url=url) for name, url in urls.items()]
    cases += [
        Case(f"redirect, {name}", refused, replies=_leads(url))
        for name, url in urls.items()
        if name != "CR LF"
    ]
    names = {
        "private": ["10.0.0.1"], "link-local": ["169.254.169.254"], "loopback": ["127.0.0.1"],
        "loopback v6": ["::1"], "IPv4-mapped": ["::ffff:127.0.0.1"], "NAT64": ["64:ff9b::7f00:1"],
        "6to4": ["2002:7f00:1::1"], "Teredo": ["2001:0:5ef5:79fd::1"], "CGNAT": ["100.64.0.1"],
        "multicast": ["224.0.0.1"], "unspecified": ["0.0.0.0"], "decimal": ["2130706433"],  # noqa: S104
        "zone": ["fe80::1%lo"], "one private among several": [PUBLIC, "127.0.0.1"],
    }  # fmt: skip
    return cases + [
        Case(f"name, {name}", refused, resolve=lambda _, found=found: found)
        for name, found in names.items()
    ]


def behaviours() -> list[Case]:
    """Return the cases in which the service itself is hostile."""
    pdf = {"Content-Type": "application/pdf"}
    bomb = zlib.compress(bytes(300_000_000), 9)
    packed = file("pdf", bomb, Content_Encoding="deflate")
    html = {access(SYMBOL, "en", form): page("Nothing here") for form in ("docx", "doc", "pdf")}
    slow = Reply(headers=pdf, pieces=_forever(b"%"), pause=1.0, length=9_999)
    return [
        Case("rebinding", ("refused_address",), resolve=_rebinding(), replies=_leads("/x")),
        Case("10 redirects", ("service",), replies=_chain()),
        Case(
            "endless body",
            ("too_large",),
            replies={DOCX: Reply(headers=pdf, pieces=_forever(bytes(60_000)))},
        ),
        Case("1 B/s body", ("too_slow",), replies={DOCX: slow}),
        Case("compressed bomb", ("too_large",), replies={DOCX: packed}),
        Case("wrong content", ("wrong_content",), replies=html),
    ]


@contextmanager
def listening() -> Iterator[tuple[list[str], list[tuple[str, int]]]]:
    """Listen on all addresses of this machine. Yields who connects (growing), and where to."""
    heard: list[str] = []
    stop = threading.Event()
    with selectors.DefaultSelector() as selector:
        for family, address in ((socket.AF_INET, LOCAL[0]), (socket.AF_INET6, LOCAL[1])):
            for port in PORTS:
                _listen(selector, family, address, port)
        ears: list[tuple[str, int]] = [key.data for key in selector.get_map().values()]
        print("listening on", *(f"[{address}]:{port}" for address, port in ears))

        def hear() -> None:
            while not stop.is_set():
                for key, _ in selector.select(0.1):
                    assert isinstance(key.fileobj, socket.socket)  # noqa: S101
                    connection, who = key.fileobj.accept()
                    heard.append(f"{who[0]} to {key.data}")
                    connection.close()

        thread = threading.Thread(target=hear)
        thread.start()
        try:
            yield heard, ears
        finally:
            stop.set()
            thread.join()
            for key in list(selector.get_map().values()):
                assert isinstance(key.fileobj, socket.socket)  # noqa: S101
                key.fileobj.close()


def _listen(
    selector: selectors.BaseSelector, family: socket.AddressFamily, address: str, port: int
) -> None:
    server = socket.socket(family)
    try:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        server.bind((address, port))
    except OSError as error:
        server.close()
        print(f"not listening on {address} port {port}: {error.strerror}")
        return
    server.listen()
    selector.register(server, selectors.EVENT_READ, (address, server.getsockname()[1]))


def attempt(case: Case, service: Service, folder: Path) -> str:
    """Fetch in one case. Return the code and line of the refusal, or that there was none."""
    service.plans = {path: [reply] for path, reply in case.replies.items()}
    trusted = ssl.create_default_context(cafile=Path("tests/web/fetching/authority.pem"))
    # Where the case never comes to a checked address the real `dial` would be seen at work.
    dial = service.dial if case.replies else dialled
    policy = Policy(
        on=True, hosts=frozenset(HOSTS), dial=dial, tls=trusted,
        resolve=case.resolve or (lambda _: [PUBLIC]),
    )  # fmt: skip
    if case.url:
        policy = Policy(on=True, service=case.url)
    now = datetime.now(UTC)
    try:
        fetch(SYMBOL, into=folder, policy=policy, now=now, by="trust", pace=Pace(gap=0))
    except FetchProblem as problem:
        return f"{problem.code}: {problem.reason}"
    return "none: it was fetched"


def control(seen: Seen, heard: list[str], ears: list[tuple[str, int]]) -> list[str]:
    """Connect to each ear on purpose. Return what was not counted both times."""
    before = len(seen.private(0)), len(heard)
    for address, port in ears:
        here = "127.0.0.1" if address == LOCAL[0] else "::1"
        socket.create_connection((here, port), timeout=5).close()
    time.sleep(0.5)
    counts = len(seen.private(0)) - before[0], len(heard) - before[1]
    names = "the audit hook", "the listening sockets"
    return [name for name, count in zip(names, counts, strict=True) if count != len(ears)]


def main() -> int:
    """Try every case and print the table. Returns 1 if one is not as stated."""
    seen, misses = Seen(), 0
    sys.addaudithook(seen.hook)
    cases = addresses() + behaviours()
    with (
        listening() as (heard, ears),
        Service().running() as service,
        tempfile.TemporaryDirectory() as out,
    ):
        for case in cases:
            start = time.monotonic()
            told = attempt(case, service, Path(out))
            seconds = time.monotonic() - start
            right = told.partition(":")[0] in case.codes and seconds <= 16 and "\n" not in told
            misses += not right
            print(f"{'' if right else 'MISS '}{case.name}: {told[:130]} ({seconds:.1f} s)")
        names = [name for name in seen.lookups if name != "127.0.0.1"]
        private, arrived = seen.private(service.port), list(heard)
        left = sorted(p.name for p in Path(out).rglob("*"))
        unchecked = [address for address in service.dialled if address != PUBLIC]
        blind = control(seen, heard, ears)
    print(f"{len(cases)} cases, {misses} not as stated")
    print(f"connections to what is not public: {len(private) + len(arrived)} {private + arrived}")
    print(f"dialled but not checked: {len(unchecked)}; names looked up: {len(names)}")
    print(f"left behind: {left or 'nothing'}; control not seen by: {blind or 'none'}")
    return 1 if misses or private or arrived or unchecked or names or left or blind else 0


if __name__ == "__main__":
    sys.exit(main())

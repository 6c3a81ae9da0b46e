"""One document over HTTP: bounded in bytes and seconds, polite, each redirect checked."""

from __future__ import annotations

import http.client
import io
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin

import heed
from heed.errors import shown
from heedweb.fetching.bodies import whole
from heedweb.fetching.faults import Fault
from heedweb.fetching.policy import Policy, Target
from heedweb.fetching.timing import PACE, Budget, Pace, retry_after

AGENT = f"heed/{heed.__version__} (reads UN documents for human rights follow-up)"
REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 502, 503, 504)
# Of an answer that is no document only what it says is wanted.
_MOST_WORDS = 64 * 1024
_LATER = "Try again later."


@dataclass(frozen=True, slots=True)
class Limits:
    """`body` in bytes after decompression; `seconds` for one attempt with its redirects.

    `patience`: the longest Retry-After that is waited for, in seconds.
    """

    body: int = 10 * 1024 * 1024
    seconds: float = 15.0
    redirects: int = 5
    retries: int = 2
    back_off: float = 1.0
    patience: float = 30.0


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the address asked, the status, and where it led."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came at last. `url` is where from; `body` is whole if `status` is 200."""

    url: str
    hops: tuple[Hop, ...]
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return a header by its name in lower case; "" if it is not there."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Client:
    """Asks within a policy, limits and a pace."""

    policy: Policy
    limits: Limits = field(default_factory=Limits)
    pace: Pace = PACE

    def get(self, url: str, *, known: Mapping[str, Mapping[str, str]] | None = None) -> Answer:
        """Return the answer at `url` after redirects: 200, 304 or a status of the 400s.

        `known`: the headers of a conditional request, by the address that they were given for.
        Asks again, up to `retries` times, where the service is busy or the connection is reset.
        Raises `Fault`.
        """
        failure = Fault("service", "the service did not answer.", _LATER)
        for attempt in range(self.limits.retries + 1):
            try:
                answer = self._once(url, known or {})
            except ConnectionResetError:
                failure = Fault("unreachable", "the connection was closed by the service.", _LATER)
                wait = self.limits.back_off * 2**attempt
            else:
                if answer.status not in _BUSY:
                    return answer
                failure, wait = self._busy(answer, attempt)
            if wait > self.limits.patience:
                break
            if attempt < self.limits.retries:
                self.pace.sleep(wait)
        raise failure

    def first(self, url: str) -> Answer:
        """Return the first answer at `url`, its redirect not followed. Raises `Fault`."""
        target = self.policy.target(url)
        self.pace.wait(target.host)
        budget = Budget(self.limits.seconds)
        with _told(self.limits.seconds):
            status, headers, _ = self._ask(target, {}, budget, body=False)
        return Answer(target.url, (), status, headers, b"")

    def _busy(self, answer: Answer, attempt: int) -> tuple[Fault, float]:
        asked = retry_after(answer.header("retry-after") or None, datetime.now(UTC))
        reason = f"the service is busy ({answer.status})."
        wait = self.limits.back_off * 2**attempt
        if asked is None:
            return Fault("busy", reason, _LATER), wait
        if asked > self.limits.patience:
            remedy = f"It asks to wait {asked:,.0f} seconds."
            return Fault("busy", reason, remedy), asked
        return Fault("busy", reason, _LATER), max(wait, asked)

    def _once(self, url: str, known: Mapping[str, Mapping[str, str]]) -> Answer:
        """Follow the redirects from `url`, in one budget of time."""
        budget = Budget(self.limits.seconds)
        hops: list[Hop] = []
        target = self.policy.target(url)
        while True:
            budget.add(self.pace.wait(target.host))
            with _told(self.limits.seconds):
                status, headers, body = self._ask(target, known.get(target.url, {}), budget)
            answer = Answer(target.url, tuple(hops), status, headers, body)
            if status not in REDIRECTS:
                return answer
            if len(hops) == self.limits.redirects:
                reason = f"the service redirects more than {self.limits.redirects} times."
                raise Fault("service", reason, _LATER)
            location = _joined(target.url, answer.header("location"))
            hops.append(Hop(target.url, status, location))
            target = self.policy.target(location)

    def _ask(
        self, target: Target, extra: Mapping[str, str], budget: Budget, *, body: bool = True
    ) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        """Return status, headers and body of one request on a connection of its own."""
        with self.policy.connect(target, budget) as connection:
            connection.settimeout(budget.left())
            connection.sendall(_request(target, extra))
            timed = _Timed(connection, budget)
            response = http.client.HTTPResponse(timed, method="GET")  # type: ignore[arg-type]
            try:
                _begin(response)
                headers = tuple(response.getheaders())
                data = self._body(response) if body else b""
            finally:
                response.close()
        return response.status, headers, data

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        if response.status == 200:
            return whole(response, self.limits.body)
        if response.status in (304, *REDIRECTS):
            return b""
        if 400 <= response.status < 600:
            return response.read(_MOST_WORDS)
        reason = f"the service answered with status {response.status}."
        raise Fault("service", reason, _LATER)


def _begin(response: http.client.HTTPResponse) -> None:
    try:
        response.begin()
    except ssl.SSLEOFError as error:
        # Closed before anything was said: as good as a reset.
        raise ConnectionResetError from error


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        # Refused by the policy, which says why.
        return location


def _request(target: Target, extra: Mapping[str, str]) -> bytes:
    """Return the request. Nothing in it can hold a line's end: the address and headers are checked.

    The body is asked for as it is, so that its hash is that of the bytes sent.
    """
    headers = {
        "Host": target.host,
        "User-Agent": AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
        **{name: value for name, value in extra.items() if value.isascii() and value.isprintable()},
    }
    lines = [
        f"GET {target.path} HTTP/1.1",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("ascii")


@contextmanager
def _told(seconds: float) -> Iterator[None]:
    """Turn what the network and the protocol raise into a `Fault`; resets go on to be retried."""
    try:
        yield
    except TimeoutError as error:
        reason = f"the service did not finish within {seconds:g} seconds."
        raise Fault("too_slow", reason, _LATER) from error
    except ssl.SSLCertVerificationError as error:
        reason = f"the host could not prove who it is ({error.verify_message})."
        raise Fault("refused_address", reason, "Ask who runs this network.") from error
    except ssl.SSLEOFError as error:
        raise Fault("cut", "the answer was cut off.", _LATER) from error
    except ConnectionResetError:
        raise
    except http.client.HTTPException as error:
        reason = f"the service's answer is not HTTP as it should be ({type(error).__name__})."
        raise Fault("service", reason, _LATER) from error
    except OSError as error:
        reason = f"no connection could be made ({shown(error.strerror or str(error))})."
        raise Fault("unreachable", reason, "Check this machine's network.") from error


class _Timed:
    """What `HTTPResponse` needs of a socket: each read has the time that is left in all."""

    def __init__(self, connection: ssl.SSLSocket, budget: Budget) -> None:
        self._stream = io.BufferedReader(_Stream(connection, budget), 64 * 1024)

    def makefile(self, *_: object, **__: object) -> io.BufferedIOBase:
        """Return the stream; `HTTPResponse` asks for it once."""
        return self._stream


class _Stream(io.RawIOBase):
    """A connection as a stream of bytes."""

    def __init__(self, connection: ssl.SSLSocket, budget: Budget) -> None:
        self._connection = connection
        self._budget = budget

    def readable(self) -> bool:
        """Return whether it can be read: it can."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Return how many bytes came. Raises `TimeoutError` when the time is up."""
        self._connection.settimeout(self._budget.left())
        return self._connection.recv_into(buffer)

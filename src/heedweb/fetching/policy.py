"""Where heed may connect to: hosts on a list, over TLS, at public addresses.

The name is resolved once, every address that it has is checked, and a checked address is what is
connected to: a name that answers differently the next time changes nothing. Variables for proxies
are not read.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from heed.errors import shown
from heedweb.fetching.faults import Fault
from heedweb.fetching.timing import Budget

PORT = 443
HOSTS = ("documents.un.org", "docs.un.org", "undocs.org")
SERVICE = "https://documents.un.org/api/symbol/access"
_MOST_URL = 2000
# A last label that begins with a letter: no form of an address by number has one.
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?=[a-z]){_LABEL}")
# What is printable, without the space and what no address holds as such.
_URL = re.compile(r"[!#-;=?-\[\]_a-z~]+", re.ASCII)
# Older versions of `ipaddress` count some of these as global (before Python 3.11.10).
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
            "240.0.0.0/4",
            # Teredo and others of 2001::/23; documentation; 6to4.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ),
    )
)  # fmt: skip
# What is routed on the internet; outside lie NAT64, IPv4-mapped, local and multicast addresses.
_UNICAST6 = ipaddress.ip_network("2000::/3")

Resolver = Callable[[str], Sequence[str]]
Dial = Callable[[str, float], socket.socket]


def named(host: str) -> bool:
    """Return whether this is a host's full name in lower case, not an address by number."""
    return len(host) <= 253 and _HOST.fullmatch(host) is not None


def public(address: str) -> bool:
    """Return whether an IP address is one of the public internet. Anything else is not."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (ip not in _UNICAST6 or ip.scope_id):
        return False
    return ip.is_global and not ip.is_multicast and not any(ip in net for net in _SPECIAL)


def resolved(host: str) -> Sequence[str]:
    """Return every address of a name, in the system's order. Raises `OSError`."""
    found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def dialled(address: str, seconds: float) -> socket.socket:
    """Return a connection to port 443 of an address. Raises `Fault` if it is not public."""
    if not public(address):
        raise Fault("refused_address", f"{shown(address)} is not a public address.")
    return socket.create_connection((address, PORT), timeout=seconds)


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked for: `path` begins with "/" and holds the query."""

    url: str
    host: str
    path: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be fetched from.

    `on` is the administrator's word that heed may fetch at all; `service` is the address of the
    symbol access; `hosts_named` is the setting that `hosts` stand in. `resolve`, `dial` and `tls`
    are the system's but where a test tries others.
    """

    on: bool = False
    hosts: frozenset[str] = frozenset(HOSTS)
    service: str = SERVICE
    hosts_named: str = "HEED_FETCH_HOSTS"
    resolve: Resolver = resolved
    dial: Dial = dialled
    tls: ssl.SSLContext | None = None

    def target(self, url: str) -> Target:
        """Return what to ask for. Raises `Fault` (refused_address); opens nothing."""
        reason, host, path = self._examined(url)
        if reason:
            raise _refused(url, reason)
        return Target(f"https://{host}{path}", host, path)

    def _examined(self, url: str) -> tuple[str, str, str]:
        if len(url) > _MOST_URL or not _URL.fullmatch(url):
            return "it holds characters that no address may hold, or too many", "", ""
        try:
            parts = urlsplit(url)
        except ValueError:
            return "it is no address", "", ""
        host = parts.netloc.lower().removesuffix(f":{PORT}")
        if parts.scheme != "https":
            return "it is not https", "", ""
        if "@" in host:
            return "it names a user", "", ""
        if ":" in host and not host.startswith("["):
            return f"it names a port other than {PORT}", "", ""
        if not named(host):
            return "it does not name its host by a full name", "", ""
        if host not in self.hosts:
            return f"its host is not on the list ({self.hosts_named})", "", ""
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return "", host, path

    def addresses(self, host: str, budget: Budget) -> Sequence[str]:
        """Return the addresses of a host. Raises `Fault` if it has none or one is not public."""
        found = _within(self.resolve, host, budget.left())
        for address in found:
            if not public(address):
                reason = f"it leads to {shown(address)}, which is not a public address"
                raise _refused(f"https://{host}/", reason)
        return found

    def connect(self, target: Target, budget: Budget) -> ssl.SSLSocket:
        """Return a connection whose other end has proved to be the host.

        Raises `Fault`, and `OSError` of the network (`TimeoutError` when the time is up).
        """
        addresses = self.addresses(target.host, budget)
        failure = OSError(f"no address for {target.host}")
        for place, address in enumerate(addresses):
            try:
                # One address that does not answer leaves time for the others.
                wire = self.dial(address, budget.left() / (len(addresses) - place))
            except OSError as error:
                failure = error
                continue
            return self._secured(wire, target, budget)
        raise failure

    def _secured(self, wire: socket.socket, target: Target, budget: Budget) -> ssl.SSLSocket:
        try:
            wire.settimeout(budget.left())
            # An end without a farewell is a cut, not an end.
            tls = self.tls or ssl.create_default_context()
            return tls.wrap_socket(wire, server_hostname=target.host, suppress_ragged_eofs=False)
        except BaseException:
            wire.close()
            raise


def _refused(url: str, reason: str) -> Fault:
    return Fault("refused_address", f"the address {shown(url)} is refused: {reason}.")


def _within(resolve: Resolver, host: str, seconds: float) -> Sequence[str]:
    """Resolve in at most so many seconds; the system's resolver knows no limit."""
    found: list[str] = []
    failures: list[OSError] = []

    def ask() -> None:
        try:
            found.extend(resolve(host))
        except OSError as error:
            failures.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise TimeoutError
    if failures or not found:
        reason = f"the name {host} cannot be resolved."
        raise Fault("unreachable", reason, "Check this machine's network.")
    return found

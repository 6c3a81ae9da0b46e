"""The workspace's settings where everything is fetched from the tests' own host."""

import os
import socket
import ssl
from pathlib import Path

from heedweb.config.settings import *  # noqa: F403
from heedweb.fetching.policy import Policy

_HELD = Path(__file__).parent.parent / "web" / "fetching"
_PUBLIC = "93.184.215.14"


def _dial(_address: str, seconds: float) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(os.environ["TEST_HOST_PORT"])), seconds)


def FETCH_POLICY() -> Policy:  # noqa: N802 -- a setting
    trusted = ssl.create_default_context(cafile=_HELD / "authority.pem")
    return Policy(on=True, resolve=lambda _: [_PUBLIC], dial=_dial, tls=trusted)

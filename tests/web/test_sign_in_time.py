"""How long an answer takes says nothing of whether there is an account."""

from __future__ import annotations

import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from heedweb.accounts.models import User

TRIES = 200
# Milliseconds between the medians.
MOST = 5
HEED = [sys.executable, "-c", "from heed.cli.main import main; main()"]
MADE = f"""
import django; django.setup()
from heedweb.accounts.models import User
for n in range({TRIES}): User.objects.create_user(f"known{{n}}@example.org")
"""


class Short(PBKDF2PasswordHasher):
    """Few rounds: what differs besides the hashing is as large, and not lost in its noise."""

    iterations = 10_000


@pytest.fixture
def people(db, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Short"]
    held = [User.objects.create_user(f"known{n}@example.org") for n in range(TRIES)]
    held[0].set_password("seven quiet harbours")
    # Every second has a password; the others come by link.
    for user in held[::2]:
        user.password = held[0].password
    User.objects.bulk_update(held, ["password"])
    return held


def test_password_of_known_and_unknown_takes_as_long(people):
    def ask(email, n):
        given = {"login": email, "password": "wrong harbours"}
        client = Client(REMOTE_ADDR=f"192.0.{n % 200}.{n // 200 + 1}")
        assert client.post("/sign-in/password/", given).status_code == 200

    compared(ask)


@pytest.fixture
def server(tmp_path):
    """A real server behind one proxy, so that each try can have a network address of its own."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    told = {"HEED_DATA": str(tmp_path), "HEED_PROXIES": "1",
            "DJANGO_SETTINGS_MODULE": "heedweb.config.settings"}  # fmt: skip
    environment = {**os.environ, **told}
    subprocess.run([*HEED, "workspace", "list"], env=environment, check=True)
    subprocess.run([sys.executable, "-c", MADE], env=environment, check=True)
    command = [*HEED, "serve", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/sign-in/")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=40)


def _wait(address):
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


def test_link_for_known_and_unknown_takes_as_long(server, tmp_path):
    page = urllib.request.urlopen(f"{server}/sign-in/")
    cookie = page.headers["Set-Cookie"].split(";")[0]
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.read().decode()).group(1)

    def ask(email, n):
        given = urllib.parse.urlencode({"email": email, "csrfmiddlewaretoken": token}).encode()
        asked = urllib.request.Request(f"{server}/sign-in/", given, {
            "Cookie": cookie, "X-Forwarded-For": f"192.0.{n % 200}.{n // 200 + 1}",
        })  # fmt: skip
        with urllib.request.urlopen(asked, timeout=30) as answer:
            assert "Look at your mail" in answer.read().decode()

    compared(ask)
    for _ in range(100):
        sent = (tmp_path / "log").read_text().count("Subject: Sign in to heed")
        if sent == TRIES:
            break
        time.sleep(0.1)
    assert sent == TRIES


def compared(ask):
    """Ask by turns, so that what else the machine does falls on both; compare the medians."""
    took = {"known": [], "unknown": []}
    ask("warm@example.org", 0)
    for n in range(TRIES):
        for who in ("known", "unknown") if n % 2 else ("unknown", "known"):
            began = time.perf_counter()
            ask(f"{who}{n}@example.org", n)
            took[who].append((time.perf_counter() - began) * 1000)
    known, unknown = (statistics.median(took[who]) for who in ("known", "unknown"))
    print(f"known {known:.2f} ms, unknown {unknown:.2f} ms, medians of {TRIES}")  # noqa: T201
    assert abs(known - unknown) < MOST, (known, unknown)

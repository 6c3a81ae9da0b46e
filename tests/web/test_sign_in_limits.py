"""How long a session lasts, how often one may try, and where signing in may lead."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from fido2.utils import websafe_encode

from heedweb.accounts import agents
from heedweb.accounts.links import make_link
from heedweb.accounts.middleware import BEGAN, SEEN
from heedweb.accounts.models import User
from tests.access.addresses import addresses
from tests.web.test_sign_in_steps import PASSWORD, is_in, path, tried, with_password


def aged(client, key, seconds):
    session = client.session
    session[key] -= seconds
    session.save()


def test_session_has_a_new_key_after_signing_in(cast):
    client = Client()
    client.get("/sign-in/")
    session = client.session
    session["planted"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post(path(make_link(cast.alice)))
    assert is_in(client)
    assert client.session.session_key != before
    client.cookies["sessionid"] = before
    assert not is_in(client)


@pytest.mark.parametrize(("key", "limit"), [(SEEN, 30 * 60), (BEGAN, 12 * 60 * 60)])
def test_session_ends_at_its_limit(cast, key, limit):
    client = cast.client("alice")
    aged(client, key, limit - 20)
    assert client.get("/w/aurelia/").status_code == 200
    client = cast.client("alice")
    aged(client, key, limit + 1)
    assert client.get("/w/aurelia/")["Location"].startswith("/sign-in/?next=")


def test_acts_keep_a_session_and_polling_does_not(cast):
    client = cast.client("alice")
    aged(client, SEEN, 20 * 60)
    client.get("/w/aurelia/imports/", headers={"HX-Request": "true"})
    assert time.time() - client.session[SEEN] > 19 * 60
    client.get("/w/aurelia/imports/")
    assert time.time() - client.session[SEEN] < 60


def test_only_what_a_page_does_by_itself_is_asked_for_by_htmx():
    """Where a click looked by htmx, it would have to count as an act (`middleware.Limits`)."""
    asking = re.compile(r"<\w+[^>]*\shx-(?:get|boost)=[^>]*")
    pages = {
        p: asking.findall(p.read_text()) for p in Path("src/heedweb/templates").rglob("*.html")
    }
    assert sum(map(len, pages.values())) >= 3
    found = [
        page.name
        for page, tags in pages.items()
        if any('hx-trigger="load delay' not in tag for tag in tags)
    ]
    assert found == []


def test_network_alone_is_kept_of_an_address_and_no_longer_than_a_session(cast):
    for address, network in (("192.0.2.77", "192.0.2.0"), ("2001:db8:1:2::7", "2001:db8:1::")):
        UserSession.objects.all().delete()
        Client(REMOTE_ADDR=address).post(path(make_link(cast.alice)))
        assert [held.ip for held in UserSession.objects.all()] == [network]
    UserSession.objects.update(created_at=timezone.now() - timedelta(hours=13))
    Client().post(path(make_link(cast.bob)))
    assert [held.user for held in UserSession.objects.all()] == [cast.bob]


def test_sessions_are_listed_and_ended_by_their_person_alone(cast):
    here, there, others = Client(), Client(), Client()
    for client, user in ((here, cast.alice), (there, cast.alice), (others, cast.bob)):
        client.post(path(make_link(user)), headers={"User-Agent": "Mozilla/5.0 (X11) Firefox/140"})
    page = here.get("/sign-in/mine/sessions/").content.decode()
    assert page.count("Firefox on Linux") == 2
    foreign = UserSession.objects.get(user=cast.bob)
    for wrong in (str(foreign.pk), "x", "999999", "-1"):
        assert here.post("/sign-in/mine/sessions/", {"session": wrong}).status_code == 404
    key = there.session.session_key
    held = UserSession.objects.get(session_key=key)
    here.post("/sign-in/mine/sessions/", {"session": str(held.pk)})
    assert [is_in(client) for client in (here, there, others)] == [True, False, True]
    there.post(path(make_link(cast.alice)))
    here.post("/sign-in/mine/sessions/")
    assert [is_in(client) for client in (here, there, others)] == [True, False, True]


def test_browsers_are_told_apart():
    edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
    assert agents.named(edge) == ("Edge", "Windows")
    assert agents.named(phone) == ("Safari", "iPhone")
    assert agents.named("curl/8") == ("", "")


# Tries.


def test_eleventh_password_is_refused_by_any_process_known_or_not(cast):
    with_password(cast.alice)
    for email in (cast.alice.email, "nobody@example.org"):
        found = [tried(Client(), email, "wrong").status_code for _ in range(11)]
        assert found == [200] * 10 + [429]
    assert tried(Client(), cast.alice.email).status_code == 429
    assert tried(Client(), cast.alice.email.upper()).status_code == 429
    other_host = tried(Client(), cast.alice.email, headers={"Host": "localhost"})
    assert other_host.status_code == 429
    assert b"Too many tries" in other_host.content
    assert tried(Client(), cast.bob.email, "wrong").status_code == 200


def test_right_password_is_not_counted(cast):
    with_password(cast.alice)
    assert [tried(Client(), cast.alice.email).status_code for _ in range(12)] == [302] * 12


def test_eleventh_link_is_refused_known_or_not(cast):
    for email in (cast.alice.email, "nobody@example.org"):
        found = [Client().post("/sign-in/", {"email": email}).status_code for _ in range(11)]
        assert found == [200] * 10 + [429]
    assert len(mail.outbox) == 10


def test_eleventh_code_is_refused(cast):
    TOTP.activate(cast.alice, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client = Client()
    client.post(path(make_link(cast.alice)))
    found = [client.post("/sign-in/code/", {"code": "1"}).status_code for _ in range(11)]
    assert found == [200] * 10 + [429]


def test_eleventh_passkey_is_refused(cast):
    """What claims to be a passkey of an account and is none counts for that account alone."""
    # What tests with transactions of their own have counted stays: it is in no table of a model.
    cache.clear()
    # A passkey names its account in digits and letters, from the tenth on otherwise than in digits.
    dora = User.objects.create(pk=1_000, email="dora@example.org")
    told = {"type": "webauthn.get", "challenge": "eA", "origin": "http://localhost"}
    response = {
        "clientDataJSON": websafe_encode(json.dumps(told).encode()),
        "authenticatorData": websafe_encode(bytes(37)),
        "signature": "eA",
    }
    found = []
    for user in (dora, cast.bob):
        response["userHandle"] = websafe_encode(user_pk_to_url_str(user).encode())
        credential = {
            "id": "eA", "rawId": "eA", "type": "public-key", "clientExtensionResults": {},
            "response": response,
        }  # fmt: skip
        client = Client()
        client.get("/sign-in/passkey/", headers={"Accept": "application/json"})
        given = {"credential": json.dumps(credential)}
        times = 11 if user == dora else 1
        found += [client.post("/sign-in/passkey/", given).status_code for _ in range(times)]
    assert found == [*[302] * 10, 429, 302]


def test_one_network_address_has_three_hundred_tries(cast):
    found = [
        Client()
        .post("/sign-in/", {"email": f"p{n}@example.org"}, REMOTE_ADDR="192.0.2.9")
        .status_code
        for n in range(301)
    ]
    assert found == [200] * 300 + [429]


# What an answer tells of an account.


def test_known_and_unknown_accounts_look_the_same(cast):
    """Apart from the token and the address that was typed the bytes are the same."""
    with_password(cast.alice)
    for address, name in (("/sign-in/password/", "login"), ("/sign-in/", "email")):
        pages = []
        for email in (cast.alice.email, "nobod@example.org"):
            answer = Client().post(address, {name: email, "password": "wrong one"})
            body = re.sub(rb'value="\w{64}"', b"", answer.content)
            pages.append((answer.status_code, body.replace(email.encode(), b"")))
        assert pages[0] == pages[1]


# Where it leads.

FORGED = (
    "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:8470",
    "xn--lcalhost-0za.example", "[::2]", "10.0.0.1", "localhost@evil.example", "testserver.evil",
    "a b",
)  # fmt: skip


def test_forged_hosts_are_refused(cast):
    for host in FORGED:
        for address in ("/", "/sign-in/", "/sign-in/mine/"):
            assert Client().get(address, headers={"Host": host}).status_code == 400, host


def test_links_carry_the_address_of_the_installation(cast, settings):
    settings.BASE_URL = "https://heed.example.org"
    Client().post("/sign-in/", {"email": cast.alice.email}, headers={"Host": "localhost"})
    assert "https://heed.example.org/sign-in/" in mail.outbox[0].body
    assert "localhost" not in mail.outbox[0].body


OFF_SITE = (
    "//x.example", "/\\x.example", "https://x.example", "javascript:alert(1)", "///x.example",
    "http:x.example", "\\\\x.example", "/\t/x.example", "https://localhost/", "ftp://x", "%2F%2Fx",
)  # fmt: skip


@pytest.mark.parametrize("bad", OFF_SITE)
def test_signing_in_leads_nowhere_off_the_site(cast, bad):
    with_password(cast.alice)
    for where in ("password", "again"):
        client = Client()
        given = {"login": cast.alice.email, "password": PASSWORD, "next": bad}
        address = "/sign-in/password/" if where == "password" else f"/sign-in/?next={bad}"
        if where == "again":
            page = client.get("/sign-in/", {"next": bad}).content.decode()
            assert 'name="next" value=""' in page
            address = "/sign-in/password/"
        assert client.post(address, given)["Location"] == "/"
    answer = client.post("/sign-in/password/again/", {"password": PASSWORD, "next": bad})
    assert answer["Location"] == "/"


def test_signing_in_leads_to_where_one_was(cast):
    with_password(cast.alice)
    given = {"login": cast.alice.email, "password": PASSWORD, "next": "/w/aurelia/documents/"}
    assert Client().post("/sign-in/password/", given)["Location"] == "/w/aurelia/documents/"


# What every answer says.

HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}


def test_every_answer_has_the_headers(cast, settings):
    settings.SECURE, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    seen = 0
    for client in (Client(), cast.client("alice")):
        for address in addresses():
            try:
                asked = reverse(address.name, kwargs=dict.fromkeys(address.parameters, 1))
            except NoReverseMatch:
                asked = reverse(address.name, kwargs=dict.fromkeys(address.parameters, "a"))
            for answer in (client.get(asked), client.put(asked)):
                _all_there(answer, address.name)
                seen += 1
            if address.name == "accounts:sign-out":
                client = cast.client("alice")
    for odd in ("/nowhere/", "/static/heed/theme.css", "/static/nothing.css"):
        _all_there(Client().get(odd), odd)
    _all_there(Client().get("/", headers={"Host": "evil.example"}), "forged host")
    assert seen >= 4 * len(addresses())


def _all_there(answer, name):
    answer.close()
    missing = [key for key, value in HEADERS.items() if value not in answer.headers.get(key, "")]
    assert missing == [], name


def test_deployment_has_no_warning(tmp_path):
    told = {"HEED_DATA": str(tmp_path), "HEED_SECURE": "1", "HEED_BASE_URL": "https://h.example"}
    command = [sys.executable, "-m", "heedweb.manage", "check", "--deploy", "--fail-level", "DEBUG"]
    ran = subprocess.run(
        command, env={**os.environ, **told}, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, "WARNINGS" in ran.stderr) == (0, False), ran.stderr

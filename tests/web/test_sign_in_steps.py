"""Signing in goes through the second step, by whatever way somebody comes."""

from __future__ import annotations

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from heedweb.accounts.adapters import MFAAdapter
from heedweb.accounts.links import make_link
from heedweb.accounts.models import User
from heedweb.workspace.models import Membership
from heedweb.workspace.roles import Role, writes

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "seven quiet harbours"
MINE = "/sign-in/mine/"


@pytest.fixture
def required(settings):
    settings.SECOND_STEP = "required"


def path(link):
    return link[link.index("/sign-in/") :]


def code(shift=0):
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + shift))


def with_app(user):
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)


def with_password(user):
    user.set_password(PASSWORD)
    user.save()


def tried(client, email, password=PASSWORD, **extra):
    return client.post("/sign-in/password/", {"login": email, "password": password}, **extra)


def is_in(client):
    return client.get("/", follow=True).status_code == 200 and "_auth_user_id" in client.session


def test_link_asks_for_the_second_step(cast):
    with_app(cast.alice)
    client = Client()
    assert client.post(path(make_link(cast.alice)))["Location"] == "/sign-in/code/"
    assert client.get("/w/aurelia/").status_code == 302
    assert "_auth_user_id" not in client.session
    assert client.post("/sign-in/code/", {"code": code()})["Location"] == "/"
    assert client.get("/w/aurelia/").status_code == 200


def test_password_asks_for_the_second_step_and_a_code_signs_in_once(cast):
    with_password(cast.alice)
    with_app(cast.alice)
    now = code()
    for outcome in (302, 200):
        client = Client()
        assert tried(client, cast.alice.email)["Location"] == "/sign-in/code/"
        assert client.post("/sign-in/code/", {"code": now}).status_code == outcome


def test_code_of_another_half_minute_is_refused(cast):
    with_app(cast.alice)
    client = Client()
    client.post(path(make_link(cast.alice)))
    assert client.post("/sign-in/code/", {"code": code(-2)}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_recovery_code_signs_in_once(cast):
    with_app(cast.alice)
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes()
    for outcome in (302, 200):
        client = Client()
        client.post(path(make_link(cast.alice)))
        assert client.post("/sign-in/code/", {"code": codes[2]}).status_code == outcome


def test_secret_is_not_stored_as_it_is(cast):
    with_app(cast.alice)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert SECRET not in kept
    assert MFAAdapter().decrypt(kept) == SECRET


def test_who_writes_is_led_to_set_up_a_second_step(table, required):
    """Of all who have a place: who may change what others see, and nobody else, is led there."""
    for name, user in table.people.items():
        held = Membership.objects.filter(user=user, suspended__isnull=True).first()
        if held is None or held.workspace != table.workspace:
            continue
        answer = table.client(name).get("/w/aurelia/recommendations/?q=a%20b")
        led = answer.status_code == 302 and answer["Location"].startswith(MINE)
        assert led == writes(held.role), name
        if led:
            assert parse_qs(urlsplit(answer["Location"]).query) == {
                "next": ["/w/aurelia/recommendations/?q=a%20b"]
            }


def test_who_writes_elsewhere_is_led_there_too(table, required):
    reader = table.people["reader"]
    other = Membership.objects.get(user=table.people["stranger"]).workspace
    body = other.organisations.get()
    assert table.client("reader").get("/w/aurelia/").status_code == 200
    Membership.objects.create(
        workspace=other, user=reader, role=Role.COORDINATOR, organisation=body
    )
    assert table.client("reader").get("/w/aurelia/").status_code == 302


def test_nothing_is_written_without_the_second_step(filled, required):
    client = filled.client("alice")
    before = list(filled.workspace.views.values_list("name"))
    answer = client.post("/w/aurelia/views/", {"name": "Wells", "address": "q=a"})
    assert (answer.status_code, answer["Location"]) == (302, MINE)
    answer = client.post("/w/aurelia/views/", {"name": "W"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == MINE
    assert list(filled.workspace.views.values_list("name")) == before
    with_app(filled.alice)
    assert client.get("/w/aurelia/").status_code == 200


def test_next_after_the_second_step_stays_on_the_site(cast, required):
    client = cast.client("alice")
    for bad in ("//x.example", "/\\x.example", "https://x.example", "javascript:alert(1)"):
        client.get(MINE, {"next": bad})
        with_app(cast.alice)
        page = client.get(MINE).content.decode()
        assert "x.example" not in page
        assert "javascript:" not in page
        Authenticator.objects.all().delete()
    client.get(MINE, {"next": "/w/aurelia/documents/"})
    with_app(cast.alice)
    assert 'href="/w/aurelia/documents/"' in client.get(MINE).content.decode()


def test_first_link_leads_to_the_ways_of_signing_in(table, required):
    client = Client()
    answer = client.post(path(make_link(table.people["reader"])))
    assert answer["Location"] == f"{MINE}?first=1"
    assert client.get("/w/aurelia/").status_code == 200
    assert Client().post(path(make_link(table.people["reader"])))["Location"] == "/"


def test_setting_up_a_second_step_ends_sessions_without_it(
    cast, django_capture_on_commit_callbacks
):
    old, client = Client(), Client()
    for one in (old, client):
        one.post(path(make_link(cast.alice)))
    secret = re.search(
        r'id="secret">(\w+)<', client.get("/sign-in/mine/app/").content.decode()
    ).group(1)
    shown = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/sign-in/mine/app/", {"code": shown}).status_code == 302
    assert is_in(client)
    assert not is_in(old)


def test_password_is_chosen_and_must_be_good(cast):
    client = Client()
    client.post(path(make_link(cast.alice)))
    for bad in ("short", "q1w2e3r4t5y6", "alice@example.org"):
        told = client.post("/sign-in/mine/password/", {"password1": bad, "password2": bad})
        assert told.status_code == 200, bad
    good = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/sign-in/mine/password/", good)["Location"] == MINE
    assert is_in(client)
    assert tried(Client(), cast.alice.email)["Location"] == "/"
    assert tried(Client(), cast.alice.email, "another password").status_code == 200


def test_passwords_are_not_changed_by_who_finds_an_open_session(cast):
    with_password(cast.alice)
    client = Client()
    tried(client, cast.alice.email)
    wanted = {"password1": "eight loud harbours", "password2": "eight loud harbours"}
    answer = client.post("/sign-in/mine/password/", wanted)
    assert answer["Location"].startswith("/sign-in/password/again/")
    assert User.objects.get(pk=cast.alice.pk).check_password(PASSWORD)


def test_passkeys_of_others_are_not_there(cast):
    held = Authenticator.objects.create(
        user=cast.bob, type="webauthn", data={"name": "Bob's", "credential": {}}
    )
    client = cast.client("alice")
    for address in ("/sign-in/mine/passkeys/{}/", "/sign-in/mine/passkeys/{}/remove/"):
        for method in (client.get, client.post):
            there, missing = (method(address.format(pk)) for pk in (held.pk, held.pk + 1))
            assert (there.status_code, missing.status_code) == (404, 404)
            bodies = [re.sub(rb'value="\w{64}"', b"", one.content) for one in (there, missing)]
            assert bodies[0] == bodies[1]
    assert Authenticator.objects.filter(pk=held.pk).exists()


def test_closed_account_and_suspended_person_are_out_at_the_next_request(cast):
    client = cast.client("alice")
    assert client.get("/w/aurelia/").status_code == 200
    Membership.objects.filter(user=cast.alice).update(suspended=timezone.now())
    began = time.monotonic()
    assert client.get("/w/aurelia/").status_code == 404
    assert time.monotonic() - began < 1
    Membership.objects.filter(user=cast.alice).update(suspended=None)
    User.objects.filter(pk=cast.alice.pk).update(is_active=False)
    began = time.monotonic()
    assert client.get("/w/aurelia/")["Location"].startswith("/sign-in/")
    assert time.monotonic() - began < 1
    with_password(User.objects.get(pk=cast.alice.pk))
    again = Client()
    assert tried(again, cast.alice.email)["Location"] == "/sign-in/"
    assert "_auth_user_id" not in again.session


def test_nobody_signs_up(db):
    for name in ("signup", "register", "sign-in/signup", "accounts/signup"):
        assert Client().get(f"/{name}/").status_code in (404, 410), name

"""One-time links."""

from __future__ import annotations

from datetime import timedelta

from django.core import mail
from django.test import Client
from django.utils import timezone

from heedweb.accounts.links import make_link
from heedweb.accounts.models import SignInLink


def path(link):
    return link[link.index("/sign-in/") :]


def test_link_signs_in_once(cast):
    address = path(make_link(cast.alice))
    client = Client()
    assert client.get(address).status_code == 200
    assert client.post(address)["Location"] == "/"
    assert client.get("/w/aurelia/").status_code == 200
    assert Client().post(address).status_code == 410


def test_looking_at_a_link_does_not_use_it(cast):
    address = path(make_link(cast.alice))
    for _ in range(3):
        assert Client().get(address).status_code == 200
    assert Client().post(address).status_code == 302


def test_old_link_is_refused(cast):
    address = path(make_link(cast.alice))
    SignInLink.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert Client().get(address).status_code == 410
    assert Client().post(address).status_code == 410


def test_token_is_not_stored(cast):
    token = make_link(cast.alice).rstrip("/").rsplit("/", 1)[1]
    assert token not in str(SignInLink.objects.values_list())


def test_asking_for_a_link_says_the_same_to_everybody(cast):
    known = Client().post("/sign-in/", {"email": "alice@example.org"})
    unknown = Client().post("/sign-in/", {"email": "nobody@example.org"})
    assert known.content == unknown.content
    assert [m.to for m in mail.outbox] == [["alice@example.org"]]
    assert "/sign-in/" in mail.outbox[0].body


def test_sign_out_ends_the_session(cast):
    client = cast.client("alice")
    client.post("/sign-in/out/")
    assert client.get("/w/aurelia/").status_code == 302

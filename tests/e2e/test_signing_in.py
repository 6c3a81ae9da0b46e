"""Signing in, in a real browser: passkey, password and code, recovery code, sessions."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, SHOTS, WIDE, checked, served, watch

pytestmark = pytest.mark.e2e
PERIOD = 30
PASSWORD = "seven quiet harbours"


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """A site that is visited by a name and where who writes must have a second step."""
    yield from served(tmp_path_factory.mktemp("named"), host="localhost", second="required")


class Person:
    """Somebody with a browser of their own; `key` is the virtual device that holds passkeys."""

    def __init__(self, site, browser, **options):
        self.site = site
        self.page = browser.new_context(**{"viewport": WIDE, **options}).new_page()
        self.watched = watch(self.page, site.base)
        self.cdp = self.page.context.new_cdp_session(self.page)

    def with_a_device(self):
        self.cdp.send("WebAuthn.enable")
        device = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }  # fmt: skip
        self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": device})
        return self

    def comes_by_link(self, email="me@example.org"):
        self.page.goto(self.site.heed("invite", email).strip())
        self.press("Sign in")
        return self

    def press(self, name):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def opens(self, name):
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=True).click()

    def writes(self, label, text):
        self.page.get_by_label(label, exact=True).fill(text)

    def leaves(self):
        self.press("Sign out")

    def signs_in(self, password=PASSWORD, email="me@example.org"):
        self.page.goto(f"{self.site.base}/sign-in/")
        self.writes("E-mail address", email)
        self.writes("Password", password)
        self.press("Sign in")

    def is_in(self):
        expect(self.page.get_by_role("link", name="Recommendations", exact=True)).to_be_visible()


def shown(page, name):
    """Keep a picture of a page at both widths and from right to left; nothing is amiss by axe."""
    for look, size in (("1280", WIDE), ("360", PHONE)):
        page.set_viewport_size(size)
        assert checked(page) == [], name
        page.screenshot(path=SHOTS / f"{name}-{look}.png", full_page=True)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert checked(page) == [], name
    page.screenshot(path=SHOTS / f"{name}-rtl.png", full_page=True)
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.set_viewport_size(WIDE)


def code_of(secret):
    """What an app shows for this secret; near the end of its half minute the next one."""
    left = PERIOD - time.time() % PERIOD
    if left < 4:
        time.sleep(left + 0.2)
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD))


def new_code_of(secret, before):
    """A code that was not used: each signs in once."""
    while (code := code_of(secret)) == before:
        time.sleep(0.5)
    return code


def test_passkey_is_made_and_signs_in_alone(named, browser):
    SHOTS.mkdir(parents=True, exist_ok=True)
    person = Person(named, browser).with_a_device().comes_by_link()
    page = person.page
    expect(page).to_have_title(re.compile("How you sign in"))
    page.goto(f"{named.base}/w/coordination/recommendations/?q=water")
    expect(page.get_by_text("Set up a passkey, or an app that shows codes")).to_be_visible()
    shown(page, "second-step-required")
    person.opens("Add a passkey")
    shown(page, "passkey-add")
    person.press("Make the passkey")
    expect(page).to_have_title(re.compile("Recovery codes"))
    assert page.locator(".codes li").count() == 10
    shown(page, "recovery-codes")
    person.opens("I have kept them")
    shown(page, "how-you-sign-in")
    person.opens("Go on to where you were")
    assert page.url.endswith("/w/coordination/recommendations/?q=water")
    person.leaves()
    shown(page, "sign-in-ways")
    person.press("Sign in with a passkey")
    person.is_in()
    assert person.watched.faults == []


def test_device_without_the_passkey_is_told(named, browser):
    person = Person(named, browser).with_a_device()
    person.page.goto(f"{named.base}/sign-in/")
    person.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(person.page.get_by_text("The passkey was not used")).to_be_visible(timeout=70_000)
    shown(person.page, "passkey-refused")
    assert person.watched.faults == []


def test_password_code_recovery_code_and_sessions(named, browser):
    email = "ann@example.org"
    named.heed("invite", email, "--workspace", "Coordination", "--role", "coordinator")
    person = Person(named, browser).comes_by_link(email)
    page = person.page
    person.opens("Choose a password")
    shown(page, "password")
    person.writes("New password", PASSWORD)
    person.writes("The same once more", PASSWORD)
    person.press("Choose it")
    person.opens("Set up an app")
    secret = page.locator("#secret").inner_text()
    shown(page, "app")
    first = code_of(secret)
    person.writes("Code that the app shows", first)
    person.press("Ask for codes from now on")
    codes = page.locator(".codes li").all_inner_texts()
    person.leaves()

    person.signs_in(email=email)
    shown(page, "second-step")
    person.writes("Code", "000000")
    person.press("Sign in")
    expect(page.get_by_text("Incorrect code.")).to_be_visible()
    person.writes("Code", new_code_of(secret, first))
    person.press("Sign in")
    person.is_in()

    other = Person(named, browser)
    other.signs_in(email=email)
    other.writes("Code", codes[3])
    other.press("Sign in")
    other.is_in()
    other.leaves()
    other.signs_in(email=email)
    other.writes("Code", codes[3])
    other.press("Sign in")
    expect(other.page.get_by_text("Incorrect code.")).to_be_visible()
    other.writes("Code", codes[4])
    other.press("Sign in")
    other.is_in()

    page.goto(f"{named.base}/sign-in/mine/sessions/")
    shown(page, "sessions")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("End the session since")).click()
    expect(page.get_by_text("That session has ended.")).to_be_visible()
    other.page.reload()
    expect(other.page).to_have_title(re.compile("Sign in"))
    page.goto(f"{named.base}/sign-in/mine/codes/new/")
    expect(page).to_have_title(re.compile("Is it you"))
    shown(page, "again")
    assert (person.watched.faults, other.watched.faults) == ([], [])


def test_too_many_tries_are_told(named, browser):
    person = Person(named, browser)
    for _ in range(10):
        person.signs_in("wrong", "nobody@example.org")
    expect(person.page.get_by_role("alert")).to_be_visible()
    person.signs_in("wrong", "nobody@example.org")
    expect(person.page).to_have_title(re.compile("Too many tries"))
    shown(person.page, "too-many-tries")
    assert [f for f in person.watched.faults if "429" not in f] == []

"""A coordinator invites and suspends, an administrator sets up mail; each page as people see it."""

from __future__ import annotations

import re

import pytest

from tests import smtp
from tests.e2e.conftest import PHONE, SHOTS, WIDE, checked, follow, served, signed_in, watch

pytestmark = pytest.mark.e2e
MINISTRIES = (
    "Ministry of Health\nMinistry of Justice\nMinistry of Labour, Family and Social Affairs"
)
LIST = "Name\tE-mail\tRole\tOrganisation\nVida\tvida@example.org\tfocal point\tMinistry of Health\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    yield from served(tmp_path_factory.mktemp("administration"))


@pytest.fixture(scope="module")
def post_office():
    with smtp.open_office() as office:
        yield office


@pytest.fixture(scope="module")
def peopled(desk, browser):
    """A workspace with ministries, an institution and an organisation; who is who, by page."""
    page = signed_in(desk, browser, viewport=WIDE).page
    root = f"{desk.base}/w/coordination/people"
    page.goto(f"{root}/organisations/")
    for kind, names in (("government", MINISTRIES), ("nhri", "Human Rights Institution"),
                        ("cso", "League of Wells")):  # fmt: skip
        page.goto(f"{root}/organisations/")
        page.get_by_label("Kind").select_option(kind)
        page.get_by_label("Names").fill(names)
        page.get_by_role("button", name="Add").click()
        page.wait_for_load_state()
    page.goto(f"{root}/invite/")
    page.get_by_label("E-mail address").fill("head@example.org")
    page.get_by_label("Role").select_option(label="NHRI approver, Human Rights Institution")
    follow(page.get_by_role("button", name="Invite"))
    link = page.get_by_label("Link for head@example.org").input_value()
    head = browser.new_context().new_page()
    head.goto(link)
    head.get_by_role("button", name="Sign in").click()
    head.wait_for_url(re.compile("/w/"))
    return page


def test_a_focal_point_is_invited_comes_and_is_suspended(desk, browser, peopled):
    page, root = peopled, f"{desk.base}/w/coordination/people"
    page.goto(f"{root}/")
    page.get_by_role("link", name="Invite a person").click()
    page.get_by_label("E-mail address").fill("focal@example.org")
    page.get_by_label("Name").fill("Focal Point")
    page.get_by_label("Role").select_option(label="focal point, Ministry of Health")
    follow(page.get_by_role("button", name="Invite"))
    link = page.get_by_label("Link for focal@example.org").input_value()
    hers = browser.new_context(viewport=PHONE).new_page()
    hers.goto(link)
    hers.get_by_role("button", name="Sign in").click()
    hers.wait_for_url(re.compile("/w/coordination/$"))
    assert hers.get_by_role("link", name="Recommendations").first.is_visible()
    assert hers.get_by_role("link", name="People").count() == 0
    page.get_by_role("link", name="Go to the people").click()
    page.get_by_role("link", name="Focal Point").click()
    page.locator("summary", has_text="Suspend or remove").click()
    page.locator("#reason").fill("left the ministry")
    page.get_by_role("button", name="Suspend").click()
    page.get_by_role("button", name="Let in again").wait_for()
    hers.reload()
    assert hers.locator("h1").inner_text() == "There is nothing here"
    hers.goto(desk.base)
    assert "You do not belong to a workspace" in hers.locator("main").inner_text()


def test_mail_is_set_up_on_the_page_and_the_next_invitation_goes_by_mail(
    desk, peopled, post_office
):
    page = peopled
    page.goto(f"{desk.base}/")
    page.get_by_role("link", name="Administration").click()
    page.get_by_role("link", name="Mail").click()
    page.get_by_label("Mail server").fill("127.0.0.1")
    page.get_by_label("Port").fill(str(post_office.server_address[1]))
    page.get_by_label("Mail comes from").fill("heed@example.org")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Send a test mail to me").click()
    page.get_by_text("The server took a mail for me@example.org.").wait_for()
    page.goto(f"{desk.base}/w/coordination/people/list/")
    page.get_by_label("The table").fill(LIST)
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Invite 1 person").click()
    page.get_by_text("1 mail is sent.").wait_for()
    assert page.locator("input[readonly]").count() == 0
    test, invitation = post_office.mails
    assert "From: heed@example.org" in test
    assert "To: vida@example.org" in invitation
    assert "/sign-in/" in invitation
    page.goto(f"{desk.base}/administration/mail/")
    page.get_by_label("Mail server").fill("")
    page.get_by_role("button", name="Save").click()


@pytest.fixture(scope="module")
def places(desk, peopled):
    """The address of each page, by name."""
    page, root = peopled, f"{desk.base}/w/coordination/people"
    page.goto(f"{root}/organisations/")
    body = {
        name: desk.base + page.get_by_role("link", name=label).get_attribute("href")
        for name, label in (("institution", "Human Rights Institution"), ("league", "League"),
                            ("ministry", "Ministry of Health"))
    }  # fmt: skip
    page.goto(f"{root}/")
    mine = page.locator("main").get_by_role("link", name="me@example.org").get_attribute("href")
    page.goto(f"{root}/invite/")
    page.get_by_label("E-mail address").fill("later@example.org")
    follow(page.get_by_role("button", name="Invite"))
    page.goto(f"{root}/?q=later")
    pending = page.get_by_role("link", name="later@example.org").get_attribute("href")
    page.goto(f"{desk.base}/administration/accounts/")
    account = page.get_by_role("link", name="later@example.org").get_attribute("href")
    administration = {
        f"administration-{name}": f"{desk.base}/administration/{name}/"
        for name in ("workspaces", "accounts", "mail", "limits", "storage")
    }
    return {
        "people": f"{root}/", "people-none": f"{root}/?q=zebra", "people-invite": f"{root}/invite/",
        "people-list": f"{root}/list/", "people-organisations": f"{root}/organisations/",
        **{f"people-{name}": address for name, address in body.items()},
        "people-invite-into": f"{body['league']}invite/", "person-me": desk.base + mine,
        "person": desk.base + pending, "administration-health": f"{desk.base}/administration/",
        "administration-account": desk.base + account, **administration,
    }  # fmt: skip


@pytest.mark.parametrize("look", ["1280", "360", "360-dark", "rtl"])
def test_every_page_is_accessible_and_fits(desk, browser, peopled, places, look):
    options = {"viewport": WIDE if look in ("1280", "rtl") else PHONE}
    if look == "360-dark":
        options["color_scheme"] = "dark"
    state = peopled.context.storage_state()
    context = browser.new_context(storage_state=state, **options)
    watched = watch(context.new_page(), desk.base)
    page = watched.page
    SHOTS.mkdir(parents=True, exist_ok=True)
    found = {}
    for name, address in places.items():
        assert page.goto(address).status == 200, name
        if look == "rtl":
            page.evaluate("document.documentElement.dir = 'rtl'")
        page.screenshot(path=SHOTS / f"{name}-{look}.png", full_page=True)
        found[name] = checked(page)
    for text in (LIST, f"{LIST}X\tno address\tking\tNowhere\n"):
        page.goto(places["people-list"])
        page.get_by_label("The table").fill(text)
        page.get_by_role("button", name="Preview").click()
        name = "people-preview" if text == LIST else "people-faults"
        page.get_by_role("heading", name="What that makes of it").wait_for()
        page.screenshot(path=SHOTS / f"{name}-{look}.png", full_page=True)
        found[name] = checked(page)
    page.goto(places["person"])
    page.get_by_role("button", name="Invite again").click()
    page.get_by_label("Link for later@example.org").wait_for()
    page.screenshot(path=SHOTS / f"people-link-{look}.png", full_page=True)
    found["people-link"] = checked(page)
    context.close()
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert [fault for fault in watched.faults if "422" not in fault] == []

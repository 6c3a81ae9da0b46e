"""The first page of each role as axe sees it: on a desk, on a phone, from right to left."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from heedweb.workspace.roles import Role
from tests.e2e.conftest import PHONE, SHOTS, WIDE, checked, run_on, served, watch

pytestmark = pytest.mark.e2e
REPORT = Path("src/heedweb/demo/documents/AUR_cycle1_report.pdf")
BODIES = {
    "Ministry of Wells": "GOVERNMENT", "Human Rights Institution": "NHRI", "Wells for All": "CSO",
    "Union of Well-Diggers": "WORKERS", "National Assembly": "PARLIAMENT",
}  # fmt: skip
PLACES = {
    Role.READER: "National Assembly",
    Role.FOCAL_POINT: "Ministry of Wells",
    Role.ALTERNATE: "Ministry of Wells",
    Role.AUTHORITY: "Ministry of Wells",
    Role.COORDINATOR: "",
    Role.NHRI_MEMBER: "Human Rights Institution",
    Role.NHRI_APPROVER: "Human Rights Institution",
    Role.CSO_MEMBER: "Wells for All",
    Role.CSO_APPROVER: "Wells for All",
    Role.PARTNER: "Union of Well-Diggers",
    Role.AUDITOR: None,
}
# Where each begins; who is not named begins at the workspace's own page.
BEGINS = {"auditor": "/history/", "admin": "/administration/", "public": "/public/coordination/"}
SET_UP = """
import django, json, sys; django.setup()
from heedweb.accounts.links import make_link
from heedweb.accounts.models import User
from heedweb.workspace.domain import opening, workspaces
from heedweb.workspace.models import Workspace
from heedweb.workspace.roles import OrganisationKind as Kind, Role
bodies, places = json.loads(sys.argv[1])
held = Workspace.objects.get()
by = held.memberships.get().user
rooms = {None: None, "": held.coordination()}
for name, kind in bodies.items():
    rooms[name] = workspaces.add_organisation(workspace=held, name=name, kind=Kind[kind], by=by)
links = {}
for role, body in places.items():
    user = User.objects.create_user(f"{role}@example.org")
    workspaces.add_member(
        workspace=held, user=user, by=by, role=Role(role), organisation=rooms[body]
    )
    links[role] = make_link(user)
admin = User.objects.create_user("admin@example.org")
User.objects.filter(pk=admin.pk).update(administrator=True)
links["admin"] = make_link(admin)
opening.set_from_outside(workspace=held, public=True, by=by)
print(json.dumps(links))
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    SHOTS.mkdir(parents=True, exist_ok=True)
    yield from served(tmp_path_factory.mktemp("first"), REPORT)


@pytest.fixture(scope="module")
def links(desk):
    printed = run_on(desk, SET_UP, json.dumps([BODIES, PLACES]))
    return {**json.loads(printed), "public": f"{desk.base}{BEGINS['public']}"}


@pytest.mark.parametrize("who", [*PLACES, "admin", "public"])
def test_first_page_is_accessible_and_fits(desk, browser, links, who):
    context = browser.new_context(viewport=WIDE)
    watched = watch(context.new_page(), desk.base)
    page = watched.page
    page.goto(links[who])
    if who != "public":
        page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(f"{BEGINS.get(who, '/w/coordination/')}$"))
    found = {}
    for look, size in (("1280", WIDE), ("360", PHONE)):
        page.set_viewport_size(size)
        found[look] = checked(page)
        page.screenshot(path=str(SHOTS / f"first-{who}-{look}.png"), full_page=True)
    page.evaluate("document.documentElement.dir = 'rtl'")
    found["rtl"] = checked(page)
    page.screenshot(path=str(SHOTS / f"first-{who}-rtl.png"), full_page=True)
    assert {look: faults for look, faults in found.items() if faults} == {}
    assert watched.faults == []
    context.close()

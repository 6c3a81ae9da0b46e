"""A focal point answers three items on a phone, and the authority validates them: in seconds."""

from __future__ import annotations

import json
import re
import sys
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import (
    PHONE,
    SHOTS,
    WIDE,
    came,
    looked_through,
    run_on,
    served,
)

pytestmark = pytest.mark.e2e
SET_UP = """
import django, json; django.setup()
from datetime import timedelta
from django.utils import timezone
from heedweb.accounts.links import make_link
from heedweb.accounts.models import User
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import assignments, measures, plans, requests, workspaces
from heedweb.workspace.domain.requests import Wanted
from heedweb.workspace.models import Request, Workspace
from heedweb.workspace.roles import OrganisationKind as Kind, Role
held = Workspace.objects.get()
by = held.memberships.get().user
body = workspaces.add_organisation(workspace=held, name="Ministry of Wells", kind=Kind.GOVERNMENT,
                                   by=by)
links, seats = {}, {}
for name, role in (("focal", Role.FOCAL_POINT), ("authority", Role.AUTHORITY)):
    user = User.objects.create_user(f"{name}@example.org")
    workspaces.add_member(workspace=held, user=user, by=by, role=role, organisation=body)
    links[name] = make_link(user)
    seats[name] = Seat(held, user, role, body.pk, body.room.pk, frozenset({body.room.pk}))
home = held.coordination()
chair = Seat(held, by, Role.COORDINATOR, home.pk, home.room.pk, frozenset({home.room.pk}))
plan = plans.begin(words={"name": "Water for all"}, by=chair)
today = timezone.localdate()
for number, (title, days) in enumerate(
    (("Dig wells in the south", 0), ("Train well-diggers of every district", 6),
     ("Publish what wells cost", 30)), 1
):
    made = measures.make(plan=plan, words={"title": title, "number": str(number)}, by=chair)
    measures.bring_to(made, state="agreed", by=chair)
    part = assignments.assign(made, body=body, part="lead", by=chair)
    assignments.answer(part, accepted=True, by=seats["focal"])
    requests.ask([Wanted(body, made)], due=today + timedelta(days=days), by=chair,
                 question="How many, and where?", every=6)
Request.objects.filter(due=today).update(due=today - timedelta(days=4))
links["coordinator"] = make_link(by)
print(json.dumps(links))
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    SHOTS.mkdir(parents=True, exist_ok=True)
    yield from served(tmp_path_factory.mktemp("progress"))


@pytest.fixture(scope="module")
def links(desk):
    printed = run_on(desk, SET_UP)
    return json.loads(printed)


def looked_at(page, name):
    return looked_through(page, f"progress-{name}")


def test_three_items_are_answered_on_a_phone_and_validated(desk, browser, links, capsys):
    focal = came(desk, browser, links["focal"], viewport=PHONE, has_touch=True)
    page = focal.page
    faults = looked_at(page, "start")
    page.get_by_role("link", name="Write reports").click()
    expect(page.get_by_role("heading", name="Due")).to_be_visible()
    faults |= looked_at(page, "due")
    page.get_by_role("link", name="Answer", exact=False).first.click()
    faults |= looked_at(page, "answer")
    told = []
    for number in range(3):
        began, clicks = time.monotonic(), 0
        text = page.get_by_label("What was done")
        text.tap()
        text.press_sequentially(f"{number + 2} wells were dug in the south.", delay=5)
        clicks += 1
        if number == 0:
            page.get_by_label("under way").tap()
            clicks += 1
            expect(page.get_by_text("Kept for you")).to_be_visible()
        page.get_by_role("button", name="Send to be validated").tap()
        clicks += 1
        expect(page.get_by_text("Sent to be validated.")).to_be_visible()
        told.append((round(time.monotonic() - began, 1), clicks))
    expect(page.get_by_text("Sent, waits to be validated")).to_be_visible()
    faults |= looked_at(page, "sent")
    assert max(clicks for _seconds, clicks in told) <= 3

    authority = came(desk, browser, links["authority"], viewport=WIDE)
    page = authority.page
    page.get_by_role("link", name="Validate reports").click()
    expect(page.get_by_text("2 wells were dug in the south.")).to_be_visible()
    faults |= looked_at(page, "validate")
    checks = []
    for left in (2, 1):
        began = time.monotonic()
        page.get_by_role("button", name=re.compile("^Validate")).first.click()
        expect(page.get_by_text("It is validated.")).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("^Validate"))).to_have_count(left)
        checks.append(round(time.monotonic() - began, 1))
    page.get_by_text(re.compile("^Send back")).first.click()
    page.get_by_label("What is to be mended").fill("In which districts?")
    page.get_by_role("button", name="Send it back, with this").click()
    expect(page.get_by_text("Nothing waits for you.")).to_be_visible()

    page = focal.page
    page.goto(f"{desk.base}/w/coordination/due/")
    expect(page.get_by_text("In which districts?")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("new notice"))).to_be_visible()
    page.goto(f"{desk.base}/w/coordination/notices/")
    faults |= looked_at(page, "notices")
    page.goto(f"{desk.base}/w/coordination/notices/wishes/")
    page.get_by_role("button", name="Make an address").click()
    expect(page.get_by_label("Address for your calendar program")).to_be_visible()
    faults |= looked_at(page, "wishes")

    chair = came(desk, browser, links["coordinator"], viewport=WIDE)
    page = chair.page
    page.goto(f"{desk.base}/w/coordination/requests/?state=answered")
    expect(page.get_by_role("cell", name="answered")).to_have_count(2)
    faults |= looked_at(page, "requests")
    page.get_by_role("link", name="Dig wells", exact=False).first.click()
    faults |= looked_at(page, "request")
    page.get_by_role("link", name=re.compile("Report of")).first.click()
    faults |= looked_at(page, "report")
    page.goto(f"{desk.base}/w/coordination/requests/new/")
    page.get_by_label("By", exact=True).fill("2040-01-31")
    page.get_by_role("button", name="Look at what would be asked").click()
    expect(page.get_by_role("heading", name="What would be asked")).to_be_visible()
    faults |= looked_at(page, "ask")
    with capsys.disabled():
        sys.stdout.write(f"\nanswered: {told} (seconds, taps); validated: {checks} (seconds)\n")
    assert faults == {}
    assert focal.faults + authority.faults + chair.faults == []
    for one in (focal, authority, chair):
        one.page.context.close()

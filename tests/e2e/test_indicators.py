"""A keeper enters a value on a phone, pastes a table, another checks; everybody sees the plot."""

from __future__ import annotations

import time
from pathlib import Path

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
REPORT = Path("src/heedweb/demo/documents/AUR_cycle1_report.pdf")
# A focal point answers one item in under a minute.
_SECONDS = 60
SET_UP = """
import django; django.setup()
from datetime import date
from decimal import Decimal
from django.test import RequestFactory
from heedweb.accounts.links import make_link
from heedweb.accounts.models import User
from heedweb.workspace import access
from heedweb.workspace.domain import indicators, values, workspaces
from heedweb.workspace.domain.values import Reading
from heedweb.workspace.models import Workspace
from heedweb.workspace.roles import OrganisationKind as Kind, Role
held = Workspace.objects.get()
by = held.memberships.get().user
body = workspaces.add_organisation(
    workspace=held, name="Ministry of Wells", kind=Kind.GOVERNMENT, by=by
)
def person(name, role):
    user = User.objects.create_user(f"{name}@example.org")
    workspaces.add_member(
        workspace=held, user=user, by=by, role=Role(role), organisation=body
    )
    return user
def seat(user):
    request = RequestFactory().get("/")
    request.user = user
    return access.seat(request, held.slug)
people = {"focal": person("focal", "focal_point"), "authority": person("authority", "authority")}
made = indicators.make(by=seat(by), words={
    "name": "Prisoners not yet sentenced", "kind": "process", "unit": "% of prisoners",
    "keeper": body, "every": 12, "baseline": Decimal(46), "baseline_on": date(2015, 12, 31),
    "target": Decimal(20), "target_on": date(2030, 12, 31), "falling": True,
    "source": "Prison register", "definition": "Persons in prison without a judgment, of all.",
    "splits": {"sex": ["women", "men"]},
})
def enter(year, value, **words):
    reading = Reading(date(year, 12, 31), Decimal(value), date(year, 1, 1),
                      source="Prison register", **words)
    one = values.enter(made, reading=reading, by=seat(people["focal"]))
    values.check([one], by=seat(people["authority"]))
for year, value in ((2015, 46), (2016, 45), (2017, 47), (2018, 44), (2019, "43.5")):
    enter(year, value)
for year, value in ((2020, 38), (2021, "36.2"), (2022, 33)):
    enter(year, value, breaks=year == 2020, note="Remand in police cells counts since 2020.")
for year in range(2018, 2023):
    enter(year, 12 + year % 5, group={"sex": "women"})
    enter(year, 50 - year % 7, group={"sex": "men"})
print(make_link(people["focal"]), make_link(people["authority"]), made.pk)
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    SHOTS.mkdir(parents=True, exist_ok=True)
    yield from served(tmp_path_factory.mktemp("indicators"), REPORT)


@pytest.fixture(scope="module")
def people(desk, browser):
    """A window for each person, and the address of the indicator."""
    printed = run_on(desk, SET_UP)
    focal, authority, number = printed.split()
    mine = desk.heed("invite", "me@example.org").strip()
    windows = {
        name: came(desk, browser, link)
        for name, link in (("focal", focal), ("authority", authority), ("coordinator", mine))
    }
    return windows, f"{desk.base}/w/coordination/indicators/{number}/"


def looked_at(page, name):
    return looked_through(page, name, dark=True)


def test_a_keeper_enters_a_value_on_a_phone_in_under_a_minute(people):
    windows, address = people
    page = windows["focal"].page
    page.set_viewport_size(PHONE)
    page.goto(address)
    begun = time.monotonic()
    page.get_by_role("link", name="Enter a value").click()
    expect(page.get_by_label("When")).to_have_value("2023")
    page.get_by_label("Value (% of prisoners)").fill("31,5")
    page.screenshot(path=str(SHOTS / "value-new-360.png"), full_page=True)
    page.get_by_role("button", name="Enter it").click()
    expect(page.get_by_text("Others see it once a second person has checked it")).to_be_visible()
    assert time.monotonic() - begun < _SECONDS
    assert windows["focal"].faults == []


def test_a_keeper_pastes_a_table_mends_a_row_and_takes_it_in(people):
    windows, address = people
    page = windows["focal"].page
    page.set_viewport_size(WIDE)
    page.goto(f"{address}values/table/")
    table = page.get_by_label("The table")
    table.fill("Year\tWomen\tMen\n2023\t14,5\t40,25\n2024\tmany\t39\n")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Row 3: “many” is no figure.")).to_be_visible()
    assert looked_at(page, "value-table-faults") == {}
    table.fill("Year\tWomen\tMen\n2023\t14,5\t40,25\n2024\t14\t39\n")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("button", name="Enter 4 values")).to_be_visible()
    assert looked_at(page, "value-table") == {}
    page.get_by_role("button", name="Enter 4 values").click()
    expect(page.get_by_text("4 values are entered.")).to_be_visible()


def test_a_second_person_checks_what_waits(people):
    windows, address = people
    page = windows["authority"].page
    page.goto(f"{address}../../values/")
    expect(page.get_by_role("checkbox")).to_have_count(5)
    assert looked_at(page, "values-to-check") == {}
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="What is ticked is right").click()
    expect(page.get_by_text("5 values are checked.")).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("img", name="Prisoners not yet sentenced")).to_be_visible()
    assert looked_at(page, "indicator") == {}
    page.get_by_role("link", name="by sex").click()
    expect(page.get_by_role("img", name="Prisoners not yet sentenced")).to_be_visible()
    assert looked_at(page, "indicator-by-sex") == {}
    assert windows["authority"].faults == []


def test_a_coordinator_makes_one_from_a_known_list_and_sees_the_list(people):
    windows, address = people
    page = windows["coordinator"].page
    page.goto(f"{address}../new/")
    page.get_by_label("Number, right or words").fill("detention")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_role("link", name="Visits to places of detention")).to_be_visible()
    assert looked_at(page, "indicator-new") == {}
    page.get_by_role("link", name="Visits to places of detention").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto(f"{address}../")
    expect(page.get_by_role("rowheader")).to_have_count(2)
    assert looked_at(page, "indicators") == {}
    page.goto(address)
    page.locator("tbody").first.get_by_role("link", name="2023").click()
    expect(page.get_by_role("link", name="Replace it")).to_be_visible()
    assert looked_at(page, "value") == {}
    page.get_by_role("link", name="Replace it").click()
    assert looked_at(page, "value-replace") == {}
    page.goto(f"{address}ties/?find=law")
    expect(page.get_by_role("button", name="Tie what is ticked")).to_be_visible()
    assert looked_at(page, "indicator-ties") == {}
    assert windows["coordinator"].faults == []

"""The item that heed started from, through a real browser, where HEED_CORPUS is set."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SHOTS, Site, came, looked_through, served
from tests.e2e.test_dialogue import ROOT, taken_in

pytestmark = [pytest.mark.e2e, pytest.mark.corpus]
OWN = "Confirm, as an event of its own"
# Names are not kept here: what the first item says is written again in another script.
CYRILLIC = dict(zip(
    "abcdefghijklmnoprstuvyzü",
    "абкдефгхижклмнопрстувызю", strict=True,
))  # fmt: skip
SECOND = """ЖЕНЕВА, 5 ноября. Заместитель министра иностранных дел {state} {deputy} \
5 ноября встретился в Женеве с Верховным комиссаром ООН по правам человека {chief}.

Речь шла о рекомендациях обзора.
"""


@dataclass
class Walk:
    """The item and its page, as the tests go on."""

    site: Site
    page: Page
    item: str = ""
    first: list[tuple[str, ...]] = field(default_factory=list)
    second: list[tuple[str, ...]] = field(default_factory=list)

    def open(self, where: str) -> None:
        self.page.goto(f"{self.site.base}{ROOT}{where}")


@pytest.fixture(scope="module")
def walk(tmp_path_factory, browser):
    SHOTS.mkdir(parents=True, exist_ok=True)
    for site in served(tmp_path_factory.mktemp("seed")):
        yield Walk(site, came(site, browser, site.heed("invite", "me@example.org")).page)


def looked_at(walk, name):
    assert looked_through(walk.page, f"seed-{name}") == {}


def confirmed(page, found, button="Confirm"):
    """Press a button of a finding; return it as it stands then."""
    card = page.locator(f"#{found.first.get_attribute('id')}")
    card.get_by_role("button", name=button, exact=True).click()
    expect(card.locator(".stands").first).to_have_text("confirmed")
    return card


def meeting(page, label):
    return page.locator(".finding", has_text=f"Meeting {label}")


def people(card):
    """Return who took part, each with the office and the side that stand beside the name."""
    found = []
    for one in card.locator(".people-of li").all():
        name, *rest = one.locator("bdi").all_inner_texts()
        found.append((name, rest[0], rest[-1]))
    return found


def test_the_item_gives_two_meetings_of_one_occasion_with_offices_and_sides(walk, corpus):
    page = walk.page
    seed = (corpus.parent / "press" / "seed-article.txt").read_text(encoding="utf-8")
    taken_in(page, walk.site, seed, "BelTA", "2025-11-04")
    walk.item = page.url
    expect(page.locator(".repeat")).to_have_count(4)
    looked_at(walk, "item")
    first, second = (confirmed(page, meeting(page, label), OWN) for label in ("M1", "M2"))
    walk.first, walk.second = people(first), people(second)
    assert [side for *_, side in walk.first + walk.second] == ["Belarus", "OHCHR", "Belarus", "ILO"]
    assert walk.first[0][:2] == (walk.second[0][0], "Deputy Minister of Foreign Affairs")
    assert walk.first[1][1] == "UN High Commissioner for Human Rights"
    assert "ILO" in walk.second[1][1]
    walk.open("events/")
    looked_at(walk, "events")
    expect(page.get_by_text("Fourth Universal Periodic Review")).to_have_count(2)
    walk.open("officials/")
    looked_at(walk, "officials")
    for name in {one[0] for one in walk.first + walk.second}:
        expect(page.get_by_role("link", name=name, exact=True)).to_have_count(1)


def test_the_invitation_is_a_promise_with_an_owner(walk):
    page = walk.page
    page.goto(walk.item)
    card = confirmed(
        page,
        page.locator(".finding", has_text="Commitment").filter(has_text="→ OHCHR · invitation"),
    )
    card.get_by_role("link", name="the promise").click()
    page.get_by_role("link", name="Write in it").click()
    page.get_by_label("Who sees to it").select_option(index=1)
    page.get_by_label("Due").fill("2099-01-01")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("invitation")
    expect(page.locator("main")).to_contain_text("Belarus")
    looked_at(walk, "promise")


def test_what_is_said_of_other_states_is_attributed_and_linked_to_no_recommendation(walk):
    page = walk.page
    page.goto(walk.item)
    abroad = page.locator(".finding", has_text="Statement").filter(
        has_text=re.compile(r"About:.*Latvia")
    )
    confirmed(page, abroad)
    walk.open("statements/")
    said = page.locator("main").inner_text()
    assert f"{walk.first[0][0]}, Deputy Minister of Foreign Affairs, said on" in said
    assert "as reported by BelTA" in said
    assert page.locator("main a[href*='/recommendations/']").count() == 0
    looked_at(walk, "statements")


def test_a_second_report_in_russian_joins_it_and_their_differences_are_shown(walk):
    page = walk.page
    deputy, chief = (written(name) for name, *_ in walk.first)
    text = SECOND.format(state="Беларуси", deputy=deputy, chief=chief)
    taken_in(page, walk.site, text, "Вести Люмена", "2025-11-05")
    card = confirmed(page, meeting(page, "M1"), "Confirm, it is that event")
    card.get_by_role("link", name=walk.first[0][0]).click()
    expect(page.get_by_text("The items differ on:")).to_contain_text("occasion")
    expect(page.get_by_role("button", name="Separate")).to_have_count(2)
    looked_at(walk, "event")


def test_the_sheet_for_the_next_meeting_tells_of_the_last_one(walk):
    page = walk.page
    walk.open("briefing/")
    page.get_by_label("or side").select_option("OHCHR")
    page.get_by_role("button", name="Make the sheet").click()
    expect(page.get_by_role("heading", name="Briefing: OHCHR")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Belarus → OHCHR")
    expect(page.locator("main")).to_contain_text("Fourth Universal Periodic Review")
    looked_at(walk, "briefing")


def written(name):
    """Return a name in Cyrillic letters, as another newsroom may write it."""
    return " ".join(
        "".join(CYRILLIC[c] for c in word).capitalize() for word in name.lower().split()
    )

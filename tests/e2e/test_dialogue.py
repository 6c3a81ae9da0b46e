"""Two reports of one meeting become an event, a promise and a briefing sheet, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import SHOTS, came, follow, looked_through, run_on, served
from tests.web.test_items import ARTICLE, PEOPLE
from tests.web.test_register import RUSSIAN, RUSSIANS

pytestmark = pytest.mark.e2e
REPORT = Path("src/heedweb/demo/documents/AUR_cycle1_report.pdf")
ROOT = "/w/coordination/dialogue/"
FIRST = """
import django; django.setup()
from heedweb.workspace.models import Recommendation
print(Recommendation.objects.exclude(key="")[0].key)
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    SHOTS.mkdir(parents=True, exist_ok=True)
    yield from served(tmp_path_factory.mktemp("dialogue"), REPORT)


@pytest.fixture(scope="module")
def me(desk, browser):
    return came(desk, browser, desk.heed("invite", "me@example.org")).page


def looked_at(page, name):
    assert looked_through(page, f"dialogue-{name}") == {}


def lines(people):
    return "\n".join(
        "; ".join(one.get(name, "") for name in ("name", "office", "organisation", "side"))
        for one in people
    )


def taken_in(page, desk, text, publisher, day):
    page.goto(f"{desk.base}{ROOT}items/new/")
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_label("Publisher or sender").fill(publisher)
    page.get_by_label("Published or sent on").fill(day)
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("heading", name="What was found in it")).to_be_visible()


def corrected(page, nth, people, day):
    page.locator(".finding", has_text=f"Meeting M{nth}").get_by_role("link", name="Correct").click()
    page.get_by_label("Day").fill(day)
    page.get_by_label("Participants").fill(lines(people))
    page.get_by_role("button", name="Save as corrected").click()
    card = page.locator(".finding", has_text=f"Meeting M{nth}")
    expect(card.locator(".stands").first).to_have_text("corrected")


def test_an_article_is_taken_in_and_its_parts_are_confirmed(desk, me):
    page = me
    page.goto(f"{desk.base}{ROOT}items/")
    looked_at(page, "empty")
    taken_in(page, desk, ARTICLE, "AurNews", "2026-11-04")
    looked_at(page, "item-proposed")
    expect(page.locator(".repeat")).to_have_count(1)
    page.get_by_role("link", name="meeting M1").click()
    expect(page.locator(".finding:target")).to_contain_text("Meeting M1")
    corrected(page, 1, PEOPLE, "2026-11-03")
    corrected(
        page, 2, [PEOPLE[0], {**PEOPLE[1], "name": "Paul Marsh", "side": "ILO"}], "2026-11-03"
    )
    promise = page.locator(".finding", has_text="Commitment C1")
    promise.get_by_role("button", name="Confirm", exact=True).click()
    card = page.locator(".finding", has_text="Commitment C1")
    expect(card.locator(".stands").first).to_have_text("confirmed")
    third = page.locator(".finding", has_text="Poland and Latvia")
    third.get_by_role("button", name="Confirm", exact=True).click()
    expect(page.locator(".finding", has_text="Poland and Latvia")).to_contain_text(
        "as reported by AurNews"
    )
    looked_at(page, "item-decided")


def test_a_second_report_in_another_language_joins_and_the_differences_stand_side_by_side(desk, me):
    page = me
    taken_in(page, desk, RUSSIAN, "Вести Люмена", "2026-11-05")
    corrected(page, 1, RUSSIANS, "2026-11-04")
    card = page.locator(".finding", has_text="Meeting M1")
    looked_at(page, "item-likely")
    card.get_by_role("button", name="It is that event").click()
    card = page.locator(".finding", has_text="Meeting M1")
    card.get_by_role("link", name="Tomas Verin – Lena Okoro").click()
    expect(page.get_by_text("The items differ on:")).to_contain_text("day")
    expect(page.get_by_role("button", name="Separate")).to_have_count(2)
    looked_at(page, "event")


def test_the_promise_gets_an_owner_and_a_day_and_what_it_has_to_do_with(desk, me):
    page = me
    page.goto(f"{desk.base}{ROOT}promises/")
    page.locator("th a").first.click()
    page.get_by_role("link", name="Write in it").click()
    page.get_by_label("Who promised").fill("Aurelia")
    page.get_by_label("To whom").fill("OHCHR")
    page.get_by_label("Who sees to it").select_option(index=1)
    page.get_by_label("Due").fill("2099-01-01")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Add what it has to do with").click()
    page.get_by_label("Recommendations", exact=True).fill(run_on(desk, FIRST).strip())
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("button", name="Take away")).to_be_visible()
    looked_at(page, "promise")
    for name in ("promises", "events", "statements", "officials"):
        page.goto(f"{desk.base}{ROOT}{name}/")
        looked_at(page, name)


def test_a_briefing_sheet_is_made_for_the_next_meeting(desk, me):
    page = me
    page.goto(f"{desk.base}{ROOT}briefing/")
    page.get_by_label("or side").select_option("OHCHR")
    page.get_by_role("button", name="Make the sheet").click()
    expect(page.get_by_role("heading", name="Briefing: OHCHR")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Aurelia → OHCHR")
    looked_at(page, "briefing")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take it along as a Word file").click()
    assert taken.value.suggested_filename.endswith(".docx")
    page.goto(f"{desk.base}{ROOT}officials/")
    page.get_by_role("link", name="Lena Okoro").click()
    expect(page.get_by_text("Лена Окоро")).to_be_visible()
    looked_at(page, "official")


def test_a_visit_is_asked_for_answered_and_seen_over_time(desk, me):
    page = me
    page.goto(f"{desk.base}{ROOT}visits/")
    looked_at(page, "visits-empty")
    page.get_by_role("link", name="Enter a standing invitation").click()
    page.get_by_label("Extended on").fill("2015-05-01")
    page.get_by_label("Source of that").fill("Note verbale 12")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Standing invitation")).to_be_visible()
    looked_at(page, "invitation")
    page.goto(f"{desk.base}{ROOT}visits/new/")
    page.get_by_label("Who visits").fill("Special Rapporteur on the human rights to water")
    page.get_by_label("Asked for on").fill("2026-03-01")
    page.get_by_label("Asked for again on").fill("2026-05-01, 2026-07-01")
    page.get_by_label("The State's answer").select_option("dates")
    page.get_by_label("Answered on").fill("2026-08-01")
    page.get_by_label("Days that the State proposed").fill("autumn of 2098")
    page.get_by_label("First day of the visit").fill("2098-09-01")
    page.get_by_label("Last day of the visit").fill("2098-09-12")
    looked_at(page, "visit-write")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".meta .stands")).to_have_text("planned")
    page.get_by_text("Add an item as a source").click()
    page.get_by_label("Item", exact=True).select_option(index=1)
    page.get_by_role("button", name="Add this item").click()
    expect(page.get_by_role("button", name="Take away")).to_be_visible()
    looked_at(page, "visit")
    page.goto(f"{desk.base}{ROOT}visits/?show=planned")
    looked_at(page, "visits")
    page.goto(f"{desk.base}{ROOT}timeline/")
    looked_at(page, "timeline")
    mark = page.get_by_role("link", name="visit, 1 September 2098: Special Rapporteur")
    mark.press("Enter")
    expect(page.get_by_role("heading", name="Special Rapporteur")).to_be_visible()
    page.goto(f"{desk.base}/w/coordination/mechanisms/")
    expect(
        page.get_by_text("Visit: Special Rapporteur on the human rights to water")
    ).to_be_visible()
    looked_at(page, "what-comes")


def test_a_letter_stands_with_the_reply_that_is_due(desk, me):
    page = me
    page.goto(f"{desk.base}{ROOT}items/new/")
    page.get_by_label("Text", exact=True).fill("We write to ask about the wells.")
    page.get_by_label("Kind").select_option("allegation_letter")
    page.get_by_label("Publisher or sender").fill("Special Procedures")
    page.get_by_role("button", name="Take it in").click()
    page.get_by_role("link", name="Write what is known of it").click()
    page.get_by_label("Reference of the letter").fill("AL AUR 1/2026")
    page.get_by_label("Reply due").fill("2098-01-01")
    follow(page.get_by_role("button", name="Save"))
    page.goto(f"{desk.base}{ROOT}letters/")
    expect(page.get_by_text("AL AUR 1/2026")).to_be_visible()
    looked_at(page, "letters")

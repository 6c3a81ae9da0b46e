"""Items from an address and from feeds: fetched by the rules, kept with their record, once each."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from heedweb.fetching import Policy
from heedweb.fetching.timing import PACE
from heedweb.workspace import feed_operations, worker
from heedweb.workspace.domain import blobs, feeds, intake, items
from heedweb.workspace.domain.refusals import NotNow, NotTheirs
from heedweb.workspace.models import Activity, Feed, FeedEntry, Item, Membership
from tests.web.conftest import seat
from tests.web.fetching.conftest import PDF
from tests.web.fetching.service import Reply, Service, file, redirect
from tests.web.test_items import ARTICLE, words_of

# The host that the certificate of the tests names.
HOST = "docs.un.org"
PAGE = f"https://{HOST}/2026/wells.html"
FEED = f"https://{HOST}/feed.xml"
NOW = datetime(2026, 11, 5, 8, 0, tzinfo=UTC)
# Row 37 of the goals: what must be known of every fetched item, by field of the record.
FOURTEEN = (
    "url_asked", "url_final", "redirects", "fetched_at", "by", "tool", "method", "status",
    "headers", "sha256", "size", "type_declared", "type_sniffed", "html_source",
    "embedded_metadata", "context_note",
)  # fmt: skip


def html(text=ARTICLE, head='<meta charset="utf-8"><title>Wells and words</title>'):
    body = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def rss(*entries):
    held = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        "<pubDate>Wed, 04 Nov 2026 10:00:00 +0000</pubDate></item>"
        for title, link in entries
    )
    text = f'<rss version="2.0"><channel><title>News</title>{held}</channel></rss>'
    return Reply(200, text.encode(), {"Content-Type": "application/rss+xml"})


@pytest.fixture
def open_(settings, monkeypatch):
    """An administrator allows one host and one feed; the host is that of the tests."""
    monkeypatch.setattr(PACE, "_gap", 0)
    monkeypatch.setenv("HEED_DIALOGUE_HOSTS", HOST)
    monkeypatch.setenv("HEED_DIALOGUE_FEEDS", FEED)
    with Service().running() as running:
        settings.FETCH_POLICY = running.policy
        running.plan("/2026/wells.html", file("html", html().encode()))
        yield running


def fetched(table, address=PAGE, who="focal", **words):
    return intake.from_address(
        address=address, note="for the file on wells", words=words, by=seat(table, who), now=NOW
    )


def posted(table, address=PAGE, who="focal"):
    fields = {"address": address, "note": "why", "kind": "press"}
    return table.client(who).post(reverse("workspace:item-fetch", args=["aurelia"]), fields)


def test_all_fourteen_fields_are_filled_and_shown_with_what_is_lacking(table, open_):
    open_.plan("/w", redirect(PAGE))
    assert posted(table, f"https://{HOST}/w").status_code == 302
    item = Item.objects.get()
    assert [name for name in FOURTEEN if item.origin[name] in (None, "", {}, [])] == []
    assert item.origin["redirects"][0]["location"] == PAGE
    assert item.origin["embedded_metadata"] == {"title": "Wells and words"}
    assert (item.origin["sha256"], item.origin["by"]) == (item.blob.sha256, "focal@example.org")
    assert blobs.path_of(item.blob.sha256).read_bytes() == html().encode()
    said = words_of(table.client("focal").get(reverse("workspace:item", args=["aurelia", item.pk])))
    for words in (
        f"Address asked https://{HOST}/w", f"Address that answered {PAGE}", f"302 {PAGE}",
        "Time (UTC) 20", "Fetched by focal@example.org", "Tool and version heed ", "Method GET",
        "Status and headers 200", "Content-Type: text/html; charset=utf-8", item.blob.sha256,
        f"Size {len(html().encode()) / 1024:.1f}", "text/html · html", "kept as the original",
        "title: Wells and words", "Why it was wanted why",
        "There is no visual capture of the page (below Berkeley para 155)",
    ):  # fmt: skip
        assert words in said, words


def test_what_is_fetched_is_read_like_a_file_and_stands_in_the_history(table, open_):
    item = fetched(table, publisher="AurNews", published=date(2026, 11, 4))
    assert item.findings.filter(kind="meeting").count() == 2
    assert (item.title, item.link, item.file) == ("Wells and words", PAGE, "wells.html")
    assert Activity.objects.get(verb="item_taken_in").detail["sha256"] == item.blob.sha256


def test_a_page_that_names_no_publisher_is_its_hosts(table, open_):
    assert fetched(table).publisher == HOST


def test_a_pdf_says_that_it_has_no_page_source(table, open_):
    open_.plan("/report", file("pdf", PDF))
    item = fetched(table, f"https://{HOST}/report")
    assert item.file == "report.pdf"
    assert "Producer" in item.origin["embedded_metadata"]
    page = table.client("focal").get(reverse("workspace:item", args=["aurelia", item.pk]))
    assert "none: it is no web page" in words_of(page)


@pytest.mark.parametrize("said", ["windows-1251", "utf-8", ""])
def test_letters_are_read_as_the_host_says_and_again_so(table, open_, said):
    text = "Министр Тарнов встретился с комиссаром.\n\nВторой абзац о колодцах."
    coded = html(text, head="<title>Вести</title>").encode(said or "utf-8")
    kind = f"text/html; charset={said}" if said else "text/html"
    open_.plan("/ru", Reply(200, coded, {"Content-Type": kind}))
    item = fetched(table, f"https://{HOST}/ru")
    assert (item.title, "Министр Тарнов" in item.text) == ("Вести", True)
    assert blobs.path_of(item.blob.sha256).read_bytes() == coded
    items.read_again(item, by=seat(table, "focal"))
    item.refresh_from_db()
    assert "Министр Тарнов" in item.text


@pytest.mark.parametrize(
    ("address", "said"),
    [("https://other.example.org/a", "HEED_DIALOGUE_HOSTS"), (f"http://{HOST}/a", "not https"),
     ("https://127.0.0.1/a", "full name"), (f"https://me@{HOST}/a", "names a user"),
     (f"https://{HOST}:8443/a", "a port other than 443"), (f"https://{HOST}/none", "status 404")],
)  # fmt: skip
def test_what_is_not_allowed_or_not_there_is_said_and_nothing_kept(table, open_, address, said):
    answer = posted(table, address)
    assert (answer.status_code, Item.objects.count()) == (422, 0)
    assert said in words_of(answer)
    assert [one for one in open_.asked if HOST not in one] == []


def test_a_host_that_leads_inside_is_refused(table, open_, settings):
    settings.FETCH_POLICY = lambda: open_.policy(resolve=lambda _: ["10.0.0.1"])
    assert "not a public address" in words_of(posted(table))
    assert (open_.asked, Item.objects.count()) == ([], 0)


def test_it_is_off_while_fetching_is_off_and_says_so(table, open_, settings):
    settings.FETCH_POLICY = lambda: Policy(on=False)
    where = reverse("workspace:item-fetch", args=["aurelia"])
    assert "Fetching is switched off" in words_of(table.client("focal").get(where))
    assert posted(table).status_code == 422
    assert (open_.asked, Item.objects.count()) == ([], 0)


def test_without_a_host_nothing_is_fetched(table, open_, monkeypatch):
    monkeypatch.setenv("HEED_DIALOGUE_HOSTS", "")
    monkeypatch.setenv("HEED_DIALOGUE_FEEDS", "")
    assert "allows no host" in words_of(posted(table))


def test_nothing_is_taken_in_twice_from_an_address_or_of_the_same_bytes(table, open_):
    fetched(table)
    open_.plan("/copy", file("html", html().encode()))
    for address in (PAGE, f"https://{HOST}/copy"):
        with pytest.raises(NotNow, match="taken in before"):
            fetched(table, address)
    assert fetched(table, who="cso_member").room != Item.objects.order_by("pk")[0].room


def test_who_has_no_room_fetches_nothing(table, open_):
    with pytest.raises(NotTheirs):
        fetched(table, who="reader")
    assert open_.asked == []


def asked(table, who="focal"):
    return feeds.ask_for(address=FEED, by=seat(table, who))


def looked(now=NOW):
    while feeds.look(now):
        pass


def states():
    return list(FeedEntry.objects.order_by("pk").values_list("state", flat=True))


def test_what_is_new_in_a_feed_is_taken_in_once(table, open_):
    open_.plan("/b", file("html", html("Second text. It is short.").encode()))
    open_.plan("/feed.xml", rss(("Wells", PAGE)), rss(("B", f"https://{HOST}/b"), ("Wells", PAGE)))
    held = asked(table)
    looked()
    assert [one.title for one in Item.objects.all()] == ["Wells"]
    looked(NOW + timedelta(minutes=59))
    assert len(open_.asked) == 2
    looked(NOW + timedelta(minutes=61))
    assert states() == ["taken", "taken"]
    assert Item.objects.count() == 2
    held.refresh_from_db()
    assert (held.title, held.problem) == ("News", "")
    item = Item.objects.get(title="Wells")
    assert item.origin["by"] == "heed, for focal@example.org"
    assert item.origin["context_note"] == f"new in the feed {FEED}"
    assert item.published == date(2026, 11, 4)


def test_an_entry_that_is_there_by_address_or_bytes_is_not_taken_in_again(table, open_):
    fetched(table)
    open_.plan("/copy", file("html", html().encode()))
    open_.plan("/feed.xml", rss(("Wells", PAGE), ("Copy", f"https://{HOST}/copy")))
    asked(table)
    looked()
    assert (states(), Item.objects.count()) == (["known", "known"], 1)


def test_what_was_deleted_does_not_come_again(table, open_):
    open_.plan("/feed.xml", rss(("Wells", PAGE)))
    held = asked(table)
    looked()
    items.delete(Item.objects.get(), by=seat(table, "focal"))
    feeds.stop(held, by=seat(table, "focal"))
    asked(table)
    looked()
    assert Item.objects.count() == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [(Reply(200, b"<html></html>", {}), "no RSS 2.0 or Atom feed"), (Reply(404), "status 404"),
     (Reply(200, b"<rss", {}), "no feed that can be read"),
     (Reply(200, b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel/></rss>", {}), "a DTD")],
)  # fmt: skip
def test_a_feed_that_fails_says_so_in_one_line_and_leaves_nothing(table, open_, reply, said):
    open_.plan("/feed.xml", reply)
    held = asked(table)
    looked()
    held.refresh_from_db()
    assert said in held.problem
    assert "\n" not in held.problem
    assert (FeedEntry.objects.count(), Item.objects.count()) == (0, 0)
    page = table.client("focal").get(reverse("workspace:feed", args=["aurelia", held.pk]))
    assert said in words_of(page)


def test_an_entry_that_cannot_be_fetched_says_why_and_is_tried_three_times(table, open_):
    away = f"https://{HOST}/away"
    open_.plan("/away", Reply(404))
    open_.plan("/feed.xml", rss(("Away", away), ("Else", "https://other.example.org/x")))
    asked(table)
    for hours in range(5):
        looked(NOW + timedelta(hours=2 * hours))
    assert states() == ["left", "left"]
    else_, away_ = FeedEntry.objects.order_by("pk")
    assert "HEED_DIALOGUE_HOSTS" in else_.problem
    assert (away_.tries, else_.tries) == (3, 1)
    assert "status 404" in away_.problem


def test_a_feed_that_is_allowed_no_more_is_not_asked(table, open_, monkeypatch):
    held = asked(table)
    monkeypatch.setenv("HEED_DIALOGUE_FEEDS", "")
    looked()
    held.refresh_from_db()
    assert "does not allow this feed" in held.problem
    assert open_.asked == []
    with pytest.raises(NotNow):
        asked(table, who="cso_member")


def test_a_feed_of_who_left_the_room_waits_for_somebody_else(table, open_):
    open_.plan("/feed.xml", rss(("Wells", PAGE)))
    held = asked(table)
    Membership.objects.filter(user=table.people["focal"]).delete()
    looked()
    held.refresh_from_db()
    assert "does not write in the room any more" in held.problem
    assert open_.asked == []


def test_a_stopped_feed_is_asked_no_more_and_what_came_stays(table, open_):
    open_.plan("/feed.xml", rss(("Wells", PAGE)))
    held = asked(table)
    looked()
    where = reverse("workspace:feed-act", args=["aurelia", held.pk, "stop"])
    assert table.client("alternate").post(where).status_code == 302
    looked(NOW + timedelta(days=1))
    assert (len(open_.asked), Item.objects.count()) == (2, 1)
    assert list(Activity.objects.filter(kind="feed").values_list("verb", flat=True)) == [
        "feed_stopped", "feed_asked",
    ]  # fmt: skip


def test_the_worker_and_the_command_ask_the_feeds(table, open_):
    open_.plan("/feed.xml", rss(("Wells", PAGE)))
    asked(table)
    name = str(table.workspace)
    assert [line.split("\t")[2:] for line in feed_operations.list_feeds(None)] == [
        [FEED, "0 taken in"]
    ]
    ((well, line),) = feed_operations.fetch_feeds(name)
    assert (well, line.split("\t")[3]) == (True, "1 taken in")
    assert worker.post_once(now=datetime.now(UTC) + timedelta(hours=2))
    with pytest.raises(LookupError):
        list(feed_operations.fetch_feeds("nowhere"))


def test_another_room_sees_no_feed_of_mine(table, open_):
    held = asked(table)
    for name, keys in (("feed", [held.pk]), ("feed-act", [held.pk, "stop"])):
        client = table.client("cso_member")
        call = client.get if name == "feed" else client.post
        assert call(reverse(f"workspace:{name}", args=["aurelia", *keys])).status_code == 404
    page = table.client("cso_member").get(reverse("workspace:feeds", args=["aurelia"]))
    assert "Your room asks no feed yet." in words_of(page)
    assert Feed.objects.count() == 1

"""Feeds: RSS 2.0 and Atom, read in the confined child; what is none is refused in one line."""

from __future__ import annotations

import pytest

from heed import confined
from heed.dialogue.feeds import FeedItem, read_feed
from heed.errors import InputProblem

BASE = "https://news.example.org/feed.xml"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title> Wells &amp;
 words </title><link>/wells</link><guid isPermaLink="false">w1</guid>
<pubDate>Wed, 04 Nov 2026 23:30:00 +0500</pubDate></item>
<item><title>B</title><guid>https://news.example.org/b</guid><pubDate>soon</pubDate></item>
<item><title>nothing that it is known by</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>urn:1</id>
<title type="html">Wells</title><link rel="enclosure" href="x.mp3"/><link href="wells"/>
<updated>2026-11-05T01:00:00Z</updated><published>2026-11-04T10:00:00Z</published></entry></feed>"""


def test_rss_says_where_entries_lead_and_when_they_were_published():
    read = read_feed(RSS.encode(), "f", BASE)
    assert (read.title, read.items) == (
        "News",
        (
            FeedItem("w1", "https://news.example.org/wells", "Wells & words", "2026-11-04"),
            FeedItem("https://news.example.org/b", "https://news.example.org/b", "B", ""),
        ),
    )


def test_atom_says_the_same_by_its_page_and_first_day():
    wells = FeedItem("urn:1", "https://news.example.org/wells", "Wells", "2026-11-04")
    assert read_feed(ATOM.encode(), "f", BASE).items == (wells,)


def test_the_confined_child_says_the_same(tmp_path):
    path = tmp_path / "feed"
    path.write_text(RSS)
    assert confined.feed(path, base=BASE) == read_feed(RSS.encode(), "f", BASE)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"<rss>", "damaged"), (b"", "damaged"), (b"<rss/>", "unsupported"), (b"<a/>", "unsupported"),
     (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel/></rss>", "dtd"),
     (b"<!DOCTYPE rss SYSTEM 'http://127.0.0.1/'><rss><channel/></rss>", "dtd"),
     (b"<a>" * 100_000, "damaged")],
)  # fmt: skip
def test_what_is_no_feed_is_refused(data, code, tmp_path):
    path = tmp_path / "feed"
    path.write_bytes(data)
    with pytest.raises(InputProblem) as refused:
        confined.feed(path, base=BASE)
    assert refused.value.code == code


def test_a_feed_of_many_entries_is_read_from_its_beginning():
    many = "".join(f"<item><guid>{n}</guid></item>" for n in range(300))
    read = read_feed(f"<rss><channel>{many}</channel></rss>".encode(), "f")
    assert (len(read.items), read.items[0].key) == (200, "0")

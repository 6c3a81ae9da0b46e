"""Every page stands in a section, and nobody is led to what is refused."""

from __future__ import annotations

import re

import pytest
from django.urls import get_resolver

from heedweb.workspace import navigation
from tests.web.conftest import PEOPLE

LINK = re.compile(r'<a href="(/w/aurelia/[^"]*)"( aria-current="(?:page|true)")?>([^<]+)</a>')


def rows_of(page):
    """Return the links of both rows: (address, whether current, title)."""
    header = page[page.index('<header class="top">') : page.index("</header>")]
    return [(href, bool(here), title) for href, here, title in LINK.findall(header)]


@pytest.mark.parametrize("who", [name for name in PEOPLE if name != "suspended"])
def test_everybody_can_go_where_the_rows_lead(table, who):
    client = table.client(who)
    begin = "/w/aurelia/history/" if who == "auditor" else "/w/aurelia/"
    links = rows_of(client.get(begin).content.decode())
    assert links
    for href, _, _ in links:
        page = client.get(href)
        assert page.status_code == 200, href
        here = [title for address, current, title in rows_of(page.content.decode()) if current]
        assert 1 <= len(here) <= 2, (href, here)


def test_an_address_is_of_one_entry_at_most():
    urls = {name for name in _names() if isinstance(name, str)}
    entries = [entry for section in navigation.SECTIONS for entry in section.entries]
    for name in urls:
        assert sum(entry.holds(name) for entry in entries) <= 1, name
    assert [entry.url for entry in entries if entry.url not in urls] == []
    unknown = {one for entry in entries for one in entry.names if not any(
        name == one or name.startswith(f"{one}-") for name in urls
    )}  # fmt: skip
    assert unknown == set()


def _names():
    space = get_resolver().namespace_dict["workspace"][1]
    return space.reverse_dict.keys()


def test_the_page_that_opens_the_public_page_is_found_by_coordinators(table):
    titles = [
        t
        for _, _, t in rows_of(
            table.client("coordinator").get("/w/aurelia/people/").content.decode()
        )
    ]
    assert "Public page" in titles
    titles = [
        t
        for _, _, t in rows_of(
            table.client("nhri_approver").get("/w/aurelia/people/").content.decode()
        )
    ]
    assert "Public page" not in titles

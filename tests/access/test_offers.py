"""No page leads somebody to where the role does not reach: no link, no form, no button."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
import pytest
from django.urls import Resolver404, resolve

from tests.access.addresses import addresses, path
from tests.access.test_matrix import EXPECTED
from tests.access.world import World, undone

pytestmark = pytest.mark.django_db


def offers(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield (method, path) of each link and form of a page of this site."""
    page = lxml.html.fromstring(body)
    for link in page.iter("a"):
        yield "GET", link.get("href", "")
    for form in page.xpath("//form[not(@method='dialog')]"):
        yield form.get("method", "get").upper(), form.get("action", "")
    for asked in page.iter():
        if isinstance(asked.tag, str) and asked.get("hx-get"):
            yield "GET", asked.get("hx-get", "")


@pytest.mark.parametrize(
    "who", ["coordinator", "focal", "authority", "nhri_member", "cso_member", "worker", "reader",
            "auditor", "admin", "public"],
)  # fmt: skip
def test_pages_offer_only_what_is_served(world: World, who):
    client = world.client(who)
    wrong = set()
    for address in addresses():
        where = path(address, world)
        with undone():
            given = client.get(where)
        if given.status_code != 200 or "text/html" not in given["Content-Type"]:
            given.close()
            continue
        for method, offered in offers(given.content):
            target = urlsplit(offered).path or where
            if offered.startswith(("http", "mailto:", "#")) or not target.startswith("/"):
                continue
            try:
                name = resolve(target).view_name
            except Resolver404:
                wrong.add((address.name, method, target, "nowhere"))
                continue
            if EXPECTED[name, method][who] in "FNM":
                wrong.add((address.name, method, name, EXPECTED[name, method][who]))
    assert not wrong, "\n".join(" ".join(one) for one in sorted(wrong))

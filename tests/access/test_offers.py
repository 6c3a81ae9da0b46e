"""No page leads somebody to where the role does not reach: no link, no form, no button."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
import pytest
from django.http import HttpResponse

from tests.access.addresses import addresses, path
from tests.access.test_matrix import letter
from tests.access.world import World, undone

pytestmark = pytest.mark.django_db
Sent = tuple[tuple[str, str], ...]


def offers(body: bytes) -> Iterator[tuple[str, str, Sent]]:
    """Yield (method, path, fields) of each link and form of a page of this site.

    A form is sent with its hidden fields and its first button.
    """
    page = lxml.html.fromstring(body)
    for link in page.iter("a"):
        yield "GET", link.get("href", ""), ()
    for form in page.xpath("//form[not(@method='dialog')]"):
        fields = form.xpath(".//input[@type='hidden'] | (.//button[@name])[1]")
        held = tuple((one.get("name", ""), one.get("value", "")) for one in fields)
        yield form.get("method", "get").upper(), form.get("action", ""), held
    for asked in page.xpath("//*[@hx-get]"):
        yield "GET", asked.get("hx-get", ""), ()


@pytest.mark.parametrize(
    "who", ["coordinator", "focal", "authority", "nhri_member", "cso_approver", "worker", "reader",
            "auditor", "admin", "public"],
)  # fmt: skip
def test_pages_offer_only_what_is_served(world: World, who):
    client, wrong = world.client(who), set()
    answers: dict[tuple[str, str, Sent], HttpResponse] = {}

    def asked(method: str, target: str, fields: Sent) -> HttpResponse:
        """What somebody is answered; each thing is asked for once, as all is taken back."""
        if (method, target, fields) not in answers:
            with undone():
                data = dict(fields) if method == "POST" else {}
                found = client.generic(method, target) if not data else client.post(target, data)
                found.close()
            answers[method, target, fields] = found
        return answers[method, target, fields]

    for address in addresses():
        where = path(address, world)
        given = asked("GET", where, ())
        if given.status_code != 200 or "text/html" not in given["Content-Type"]:
            continue
        for method, offered, fields in offers(given.content):
            target = urlsplit(offered).path or where
            outside = offered.startswith(("http", "mailto:", "#")) or not target.startswith("/")
            if outside or target == "/sign-in/out/":
                continue
            found = letter(asked(method, target, fields))
            if found not in "YS":
                wrong.add((address.name, method, target, found))
    assert not wrong, "\n".join(" ".join(one) for one in sorted(wrong))

"""Everything that a person is answered: each page, what is asked in an address, each export."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from django.test import Client

from tests.access.addresses import addresses, path
from tests.access.world import World, undone

# What lists are asked for by word, facet and order, and pages that are asked for what is not there.
QUERIES = {
    "workspace:recommendations": (
        "q=quagga", "q=quag", "doubt=any", "sort=text", "print=1", "page=2",
    ),
    "workspace:meaning": ("q=quagga",),
    "workspace:clusters": ("q=quagga", "sort=name"),
    "workspace:links": ("q=quagga",),
    "workspace:documents": ("q=quagga",),
    "workspace:sources": ("show=all",),
    "workspace:history": ("q=quagga", "who=quagga", "print=1"),
    "workspace:notes": ("q=quagga", "standing=draft", "standing=in_review"),
}  # fmt: skip
EXPORTS = {"workspace:export": ("csv", "xlsx"), "workspace:taxonomy-export": ("skos", "csv")}

# Tokens against forged requests, and what says when it was made.
NEW_EACH_TIME = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|(?:Content-Length|Expires): [^\n]+'
    rb"|<dcterms:\w+[^>]*>[^<]*</dcterms:\w+>"
)


def crawl(world: World, client: Client) -> Iterator[tuple[str, bytes]]:
    """Yield each address with the body and the headers of what it answers, files unpacked.

    What has no object that could be missing is asked for once.
    """
    for address in addresses():
        for where in dict.fromkeys(path(address, world, state) for state in ("own", "missing")):
            for query in ("", *QUERIES.get(address.name, ())):
                with undone():
                    yield f"GET {where}?{query}", answered(client.get(f"{where}?{query}"))
        for form in EXPORTS.get(address.name, ()):
            where = path(address, world)
            with undone():
                given = client.post(where, {"format": form, "form": form})
                yield f"POST {where} {form}", answered(given)


def answered(given) -> bytes:
    """Return headers and body without what differs from one answer to the next."""
    body = b"".join(given.streaming_content) if given.streaming else given.content
    given.close()
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(given.headers.items()))
    return NEW_EACH_TIME.sub(b"", headers.encode() + b"\n\n" + unpacked(body))


def unpacked(body: bytes) -> bytes:
    """Return the members of a ZIP file (XLSX, DOCX) one after another; other bytes as they are."""
    if not body.startswith(b"PK\x03\x04"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as held:
        return b"\n".join(held.read(name) for name in sorted(held.namelist()))

"""A copy of what is at an address that people name: a page or a file, with its record."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from heedweb.fetching import content
from heedweb.fetching.client import Client, Limits
from heedweb.fetching.faults import Fault
from heedweb.fetching.fetch import OFF
from heedweb.fetching.metadata import read_metadata
from heedweb.fetching.policy import Policy
from heedweb.fetching.record import Record, declared_type, headers_of, stamp
from heedweb.fetching.timing import PACE, Pace


@dataclass(frozen=True, slots=True)
class Taken:
    """The bytes that came, as they came, and what is known of how."""

    data: bytes
    record: Record


def fetch_page(
    url: str,
    *,
    policy: Policy,
    now: datetime,
    by: str,
    note: str = "named as evidence",
    limits: Limits | None = None,
    pace: Pace = PACE,
) -> Taken:
    """Fetch what is at an address that the policy allows, whatever it is. Raises `Fault`."""
    if not policy.on:
        raise OFF
    answer = Client(policy, limits or Limits(), pace).get(url)
    if answer.status != 200:
        raise Fault("service", f"the host answered with status {answer.status}.")
    if not answer.body:
        raise Fault("wrong_content", "the host answered with an empty file.")
    kind = content.sniffed(answer.body)
    at = stamp(now)
    metadata: dict[str, str] | str = "not read: it is none that is read"
    if kind in ("pdf", "docx", "doc", "html"):
        metadata = read_metadata(answer.body, f"copy.{kind}")
    record = Record(
        symbol="", language="", file="", format_asked="", url_asked=url, url_final=answer.url,
        redirects=answer.hops, fetched_at=at, received_at=at, by=by, status=answer.status,
        headers=headers_of(answer), sha256=hashlib.sha256(answer.body).hexdigest(),
        size=len(answer.body), type_declared=declared_type(answer), type_sniffed=kind,
        embedded_metadata=metadata, context_note=note,
        html_source="the bytes that were kept" if kind == "html" else None,
    )  # fmt: skip
    return Taken(answer.body, record)

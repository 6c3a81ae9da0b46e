"""The record that stands beside a fetched file: where it came from, when, how, and what it is.

Fields after the Berkeley Protocol (HR/PUB/20/2), paras 153-155 and 167.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

import heed
from heedweb.fetching.client import Answer, Hop
from heedweb.fetching.content import declared

NO_CAPTURE = "no visual capture (below Berkeley para 155)"
# Its value may let whoever reads the record go on with the session.
_WITHHELD = ("set-cookie", "set-cookie2")


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a fetch. `fetched_at` is UTC; `size` in bytes; hash and size of the body.

    `status` is 304 where the file is a copy kept from an earlier fetch; `received_at` says when
    its bytes came. `html_source` is null for files. `capture` says what this record lacks.
    """

    symbol: str
    language: str
    file: str
    format_asked: str
    url_asked: str
    url_final: str
    redirects: tuple[Hop, ...]
    fetched_at: str
    received_at: str
    by: str
    status: int
    headers: tuple[tuple[str, str], ...]
    sha256: str
    size: int
    type_declared: str
    type_sniffed: str
    embedded_metadata: dict[str, str] | str
    context_note: str
    html_source: str | None = None
    method: str = "GET"
    tool: str = field(default_factory=lambda: f"heed {heed.__version__}")
    capture: str = NO_CAPTURE

    def as_plain(self) -> dict[str, object]:
        """Return the record as plain values, in the order of the fields."""
        return asdict(self)

    def as_json(self) -> str:
        """Return the record as JSON, one field a line; the order is that of the fields."""
        return json.dumps(self.as_plain(), ensure_ascii=False, indent=1) + "\n"

    def line(self) -> str:
        """Return the record in one line."""
        kept = f", unchanged since {self.received_at}" if self.status == 304 else ""
        return (
            f"{self.symbol} ({self.language}), {self.type_sniffed}, {self.size:,} bytes, "
            f"sha256 {self.sha256}, from {self.url_final}, {self.fetched_at}{kept}"
        )


def headers_of(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return an answer's headers as they are recorded."""
    return tuple(
        (name, f"withheld ({len(value)} characters)" if name.lower() in _WITHHELD else value)
        for name, value in answer.headers
    )


def declared_type(answer: Answer) -> str:
    """Return the media type that an answer says it is; "" if it says none."""
    return declared(answer.header("content-type"))


def stamp(moment: datetime) -> str:
    """Return a moment in UTC to the second. Raises `ValueError` for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

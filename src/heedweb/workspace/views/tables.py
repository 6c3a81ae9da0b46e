"""Tables as CSV, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from heed.exchange.delimited import escaped
from heedweb.workspace.access import Seat


def given(seat: Seat, name: str, lines: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """Return the answer that hands out a table as a file of CSV (RFC 4180)."""
    file = f"{seat.workspace.slug}-{name}-{timezone.now():%Y-%m-%d}.csv"
    response = StreamingHttpResponse(_written(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response


def _written(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    # The mark by which Excel knows UTF-8.
    yield "\ufeff"
    for cells in lines:
        writer.writerow([escaped(str(cell)) for cell in cells])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()

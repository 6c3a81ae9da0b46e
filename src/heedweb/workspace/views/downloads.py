"""What is taken along as a download that no browser runs: files that are kept, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO, TypeVar

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from heed.exchange.delimited import safe_lines
from heedweb.workspace import access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import exports, originals

Response = TypeVar("Response", bound=HttpResponseBase)
CSV = "text/csv; charset=utf-8"
_SANDBOX = "sandbox; default-src 'none'"


def named(seat: Seat, what: str, suffix: str = "csv") -> str:
    """Return what a file is called that is taken along today: of which workspace, and what."""
    return f"{seat.workspace.slug}-{what}-{timezone.now():%Y-%m-%d}.{suffix}"


def attached(response: Response, name: str) -> Response:
    """Return an answer as a download that no browser runs or keeps."""
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Security-Policy"] = _SANDBOX
    response["Cache-Control"] = "no-store"
    return response


def given(
    request: HttpRequest, seat: Seat, name: str, rows: Iterable[Sequence[str]], count: int = -1
) -> StreamingHttpResponse:
    """Return the answer that hands out a table as CSV; that it was taken is told to the room.

    `count` is how many `rows` come below the titles where they are not to be held at once.
    """
    if count < 0:
        rows = list(rows)
        count = len(rows) - 1
    file = named(seat, name)
    exports.note(
        workspace=seat.workspace, by=seat.user, room=access.room_of_acts(seat), name=file,
        rows=count, query=request.GET.urlencode(),
    )  # fmt: skip
    written = safe_lines([str(cell) for cell in cells] for cells in rows)
    return attached(StreamingHttpResponse(written, content_type=CSV), file)


def kept(file: BinaryIO, name: str, otherwise: str) -> FileResponse:
    """Return the answer that hands out a file as it was given to heed, under its `name`.

    Where nothing of the name can stand in a header it is called `otherwise`.
    """
    response = FileResponse(
        file, as_attachment=True, filename=_safe(name) or otherwise,
        content_type="application/octet-stream",
    )  # fmt: skip
    response["Content-Security-Policy"] = _SANDBOX
    response["Cache-Control"] = "private, no-cache"
    return response


def original(
    request: HttpRequest, seat: Seat, sha256: str, name: str, otherwise: str, back: str
) -> FileResponse | HttpResponse:
    """Return the answer that hands out an original, or says that it was damaged (`damaged`)."""
    try:
        file = originals.opened(sha256)
    except originals.Damaged:
        return damaged(request, seat, name, back)
    return kept(file, name, otherwise)


def damaged(request: HttpRequest, seat: Seat, name: str, back: str) -> HttpResponse:
    """Return the page that says that a file is not as it was taken in; `back` leads from it."""
    context = {"workspace": seat.workspace, "name": name, "back": back}
    return render(request, "workspace/damaged.html", context, status=500)


def _safe(name: str) -> str:
    """Return a file's name without what would end or turn a header: control and bidi characters."""
    return "".join(c for c in name.replace("\\", "/").split("/")[-1] if c.isprintable())

"""The board and the lists behind its numbers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access
from heedweb.workspace.board_words import LISTS
from heedweb.workspace.queries import board as queries
from heedweb.workspace.queries import board_lists
from heedweb.workspace.queries.board_asked import Asked
from heedweb.workspace.roles import Act
from heedweb.workspace.views.downloads import given


@login_required
@require_safe
def board(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show what is late and what nobody answers, of one institution or plan or of all."""
    seat = access.seat(request, workspace)
    held = queries.board(seat, request.GET, whole=bool(request.GET.get("all")))
    return render(request, "workspace/board.html", {"workspace": seat.workspace, "board": held})


@login_required
@require_safe
def listing(request: HttpRequest, workspace: str, what: str) -> HttpResponse:
    """List what a number of the board counts."""
    seat = access.seat(request, workspace)
    if what not in LISTS:
        raise Http404
    held = board_lists.listing(seat, what, Asked.of(request.GET))
    context = {"workspace": seat.workspace, "listing": held, "title": LISTS[what]}
    return render(request, "workspace/board_list.html", context)


@login_required
@require_POST
def table(request: HttpRequest, workspace: str, what: str) -> StreamingHttpResponse:
    """Give all of a list as CSV."""
    seat = access.seat(request, workspace, Act.EXPORT)
    if what not in LISTS:
        raise Http404
    return given(request, seat, what, board_lists.lines(seat, what, Asked.of(request.GET)))

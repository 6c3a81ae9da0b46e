"""Comments and questions: said on a record, settled, taken back; those that wait for somebody."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import comments as domain
from heedweb.workspace.domain.comments import Thing, Words
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.comments import CommentForm
from heedweb.workspace.models import Comment
from heedweb.workspace.queries import comments as queries
from heedweb.workspace.roles import Act, RoomKind
from heedweb.workspace.views.refused import status_of

View = Callable[..., HttpResponse]


@login_required
@require_safe
def questions(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the open questions that wait for the person, or that the person asked."""
    seat = access.seat(request, workspace)
    context = {
        "workspace": seat.workspace,
        "listing": queries.questions(seat, request.GET.dict()),
    }
    return render(request, "workspace/questions.html", context)


def _say(get: Callable[[Seat, int], Thing]) -> View:
    @login_required
    @require_POST
    def view(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
        seat = access.seat(request, workspace, Act.WRITE)
        about = get(seat, pk)
        form = CommentForm(domain.colleagues(seat), domain.bodies_on(about, seat), request.POST)
        if not form.is_valid():
            return _again(request, seat, about, form)
        try:
            held = _said(seat, about, form)
        except Refused as refused:
            form.add_error(None, refused.line)
            return _again(request, seat, about, form, status_of(refused))
        messages.success(request, _("Said."))
        return redirect(domain.address_of(held))

    return view


def _said(seat: Seat, about: Thing, form: CommentForm) -> Comment:
    given = form.cleaned_data
    answers = plan_access.comment(seat, given["answers"]) if given["answers"] else None
    table = given["where"] == CommentForm.TABLE
    room = access.room_for_all(seat, RoomKind.SHARED) if table else access.room_of_acts(seat)
    words = Words(given["text"], given["question"], given["to"], given["bodies"])
    return domain.say(about=about, room=room, words=words, by=seat, answers=answers)


def _again(
    request: HttpRequest, seat: Seat, about: Thing, form: CommentForm, status: int = 422
) -> HttpResponse:
    """Show what was typed again, with why it was not said."""
    context = {
        "workspace": seat.workspace, "about": about, "form": form,
        "say_url": f"workspace:comment-on-{type(about).__name__.lower()}",
    }  # fmt: skip
    return render(request, "workspace/comment.html", context, status=status)


on_recommendation = _say(lambda seat, pk: access.recommendation(seat.workspace, pk))
on_cluster = _say(lambda seat, pk: access.cluster(seat.workspace, pk))
on_measure = _say(plan_access.measure)
on_indicator = _say(plan_access.indicator)


@login_required
@require_POST
def settle(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Say that a question is answered."""
    seat = access.seat(request, workspace, Act.WRITE)
    return _act(request, seat, pk, lambda held: domain.settle(held, by=seat))


@login_required
@require_POST
def take_back(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Take back what the person said."""
    seat = access.seat(request, workspace, Act.WRITE)
    return _act(request, seat, pk, lambda held: domain.take_back(held, by=seat))


def _act(
    request: HttpRequest, seat: Seat, pk: int, do: Callable[[Comment], Comment]
) -> HttpResponse:
    held = plan_access.comment(seat, pk)
    try:
        do(held)
    except Refused as refused:
        context = {"workspace": seat.workspace, "told": refused.line,
                   "back": domain.address_of(held)}  # fmt: skip
        return render(request, "workspace/comment.html", context, status=status_of(refused))
    messages.success(request, _("Done."))
    return redirect(domain.address_of(held))

"""Corrections that organisations propose, and the queue in which coordinators answer them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heedweb.workspace import access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import fixes as domain
from heedweb.workspace.domain.decisions import Overtaken
from heedweb.workspace.domain.refusals import NotNow, Refused
from heedweb.workspace.forms.fixes import AnswerForm, FixForm, changed, filled_in
from heedweb.workspace.forms.words import WordsForm, initial_of
from heedweb.workspace.models import Fix
from heedweb.workspace.queries import fixes
from heedweb.workspace.roles import Act


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List what is proposed: the own room's, or all of it to a coordinator."""
    seat = access.seat(request, workspace)
    held = fixes.listing(seat, request.GET.dict())
    context = {"workspace": seat.workspace, "listing": held, "waiting": fixes.waiting(seat)}
    return render(request, "workspace/fixes.html", context)


@login_required
def propose(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Propose a correction of a recommendation."""
    seat = access.seat(request, workspace, Act.PROPOSE)
    row = access.recommendation(seat.workspace, pk)
    form = FixForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            fix = domain.propose(
                row=row, field=given["field"], words=given["words"], reason=given["reason"], by=seat
            )
            messages.success(request, _("Proposed. The answer of the coordinators stands here."))
            return redirect("workspace:fix", workspace=seat.workspace.slug, pk=fix.pk)
        except Refused as refused:
            form.add_error(None, refused.line)
    context = {
        "workspace": seat.workspace, "row": row, "form": form, "now": initial_of(row),
    }  # fmt: skip
    return render(request, "workspace/fix_new.html", context, status=422 if form.errors else 200)


@login_required
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a proposed correction beside what stands."""
    seat = access.seat(request, workspace)
    return _page(request, seat, access.fix(seat, pk))


@login_required
@require_POST
def answer(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Accept a proposal as it is, accept it in other words, or decline it."""
    seat = access.seat(request, workspace, Act.DECIDE)
    fix = access.fix(seat, pk)
    if verb not in ("accept", "adapt", "decline"):
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, fix, told=_("Say it in 2,000 letters at most."), status=422)
    why = form.cleaned_data["why"]
    try:
        if verb == "decline":
            domain.decline(fix=fix, why=why, by=seat)
            messages.success(request, _("Declined. Those who proposed it read why."))
        else:
            row = fix.recommendation
            given = request.POST if verb == "adapt" else filled_in(fix)
            words = WordsForm(given, initial=initial_of(row))
            if not words.is_valid():
                return _page(request, seat, fix, words=words, status=422)
            domain.accept(
                fix=fix, fields=changed(words, row), seen=form.cleaned_data["revision"], why=why,
                by=seat,
            )  # fmt: skip
            messages.success(request, _("Accepted, and written in the list."))
    except Overtaken:
        line = _("The recommendation was changed in the meantime. Nothing was written; look again.")
        return _page(request, seat, access.fix(seat, pk), told=line, status=409)
    except Refused as refused:
        status = 409 if isinstance(refused, NotNow) else 422
        return _page(request, seat, access.fix(seat, pk), told=refused.line, status=status)
    return redirect("workspace:fixes", workspace=seat.workspace.slug)


def _page(
    request: HttpRequest,
    seat: Seat,
    fix: Fix,
    *,
    words: WordsForm | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    row = fix.recommendation
    context = {
        "workspace": seat.workspace,
        "fix": fix,
        "row": row,
        "now": initial_of(row).get(fix.field, ""),
        "form": AnswerForm(),
        "words": words or WordsForm(initial=filled_in(fix)),
        "wrong": bool(words),
        "answers": seat.may(Act.DECIDE) and fix.answer == Fix.Answer.OPEN,
        "told": told,
    }
    return render(request, "workspace/fix.html", context, status=status)

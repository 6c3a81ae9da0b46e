"""What is done to a measure with one press: its state, its parts, what it hangs together with."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import assignments, measures, ties
from heedweb.workspace.domain.refusals import Lacking, Refused
from heedweb.workspace.forms.measures import PartForm
from heedweb.workspace.models import Assignment, Measure
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.assignments import bodies
from heedweb.workspace.roles import Act
from heedweb.workspace.views import letting
from heedweb.workspace.views.letting import why
from heedweb.workspace.views.measure_pages import page


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Do something to a measure; who may is said in `domain`."""
    if verb not in _ACTS:
        raise Http404
    needs, carry_out, said = _ACTS[verb]
    seat = access.seat(request, workspace, needs)
    held = plan_access.measure(seat, pk)
    try:
        carry_out(request, seat, held)
    except Refused as refused:
        return page(request, plan_access.measure(seat, pk), refused)
    messages.success(request, said())
    if verb == "delete":
        return redirect("workspace:plan", workspace=workspace, pk=held.plan_id)
    return redirect("workspace:measure", workspace=workspace, pk=pk)


@login_required
@require_POST
def answer(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Accept an institution's part in a measure, or decline it with a reason."""
    if verb not in ("accept", "decline"):
        raise Http404
    seat = access.seat(request, workspace, Act.ANSWER)
    part = plan_access.own_assignment(seat, pk)
    accepted, measure = verb == "accept", part.measure_id
    try:
        assignments.answer(part, accepted=accepted, by=seat, reason=why(request))
    except Refused as refused:
        return page(request, plan_access.measure(seat, measure), refused)
    messages.success(request, _("You accepted it.") if accepted else _("You declined it."))
    if "from_list" in request.POST:
        return redirect("workspace:assignments", workspace=workspace)
    return redirect("workspace:measure", workspace=workspace, pk=measure)


def _state(request: HttpRequest, seat: Seat, held: Measure) -> None:
    measures.bring_to(held, state=request.POST.get("state", ""), by=seat, why=why(request))


def _assign(request: HttpRequest, seat: Seat, held: Measure) -> None:
    form = PartForm(bodies(seat), request.POST)
    if not form.is_valid():
        raise Lacking(_("Choose an institution and its part."))
    part = form.cleaned_data["part"]
    assignments.assign(held, body=form.cleaned_data["body"], part=part, by=seat)


def _unassign(request: HttpRequest, seat: Seat, held: Measure) -> None:
    found = Assignment.objects.filter(measure=held, pk=_key(request)).first()
    if found is not None:
        found.measure = held
        assignments.take_away(found, by=seat, why=why(request))


def _aim_no_more(request: HttpRequest, seat: Seat, held: Measure) -> None:
    found = held.targets.filter(pk=_key(request)).select_related("recommendation", "cluster")
    measures.aim_no_more(held, at=found, by=seat)


def _need_no_more(request: HttpRequest, seat: Seat, held: Measure) -> None:
    needs = held.needs.filter(pk=_key(request)).select_related("needed")
    ties.need_no_more(held, needs=needs, by=seat)


def _untie(request: HttpRequest, seat: Seat, held: Measure) -> None:
    ties.untie(held, ties=held.ties.filter(pk=_key(request)), by=seat)


def _key(request: HttpRequest) -> int:
    return number_of(request.POST.get("pk"))


_Act = Callable[[HttpRequest, Seat, Measure], object]
_ACTS = cast(
    "dict[str, tuple[Act, _Act, Callable[[], str]]]",
    {
        "state": (Act.ANSWER, _state, lambda: _("Its state is changed.")),
        "assign": (Act.PLAN, _assign, lambda: _("The institution has a part; it can answer now.")),
        "unassign": (Act.PLAN, _unassign, lambda: _("It has no part any more.")),
        "aim-no-more": (Act.PLAN, _aim_no_more, lambda: _("The measure does not answer it now.")),
        "need-no-more": (Act.PLAN, _need_no_more, lambda: _("It does not wait for that any more.")),
        "untie": (Act.PLAN, _untie, lambda: _("The tie is gone.")),
        **{verb: (Act.PLAN, *deed) for verb, deed in letting.ACTS.items()},
        "delete": (
            Act.PLAN,
            lambda request, seat, held: measures.delete(held, by=seat, why=why(request)),
            lambda: _("It is deleted. It can be brought back for thirty days."),
        ),
    },
)

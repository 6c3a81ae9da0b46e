"""From recommendations and clusters to a measure that answers them: a new one, or one there is."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import measures as domain
from heedweb.workspace.domain.refusals import Lacking, Refused
from heedweb.workspace.forms.measures import AimForm
from heedweb.workspace.models import Cluster, Measure, Recommendation
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.measure_choices import to_add_to
from heedweb.workspace.queries.recommendations import Found, asked_of
from heedweb.workspace.roles import Act
from heedweb.workspace.views.measure_ties import answerable

# A measure that answers more than that answers nothing in particular.
_MOST = 1_000
_SHOWN = 20


@login_required
def aim(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show what is to be answered; make a measure for it, or add it to one."""
    seat = access.seat(request, workspace, Act.PLAN)
    form = AimForm(request.POST if request.method == "POST" else request.GET)
    answers = _answers(seat, form) if form.is_valid() else []
    if not answers:
        messages.error(request, _("Tick one or more rows first, or all that match."))
        return redirect("workspace:recommendations", workspace=workspace)
    if len(answers) > _MOST:
        messages.error(request, _("A measure answers 1,000 at most. Narrow the list first."))
        return redirect("workspace:recommendations", workspace=workspace)
    if request.method != "POST" or form.cleaned_data["do"] not in ("make", "add"):
        return _page(request, seat, form, answers)
    try:
        held = _done(seat, form, answers)
    except Refused as refused:
        return _page(request, seat, form, answers, refused)
    return _to(seat, held, new=form.cleaned_data["do"] == "make")


def _to(seat: Seat, held: Measure, *, new: bool) -> HttpResponseRedirect:
    name = "workspace:measure-write" if new else "workspace:measure"
    return redirect(name, workspace=seat.workspace.slug, pk=held.pk)


def _answers(seat: Seat, form: AimForm) -> list[Recommendation | Cluster]:
    given = form.cleaned_data
    if given["all"]:
        found = Found(seat.workspace, asked_of(QueryDict(given["query"])))
        keys = found.keys()[: _MOST + 1]
    else:
        keys = [*given["row"], number_of(given["recommendation"])]
    return answerable(seat, keys, [number_of(given["cluster"])])


def _done(seat: Seat, form: AimForm, answers: list[Recommendation | Cluster]) -> Measure:
    given = form.cleaned_data
    if given["do"] == "add":
        held = plan_access.measures(seat).filter(pk=number_of(given["measure"])).first()
        if held is None:
            raise Lacking(_("Choose a measure first."))
        domain.aim(held, at=answers, by=seat)
        return held
    plan = plan_access.plans(seat).filter(pk=number_of(given["plan"])).first()
    if plan is None or not given["title"].strip():
        raise Lacking(_("Choose a plan, and say what is to be done."))
    words = {"title": given["title"].strip(), "currency": plan.currency}
    return domain.make(plan=plan, words=words, by=seat, answers=answers)


def _page(
    request: HttpRequest,
    seat: Seat,
    form: AimForm,
    answers: list[Recommendation | Cluster],
    refused: Refused | None = None,
) -> HttpResponse:
    given = form.cleaned_data
    rows = [one for one in answers if isinstance(one, Recommendation)]
    context = {
        "workspace": seat.workspace,
        "given": given,
        "answered": rows[:_SHOWN],
        "more": max(0, len(rows) - _SHOWN),
        "clusters": [one for one in answers if isinstance(one, Cluster)],
        "picked": [] if given["all"] else given["row"].items(),
        "plans": plan_access.plans(seat),
        "choices": to_add_to(seat, given["q"]),
        "told": refused.line if refused else "",
    }
    status = 422 if isinstance(refused, Lacking) else 409 if refused else 200
    return render(request, "workspace/aim.html", context, status=status)

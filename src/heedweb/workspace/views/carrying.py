"""Carrying a plan forward into a new period, and what became of its measures."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import carrying
from heedweb.workspace.domain.carrying import How
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.plan_files import CarryForm
from heedweb.workspace.models import Plan
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import carried
from heedweb.workspace.queries.carried import Going
from heedweb.workspace.roles import Act

# Forms have a thousand fields at most; a plan with more measures is carried forward as it stands.
_MOST_CHOSEN = 900


@login_required
def carry(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show what goes along into a new plan; make it when the person says so."""
    seat = access.seat(request, workspace, Act.PLAN)
    plan = plan_access.plan(seat, pk)
    sent = request.POST if request.method == "POST" else None
    form = CarryForm(sent, initial=_initial(plan))
    well = sent is not None and form.is_valid()
    how = form.how if well else _how(plan)
    going = carried.going(seat, plan, how, _chosen(sent))
    if sent is not None and well and sent.get("do") == "carry":
        made = _carried(request, seat, plan, form.how, going)
        if made is not None:
            return redirect("workspace:plan", workspace=seat.workspace.slug, pk=made.pk)
    context = {
        "workspace": seat.workspace, "plan": plan, "form": form, "going": going, "looked": well,
        "count": sum(one.chosen for one in going), "choose": len(going) <= _MOST_CHOSEN,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "workspace/plan_carry.html", context, status=status)


def _carried(
    request: HttpRequest, seat: Seat, plan: Plan, how: How, going: list[Going]
) -> Plan | None:
    """Return the new plan, None where it could not be made; the page says why."""
    chosen = {one.measure.pk for one in going if one.chosen}
    try:
        made = carrying.carry(plan=plan, measures=chosen, how=how, by=seat)
    except Refused as refused:
        messages.error(request, refused.line)
        return None
    messages.success(request, _("Carried forward. Institutions are asked for their parts anew."))
    return made


def _chosen(sent: QueryDict | None) -> set[int] | None:
    """Return the measures that a person chose, None where those still open go along."""
    if sent is None or sent.get("which") != "chosen":
        return None
    return {number_of(one) for one in sent.getlist("measure")}


def _initial(plan: Plan) -> dict[str, object]:
    how = _how(plan)
    return {"first": how.first, "last": how.last, "years": how.years}


def _how(plan: Plan) -> How:
    """Return what is proposed: the period that follows, as long as the one before."""
    if plan.first is None or plan.last is None:
        return How("", years=None)
    years = max(plan.last.year - plan.first.year + (plan.last.month >= plan.first.month), 1)
    bare = How("", years=years)
    return How("", bare.moved(plan.first), bare.moved(plan.last), years)


@login_required
def became(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show what became of the measures of the plan that a plan was carried forward from."""
    seat = access.seat(request, workspace)
    after = plan_access.plan(seat, pk)
    before = carried.line_of(seat, after).before
    if before is None:
        raise Http404
    rows, new = carried.became(seat, before, after)
    context = {
        "workspace": seat.workspace, "before": before, "plan": after, "pairs": rows, "new": new,
        "left": sum(not one.copies for one in rows),
    }  # fmt: skip
    return render(request, "workspace/plan_became.html", context)

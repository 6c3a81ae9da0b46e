"""Indicators: the list, one, making and writing, deleting and bringing back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heed.vocab import indicators as vocabulary
from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import indicators as domain
from heedweb.workspace.domain import values
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.indicators import IndicatorForm
from heedweb.workspace.forms.measures import OutForm
from heedweb.workspace.models import Indicator, Organisation, Written
from heedweb.workspace.queries import indicators as queries
from heedweb.workspace.queries import letting as letting_queries
from heedweb.workspace.queries import values as value_queries
from heedweb.workspace.roles import Act
from heedweb.workspace.views import letting
from heedweb.workspace.views.editor import Editor
from heedweb.workspace.views.refused import status_of

_MOST_GONE = 20


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the indicators that the person sees."""
    seat = access.seat(request, workspace)
    context = {
        "workspace": seat.workspace,
        "listing": queries.listing(seat, request.GET.dict()),
        "gone": plan_access.gone_indicators(seat)[:_MOST_GONE],
    }
    return render(request, "workspace/indicators.html", context)


@login_required
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show an indicator with its values, their picture and what it measures."""
    seat = access.seat(request, workspace)
    return _page(request, seat, plan_access.indicator(seat, pk))


def _page(
    request: HttpRequest, seat: Seat, held: Indicator, refused: Refused | None = None
) -> HttpResponse:
    """Return the page of an indicator; with `refused` it says why an act was not done."""
    (line,) = queries.lines(seat, [held.pk])
    context = {
        "workspace": seat.workspace,
        "line": line,
        "indicator": line.indicator,
        "shown": value_queries.of_indicator(seat, held, request.GET.dict()),
        "tied": queries.tied(seat, held),
        "keeps": values.keeps(held, seat),
        "listed": vocabulary.listed(held.code),
        "letting": letting_queries.of(seat, held),
        "out": OutForm(),
        "told": refused.line if refused else "",
    }
    return render(request, "workspace/indicator.html", context, status=status_of(refused))


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Let others see an indicator, by two coordinators, or take it back."""
    if verb not in letting.ACTS:
        raise Http404
    carry_out, said = letting.ACTS[verb]
    seat = access.seat(request, workspace, Act.PLAN)
    held = plan_access.indicator(seat, pk)
    try:
        carry_out(request, seat, held)
    except Refused as refused:
        return _page(request, seat, plan_access.indicator(seat, pk), refused)
    messages.success(request, said())
    return redirect("workspace:indicator", workspace=seat.workspace.slug, pk=pk)


@login_required
def new(request: HttpRequest, workspace: str, listed: str = "") -> HttpResponse:
    """Make an indicator, from one of a known list if the person picks one."""
    seat = access.seat(request, workspace, Act.PLAN)
    picked = vocabulary.listed(listed)
    typed = request.GET.get("find", "").strip()[:100]
    key = f"indicator:new:{picked.code}" if picked else "indicator:new"
    return Editor(
        request, seat, _form(seat), None, key, _("New indicator"), _address(seat, "indicators"),
        save=lambda words, _seen: domain.make(words=words, by=seat),
        after=lambda held: _address(seat, "indicator", held),
        initial=_picked(picked), template="workspace/indicator_new.html",
        more={"looked_for": typed, "found": vocabulary.find(typed), "picked": picked},
    ).respond()  # fmt: skip


@login_required
def edit(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write in an indicator."""
    seat = access.seat(request, workspace, Act.PLAN)
    held = plan_access.indicator(seat, pk)
    return Editor(
        request, seat, _form(seat), held, f"indicator:{pk}", str(held),
        _address(seat, "indicator", held),
        save=lambda words, seen: domain.write(held, words=words, seen=seen, by=seat),
        after=lambda held: _address(seat, "indicator", held),
    ).respond()  # fmt: skip


@login_required
@require_POST
def delete(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Take an indicator away for thirty days."""
    seat = access.seat(request, workspace, Act.PLAN)
    domain.delete(plan_access.indicator(seat, pk), by=seat)
    messages.success(request, _("It is deleted. For thirty days it can be brought back below."))
    return redirect("workspace:indicators", workspace=seat.workspace.slug)


@login_required
@require_POST
def bring_back(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Bring a deleted indicator back."""
    seat = access.seat(request, workspace, Act.PLAN)
    held = plan_access.gone_indicator(seat, pk)
    try:
        domain.bring_back(held, by=seat)
    except Refused as refused:
        messages.error(request, refused.line)
        return redirect("workspace:indicators", workspace=seat.workspace.slug)
    return redirect("workspace:indicator", workspace=seat.workspace.slug, pk=held.pk)


def _form(seat: Seat) -> Any:  # noqa: ANN401
    """Return what makes the form: keepers are the organisations that take part."""
    bodies = Organisation.objects.filter(workspace=seat.workspace, closed__isnull=True)

    def made(*args: Any, **told: Any) -> IndicatorForm:  # noqa: ANN401
        return IndicatorForm(bodies, *args, **told)

    return made


def _picked(held: vocabulary.Listed | None) -> dict[str, object]:
    """Return the words that an indicator of a list gives to begin with."""
    if held is None:
        return {}
    return {
        "code": held.code, "name": held.name, "kind": held.kind, "unit": held.unit,
        "falling": held.falling,
    }  # fmt: skip


def _address(seat: Seat, name: str, held: Written | None = None) -> str:
    keys = [seat.workspace.slug] if held is None else [seat.workspace.slug, held.pk]
    return reverse(f"workspace:{name}", args=keys)

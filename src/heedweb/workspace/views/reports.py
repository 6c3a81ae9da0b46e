"""Progress reports: what is due, answering it, validating, one report and what is done with it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import personal_data, publishing, room_rules
from heedweb.workspace.domain import reports as domain
from heedweb.workspace.domain.refusals import Lacking, Refused
from heedweb.workspace.forms.notes import KeepForm, SaidForm, SeenForm
from heedweb.workspace.forms.reports import PLACES, EvidenceForm
from heedweb.workspace.models import ProgressReport
from heedweb.workspace.queries import due, reports
from heedweb.workspace.roles import Act
from heedweb.workspace.views.refused import status_of


@login_required
@require_safe
def due_list(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show what is due of the person's institution, the overdue first."""
    seat = access.seat(request, workspace, Act.ANSWER)
    context = {"workspace": seat.workspace, "due": due.page(seat)}
    return render(request, "workspace/due.html", context)


@login_required
@require_safe
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the reports that the person may read, or those that wait for them."""
    seat = access.seat(request, workspace)
    context = {"workspace": seat.workspace, "listing": reports.listing(seat, request.GET)}
    return render(request, "workspace/reports.html", context)


@login_required
@require_safe
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a report, what it rests on, and what can be done with it."""
    seat = access.seat(request, workspace)
    return page(request, seat, plan_access.report(seat, pk))


def page(
    request: HttpRequest, seat: Seat, report: ProgressReport, refused: Refused | None = None
) -> HttpResponse:
    """Return the page of a report, with why something was refused."""
    whole = reports.whole(seat, report)
    about = report.measure or report.recommendation
    may = whole.may
    context = {
        "workspace": seat.workspace, "whole": whole, "report": report, "said": SaidForm(),
        "act_url": "workspace:report-act",
        "write_url": "workspace:report-write", "record": report,
        "places": [(one, PLACES[one]) for one in domain.rooms_for(seat)] if "ask" in may else [],
        "told": refused.line if refused else "",
        "evidence": EvidenceForm(values=reports.values_for(seat, about))
        if "write" in may and about is not None else None,
    }  # fmt: skip
    return render(request, "workspace/report.html", context, status=status_of(refused))


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Ask, validate, send back, and so on; who may is said in `domain.publishing`."""
    if verb not in _ACTS:
        raise Http404
    needs, carry_out, said = _ACTS[verb]
    seat = access.seat(request, workspace, needs)
    report = plan_access.report(seat, pk)
    try:
        refused = room_rules.refusal(verb.replace("-", "_"), report, seat)
        if refused is not None:
            raise refused
        done = carry_out(request, seat, report) or report
    except Refused as refused:
        return page(request, seat, plan_access.report(seat, pk), refused)
    messages.success(request, said())
    if request.POST.get("then") == "list":
        address = redirect("workspace:reports", workspace=seat.workspace.slug)
        address["Location"] += "?waits=me"
        return address
    if not plan_access.reports(seat).filter(pk=done.pk).exists():
        # Who sent a text back to another room does not see it any more.
        return redirect("workspace:reports", workspace=seat.workspace.slug)
    name = "report-write" if verb == "revise" else "report"
    return redirect(f"workspace:{name}", workspace=seat.workspace.slug, pk=done.pk)


def _ask(request: HttpRequest, seat: Seat, report: ProgressReport) -> None:
    form = SeenForm(request.POST)
    kind = request.POST.get("goes", "")
    if not form.is_valid() or kind not in domain.rooms_for(seat):
        raise Lacking(_("Say where it should go."))
    to = domain.destination(kind, seat)
    domain.ask(report, to=to, seen=form.cleaned_data["version"], by=seat)


def _approve(request: HttpRequest, seat: Seat, report: ProgressReport) -> None:
    form = SeenForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else -1
    domain.approve(report, seen=seen, by=seat)


def _said(request: HttpRequest) -> str:
    form = SaidForm(request.POST)
    if not form.is_valid():
        raise Lacking(_("Say it in 2,000 letters at most."))
    return str(form.cleaned_data["comment"])


def _keep(request: HttpRequest, seat: Seat, report: ProgressReport) -> None:
    form = KeepForm(request.POST)
    if not form.is_valid():
        raise Lacking(_("Say it in 2,000 letters at most."))
    given = form.cleaned_data
    personal_data.keep(
        report, field=given["field"], kind=given["kind"], words=given["words"],
        why=given["comment"], by=seat,
    )  # fmt: skip


_Do = Callable[[HttpRequest, Seat, ProgressReport], ProgressReport | None]
_ACTS: dict[str, tuple[Act, _Do, Callable[[], str]]] = {
    "ask": (Act.WRITE, _ask, lambda: _("Sent to be validated.")),
    "take-back": (
        Act.WRITE,
        lambda _request, seat, report: publishing.take_back(report, by=seat),
        lambda: _("It is a draft again."),
    ),
    "keep": (Act.WRITE, _keep, lambda: _("It stays, with your reason.")),
    "approve": (Act.APPROVE, _approve, lambda: _("It is validated.")),
    "return": (
        Act.WRITE,
        lambda request, seat, report: domain.send_back(report, comment=_said(request), by=seat),
        lambda: _("It is sent back, with your words."),
    ),
    "comment": (
        Act.WRITE,
        lambda request, seat, report: publishing.comment(report, comment=_said(request), by=seat),
        lambda: _("Those who write it see what you said."),
    ),
    "withdraw": (
        Act.APPROVE,
        lambda request, seat, report: publishing.withdraw(report, reason=_said(request), by=seat),
        lambda: _("It is withdrawn. Its place, the day and the reason stay."),
    ),
    "revise": (
        Act.WRITE,
        lambda _request, seat, report: domain.revise(report, by=seat),
        lambda: _("This is a new version; the validated one stays until this one is validated."),
    ),
}

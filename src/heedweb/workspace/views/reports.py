"""Progress reports: what is due, answering it, validating, one report and what is done with it."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heedweb.workspace import access, gone_access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import reports as domain
from heedweb.workspace.domain.requests import called
from heedweb.workspace.domain.rooms import COORDINATION
from heedweb.workspace.forms.reports import PieceForm
from heedweb.workspace.models import ProgressReport
from heedweb.workspace.queries import due, reports
from heedweb.workspace.queries.evidence import values_for
from heedweb.workspace.queries.roomed import Whole
from heedweb.workspace.roles import Act
from heedweb.workspace.views import roomed
from heedweb.workspace.views.roomed import Deed


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
    context = {
        "workspace": seat.workspace, "listing": reports.listing(seat, request.GET),
        "discarded": KIND.discarded(seat).count(),
    }  # fmt: skip
    return render(request, "workspace/reports.html", context)


def _more(seat: Seat, whole: Whole[ProgressReport]) -> Mapping[str, object]:
    report = whole.record
    values = values_for(seat, report.about)
    return {
        "evidence": [] if whole.shown.hidden else list(report.evidence.select_related("blob")),
        "add": PieceForm(values=values) if "write" in whole.may else None,
    }


KIND: roomed.Kind[ProgressReport] = roomed.Kind(
    "report", plan_access.report, plan_access.reports,
    lambda seat: gone_access.discarded_of(seat, ProgressReport).select_related(
        "measure__plan", "recommendation__review"
    ),
    "reports-discarded", "workspace/report.html", listed="reports", more=_more,
    spoken=reports.spoken, title=lambda held: called(held.about), first=COORDINATION,
    acts={
        **roomed.ACTS,
        "ask": Deed(Act.WRITE, roomed.asking(domain.ask), lambda: _("Sent to be validated.")),
        "approve": Deed(
            Act.APPROVE, roomed.with_version(domain.approve), lambda: _("It is validated.")
        ),
        "return": Deed(
            Act.WRITE, roomed.with_comment(domain.send_back), roomed.ACTS["return"].said
        ),
        "revise": Deed(
            Act.WRITE, roomed.plainly(domain.revise),
            lambda: _("This is a new version; until it is validated the one before it stays."),
        ),
        "restore": Deed(Act.WRITE, roomed.plainly(domain.restore), roomed.ACTS["restore"].said),
    },
)  # fmt: skip
one, act, discarded = roomed.one(KIND), roomed.act(KIND), roomed.discarded(KIND)

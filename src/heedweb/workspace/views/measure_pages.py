"""The page of a measure as it stands, and with what came of an act that was not done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heedweb.workspace import access
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.measures import OutForm, PartForm
from heedweb.workspace.models import Measure
from heedweb.workspace.queries import assignments, measure
from heedweb.workspace.queries.names import names_for
from heedweb.workspace.roles import Act
from heedweb.workspace.views.refused import status_of


def page(request: HttpRequest, held: Measure, refused: Refused | None = None) -> HttpResponse:
    """Return the page of a measure; with `refused` it says why an act was not done."""
    seat = access.seat_of(request)
    context = {
        "workspace": seat.workspace,
        "measure": held,
        "whole": measure.whole(names_for(request), held),
        "part": PartForm(assignments.bodies(seat)) if seat.may(Act.PLAN) else None,
        "out": OutForm(),
        "told": refused.line if refused else "",
    }
    return render(request, "workspace/measure.html", context, status=status_of(refused))

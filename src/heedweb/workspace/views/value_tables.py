"""A table of values: a person sees first what it makes of it, then takes it in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed.errors import InputProblem
from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import pasted, value_tables
from heedweb.workspace.domain import values as domain
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.domain.value_tables import MOST_ROWS, Checked
from heedweb.workspace.forms.indicators import TableForm
from heedweb.workspace.models import Indicator
from heedweb.workspace.roles import Act
from heedweb.workspace.storage import StorageProblem


@login_required
def table(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Preview a table of values, or take it in."""
    seat = access.seat(request, workspace, Act.ANSWER)
    held = plan_access.indicator(seat, pk)
    if not domain.keeps(held, seat):
        raise Http404
    if request.method != "POST":
        return _page(request, seat, held, TableForm())
    form = TableForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, seat, held, form, status=422)
    try:
        form = _as_pasted(form)
        checked = value_tables.check(held, form.cleaned_data["text"], form.ways)
        if request.POST.get("act") == "take" and not checked.faults and checked.new:
            return _take(request, seat, held, checked, form.cleaned_data["reason"])
    except (InputProblem, StorageProblem, Refused) as problem:
        form.add_error(None, str(problem))
        return _page(request, seat, held, form, status=422)
    return _page(request, seat, held, form, checked, status=422 if checked.faults else 200)


def _as_pasted(form: TableForm) -> TableForm:
    """Return the form with an uploaded table in the place of a pasted one, for who mends it."""
    file = form.cleaned_data["file"]
    if file is None:
        return form
    sheet = pasted.uploaded(file, MOST_ROWS)
    given = form.cleaned_data
    decimals = given["decimals"] or ("." if sheet.spreadsheet else "")
    now = TableForm({**given, "text": sheet.text, "decimals": decimals})
    now.full_clean()
    return now


def _take(
    request: HttpRequest, seat: Seat, held: Indicator, checked: Checked, why: str
) -> HttpResponse:
    count = domain.enter_all(held, readings=checked.new, why=why, by=seat)
    line = ngettext(
        "{n} value is entered. Others see it once a second person has checked it.",
        "{n} values are entered. Others see them once a second person has checked them.",
        count,
    )
    messages.success(request, line.format(n=count))
    return redirect("workspace:indicator", workspace=seat.workspace.slug, pk=held.pk)


def _page(
    request: HttpRequest,
    seat: Seat,
    held: Indicator,
    form: TableForm,
    checked: Checked | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "workspace": seat.workspace, "indicator": held, "form": form, "checked": checked,
        "columns": [_("date"), _("value"), *held.splits, _("series break"), _("note"),
                    _("source"), _("link")],
    }  # fmt: skip
    return render(request, "workspace/value_table.html", context, status=status)

"""Values of indicators: entered, checked by a second person, replaced, withdrawn, taken along."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from heed.exchange.quantities import Period, following
from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import exports
from heedweb.workspace.domain import values as domain
from heedweb.workspace.domain.given import Given
from heedweb.workspace.domain.refusals import Lacking, NotTheirs, Refused
from heedweb.workspace.forms.indicators import ReplaceForm, ValueForm, WithdrawForm
from heedweb.workspace.models import Indicator, Value
from heedweb.workspace.numbers import number_of
from heedweb.workspace.periods import written
from heedweb.workspace.queries import value_export
from heedweb.workspace.queries import values as queries
from heedweb.workspace.queries.names import names_for
from heedweb.workspace.roles import Act
from heedweb.workspace.views import downloads

_MOST_AT_ONCE = queries.PER_PAGE


@login_required
def waiting(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the values that wait for a second person; check those that are ticked."""
    seat = access.seat(request, workspace, Act.ANSWER)
    if request.method == "POST":
        return _check(request, seat)
    context = {
        "workspace": seat.workspace,
        "listing": queries.to_check(seat, number_of(request.GET.get("page"))),
    }
    return render(request, "workspace/values.html", context)


@login_required
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a value with what it stands in the place of."""
    seat = access.seat(request, workspace)
    return _page(request, seat, plan_access.value(seat, pk))


@login_required
def new(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Enter a value; the form begins with the period that comes next."""
    seat = access.seat(request, workspace, Act.ANSWER)
    held = _kept(seat, pk)
    if request.method != "POST":
        form = ValueForm(held, initial={"when": _next(seat, held), "source": held.source})
        return _form_page(request, seat, held, form)
    form = ValueForm(held, request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, seat, held, form, status=422)
    try:
        domain.enter(held, reading=form.reading(), file=_file(form), by=seat)
    except Refused as refused:
        form.add_error(None, refused.line)
        return _form_page(request, seat, held, form, status=409)
    messages.success(request, _("Entered. Others see it once a second person has checked it."))
    return redirect("workspace:indicator", workspace=seat.workspace.slug, pk=held.pk)


@login_required
def replace(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Enter what takes the place of a value."""
    seat = access.seat(request, workspace, Act.ANSWER)
    held = plan_access.value(seat, pk)
    closed = domain.refusal("replace", held, seat)
    if closed is not None:
        return _page(request, seat, held, closed)
    if request.method != "POST":
        form = ReplaceForm(held.indicator, initial=ReplaceForm.initial_of(held))
        return _form_page(request, seat, held.indicator, form, held=held)
    form = ReplaceForm(held.indicator, request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, seat, held.indicator, form, held=held, status=422)
    given, why = form.reading(), form.cleaned_data["reason"]
    try:
        now = domain.replace(held, reading=given, why=why, file=_file(form), by=seat)
    except Refused as refused:
        form.add_error(None, refused.line)
        return _form_page(request, seat, held.indicator, form, held=held, status=409)
    return redirect("workspace:value", workspace=seat.workspace.slug, pk=now.pk)


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Check a value, or withdraw it with a reason."""
    seat = access.seat(request, workspace, Act.ANSWER)
    held = plan_access.value(seat, pk)
    try:
        if verb == "check":
            domain.check([held], by=seat)
        elif verb == "withdraw":
            form = WithdrawForm(request.POST)
            domain.withdraw(held, why=form.data.get("why", "") if form.is_valid() else "", by=seat)
        else:
            raise Http404
    except Refused as refused:
        return _page(request, seat, held, refused)
    return redirect("workspace:value", workspace=seat.workspace.slug, pk=held.pk)


@login_required
@require_safe
def evidence(request: HttpRequest, workspace: str, pk: int) -> HttpResponse | FileResponse:
    """Give the file that a value was entered with, as a download that no browser runs."""
    seat = access.seat(request, workspace)
    held = plan_access.value(seat, pk)
    if held.blob is None:
        raise Http404
    back = reverse("workspace:value", args=[workspace, pk])
    return downloads.original(request, seat, held.blob.sha256, held.file, "evidence", back)


@login_required
@require_POST
def take(request: HttpRequest, workspace: str) -> HttpResponseBase:
    """Give the values that the person sees as CSV: of one indicator or of all."""
    seat = access.seat(request, workspace, Act.EXPORT)
    asked = number_of(request.POST.get("indicator"))
    found = plan_access.values(seat).select_related("by", "checked_by")
    found = found.filter(indicator=asked) if asked else found
    held = found.order_by("indicator__code", "indicator", "on", "pk")
    name = downloads.named(seat, "values")
    exports.note(
        workspace=seat.workspace, by=seat.user, room=access.room_of_acts(seat), name=name,
        rows=held.count(), query=f"indicator={asked}" if asked else "",
    )  # fmt: skip
    lines = value_export.as_csv(
        held, lambda v: _absolute(request, seat, v), names_for(request).called
    )
    return downloads.attached(StreamingHttpResponse(lines, content_type=downloads.CSV), name)


def _absolute(request: HttpRequest, seat: Seat, held: Value) -> str:
    address = reverse("workspace:value", args=[seat.workspace.slug, held.pk])
    return request.build_absolute_uri(address)


def _check(request: HttpRequest, seat: Seat) -> HttpResponse:
    ticked = [number_of(one) for one in request.POST.getlist("value")[:_MOST_AT_ONCE]]
    held: Sequence[Value] = list(plan_access.values(seat).filter(pk__in=ticked))
    try:
        if not held:
            raise Lacking(_("Tick the values that are right first."))
        count = domain.check(held, by=seat)
    except Refused as refused:
        messages.error(request, refused.line)
    else:
        line = ngettext("{n} value is checked.", "{n} values are checked.", count)
        messages.success(request, line.format(n=count))
    return redirect("workspace:values", workspace=seat.workspace.slug)


def _kept(seat: Seat, pk: int) -> Indicator:
    """Return an indicator whose values the person enters. Raises `Http404`, `PermissionDenied`."""
    held = plan_access.indicator(seat, pk)
    if not domain.keeps(held, seat):
        raise Http404
    return held


def _next(seat: Seat, held: Indicator) -> str:
    """Return the period after the last value's, where the indicator has a rhythm."""
    last = _last(seat, held)
    if last is None or held.every is None:
        return ""
    coming = following(Period(last.on, last.since), held.every)
    return written(coming.last, coming.first)


def _last(seat: Seat, held: Indicator) -> Value | None:
    """Return the latest value of all together, else of any group."""
    found = plan_access.values(seat).filter(indicator=held).order_by("-on", "-pk")
    return found.filter(group={}).first() or found.first()


def _file(form: ValueForm) -> Given | None:
    upload: TemporaryUploadedFile | None = form.cleaned_data["file"]
    if upload is None:
        return None
    return Given(str(upload.name), Path(upload.temporary_file_path()))


def _form_page(
    request: HttpRequest, seat: Seat, indicator: Indicator, form: ValueForm, *,
    held: Value | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "workspace": seat.workspace, "indicator": indicator, "form": form, "value": held,
        "last": _last(seat, indicator),
    }  # fmt: skip
    return render(request, "workspace/value_form.html", context, status=status)


def _page(
    request: HttpRequest, seat: Seat, held: Value, refused: Refused | None = None
) -> HttpResponse:
    held = plan_access.value(seat, held.pk)
    context = {
        "workspace": seat.workspace, "whole": queries.whole(seat, held), "value": held,
        "told": str(refused) if refused is not None else "",
    }  # fmt: skip
    status = 200 if refused is None else 403 if isinstance(refused, NotTheirs) else 409
    return render(request, "workspace/value.html", context, status=status)

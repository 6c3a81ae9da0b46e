"""Plans as files: taken along as a spreadsheet or a Word file, looked at, taken in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heed.errors import InputProblem
from heed.plans.words import words_for
from heed.plans.workbook import DoesNotFit
from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import plan_files as domain
from heedweb.workspace.domain.plan_files import Waiting, Wish
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.plan_files import PlanFileForm
from heedweb.workspace.models import Plan
from heedweb.workspace.queries import plan_preview
from heedweb.workspace.queries.plan_data import plan_of
from heedweb.workspace.queries.plan_written import FORMATS
from heedweb.workspace.roles import Act
from heedweb.workspace.storage import StorageProblem
from heedweb.workspace.views import downloads

_GONE = "The file is not here any more; choose it again."


@login_required
@require_POST
def take(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Give a plan as a spreadsheet or a Word file, as far as the person sees it."""
    seat = access.seat(request, workspace, Act.EXPORT)
    plan = plan_access.plan(seat, pk)
    form = FORMATS.get(request.POST.get("format", ""), FORMATS["xlsx"])
    held = plan_of(seat, plan)
    try:
        data = form.write(held, words_for(get_language()))
    except DoesNotFit as problem:
        line = _("A text of it is too long for a spreadsheet ({where}); take the Word file.")
        messages.error(request, line.format(where=problem.measure or problem.field))
        return HttpResponseRedirect(_address(seat, plan))
    name = f"{slugify(plan.name) or seat.workspace.slug}-{timezone.now():%Y-%m-%d}.{form.suffix}"
    domain.note_taken(plan=plan, name=name, measures=len(held.measures), by=seat)
    return downloads.attached(HttpResponse(data, content_type=form.media), name)


@login_required
def new(request: HttpRequest, workspace: str) -> HttpResponse:
    """Make a plan of a file, once the person has seen what it holds."""
    seat = access.seat(request, workspace, Act.PLAN)
    return _respond(request, seat, None)


@login_required
def into(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Take a file into a plan, once the person has seen what it changes."""
    seat = access.seat(request, workspace, Act.PLAN)
    return _respond(request, seat, plan_access.plan(seat, pk))


def _respond(request: HttpRequest, seat: Seat, plan: Plan | None) -> HttpResponse:
    if request.method != "POST":
        return _page(request, seat, plan, PlanFileForm())
    if "note" in request.POST:
        return _take_in(request, seat, plan, request.POST["note"])
    form = PlanFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, seat, plan, form, status=422)
    try:
        waiting = domain.receive(upload=form.cleaned_data["file"], plan=plan, by=seat)
    except (InputProblem, StorageProblem) as problem:
        return _page(request, seat, plan, form, problem=str(problem), status=422)
    return _page(request, seat, plan, PlanFileForm(), waiting=waiting)


def _take_in(request: HttpRequest, seat: Seat, plan: Plan | None, note: str) -> HttpResponse:
    try:
        waiting = domain.waiting(note=note, plan=plan, by=seat)
    except (domain.Forgotten, InputProblem, OSError):
        return _page(request, seat, plan, PlanFileForm(), problem=_(_GONE), status=409)
    sent = request.POST
    wish = Wish(
        name=" ".join(sent.get("name", "").split())[:200],
        clashes=frozenset(sent[one] for one in sent if one.startswith("clash-")),
        leave_unknown="leave_unknown" in sent,
    )
    try:
        made = domain.take_in(
            held=waiting.held, file=waiting.name, plan=plan, wish=wish,
            stamp=sent.get("stamp", ""), by=seat,
        )  # fmt: skip
    except Refused as refused:
        line = refused.line
        return _page(
            request,
            seat,
            plan,
            PlanFileForm(),
            waiting=waiting,
            wish=wish,
            problem=line,
            status=409,
        )
    messages.success(request, _("The file was taken in. The history tells of each change."))
    return HttpResponseRedirect(_address(seat, made))


def _page(
    request: HttpRequest,
    seat: Seat,
    plan: Plan | None,
    form: PlanFileForm,
    *,
    waiting: Waiting | None = None,
    wish: Wish | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, object] = {
        "workspace": seat.workspace, "plan": plan, "form": form, "problem": problem,
        "waiting": waiting, "wish": wish,
    }  # fmt: skip
    if waiting is not None:
        context["preview"] = plan_preview.look(seat, plan, waiting.held)
    return render(request, "workspace/plan_file.html", context, status=status)


def _address(seat: Seat, plan: Plan) -> str:
    return reverse("workspace:plan", args=[seat.workspace.slug, plan.pk])

"""Consultations: the list, one, writing, choosing, opening, answering, concluding, taking along."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heed.exchange import delimited
from heedweb.workspace import access, gone_access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import exports
from heedweb.workspace.domain import rounds as domain
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.rounds import AnswerForm, ChooseForm, OutcomeForm, RoundForm
from heedweb.workspace.models import Answer, Outcome, Round
from heedweb.workspace.queries import rounds as queries
from heedweb.workspace.roles import Act
from heedweb.workspace.views import downloads, roomed
from heedweb.workspace.views.editor import Editor
from heedweb.workspace.views.refused import status_of

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the consultations that the person sees."""
    seat = access.seat(request, workspace)
    context = {
        "workspace": seat.workspace,
        "listing": queries.listing(seat, request.GET.dict()),
        "discarded": KIND.discarded(seat).count(),
    }
    return render(request, "workspace/rounds.html", context)


@login_required
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a consultation: who was invited, what they said, what was done with it."""
    seat = access.seat(request, workspace)
    return _page(request, seat, plan_access.round_(seat, pk))


def _page(
    request: HttpRequest, seat: Seat, held: Round, refused: Refused | None = None
) -> HttpResponse:
    context = {
        "workspace": seat.workspace,
        "whole": queries.whole(seat, held),
        "told": refused.line if refused else "",
    }
    return render(request, "workspace/round.html", context, status=status_of(refused))


@login_required
def new(request: HttpRequest, workspace: str) -> HttpResponse:
    """Begin a consultation."""
    seat = access.seat(request, workspace, Act.PLAN)
    return Editor(
        request, seat, RoundForm, None, "round:new", _("New consultation"),
        reverse("workspace:consultations", args=[workspace]),
        save=lambda words, _seen: domain.begin(words=words, by=seat),
        after=lambda held: _address(seat, held, "-choose"),
    ).respond()  # fmt: skip


@login_required
def edit(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write what is asked in a consultation that is not open yet."""
    seat = access.seat(request, workspace, Act.PLAN)
    held = plan_access.round_(seat, pk)
    return Editor(
        request, seat, RoundForm, held, f"round:{pk}", str(held), _address(seat, held),
        save=lambda words, seen: domain.write(held, words=words, seen=seen, by=seat),
        after=lambda now: _address(seat, now),
    ).respond()  # fmt: skip


def _address(seat: Seat, held: Round, part: str = "") -> str:
    return reverse(f"workspace:consultation{part}", args=[seat.workspace.slug, held.pk])


@login_required
def choose(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Choose what a consultation is about and who is invited."""
    seat = access.seat(request, workspace, Act.PLAN)
    held = plan_access.round_(seat, pk)
    if request.method != "POST":
        keys = "\n".join(held.recommendations.order_by("pk").values_list("key", flat=True))
        form = ChooseForm(seat.workspace, initial={
            "plan": held.plan, "rows": keys, "clusters": held.clusters.all(),
            "invited": held.invited.all(),
        })  # fmt: skip
        return _choosing(request, seat, held, form)
    form = ChooseForm(seat.workspace, request.POST)
    if not form.is_valid():
        return _choosing(request, seat, held, form, 422)
    given = form.cleaned_data
    try:
        domain.choose(
            held, plan=given["plan"], recommendations=given["rows"], clusters=given["clusters"],
            invited=given["invited"], by=seat,
        )  # fmt: skip
    except Refused as refused:
        return _page(request, seat, held, refused)
    messages.success(request, _("Saved."))
    return redirect(_address(seat, held))


def _choosing(
    request: HttpRequest, seat: Seat, held: Round, form: ChooseForm, status: int = 200
) -> HttpResponse:
    context = {"workspace": seat.workspace, "round": held, "form": form}
    return render(request, "workspace/round_choose.html", context, status=status)


def _do(do: Callable[[Round, Seat], Round], said: Callable[[], str]) -> roomed.View:
    @login_required
    @require_POST
    def view(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
        seat = access.seat(request, workspace, Act.PLAN)
        held = plan_access.round_(seat, pk)
        try:
            do(held, seat)
        except Refused as refused:
            return _page(request, seat, held, refused)
        messages.success(request, said())
        return redirect(_address(seat, held))

    return view


open_ = _do(
    lambda held, seat: domain.open_(held, by=seat), lambda: _("It is open; the invited are told.")
)
close = _do(lambda held, seat: domain.close(held, by=seat), lambda: _("It is closed."))


@login_required
def answer_new(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Begin an answer, or go to the one that is there."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = plan_access.round_(seat, pk)
    mine = queries.whole(seat, held).mine
    if mine is not None:
        return redirect(KIND.address(seat, mine))
    refused = domain.answer_refusal(held, seat)
    if refused is not None:
        return _page(request, seat, held, refused)
    return Editor(
        request, seat, AnswerForm, None, f"answer:new:{pk}",
        _("Answer to “{title}”").format(title=held.title), _address(seat, held),
        save=lambda words, _seen: domain.answer(held, words=words, by=seat),
        after=lambda made: KIND.address(seat, made),
        said=_("Saved. Nobody outside your room sees it."), more={"about": held.question},
    ).respond()  # fmt: skip


KIND: roomed.Kind[Answer] = roomed.Kind(
    "answer", plan_access.answer, plan_access.answers,
    lambda seat: gone_access.discarded_of(seat, Answer).select_related("round"),
    "answers-discarded", "workspace/answer.html", listed="consultations",
    form=lambda _held: AnswerForm,
    title=lambda held: _("Answer to “{title}”").format(title=held.round.title),
)  # fmt: skip
answer, answer_act, answer_write = roomed.one(KIND), roomed.act(KIND), roomed.write(KIND)
answers_discarded = roomed.discarded(KIND)


@login_required
def outcome(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Say what was done with an answer, and why."""
    seat = access.seat(request, workspace, Act.PLAN)
    held = plan_access.answer(seat, pk)
    return Editor(
        request, seat, OutcomeForm, Outcome.objects.filter(answer=held).first(),
        f"outcome:{pk}", _("What was done with the answer of {who}").format(who=held.home),
        _address(seat, held.round),
        save=lambda words, seen: domain.conclude(held, words=words, seen=seen, by=seat),
        after=lambda _made: _address(seat, held.round), more={"about": held.text},
    ).respond()  # fmt: skip


@login_required
@require_POST
def take(request: HttpRequest, workspace: str, pk: int) -> HttpResponseBase:
    """Give a consultation as the person may see it: as a document or as CSV."""
    seat = access.seat(request, workspace, Act.EXPORT)
    held = plan_access.round_(seat, pk)
    whole = queries.whole(seat, held)
    suffix = "csv" if request.POST.get("format") == "csv" else "docx"
    name = downloads.named(seat, f"consultation-{held.pk}", suffix)
    exports.note(
        workspace=seat.workspace, by=seat.user, room=access.room_of_acts(seat), name=name,
        rows=sum(len(voice.answers) for voice in whole.voices), query=f"consultation={held.pk}",
    )  # fmt: skip
    if suffix == "csv":
        written = StreamingHttpResponse(
            delimited.safe_lines(queries.lines(whole)), content_type=downloads.CSV
        )
        return downloads.attached(written, name)
    return downloads.attached(HttpResponse(queries.as_docx(whole), content_type=_DOCX), name)

"""Assessments and replies: the list, one, writing, what they rest on, and the way out of a room."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heedweb.workspace import access, assessment_words, gone_access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import assessments as domain
from heedweb.workspace.domain import evidence as pieces
from heedweb.workspace.domain import room_rules
from heedweb.workspace.domain.refusals import Lacking, Refused
from heedweb.workspace.forms.assessments import AssessmentForm, PieceForm, ReplyForm
from heedweb.workspace.models import (
    Assessment,
    Cluster,
    Recommendation,
    Reply,
    Scale,
)
from heedweb.workspace.queries import assessments as queries
from heedweb.workspace.queries.roomed import Whole
from heedweb.workspace.roles import Act
from heedweb.workspace.views import roomed
from heedweb.workspace.views.editor import Editor
from heedweb.workspace.views.roomed import Deed


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the assessments that the person may read, in the order of dates."""
    seat = access.seat(request, workspace)
    context = {
        "workspace": seat.workspace,
        "listing": queries.listing(seat, request.GET.dict()),
        "waiting": queries.waiting(seat),
        "discarded": KIND.discarded(seat).count(),
        "replies_discarded": REPLY.discarded(seat).count(),
    }
    return render(request, "workspace/assessments.html", context)


@login_required
def new(request: HttpRequest, workspace: str, pk: int, scale: str) -> HttpResponse:
    """Begin an assessment of a recommendation."""
    seat = access.seat(request, workspace, Act.WRITE)
    row = access.recommendation(seat.workspace, pk)
    back = reverse("workspace:recommendation", args=[workspace, pk]) + "#assessments"
    title = _("Assessment of {number}").format(number=row.paragraph)
    return _begin(request, seat, row, scale, back, title)


@login_required
def new_on_cluster(request: HttpRequest, workspace: str, pk: int, scale: str) -> HttpResponse:
    """Begin an assessment of a cluster."""
    seat = access.seat(request, workspace, Act.WRITE)
    cluster = access.cluster(seat.workspace, pk)
    back = reverse("workspace:cluster", args=[workspace, pk]) + "#assessments"
    title = _("Assessment of {name}").format(name=cluster.name)
    return _begin(request, seat, cluster, scale, back, title)


def _begin(
    request: HttpRequest,
    seat: Seat,
    about: Recommendation | Cluster,
    scale: str,
    back: str,
    title: str,
) -> HttpResponse:
    if scale not in Scale.values:
        raise Http404
    kind = type(about).__name__.lower()
    return Editor(
        request, seat, partial(AssessmentForm, scale=scale), None,
        f"assessment:new:{kind}:{about.pk}:{scale}", title, back,
        save=lambda words, _seen: domain.begin(about=about, scale=scale, words=words, by=seat),
        after=lambda held: KIND.address(seat, held),
        said=_("Saved. Nobody outside your room sees it."),
        initial={"on": timezone.localdate()},
        more={"about": about.text if isinstance(about, Recommendation) else about.name,
              "scale": assessment_words.scale_name(scale)},
    ).respond()  # fmt: skip


def _more(seat: Seat, whole: Whole[Assessment]) -> Mapping[str, object]:
    held = whole.record
    replies = domain.reply_refusal(held, seat) is None
    return {
        "evidence": [] if whole.shown.hidden else held.evidence.select_related("blob"),
        "replies": queries.replies_to(seat, held),
        "can_reply": replies and seat.may(Act.WRITE) and bool(seat.rooms),
        "add": PieceForm(),
    }


def _title(held: Assessment) -> str:
    if held.recommendation is not None:
        return _("Assessment of {number}").format(number=held.recommendation.paragraph)
    return _("Assessment of {name}").format(name=held.cluster)


KIND: roomed.Kind[Assessment] = roomed.Kind(
    "assessment", plan_access.assessment, plan_access.assessments,
    lambda seat: gone_access.discarded_of(seat, Assessment).select_related(
        "recommendation__review", "cluster"
    ),
    "assessments-discarded", "workspace/assessment.html", listed="assessments", more=_more,
    spoken=assessment_words.spoken, title=_title,
    form=lambda held: partial(AssessmentForm, scale=held.scale),
    acts={
        **roomed.ACTS,
        "revise": Deed(
            Act.WRITE,
            lambda _request, seat, record: domain.revise(record, by=seat),
            roomed.ACTS["revise"].said,
        ),
    },
)  # fmt: skip
one, act, write = roomed.one(KIND), roomed.act(KIND), roomed.write(KIND)
discarded = roomed.discarded(KIND)


@login_required
@require_POST
def evidence(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Add something that an assessment rests on: an address, a file."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = plan_access.assessment(seat, pk)
    refused = room_rules.refusal("write", held, seat)
    if refused is not None:
        return roomed.page(KIND, request, seat, held, refused)
    form = PieceForm(request.POST, request.FILES)
    try:
        if not form.is_valid() or not (form.cleaned_data["link"] or form.cleaned_data["file"]):
            raise Lacking(_("Give a file, or a whole address, from https:// on."))
        _add(held, form, seat)
    except Refused as refused:
        return roomed.page(KIND, request, seat, held, refused)
    messages.success(request, _("Added."))
    return redirect(KIND.address(seat, held))


def _add(held: Assessment, form: PieceForm, seat: Seat) -> None:
    given = form.cleaned_data
    title = given["title"].strip()
    if given["link"]:
        pieces.add_link(held, link=given["link"], title=title, by=seat)
    if given["file"]:
        pieces.add_file(held, upload=given["file"], title=title, by=seat)


@login_required
@require_POST
def evidence_off(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Take away something that an assessment rests on."""
    seat = access.seat(request, workspace, Act.WRITE)
    piece = plan_access.evidence(seat, pk)
    if piece.assessment is None:
        raise Http404
    held = plan_access.assessment(seat, piece.assessment.pk)
    try:
        pieces.remove(piece, by=seat)
    except Refused as refused:
        return roomed.page(KIND, request, seat, held, refused)
    messages.success(request, _("Taken away."))
    return redirect(KIND.address(seat, held))


@login_required
def reply_new(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Begin a reply to an assessment."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = plan_access.assessment(seat, pk)
    refused = domain.reply_refusal(held, seat)
    if refused is not None:
        return roomed.page(KIND, request, seat, held, refused)
    return Editor(
        request, seat, ReplyForm, None, f"reply:new:{pk}",
        _("Reply to {who}").format(who=held.home), KIND.address(seat, held),
        save=lambda words, _seen: domain.reply(held, words=words, by=seat),
        after=lambda made: REPLY.address(seat, made),
        said=_("Saved. Nobody outside your room sees it."), more={"about": held.text},
    ).respond()  # fmt: skip


REPLY: roomed.Kind[Reply] = roomed.Kind(
    "reply", plan_access.reply, plan_access.replies,
    lambda seat: gone_access.discarded_of(seat, Reply).select_related(
        "assessment__home__organisation"
    ),
    "replies-discarded", "workspace/reply.html", listed="assessments",
    form=lambda _held: ReplyForm,
    title=lambda held: _("Reply to {who}").format(who=held.assessment.home),
)  # fmt: skip
reply, reply_act, reply_write = roomed.one(REPLY), roomed.act(REPLY), roomed.write(REPLY)
replies_discarded = roomed.discarded(REPLY)

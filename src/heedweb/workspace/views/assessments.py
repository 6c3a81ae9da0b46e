"""Assessments and replies: the list, one, writing, what they rest on, and the way out of a room."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.workspace import access, assessment_words, gone_access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import assessments as domain
from heedweb.workspace.forms.assessments import AssessmentForm, ReplyForm
from heedweb.workspace.forms.reports import PieceForm
from heedweb.workspace.models import (
    Assessment,
    Cluster,
    Recommendation,
    Reply,
    Scale,
)
from heedweb.workspace.queries import assessments as queries
from heedweb.workspace.queries.evidence import values_for
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
        "evidence": [] if whole.shown.hidden else list(held.evidence.select_related("blob")),
        "replies": queries.replies_to(seat, held),
        "can_reply": replies and seat.may(Act.WRITE) and bool(seat.rooms),
        "add": PieceForm(values=values_for(seat, held.about)) if "write" in whole.may else None,
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
            roomed.plainly(domain.revise),
            roomed.ACTS["revise"].said,
        ),
    },
)  # fmt: skip
one, act, write = roomed.one(KIND), roomed.act(KIND), roomed.write(KIND)
discarded = roomed.discarded(KIND)


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

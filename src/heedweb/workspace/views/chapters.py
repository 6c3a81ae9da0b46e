"""Chapters of a plan: made, written, put in order, deleted when nothing is in them."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, plan_access
from heedweb.workspace.domain import chapters as domain
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.measures import ChapterForm
from heedweb.workspace.queries import plans as queries
from heedweb.workspace.roles import Act
from heedweb.workspace.views.editor import Editor


@login_required
@require_safe
def listing(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show the chapters of a plan in order, with what can be done to them."""
    seat = access.seat(request, workspace, Act.PLAN)
    plan = plan_access.plan(seat, pk)
    context = {"workspace": seat.workspace, "plan": plan, "chapters": queries.chapters(plan)}
    return render(request, "workspace/chapters.html", context)


@login_required
def new(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Make a chapter at the end of a plan."""
    seat = access.seat(request, workspace, Act.PLAN)
    plan = plan_access.plan(seat, pk)
    back = reverse("workspace:chapters", args=[workspace, pk])
    return Editor(
        request, seat, partial(ChapterForm, plan), None, f"chapter:new:{pk}", _("New chapter"),
        back, save=lambda words, _seen: domain.make(plan=plan, words=words, by=seat),
        after=lambda _held: back,
    ).respond()  # fmt: skip


@login_required
def edit(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write in a chapter."""
    seat = access.seat(request, workspace, Act.PLAN)
    chapter = plan_access.chapter(seat, pk)
    back = reverse("workspace:chapters", args=[workspace, chapter.plan_id])
    return Editor(
        request, seat, partial(ChapterForm, chapter.plan, held=pk), chapter, f"chapter:{pk}",
        str(chapter), back,
        save=lambda words, seen: domain.write(chapter, words=words, seen=seen, by=seat),
        after=lambda _held: back,
    ).respond()  # fmt: skip


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Move a chapter up or down, or delete it."""
    if verb not in ("up", "down", "delete"):
        raise Http404
    seat = access.seat(request, workspace, Act.PLAN)
    chapter = plan_access.chapter(seat, pk)
    plan = chapter.plan_id
    try:
        if verb == "delete":
            domain.delete(chapter, by=seat)
            messages.success(request, _("The chapter is deleted."))
        else:
            domain.move(chapter, up=verb == "up", by=seat)
    except Refused as refused:
        messages.error(request, refused.line)
    return redirect("workspace:chapters", workspace=workspace, pk=plan)

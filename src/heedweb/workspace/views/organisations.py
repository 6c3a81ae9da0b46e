"""Organisations: who takes part in a workspace."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heedweb.workspace import people_access
from heedweb.workspace.domain import organisations as domain
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.people import OrganisationForm, OrganisationsForm, WhyForm
from heedweb.workspace.hands import HEADS, Hand
from heedweb.workspace.models import Organisation
from heedweb.workspace.queries import people as queries
from heedweb.workspace.roles import Act, OrganisationKind
from heedweb.workspace.views.people import hand_of


def _to(request: HttpRequest) -> Act:
    return Act.MANAGE if request.method == "POST" else Act.INVITE


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the organisations; add some."""
    hand = hand_of(request, workspace, _to(request))
    sent = request.method == "POST"
    form = OrganisationsForm(request.POST if sent else None)
    if sent and form.is_valid():
        names, kind = form.cleaned_data["names"], OrganisationKind(form.cleaned_data["kind"])
        try:
            made = domain.add(workspace=hand.workspace, names=names, kind=kind, by=hand.user)
        except Refused as why:
            form.add_error(None, str(why))
        else:
            if len(made) == 1:
                return redirect("workspace:organisation", workspace=workspace, pk=made[0].pk)
            messages.success(request, _("{n} organisations are added.").format(n=len(made)))
            return redirect("workspace:organisations", workspace=workspace)
    bodies = queries.organisations(hand)
    context = {"workspace": hand.workspace, "hand": hand, "bodies": bodies, "form": form}
    status = 422 if form.errors else 200
    return render(request, "workspace/people_organisations.html", context, status=status)


@login_required
def detail(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show an organisation and its people; rename it."""
    hand = hand_of(request, workspace, _to(request))
    body = people_access.organisation(hand, pk)
    sent = request.method == "POST"
    kind_open = domain.kind_is_open(body)
    form = OrganisationForm(body, request.POST if sent else None, kind_open=kind_open)
    if sent and form.is_valid():
        name = " ".join(form.cleaned_data["name"].split())
        try:
            domain.edit(organisation=body, name=name, kind=form.kind_now(), by=hand.user)
        except Refused as why:
            form.add_error(None, str(why))
        else:
            return redirect("workspace:organisation", workspace=workspace, pk=pk)
    return _page(request, hand, body, form)


def _page(
    request: HttpRequest, hand: Hand, body: Organisation, form: OrganisationForm,
    why: WhyForm | None = None,
) -> HttpResponse:  # fmt: skip
    itself = hand.governs_itself(body)
    context = {
        "workspace": hand.workspace,
        "hand": hand,
        "body": body,
        "form": form,
        "why": why or WhyForm(),
        "itself": itself,
        "head": HEADS.get(body.kind),
        "unseen": itself and not hand.sees(body),
        "roles": queries.roles_held(body),
        "members": queries.members(hand, body),
        "offers": hand.roles(body),
        "closes": hand.coordinates and body.kind != OrganisationKind.COORDINATION,
    }
    status = 422 if form.errors or (why is not None and why.errors) else 200
    return render(request, "workspace/people_organisation.html", context, status=status)


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Close an organisation, or open it again."""
    hand = hand_of(request, workspace, Act.MANAGE)
    body, by = people_access.organisation(hand, pk), hand.user
    why = WhyForm(request.POST if verb == "close" else {"why": "-"})
    if not why.is_valid():
        form = OrganisationForm(body, kind_open=domain.kind_is_open(body))
        return _page(request, hand, body, form, why)
    acts: dict[str, Callable[[], None]] = {
        "close": lambda: domain.close(organisation=body, by=by, why=why.cleaned_data["why"]),
        "reopen": lambda: domain.reopen(organisation=body, by=by),
    }
    if verb not in acts:
        raise Http404
    try:
        acts[verb]()
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("workspace:organisation", workspace=workspace, pk=pk)

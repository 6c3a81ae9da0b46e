"""Proposed links: what waits, one pair after the other side by side, and how right they were."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access
from heedweb.workspace.domain import link_decisions
from heedweb.workspace.domain.link_decisions import LinkOvertaken, NothingToLink
from heedweb.workspace.forms.links import ACCEPT, PairForm
from heedweb.workspace.link_words import relation_name
from heedweb.workspace.models import Recommendation, Workspace
from heedweb.workspace.queries import link_overview, link_pairs, link_queue
from heedweb.workspace.queries.link_queue import Pair, Scope
from heedweb.workspace.roles import Act
from heedweb.workspace.views import steps


@login_required
@require_safe
def overview(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show where the links stand, with the way into each queue."""
    held = access.workspace(request, workspace)
    context = {"workspace": held, "overview": link_overview.overview(held)}
    return render(request, "workspace/links.html", context)


@login_required
@require_safe
def record(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show how right the proposals were so far, by relation and score."""
    held = access.workspace(request, workspace)
    context = {"workspace": held, "record": link_overview.record(held)}
    return render(request, "workspace/link_record.html", context)


@login_required
@require_safe
def queue(request: HttpRequest, workspace: str) -> HttpResponse:
    """Go to the first pair of a queue, or say that nothing is left."""
    held = access.workspace(request, workspace)
    scope = Scope.asked(held, request.GET.dict())
    first = link_queue.queue(scope).first()
    if first is None:
        messages.success(request, _("Nothing is left here."))
        return redirect("workspace:links", workspace=held.slug)
    return redirect(_address(scope, first))


@login_required
@require_safe
def pair(request: HttpRequest, workspace: str, later: int, earlier: int) -> HttpResponse:
    """Show two recommendations side by side."""
    held = access.workspace(request, workspace)
    rows = _rows(held, later, earlier)
    return _show(request, rows, Scope.asked(held, request.GET.dict()))


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, later: int, earlier: int) -> HttpResponse:
    """Keep how two recommendations compare; then go to what is next."""
    held = access.workspace(request, workspace, Act.DECIDE)
    rows = _rows(held, later, earlier)
    scope = Scope.asked(held, request.GET.dict())
    form = PairForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    relation = given["do"]
    if relation == ACCEPT:
        proposal = link_pairs.beside(*rows).proposal
        if proposal is None:
            raise Http404
        relation = proposal.relation
    try:
        link_decisions.decide(
            workspace=held, pair=(later, earlier), relation=relation, seen=given["seen"],
            by=access.person(request),
        )  # fmt: skip
    except LinkOvertaken as overtaken:
        return _overtaken(request, rows, scope, overtaken)
    except NothingToLink:
        return _onward(request, scope, (later, earlier), given["then"])
    text = _("{later} and {earlier}: {relation}.")
    numbers = {"later": rows[0].paragraph, "earlier": rows[1].paragraph}
    messages.success(request, text.format(**numbers, relation=relation_name(relation)))
    return _onward(request, scope, (later, earlier), given["then"])


@login_required
@require_POST
def undo(request: HttpRequest, workspace: str) -> HttpResponse:
    """Undo the person's last step on links, and show what it was about."""
    held = access.workspace(request, workspace, Act.DECIDE)
    scope = Scope.asked(held, request.GET.dict())
    step = steps.last_undone(request, held, of="links")
    first = step.link_decisions.first() if step else None
    if first is None:
        return redirect("workspace:links", workspace=held.slug)
    return redirect(_address(scope, (first.later_id, first.earlier_id)))


def _rows(held: Workspace, later: int, earlier: int) -> tuple[Recommendation, Recommendation]:
    if later == earlier:
        raise Http404
    return access.recommendation(held, later), access.recommendation(held, earlier)


def _show(
    request: HttpRequest,
    rows: tuple[Recommendation, Recommendation],
    scope: Scope,
    *,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    beside = link_pairs.beside(*rows)
    left = link_queue.queue(scope)
    mine = (rows[0].pk, rows[1].pk)
    context = {
        "workspace": scope.workspace,
        "pair": beside,
        "scope": scope,
        "left": len(left.keys),
        "next": left.after(mine),
        "previous": left.before(mine),
        "relations": [(str(n), code) for n, code in enumerate(link_decisions.DECIDABLE, 1)],
        "told": told,
    }
    return render(request, "workspace/link.html", context, status=status)


def _overtaken(
    request: HttpRequest,
    rows: tuple[Recommendation, Recommendation],
    scope: Scope,
    overtaken: LinkOvertaken,
) -> HttpResponse:
    """Say who was first; nothing of theirs is overwritten."""
    if overtaken.by is None:
        told = _("The decision you saw was undone in the meantime. Yours was not saved.")
    else:
        text = _("{who} has decided on this pair in the meantime. Yours was not saved.")
        told = text.format(who=overtaken.by)
    return _show(request, rows, scope, told=told, status=409)


def _onward(request: HttpRequest, scope: Scope, mine: Pair, then: Pair | None) -> HttpResponse:
    left = link_queue.queue(scope)
    after = left.onward(mine, then)
    if after is None:
        messages.success(request, _("Nothing is left here."))
        return redirect("workspace:links", workspace=scope.workspace.slug)
    return redirect(_address(scope, after))


def _address(scope: Scope, pair: Pair) -> str:
    base = reverse("workspace:link", args=[scope.workspace.slug, *pair])
    return f"{base}?{scope.query}" if scope.query else base

"""People: who is in a workspace, inviting, roles, suspending."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from heed.errors import InputProblem
from heedweb.workspace import access, people_access
from heedweb.workspace.domain import inviting, people_lists
from heedweb.workspace.domain import people as domain
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.people import InviteForm, ListForm, PlaceForm, WhyForm
from heedweb.workspace.hands import Hand
from heedweb.workspace.models import Membership
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import people as queries
from heedweb.workspace.roles import Act
from heedweb.workspace.storage import StorageProblem


def hand_of(request: HttpRequest, workspace: str, to: Act = Act.INVITE) -> Hand:
    """Return what the person may do to people here. Raises as `access.seat` does."""
    return people_access.hand(access.seat(request, workspace, to))


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the people that one may know by name."""
    hand = hand_of(request, workspace)
    held = queries.listing(
        hand,
        show=request.GET.get("show", "all"),
        typed=request.GET.get("q", "").strip()[:200],
        page=number_of(request.GET.get("page")),
    )
    context = {"workspace": hand.workspace, "hand": hand, "people": held}
    return render(request, "workspace/people.html", context)


@login_required
@never_cache
def invite(request: HttpRequest, workspace: str, pk: int | None = None) -> HttpResponse:
    """Let a person in, of any organisation or of one, and tell them."""
    hand = hand_of(request, workspace)
    body = people_access.organisation(hand, pk) if pk is not None else None
    form = InviteForm(hand, body, request.POST if request.method == "POST" else None)
    if form.is_valid():
        role, organisation = form.cleaned_data["place"]
        try:
            made = domain.bring(
                workspace=hand.workspace, email=form.cleaned_data["email"],
                name=form.cleaned_data["name"], role=role, organisation=organisation, by=hand.user,
            )  # fmt: skip
        except Refused as why:
            form.add_error(None, str(why))
        else:
            return _invited(request, hand, [made], [inviting.invite(membership=made)])
    context = {"workspace": hand.workspace, "hand": hand, "form": form, "body": body}
    context["itself"] = hand.coordinates and hand.governs_itself(body)
    return render(request, "workspace/people_invite.html", context, status=_status(form))


def _status(*forms: object) -> int:
    return 422 if any(getattr(form, "errors", None) for form in forms) else 200


def _invited(
    request: HttpRequest, hand: Hand, made: Sequence[Membership], sent: Sequence[inviting.Sent]
) -> HttpResponse:
    """Say what became of invitations, with the links that are to be handed over."""
    pairs = list(zip(made, sent, strict=True))
    context = {
        "workspace": hand.workspace, "pairs": pairs, "mailed": sum(one.mailed for one in sent),
        "links": any(one.link for one in sent), "one": made[0] if len(made) == 1 else None,
    }  # fmt: skip
    return render(request, "workspace/people_invited.html", context)


@login_required
def person(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a person's place; change role and organisation."""
    hand = hand_of(request, workspace)
    held = people_access.member(hand, pk)
    sent = request.method == "POST"
    form = PlaceForm(hand, held, request.POST if sent else None)
    if sent and form.is_valid():
        role, organisation = form.cleaned_data["place"]
        why = form.cleaned_data["why"]
        try:
            domain.change(
                membership=held, role=role, organisation=organisation, by=hand.user, why=why
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("workspace:person", workspace=workspace, pk=pk)
    return _person(request, hand, held, form)


def _person(
    request: HttpRequest, hand: Hand, held: Membership, form: PlaceForm, why: WhyForm | None = None
) -> HttpResponse:
    context = {
        "workspace": hand.workspace, "held": held, "form": form, "why": why or WhyForm(),
        "mine": held.user_id == hand.user.pk, "changes": hand.changes(held),
    }  # fmt: skip
    return render(request, "workspace/person.html", context, status=_status(form, why))


@login_required
@require_POST
@never_cache
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Suspend, let in again or remove a person, or invite again who has not come."""
    hand = hand_of(request, workspace)
    held, by = people_access.member(hand, pk), hand.user
    form = WhyForm(request.POST if verb in ("suspend", "remove") else {"why": "-"})
    if not form.is_valid():
        return _person(request, hand, held, PlaceForm(hand, held), form)
    why = form.cleaned_data["why"]
    acts: dict[str, Callable[[], inviting.Sent | None]] = {
        "suspend": lambda: domain.suspend(membership=held, by=by, why=why),
        "let-in": lambda: domain.let_in(membership=held, by=by),
        "remove": lambda: domain.remove(membership=held, by=by, why=why),
        "invite": lambda: inviting.resend(membership=held, by=by),
    }
    if verb not in acts:
        raise Http404
    try:
        sent = acts[verb]()
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("workspace:person", workspace=workspace, pk=pk)
    if sent is not None:
        return _invited(request, hand, [held], [sent])
    if verb == "remove":
        said = _("{email} has no place here any more. What they wrote stays.")
        messages.success(request, said.format(email=held.user.email))
        return redirect("workspace:people", workspace=workspace)
    return redirect("workspace:person", workspace=workspace, pk=pk)


@login_required
@never_cache
def many(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show what a table of people means; let them in when the person says so."""
    hand = hand_of(request, workspace)
    sent = request.method == "POST"
    form = ListForm(request.POST if sent else None, request.FILES if sent else None)
    checked = text = None
    if sent and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            text = people_lists.as_text(upload) if upload else form.cleaned_data["text"]
            if request.POST.get("act") == "take" and not upload:
                return _took(request, hand, text)
            checked = people_lists.check(workspace=hand.workspace, text=text, by=hand.user)
        except (Refused, InputProblem, StorageProblem) as why:
            form.add_error(None, str(why))
        else:
            form = ListForm(initial={"text": text})
    context = {"workspace": hand.workspace, "hand": hand, "form": form, "checked": checked}
    context |= {"text": text, "fault": bool(checked and checked.faults)}
    context["new"] = sum(not row.here for row in checked.rows) if checked else 0
    status = 422 if form.errors or context["fault"] else 200
    return render(request, "workspace/people_list.html", context, status=status)


def _took(request: HttpRequest, hand: Hand, text: str) -> HttpResponse:
    made = people_lists.take_in(workspace=hand.workspace, text=text, by=hand.user)
    return _invited(request, hand, made, [inviting.invite(membership=one) for one in made])

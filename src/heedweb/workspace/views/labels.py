"""Labelling: one recommendation after the other, every act one key or one button."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from heedweb.workspace import access
from heedweb.workspace.domain import labelling
from heedweb.workspace.domain.labelling import Choice, LabelsOvertaken, NothingToDecide
from heedweb.workspace.forms import labels as forms
from heedweb.workspace.models import Recommendation, Workspace
from heedweb.workspace.queries import label_overview, label_queue, labels, runs
from heedweb.workspace.queries.label_queue import Scope
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.roles import Act
from heedweb.workspace.views import steps


@login_required
def overview(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show where labelling stands, with the way into each queue."""
    held = access.workspace(request, workspace)
    words = vocabulary(held)
    context = {
        "workspace": held,
        "overview": label_overview.overview(held, words),
        "run": runs.at_hand(held.label_runs),
        "changes": label_overview.what_changes(held, words),
    }
    template = "workspace/_label_run.html" if request.GET.get("run") else "workspace/labels.html"
    return render(request, template, context)


@login_required
def queue(request: HttpRequest, workspace: str) -> HttpResponse:
    """Go to the first recommendation of a queue, or say that nothing is left."""
    held = access.workspace(request, workspace, Act.DECIDE)
    scope = Scope.asked(held, request.GET.dict())
    first = label_queue.queue(scope).first()
    if first is None:
        messages.success(request, _("Nothing is left here."))
        return redirect("workspace:labels", workspace=held.slug)
    return redirect(_address(scope, first))


@login_required
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show one recommendation with its labels to decide."""
    held = access.workspace(request, workspace, Act.DECIDE)
    row = access.recommendation(held, pk)
    return _show(request, row, Scope.asked(held, request.GET.dict()))


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Save, reject, or add a label to what is not saved yet; then go to what is next."""
    held = access.workspace(request, workspace, Act.DECIDE)
    row = access.recommendation(held, pk)
    scope = Scope.asked(held, request.GET.dict())
    form = forms.DecideForm(request.POST)
    if not form.is_valid() or pk not in form.cleaned_data["seen"]:
        raise Http404
    given, sent = form.cleaned_data, forms.Sent.read(request.POST)
    typed = given["pick"] or given["label"]
    if typed or given["do"] == forms.ADD:
        return _added(request, row, scope, sent, typed)
    seen = dict(given["seen"]) | (given["same"] if given["together"] else {})
    if given["do"] == forms.NONE:
        choices = forms.none_fits(pk, scope.taxonomy)
    elif given["do"] == forms.REJECT:
        choices = forms.rejected(labels.labels_of(row, vocabulary(held), _only(scope)))
    else:
        choices = sent.choices(pk)
    try:
        labelling.decide(
            workspace=held, seen=seen, choices=_for_each(choices, seen),
            by=access.person(request),
        )  # fmt: skip
    except LabelsOvertaken as overtaken:
        return _overtaken(request, row, scope, overtaken)
    except NothingToDecide:
        return _onward(request, scope, row, given["then"])
    _tell(request, row, len(seen))
    return _onward(request, scope, row, given["then"])


@login_required
@require_POST
def undo(request: HttpRequest, workspace: str) -> HttpResponse:
    """Undo the person's last step on labels, and show what it was about."""
    held = access.workspace(request, workspace, Act.DECIDE)
    scope = Scope.asked(held, request.GET.dict())
    step = steps.last_undone(request, held, of="labels")
    first = step.labellings.first() if step else None
    if first is None:
        return redirect("workspace:labels", workspace=held.slug)
    return redirect(_address(scope, first.recommendation_id))


def _only(scope: Scope) -> tuple[str, ...]:
    return (scope.taxonomy,) if scope.taxonomy else ()


def _for_each(choices: list[Choice], seen: dict[int, int]) -> list[Choice]:
    """Return what was chosen for one row for every row that is decided with it."""
    return [Choice(key, one.taxonomy, one.code, one.verdict) for key in seen for one in choices]


def _show(
    request: HttpRequest,
    row: Recommendation,
    scope: Scope,
    *,
    sent: forms.Sent | None = None,
    told: str = "",
    error: str = "",
    close: list[str] | None = None,
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    held = scope.workspace
    words = vocabulary(held)
    shown = labels.labels_of(row, words, _only(scope), choose=True)
    if sent is not None:
        sent.onto(shown, words)
    left = label_queue.queue(scope)
    context = {
        "workspace": held,
        "row": row,
        "review": row.review,
        "scope": scope,
        "title": words.title(scope.taxonomy) if scope.taxonomy else "",
        "none_fits": bool(scope.taxonomy) and words.many(scope.taxonomy),
        "labels": shown,
        "left": len(left.keys),
        "next": left.after(row.pk),
        "previous": left.before(row.pk),
        "twins": label_queue.twins(scope, row, left),
        "options": list(forms.Options.of(words, _only(scope)).named),
        "told": told,
        "error": error,
        "close": close or [],
        "typed": typed,
    }
    return render(request, "workspace/label.html", context, status=status)


def _added(
    request: HttpRequest, row: Recommendation, scope: Scope, sent: forms.Sent, typed: str
) -> HttpResponse:
    """Show the form again with a label that was typed; nothing is saved yet."""
    words = vocabulary(scope.workspace)
    options = forms.Options.of(words, _only(scope))
    found = options.label(typed, words)
    if found is not None:
        sent.add(found, many=words.many(found[0]))
        return _show(request, row, scope, sent=sent)
    text = _("No single label is called “{typed}”.").format(typed=typed)
    error = text if typed.strip() else _("Type the name of a label, or choose one.")
    close = options.close(typed, words)
    return _show(request, row, scope, sent=sent, error=error, close=close, typed=typed, status=422)


def _overtaken(
    request: HttpRequest, row: Recommendation, scope: Scope, overtaken: LabelsOvertaken
) -> HttpResponse:
    """Say who was first; nothing of theirs is overwritten."""
    who = str(overtaken.by) if overtaken.by else _("A new run of the labellers")
    text = _("{who} has changed the labels of {number} in the meantime. Yours were not saved.")
    told = text.format(who=who, number=overtaken.row.paragraph)
    return _show(request, row, scope, told=told, status=409)


def _tell(request: HttpRequest, row: Recommendation, rows: int) -> None:
    text = _("{number} is labelled.").format(number=row.paragraph)
    if rows > 1:
        more = ngettext("{n} more with the same words.", "{n} more with the same words.", rows - 1)
        text = f"{text} {more.format(n=rows - 1)}"
    messages.success(request, text)


def _onward(
    request: HttpRequest, scope: Scope, row: Recommendation, then: int | None
) -> HttpResponse:
    if request.POST.get("back"):
        address = reverse("workspace:recommendation", args=[scope.workspace.slug, row.pk])
        return redirect(f"{address}#labels")
    held: Workspace = scope.workspace
    held.refresh_from_db()
    left = label_queue.queue(scope)
    after = left.onward(row.pk, then)
    if after is None:
        messages.success(request, _("Nothing is left here."))
        return redirect("workspace:labels", workspace=held.slug)
    return redirect(_address(scope, after))


def _address(scope: Scope, key: int) -> str:
    base = reverse("workspace:label", args=[scope.workspace.slug, key])
    return f"{base}?{scope.query}" if scope.query else base

"""Many labels at once: choose, look at a preview, confirm, and undo if need be."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access
from heedweb.workspace.domain import labelling
from heedweb.workspace.domain.labelling import Choice, LabelsOvertaken, NothingToDecide, Verdict
from heedweb.workspace.forms.label_bulk import USUAL, LabelBulkForm
from heedweb.workspace.models import Workspace
from heedweb.workspace.queries import label_bulk
from heedweb.workspace.queries.label_bulk import Asked, Plan
from heedweb.workspace.queries.taxonomies import Vocabulary, vocabulary
from heedweb.workspace.roles import Act
from heedweb.workspace.views.steps import undone


@login_required
@require_safe
def choose(request: HttpRequest, workspace: str) -> HttpResponse:
    """Choose which proposals, and see what confirming them would do."""
    held = access.workspace(request, workspace, Act.DECIDE)
    words = vocabulary(held)
    return _show(request, held, words, request.GET)


@login_required
@require_POST
def carry_out(request: HttpRequest, workspace: str) -> HttpResponse:
    """Confirm what was previewed; preview again if anything moved since."""
    held = access.workspace(request, workspace, Act.DECIDE)
    words = vocabulary(held)
    form = _form(held, words, request.POST)
    if not form.is_valid():
        return _show(request, held, words, request.POST, status=422)
    plan = label_bulk.plan(held, form.asked(), words)
    if not plan.count or plan.stamp != form.cleaned_data["stamp"]:
        return _show(request, held, words, request.POST, moved=True, status=409)
    taxonomy = plan.asked.taxonomy
    choices = [
        Choice(key, taxonomy, code, Verdict.CONFIRM)
        for key, labels in plan.labels.items()
        for code, _score in labels
    ]
    try:
        step = labelling.decide(
            workspace=held, seen=plan.seen, choices=choices, by=access.person(request), bulk=True
        )
    except (LabelsOvertaken, NothingToDecide):
        return _show(request, held, words, request.POST, moved=True, status=409)
    address = reverse("workspace:label-bulk", args=[held.slug])
    query = QueryDict(mutable=True)
    query.update({"taxonomy": taxonomy, "least": str(plan.asked.least), "step": str(step.pk)})
    if plan.asked.within:
        query["within"] = plan.asked.within
    return redirect(f"{address}?{query.urlencode()}")


@login_required
@require_POST
def undo(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Undo one of the person's steps as a whole."""
    held = undone(request, workspace, pk)
    query = urlencode({"taxonomy": str(request.POST.get("taxonomy", ""))})
    return redirect(f"{reverse('workspace:label-bulk', args=[held.slug])}?{query}")


def _form(held: Workspace, words: Vocabulary, data: QueryDict) -> LabelBulkForm:
    filled = data.copy()
    filled.setdefault("taxonomy", next(iter(words.codes), ""))
    filled.setdefault("least", str(USUAL))
    waiting = label_bulk.labels(held, Asked(str(filled["taxonomy"]), 0.0), words)
    return LabelBulkForm(filled, [one.code for one in waiting])


def _show(
    request: HttpRequest,
    held: Workspace,
    words: Vocabulary,
    data: QueryDict,
    *,
    moved: bool = False,
    status: int = 200,
) -> HttpResponse:
    form = _form(held, words, data)
    valid = form.is_valid()
    asked = form.asked() if valid else Asked(str(form.data["taxonomy"]), USUAL)
    plan = label_bulk.plan(held, asked, words) if valid else Plan(asked)
    step = access.done_label_step(held, access.person(request), request.GET.get("step"))
    for errors in form.errors.values():
        messages.error(request, str(errors[0]))
    context = {
        "workspace": held,
        "words": [(code, words.title(code)) for code in words.codes],
        "asked": asked,
        "title": words.title(asked.taxonomy),
        "labels": label_bulk.labels(held, asked, words),
        "plan": plan,
        "counts": [
            (words.name(asked.taxonomy, code), count) for code, count in plan.counts.most_common()
        ],
        "differing": [
            (words.name(asked.taxonomy, code), count)
            for code, count in plan.differing.most_common()
        ],
        "samples": label_bulk.samples(plan, words),
        "moved": moved,
        "step": step,
    }
    return render(request, "workspace/label_bulk.html", context, status=status)

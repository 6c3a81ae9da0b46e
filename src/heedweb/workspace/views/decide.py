"""Review mode: from doubt to doubt, the source page beside, every act one key or one button."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heedweb.accounts.models import User
from heedweb.workspace import access
from heedweb.workspace.domain import decisions
from heedweb.workspace.domain.decisions import Overtaken, Words
from heedweb.workspace.forms.deciding import SeenForm, SplitForm, merged, pieces_of
from heedweb.workspace.forms.words import WordsForm, initial_of
from heedweb.workspace.models import Recommendation, Step, Workspace
from heedweb.workspace.queries import deciding, history, labels, source
from heedweb.workspace.queries.deciding import Scope
from heedweb.workspace.queries.names import names_for
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.roles import Act
from heedweb.workspace.views import steps


@login_required
def queue(request: HttpRequest, workspace: str) -> HttpResponse:
    """Go to the first recommendation that is left to decide, or say that none is."""
    held = access.workspace(request, workspace, Act.DECIDE)
    scope = Scope.asked(held, request.GET.dict())
    first = deciding.next_in(scope, None, access.person(request))
    if first is not None:
        return redirect(_address("decide-one", scope, first))
    context = {
        "workspace": held,
        "scope": scope,
        "progress": deciding.progress(scope),
        "rest": deciding.Scope(held, "undecided", scope.review),
        "rest_progress": deciding.progress(Scope(held, "undecided", scope.review)),
        "review": deciding.review_of(scope),
    }
    return render(request, "workspace/decide_done.html", context)


@login_required
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show one recommendation to decide, between its neighbours, its page beside."""
    held = access.workspace(request, workspace, Act.DECIDE)
    row = access.recommendation(held, pk)
    return _show(request, held, row)


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Decide: accept, fresh, later, reject, correct or split; then go to what is next."""
    held = access.workspace(request, workspace, Act.DECIDE)
    row = access.recommendation(held, pk)
    seen = SeenForm(request.POST)
    if verb not in _ACTS or not seen.is_valid():
        raise Http404
    by = access.person(request)
    known = {row.pk: seen.cleaned_data["revision"]}
    try:
        if verb == "correct":
            form = WordsForm(request.POST, initial=initial_of(row))
            if not form.is_valid():
                return _show(request, held, row, words=form, status=422)
            step = _correct(held, row, known, form, by)
        elif verb == "split":
            pieces = SplitForm(request.POST)
            if not pieces.is_valid():
                return _show(request, held, row, split=pieces, status=422)
            step = decisions.split(workspace=held, seen=known, into=pieces.words(row), by=by)
        else:
            step = _plain(verb, held, known, by, seen.cleaned_data["note"])
    except Overtaken as overtaken:
        return _overtaken(request, held, overtaken)
    return _onward(request, held, row, step)


_ACTS = ("accept", "fresh", "later", "reject", "correct", "split")


def _plain(verb: str, held: Workspace, known: dict[int, int], by: User, note: str) -> Step:
    if verb == "later":
        return decisions.put_off(workspace=held, seen=known, by=by)
    if verb == "reject":
        return decisions.reject(workspace=held, seen=known, by=by, note=note)
    return decisions.accept(workspace=held, seen=known, by=by, fresh=verb == "fresh")


def _correct(
    held: Workspace, row: Recommendation, known: dict[int, int], form: WordsForm, by: User
) -> Step:
    """Write what the person changed; what they left as it was is confirmed with it."""
    before = {**initial_of(row), "states": [[w.name, w.iso3] for w in row.recommending.all()]}
    fields = {name: value for name, value in form.words().items() if before[name] != value}
    note = form.cleaned_data["note"]
    if not fields:
        return decisions.accept(workspace=held, seen=known, by=by)
    return decisions.correct(workspace=held, seen=known, fields=fields, by=by, note=note)


@login_required
def merge(request: HttpRequest, workspace: str, pk: int, other: int) -> HttpResponse:
    """Put two recommendations together: show what comes of it, then do it."""
    held = access.workspace(request, workspace, Act.DECIDE)
    by = access.person(request)
    rows = sorted((access.recommendation(held, key) for key in (pk, other)), key=lambda r: r.order)
    if pk == other or rows[0].review_id != rows[1].review_id:
        raise Http404
    sent = request.method == "POST"
    form = WordsForm(request.POST if sent else None, initial=merged(rows))
    if sent and form.is_valid():
        seen: dict[int, int] = {}
        for row in rows:
            revision = request.POST.get(f"revision-{row.pk}", "")
            seen[row.pk] = int(revision) if revision.isdecimal() else -1
        try:
            step = decisions.merge(workspace=held, seen=seen, into=_words(rows, form), by=by)
        except Overtaken as overtaken:
            return _overtaken(request, held, overtaken)
        return _onward(request, held, rows[-1], step)
    context = {
        "workspace": held,
        "rows": rows,
        "form": form,
        "scope": Scope.asked(held, request.GET.dict()),
        "pk": pk,
        "other": other,
    }
    return render(request, "workspace/decide_merge.html", context, status=422 if sent else 200)


def _words(rows: list[Recommendation], form: WordsForm) -> Words:
    return Words(
        **form.words(),
        start=min(row.start for row in rows),
        end=max(row.end for row in rows),
        page=rows[0].page,
        boxes=[box for row in rows for box in row.boxes],
        context=rows[0].context,
    )


@login_required
@require_POST
def undo(request: HttpRequest, workspace: str) -> HttpResponse:
    """Undo the person's last step, and show what it was about."""
    held = access.workspace(request, workspace, Act.DECIDE)
    scope = Scope.asked(held, request.GET.dict())
    step = steps.last_undone(request, held)
    if step is None:
        return redirect(_address("decide", scope))
    first = step.decisions.exclude(recommendation__state__in=Recommendation.HIDDEN).first()
    labelled = step.labellings.first()
    if labelled is not None:
        key = labelled.recommendation_id
        return redirect("workspace:recommendation", workspace=held.slug, pk=key)
    if first is None:
        return redirect(_address("decide", scope))
    return redirect(_address("decide-one", scope, first.recommendation))


def _show(
    request: HttpRequest,
    held: Workspace,
    row: Recommendation,
    *,
    words: WordsForm | None = None,
    split: SplitForm | None = None,
    status: int = 200,
    told: str = "",
) -> HttpResponse:
    by = access.person(request)
    scope = Scope.asked(held, request.GET.dict())
    before, after = deciding.around(row)
    context = {
        "workspace": held,
        "row": row,
        "review": row.review,
        "scope": scope,
        "progress": deciding.progress(scope),
        "before": before,
        "after": after,
        "next": deciding.next_in(scope, row, by),
        "previous": deciding.before_in(scope, row),
        "differences": deciding.differences(row),
        "history": history.of_recommendation(names_for(request), row),
        "said": deciding.as_said(row),
        "others": decisions.look(row=row, by=by),
        "words": words or WordsForm(initial=initial_of(row)),
        "split": split or SplitForm(initial={"pieces": pieces_of(row)}),
        "labels": labels.labels_of(row, vocabulary(held)),
        "passages": source.passages(row),
        "surroundings": source.surroundings(row),
        "told": told,
    }
    return render(request, "workspace/decide.html", context, status=status)


def _overtaken(request: HttpRequest, held: Workspace, overtaken: Overtaken) -> HttpResponse:
    """Say who was first; nothing of theirs is overwritten."""
    row = access.recommendation(held, overtaken.row.pk)
    who = str(row.decided_by) if row.decided_by else _("A new reading")
    text = _("{who} has changed this in the meantime. Your change was not made; look again.")
    return _show(request, held, row, status=409, told=text.format(who=who))


def _onward(request: HttpRequest, held: Workspace, row: Recommendation, step: Step) -> HttpResponse:
    scope = Scope.asked(held, request.GET.dict())
    after = deciding.next_in(scope, row, access.person(request))
    said = _SAID.get(step.verb)
    if said is not None:
        messages.success(request, said().format(number=row.paragraph))
    if after is None:
        return redirect(_address("decide", scope))
    return redirect(_address("decide-one", scope, after))


_SAID: dict[str, Callable[[], str]] = {
    "accept": lambda: _("{number} is confirmed."),
    "correct": lambda: _("{number} is corrected."),
    "reject": lambda: _("{number} is marked as no recommendation."),
    "later": lambda: _("{number} is left for later."),
    "split": lambda: _("{number} is split."),
    "merge": lambda: _("{number} is merged."),
}


def _address(name: str, scope: Scope, row: Recommendation | None = None) -> str:
    slug = scope.workspace.slug
    args = [slug] if row is None else [slug, row.pk]
    base = reverse(f"workspace:{name}", args=args)
    return f"{base}?{scope.query}" if scope.query else base

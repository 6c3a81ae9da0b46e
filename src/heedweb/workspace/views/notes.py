"""Notes: the list, one, writing in it, and its way out of the room."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heedweb.workspace import access, gone_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import notes as domain
from heedweb.workspace.domain import publishing, room_rules
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs, Refused
from heedweb.workspace.forms.notes import InviteForm, NoteForm
from heedweb.workspace.models import Note, Organisation, Recommendation, Standing
from heedweb.workspace.queries import notes
from heedweb.workspace.queries.compared import difference
from heedweb.workspace.queries.roomed import Whole
from heedweb.workspace.roles import Act
from heedweb.workspace.views import roomed
from heedweb.workspace.views.roomed import Deed


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the notes that the person may read, and those of government that are being written."""
    seat = access.seat(request, workspace)
    context = {
        "workspace": seat.workspace,
        "listing": notes.listing(seat, request.GET.dict()),
        "waiting": notes.waiting(seat),
        "drafts": access.drafts_of_government(seat)[: notes.PER_PAGE],
        "discarded": gone_access.discarded(seat).count(),
    }
    return render(request, "workspace/notes.html", context)


@login_required
@require_safe
def discarded(request: HttpRequest, workspace: str) -> HttpResponse:
    """List what was discarded in the person's room and can be restored."""
    seat = access.seat(request, workspace, Act.WRITE)
    context = {"workspace": seat.workspace, "gone": notes.gone(seat, request.GET.dict())}
    return render(request, "workspace/notes_discarded.html", context)


@login_required
def new(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write a note on a recommendation; what is typed is kept while it is typed."""
    seat = access.seat(request, workspace, Act.WRITE)
    row = access.recommendation(seat.workspace, pk)
    if request.method != "POST":
        return _editor(request, seat, row, None, NoteForm())
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _editor(request, seat, row, None, form)
    if form.cleaned_data["note"]:
        return _save(request, seat, gone_access.own_note(seat, form.cleaned_data["note"]), form)
    if not form.cleaned_data["text"].strip():
        form.add_error("text", _("There is nothing written yet."))
        return _editor(request, seat, row, None, form)
    try:
        note = domain.begin(about=row, text=form.cleaned_data["text"], by=seat)
    except NotTheirs as refused:
        form.add_error(None, refused.line)
        return _editor(request, seat, row, None, form, status=403)
    return _saved(request, seat, note)


@login_required
def edit(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Go on writing a draft."""
    seat = access.seat(request, workspace, Act.WRITE)
    sent = request.method == "POST"
    # Who was writing while somebody discarded it or asked for it loses nothing.
    note = gone_access.own_note(seat, pk) if sent else access.note(seat, pk)
    refused = room_rules.refusal("write", note, seat)
    if refused is not None and not (sent and isinstance(refused, NotNow)):
        return _page(request, seat, note, refused)
    if not sent:
        form = NoteForm(initial={"text": note.text, "version": note.version})
        return _editor(request, seat, note.about, note, form)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _editor(request, seat, note.about, note, form)
    return _save(request, seat, note, form)


def _save(request: HttpRequest, seat: Seat, note: Note, form: NoteForm) -> HttpResponse:
    written = {"text": form.cleaned_data["text"]}
    seen = form.cleaned_data["version"] or 0
    try:
        note = publishing.write(note, words=written, seen=seen, by=seat)
    except Refused as refused:
        if _typing(request):
            context = {"note": note, "version": seen, "errors": [refused.line]}
            return render(request, "parts/kept.html", context)
        return _page(request, seat, access.note(seat, note.pk), refused)
    except publishing.Overtaken as overtaken:
        if overtaken.record.standing == Standing.DISCARDED:
            return _kept_aside(request, seat, note)
        return _both(request, seat, access.note(seat, note.pk), written["text"], seen)
    return _saved(request, seat, note)


def _saved(request: HttpRequest, seat: Seat, note: Note) -> HttpResponse:
    if _typing(request):
        context = {"workspace": seat.workspace, "note": note, "version": note.version}
        return render(request, "parts/kept.html", context)
    messages.success(request, _("Saved. Nobody outside your room sees it."))
    return redirect("workspace:note", workspace=seat.workspace.slug, pk=note.pk)


def _both(request: HttpRequest, seat: Seat, note: Note, mine: str, seen: int) -> HttpResponse:
    """Show what two people wrote, side by side; both are kept in the room."""
    if _typing(request):
        context = {"workspace": seat.workspace, "note": note, "version": seen, "overtaken": True}
        return render(request, "parts/kept.html", context)
    context = {
        "workspace": seat.workspace,
        "note": note,
        "form": NoteForm(initial={"text": mine, "version": note.version}),
        "difference": difference(note.text, mine),
        "last": note.moves.filter(verb=publishing.Verb.WRITE).select_related("by").first(),
    }
    return render(request, "workspace/note_both.html", context, status=409)


def _kept_aside(request: HttpRequest, seat: Seat, note: Note) -> HttpResponse:
    """Say that a note was discarded while somebody wrote in it, and where their words are."""
    said = _("It was discarded in the meantime. What you wrote is kept with it; restore it first.")
    if _typing(request):
        context = {"workspace": seat.workspace, "note": note, "version": note.version}
        context["errors"] = [said]
        return render(request, "parts/kept.html", context)
    messages.error(request, said)
    return redirect("workspace:notes-discarded", workspace=seat.workspace.slug)


def _typing(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _editor(
    request: HttpRequest,
    seat: Seat,
    row: Recommendation,
    note: Note | None,
    form: NoteForm,
    *,
    status: int = 422,
) -> HttpResponse:
    wrong = form.is_bound and not form.is_valid()
    context = {
        "workspace": seat.workspace,
        "row": row,
        "note": note,
        "version": form["version"].value() or 0,
        "form": form,
    }
    if _typing(request):
        errors = [str(error) for held in form.errors.values() for error in held]
        return render(request, "parts/kept.html", {**context, "errors": errors})
    return render(request, "workspace/note_write.html", context, status=status if wrong else 200)


def _page(
    request: HttpRequest, seat: Seat, note: Note, refused: Refused | None = None
) -> HttpResponse:
    return roomed.page(KIND, request, seat, note, refused)


def _more(seat: Seat, whole: Whole[Note]) -> Mapping[str, object]:
    note = whole.record
    bodies = Organisation.objects.filter(workspace=seat.workspace, closed__isnull=True)
    guests = InviteForm(
        bodies.exclude(room=note.home), initial={"organisations": note.invited.all()}
    )
    return {
        "note": note,
        "guests": guests if "invite" in whole.may else None,
        "invited": note.invited.all() if whole.shown.own else [],
    }


def _invite(request: HttpRequest, seat: Seat, note: Note) -> None:
    bodies = Organisation.objects.filter(workspace=seat.workspace, closed__isnull=True)
    form = InviteForm(bodies, request.POST)
    if not form.is_valid():
        raise Lacking(_("Choose organisations of this workspace."))
    domain.invite(note=note, organisations=form.cleaned_data["organisations"], by=seat)


KIND = roomed.Kind(
    "note", access.note, access.notes, gone_access.discarded, "notes-discarded",
    "workspace/note.html", more=_more, listed="notes",
    acts={
        **roomed.ACTS,
        "invite": Deed(Act.APPROVE, _invite, lambda: _("That is who may read the draft now.")),
    },
)  # fmt: skip
one = roomed.one(KIND)
act = roomed.act(KIND)

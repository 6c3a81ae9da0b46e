"""The page on which a record that several people write is written; one for every kind of record.

What is typed is kept on the server for the person alone. Who saves after somebody else is shown
both, field by field: a field that only one of them changed is merged, the rest is theirs to choose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import typing_kept
from heedweb.workspace.domain.editing import Overtaken, plain, words_of
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.written import WrittenForm, signed
from heedweb.workspace.models import Roomed, Typed, Written
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.compared import difference
from heedweb.workspace.views.refused import status_of

# As large as the database keeps a version.
_MOST = 2**31 - 1
# Both count the versions of their `WORDS`.
Record = Written | Roomed


@dataclass(frozen=True)
class Editor:
    """How a kind of record is written.

    `form` makes the form from what was posted or its initial words; `held` is the record, None for
    a new one; `key` names the form among all of the workspace (`measure:12`, `measure:new:3`).
    `save` writes the words, given the version that was seen; `after` is where one goes then, `back`
    where one leaves to. `template` is the page, with `more` for it beside the form.
    """

    request: HttpRequest
    seat: Seat
    form: Callable[..., WrittenForm]
    held: Record | None
    key: str
    title: str
    back: str
    save: Callable[[dict[str, object], int], Record]
    after: Callable[[Any], str]
    said: str = ""
    initial: Mapping[str, object] = field(default_factory=dict)
    template: str = "workspace/edit.html"
    more: Mapping[str, object] = field(default_factory=dict)

    def respond(self) -> HttpResponse:
        """Return the answer to looking, to typing, to saving, and to letting go of what is kept."""
        if self.request.method != "POST":
            return self._opened()
        if "drop" in self.request.POST:
            typing_kept.drop(form=self.key, by=self.seat)
            return HttpResponseRedirect(self.request.path)
        if getattr(self.request, "htmx", False):
            return self._typed()
        return self._saved()

    def _opened(self) -> HttpResponse:
        kept = plan_access.typed(self.seat, self.key)
        if kept is not None:
            return self._resumed(kept)
        return self._page(self.form(initial=self._initial()))

    def _resumed(self, kept: Typed) -> HttpResponse:
        """Go on with what was typed before; where somebody wrote since, both are shown."""
        form = self.form(kept.words)
        if self.held is not None and kept.version != self.held.version:
            form.is_valid()
            return self._both(form, self.held)
        form.errors.clear()
        return self._page(form, kept=kept)

    def _typed(self) -> HttpResponse:
        form = self.form(self.request.POST)
        names = [*form.names, "before", "version"]
        words = {name: value for name in names if (value := _posted(self.request, form, name))}
        seen = number_of(self.request.POST.get("version"))
        kept = typing_kept.keep(form=self.key, words=words, version=min(seen, _MOST), by=self.seat)
        return render(self.request, "parts/typed.html", {"kept": kept, "editor": self})

    def _saved(self) -> HttpResponse:
        form = self.form(self.request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            held = self.save(form.words, form.seen)
        except Overtaken as overtaken:
            return self._both(form, overtaken.held)
        except Refused as refused:
            form.add_error(None, refused.line)
            return self._page(form, status=status_of(refused))
        typing_kept.drop(form=self.key, by=self.seat)
        messages.success(self.request, self.said or _("Saved."))
        return HttpResponseRedirect(self.after(held))

    def _both(self, form: WrittenForm, held: Record) -> HttpResponse:
        """Show both versions, with a form in which what does not clash is merged."""
        words = {name: _posted(self.request, form, name) or form[name].value()
                 for name in form.names if name not in form.files}  # fmt: skip
        if self.request.method == "POST":
            self._keep_mine(form, words)
        # What is asked besides the words of the record is as the person gave it.
        of_record = [name for name in form.names if name in held.WORDS]
        pairs = [_pair(form, name, held, form.was()) for name in of_record]
        merged = {**words, **{one.name: one.merged for one in pairs}}
        fresh = self.form(
            initial={**merged, "version": held.version, "before": signed(words_of(held))}
        )
        context = self._context(fresh, held) | {"pairs": [one for one in pairs if one.differs]}
        return render(self.request, "workspace/edit_both.html", context, status=409)

    def _keep_mine(self, form: WrittenForm, words: Mapping[str, object]) -> None:
        before = _posted(self.request, form, "before")
        typing_kept.keep(
            form=self.key, words={**words, "before": before, "version": form["version"].value()},
            version=int(form["version"].value() or 0), by=self.seat,
        )  # fmt: skip

    def _initial(self) -> dict[str, object]:
        if self.held is None:
            return {**self.initial, "version": 0}
        words = words_of(self.held)
        return {**words, "version": self.held.version, "before": signed(words)}

    def _page(
        self, form: WrittenForm, *, kept: Typed | None = None, status: int = 200
    ) -> HttpResponse:
        context = self._context(form, self.held) | {"kept": kept}
        return render(self.request, self.template, context, status=status)

    def _context(self, form: WrittenForm, held: Record | None) -> dict[str, object]:
        return {
            "workspace": self.seat.workspace, "editor": self, "form": form, "record": held,
            **self.more,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A field in two versions: `theirs` as it stands, `mine` as somebody wants to write it."""

    name: str
    label: str
    theirs: str
    mine: str
    difference: SafeString
    merged: object
    clash: bool

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.theirs != self.mine


def _pair(form: WrittenForm, name: str, held: Record, was: Mapping[str, object]) -> Pair:
    value = getattr(held, name)
    mine = form.cleaned_data.get(name, form[name].value())
    mine = mine.replace("\r\n", "\n") if isinstance(mine, str) else mine
    known = name in was
    only_theirs = known and plain(mine) == was[name]
    only_mine = known and plain(value) == was[name]
    merged = value if only_theirs else mine
    clash = plain(value) != plain(mine) and not only_theirs and not only_mine
    theirs, ours = _said(form.fields[name], value), _said(form.fields[name], mine)
    label = str(form.fields[name].label or name)
    return Pair(name, label, theirs, ours, difference(theirs, ours), merged, clash)


def _said(asked: forms.Field, value: object) -> str:
    """Return a value of a field as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, dict):
        return str(asked.prepare_value(value))
    if isinstance(asked, forms.ChoiceField) and not isinstance(asked, forms.ModelChoiceField):
        return str(dict(asked.choices).get(value, value))  # type: ignore[arg-type]
    return str(plain(value))


def _posted(request: HttpRequest, form: WrittenForm, name: str) -> str:
    return str(request.POST.get(form.add_prefix(name), "")) if request.method == "POST" else ""

"""What people type to propose a correction, and what a proposal makes of the words of a row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.vocab import states
from heedweb.workspace.forms.words import WordsForm, initial_of
from heedweb.workspace.models import Fix, Recommendation
from heedweb.workspace.words import POSITION_ORDER, position_name

MOST = 5_000


def _positions() -> list[tuple[str, str]]:
    return [(code, position_name(code)) for code in POSITION_ORDER if code]


class FixForm(forms.Form):
    """What should be corrected, how it should read, and why."""

    field = forms.ChoiceField(
        label=gettext_lazy("What should be corrected"), choices=Fix.Field.choices
    )
    words = forms.CharField(
        label=gettext_lazy("How it should read"),
        required=False,
        max_length=MOST,
        help_text=gettext_lazy("States: their names parted by semicolons."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    position = forms.ChoiceField(
        label=gettext_lazy("Position, if it is that"), required=False,
        choices=lambda: [("", "–"), *_positions()],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why: where does it say so?"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check that what is proposed can be what it says."""
        given = super().clean() or {}
        field, words = given.get("field"), str(given.get("words") or "").strip()
        if field == Fix.Field.POSITION:
            words = given.get("position") or ""
            if not words:
                self.add_error("position", _("Choose the position."))
        elif field != Fix.Field.OTHER and not words:
            self.add_error("words", _("Write how it should read."))
        elif field == Fix.Field.PARAGRAPH and len(words) > 40:
            self.add_error("words", _("A number has 40 signs at most."))
        elif field == Fix.Field.STATES:
            unknown = [name for name in _names(words) if states.find(name) is None]
            if unknown:
                text = _("“{name}” is no State that heed knows. Write its name as the UN does.")
                self.add_error("words", text.format(name=unknown[0]))
        given["words"] = words
        return given


def _names(words: str) -> list[str]:
    parts = words.replace("\n", ";").split(";")
    return [name for name in (" ".join(part.split()) for part in parts) if name]


def filled_in(fix: Fix) -> dict[str, str]:
    """Return what the form of the row shows, with what is proposed in its place."""
    shown = initial_of(fix.recommendation)
    if fix.field != Fix.Field.OTHER:
        shown[fix.field] = fix.words
    return shown


def changed(form: WordsForm, row: Recommendation) -> dict[str, object]:
    """Return the fields that a filled-in form changes of a row."""
    before: dict[str, object] = dict(initial_of(row))
    before["states"] = [[one.name, one.iso3] for one in row.recommending.all()]
    return {name: value for name, value in form.words().items() if before[name] != value}


class AnswerForm(forms.Form):
    """What a coordinator answers: the revision of the row, and a reason."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    why = forms.CharField(
        label=gettext_lazy("Reason, which those read who proposed it"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

"""What people write for a recommendation: number, words, States, position, kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.vocab import states
from heedweb.workspace.models import Recommendation
from heedweb.workspace.words import POSITION_ORDER, item_kind_name, position_name


def _positions() -> list[tuple[str, str]]:
    return [(code, position_name(code)) for code in POSITION_ORDER]


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, item_kind_name(kind.value)) for kind in Recommendation.Kind]


class WordsForm(forms.Form):
    """A recommendation as a person writes it. `words()` gives the fields of a decision."""

    paragraph = forms.CharField(label=gettext_lazy("Number"), max_length=40)
    text = forms.CharField(
        label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"})
    )
    states = forms.CharField(
        label=gettext_lazy("Recommending States"),
        required=False,
        help_text=gettext_lazy("Names parted by semicolons, as the document writes them."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    position = forms.ChoiceField(label=gettext_lazy("Position"), required=False, choices=_positions)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=_kinds)
    note = forms.CharField(
        label=gettext_lazy("Reason, for your colleagues"), required=False, max_length=500
    )

    def clean_states(self) -> list[list[str]]:
        """Return pairs of name and code; a name that is no State is refused by name."""
        typed = str(self.cleaned_data["states"]).replace("\n", ";")
        pairs: list[list[str]] = []
        for name in (" ".join(part.split()) for part in typed.split(";")):
            if not name:
                continue
            found = states.find(name)
            if found is None and name not in self._as_printed():
                text = _("“{name}” is no State that heed knows. Write its name as the UN does.")
                raise forms.ValidationError(text.format(name=name))
            pairs.append([name, found.iso3 if found else ""])
        return pairs

    def _as_printed(self) -> set[str]:
        """Names that were there before may stay, even if they are no State's."""
        return {name.strip() for name in str(self.initial.get("states", "")).split(";")}

    def words(self) -> dict[str, Any]:
        """Return what was written, as the fields of a decision."""
        names = ("paragraph", "text", "states", "position", "kind")
        return {name: self.cleaned_data[name] for name in names}


def initial_of(row: Recommendation) -> dict[str, str]:
    """Return what the form shows of a row."""
    return {
        "paragraph": row.paragraph,
        "text": row.text,
        "states": "; ".join(who.name for who in row.recommending.all()),
        "position": row.position,
        "kind": row.kind,
    }

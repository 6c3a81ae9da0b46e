"""What people send of a pair: the decision they saw, and how the two compare."""

from __future__ import annotations

from django import forms

from heedweb.workspace.domain.link_decisions import DECIDABLE

ACCEPT = "accept"


class PairForm(forms.Form):
    """One decision; `seen` is the last one that the person saw, `then` the pair to go on to."""

    seen = forms.IntegerField(min_value=0)
    do = forms.ChoiceField(choices=[(name, name) for name in (*DECIDABLE, ACCEPT)])
    then = forms.RegexField(r"^\d{1,18}-\d{1,18}$", required=False)

    def clean_then(self) -> tuple[int, int] | None:
        """Return the pair to go on to, None for the next that waits."""
        text = self.cleaned_data["then"]
        later, _dash, earlier = text.partition("-")
        return (int(later), int(earlier)) if text else None

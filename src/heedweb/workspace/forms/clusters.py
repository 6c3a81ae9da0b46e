"""What people send of a cluster: which members, what to do, which other cluster they typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django import forms

from heedweb.workspace.forms.lists import RowsField

# What a field for another cluster offers: its name, and its number where names are alike.
_NUMBERED = re.compile(r" · (\d{1,18})$")
CONFIRM, OUT, MOVE, MERGE, SPLIT, NAME, TYPED = (
    "confirm", "out", "move", "merge", "split", "name", "typed",
)  # fmt: skip
SHOW = "show"
# With a primary key behind: "put:12".
PUT, JOIN, BACK = "put", "join", "back"
_DO = re.compile(r"(confirm|out|move|merge|split|name|show|typed|(?:put|join|back):\d{1,18})")


class ActForm(forms.Form):
    """One act on a cluster; `seen` is its primary key and the revision that the person saw."""

    seen = RowsField()
    do = forms.RegexField(_DO)
    row = forms.TypedMultipleChoiceField(coerce=int, required=False)
    to = forms.CharField(required=False, max_length=300)
    into = forms.CharField(required=False, max_length=300)
    split_name = forms.CharField(required=False, max_length=200)
    name = forms.CharField(required=False, max_length=200)
    shown = forms.IntegerField(required=False, min_value=1)
    then = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data: object, rows: Sequence[int]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["row"]
        field.choices = [(str(row), str(row)) for row in rows]  # type: ignore[attr-defined]

    def act(self) -> tuple[str, int]:
        """Return what to do, and the primary key that the button names, 0 if none.

        Where a field was left by Enter it is what the button beside it does.
        """
        do, _colon, key = str(self.cleaned_data["do"]).partition(":")
        if do == TYPED:
            beside = (("to", MOVE), ("split_name", SPLIT), ("into", MERGE), ("name", NAME))
            do = next((act for field, act in beside if self.cleaned_data[field]), TYPED)
        return do, int(key or 0)


def chosen(typed: str, names: Sequence[tuple[int, str, int]]) -> int | None:
    """Return the cluster that was typed or picked; None where it is not one alone."""
    numbered = _NUMBERED.search(typed)
    keys = {pk for pk, _name, _revision in names}
    if numbered and int(numbered[1]) in keys:
        return int(numbered[1])
    wanted = " ".join(typed.split()).casefold()
    found = [pk for pk, name, _revision in names if name.casefold() == wanted]
    if not found and wanted:
        found = [pk for pk, name, _revision in names if wanted in name.casefold()]
    return found[0] if len(found) == 1 else None

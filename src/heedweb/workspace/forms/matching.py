"""Which column of a table means what, as a person says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.exchange.matchings import as_json
from heed.exchange.table import FIELDS, Column, Matching
from heed.vocab import states
from heed.vocab.mechanisms import mechanisms
from heedweb.workspace.mechanism_words import mechanism_name
from heedweb.workspace.models import Sheet
from heedweb.workspace.words import column_name

_SEPARATORS = (
    ("", gettext_lazy("one value")),
    (";", ";"),
    (",", ","),
    ("|", "|"),
    ("/", "/"),
)
_DATES = (
    ("ymd", gettext_lazy("2026-11-25")),
    ("dmy", gettext_lazy("25.11.2026")),
    ("mdy", gettext_lazy("11/25/2026")),
)
_SHOWN = 3


class MatchingForm(forms.Form):
    """A choice for each column, and what holds for the whole table."""

    fixed_state = forms.CharField(
        label=gettext_lazy("State that is asked, for all rows"),
        help_text=gettext_lazy("Its name or its ISO code; empty if a column says it."),
        required=False,
        max_length=100,
    )
    fixed_mechanism = forms.ChoiceField(
        label=gettext_lazy("Mechanism, for all rows"), required=False
    )
    fixed_symbol = forms.CharField(
        label=gettext_lazy("Symbol of the document, for all rows"), required=False, max_length=80
    )
    dates = forms.ChoiceField(
        label=gettext_lazy("Dates are written like"), choices=_DATES, required=False
    )
    save_as = forms.CharField(
        label=gettext_lazy("Keep this matching as"),
        help_text=gettext_lazy("Then the next table with these columns is matched already."),
        required=False,
        max_length=120,
    )

    def __init__(self, sheet: Sheet, state: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        self.sheet = sheet
        kwargs.setdefault("initial", _initial(sheet, state))
        super().__init__(*args, **kwargs)
        named = sorted((m.code, mechanism_name(m.code)) for m in mechanisms().values())
        mechanism = self.fields["fixed_mechanism"]
        mechanism.choices = [("", _("a column says it")), *named]  # type: ignore[attr-defined]
        fields = [("", _("keep as it is")), *((f, column_name(f)) for f in FIELDS)]
        for index, header in enumerate(sheet.header):
            label = header or _("column {n}").format(n=index + 1)
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=label, choices=fields, required=False
            )
            self.fields[f"separator_{index}"] = forms.ChoiceField(
                label=_("{column}: several values are parted by").format(column=label),
                choices=_SEPARATORS,
                required=False,
            )

    def columns(self) -> Iterator[tuple[Any, Any, list[str]]]:
        """Yield for each column its choice, its separator, and its first values."""
        for index in range(len(self.sheet.header)):
            values = [row[index] for row in self.sheet.sample if index < len(row) and row[index]]
            yield self[f"column_{index}"], self[f"separator_{index}"], values[:_SHOWN]

    def clean_fixed_state(self) -> str:
        """Return the ISO code of a State. What names none is refused."""
        given = str(self.cleaned_data["fixed_state"]).strip()
        found = states.by_iso3(given.upper()) or states.find(given)
        if found is not None:
            return found.iso3
        if given:
            raise forms.ValidationError(_("There is no State called {name}.").format(name=given))
        return given

    def clean(self) -> dict[str, Any]:
        """Return the choices; each field is filled once, and the text must be."""
        held: dict[str, Any] = super().clean() or {}
        chosen = [held.get(f"column_{i}") for i in range(len(self.sheet.header))]
        if "text" not in chosen:
            raise forms.ValidationError(_("Say which column holds the text."))
        twice = {name for name in chosen if name and chosen.count(name) > 1}
        if twice:
            names = ", ".join(column_name(name) for name in sorted(twice))
            raise forms.ValidationError(
                _("Two columns are matched to: {names}").format(names=names)
            )
        return held

    def matching(self) -> Matching:
        """Return what the person said."""
        held = self.cleaned_data
        columns = tuple(
            Column(held[f"column_{i}"], i, header, held[f"separator_{i}"])
            for i, header in enumerate(self.sheet.header)
            if held[f"column_{i}"]
        )
        fixed = tuple(
            (name, held[f"fixed_{name}"])
            for name in ("state", "mechanism", "symbol")
            if held[f"fixed_{name}"]
        )
        return Matching(columns, fixed, held["dates"] or "ymd")

    def plain(self) -> dict[str, Any]:
        """Return the matching as it is stored."""
        return as_json(self.matching())


def _initial(sheet: Sheet, state: str) -> dict[str, str]:
    """Return what heed, or a matching that the team kept, proposes."""
    known = states.by_iso3(state) is not None
    held = {"fixed_state": state if known else "", "dates": sheet.proposed.get("dates", "ymd")}
    held |= {f"fixed_{name}": str(v) for name, v in sheet.proposed.get("fixed", {}).items()}
    for column in sheet.proposed.get("columns", ()):
        place = _place(sheet.header, column["index"], column["header"])
        held[f"column_{place}"] = column["field"]
        held[f"separator_{place}"] = column["separator"]
    return held


def _place(header: list[str], index: int, name: str) -> int:
    """Return where a column stands in this table: a kept matching may know it elsewhere."""
    there = index < len(header) and header[index] == name
    return index if there or name not in header else header.index(name)

"""What is written of an indicator and of its values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.exchange.quantities import (
    DAY_FIRST,
    MONTH_FIRST,
    Period,
    Unread,
    figure,
    unmistakable,
)
from heedweb.workspace.domain import value_tables
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.domain.value_tables import Ways
from heedweb.workspace.domain.values import Reading
from heedweb.workspace.forms.plans import day
from heedweb.workspace.forms.written import WrittenForm
from heedweb.workspace.models import Indicator, Organisation, Value
from heedweb.workspace.periods import written

_MOST_SPLITS, _MOST_GROUPS, _LONGEST_NAME = 8, 60, 80
_MOST_FILE = 20 * 1024 * 1024
_MOST_TABLE = 5 * 1024 * 1024


class FigureField(forms.CharField):
    """A figure with a decimal point or comma."""

    def __init__(
        self, label: str | Promise, *, required: bool = False, help_text: str | Promise = ""
    ) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            label=label, required=required, help_text=help_text, widget=widget,  # type: ignore[arg-type]
            max_length=40,
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        """Return what stands in the field."""
        return unmistakable(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        """Return the figure, None without one."""
        text = str(super().clean(value))
        if not text:
            return None
        try:
            found = figure(text).value
        except Unread as unread:
            if unread.code == "which_number":
                line = _(
                    "Can be two figures: write 1234 without a mark, or 1.2340 with one more digit."
                )
                raise forms.ValidationError(line) from unread
            raise forms.ValidationError(_("Write a figure, as 12.5.")) from unread
        if not value_tables.is_kept(found):
            line = _("At most {digits} digits and {decimals} decimals.")
            digits, decimals = value_tables.WHOLE_DIGITS, value_tables.DECIMALS
            raise forms.ValidationError(line.format(digits=digits, decimals=decimals))
        return found


class SplitsField(forms.CharField):
    """Ways to disaggregate, one a line: `sex: women, men`."""

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        """Return the lines."""
        if not isinstance(value, Mapping):
            return value
        return "\n".join(f"{name}: {', '.join(groups)}" for name, groups in value.items())

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        """Return the groups by split."""
        found: dict[str, list[str]] = {}
        for line in str(super().clean(value)).splitlines():
            name, colon, rest = line.partition(":")
            name = " ".join(name.split())
            if not name and not rest.strip():
                continue
            groups = list(dict.fromkeys(" ".join(one.split()) for one in rest.split(",")))
            groups = [one for one in groups if one]
            if not colon or not name or len(groups) < 2:
                text = _("“{line}” is not written as “sex: women, men”.")
                raise forms.ValidationError(text.format(line=line.strip()[:60]))
            found.setdefault(name, groups)
        names = [*found, *(group for groups in found.values() for group in groups)]
        if len(found) > _MOST_SPLITS or any(len(one) > _MOST_GROUPS for one in found.values()):
            raise forms.ValidationError(_("That are too many groups."))
        if any(len(one) > _LONGEST_NAME for one in names):
            raise forms.ValidationError(_("A name has at most 80 letters."))
        return found


def _yes_no(value: str) -> bool | None:
    return {"True": True, "False": False}.get(value)


class IndicatorForm(WrittenForm):
    """An indicator: what is measured, from where to where, by whom and how often."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=40, required=False,
        help_text=gettext_lazy("Its own in the workspace; the next number where you give none."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Indicator.Kind.choices)
    unit = forms.CharField(
        label=gettext_lazy("Unit"), max_length=80,
        help_text=gettext_lazy("As “% of prisoners” or “persons”."),
    )  # fmt: skip
    keeper = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Keeper"), required=False,
        empty_label=gettext_lazy("nobody yet"),
        help_text=gettext_lazy("The organisation that enters its values."),
    )  # fmt: skip
    every = forms.IntegerField(
        label=gettext_lazy("Months between two values"), required=False, min_value=1, max_value=240,
        help_text=gettext_lazy("12 for each year; empty where there is no rhythm."),
    )  # fmt: skip
    baseline = FigureField(gettext_lazy("Baseline"))
    baseline_on = day(gettext_lazy("Day of the baseline"))
    target = FigureField(gettext_lazy("Target"))
    target_on = day(gettext_lazy("Day of the target"))
    falling = forms.TypedChoiceField(
        label=gettext_lazy("What is better"), required=False, coerce=_yes_no, empty_value=None,
        choices=(
            ("", gettext_lazy("neither")), (False, gettext_lazy("more")),
            (True, gettext_lazy("less")),
        ),
    )  # fmt: skip
    definition = forms.CharField(
        label=gettext_lazy("Definition"), required=False, max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Source"), required=False, max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Where its values come from, as “Prison register”."),
    )  # fmt: skip
    splits = SplitsField(
        label=gettext_lazy("Disaggregation"), required=False, max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("One a line, with its groups: “sex: women, men”."),
    )  # fmt: skip

    def __init__(self, bodies: QuerySet[Organisation], *args: Any, **told: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **told)
        self.fields["keeper"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Refuse days without what they are the days of."""
        held = super().clean() or {}
        for name in ("baseline", "target"):
            if held.get(f"{name}_on") and held.get(name) is None and name not in self.errors:
                self.add_error(name, _("There is a day and no figure."))
        return held


class ValueForm(forms.Form):
    """One value of an indicator, in as few fields as it needs."""

    value = FigureField(gettext_lazy("Value"), required=True)
    when = forms.CharField(
        label=gettext_lazy("When"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("A year, month or day: 2026, 2026-02, 2026-02-24; or from – to."),
    )  # fmt: skip
    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=300)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("Link to the evidence"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    file = forms.FileField(label=gettext_lazy("or a file as evidence"), required=False)
    breaks = forms.BooleanField(
        label=gettext_lazy("The series breaks here"), required=False,
        help_text=gettext_lazy("Not to be compared with what is before; the note says why."),
    )  # fmt: skip

    def __init__(self, held: Indicator, *args: Any, **told: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **told)
        self.held = held
        self.fields["value"].label = _("Value ({unit})").format(unit=held.unit)
        for number, (split, groups) in enumerate(held.splits.items()):
            choices = [("", _("all together")), *((one, one) for one in groups)]
            self.fields[f"split{number}"] = forms.ChoiceField(
                label=split, required=False, choices=choices
            )

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields that stand folded, since most values do without."""
        return [self[name] for name in ("note", "link", "file", "breaks")]

    @property
    def splits(self) -> list[forms.BoundField]:
        """The fields of the groups."""
        return [self[name] for name in self.fields if name.startswith("split")]

    def clean_value(self) -> Decimal:
        """Return the figure; a percent sign must be the unit's."""
        if "%" in str(self.data.get("value", "")) and not value_tables.in_percent(self.held):
            line = _("The unit is “{unit}”, not per cent.")
            raise forms.ValidationError(line.format(unit=self.held.unit))
        return Decimal(self.cleaned_data["value"])

    def clean_when(self) -> Period:
        """Return the period."""
        try:
            return value_tables.period_of(str(self.cleaned_data["when"]))
        except Refused as why:
            raise forms.ValidationError(str(why)) from why

    def clean_link(self) -> str:
        """Return the address of a page."""
        link = str(self.cleaned_data["link"])
        if link and not link.startswith(("http://", "https://")):
            raise forms.ValidationError(_("Give the address of a page."))
        return link

    def clean_file(self) -> Any:  # noqa: ANN401
        """Return the file."""
        file = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > _MOST_FILE:
            raise forms.ValidationError(_("The file is larger than 20 MB; give a link instead."))
        return file

    def clean(self) -> dict[str, Any]:
        """Refuse a break without a word on why."""
        held = super().clean() or {}
        if held.get("breaks") and not str(held.get("note", "")).strip():
            self.add_error("note", _("Say why the series breaks."))
        return held

    def reading(self) -> Reading:
        """Return what was said."""
        held = self.cleaned_data
        names = dict(zip((one.name for one in self.splits), self.held.splits, strict=True))
        group = {split: held[name] for name, split in names.items() if held[name]}
        period: Period = held["when"]
        return Reading(
            period.last, held["value"], period.first, group, bool(held["breaks"]),
            str(held["note"]).strip(), str(held["source"]).strip(), held["link"],
        )  # fmt: skip


class ReplaceForm(ValueForm):
    """What takes the place of a value, and why."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500)

    @staticmethod
    def initial_of(held: Value) -> dict[str, object]:
        """Return what the fields hold before anything is changed."""
        words = {
            name: getattr(held, name) for name in ("value", "source", "note", "link", "breaks")
        }
        places = {f"split{n}": held.group.get(split, "")
                  for n, split in enumerate(held.indicator.splits)}  # fmt: skip
        return {**words, **places, "when": written(held.on, held.since)}


class TableForm(forms.Form):
    """A table of values, pasted or as a file, and how it is to be read."""

    text = forms.CharField(
        label=gettext_lazy("The table"), required=False, max_length=400_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "ltr"}),
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("or a file (XLSX, CSV)"), required=False)
    decimals = forms.ChoiceField(
        label=gettext_lazy("Decimals are written"), required=False,
        choices=(
            ("", gettext_lazy("as the table shows")), (".", gettext_lazy("with a point: 12.5")),
            (",", gettext_lazy("with a comma: 12,5")),
        ),
    )  # fmt: skip
    days = forms.ChoiceField(
        label=gettext_lazy("Days are written"), required=False,
        choices=(
            ("", gettext_lazy("as the table shows")),
            (DAY_FIRST, gettext_lazy("day first: 31/12/2026")),
            (MONTH_FIRST, gettext_lazy("month first: 12/31/2026")),
        ),
    )  # fmt: skip
    shares = forms.ChoiceField(
        label=gettext_lazy("0.45 means"), required=False,
        choices=(
            ("", gettext_lazy("not said")), ("percent", gettext_lazy("45 per cent")),
            ("asis", gettext_lazy("0.45 per cent")),
        ),
    )  # fmt: skip
    replacing = forms.BooleanField(
        label=gettext_lazy("Rows of a day that has a value take its place"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Why, where values are replaced"), required=False, max_length=500
    )

    def clean(self) -> dict[str, Any]:
        """Return what was given. One of the two must be; to replace, a reason."""
        held = super().clean() or {}
        file = held.get("file")
        if file is None and not str(held.get("text", "")).strip():
            raise forms.ValidationError(_("Paste a table or choose a file first."))
        if file is not None and (file.size or 0) > _MOST_TABLE:
            raise forms.ValidationError(
                _("The file is larger than 5 MB. Keep the columns you need.")
            )
        if held.get("replacing") and not str(held.get("reason", "")).strip():
            self.add_error("reason", _("Say why, in a sentence."))
        return held

    @property
    def ways(self) -> Ways:
        """How the table is to be read."""
        held = self.cleaned_data
        return Ways(held["decimals"], held["days"], held["shares"], held["replacing"])


class WithdrawForm(forms.Form):
    """Why a value is taken away."""

    why = forms.CharField(label=gettext_lazy("Why"), max_length=500)

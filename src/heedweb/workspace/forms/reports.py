"""What is typed into a progress report, and what is said about one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heedweb.workspace.forms.files import not_over
from heedweb.workspace.forms.notes import places
from heedweb.workspace.forms.plans import day
from heedweb.workspace.forms.written import WrittenForm
from heedweb.workspace.models import Measure, Value

MOST = 12_000
_GIVEN = ("link", "file", "value")


class EvidenceForm(forms.Form):
    """One piece of evidence: an address, a file, or a value of an indicator."""

    link = forms.URLField(
        label=gettext_lazy("Address on the web"), required=False, max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("File"), required=False, max_length=200)
    value = forms.ModelChoiceField(
        label=gettext_lazy("Value of an indicator"), queryset=Value.objects.none(), required=False,
        empty_label=gettext_lazy("none"),
    )  # fmt: skip

    def __init__(self, *args: Any, values: QuerySet[Value] | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        if values is None or not values:
            del self.fields["value"]
        else:
            asked = self.fields["value"]
            asked.queryset = values  # type: ignore[attr-defined]
            asked.label_from_instance = _called  # type: ignore[attr-defined]

    @property
    def errors_said(self) -> str:
        """What is wrong, in one line; that nothing was given where nothing was."""
        said = [str(error) for held in self.errors.values() for error in held]
        given = self.is_bound and any(self.cleaned_data.get(name) for name in _GIVEN)
        return " ".join(said) or ("" if given else _("Give an address, a file or a value."))

    def clean_file(self) -> Any:  # noqa: ANN401 -- Django's own
        """Refuse a file over the limit."""
        file = self.cleaned_data.get("file")
        if file:
            not_over(file)
        return file


class PieceForm(EvidenceForm):
    """A piece of evidence by itself, and what it is."""

    title = forms.CharField(
        label=gettext_lazy("What it is"), max_length=300, required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    field_order = ("title", "link", "file", "value")


class ReportForm(EvidenceForm, WrittenForm):
    """A report: one text and its day; what it rests on; how far the measure is; where it goes."""

    text = forms.CharField(
        label=gettext_lazy("What was done"), max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what was done, in a sentence or more.")},
    )  # fmt: skip
    on = day(gettext_lazy("As of"), required=True)
    state = forms.ChoiceField(
        label=gettext_lazy("The measure is"), required=False, widget=forms.RadioSelect
    )
    goes = forms.ChoiceField(label=gettext_lazy("It goes"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        coordination: bool = True,
        states: Sequence[str] = (),
        now: str = "",
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        goes = places(coordination=coordination)
        self.fields["goes"].choices = goes  # type: ignore[attr-defined]
        self.fields["goes"].initial = goes[0][0]
        if states:
            labels = dict(Measure.State.choices)
            stays = _("as before ({state})").format(state=labels.get(now, now))
            self.fields["state"].choices = [  # type: ignore[attr-defined]
                ("", stays), *((one, labels[one]) for one in states),
            ]  # fmt: skip
            self.fields["state"].initial = ""
        else:
            del self.fields["state"]

    def clean_on(self) -> object:
        """Refuse a day that is still to come."""
        given = self.cleaned_data["on"]
        if given and given > timezone.localdate():
            raise forms.ValidationError(_("A report speaks of what was done; that day is to come."))
        return given


def _called(value: Value) -> str:
    held = value.indicator
    return f"{held.name}: {value.value.normalize():f} {held.unit} ({value.on.isoformat()})"

"""What is typed where reports are asked for, and of one request."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.forms.plans import day
from heedweb.workspace.models import Organisation

MOST_SAID = 2_000


class AskForm(forms.Form):
    """By which day reports are wanted, what is asked, how often, and of whom."""

    due = day(_("By"), required=True)
    question = forms.CharField(
        label=_("What you want to know"), required=False, max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    every = forms.IntegerField(
        label=_("And again, months later"), required=False, min_value=1, max_value=60,
        help_text=_(
            "Once a report was validated the next one is asked for. Empty: as the measure says, or "
            "once only."
        ),
    )  # fmt: skip
    bodies = forms.ModelMultipleChoiceField(
        label=_("Of these institutions; of none chosen, who leads is asked"),
        queryset=Organisation.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, bodies: QuerySet[Organisation], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["bodies"].queryset = bodies  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Another day, and why."""

    due = day(_("New day"), required=True)
    why = forms.CharField(
        label=_("Why"), max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip


class CloseForm(forms.Form):
    """Why nobody waits for it any more."""

    why = forms.CharField(
        label=_("Why"), max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip

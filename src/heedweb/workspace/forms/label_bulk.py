"""Which proposals are confirmed at once."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.queries.label_bulk import LEAST, Asked

USUAL = 0.95


class LabelBulkForm(forms.Form):
    """A taxonomy, how certain at least, which labels, of which list; `stamp` of what was shown."""

    taxonomy = forms.CharField(max_length=80)
    least = forms.FloatField(
        min_value=LEAST,
        max_value=1.0,
        error_messages={
            "required": _("Say how certain at least, from 0.5 to 1."),
            "invalid": _("Say how certain at least, from 0.5 to 1."),
            "min_value": _("Below 0.5 a proposal is more likely wrong than right: look at each."),
            "max_value": _("No proposal is more certain than 1."),
        },
    )
    code = forms.MultipleChoiceField(required=False)
    within = forms.CharField(required=False, max_length=4000)
    stamp = forms.CharField(required=False, max_length=40)

    def __init__(self, data: QueryDict, codes: list[str]) -> None:
        super().__init__(data)
        choices = forms.MultipleChoiceField(
            required=False, choices=[(code, code) for code in codes]
        )
        self.fields["code"] = choices

    def asked(self) -> Asked:
        """Return what was asked for."""
        given = self.cleaned_data
        within = QueryDict(given["within"]).urlencode(safe=",/")
        return Asked(given["taxonomy"], given["least"], tuple(given["code"]), within)

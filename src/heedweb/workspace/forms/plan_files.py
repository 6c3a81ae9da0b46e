"""Forms of files of plans, and of carrying a plan forward."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.plans.reading import MOST_BYTES
from heed.plans.shifting import MOST_YEARS
from heedweb.workspace.domain.carrying import How
from heedweb.workspace.forms.plans import day

_MB = 1024 * 1024


class PlanFileForm(forms.Form):
    """A file of a plan."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A spreadsheet (XLSX) or a Word file (DOCX), as heed gives it out"),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Return the file; one over the limit is refused."""
        given: UploadedFile[Any] = self.cleaned_data["file"]
        if (given.size or 0) > MOST_BYTES:
            said = _("{name} is larger than {n} MB. Split the plan.")
            raise forms.ValidationError(said.format(name=given.name, n=MOST_BYTES // _MB))
        return given


class CarryForm(forms.Form):
    """What the new plan is called, its period, and what becomes of the days."""

    name = forms.CharField(label=gettext_lazy("Name of the new plan"), max_length=200)
    first = day(gettext_lazy("From"))
    last = day(gettext_lazy("To"))
    years = forms.IntegerField(
        label=gettext_lazy("Years by which days move"),
        help_text=gettext_lazy("Leave it empty and the days of the measures are left empty, too."),
        required=False, min_value=-MOST_YEARS, max_value=MOST_YEARS,
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Refuse a plan that ends before it begins."""
        held = super().clean() or {}
        first, last = held.get("first"), held.get("last")
        if first and last and last < first:
            self.add_error("last", _("It ends before it begins."))
        return held

    @property
    def how(self) -> How:
        """How the plan is carried forward, as far as it is written well."""
        held = getattr(self, "cleaned_data", {})
        return How(held.get("name", ""), held.get("first"), held.get("last"), held.get("years"))

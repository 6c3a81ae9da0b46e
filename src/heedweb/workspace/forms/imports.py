"""Files dropped on a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heedweb.workspace.forms.files import not_over

# Data may be larger than documents; what a file really is, its reader finds out.
_DATA = (".json", ".csv", ".tsv", ".xlsx", ".gz")


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or many files."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Documents"),
            widget=_ManyFiles(attrs={"multiple": True}),
            error_messages={
                "required": gettext_lazy("Choose one or more files first."),
                "empty": gettext_lazy("One of the files is empty. Check that it was copied whole."),
            },
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ANN401
        """Return the files; refuse one over the limit and name it."""
        given = data if isinstance(data, list) else [data]
        if not given or given == [None]:
            raise forms.ValidationError(str(self.error_messages["required"]))
        files = [file for file in given if isinstance(file, UploadedFile)]
        for file in files:
            self._check_size(file)
        return files

    def _check_size(self, file: UploadedFile[Any]) -> None:
        data = (file.name or "").lower().endswith(_DATA)
        if data:
            not_over(file, option="data_mb", remedy=_("Keep the rows of your State only."))
        else:
            not_over(file, remedy=_("Split it, or remove its pictures."))


class ImportForm(forms.Form):
    """Documents to read; the field is called `documents`, for `files` is Django's own."""

    documents = FilesField()
    keep_others = forms.BooleanField(
        label=gettext_lazy("Keep files of other kinds too, without a list"), required=False
    )

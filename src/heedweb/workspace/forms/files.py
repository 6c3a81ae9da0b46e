"""Files that a form takes: none over the limit that the administrator sets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from heedweb.administration import options

_MB = 1024 * 1024


def not_over(file: UploadedFile[Any], *, option: str = "upload_mb", remedy: str = "") -> None:
    """Raise `ValidationError` for a file over the limit `option`; `remedy` says what to do."""
    most = options.number(option)
    if (file.size or 0) > most * _MB:
        line = _("{name} is larger than {most} MB.").format(name=file.name, most=most)
        raise forms.ValidationError(f"{line} {remedy}".strip())

"""Forms of records that several people write: the version that was seen, and the words then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core import signing

from heedweb.workspace.domain.editing import plain

# Without a time in it: the same words look the same to everybody at any time.
_SIGNER = signing.Signer(salt="heed.written")


class WrittenForm(forms.Form):
    """Fields named as the record's words, with the `version` that they were read at.

    `before` are the words then, signed, so that what one person changed is told from what another
    did.
    """

    version = forms.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200_000)

    # A long form stands in parts: the name of each, by its first field.
    PARTS: ClassVar[Mapping[str, Any]] = {}

    @property
    def parts(self) -> list[tuple[object, list[forms.BoundField]]]:
        """The fields to fill in, in the parts of the form; a part without a name first."""
        found: list[tuple[object, list[forms.BoundField]]] = [("", [])]
        for field in self.visible_fields():
            if field.name in self.PARTS:
                found.append((self.PARTS[field.name], []))
            found[-1][1].append(field)
        return [one for one in found if one[1]]

    @property
    def words(self) -> dict[str, object]:
        """What was written, by field; lines end as everywhere."""
        return {name: _tidy(self.cleaned_data[name]) for name in self.names}

    @property
    def names(self) -> list[str]:
        """The fields that are words of the record."""
        return [name for name in self.fields if name not in ("version", "before")]

    @property
    def seen(self) -> int:
        """The version that the person had before them; 0 for a new record."""
        return int(self.cleaned_data.get("version") or 0)

    def was(self) -> dict[str, object]:
        """Return the words as the person had them before them; nothing where that is not known."""
        try:
            held = _SIGNER.unsign_object(self.data.get("before", ""))
        except signing.BadSignature:
            return {}
        return held if isinstance(held, dict) else {}


def signed(words: Mapping[str, object]) -> str:
    """Return words for the hidden field `before`."""
    held = {name: plain(value) for name, value in words.items()}
    return _SIGNER.sign_object(held, compress=True)


def _tidy(value: object) -> object:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value

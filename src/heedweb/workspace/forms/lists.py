"""What people give on a list: a name for it, and what to do with rows."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.queries.bulk import actions

_NAME = {"required": _("Give the list a name."), "max_length": _("Use at most 120 letters.")}
_LONG = _("This list has too many choices to be kept: choose fewer.")


class NameForm(forms.Form):
    """What a saved list is called."""

    name = forms.CharField(max_length=120, error_messages=_NAME)


class SaveForm(NameForm):
    """A list to keep: its address, and whether all see it."""

    query = forms.CharField(max_length=1000, required=False, error_messages={"max_length": _LONG})
    shared = forms.BooleanField(required=False)


class RowsField(forms.Field):
    """Check boxes of rows: the primary key and the revision that the person saw, `12:345`."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: object) -> dict[int, int]:
        """Return revisions by primary key."""
        found = {}
        for pair in value if isinstance(value, list) else []:
            key, _colon, revision = str(pair)[:40].partition(":")
            if not (key.isascii() and key.isdigit() and revision.isascii() and revision.isdigit()):
                raise ValidationError(_("A row is not named as it should be. Open the list anew."))
            found[int(key)] = int(revision)
        return found


class BulkForm(forms.Form):
    """What to do with rows: those that are ticked, or all that an address lists.

    `count` is how many the preview said would change; without it nothing was previewed yet.
    """

    action = forms.ChoiceField(choices=actions)
    row = RowsField(required=False)
    all = forms.BooleanField(required=False)
    query = forms.CharField(required=False, max_length=4000)
    revision = forms.IntegerField(min_value=0)
    reopened = forms.BooleanField(required=False)
    count = forms.IntegerField(required=False, min_value=0)

"""What an administrator types to open a room for support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models import Room

if TYPE_CHECKING:
    Choice = forms.ModelChoiceField[Room]
else:  # It takes no type while it runs.
    Choice = forms.ModelChoiceField


class Rooms(Choice):
    """A room, named with its workspace."""

    def label_from_instance(self, obj: Room) -> str:
        """Return what a room is called in the list."""
        return f"{obj.workspace} · {obj}"


class SupportForm(forms.Form):
    """The room, and why it must be opened."""

    room = Rooms(label=_("Room"), queryset=Room.objects.none())
    reason = forms.CharField(
        label=_("Reason, which the room reads"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

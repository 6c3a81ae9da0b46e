"""What people type about notes: the words, where they go, why, and who may read a draft."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.domain.rooms import COORDINATION
from heedweb.workspace.models import Organisation
from heedweb.workspace.roles import RoomKind

# Some four printed pages; a longer text is a document.
MOST = 12_000
MOST_SAID = 2_000
_PLACES: dict[str, str | Promise] = {
    COORDINATION: _("to the coordination: its coordinators read it"),
    RoomKind.SHARED.value: _("to the shared table: all organisations here read it"),
    RoomKind.PUBLIC.value: _("to the public: everybody reads it, without an account"),
}


class NoteForm(forms.Form):
    """The words of a note, and the version of it that the person had before them."""

    text = forms.CharField(
        label=_("Note"),
        required=False,
        strip=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    note = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    def clean_text(self) -> str:
        """Return the words with plain ends of lines, so that two browsers write the same."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class SeenForm(forms.Form):
    """The version that somebody read before deciding on it."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class AskForm(SeenForm):
    """Where a record is asked to go; with `coordination`, also to the room of the coordination."""

    to = forms.ChoiceField(widget=forms.RadioSelect, label=_("Where it should go"))

    def __init__(self, *args: object, coordination: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["to"].choices = places(coordination=coordination)  # type: ignore[attr-defined]


def places(*, coordination: bool) -> list[tuple[str, str | Promise]]:
    """Return where a record may be asked to go, and who reads it there."""
    return [(code, said) for code, said in _PLACES.items() if coordination or code != COORDINATION]


class SaidForm(forms.Form):
    """Why something is done, or a remark."""

    comment = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class KeepForm(forms.Form):
    """A passage that looks like personal data, and why it is kept."""

    field = forms.CharField(max_length=40)
    kind = forms.CharField(max_length=20)
    words = forms.CharField(max_length=2_000, strip=False)
    comment = forms.CharField(required=False, max_length=MOST_SAID)


class InviteForm(forms.Form):
    """The organisations that may read a draft."""

    organisations = forms.ModelMultipleChoiceField(
        label=_("May read this draft"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, bodies: QuerySet[Organisation], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["organisations"].queryset = bodies  # type: ignore[attr-defined]

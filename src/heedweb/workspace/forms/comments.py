"""What people say or ask about a record, where, and whom they name."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from heedweb.accounts.models import User
from heedweb.workspace.models import Organisation

MOST = 4_000


class CommentForm(forms.Form):
    """Words, whether they ask, in which room, and who is told of them by name."""

    OWN, TABLE = "own", "table"

    text = forms.CharField(
        label=_("Comment or question"), max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip
    question = forms.BooleanField(label=_("It is a question, open until settled"), required=False)
    where = forms.ChoiceField(
        label=_("Who reads it"),
        choices=[
            (OWN, _("my own organisation")),
            (TABLE, _("all organisations at the shared table")),
        ],
        widget=forms.RadioSelect, initial=OWN,
    )  # fmt: skip
    to = forms.ModelMultipleChoiceField(
        label=_("@ people of my organisation"), queryset=User.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    bodies = forms.ModelMultipleChoiceField(
        label=_("@ organisations at the table"), queryset=Organisation.objects.none(),
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    answers = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )

    def __init__(
        self,
        people: QuerySet[User],
        bodies: QuerySet[Organisation],
        *args: object,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["to"].queryset = people  # type: ignore[attr-defined]
        self.fields["bodies"].queryset = bodies  # type: ignore[attr-defined]

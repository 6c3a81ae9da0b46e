"""What people write of how far something is carried out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from heedweb.workspace import assessment_words
from heedweb.workspace.forms.notes import MOST
from heedweb.workspace.forms.plans import day
from heedweb.workspace.forms.written import WrittenForm


class AssessmentForm(WrittenForm):
    """A level of one scale, the day it speaks of, and the reasons."""

    level = forms.ChoiceField(label=_("Level"))
    on = day(_("As things stood on"), required=True)
    text = forms.CharField(
        label=_("Reasons"), max_length=MOST,
        help_text=_("What was done and what was not, so that others can follow how you see it."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, *args: object, scale: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("", _("choose")), *assessment_words.choices(scale)]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]


class ReplyForm(WrittenForm):
    """The words of a reply or of an answer."""

    text = forms.CharField(
        label=_("Reply"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"})
    )

"""How a person wants to be told."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models import Wish


class WishForm(forms.Form):
    """By mail each at once, once a day, or not at all; in the page always."""

    mails = forms.ChoiceField(
        label=_("By mail"), choices=Wish.Mails.choices, widget=forms.RadioSelect
    )

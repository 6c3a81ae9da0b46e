"""A document asked for by its symbol."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from heedweb import fetching
from heedweb.fetching import Fault

# In the order of the United Nations.
_LANGUAGES = (
    ("ar", "العربية"),
    ("zh", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
)


class FetchForm(forms.Form):
    """A symbol and a language."""

    symbol = forms.CharField(
        label=gettext_lazy("Symbol"),
        help_text=gettext_lazy("As printed on the first page: A/HRC/59/15"),
        max_length=80,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=_LANGUAGES, initial="en", required=False
    )

    def clean_symbol(self) -> str:
        """Return the symbol. What is none is refused in one line."""
        try:
            return fetching.checked(self.cleaned_data["symbol"])
        except Fault as fault:
            raise forms.ValidationError(str(fault)) from fault

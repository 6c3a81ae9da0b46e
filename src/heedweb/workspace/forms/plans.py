"""What is written of a plan."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heed.exchange.quantities import FIRST_DAY, LAST_DAY
from heedweb.workspace.forms.written import WrittenForm
from heedweb.workspace.models import Plan


def day(label: str | Promise, *, required: bool = False) -> forms.DateField:
    """Return a field for a day, as browsers send it, of a year that statistics and plans have."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, widget=widget,  # type: ignore[arg-type]
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )  # fmt: skip


class PlanForm(WrittenForm):
    """A plan: what it is called, of which kind, for which years."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Plan.Kind.choices)
    text = forms.CharField(
        label=_("What it is for"), required=False, max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )  # fmt: skip
    first = day(_("From"))
    last = day(_("To"))
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency"), required=False, strip=True,
        help_text=_("Three letters, as “EUR”."),
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Refuse a plan that ends before it begins."""
        held = super().clean() or {}
        first, last = held.get("first"), held.get("last")
        if first and last and last < first:
            self.add_error("last", _("It ends before it begins."))
        return held

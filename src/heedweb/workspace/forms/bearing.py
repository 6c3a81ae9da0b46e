"""What a promise or an event has to do with: recommendations by number, a cluster, a measure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain.promises import Thing
from heedweb.workspace.domain.refusals import Lacking
from heedweb.workspace.models import Cluster, Measure
from heedweb.workspace.queries.bearing import Choices, rows_of


class BearingForm(forms.Form):
    """Recommendations, a cluster, a measure: any of them."""

    rows = forms.CharField(
        label=_("Recommendations"), required=False, max_length=1000,
        help_text=_("Their numbers or keys as the documents print them, parted by commas."),
    )  # fmt: skip
    cluster: forms.ModelChoiceField[Cluster] = forms.ModelChoiceField(
        label=_("Cluster"), queryset=Cluster.objects.none(), required=False, empty_label=_("none")
    )
    measure: forms.ModelChoiceField[Measure] = forms.ModelChoiceField(
        label=_("Measure"), queryset=Measure.objects.none(), required=False, empty_label=_("none")
    )

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["cluster"].queryset = choices.clusters  # type: ignore[attr-defined]
        self.fields["measure"].queryset = choices.measures  # type: ignore[attr-defined]

    def things(self, seat: Seat) -> list[Thing]:
        """Return what was chosen. Raises `Lacking` for nothing, and for what is not there."""
        if not self.is_valid():
            raise Lacking(" ".join(str(one) for held in self.errors.values() for one in held))
        found: list[Thing] = []
        for said in filter(None, (one.strip() for one in self.cleaned_data["rows"].split(","))):
            rows = rows_of(seat, said)
            if len(rows) != 1:
                line = _now("“{said}” is none of the list.")
                if rows:
                    line = _now("“{said}” stands in several reviews; write its whole key.")
                raise Lacking(line.format(said=said))
            found += rows
        found += [one for name in ("cluster", "measure") if (one := self.cleaned_data[name])]
        if not found:
            raise Lacking(_now("Write a number, or choose a cluster or a measure."))
        return found

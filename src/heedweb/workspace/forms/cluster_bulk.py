"""Which clusters are confirmed at once."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.queries.cluster_bulk import LEAST


class ClusterBulkForm(forms.Form):
    """How certain at least; `stamp` tells what was shown."""

    least = forms.FloatField(
        min_value=LEAST,
        max_value=1.0,
        error_messages={
            "required": _("Say how certain at least, from 0.5 to 1."),
            "invalid": _("Say how certain at least, from 0.5 to 1."),
            "min_value": _("Below 0.5 a cluster is more likely wrong than right: look at each."),
            "max_value": _("No cluster is more certain than 1."),
        },
    )
    stamp = forms.CharField(required=False, max_length=40)

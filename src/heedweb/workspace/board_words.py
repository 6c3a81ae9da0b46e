"""Words of the board and of pictures of the plan."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The lists behind the numbers of the board.
LISTS: dict[str, str | Promise] = {
    "recommendations": _("Recommendations and what answers them"),
    "measures": _("Measures"),
    "milestones": _("Milestones not reached by their day"),
    "requests": _("Requests for reports that are open"),
    "parts": _("Parts of institutions in measures still open"),
}
# What the heat map counts.
COUNTS: dict[str, str | Promise] = {
    "asked": _("recommendations"),
    "without": _("recommendations without a measure"),
    "measures": _("measures that answer them"),
}

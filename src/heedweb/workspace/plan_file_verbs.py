"""What was done with files of plans, as the history tells of it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILE_VERBS: dict[str, str | Promise] = {
    "plan_taken_out": _("took the plan along as a file"),
    "plan_taken_in": _("took a file into the plan"),
    "plan_carried": _("carried a plan forward into"),
    "measure_taken_in": _("took in the measure from a file"),
    "measure_carried": _("carried forward the measure"),
    "measure_filled": _("added from a file to the measure"),
}
FILE_FIELDS: dict[str, str | Promise] = {
    "milestones": _("milestones"),
    "needs": _("waits for"),
    "ties": _("links"),
    "indicators": _("indicators"),
    "parts": _("institutions"),
    "copied_from": _("carried forward from"),
    "measures": _("measures"),
}

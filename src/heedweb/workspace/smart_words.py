"""Words for advice on measures: the criteria, and what is missing by each."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heed.plans.smart import Criterion

CRITERIA: dict[Criterion, str | Promise] = {
    Criterion.SPECIFIC: _("Specific"),
    Criterion.MEASURABLE: _("Measurable"),
    Criterion.ACHIEVABLE: _("Achievable"),
    Criterion.RELEVANT: _("Relevant"),
    Criterion.TIMED: _("Time-bound"),
}
MISSING: dict[str, str | Promise] = {
    "short_title": _("The title is very short: say what is done, and to what or for whom."),
    "no_text": _("Nothing describes what is done, so that two readers may expect different acts."),
    "no_indicator": _("No indicator shows whether it has an effect."),
    "no_milestone": _("No milestone can be seen to be reached on the way."),
    "no_lead": _("No institution leads it."),
    "lead_not_accepted": _("The institution that is to lead has not accepted yet."),
    "no_means": _("Neither a budget nor a source of funds is stated."),
    "answers_nothing": _(
        "It answers no recommendation or cluster and is linked to no other framework."
    ),
    "no_due": _("No day is stated by which it is done."),
    "no_start": _("No day is stated on which it begins."),
    "outside_plan": _("It begins or ends outside of the period of the plan."),
    "milestones_late": _("A milestone is due after the measure itself."),
    "milestones_undated": _("A milestone has no day by which it is reached."),
}

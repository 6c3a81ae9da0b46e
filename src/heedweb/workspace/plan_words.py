"""Words for what is planned, reported and said, as the history tells of it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models import Assignment, Indicator, Measure, Plan
from heedweb.workspace.plan_file_verbs import FILE_FIELDS, FILE_VERBS

PLAN_VERBS: dict[str, str | Promise] = {
    **FILE_VERBS,
    "plan_begun": _("began the plan"),
    "plan_written": _("wrote the plan"),
    "plan_deleted": _("deleted the plan"),
    "plan_brought_back": _("brought back the plan"),
    "measure_made": _("made the measure"),
    "measure_written": _("wrote the measure"),
    "measure_state": _("changed the state of the measure"),
    "measure_aimed": _("changed what is answered by the measure"),
    "measure_deleted": _("deleted the measure"),
    "measure_brought_back": _("brought back the measure"),
    "measure_assigned": _("changed who has a part in the measure"),
    "measure_answered": _("answered for a part in the measure"),
    "report_asked": _("asked for a report on"),
    "report_moved": _("changed the day of the report on"),
    "report_closed": _("waits no longer for the report on"),
    "report_answered": _("closed, as answered, the request for a report on"),
    "comment_said": _("commented on"),
    "question_asked": _("asked a question on"),
    "question_settled": _("settled a question on"),
    "comment_taken_back": _("took back what was said on"),
    "round_begun": _("began the consultation"),
    "round_written": _("wrote the consultation"),
    "round_chosen": _("chose who is invited, and about what, in the consultation"),
    "round_opened": _("opened the consultation"),
    "round_closed": _("closed the consultation"),
    "outcome_written": _("said what was done with an answer:"),
    "evidence_added": _("added evidence to the"),
    "evidence_taken_away": _("took away evidence of the"),
}
PLAN_FIELDS: dict[str, str | Promise] = {
    **FILE_FIELDS,
    "title": _("title"),
    "chapter": _("chapter"),
    "start": _("begins"),
    "due": _("due"),
    "budget": _("budget"),
    "currency": _("currency"),
    "funds": _("source of funds"),
    "scope": _("where"),
    "every": _("months between reports"),
    "state": _("state"),
    "answers": _("answers"),
    "part": _("part"),
    "part_answer": _("answer"),
    "question": _("question"),
    "closes": _("answers until"),
    "invited": _("invited"),
    "plan": _("plan"),
    "recommendations": _("recommendations"),
    "clusters": _("clusters"),
    "done": _("what was done with it"),
    "evidence": _("evidence"),
    "on": _("day it speaks of"),
    "first": _("from"),
    "last": _("to"),
}
# What a value of a field is called; the codes of one field are told apart from all others'.
PLAN_VALUES: dict[str, dict[str, str | Promise]] = {
    "state": dict(Measure.State.choices),
    "part": dict(Assignment.Part.choices),
    "part_answer": dict(Assignment.Answer.choices),
    "kind": {**dict(Plan.Kind.choices), **dict(Indicator.Kind.choices)},
}

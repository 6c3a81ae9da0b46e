"""Words for what is done to measures and their parts, as the history tells of it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEASURE_VERBS: dict[str, str | Promise] = {
    "chapter_made": _("made the chapter"),
    "chapter_written": _("wrote the chapter"),
    "chapter_moved": _("moved the chapter"),
    "chapter_deleted": _("deleted the chapter"),
    "milestone_set": _("set a milestone of the measure"),
    "milestone_written": _("wrote a milestone of the measure"),
    "milestone_reached": _("said of a milestone whether it is reached, of the measure"),
    "milestone_deleted": _("deleted a milestone of the measure"),
    "measures_at_once": _("changed many measures at once"),
    "measure_needs": _("changed what is waited for by the measure"),
    "measure_tied": _("changed the ties to other frameworks of the measure"),
    "asked_out": _("asked to let others see"),
    "ask_dropped": _("decided not to let others see"),
    "let_out": _("let others see"),
    "taken_back": _("took back from others"),
}
MEASURE_FIELDS: dict[str, str | Promise] = {
    "measures": _("measures"),
    "needs": _("waits for"),
    "ties": _("ties"),
    "milestone": _("milestone"),
    "reached": _("reached on"),
    "order": _("place"),
    "parent": _("part of"),
    "lives": _("seen by"),
    "to": _("asked to be seen by"),
}
# Who sees a measure, by the kind of the room where it lives.
SEEN_BY: dict[str, str | Promise] = {
    "organisation": _("the coordination and who has a part in it"),
    "shared": _("all organisations of the workspace"),
    "public": _("everybody, in public"),
}

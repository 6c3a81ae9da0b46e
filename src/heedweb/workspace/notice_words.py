"""What people are told, in words: what happened, to be followed by what it is about."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, str | Promise] = {
    "assigned": _("Your institution was given a part in"),
    "accepted": _("An institution accepted its part in"),
    "declined": _("An institution declined its part in"),
    "asked": _("A report is asked for on"),
    "asked_again": _("The next report is asked for on"),
    "moved": _("The day was changed for a report on"),
    "no_longer": _("No report is waited for any more on"),
    "to_validate": _("A report waits to be validated on"),
    "validated": _("Your report was validated on"),
    "returned": _("Your report was sent back on"),
    "reported": _("A report was validated on"),
    "due_soon": _("A report is due soon on"),
    "overdue": _("A report is overdue on"),
    "overdue_week": _("Reports are overdue:"),
    "promise_due": _("A promise is due soon:"),
    "promise_late": _("A promise is late:"),
    "letter_due": _("A reply is due soon to"),
    "letter_late": _("A reply is late to"),
    "answer_due": _("An answer is due soon on the visit of"),
    "answer_late": _("An answer is late on the visit of"),
    "event_comes": _("This event comes soon:"),
    "visit_comes": _("A visit comes soon, of"),
    "comment": _("You were named in a comment on"),
    "question": _("You were asked a question on"),
    "consulted": _("You are invited to answer the consultation"),
    "concluded": _("The coordination said what was done with your answer to"),
}


def notice_words(verb: str) -> str:
    """Return what somebody is told, in words; of a verb that is not known, nothing."""
    return str(NOTICES.get(verb, ""))

"""Words for the dialogue: what was done, in which fields, and on what a value rests."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models import Event, Finding, Item, Visit
from heedweb.workspace.models import Promise as Promised

DIALOGUE_VERBS: dict[str, str | Promise] = {
    "item_taken_in": _("took in"),
    "item_written": _("wrote what is known of"),
    "item_read_again": _("read again"),
    "item_deleted": _("deleted the item"),
    "item_brought_back": _("brought back the item"),
    "item_original": _("took the original of the item"),
    "feed_asked": _("asked for the feed"),
    "feed_stopped": _("stopped the feed"),
    "feed_begun_again": _("asked again for the feed"),
    "finding_added": _("added what no reading found, a"),
    "finding_confirmed": _("confirmed the"),
    "finding_corrected": _("corrected the"),
    "finding_rejected": _("rejected the"),
    "finding_reopened": _("took back what was decided on the"),
    "finding_placed": _("said of which event it is a report:"),
    "finding_answers": _("said to what it replies:"),
    "event_begun": _("entered the event"),
    "event_written": _("wrote the event"),
    "event_deleted": _("deleted the event"),
    "event_brought_back": _("brought back the event"),
    "event_bears": _("changed what it has to do with, of the event"),
    "official_written": _("wrote in the register of people:"),
    "official_same": _("said that two names are one person:"),
    "promise_begun": _("entered the promise"),
    "promise_written": _("wrote the promise"),
    "promise_deleted": _("deleted the promise"),
    "promise_brought_back": _("brought back the promise"),
    "promise_bears": _("changed what it has to do with, of the promise"),
    "visit_begun": _("entered the visit of"),
    "visit_written": _("wrote the visit of"),
    "visit_deleted": _("deleted the visit of"),
    "visit_brought_back": _("brought back the visit of"),
    "visit_bears": _("changed what it has to do with, of the visit of"),
    "visit_rests": _("changed on which items it rests, of the visit of"),
    "invitation_begun": _("entered the standing invitation to"),
    "invitation_written": _("wrote the standing invitation to"),
    "invitation_deleted": _("deleted the standing invitation to"),
    "invitation_brought_back": _("brought back the standing invitation to"),
    "briefing_taken": _("took along a briefing sheet on"),
}
DIALOGUE_FIELDS: dict[str, str | Promise] = {
    "publisher": _("publisher"),
    "published": _("published on"),
    "link": _("address"),
    "reply_due": _("reply due"),
    "replied": _("replied on"),
    "retracted": _("retracted or corrected on"),
    "retraction": _("what was retracted or corrected"),
    "feed": _("address of the feed"),
    "findings": _("found"),
    "new": _("new"),
    "gone": _("found no more"),
    "event": _("event"),
    "date": _("day"),
    "on": _("day"),
    "until": _("until"),
    "place": _("place"),
    "occasion": _("occasion"),
    "participants": _("participants"),
    "people": _("participants"),
    "speaker": _("speaker"),
    "office": _("office"),
    "organisation": _("organisation"),
    "side": _("side"),
    "spoken_via": _("passed on by"),
    "verbatim": _("in quotation marks as theirs"),
    "about": _("about"),
    "said_on": _("said on"),
    "replies_to": _("replies to"),
    "who": _("who"),
    "to_whom": _("to whom"),
    "what": _("what"),
    "asked": _("asked for, not promised yet"),
    "made_on": _("made on"),
    "by_when": _("by when"),
    "owner": _("who sees to it"),
    "fulfilled": _("fulfilled on"),
    "why": _("why"),
    "spellings": _("other spellings"),
    "same_as": _("the same person as"),
    "bears_on": _("has to do with"),
    "reference": _("reference"),
    "reply": _("reply"),
    "asked_on": _("asked for on"),
    "reminded": _("asked for again on"),
    "asked_source": _("source of what was asked for"),
    "answered": _("the State's answer"),
    "answered_on": _("answered on"),
    "proposed": _("days that the State proposed"),
    "answered_text": _("what the State answered"),
    "answered_source": _("source of the answer"),
    "terms_stand": _("terms of reference"),
    "terms_on": _("terms agreed on"),
    "terms_text": _("note on the terms"),
    "terms_source": _("source of the terms"),
    "begins": _("first day"),
    "ends": _("last day"),
    "dates_source": _("source of days and places"),
    "report": _("symbol of the report"),
    "report_on": _("report published on"),
    "promise": _("promise"),
    "papers": _("items it rests on"),
    "whom": _("to whom"),
    "extended_on": _("extended on"),
    "extended_source": _("source of that"),
    "withdrawn_on": _("withdrawn on"),
    "withdrawn_source": _("source of the withdrawal"),
}
DIALOGUE_KINDS: dict[str, str | Promise] = {
    **dict(Item.Kind.choices),
    **dict(Event.Kind.choices),
    **dict(Promised.Kind.choices),
    **dict(Finding.Kind.choices),
    **dict(Visit.Kind.choices),
}
DIALOGUE_VALUES: dict[str, dict[str, str | Promise]] = {
    "answered": dict(Visit.Answer.choices),
    "terms_stand": dict(Visit.Terms.choices),
}
# On what a value rests: as heed.dialogue says it, and the same in the reader's words.
_BASES: dict[str, str | Promise] = {
    "": _("not stated in the item"),
    "stated": _("stated in the item"),
    "not stated": _("not stated in the item"),
    "derived: where one of them had come": _("derived: where one of them had come"),
    "derived: as the meeting told of before": _("derived: as the meeting told of before"),
    "the office stands beside the name": _("the office stands beside the name"),
    "the office is named, its holder is not": _("the office is named, its holder is not"),
    "the office is named before, without a name": _("the office is named before, without a name"),
    "named without an office": _("named without an office"),
}
_RESTS: dict[str, str | Promise] = {
    "dateline": _("dateline"),
    "day of publication": _("day of publication"),
    "date on the page": _("date on the page"),
}
_REPORTED = re.compile(r"not stated; reported on (\d{4}-\d\d-\d\d)")
_FROM = re.compile(r"derived from “(.*)” and the (\w[\w ]*)")
_YEAR = re.compile(r"day and month stated, year from the (\w[\w ]*)")


def basis_text(said: str) -> str:
    """Return what a value rests on in the reader's words; what is not known is shown as it is."""
    if said in _BASES:
        return str(_BASES[said])
    if found := _REPORTED.fullmatch(said):
        return _now("not stated in the item, which was published on {day}").format(day=found[1])
    if found := _FROM.fullmatch(said):
        return _now("derived from “{words}” and the {basis}").format(
            words=found[1], basis=_rest(found[2])
        )
    if found := _YEAR.fullmatch(said):
        line = _now("day and month stated in the item, year derived from the {basis}")
        return line.format(basis=_rest(found[1]))
    return said


def _rest(said: str) -> str:
    return str(_RESTS.get(said, said))

"""Words for what is done with records that live in rooms."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# What a program takes a passage for (`heed.personal.Kind`).
LOOKS_LIKE = {
    "email": _("looks like an e-mail address"),
    "phone": _("looks like a telephone number"),
    "id_number": _("looks like a number that identifies somebody"),
    "birth_date": _("looks like a date of birth"),
    "address": _("looks like a street address"),
    "age": _("looks like the age of a child"),
    "name": _("looks like the name of somebody concerned"),
}
ROOM_VERBS = {
    "draft_written": _("wrote in the"),
    "draft_aside": _("wrote at the same time as somebody else in the"),
    "draft_commented": _("commented on the"),
    "draft_shown_to": _("said who may read the"),
    "review_asked": _("asked for publication of the"),
    "review_taken_back": _("took back into work the"),
    "review_returned": _("sent back the"),
    "draft_discarded": _("discarded the"),
    "draft_restored": _("restored the discarded"),
    "draft_gone": _("discarded thirty days before, and now gone for good: the"),
    "words_kept": _("kept words that look like personal data in the"),
    "published": _("published the"),
    "superseded_by": _("published a new version of the"),
    "published_withdrawn": _("withdrew the"),
    "fix_proposed": _("proposed a correction of"),
    "fix_accepted": _("accepted the proposed correction of"),
    "fix_declined": _("declined the proposed correction of"),
    "public_asked": _("asked for the public page of"),
    "public_opened": _("opened the public page of"),
    "public_closed": _("closed the public page of"),
    "support_began": _("opened this room for support:"),
    "support_seen": _("opened under support access"),
    "support_ended": _("ended the support access of"),
}

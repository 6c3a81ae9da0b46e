"""What is done to people and organisations, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PEOPLE_VERBS: dict[str, str | Promise] = {
    "people_listed": _("let in the people of a list"),
    "invited_again": _("invited again"),
    "member_added": _("let in"),
    "member_let_in": _("let in again"),
    "member_removed": _("removed"),
    "member_suspended": _("suspended"),
    "organisation_added": _("added the organisation"),
    "organisation_closed": _("closed the organisation"),
    "organisation_edited": _("edited the organisation"),
    "organisation_reopened": _("opened again the organisation"),
    "role_changed": _("changed the role of"),
}

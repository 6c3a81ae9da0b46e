"""What people did, in words, as far as the history alone tells of it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HISTORY_VERBS: dict[str, str | Promise] = {
    "organisation_added": _("let take part:"),
    "original_opened": _("took the original of"),
    "examples_added": _("gave texts to"),
    "example_tagged": _("labelled a text of"),
    "example_untagged": _("took back the labels of a text of"),
    "label_moved": _("moved a label of"),
    "training_asked": _("asked for a training of the labeller"),
    "erased": _("erased words about"),
    "items_gone": _("read again, without some items that are gone:"),
    "account_closed": _("erased the account"),
}
HISTORY_FIELDS: dict[str, str | Promise] = {
    "labels": _("labels"),
    "name": _("name"),
    "order": _("place"),
    "relation": _("relation"),
    "review": _("review"),
    "role": _("role"),
    "settled": _("difference"),
    "symbol": _("symbol"),
    "terms": _("terms"),
    "version": _("version"),
    "cluster": _("cluster"),
    "definition": _("definition"),
    "parent": _("stands under"),
}

"""Who said a statement, when, through whom and as reported by whom; never as a fact."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heedweb.workspace.models import Finding

UNATTRIBUTED = "unattributed"


def attributed(held: Finding) -> str:
    """Return the line that goes before the words of a statement."""
    said, outlet = held.said, held.item.publisher or _("a source not stated")
    speaker, via = str(said.get("speaker") or ""), str(said.get("spoken_via") or "")
    if not speaker or speaker.startswith(UNATTRIBUTED):
        return _("unattributed in {outlet}").format(outlet=outlet)
    office, day = str(said.get("office") or ""), day_text(said.get("said_on"))
    who = _("{speaker}, {office},").format(speaker=speaker, office=office) if office else speaker
    if via and via not in (speaker, outlet):
        line = _("{who} said on {day}, according to {via}, as reported by {outlet}")
        if not day:
            line = _("{who} said on a day not stated, according to {via}, as reported by {outlet}")
    elif day:
        line = _("{who} said on {day}, as reported by {outlet}")
    else:
        line = _("{who} said on a day not stated, as reported by {outlet}")
    return line.format(who=who, day=day, via=via, outlet=outlet)


def day_text(value: Any) -> str:  # noqa: ANN401
    """Return a day of ISO 8601 in the reader's form; nothing where it is none."""
    try:
        return date_format(date.fromisoformat(str(value or "")), "DATE_FORMAT")
    except ValueError:
        return ""

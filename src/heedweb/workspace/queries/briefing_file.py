"""A briefing sheet as a Word file."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heed.exchange.briefings import Section, write
from heedweb.workspace.models import Event, Finding
from heedweb.workspace.queries.attribution import attributed
from heedweb.workspace.queries.briefing import Sheet
from heedweb.workspace.queries.promises import Row
from heedweb.workspace.queries.visits import Row as VisitRow

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def written(held: Sheet) -> bytes:
    """Return the sheet as a Word file, in the reader's language."""
    day = date_format(held.today, "DATE_FORMAT")
    about = _("Made on {day} from what the room confirmed; statements are those of the speakers.")
    title = _("Briefing: {who}").format(who=held.who)
    return write(title, about.format(day=day), _sections(held))


def _sections(held: Sheet) -> list[Section]:
    none = _("Nothing in the register.")
    return [
        Section(_("Open"), tuple(_promise(one) for one in held.open), none),
        Section(_("What was promised"), tuple(_promise(one) for one in held.promised), none),
        Section(_("What was asked for"), tuple(_promise(one) for one in held.asked), none),
        Section(_("Visits that are open"), tuple(_visit(one) for one in held.visits), none),
        Section(_("What they said"), tuple(_statement(one) for one in held.said), none),
        Section(
            _("What they recommended last time"),
            tuple(f"{one.review.symbol} {one.paragraph}: {one.text}" for one in held.asks), none,
        ),
        Section(_("Last meetings"), tuple(_event(one) for one in held.events), none),
    ]  # fmt: skip


def _promise(row: Row) -> str:
    held = row.promise
    line = f"{held.who} → {held.to_whom or _('not stated')}: {held.what} ({row.word})"
    if held.finding is not None:
        outlet = held.finding.item.publisher or _("a source not stated")
        line += ", " + _("as reported by {outlet}").format(outlet=outlet)
    if held.due:
        line += " " + _("due {on}").format(on=date_format(held.due, "DATE_FORMAT"))
    return f"{line} · {held.owner}" if held.owner else line


def _visit(row: VisitRow) -> str:
    held = row.visit
    line = f"{held.who} ({row.word})"
    if held.asked_on:
        day = date_format(held.asked_on, "DATE_FORMAT")
        line += " · " + _("asked for on {on}").format(on=day)
    return f"{line} · {date_format(held.begins, 'DATE_FORMAT')}" if held.begins else line


def _statement(held: Finding) -> str:
    return f"{attributed(held)}: “{' '.join(held.quote.split())}”"


def _event(held: Event) -> str:
    day = date_format(held.on, "DATE_FORMAT") if held.on else _("day not stated")
    return " · ".join(filter(None, (day, held.title, held.place, held.occasion)))

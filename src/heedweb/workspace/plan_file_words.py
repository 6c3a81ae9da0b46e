"""Words for files of plans: what is wrong with one, line by line; what its fields are called."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from heed.plans.comparing import Difference, Kept
from heed.plans.records import Fault, Indicator, Milestone, Part, Place, PlanFile, Tie
from heed.plans.values import amount
from heed.plans.words import words_for
from heedweb.workspace.plan_file_verbs import FILE_FIELDS
from heedweb.workspace.queries.plan_found import Unknown

_FAULTS = {
    "no_day": gettext_lazy("“{value}” is no day; write it as 2026-12-31."),
    "no_amount": gettext_lazy("“{value}” is no amount; write figures, with a point before cents."),
    "no_whole": gettext_lazy("“{value}” is no whole number of months."),
    "no_choice": gettext_lazy("“{value}” is none of {choices}."),
    "no_measure": gettext_lazy("There is no measure “{value}” in the file."),
    "no_chapter": gettext_lazy("There is no chapter “{value}” in the file."),
    "missing": gettext_lazy("“{field}” is empty."),
    "twice": gettext_lazy("“{field}” {value} stands twice."),
    "too_long": gettext_lazy("“{field}” is too long to be kept."),
    "ends_first": gettext_lazy("It ends on {value}, before it begins."),
    "needs_itself": gettext_lazy("Measure {value} waits for itself, or for one that waits for it."),
    "in_itself": gettext_lazy("The chapter is a part of itself."),
    "too_deep": gettext_lazy("A plan has chapters and their parts, and nothing below these."),
}
_UNKNOWN = {
    "institution": gettext_lazy("No institution called “{value}” takes part here."),
    "answers": gettext_lazy("There is no recommendation {value} in this workspace."),
    "clusters": gettext_lazy("There is no cluster called “{value}”."),
    "indicator": gettext_lazy("There is no indicator {value} in this workspace."),
    "tie": gettext_lazy("There is no label {value} in this workspace."),
    "needs": gettext_lazy("There is no measure {value} to wait for."),
}


def fault_line(fault: Fault) -> str:
    """Return one line on what means nothing, with where it stands."""
    words = words_for(get_language())
    field = field_name(fault.field)
    choices = ""
    if fault.code == "no_choice":
        choices = ", ".join(f"“{one}”" for one in words.choices(fault.field))
    said = str(_FAULTS[fault.code]).format(value=fault.value, field=field, choices=choices)
    return placed(fault.place, said, number="")


def unknown_line(one: Unknown, held: PlanFile) -> str:
    """Return one line on what stands for nothing here, with where it stands."""
    numbers = [measure.number for measure in held.plan.measures]
    place = held.places[numbers.index(one.number)]
    said = str(_UNKNOWN[one.field]).format(value=one.value)
    if one.several:
        said = _("“{value}” stands for several; aim at the right one on the page.").format(
            value=one.value
        )
    return placed(place, said, number=one.number)


def placed(place: Place, said: str, *, number: str) -> str:
    """Return a line with where in a file it is about."""
    if place.sheet and place.row:
        where = _("Sheet {sheet}, row {row}").format(sheet=place.sheet, row=place.row)
    elif place.sheet:
        where = _("Sheet {sheet}").format(sheet=place.sheet)
    else:
        where = _("Table {row}").format(row=place.row)
    if number:
        where = _("{where} (measure {number})").format(where=where, number=number)
    return _("{where}: {said}").format(where=where, said=said)


def field_name(name: str) -> str:
    """Return what a field is called, as files call it."""
    if name in ("parts", "ties", "milestones", "indicators", "needs"):
        return str(FILE_FIELDS[name])
    return words_for(get_language()).field(name)


def shown(field: str, value: object) -> str:
    """Return a value as a page shows it; several one a line."""
    if value in (None, "", ()):
        return ""
    if isinstance(value, tuple):
        return "\n".join(_item(one) for one in value)
    if isinstance(value, Decimal):
        return amount(value)
    if isinstance(value, date):
        return value.isoformat()
    if field in ("state", "kind"):
        return words_for(get_language()).choice(field, str(value))
    return str(value)


def _item(one: object) -> str:
    if isinstance(one, Milestone):
        days = [str(day) for day in (one.due, one.reached) if day is not None]
        return " · ".join([one.title, *days])
    if isinstance(one, Part):
        words = words_for(get_language())
        return f"{one.body} ({words.field('lead' if one.lead else 'supporting')})"
    if isinstance(one, Tie):
        return " ".join(part for part in (one.taxonomy, one.code, one.name) if part)
    return one.code if isinstance(one, Indicator) else str(one)


def difference_shown(one: Difference) -> dict[str, object]:
    """Return a difference as a page shows it."""
    return {
        "name": one.name, "of": one.of, "key": one.key, "by": one.by,
        "field": field_name(one.field), "held": shown(one.field, one.held),
        "given": shown(one.field, one.given), "adds": isinstance(one.given, tuple),
    }  # fmt: skip


def kept_shown(one: Kept) -> dict[str, object]:
    """Return what stays as a page shows it."""
    return {"key": one.key, "field": field_name(one.field), "items": shown(one.field, one.items)}

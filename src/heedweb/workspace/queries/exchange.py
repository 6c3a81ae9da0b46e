"""The list in the forms of other systems: UHRI, UPR Info, IMPACT OSS."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heed.exchange import impact, sheets, uhri, uhri_sheet, upr_info
from heed.exchange.rows import Row
from heed.records import Position, Recommending
from heed.vocab.mechanisms import mechanisms
from heedweb.workspace.domain.rows import row_of
from heedweb.workspace.models import DataRow, Recommendation

# The most rows that are written in another system's form at once.
MOST = 50_000
_WRITTEN_AS = {
    Position.SUPPORTED: "Supported",
    Position.PARTIALLY_SUPPORTED: "Supported/Noted",
    Position.NOTED: "Noted",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of another system: its name, the ending of a file, and what writes one."""

    label: str | Promise
    suffix: str
    media: str
    write: Callable[[Sequence[Row], BinaryIO], None]


_CSV, _JSON = "text/csv; charset=utf-8", "application/json"
FORMS: dict[str, Form] = {
    "uhri_xlsx": Form(_("UHRI, Excel"), "uhri.xlsx", sheets.MEDIA, uhri_sheet.write_xlsx),
    "uhri_json": Form(_("UHRI, JSON"), "uhri.json", _JSON, uhri.write_json),
    "upr_info": Form(_("UPR Info, CSV"), "upr-info.csv", _CSV, upr_info.write),
    "impact": Form(_("IMPACT OSS, CSV"), "impact.csv", _CSV, impact.write),
}


def written(rows: Iterable[Recommendation], form: Form) -> bytes:
    """Return the list in a form of another system, labels that came with data included."""
    held = list(rows)
    told = _told(held)
    file = io.BytesIO()
    form.write([row(number, one, told.get(one.pk)) for number, one in enumerate(held, 1)], file)
    return file.getvalue()


def row(number: int, one: Recommendation, told: Row | None) -> Row:
    """Return a recommendation as a row; labels are those that a file of data gave to it."""
    review = one.review
    mechanism = mechanisms().get(review.mechanism)
    position = Position(one.position) if one.position else None
    return Row(
        number=number,
        text=one.text,
        id=told.id if told else "",
        symbol=review.symbol if "/" in review.symbol else "",
        paragraph=one.paragraph if one.key else "",
        mechanism=review.mechanism,
        body=review.body or (mechanism.name if mechanism else ""),
        state=review.state,
        state_as_written=review.state_name,
        addressees=(review.state,) if review.state else (),
        session=review.session,
        cycle=review.cycle,
        recommending=tuple(Recommending(w.name, w.iso3 or None) for w in one.recommending.all()),
        position=position,
        position_as_written=_WRITTEN_AS.get(position, "") if position else "",
        themes=told.themes if told else (),
        groups=told.groups if told else (),
        goals=told.goals if told else (),
        dated=review.dated,
        action=told.action if told else "",
        related=told.related if told else (),
    )


def _told(rows: Sequence[Recommendation]) -> dict[int, Row]:
    """Return what a file of data said last of each recommendation."""
    found: dict[int, Row] = {}
    keys = [one.pk for one in rows]
    for start in range(0, len(keys), 500):
        held: Any = DataRow.objects.filter(recommendation__in=keys[start : start + 500])
        for said in held.order_by("data__taken_in", "number"):
            found[said.recommendation_id] = row_of(said.number, said.value)
    return found

"""The list in the forms of other systems: UHRI, UPR Info, IMPACT OSS."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heed.exchange import impact, sheets, uhri, uhri_sheet, upr_info
from heed.exchange.rows import Row
from heed.records import Position, Recommending
from heed.vocab.mechanisms import mechanisms
from heedweb.workspace.domain.rows import row_of
from heedweb.workspace.models import DataRow, Recommendation, Tag

# The most rows that are written in another system's form at once.
MOST = 50_000
_WRITTEN_AS = {
    Position.SUPPORTED: "Supported",
    Position.PARTIALLY_SUPPORTED: "Supported/Noted",
    Position.NOTED: "Noted",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of another system: its name, the ending of a file, and what writes one.

    `labels` says by which taxonomy each field of it is labelled.
    """

    label: str | Promise
    suffix: str
    media: str
    write: Callable[[Sequence[Row], BinaryIO], None]
    labels: Mapping[str, str] = field(default_factory=dict)


_CSV, _JSON = "text/csv; charset=utf-8", "application/json"
_UHRI = {"themes": "uhri.themes", "groups": "uhri.groups", "goals": "sdg.goals"}
_UPR_INFO = {"themes": "upr_info.issues", "action": "upr_info.action"}
FORMS: dict[str, Form] = {
    "uhri_xlsx": Form(_("UHRI, Excel"), "uhri.xlsx", sheets.MEDIA, uhri_sheet.write_xlsx, _UHRI),
    "uhri_json": Form(_("UHRI, JSON"), "uhri.json", _JSON, uhri.write_json, _UHRI),
    "upr_info": Form(_("UPR Info, CSV"), "upr-info.csv", _CSV, upr_info.write, _UPR_INFO),
    "impact": Form(_("IMPACT OSS, CSV"), "impact.csv", _CSV, impact.write),
}


def written(rows: Iterable[Recommendation], form: Form) -> bytes:
    """Return the list in a form of another system, labels that came with data included.

    Where labels of a taxonomy of the form stand, those that people or sources set are written.
    """
    held = list(rows)
    told, file = _told(held), io.BytesIO()
    made = [row(number, one, told.get(one.pk)) for number, one in enumerate(held, 1)]
    form.write(_labelled([one.pk for one in held], made, form), file)
    return file.getvalue()


def _labelled(keys: Sequence[int], rows: Sequence[Row], form: Form) -> list[Row]:
    """Return rows with their labels as they stand: as a source wrote them, else by their code.

    What a source wrote and no taxonomy knows stays.
    """
    fields = {taxonomy: name for name, taxonomy in form.labels.items()}
    tags: dict[int, dict[str, list[Tag]]] = defaultdict(lambda: defaultdict(list))
    for start in range(0, len(keys), 500):
        held = Tag.objects.filter(
            recommendation__in=keys[start : start + 500], taxonomy__in=fields
        ).exclude(standing=Tag.Standing.PROPOSED)
        for tag in held.order_by("pk"):
            tags[tag.recommendation_id][fields[tag.taxonomy]].append(tag)
    return [
        replace(one, **{name: _field(one, name, mine) for name, mine in tags[key].items()})
        if key in tags
        else one
        for key, one in zip(keys, rows, strict=True)
    ]


def _field(one: Row, name: str, tags: Sequence[Tag]) -> Any:  # noqa: ANN401 -- text or texts
    """Return what a field holds with labels as they stand."""
    set_ = [
        str(tag.stated[0][1]) if tag.stated else tag.code
        for tag in tags
        if tag.code and tag.standing in Tag.SET
    ]
    if name == "action":
        return set_[0] if set_ else ""
    known = {written for tag in tags for _, written in tag.stated}
    return (*set_, *(written for written in getattr(one, name) if written not in known))


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

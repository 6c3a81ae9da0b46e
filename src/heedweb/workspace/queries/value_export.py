"""Values of indicators as CSV: as they are shown, each with its address, nothing that runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from heed.exchange.delimited import escaped, lines
from heedweb.accounts.models import User
from heedweb.workspace.domain.editing import plain
from heedweb.workspace.models import Indicator, Value


def as_csv(
    values: Sequence[Value], address: Callable[[Value], str], called: Callable[[User | None], str]
) -> Iterator[str]:
    """Yield CSV line by line (`heed.exchange.delimited.lines`).

    Figures have a decimal point and days are ISO, so that the table can be taken in again.
    """
    return lines(_rows(values, address, called))


def _rows(
    values: Sequence[Value], address: Callable[[Value], str], called: Callable[[User | None], str]
) -> Iterator[list[str]]:
    splits = list(dict.fromkeys(split for one in values for split in one.indicator.splits))
    yield (
        [_("indicator"), _("name"), _("unit"), _("from"), _("to"), _("value"),
         *map(escaped, splits), _("series break"), _("note"), _("source"), _("link"), _("file"),
         _("entered by"),
         _("entered"), _("checked by"), _("checked"), _("address")]
    )  # fmt: skip
    for one in values:
        held: Indicator = one.indicator
        words = [held.code, held.name, held.unit]
        days = ["" if day is None else day.isoformat() for day in (one.since, one.on)]
        told = [_("yes") if one.breaks else "", one.note, one.source, one.link, one.file]
        at = "" if one.checked is None else one.checked.date().isoformat()
        yield (
            [*map(escaped, words), *days, str(plain(one.value)),
             *(escaped(one.group.get(split, "")) for split in splits), *map(escaped, told),
             escaped(called(one.by)), one.at.date().isoformat(), escaped(called(one.checked_by)),
             at, address(one)]
        )  # fmt: skip

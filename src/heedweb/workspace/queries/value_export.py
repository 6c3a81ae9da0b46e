"""Values of indicators as CSV: as they are shown, each with its address, nothing that runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from heed.exchange.delimited import escaped
from heedweb.accounts.models import User
from heedweb.workspace.domain.editing import plain
from heedweb.workspace.models import Indicator, Value


def as_csv(
    values: Sequence[Value], address: Callable[[Value], str], called: Callable[[User | None], str]
) -> Iterator[str]:
    """Yield CSV line by line, after the mark by which Excel knows UTF-8.

    Figures have a decimal point and days are ISO, so that the table can be taken in again.
    """
    splits = list(dict.fromkeys(split for one in values for split in one.indicator.splits))
    yield "\ufeff" + _line(
        [_("indicator"), _("name"), _("unit"), _("from"), _("to"), _("value"), *splits,
         _("series break"), _("note"), _("source"), _("link"), _("file"), _("entered by"),
         _("entered"), _("checked by"), _("checked"), _("address")]
    )  # fmt: skip
    for one in values:
        held: Indicator = one.indicator
        words = [held.code, held.name, held.unit]
        days = ["" if day is None else day.isoformat() for day in (one.since, one.on)]
        told = [_("yes") if one.breaks else "", one.note, one.source, one.link, one.file]
        at = "" if one.checked is None else one.checked.date().isoformat()
        yield _line(
            [*map(escaped, words), *days, str(plain(one.value)),
             *(escaped(one.group.get(split, "")) for split in splits), *map(escaped, told),
             escaped(called(one.by)), one.at.date().isoformat(), escaped(called(one.checked_by)),
             at, address(one)]
        )  # fmt: skip


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()

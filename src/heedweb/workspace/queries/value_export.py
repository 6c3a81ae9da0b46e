"""Values of indicators as CSV: as they are shown, each with its address, nothing that runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heed.exchange.delimited import escaped, lines
from heed.exchange.quantities import unmistakable
from heedweb.accounts.models import User
from heedweb.workspace.models import Indicator, Value

# So many values are in memory at once.
_BATCH = 1_000


def as_csv(
    values: QuerySet[Value], address: Callable[[Value], str], called: Callable[[User | None], str]
) -> Iterator[str]:
    """Yield CSV line by line (`heed.exchange.delimited.lines`), of however many values.

    Figures have a decimal point and days are ISO, so that the table can be taken in again.
    """
    return lines(_rows(values, address, called))


def _splits(values: QuerySet[Value]) -> list[str]:
    """Return the splits of the indicators, and those that values are of and that are no more."""
    bare = values.order_by().select_related(None)
    named = Indicator.objects.filter(pk__in=bare.values("indicator"))
    held = [split for splits in named.values_list("splits", flat=True) for split in splits]
    groups = bare.values_list("group", flat=True).distinct()
    return list(dict.fromkeys([*held, *(split for group in groups for split in group)]))


def _rows(
    values: QuerySet[Value], address: Callable[[Value], str], called: Callable[[User | None], str]
) -> Iterator[list[str]]:
    splits = _splits(values)
    yield (
        [_("indicator"), _("name"), _("unit"), _("from"), _("to"), _("value"),
         *map(escaped, splits), _("series break"), _("note"), _("source"), _("link"), _("file"),
         _("entered by"),
         _("entered"), _("checked by"), _("checked"), _("address")]
    )  # fmt: skip
    for one in values.iterator(chunk_size=_BATCH):
        held: Indicator = one.indicator
        words = [held.code, held.name, held.unit]
        days = ["" if day is None else day.isoformat() for day in (one.since, one.on)]
        told = [_("yes") if one.breaks else "", one.note, one.source, one.link, one.file]
        at = "" if one.checked is None else one.checked.date().isoformat()
        yield (
            [*map(escaped, words), *days, unmistakable(one.value),
             *(escaped(one.group.get(split, "")) for split in splits), *map(escaped, told),
             escaped(called(one.by)), one.at.date().isoformat(), escaped(called(one.checked_by)),
             at, address(one)]
        )  # fmt: skip

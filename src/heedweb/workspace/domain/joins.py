"""Joins rows of data to the list of their review: one record, two sources; says where they differ.

What a person settled stays settled as long as row and list still differ in the same words.
"""

from __future__ import annotations

from collections.abc import Sequence

from heed.exchange.joining import differences, join
from heedweb.workspace.domain.rows import Item, items_of, row_of
from heedweb.workspace.models import DataRow, Recommendation, Review

_BATCH = 500
_WRITTEN = ("recommendation", "how", "score", "differences", "about", "differs", "settled")


def listed(review: Review) -> list[Item]:
    """Return the items that rows of data can be, in the order of the list."""
    rows = review.recommendations.exclude(state__in=Recommendation.UNLISTED).order_by("order")
    return items_of(list(rows.prefetch_related("recommending", "parts")))


def relink(review: Review) -> None:
    """Join the review's rows of data anew, after its list changed. Call within a transaction."""
    rows = list(DataRow.objects.filter(review=review))
    if not rows:
        return
    told(rows, listed(review))
    DataRow.objects.bulk_update(rows, _WRITTEN, batch_size=_BATCH)


def told(rows: Sequence[DataRow], items: Sequence[Item]) -> None:
    """Note on each row which item it is and where the two differ."""
    read = [row_of(row.number, row.value) for row in rows]
    for joined in join(read, items):
        row = rows[joined.row]
        item = items[joined.item] if joined.item is not None else None
        row.recommendation = item.row if item else None
        row.how, row.score = joined.how, round(joined.score, 3)
        found = differences(read[joined.row], item) if item else ()
        plain = [[one.field, one.row, one.item] for one in found]
        if plain != row.differences:
            row.settled = ""
        row.differences = plain
        fields = [one.field for one in found] if item else ["none"]
        row.about = f",{','.join(fields)}," if fields else ""
        row.differs = bool(fields)

"""Full-text search over recommendations: words are analysed here, SQLite's FTS5 only matches.

The index holds, for each recommendation, its number, its key, the symbol of its review and the
words of its text (`queries.analysis`). Migration 0006 says how FTS5 takes them apart: at spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from heedweb.workspace.models import Recommendation, SourceDocument
from heedweb.workspace.queries.analysis import ALWAYS, analysed
from heedweb.workspace.queries.typed import EVERY

TABLE = "workspace_recommendation_words"
_BATCH = 2_000


def learn(rows: Sequence[Recommendation]) -> None:
    """Make recommendations findable by text, number, key and symbol; `review` must be at hand."""
    documents = {row.document_id for row in rows}
    held = SourceDocument.objects.filter(pk__in=documents)
    languages = dict(held.values_list("pk", "language"))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE}(rowid, words) VALUES (%s, %s)",  # noqa: S608 -- our own name
            [(row.pk, _words(row, languages[row.document_id] or ALWAYS)) for row in rows],
        )


def forget(keys: Iterable[int]) -> None:
    """Take recommendations, named by their primary keys, out of the index."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {TABLE} WHERE rowid = %s",  # noqa: S608 -- our own name
            [(key,) for key in keys],
        )


def learn_missing() -> int:
    """Learn what a migration left unlearnt, and return how many recommendations that were."""
    missing = Recommendation.objects.extra(  # noqa: S610 -- our own names alone
        where=[f"workspace_recommendation.id NOT IN (SELECT rowid FROM {TABLE})"]  # noqa: S608
    ).order_by("pk")
    # Only what is learnt from: a migration may have stopped before other columns are there.
    missing = missing.select_related("review").only(
        "paragraph", "key", "text", "document", "review__symbol"
    )
    learnt = 0
    while rows := list(missing[:_BATCH]):
        learn(rows)
        learnt += len(rows)
    return learnt


def found(query: str) -> set[int]:
    """Return the primary keys of the recommendations that match an FTS5 query."""
    with connection.cursor() as cursor:
        cursor.execute(
            # One long string is a third of the work of one row for each match.
            f"SELECT group_concat(rowid) FROM {TABLE} WHERE {TABLE} MATCH %s",  # noqa: S608
            [query],
        )
        keys = cursor.fetchone()[0]
    return set(map(int, keys.split(","))) if keys else set()


def _words(row: Recommendation, language: str) -> str:
    number = "".join(row.paragraph.casefold().split())
    names = [EVERY, number, number.partition(".")[0]]
    if row.key:
        names += [row.review.symbol.casefold(), "".join(row.key.casefold().split())]
    return " ".join([*names, *analysed(row.text, language)])

"""Full-text search over recommendations: words are analysed here, SQLite's FTS5 only matches.

`pêche` is found by `peche`, `prisons` by `prison`; what stands between quotation marks is a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import snowballstemmer
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from heedweb.workspace.models import Recommendation

_WORD = re.compile(r"\w+")
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_TABLE = "workspace_recommendation_search"


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


def analysed(text: str) -> list[str]:
    """Return the words of `text` without accents and endings, in order."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in bare if not unicodedata.combining(c))
    stems: list[str] = _stemmer().stemWords(_WORD.findall(plain))
    return stems


def learn(rows: Iterable[Recommendation]) -> None:
    """Make recommendations findable by their text and their number."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {_TABLE}(rowid, words) VALUES (%s, %s)",  # noqa: S608 -- our own name
            [(row.pk, " ".join([row.paragraph, *analysed(row.text)])) for row in rows],
        )


def forget(keys: Iterable[int]) -> None:
    """Take recommendations, named by their primary keys, out of the index."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {_TABLE} WHERE rowid = %s",  # noqa: S608 -- our own name
            [(key,) for key in keys],
        )


def matching(rows: QuerySet[Recommendation], typed: str) -> QuerySet[Recommendation]:
    """Return those of `rows` that hold every word and phrase that was typed."""
    query = _query(typed)
    if not query:
        return rows
    found = RawSQL(  # noqa: S611 -- the typed words are a bound value
        f"SELECT rowid FROM {_TABLE} WHERE {_TABLE} MATCH %s",  # noqa: S608 -- our own name
        [query],
    )
    return rows.filter(pk__in=found)


def _query(typed: str) -> str:
    phrases: list[str] = []
    for phrase, word in _TERM.findall(typed):
        if re.fullmatch(r"\d+(\.\d+)*", word):
            words = re.findall(r"\d+", word)
        else:
            words = analysed(phrase or word)
        if words:
            phrases.append('"' + " ".join(words) + '"')
    return " AND ".join(phrases)

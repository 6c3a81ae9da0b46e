"""The parsers as the workspace calls them: always confined (docs/administrator.md)."""

from heed.confined import (
    Examined,
    cells,
    data_format,
    examine,
    extract,
    feed,
    head,
    holds,
    page_picture,
    plan,
    read,
    review,
    rows,
    source,
    taxonomy,
)
from heed.exchange.proposing import propose
from heed.kinds import Review

__all__ = [
    "Examined",
    "Review",
    "cells",
    "data_format",
    "examine",
    "extract",
    "feed",
    "head",
    "holds",
    "page_picture",
    "plan",
    "propose",
    "read",
    "review",
    "rows",
    "source",
    "taxonomy",
]

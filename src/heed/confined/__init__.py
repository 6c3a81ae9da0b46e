"""Strangers' files are read here: in a child process with limits, no network and no way to data.

The functions do what those of `heed.reading` and `heed.kinds` do, and raise the same
`InputProblem`; what a file does to its reader ends with the child. How: docs/administrator.md.
"""

from heed.confined.files import (
    Examined,
    examine,
    extract,
    page_picture,
    properties,
    read,
    review,
    together,
)
from heed.confined.holding import Holding, holds
from heed.confined.plans import plan
from heed.confined.sources import feed, source
from heed.confined.tables import cells, data_format, head, rows
from heed.confined.taxonomies import taxonomy

__all__ = [
    "Examined",
    "Holding",
    "cells",
    "data_format",
    "examine",
    "extract",
    "feed",
    "head",
    "holds",
    "page_picture",
    "plan",
    "properties",
    "read",
    "review",
    "rows",
    "source",
    "taxonomy",
    "together",
]

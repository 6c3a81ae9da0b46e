"""The nouns of heed. All are frozen; all offsets are half-open and count Unicode code points.

`Document` is what a file says. `Extraction` is what a kind found in it. Nothing here reads a file
or decides anything.
"""

from heed.records.documents import Box, Document, Fact, Layout, Page, Problem, Quote
from heed.records.findings import (
    Check,
    Extraction,
    Goal,
    Group,
    Listed,
    Passage,
    Recognition,
    Totals,
)
from heed.records.items import (
    Answer,
    Cited,
    Claim,
    Context,
    Due,
    Grade,
    Part,
    Position,
    Recommendation,
    Recommending,
)
from heed.records.links import RELATIONS, Ground, Link
from heed.records.standings import BINDING, STANDINGS, Standing
from heed.records.suggestions import Suggestion

__all__ = [
    "BINDING",
    "RELATIONS",
    "STANDINGS",
    "Answer",
    "Box",
    "Check",
    "Cited",
    "Claim",
    "Context",
    "Document",
    "Due",
    "Extraction",
    "Fact",
    "Goal",
    "Grade",
    "Ground",
    "Group",
    "Layout",
    "Link",
    "Listed",
    "Page",
    "Part",
    "Passage",
    "Position",
    "Problem",
    "Quote",
    "Recognition",
    "Recommendation",
    "Recommending",
    "Standing",
    "Suggestion",
    "Totals",
]

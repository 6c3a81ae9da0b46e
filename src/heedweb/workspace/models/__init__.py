"""What the workspace keeps. What documents say is in `catalogue` and is never edited."""

from heedweb.workspace.models.activity import Activity
from heedweb.workspace.models.catalogue import (
    Blob,
    Doubt,
    LeadIn,
    Part,
    Recommendation,
    RecommendingState,
    Review,
    SourceDocument,
)
from heedweb.workspace.models.jobs import ImportFile, ImportJob
from heedweb.workspace.models.people import Membership, Workspace

__all__ = [
    "Activity",
    "Blob",
    "Doubt",
    "ImportFile",
    "ImportJob",
    "LeadIn",
    "Membership",
    "Part",
    "Recommendation",
    "RecommendingState",
    "Review",
    "SourceDocument",
    "Workspace",
]

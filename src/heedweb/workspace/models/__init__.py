"""What the workspace keeps: what documents say, what people decided, and the list of both."""

from heedweb.workspace.models.activity import Activity, BlobCheck, Chain, DailyHead
from heedweb.workspace.models.catalogue import (
    Blob,
    Doubt,
    LeadIn,
    Part,
    Reading,
    Recommendation,
    RecommendingState,
    Review,
    Said,
    SourceDocument,
)
from heedweb.workspace.models.clusters import (
    Cluster,
    ClusterAct,
    ClusterMember,
    Grouping,
    MemberProposal,
)
from heedweb.workspace.models.data import DataRow, SavedMatching, Sheet
from heedweb.workspace.models.decisions import Decision, Looking, Step, View
from heedweb.workspace.models.jobs import ImportFile, ImportJob
from heedweb.workspace.models.labels import Labelling, LabelRun, LabelState, Proposal, Tag
from heedweb.workspace.models.links import LinkDecision, LinkProposal, LinkRun, LinkState
from heedweb.workspace.models.notes import (
    IN_THE_ROOM,
    OUT,
    Fix,
    Move,
    Note,
    NoteMove,
    Roomed,
    Standing,
)
from heedweb.workspace.models.people import (
    Membership,
    Organisation,
    Room,
    SupportAccess,
    Workspace,
)
from heedweb.workspace.models.taxonomies import Example, OwnLabel, OwnTaxonomy, Trained

__all__ = [
    "IN_THE_ROOM",
    "OUT",
    "Activity",
    "Blob",
    "BlobCheck",
    "Chain",
    "Cluster",
    "ClusterAct",
    "ClusterMember",
    "DailyHead",
    "DataRow",
    "Decision",
    "Doubt",
    "Example",
    "Fix",
    "Grouping",
    "ImportFile",
    "ImportJob",
    "LabelRun",
    "LabelState",
    "Labelling",
    "LeadIn",
    "LinkDecision",
    "LinkProposal",
    "LinkRun",
    "LinkState",
    "Looking",
    "MemberProposal",
    "Membership",
    "Move",
    "Note",
    "NoteMove",
    "Organisation",
    "OwnLabel",
    "OwnTaxonomy",
    "Part",
    "Proposal",
    "Reading",
    "Recommendation",
    "RecommendingState",
    "Review",
    "Room",
    "Roomed",
    "Said",
    "SavedMatching",
    "Sheet",
    "SourceDocument",
    "Standing",
    "Step",
    "SupportAccess",
    "Tag",
    "Trained",
    "View",
    "Workspace",
]

"""What stands around an item that no State made: what it recalls, how its follow-up was graded."""

from __future__ import annotations

from dataclasses import dataclass

from heedweb.workspace.models import Recommendation, SourceDocument
from heedweb.workspace.queries import keys


@dataclass(frozen=True, slots=True)
class Recalled:
    """An earlier recommendation that an item recalls; `row` is None where it is not here."""

    key: str
    row: Recommendation | None


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade that a committee gave to what the State reported on an item."""

    document: SourceDocument
    grade: str
    limbs: tuple[str, ...]
    start: int


def recalled(row: Recommendation) -> list[Recalled]:
    """Return the earlier recommendations that an item recalls, in its order."""
    found: list[Recalled] = []
    for key in row.context.get("recalls", ()):
        rows = keys.rows_at(row.review.workspace, key) if "#" in key else []
        found.append(Recalled(key, rows[0] if rows else None))
    return found


def grades(row: Recommendation) -> list[Graded]:
    """Return the grades given to an item, from the reports on follow-up that are here."""
    papers = SourceDocument.objects.filter(
        workspace=row.review.workspace, kind="follow_up_grades", current=True
    )
    return [
        Graded(paper, one["grade"], tuple(one["limbs"]), one["start"])
        for paper in papers.defer("text")
        for one in paper.found.get("grades", ())
        if f"{one['document']}#{one['paragraph']}" == row.key
    ]

"""What sources state of recommendations: the labels of OHCHR's lists and of files of data.

A third voice beside labellers and people. Names become codes where the taxonomy knows them; what
it does not know stays as written, unless it is from a table of which nobody said what it labels by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from heedweb.workspace.models import DataRow, Recommendation, SourceDocument, Workspace
from heedweb.workspace.queries.taxonomies import Vocabulary

ISSUES, ACTION = "upr_info.issues", "upr_info.action"
THEMES, GROUPS = "uhri.themes", "uhri.groups"

Label = tuple[str, str]
"""The code of a taxonomy and of a label."""
Sources = list[list[object]]
"""The documents that state a label: primary key, and the label as written there."""
Stated = dict[Label, Sources]

# By what the rows of a format are labelled: field -> taxonomy.
_BY_FORMAT = {
    "upr_info": {"themes": ISSUES, "action": ACTION},
    "uhri_json": {"themes": THEMES, "groups": GROUPS},
    "uhri_xlsx": {"themes": THEMES, "groups": GROUPS},
}
# A team's own table: the first taxonomy that knows the name.
_TRIED = {"themes": (THEMES, ISSUES), "groups": (GROUPS,), "action": (ACTION,)}


class Lists:
    """The thematic lists of a workspace, by review and number."""

    def __init__(self, workspace: Workspace) -> None:
        held = SourceDocument.objects.filter(
            workspace=workspace, kind="upr_thematic_list", current=True, review__isnull=False
        )
        self.found: list[tuple[int, int, dict[str, Any]]] = [
            (pk, review, found.get("listed", {}))
            for pk, review, found in held.order_by("pk").values_list("pk", "review_id", "found")
        ]

    def of(self, review: int, numbers: Iterable[str]) -> list[tuple[int, dict[str, Any]]]:
        """Return the lists that have a number of the review, with what each says of it."""
        wanted = list(numbers)
        return [
            (pk, listed[number])
            for pk, mine, listed in self.found
            if mine == review
            for number in wanted[:1] + [n for n in wanted[1:] if wanted[0] not in listed]
            if number in listed
        ]


def stated(lists: Lists, vocabulary: Vocabulary, keys: Sequence[int]) -> dict[int, Stated]:
    """Return the labels that sources state of the recommendations `keys`; in two queries."""
    found: dict[int, Stated] = defaultdict(dict)
    rows = DataRow.objects.filter(recommendation__in=keys).order_by("data_id", "number")
    for key, pk, how, value in rows.values_list(
        "recommendation_id", "data_id", "data__format", "value"
    ):
        for label, written in _of_row(vocabulary, how, value):
            _note(found[key], label, pk, written)
    if lists.found:
        held = Recommendation.objects.filter(pk__in=keys)
        for key, review, number, said in held.values_list(
            "pk", "review_id", "paragraph", "said__value"
        ):
            numbers = dict.fromkeys([(said or {}).get("paragraph") or number, number])
            for pk, listed in lists.of(review, numbers):
                for label, written in _of_list(vocabulary, listed):
                    _note(found[key], label, pk, written)
    return found


def _note(found: Stated, label: Label, document: int, written: str) -> None:
    held = found.setdefault(label, [])
    if all(one[0] != document for one in held):
        held.append([document, written])


def _of_row(vocabulary: Vocabulary, how: str, value: dict[str, Any]) -> Iterable[tuple[Label, str]]:
    known = _BY_FORMAT.get(how)
    for field in ("themes", "groups", "action"):
        held = value.get(field) or ()
        for written in (held,) if isinstance(held, str) else held:
            if known is None:
                yield from _tried(vocabulary, field, written)
            elif field in known:
                yield _label(vocabulary, known[field], written), written
    for written in value.get("goals") or ():
        yield from ((label, written) for label in vocabulary.goals_of(written))


def _tried(vocabulary: Vocabulary, field: str, written: str) -> Iterable[tuple[Label, str]]:
    for taxonomy in _TRIED[field]:
        code = vocabulary.code_of(taxonomy, written)
        if code is not None:
            yield (taxonomy, code), written
            return


def _of_list(vocabulary: Vocabulary, listed: dict[str, Any]) -> Iterable[tuple[Label, str]]:
    for written in listed.get("themes", ()):
        yield _label(vocabulary, THEMES, written), written
    for written in listed.get("groups", ()):
        yield _label(vocabulary, GROUPS, written), written
    for number, name in listed.get("goals", ()):
        yield ("sdg.goals", str(number)), f"{number} {name}"


def _label(vocabulary: Vocabulary, taxonomy: str, written: str) -> Label:
    return taxonomy, (vocabulary.code_of(taxonomy, written) or written)[:200]

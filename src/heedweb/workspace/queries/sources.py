"""What files of data say of recommendations, and where that differs from the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.http import urlencode

from heedweb.workspace.models import DataRow, Recommendation, Review, SourceDocument, Workspace
from heedweb.workspace.numbers import number_of

PER_PAGE = 25
OPEN, SETTLED, LONE = "open", "settled", "lone"
ABOUT = ("answer", "position", "text", "recommending")
# What waits for a person.
_WAITING = Q(differs=True, settled="")
_SHOWN = {
    OPEN: _WAITING & Q(recommendation__isnull=False),
    LONE: _WAITING & Q(recommendation__isnull=True),
    SETTLED: ~Q(settled=""),
}


@dataclass(frozen=True, slots=True)
class Differing:
    """A page of rows that differ: `which` are `open`, `lone` (none of the list's) or `settled`.

    `about` narrows the open ones to a field; `fields` are the fields with how many differ in each.
    """

    which: str
    about: str
    rows: list[DataRow]
    fields: list[tuple[str, int]]
    counts: dict[str, int]
    number: int
    last: int
    file: SourceDocument | None

    @property
    def in_file(self) -> str:
        """What keeps another address to the file: its parameter behind others, or nothing."""
        return f"&{urlencode({'file': self.file.pk})}" if self.file else ""

    @property
    def shown(self) -> str:
        """The query of this list, at its first page."""
        about = {"about": self.about} if self.about else {}
        return urlencode({"show": self.which} | about) + self.in_file

    @property
    def here(self) -> str:
        """The query of this page."""
        return f"{self.shown}&{urlencode({'page': self.number})}"


def differing(workspace: Workspace, asked: dict[str, Any]) -> Differing:
    """Return the page that an address asks for, in a fixed number of queries."""
    which, about, file = _asked(workspace, asked)
    rows = _rows(workspace, file)
    # An alias must not be the name of a field.
    wanted = {f"n_{name}": q for name, q in _SHOWN.items()}
    wanted |= {f"n_{field}": _SHOWN[OPEN] & _about(field) for field in ABOUT}
    counted = rows.aggregate(**{name: Count("pk", filter=q) for name, q in wanted.items()})
    counts = {name.removeprefix("n_"): count for name, count in counted.items()}
    total = counts[about] if about else counts[which]
    last = max(1, -(-total // PER_PAGE))
    page = str(asked.get("page") or "1")
    number = min(max(1, number_of(page)), last)
    shown = narrowed(workspace, asked).select_related("data", "review", "recommendation")
    shown = shown.defer("data__text", "review__asides").order_by("review__symbol", "number")
    first = (number - 1) * PER_PAGE
    fields = [(name, counts[name]) for name in ABOUT if counts[name]]
    held = list(shown[first : first + PER_PAGE])
    return Differing(which, about, held, fields, counts, number, last, file)


def narrowed(workspace: Workspace, asked: dict[str, Any]) -> QuerySet[DataRow]:
    """Return the rows that an address asks for, all pages of them."""
    which, about, file = _asked(workspace, asked)
    rows = _rows(workspace, file).filter(_SHOWN[which])
    return rows.filter(_about(about)) if about else rows


def _asked(workspace: Workspace, asked: dict[str, Any]) -> tuple[str, str, SourceDocument | None]:
    which = str(asked.get("show") or OPEN)
    which = which if which in _SHOWN else OPEN
    about = str(asked.get("about") or "")
    about = about if about in ABOUT and which == OPEN else ""
    return which, about, _file(workspace, asked.get("file"))


def _rows(workspace: Workspace, file: SourceDocument | None) -> QuerySet[DataRow]:
    rows = DataRow.objects.filter(data__workspace=workspace)
    return rows.filter(data=file) if file is not None else rows


def _about(field: str) -> Q:
    return Q(about__contains=f",{field},")


def _file(workspace: Workspace, pk: object) -> SourceDocument | None:
    return files(workspace).filter(pk=number_of(pk)).first()


def files(workspace: Workspace) -> QuerySet[SourceDocument]:
    """Return the files of data of a workspace."""
    return SourceDocument.objects.filter(workspace=workspace, kind="data").defer("text")


def open_count(workspace: Workspace) -> int:
    """Return how many differences wait for a person."""
    return DataRow.objects.filter(_WAITING, data__workspace=workspace).count()


def of_recommendation(row: Recommendation) -> list[DataRow]:
    """Return what files of data say of a recommendation."""
    held = row.data_rows.select_related("data").defer("data__text")
    return list(held.order_by("data__taken_in", "number")[:40])


def of_review(review: Review) -> list[tuple[SourceDocument, int, int]]:
    """Return the files of data that speak of a review: rows, and rows that wait for a person."""
    counted = (
        DataRow.objects.filter(review=review)
        .values_list("data")
        .annotate(n=Count("pk"), waiting=Count("pk", filter=_WAITING))
    )
    counts = {pk: (n, waiting) for pk, n, waiting in counted}
    held = SourceDocument.objects.filter(pk__in=counts).defer("text")
    return [(document, *counts[document.pk]) for document in held]

"""Which files belong to one review: those of a batch, those stored, those that wait for it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from heed.kinds.join import belongs
from heed.kinds.registry import LISTS, REPORTS, lists, stands_alone
from heed.records import Recognition
from heedweb.accounts.models import User
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.given import Held, Outcome, Report
from heedweb.workspace.models import Review, SourceDocument, Workspace

# What can change the list: the others only say something beside it.
LISTING = frozenset({*LISTS, "upr_addendum", "upr_thematic_list"})
_DRAFT = "A/HRC/WG.6/"


def is_paper(document: SourceDocument) -> bool:
    """Return whether a document is a paper of a review other than report and addendum."""
    return document.kind.startswith("upr_") and document.kind not in (*REPORTS, "upr_addendum")


def by_review(workspace: Workspace, held: Sequence[Held], settle: Report) -> dict[str, list[Held]]:
    """Group files by the symbol of their review; refuse second reports and lone addenda.

    A paper of no review that is here is in no group (`homeless`).
    """
    groups: dict[str, list[Held]] = {}
    # The final report comes before its draft, whatever the order of the files.
    for one in sorted(held, key=lambda h: h.known.kind == "upr_draft"):
        if stands_alone(one.known.kind):
            _add_alone(one, groups, settle)
        if one.known.kind not in REPORTS:
            continue
        other = _other_report(workspace, one, groups)
        if other is None or _replaces(one, other, groups):
            groups[one.symbol] = [one]
        elif one.known.kind == "upr_draft":
            reason = f"is the draft of {other}, which is here."
            remedy = "The report stands in its place."
            settle(one.index, Outcome(one.given.name, "refused", reason, remedy))
        else:
            reason = f"is a second report of the review that {other} reports."
            settle(one.index, Outcome(one.given.name, "refused", reason, "Keep one of them."))
    for one in held:
        if one.known.kind == "upr_addendum":
            _add_addendum(workspace, one, groups, settle)
        elif not lists(one.known.kind):
            symbol = _symbol_of_review(workspace, one.known, groups)
            if symbol is not None:
                groups.setdefault(symbol, []).append(one)
    return groups


def _add_alone(one: Held, groups: dict[str, list[Held]], settle: Report) -> None:
    """Let a document that no other answers open a group of its own."""
    twin = groups.get(one.symbol)
    if twin is None:
        groups[one.symbol] = [one]
        return
    reason = f"is {one.symbol}, as {twin[0].given.name} is."
    settle(one.index, Outcome(one.given.name, "refused", reason, "Keep one of them."))


def _replaces(one: Held, other: str, groups: dict[str, list[Held]]) -> bool:
    """Return whether a report takes the place of a stored draft, or of what data alone says."""
    if other in groups:
        return False
    final_of_draft = one.known.kind == "upr_report" and other.startswith(_DRAFT)
    return final_of_draft or "/" not in other


def _add_addendum(
    workspace: Workspace, one: Held, groups: dict[str, list[Held]], settle: Report
) -> None:
    parent = one.known.parent or ""
    group = groups.get(parent, [])
    twin = next((other for other in group if other.symbol == one.symbol), None)
    if twin is not None:
        reason = f"is {one.symbol}, as {twin.given.name} is."
        settle(one.index, Outcome(one.given.name, "refused", reason, "Keep one of them."))
    elif group or _with_list(workspace).filter(symbol=parent).exists():
        groups.setdefault(parent, []).append(one)
    else:
        reason = f"is the addendum to {parent}, which is not here."
        remedy = "Give the report first, or both together."
        settle(one.index, Outcome(one.given.name, "refused", reason, remedy))


def homeless(workspace: Workspace, held: Sequence[Held]) -> list[Held]:
    """Return the papers whose review is neither in the batch nor in the workspace, or unclear."""
    groups = {one.symbol: [one] for one in held if one.known.kind in REPORTS}
    return [
        one
        for one in held
        if not lists(one.known.kind)
        and one.known.kind != "upr_addendum"
        and _symbol_of_review(workspace, one.known, groups) is None
    ]


def _symbol_of_review(
    workspace: Workspace, paper: Recognition, groups: dict[str, list[Held]]
) -> str | None:
    """Return the symbol of the one review a paper belongs to, None if there is none or several."""
    found = {
        symbol
        for symbol, group in groups.items()
        if group[0].known.kind in REPORTS and belongs(paper, group[0].known)
    }
    found |= {review.symbol for review in _with_list(workspace) if belongs(paper, _known(review))}
    return found.pop() if len(found) == 1 else None


def _with_list(workspace: Workspace) -> QuerySet[Review]:
    """Return the reviews whose report is here; what only data speaks of has none to join."""
    held = Review.objects.filter(workspace=workspace, mechanism="upr")
    return held.filter(documents__kind__in=REPORTS, documents__current=True).distinct()


def _known(review: Review) -> Recognition:
    return Recognition(
        kind="upr_report",
        reasons=(),
        symbol=review.symbol,
        state=review.state or None,
        session=review.session,
        cycle=review.cycle,
    )


def waiting(workspace: Workspace, group: Sequence[Held]) -> list[SourceDocument]:
    """Return the papers kept without a review that belong to the report of `group`.

    Where a paper names neither session nor report, the State alone does not say which of several
    reviews is meant: a person attaches it.
    """
    report = next((one.known for one in group if one.known.kind in REPORTS), None)
    if report is None:
        return []
    kept = SourceDocument.objects.filter(workspace=workspace, review=None, kind__startswith="upr_")
    found: list[SourceDocument] = []
    for document in kept.select_related("blob").defer("text"):
        known = document.found.get("known") or {}
        named = known.get("session") or known.get("parent")
        if named and belongs(Recognition(reasons=(), **known), report):
            found.append(document)
    return found


def supersede(*, workspace: Workspace, symbol: str, group: Sequence[Held], by: User) -> bool:
    """Let a report take the place of its draft, or of what data said: rows and decisions stay.

    Return whether there was one.
    """
    report = next((one.known for one in group if one.known.kind in REPORTS), None)
    if report is None or report.state is None or report.session is None:
        return False
    same = Review.objects.filter(
        workspace=workspace, mechanism="upr", state=report.state, session=report.session
    )
    # What has no symbol of its own was made from data.
    replaced = ~Q(symbol__contains="/")
    if report.kind == "upr_report":
        replaced |= Q(symbol__startswith=_DRAFT)
    for review in list(same.filter(replaced)):
        review.documents.filter(kind="upr_draft").update(current=False)
        record(
            workspace=workspace, by=by, verb="superseded", subject=review.symbol, about=review,
            changes=[Change("", "symbol", review.symbol, symbol)],
        )  # fmt: skip
        Review.objects.filter(pk=review.pk).update(symbol=symbol)
        return True
    return False


def _other_report(workspace: Workspace, one: Held, groups: dict[str, list[Held]]) -> str | None:
    """Return the symbol of another report of the same review, in the batch or in the workspace.

    A stored report of the same symbol is no other one: the new file is its next version.
    """
    symbol = one.symbol
    if symbol in groups:
        return symbol
    if one.known.state is None or one.known.session is None:
        return None
    for group in groups.values():
        known = group[0].known
        if (known.state, known.session) == (one.known.state, one.known.session):
            return group[0].symbol
    stored = Review.objects.filter(
        workspace=workspace, state=one.known.state, session=one.known.session
    )
    other = stored.exclude(symbol=symbol).first()
    return other.symbol if other else None

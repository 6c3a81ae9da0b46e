"""What the documents of one review say of each other: totals, numbers, positions, symbols.

A mismatch is told with both sides; which side is right a person decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from heed.kinds.registry import name_of
from heed.records import Check, Extraction, Listed, Position, Recommendation, Totals

_SHOWN = 12
_COUNTED = ("supported", "partially_supported", "noted", "pending", "unclear")


def checks(review: Extraction, papers: Sequence[Extraction]) -> tuple[Check, ...]:
    """Return every comparison that the papers at hand allow, those that disagree first."""
    found: list[Check] = []
    for paper in papers:
        for totals in paper.totals:
            found.extend(_totals(review, paper, totals))
        if paper.listed:
            found.extend(_listed(review, paper))
        if paper.recognition.kind == "upr_decision":
            found.extend(_decision(review, paper))
    return tuple(sorted(found, key=lambda check: check.agrees))


def _name(paper: Extraction) -> str:
    known = paper.recognition
    return known.symbol or f"The {name_of(known.kind).split(' ', 1)[1]}"


def _totals(review: Extraction, paper: Extraction, totals: Totals) -> Iterator[Check]:
    known = review.recognition
    if totals.state not in (None, known.state) or totals.cycle not in (None, known.cycle):
        return
    counts = Counter(item.position for item in review.recommendations)
    here = {
        "received": (totals.received, len(review.recommendations)),
        "supported": (totals.supported, counts[Position.SUPPORTED]),
        "noted": (totals.noted, counts[Position.NOTED]),
        "partially supported": (totals.other, counts[Position.PARTIALLY_SUPPORTED]),
    }
    open_ = counts[Position.PENDING] + counts[Position.UNCLEAR] + counts[None]
    for what, (said, counted) in here.items():
        if said is None or (what != "received" and open_):
            continue
        text = f"{_name(paper)} says {said} {what}; {counted} are listed here."
        yield Check(f"total_{what.replace(' ', '_')}", text, said == counted, (_name(paper),))
    if open_ and totals.supported is not None:
        text = f"{_name(paper)} counts positions; {open_} are open here: is an addendum missing?"
        yield Check("positions_open", text, agrees=False, sources=(_name(paper),))


def _listed(review: Extraction, paper: Extraction) -> Iterator[Check]:
    here = {item.paragraph: item for item in review.recommendations}
    there = {row.paragraph: row for row in paper.listed}
    name = _name(paper)
    missing = [p for p in here if p not in there]
    extra = [p for p in there if p not in here]
    text = f"{name} holds {len(there)} items, the report {len(here)}."
    if missing:
        text += f" Not in the list: {_some(missing)}."
    if extra:
        text += f" Not in the report: {_some(extra)}."
    yield Check("list_items", text, not missing and not extra, (name,))
    both = [(here[p], there[p]) for p in here if p in there]
    yield _compared("list_positions", "position", name, both, _same_position)
    yield _compared("list_states", "recommending States", name, both, _same_states)
    yield _compared("list_texts", "text", name, both, _same_text)


def _compared(code: str, what: str, name: str,
              both: Sequence[tuple[Recommendation, Listed]], same: object) -> Check:  # fmt: skip
    differ = [item.paragraph for item, row in both if not same(item, row)]  # type: ignore[operator]
    text = f"{name} has the same {what} for {len(both) - len(differ)} of {len(both)} items."
    if differ:
        text += f" Another for {_some(differ)}."
    return Check(code, text, not differ, (name,))


def _same_position(item: Recommendation, row: Listed) -> bool:
    return row.position is None or item.position is row.position


def _same_states(item: Recommendation, row: Listed) -> bool:
    return {who.iso3 for who in item.recommending} == {who.iso3 for who in row.recommending}


def _same_text(item: Recommendation, row: Listed) -> bool:
    return "".join(item.text.split()).casefold() == "".join(row.text.split()).casefold()


def _some(numbers: Sequence[str]) -> str:
    more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    return ", ".join(numbers[:_SHOWN]) + more


def _decision(review: Extraction, paper: Extraction) -> Iterator[Check]:
    named = [fact.value for fact in paper.facts if fact.name == "document"]
    symbol = review.recognition.symbol
    if symbol and named:
        text = f"{_name(paper)} names {', '.join(named)}; the report here is {symbol}."
        yield Check("decision_symbol", text, symbol in named, (_name(paper),))

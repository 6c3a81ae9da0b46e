"""A report and its addenda become one review: the answers become the positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from heed.errors import InputProblem
from heed.kinds.extract import extract
from heed.kinds.recognise import recognise
from heed.records import (
    Answer,
    Document,
    Extraction,
    Position,
    Problem,
    Recognition,
    Recommendation,
)


@dataclass(frozen=True, slots=True)
class Review:
    """A report, the addenda that answer it, and what they say together."""

    report: Document
    addenda: tuple[Document, ...]
    extraction: Extraction


def together(documents: Sequence[Document]) -> tuple[Review, ...]:
    """Return the reviews that `documents` belong to, in the order of their reports.

    Raises `InputProblem`: `same_file`, `two_reports` of one review, `addendum_without_report`.
    """
    known = [(document, recognise(document)) for document in documents]
    return tuple(
        review([documents[i] for i in group], [known[i][1] for i in group])
        for group in grouped(known)
    )


def review(documents: Sequence[Document], recognised: Sequence[Recognition]) -> Review:
    """Return the one review of a report and its addenda, the report first."""
    read = [extract(d, r) for d, r in zip(documents, recognised, strict=True)]
    joined = read[0]
    for addendum in sorted(read[1:], key=lambda e: e.recognition.symbol or ""):
        joined = join(joined, addendum)
    return Review(documents[0], tuple(documents[1:]), joined)


def grouped(known: Sequence[tuple[Document, Recognition]]) -> list[list[int]]:
    """Return which documents belong to one review: indices, each report before its addenda.

    Raises `InputProblem` as `together` does.
    """
    _refuse_copies([document for document, _ in known])
    _refuse_second_reports([(d, r) for d, r in known if r.kind == "upr_report"])
    groups = {r.symbol: [i] for i, (_, r) in enumerate(known) if r.kind == "upr_report"}
    unnamed = [[i] for i, (_, r) in enumerate(known) if r.kind == "upr_report" and not r.symbol]
    for i, (document, recognition) in enumerate(known):
        if recognition.kind != "upr_addendum":
            continue
        parent = recognition.parent
        if parent is None or parent not in groups:
            reason = f"is the addendum to {parent}, which is not here."
            remedy = "Give the report first, or both together."
            raise InputProblem(document.name, "addendum_without_report", reason, remedy)
        groups[parent].append(i)
    named = [group for symbol, group in groups.items() if symbol]
    return sorted([*named, *unnamed])


def _refuse_copies(documents: Sequence[Document]) -> None:
    seen: dict[str, str] = {}
    for document in documents:
        if document.sha256 in seen:
            reason = f"is the same file as {seen[document.sha256]}."
            raise InputProblem(document.name, "same_file", reason, "Give it once.")
        seen[document.sha256] = document.name


def _refuse_second_reports(reports: Sequence[tuple[Document, Recognition]]) -> None:
    seen: dict[object, str] = {}
    for document, known in reports:
        for key in ((known.symbol,), (known.state, known.session)):
            if key in seen and None not in key:
                reason = f"is a second report of the review that {seen[key]} reports."
                remedy = "Give one of them."
                raise InputProblem(document.name, "two_reports", reason, remedy)
            seen[key] = document.name


def join(report: Extraction, addendum: Extraction) -> Extraction:
    """Return the report's recommendations with the addendum's answers as positions.

    An item that the addendum does not name keeps the position of the report. Reported: items
    still pending, items answered twice and differently, answers to items that do not exist.
    """
    numbers = _Numbers(report, addendum)
    answers: dict[str, list[Answer]] = {}
    problems: list[Problem] = []
    for answer in addendum.answers:
        paragraph = numbers.resolve(answer.paragraph)
        if paragraph is None:
            text = f"The addendum answers {answer.paragraph}, which the report does not hold."
            problems.append(Problem("no_such_item", text))
        else:
            answers.setdefault(paragraph, []).append(answer)
    items = tuple(_answered(r, answers.get(r.paragraph, [])) for r in report.recommendations)
    return replace(
        report,
        recommendations=items,
        answers=(*report.answers, *addendum.answers),
        problems=(*report.problems, *addendum.problems, *problems),
    )


def _answered(item: Recommendation, answers: Sequence[Answer]) -> Recommendation:
    if not answers:
        if item.position is not Position.PENDING:
            return item
        text = "The addendum does not answer this item."
        return replace(item, problems=(*item.problems, Problem("unanswered", text)))
    first = answers[0]
    problems = item.problems
    if len({answer.position for answer in answers}) > 1:
        stated = " and ".join(dict.fromkeys(answer.position.value for answer in answers))
        problems += (Problem("answered_twice", f"The addendum answers this item twice: {stated}."),)
    return replace(
        item,
        position=first.position,
        claim=first.claim or item.claim,
        position_source=first.source,
        position_words=first.quote.text,
        problems=problems,
    )


class _Numbers:
    """Resolves the numbers of an addendum to paragraphs of the report."""

    def __init__(self, report: Extraction, addendum: Extraction) -> None:
        self.paragraphs = {r.paragraph for r in report.recommendations}
        self.order = [r.paragraph for r in report.recommendations]
        self.main = self._main(report, addendum)

    def _main(self, report: Extraction, addendum: Extraction) -> str | None:
        """Return the paragraph whose items bare serials count, None if they count all items.

        A footnote may name it (A/HRC/28/15/Add.1). Else it is the only list, or the only list
        that was left pending if no serial is beyond it.
        """
        index = next((f.value for f in addendum.facts if f.name == "serials_index"), None)
        if any(p.startswith(f"{index}.") for p in self.order):
            return index
        mains = {_main_of(p) for p in self.order}
        if len(mains) == 1:
            return mains.pop()
        pending = [r.paragraph for r in report.recommendations if r.position is Position.PENDING]
        lists = {_main_of(p) for p in pending}
        serials = [int(a.paragraph) for a in addendum.answers if a.paragraph.isdigit()]
        if len(lists) == 1 and serials and max(serials) <= len(pending):
            return lists.pop()
        return None

    def resolve(self, number: str) -> str | None:
        """Return the report's paragraph for `122.62` or for the bare serial `62`."""
        paragraph = number if "." in number else f"{self.main}.{number}"
        if paragraph in self.paragraphs:
            return paragraph
        if "." in number or self.main is not None:
            return None
        at = int(number) - 1
        return self.order[at] if 0 <= at < len(self.order) else None


def _main_of(paragraph: str) -> str:
    return paragraph.split(".")[0]

"""A report and its addenda become one review: the answers become the positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from heed.errors import InputProblem
from heed.kinds.checks import checks
from heed.kinds.extract import extract
from heed.kinds.recognise import recognise
from heed.kinds.registry import REPORTS, lists, name_of
from heed.records import (
    Answer,
    Check,
    Document,
    Extraction,
    Listed,
    Passage,
    Position,
    Problem,
    Recognition,
    Recommendation,
)


@dataclass(frozen=True, slots=True)
class Review:
    """A report, the addenda that answer it, and what they say together.

    `papers` are the other documents of the review, each for itself; `checks` compare them all.
    """

    report: Document
    addenda: tuple[Document, ...]
    extraction: Extraction
    papers: tuple[Extraction, ...] = ()
    checks: tuple[Check, ...] = ()


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
    """Return the one review of a report, its addenda and its other papers, the report first."""
    read = [extract(d, r) for d, r in zip(documents, recognised, strict=True)]
    joined = read[0]
    addenda = [e for e in read[1:] if e.recognition.kind == "upr_addendum"]
    for addendum in sorted(addenda, key=lambda e: e.recognition.symbol or ""):
        joined = join(joined, addendum)
    papers = tuple(e for e in read[1:] if e.recognition.kind != "upr_addendum")
    for paper in papers:
        joined = with_listed(joined, paper.listed)
    answering = tuple(
        d for d, r in zip(documents, recognised, strict=True) if r.kind == "upr_addendum"
    )
    return Review(documents[0], answering, joined, papers, checks(joined, papers))


def with_listed(report: Extraction, listed: Sequence[Listed]) -> Extraction:
    """Return the report; items whose position is open take the one that OHCHR's list states.

    The source says so: "(thematic list: A/HRC/28/15/Add.1 - Para. 3)".
    """
    rows = {row.paragraph: row for row in listed}
    open_ = (Position.PENDING, Position.UNCLEAR, None)
    items = [
        replace(
            item,
            position=rows[item.paragraph].position,
            position_source=f"(thematic list: {rows[item.paragraph].position_source})",
        )
        if item.paragraph in rows
        and item.position in open_
        and item.position_words is None
        and rows[item.paragraph].position is not None
        else item
        for item in report.recommendations
    ]
    return replace(report, recommendations=tuple(items))


def grouped(known: Sequence[tuple[Document, Recognition]]) -> list[list[int]]:
    """Return which documents belong to one review: indices, each report before its addenda.

    Raises `InputProblem` as `together` does.
    """
    _refuse_copies([document for document, _ in known])
    _refuse_second_reports([(d, r) for d, r in known if lists(r.kind)])
    groups = {i: [i] for i, (_, r) in enumerate(known) if lists(r.kind)}
    for i, (document, recognition) in enumerate(known):
        if lists(recognition.kind):
            continue
        at = [n for n in groups if belongs(recognition, known[n][1])]
        if len(at) != 1:
            raise _without_report(document, recognition)
        groups[at[0]].append(i)
    return list(groups.values())


def belongs(paper: Recognition, report: Recognition) -> bool:
    """Return whether a paper is of the review that `report` reports; other lists have no papers.

    Its parent decides; else State and session; else, where it prints no session, State and cycle,
    or the State alone.
    """
    if report.kind not in REPORTS:
        return False
    if paper.kind == "upr_session_report":
        # A/HRC/28/2 holds the outcomes of the reports A/HRC/28/<n>.
        return _session_of(paper) is not None and _session_of(paper) == _session_of(report)
    if paper.parent is not None:
        return paper.parent == report.symbol
    if paper.state is None or paper.state != report.state:
        return False
    if paper.session is not None:
        return paper.session == report.session
    return paper.cycle in (None, report.cycle)


def _session_of(known: Recognition) -> str | None:
    """Return the Council session in a symbol `A/HRC/28/15`."""
    parts = (known.symbol or "").split("/")
    return parts[2] if len(parts) >= 4 and parts[2].isdigit() else None


def _without_report(document: Document, recognition: Recognition) -> InputProblem:
    if recognition.kind == "upr_addendum":
        reason = f"is the addendum to {recognition.parent}, which is not here."
        remedy = "Give the report first, or both together."
        return InputProblem(document.name, "addendum_without_report", reason, remedy)
    reason = f"is {name_of(recognition.kind)}, which holds no list of its own."
    remedy = "Give the report of the same review with it, or read it with `heed facts`."
    return InputProblem(document.name, "no_list", reason, remedy)


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
        session = known.session if known.kind in REPORTS else None
        for key in ((known.symbol,), (known.state, session)):
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
    whole: list[Answer] = []
    problems: list[Problem] = []
    for answer in addendum.answers:
        if answer.paragraph.endswith("*"):
            whole.append(answer)
            continue
        paragraph = numbers.resolve(answer.paragraph)
        if paragraph is None:
            text = f"The addendum answers {answer.paragraph}, which the report does not hold."
            problems.append(Problem("no_such_item", text))
        else:
            answers.setdefault(paragraph, []).append(answer)
    for answer in whole:
        # What is said of one item counts before what is said of its whole list.
        for paragraph in numbers.all_of(answer.paragraph, report):
            answers.setdefault(paragraph, [answer])
    said = _commented(addendum.passages, numbers)
    items = tuple(
        _with_comment(_answered(r, answers.get(r.paragraph, [])), said.get(r.paragraph, ()))
        for r in report.recommendations
    )
    problems.extend(_forgotten(items))
    return replace(
        report,
        recommendations=items,
        answers=(*report.answers, *addendum.answers),
        problems=(*report.problems, *addendum.problems, *problems),
    )


def _forgotten(items: Sequence[Recommendation]) -> tuple[Problem, ...]:
    """Return one sentence for all items the addendum left out, one for those it tells twice."""
    found: list[Problem] = []
    sentences = {
        "unanswered": "The addendum does not answer {n} of {all} items: {which}.",
        "answered_twice": "The addendum answers {n} of {all} items twice and differently: {which}.",
    }
    for code, sentence in sentences.items():
        which = [i.paragraph for i in items if any(p.code == code for p in i.problems)]
        if which:
            text = sentence.format(n=len(which), all=len(items), which=_some(which))
            found.append(Problem(f"{code}_items", text))
    return tuple(found)


def _some(numbers: Sequence[str]) -> str:
    more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    return ", ".join(numbers[:_SHOWN]) + more


_SHOWN = 12


def _commented(passages: Sequence[Passage], numbers: _Numbers) -> dict[str, list[str]]:
    """Return the addendum's comments by the report's paragraph."""
    said: dict[str, list[str]] = {}
    for passage in passages:
        for number in passage.refers_to:
            paragraph = numbers.resolve(number)
            if paragraph is not None:
                said.setdefault(paragraph, []).append(passage.text)
    return said


def _with_comment(item: Recommendation, said: Sequence[str]) -> Recommendation:
    if not said:
        return item
    return replace(item, comment="\n".join([*([item.comment] if item.comment else []), *said]))


def _answered(item: Recommendation, answers: Sequence[Answer]) -> Recommendation:
    if not answers:
        if item.position not in (Position.PENDING, Position.UNCLEAR, None):
            return item
        text = "The addendum does not answer this item."
        return replace(item, problems=(*item.problems, Problem("unanswered", text)))
    first = answers[0]
    problems = item.problems
    if len({answer.position for answer in answers}) > 1:
        stated = " and ".join(dict.fromkeys(answer.position.value for answer in answers))
        problems += (Problem("answered_twice", f"The addendum answers this item twice: {stated}."),)
    if item.position in (Position.SUPPORTED, Position.NOTED) and item.position != first.position:
        text = f"The report says {item.position.value}, the addendum {first.position.value}."
        problems += (Problem("position_changed", text),)
    return replace(
        item,
        supported_part=first.part,
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

    def all_of(self, pattern: str, report: Extraction) -> list[str]:
        """Return the paragraphs of `112.*`, or of `*`: every item that was still to be answered."""
        if pattern == "*":
            open_ = (Position.PENDING, Position.UNCLEAR, None)
            return [r.paragraph for r in report.recommendations if r.position in open_]
        main = pattern.removesuffix(".*")
        listed = [p for p in self.order if _main_of(p) == main]
        serial = self.resolve(main)
        return listed or ([serial] if serial else [])

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

"""From the lines of section II to recommendations with States, position and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from heed.kinds.attribution import attribute
from heed.kinds.lines import Line, all_lines, joined
from heed.kinds.upr_report.cited import cited
from heed.kinds.upr_report.claims import with_claims
from heed.kinds.upr_report.comments import with_comments
from heed.kinds.upr_report.footnotes import with_notes
from heed.kinds.upr_report.items import is_answer, read_item, recommendation
from heed.kinds.upr_report.lead_ins import LeadIn, classify
from heed.kinds.upr_report.outline import Item, Paragraph, outline
from heed.kinds.upr_report.pledges import pledges
from heed.kinds.upr_report.positions import settle
from heed.kinds.upr_report.section import pledges as pledge_lines
from heed.kinds.upr_report.section import proceedings, section
from heed.records import Document, Extraction, Group, Problem, Quote, Recognition, Recommendation


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return the recommendations of section II with the positions that the report itself states.

    Raises `NoSuchSection` if there is no section II.
    """
    held = all_lines(document)
    lines = [line for line in held if not line.note]
    paragraphs = [_with_single_item(p) for p in _until_end(outline(section(lines)))]
    leads = [joined(p.lines) for p in paragraphs]
    texts = [*map(_with_tail, paragraphs, leads)]
    listed = [bool(p.items) for p in paragraphs]
    senses = settle([classify(lead) for lead in leads], texts, listed)
    groups: list[Group] = []
    items: list[Recommendation] = []
    for paragraph, lead, sense in zip(paragraphs, leads, senses, strict=True):
        found = _items(paragraph, sense, recognition)
        items.extend(found)
        groups.append(_group(paragraph, lead, sense, len(found)))
    items = with_claims(items, paragraphs, leads, senses)
    items, comments = with_comments(items, paragraphs, leads, senses, recognition)
    items = with_duplicates(with_notes(items, document, held))
    pledging = [p for p, s in zip(paragraphs, senses, strict=True) if s.role == "pledge"]
    return Extraction(
        recognition,
        tuple(items),
        tuple(groups),
        cited=cited(proceedings(lines), paragraphs, leads, senses, recognition),
        passages=(*comments, *pledges(pledge_lines(lines), pledging)),
        problems=_problems(items),
    )


def _until_end(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Drop the closing paragraph: "should not be construed as endorsed by the Working Group"."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if classify(joined(paragraph.lines)).role == "end":
            break
        kept.append(paragraph)
    return kept


def _with_single_item(paragraph: Paragraph) -> Paragraph:
    """Give an unnumbered recommendation that follows the lead-in a place of its own.

    "72. The following recommendation did not enjoy the support of ...: Allow ..." (A/HRC/13/16).
    """
    if paragraph.items or classify(joined(paragraph.lines)).position is None:
        return paragraph
    for i, line in enumerate(paragraph.lines[:-1]):
        head, colon, rest = line.text.partition(":")
        if not colon:
            continue
        below = [replace(line, text=rest.strip())] if rest.strip() else []
        below += paragraph.lines[i + 1 :]
        if not attribute(read_item(joined(below)).text).closed:
            return paragraph
        lead = [*paragraph.lines[:i], replace(line, text=head + colon)]
        item = Item(0, str(paragraph.number), dotted=False, lines=_starting(below))
        return Paragraph(paragraph.number, lead, [item])
    return paragraph


def _starting(lines: list[Line]) -> list[Line]:
    first = lines[0]
    return [replace(first, start=first.end - len(first.text)), *lines[1:]]


def _with_tail(paragraph: Paragraph, lead: str) -> str:
    """Return the lead-in and, after a NUL, what stands unnumbered after the last item."""
    if not paragraph.items:
        return lead
    tail = read_item(joined(paragraph.items[-1].lines)).comment
    return f"{lead}\0{tail}" if tail else lead


def _group(paragraph: Paragraph, lead: str, sense: LeadIn, count: int) -> Group:
    first, last = paragraph.lines[0], paragraph.lines[-1]
    quote = Quote(lead, first.start, last.end, first.page)
    return Group(str(paragraph.number), quote, sense.position, sense.claim, count)


def _items(paragraph: Paragraph, sense: LeadIn, recognition: Recognition) -> list[Recommendation]:
    if sense.role in ("comment", "pledge"):
        return []
    found: list[Recommendation] = []
    for item in paragraph.items:
        if not is_answer(item, sense, recognition):
            found.append(recommendation(paragraph, item, sense, recognition))
        elif found:
            found[-1] = replace(found[-1], comment=joined(item.lines))
    return found


def with_duplicates(items: Sequence[Recommendation]) -> list[Recommendation]:
    """Return the items; one that repeats another word for word, by the same States, says so.

    Two in 35,000 do (A/HRC/17/10, 86.83 and 86.134). They stay two: the UN counts them so.
    """
    first: dict[object, str] = {}
    checked: list[Recommendation] = []
    for item in items:
        states = tuple(who.name for who in item.recommending)
        twin = first.setdefault((item.text, states), item.paragraph) if states else item.paragraph
        if twin != item.paragraph:
            text = f"The same words by the same States stand at {twin}."
            item = replace(item, problems=(*item.problems, Problem("duplicate", text)))
        checked.append(item)
    return checked


def _problems(items: Sequence[Recommendation]) -> tuple[Problem, ...]:
    if items:
        return ()
    return (Problem("no_items", "Section II holds no numbered recommendation."),)

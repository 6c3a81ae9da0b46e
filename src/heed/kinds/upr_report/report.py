"""From the lines of section II to recommendations with States, position and place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heed.kinds.attribution import attribute
from heed.kinds.lines import Line, clean_lines, joined
from heed.kinds.upr_report.lead_ins import LeadIn, classify
from heed.kinds.upr_report.outline import Item, Paragraph, outline
from heed.kinds.upr_report.section import section
from heed.records import Document, Extraction, Group, Problem, Quote, Recognition, Recommendation

# Marks of footnotes that the text layer sets as plain digits: "(Chad);1", "(Chad)1;".
_NOTE_MARK = re.compile(r"(?<=[;)])\s?\d{1,2}(?=\s*[;.]?\s*$)|(?<=\))\d{1,2}(?=[;.])")


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return the recommendations of section II with the positions that the report itself states.

    Raises `NoSuchSection` if there is no section II.
    """
    paragraphs = outline(section(clean_lines(document)))
    groups: list[Group] = []
    items: list[Recommendation] = []
    for paragraph in paragraphs:
        lead = joined(paragraph.lines)
        sense = classify(lead)
        if sense.role == "end":
            break
        found = _items(paragraph, sense, recognition)
        items.extend(found)
        groups.append(_group(paragraph, lead, sense, len(found)))
    return Extraction(recognition, tuple(items), tuple(groups))


def _group(paragraph: Paragraph, lead: str, sense: LeadIn, count: int) -> Group:
    first, last = paragraph.lines[0], paragraph.lines[-1]
    quote = Quote(lead, first.start, last.end, first.page)
    return Group(str(paragraph.number), quote, sense.position, sense.claim, count)


def _items(
    paragraph: Paragraph, sense: LeadIn, recognition: Recognition
) -> list[Recommendation]:
    if sense.role in ("comment", "pledge"):
        return []
    return [_item(paragraph, item, sense, recognition) for item in paragraph.items]


def _item(
    paragraph: Paragraph, item: Item, sense: LeadIn, recognition: Recognition
) -> Recommendation:
    text = _NOTE_MARK.sub("", joined(item.lines))
    found = attribute(text)
    number = f"{paragraph.number}.{item.number}"
    printed = item.printed if item.printed != number else None
    return Recommendation(
        paragraph=number,
        text=found.text,
        start=item.lines[0].start,
        end=item.lines[-1].end,
        key=f"{recognition.symbol}#{number}" if recognition.symbol else None,
        page=item.lines[0].page,
        recommending=found.recommending,
        parts=found.parts,
        position=sense.position,
        claim=sense.claim,
        paragraph_as_printed=printed,
        problems=(*found.problems, *item.problems),
    )

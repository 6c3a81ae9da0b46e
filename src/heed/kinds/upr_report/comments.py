"""What the State says of items in paragraphs of their own: "With regard to recommendation 3"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from heed.kinds.lines import joined
from heed.kinds.number_lists import LIST, parse
from heed.kinds.upr_report.lead_ins import LeadIn
from heed.kinds.upr_report.outline import Paragraph
from heed.kinds.upr_report.pointers import pointers
from heed.records import Passage, Position, Recognition, Recommendation
from heed.vocab import states

_POINTED = re.compile(
    r"recommendations?\s(?:above,? )?"
    r"(?:(?:contained|included|set out|listed|under|in|made|above|from)[ ,]+)*"
    rf"(?:the )?(?:paragraphs? |nos?\.? ?|numbers? )?({LIST})",
    re.IGNORECASE,
)
_WHOLE_LIST = re.compile(
    r"recommendations? (?:listed |noted )?above\b(?!,? \d)|above(?:-mentioned)? recommendations?"
    r"|these recommendations|those recommendations|to this recommendation",
    re.IGNORECASE,
)
# "paragraph 103, No. 7" (A/HRC/15/13, 104).
_NUMBER_OF = re.compile(r"paragraph (\d{1,3}),? No\.? ?(\d{1,3})")
_MADE_BY = re.compile(r"recommendations? (?:made )?by (?:the )?(?:delegation of )?(?:the )?")
_NEAR = 4
# "The recommendations ... listed below have been examined" (A/HRC/25/6, 134) opens the next lists.
_OPENS = re.compile(r"listed below have been examined", re.IGNORECASE)
# When the answer will come is no comment: "will be included in the outcome report".
_TIMING = re.compile(r"will be (?:included|provided|noted)|will provide|to be adopted by", re.I)


def with_comments(
    items: Sequence[Recommendation],
    paragraphs: Sequence[Paragraph],
    leads: Sequence[str],
    senses: Sequence[LeadIn],
    recognition: Recognition,
) -> tuple[list[Recommendation], tuple[Passage, ...]]:
    """Return the items with the comments that point to them, and the comments as passages.

    A comment that names no number speaks of the list above it only if it says so; else it stands
    for itself. Seen in A/HRC/15/8 (104-109), A/HRC/19/3 (92.1-92.4), A/HRC/24/7 (137-138).
    """
    known = {item.paragraph for item in items}
    said: dict[str, list[str]] = {}
    passages: list[Passage] = []
    above: Paragraph | None = None
    for paragraph, lead, sense in zip(paragraphs, leads, senses, strict=True):
        if sense.role == "comment" and paragraph.items:
            comments = [(f"{paragraph.number}.{i.number}", joined(i.lines), i.lines)
                        for i in paragraph.items]  # fmt: skip
        elif paragraph.items:
            above = paragraph
            continue
        elif _comments(lead, sense):
            comments = [(str(paragraph.number), lead, paragraph.lines)]
        else:
            continue
        # What the dialogue says is cited, not commented (`cited.py`).
        spoken = bool(pointers(lead, paragraphs[0].number))
        for number, text, lines in comments:
            pointed = [] if spoken else _pointed(text, above, known, items)
            if spoken and not pointed and sense.role != "comment":
                continue
            for one in pointed:
                said.setdefault(one, []).append(text)
            keys = tuple(f"{recognition.symbol or ''}#{one}" for one in pointed)
            passages.append(
                Passage(_role(lead), number, text, lines[0].start, lines[-1].end, lines[0].page,
                        refers_to=keys)
            )  # fmt: skip
    _spread(items, known, said)
    return [_commented(item, said.get(item.paragraph, ())) for item in items], tuple(passages)


def _role(lead: str) -> str:
    """Return `conclusion` for "the following conclusions were made" (A/HRC/8/23, 76)."""
    low = lead.lower()
    return "conclusion" if "conclusions" in low and "recommendation" not in low else "comment"


def _spread(items: Sequence[Recommendation], known: set[str], said: dict[str, list[str]]) -> None:
    """Add a comment printed below one item to the others that it names.

    "San Marino is not in a position to accept recommendations Nos. 3 and 4 above" stands below
    the last of them (A/HRC/14/9, 72).
    """
    for item in items:
        for one in _numbers(item.comment or "", item.paragraph.split(".")[0], known):
            if one != item.paragraph:
                said.setdefault(one, []).append(item.comment or "")


def _comments(lead: str, sense: LeadIn) -> bool:
    if sense.role == "comment":
        return True
    if _TIMING.search(lead) or _OPENS.search(lead) or sense.role in ("end", "open", "pledge"):
        return False
    return sense.role == "unclear" or (sense.position is Position.NOTED and sense.claim is None)


def _pointed(
    text: str, above: Paragraph | None, known: set[str], items: Sequence[Recommendation]
) -> list[str]:
    numbers = _numbers(text, str(above.number) if above else None, known)
    numbers += [f"{m.group(1)}.{m.group(2)}" for m in _NUMBER_OF.finditer(text)]
    if not numbers and above is not None:
        numbers = _of_state(text, f"{above.number}.", items)
    if not numbers and above is not None and _WHOLE_LIST.search(text):
        numbers = [f"{above.number}.{item.number}" for item in above.items]
    return [number for number in dict.fromkeys(numbers) if number in known]


def _numbers(text: str, main: str | None, known: set[str]) -> list[str]:
    """Return the items that a text names by number; bare numbers are those of the list `main`."""
    return [
        number
        for found in _POINTED.finditer(text)
        for number in parse(found.group(1), main).numbers
        if number in known
    ]


def _of_state(text: str, prefix: str, items: Sequence[Recommendation]) -> list[str]:
    """Return the items of a list by the State named: "the recommendation made by ..."."""
    made = _MADE_BY.search(text)
    maker = next(states.mentions(text[made.end() :]), None) if made else None
    if maker is None or maker.start > _NEAR:
        return []
    return [
        item.paragraph
        for item in items
        if item.paragraph.startswith(prefix)
        and maker.state.iso3 in {who.iso3 for who in item.recommending}
    ]


def _commented(item: Recommendation, said: Sequence[str]) -> Recommendation:
    words = [*([item.comment] if item.comment else []), *(s for s in said if s != item.comment)]
    return replace(item, comment="\n".join(words) or None)

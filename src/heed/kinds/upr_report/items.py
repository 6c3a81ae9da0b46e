"""One numbered item becomes a recommendation, its States, and what the State wrote below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from heed.kinds.attribution import Attribution, attribute, find_brackets
from heed.kinds.lines import Line, joined
from heed.kinds.upr_report.lead_ins import LeadIn
from heed.kinds.upr_report.outline import Item, Paragraph
from heed.records import Position, Problem, Recognition, Recommendation, Recommending
from heed.vocab import states

# Numbered answers of the State stand in the lists of A/HRC/13/15 (92.2, 92.4), A/HRC/11/28 (82),
# A/HRC/12/3 (82), A/HRC/10/71 (82) and A/HRC/19/3 (92). No bracket of States closes them, unlike
# A/HRC/15/12, 71.74, which begins with "Regarding recommendations" and is one.
_ANSWER = re.compile(
    r"(?:(?:With regards? to|Regarding|Concerning|As regards) (?:the )?recommendations?"
    r"|The recommendations? (?:under|in|contained in) paragraphs?)\b"
)
_ANSWER_VERB = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:has |had )?"
    r"(?:explained|indicated|considers?|considered|stated|noted|notes|is of the view)\b"
)
_NAMED = re.compile(r"\brecommendations? (?:made )?(?:of|by) (?=(?:the )?[A-Z])")
# A comment that follows an item of which no bracket closes the sentence (A/HRC/14/9, 72.1).
_COMMENT = re.compile(
    r"(?<=[;.:]) (?=(?:The )?[A-Z]\w+(?: [A-Z]\w+)* is not in a position to accept)"
)
_FOOTNOTE = re.compile(
    r"\s*(?:\d{1,2}\s+)?(?:The )?(?:original )?recommendations? (?:originally|as|was|made|read)",
    re.I,
)
# A mark on a line of its own below the bracket: "(Ecuador)" / "1" (A/HRC/21/8, 89.45).
_LAST_MARK = re.compile(r"(?<=\))\s*\d{1,2}\s*[;.]?\s*$")
_LONGEST_NAME = 80
_NO_WORDS = re.compile(r"[\s;:.,)\d*∗]*")


@dataclass(frozen=True, slots=True)
class Reading:
    """An item's own words apart from what follows them: `comment` is the State's, or a heading."""

    text: str
    comment: str | None


def recommendation(
    paragraph: Paragraph, item: Item, sense: LeadIn, recognition: Recognition
) -> Recommendation:
    """Return the item as a recommendation, with the position that its lead-in gives."""
    reading = read_item(joined(item.lines))
    found = _with_named_state(attribute(reading.text))
    number = f"{paragraph.number}.{item.number}" if item.number else str(paragraph.number)
    return Recommendation(
        paragraph=number,
        text=found.text,
        start=item.lines[0].start,
        end=_end(item.lines, reading),
        key=f"{recognition.symbol}#{number}" if recognition.symbol else None,
        page=item.lines[0].page,
        recommending=found.recommending,
        parts=found.parts,
        position=sense.position,
        claim=sense.claim,
        position_source=_source(recognition, paragraph) if sense.position else None,
        paragraph_as_printed=item.printed if item.printed != number else None,
        comment=reading.comment,
        problems=(*found.problems, *item.problems, *_doubts(found, sense)),
    )


def _with_named_state(found: Attribution) -> Attribution:
    """Take the State from the sentence where no bracket names one: "the recommendation of ..."."""
    named = _NAMED.search(found.text) if not found.recommending else None
    if named is None:
        return found
    mention = next(states.mentions(found.text[named.end() :]), None)
    if mention is None or mention.start > 0:
        return found
    name = found.text[named.end() : named.end() + mention.end]
    # No bracket closes the item: `_doubts` says so.
    who = Recommending(name, mention.state.iso3)
    return replace(found, recommending=(who,), problems=())


def read_item(text: str) -> Reading:
    """Separate an item from the paragraph that follows its closing bracket of States."""
    text = _LAST_MARK.sub("", text)
    brackets = find_brackets(text)
    for bracket in brackets:
        before = text[: bracket.end]
        if before.count("“") == before.count("”") and _ends_a_quotation(text[bracket.end :]):
            return Reading(text[: bracket.end], None)
    comment = _COMMENT.search(text)
    if comment:
        return Reading(text[: comment.start()], text[comment.end() :])
    if not brackets:
        return Reading(text, None)
    last = brackets[-1]
    stop = re.match(r"\s*[;.:]", text[last.end :])
    rest = text[last.end + stop.end() :] if stop else ""
    if _NO_WORDS.fullmatch(rest):
        return Reading(text, None)
    if _FOOTNOTE.match(rest):
        return Reading(text[: last.end], None)
    return Reading(text[: last.end], rest.strip())


def _ends_a_quotation(text: str) -> bool:
    """True if a quotation is closed that was not opened: the rest of a footnote."""
    closing = text.find("”")
    return closing >= 0 and not 0 <= text.find("“") < closing


def is_answer(item: Item, sense: LeadIn, recognition: Recognition) -> bool:
    """Return True if a numbered item is the State's own answer and no recommendation.

    A list that the State agreed on may begin its items alike (A/HRC/8/19, 60): they stay items.
    """
    text = joined(item.lines)
    if _ANSWER.match(text):
        return sense.position is not Position.SUPPORTED and not attribute(text).closed
    # Only a State that begins the item counts: its name ends within this.
    first = next(states.mentions(text[:_LONGEST_NAME]), None)
    if first is None or first.state.iso3 != recognition.state:
        return False
    if text[: first.start].strip(" The"):
        return False
    return bool(_ANSWER_VERB.match(text[first.end :]))


def _end(lines: list[Line], reading: Reading) -> int:
    """Return where the item's own words end; a comment below them starts on a new line."""
    if reading.comment is None:
        return lines[-1].end
    length = 0
    for line in lines:
        length += len(line.text) + 1
        if length >= len(reading.text):
            return line.end
    return lines[-1].end


def _source(recognition: Recognition, paragraph: Paragraph) -> str:
    return (
        f"{recognition.symbol}#{paragraph.number}" if recognition.symbol else str(paragraph.number)
    )


def _doubts(found: Attribution, sense: LeadIn) -> tuple[Problem, ...]:
    doubts: list[Problem] = []
    if found.recommending and not found.closed and not found.parts:
        text = "No bracket of States closes the item; the States stand inside the sentence."
        doubts.append(Problem("states_inside", text))
    if sense.position is Position.UNCLEAR:
        doubts.append(Problem("position", "The report does not say which items are supported."))
    return tuple(doubts)

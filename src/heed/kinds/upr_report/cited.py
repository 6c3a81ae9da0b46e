"""Recommendations that section II only points to, with the words that the dialogue has for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from heed.kinds.lines import Line
from heed.kinds.upr_report.dialogue import Ask, Spoken, dialogue
from heed.kinds.upr_report.lead_ins import LeadIn
from heed.kinds.upr_report.outline import Paragraph
from heed.kinds.upr_report.pointers import Pointer, pointers
from heed.records import Cited, Problem, Recognition


def cited(
    above: Sequence[Line],
    paragraphs: Sequence[Paragraph],
    leads: Sequence[str],
    senses: Sequence[LeadIn],
    recognition: Recognition,
) -> tuple[Cited, ...]:
    """Return what the paragraphs of section II without a list point to, in their order.

    The position is that of the paragraph; a paragraph that only comments adds its words.
    """
    found: dict[str, Cited] = {}
    spoken: Mapping[int, Spoken] | None = None
    for paragraph, lead, sense in zip(paragraphs, leads, senses, strict=True):
        if paragraph.items:
            continue
        places = pointers(lead, paragraphs[0].number)
        if not places:
            continue
        spoken = dialogue(above) if spoken is None else spoken
        for place in places:
            known = found.get(place.reference)
            if known is not None:
                found[place.reference] = replace(known, comment=lead)
            elif sense.position is not None:
                found[place.reference] = _resolved(place, paragraph, sense, spoken, recognition)
    return tuple(found.values())


def _resolved(
    place: Pointer,
    paragraph: Paragraph,
    sense: LeadIn,
    spoken: Mapping[int, Spoken],
    recognition: Recognition,
) -> Cited:
    source = f"{recognition.symbol or ''}#{paragraph.number}"
    ask, problems = _found(place, spoken.get(place.paragraph), recognition.state)
    if ask is None:
        first = paragraph.lines[0]
        text = f"Paragraph {paragraph.number} points to {place.reference}, which is not found."
        return Cited(
            place.reference, "", first.start, first.end, first.page,
            position=sense.position, position_source=source,
            problems=(Problem("no_such_place", text),),
        )  # fmt: skip
    if place.doubtful:
        text = f"The letters run backwards; {place.reference} may belong to another paragraph."
        problems.append(Problem("pointer", text))
    if ask.recommending is None:
        problems.append(Problem("no_states", "The dialogue names no State that recommended it."))
    return Cited(
        place.reference, ask.text, ask.start, ask.end, ask.page,
        (ask.recommending,) if ask.recommending else (),
        sense.position, source, None, tuple(problems),
    )  # fmt: skip


def _found(
    place: Pointer, held: Spoken | None, addressee: str | None
) -> tuple[Ask | None, list[Problem]]:
    """Return the words a pointer leads to. A letter that is not printed leads to the paragraph."""
    if held is None:
        return None, []
    if place.last_sentence:
        return held.last_sentence(addressee), []
    if place.letter is None:
        return held.whole(addressee), []
    ask = held.letter(place.letter, addressee)
    if ask is not None:
        return ask, []
    text = f"Paragraph {place.paragraph} prints no ({place.letter}); all that it asks is shown."
    return held.whole(addressee), [Problem("no_letter", text)]

"""What a committee recommends, paragraph by paragraph, and what each other paragraph does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from heed.errors import NoSuchSection
from heed.kinds import articles, asking
from heed.kinds.closing import closing_role, dues, is_closing
from heed.kinds.committees import session_dates
from heed.kinds.concluding_observations.sections import Section, after, section_of
from heed.kinds.footed import notes
from heed.kinds.paragraphs import Paragraph, outline
from heed.kinds.requests import named_paragraphs, passage, recommendation
from heed.records import Document, Due, Extraction, Passage, Problem, Recognition, Recommendation
from heed.vocab.mechanisms import mechanisms

# Dissemination, follow-up and the next report stand behind this share of the paragraphs.
_LATE = 0.6


@dataclass(slots=True)
class _Found:
    """What was found so far; `concern` are the paragraphs above that wait for their ask."""

    items: list[Recommendation] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    concern: list[Paragraph] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return the recommendations, the role of every other paragraph, and what is due when.

    Raises `NoSuchSection` where no numbered paragraph is found.
    """
    mechanism = mechanisms()[recognition.mechanism or "cedaw"]
    voice = asking.voice(mechanism.code)
    read = outline(document, speaks=lambda text: asking.speaks(text, voice))
    if not read.paragraphs:
        raise NoSuchSection("numbered paragraphs")
    found = _Found(notes=notes(document))
    section, opened_by = _first(read.paragraphs), ""
    for i, paragraph in enumerate(read.paragraphs):
        for heading in paragraph.above:
            bare = articles.split(heading.text)[0]
            if i == 0 and section_of(bare) is None:
                continue  # lines of the title
            section, opened_by = after(section, opened_by, bare, heading.prefix)
        late = i >= _LATE * len(read.paragraphs)
        _take(document, paragraph, section, found, voice, recognition, late=late)
    chosen = {
        key.split("#")[1].split("(")[0] for one in found.passages if one.role == "follow_up"
        for key in one.refers_to
    }  # fmt: skip
    return Extraction(
        recognition,
        facts=session_dates(document),
        recommendations=tuple(_chosen(item, chosen) for item in found.items),
        passages=tuple(found.passages),
        dues=tuple(found.dues),
        problems=(*read.problems, *_doubts(found)),
    )


def _doubts(found: _Found) -> tuple[Problem, ...]:
    """Say so where no paragraph asks: the headings may not have been read."""
    if found.items:
        return ()
    text = "No recommendation is found: its headings may be missing from the text."
    return (Problem("no_recommendation", text),)


def _first(paragraphs: Sequence[Paragraph]) -> Section:
    """Return where the first paragraph stands: in the introduction, if there are sections."""
    every = (articles.split(h.text)[0] for p in paragraphs for h in p.above)
    return Section.INTRODUCTION if any(map(section_of, every)) else Section.CONCERNS


def _take(document: Document, paragraph: Paragraph, section: Section, found: _Found,
          voice: asking.Voice, recognition: Recognition, *, late: bool) -> None:  # fmt: skip
    """Put one paragraph where it belongs."""
    role = _role(paragraph, section, voice, late=late)
    if role is not None:
        chosen = named_paragraphs(paragraph.text) if role == "follow_up" else ()
        keys = [f"{recognition.symbol or ''}#{number}" for number in chosen]
        found.passages.append(passage(role, paragraph, refers_to=keys))
        found.dues.extend(dues(document, paragraph, role))
        if role == "concern":
            found.concern = [*_same(found.concern, paragraph), paragraph]
        else:
            found.concern = []
        return
    ask = asking.ask(paragraph.text, voice, weak=section is Section.RECOMMENDATIONS)
    if ask is None:
        return
    instrument = mechanisms()[recognition.mechanism or "cedaw"].instrument
    found.items.append(
        recommendation(document, paragraph, ask, symbol=recognition.symbol, instrument=instrument,
                       before=_same(found.concern, paragraph), notes=found.notes)
    )  # fmt: skip
    found.concern = []


def _same(held: Sequence[Paragraph], paragraph: Paragraph) -> list[Paragraph]:
    """Return the paragraphs above that stand under the same heading."""
    return [p for p in held if p.under == paragraph.under]


def _role(paragraph: Paragraph, section: Section, voice: asking.Voice, *, late: bool) -> str | None:
    """Return what a paragraph does that is no recommendation, None for a recommendation."""
    fixed = {
        Section.INTRODUCTION: "procedural",
        Section.POSITIVE: "positive",
        Section.FACTORS: "procedural",
    }
    closing = is_closing(paragraph.heading)
    if section in fixed and not closing:
        return fixed[section]
    role = closing_role(paragraph.text, paragraph.heading, voice, closing=closing, late=late)
    if role is not None:
        return role
    if asking.ask(paragraph.text, voice, weak=section is Section.RECOMMENDATIONS):
        return None
    if asking.asks_others(paragraph.text, voice):
        return "procedural"
    said = asking.role(paragraph.text, voice)
    if said is asking.Role.POSITIVE:
        return "positive"
    return "procedural" if closing or said is asking.Role.OTHER else "concern"


def _chosen(item: Recommendation, chosen: set[str]) -> Recommendation:
    if item.paragraph not in chosen or item.context is None:
        return item
    return replace(item, context=replace(item.context, follow_up=True))

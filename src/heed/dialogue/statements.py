"""Statements: who said what about whom, through whom, with the exact passage."""

from __future__ import annotations

from collections.abc import Iterator

from heed.dialogue.cast import Actor, joined
from heed.dialogue.days import resolved
from heed.dialogue.records import Span, Statement
from heed.dialogue.sentences import inner, inside
from heed.dialogue.speaking import Said, quotes_enough, said
from heed.dialogue.told import Sentence, Told, chained
from heed.dialogue.words import organisations


def statements(told: Told) -> tuple[Statement, ...]:
    """Return the statements in the order in which they stand."""
    found: list[Statement] = []
    last: Actor | None = None
    for sentence in told.sentences:
        who = said(told, sentence, last)
        if who is None:
            continue
        found += _of_sentence(told, sentence, who)
        if who.actor is not None and who.actor.kind != "both":
            last = who.actor
    return tuple(found)


def _of_sentence(told: Told, sentence: Sentence, who: Said) -> Iterator[Statement]:
    """Yield one statement, or those of persons whom a quotation of an outlet reports on."""
    chain = list(_chain(told, sentence, who))
    if chain:
        yield from chain
        return
    points = next(told.outside(sentence, "points"), None)
    at = Span(sentence.start, sentence.end)
    verbatim = quotes_enough(told, sentence)
    yield _statement(told, sentence, who, at, verbatim=verbatim)
    if points is not None:
        for actor in sentence.actors:
            if points.it[0] <= actor.start < points.it[1]:
                method = f"{told.words.language}.points.{points.entry.code}"
                other = Said(actor, method)
                where = Span(points.start, points.end)
                yield _statement(told, sentence, other, where, verbatim=False)


def _chain(told: Told, sentence: Sentence, who: Said) -> Iterator[Statement]:
    """Yield what persons said according to a quotation whose speaker is a body."""
    if who.actor is None or who.actor.kind != "body":
        return
    via = _label(told, sentence, who.actor)
    quotation = max(sentence.quoted, key=lambda one: one.end - one.start, default=None)
    if quotation is None:
        return
    spans = list(inner(told.text, quotation, ordinals=told.words.language == "de"))
    pieces = [_piece(sentence, one) for one in spans]
    if not any(actor.kind == "person" for piece in pieces for actor in piece.actors):
        return
    last: Actor | None = None
    for piece in pieces:
        found = said(told, piece, last)
        if found is None:
            continue
        last = found.actor if found.actor and found.actor.kind != "both" else last
        at = Span(piece.start, piece.end)
        yield _statement(told, piece, found, at, verbatim=False, via=via, via_at=who.actor)


def _piece(sentence: Sentence, at: Span) -> Sentence:
    return Sentence(
        at.start,
        at.end,
        sentence.paragraph,
        (),
        tuple(one for one in sentence.actors if at.start <= one.start < at.end),
        tuple(one for one in sentence.named if at.start <= one.start < at.end),
        tuple(one for one in sentence.days if at.start <= one.start < at.end),
    )


def _label(told: Told, sentence: Sentence, actor: Actor) -> str:
    """Return what a speaker is called; a body with the one that it is part of."""
    if actor.kind != "body":
        return told.label(actor)
    linked = [actor]
    for one in sentence.actors:
        if one.kind == "body" and one.start > actor.start:
            if not joined(told.words, told.text, linked[-1].end, one.start):
                break
            linked.append(one)
    if len(linked) == 1 and told.source.startswith(organisations()[actor.code].name):
        # "the press service", once it was said whose.
        return told.source
    if len(linked) == 1:
        return told.label(actor)
    return chained(told, linked, Span(actor.start, linked[-1].end))


def _statement(
    told: Told,
    sentence: Sentence,
    who: Said,
    at: Span,
    *,
    verbatim: bool,
    via: str = "",
    via_at: Actor | None = None,
) -> Statement:
    actor = who.actor
    if actor is None:
        speaker = f"unattributed in {told.outlet}"
    elif who.passive:
        speaker = (
            f"not named (side of {told.side(actor)})"
            if told.side(actor)
            else f"unattributed in {told.outlet}"
        )
    else:
        speaker = _label(told, sentence, actor)
    own = actor is not None and speaker == told.source
    person = actor.person if actor and not who.passive else None
    source_at = Span(via_at.start, via_at.end) if via_at else (None if own else told.source_at)
    return Statement(
        speaker=speaker,
        office=told.office(person),
        side=told.side(actor) if actor else "",
        spoken_via=via or (told.outlet if own else told.via),
        verbatim=verbatim and not who.passive,
        about=_about(told, sentence, at, actor),
        quote=told.text[at.start : at.end],
        start=at.start,
        end=at.end,
        speaker_at=Span(actor.start, actor.end) if actor and not who.passive else None,
        via_at=source_at,
        said_on=_said_on(told, sentence),
        method=who.method,
    )


def _said_on(told: Told, sentence: Sentence) -> str | None:
    """Return the day on which something was said: the first of the sentence outside quotations."""
    for day in sentence.days:
        if not inside(day.start, sentence.quoted):
            return resolved(day, told.reported, told.text)[0]
    return None


def _about(told: Told, sentence: Sentence, at: Span, actor: Actor | None) -> tuple[str, ...]:
    """Return the States and bodies that a passage names, but for the speaker's mention."""
    places: list[tuple[int, str]] = []
    for named in sentence.named:
        if not named.country or named.city or not at.start <= named.start < at.end:
            continue
        if actor is None or not actor.start <= named.start < actor.end:
            places.append((named.start, named.country))
    for one in sentence.actors:
        if at.start <= one.start < at.end and one is not actor and one.kind == "body":
            body = organisations()[one.code]
            if body.side != "state":
                places.append((one.start, body.name))
    if sentence.actors and not places:
        others = [one for one in sentence.actors if one is not actor and one.kind == "person"]
        places += [(one.start, told.side(one)) for one in others if told.side(one)]
    return tuple(dict.fromkeys(name for _at, name in sorted(places)))

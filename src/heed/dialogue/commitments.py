"""What is promised: invitations, ratifications, visits, reports, cooperation, and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heed.dialogue.cast import Actor, bare
from heed.dialogue.days import span
from heed.dialogue.records import Commitment, Meeting
from heed.dialogue.sentences import LISTED, inside
from heed.dialogue.told import Sentence, Told
from heed.dialogue.words import Hit, offices, organisations

_BODIES = ("OHCHR", "ILO", "Special Procedures", "United Nations", "Human Rights Council")
_MOST = 400


@dataclass(frozen=True, slots=True)
class _Context:
    """What a commitment can rest on beyond its sentence."""

    told: Told
    meetings: Sequence[Meeting]
    speaker: Actor | None


def commitments(told: Told, met: Sequence[Meeting]) -> tuple[Commitment, ...]:
    """Return the commitments in the order in which they stand, each once."""
    found: dict[tuple[str, str, str], tuple[int, Commitment]] = {}
    last: Actor | None = None
    for sentence in told.sentences:
        held = [one for one in sentence.actors if _can(one) and not one.tied]
        # Before a list stands, next to the colon, whose the items are.
        opens = told.text[sentence.start : sentence.end].endswith(":")
        subject = (held[-1] if opens else held[0]) if held else None
        if LISTED.match(told.text, sentence.start, sentence.end) and last is not None:
            subject = last
        context = _Context(told, met, subject or last)
        taken: list[tuple[int, int]] = []
        for hit in _hits(told, sentence):
            if any(start < hit.end and hit.start < end for start, end in taken):
                continue
            taken.append((hit.start, hit.end))
            one = _commitment(context, sentence, hit)
            if one is not None:
                key = (one.kind, one.who, hit.entry.code if not one.asked_by else one.what)
                found.setdefault(key, (hit.start, one))
        last = subject or last
    return tuple(one for _start, one in sorted(found.values(), key=lambda held: held[0]))


def _hits(told: Told, sentence: Sentence) -> list[Hit]:
    """Return the matches that count: one word of refusal in the sentence ends them all."""
    if told.anywhere(sentence, "unless") is not None:
        return []
    held = told.group("promises").hits(told.text, sentence.start, sentence.end)
    seen: dict[str, Hit] = {}
    for hit in held:
        seen.setdefault(hit.entry.code, hit)
    return list(seen.values())


def _can(actor: Actor) -> bool:
    return actor.kind in ("person", "holder") or (
        actor.kind == "body" and organisations()[actor.code].speaks
    )


def _commitment(context: _Context, sentence: Sentence, hit: Hit) -> Commitment | None:
    told = context.told
    who, to_whom = _parties(context, sentence, hit)
    if not who:
        return None
    start, end = sentence.start, min(sentence.end, sentence.start + _MOST)
    what = bare(told.text[hit.start : min(sentence.end, hit.start + _MOST)])
    return Commitment(
        who=who,
        what=what,
        to_whom=to_whom,
        kind=hit.entry.kind,
        by_when=_by_when(told, sentence, hit),
        start=start,
        end=max(end, hit.end),
        method=f"{told.words.language}.promises.{hit.entry.code}",
        asked_by=to_whom if hit.entry.by == "asked" else "",
    )


def _by_when(told: Told, sentence: Sentence, hit: Hit) -> str | None:
    """Return the day named with a promise, the first after it, else the last before it."""
    after = [one for one in sentence.days if one.start >= hit.start]
    before = [one for one in sentence.days if one.end <= hit.start]
    for one in [*after, *reversed(before)]:
        return span(one, told.reported, told.text)
    return None


def _parties(context: _Context, sentence: Sentence, hit: Hit) -> tuple[str, str]:
    """Return who promises and to whom, "" where that is open."""
    by = hit.entry.by
    if by == "both":
        return _both(context, sentence)
    if by == "parties":
        return _signing(context, sentence)
    if by == "ohchr":
        return "OHCHR", _country(context, sentence) or ""
    if by == "ilo":
        return "ILO mission", _country(context, sentence) or ""
    subject = _visitor(context, sentence) if by == "visitor" else _subject(context, sentence, hit)
    if by == "asked":
        return context.told.cast.home, _called(context, subject) if subject else ""
    if by == "state":
        return _of_state(context, sentence, subject)
    if subject is None:
        return "", ""
    who = _called(context, subject)
    if who in (context.told.cast.home, _country(context, sentence)):
        return who, _other(context, sentence, who)
    return who, _country(context, sentence)


def _subject(context: _Context, sentence: Sentence, hit: Hit) -> Actor | None:
    held = [
        one
        for one in sentence.actors
        if _can(one) and one.end <= hit.start + 2 and not one.tied
        and inside(one.start, sentence.quoted) == inside(hit.start, sentence.quoted)
    ]  # fmt: skip
    if held:
        return held[-1]
    if hit.entry.by == "asked":
        return context.speaker
    after = [
        one
        for one in sentence.actors
        if _can(one) and not one.tied and hit.start <= one.start <= hit.end + 60
    ]
    return after[0] if after else context.speaker


def _visitor(context: _Context, sentence: Sentence) -> Actor | None:
    """Return who comes: a body or its officer named anywhere in the sentence."""
    held = [one for one in sentence.actors if _can(one) and one.kind != "both"]
    from_abroad = [one for one in held if context.told.side(one) in _BODIES]
    return next(iter(from_abroad), next(iter(held), context.speaker))


def _called(context: _Context, actor: Actor) -> str:
    """Return who is bound by what an actor promises: the State, the body, or the office."""
    told = context.told
    if actor.kind == "body":
        body = organisations()[actor.code]
        return told.side(actor) if body.side == "state" else body.name
    known = offices().get(actor.person.office if actor.person else actor.code)
    if known is not None and known.side != "state":
        return known.office
    return told.side(actor)


def _of_state(context: _Context, sentence: Sentence, subject: Actor | None) -> tuple[str, str]:
    told = context.told
    side = told.side(subject) if subject is not None else ""
    who = side if side and side not in _BODIES else told.cast.home
    return who, _other(context, sentence, who)


def _other(context: _Context, sentence: Sentence, who: str) -> str:
    """Return the other side: an officer or a body in the sentence, else of the meeting."""
    told = context.told
    for one in sentence.actors:
        if one.kind == "both" or told.side(one) in (who, ""):
            continue
        if one.kind == "body" and not organisations()[one.code].speaks:
            continue
        return _called(context, one)
    for meeting in context.meetings:
        sides = [one for one in meeting.participants if one.side != who]
        if sides:
            return sides[0].office or sides[0].side
    bodies = (
        told.side(actor)
        for other in told.sentences
        for actor in other.actors
        if actor.kind != "both"
    )
    return next((side for side in bodies if side in _BODIES), "")


def _country(context: _Context, sentence: Sentence) -> str:
    held = [one.country for one in sentence.named if one.country]
    return held[0] if held else context.told.cast.home


def _both(context: _Context, sentence: Sentence) -> tuple[str, str]:
    """Return both sides of the meeting that was told of last before the sentence."""
    before = [one for one in context.meetings if one.at.start <= sentence.start]
    if not before:
        return "", ""
    sides = list(dict.fromkeys(one.side for one in before[-1].participants))
    return " and ".join(sides), "each other"


def _signing(context: _Context, sentence: Sentence) -> tuple[str, str]:
    """Return the States and bodies that a sentence names as concluding something."""
    told = context.told
    held: list[tuple[int, str]] = []
    for one in sentence.actors:
        side = told.side(one)
        if side and not inside(one.start, sentence.quoted):
            held.append((one.start, side))
    names = list(dict.fromkeys(name for _at, name in sorted(held)))
    if "OHCHR" in names and "United Nations" in names:
        names.remove("United Nations")
    return " and ".join(names[:3]), "each other" if len(names) > 1 else ""

"""Who says what a sentence tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from heed.dialogue.cast import Actor
from heed.dialogue.records import Span
from heed.dialogue.sentences import LISTED, inside
from heed.dialogue.told import Sentence, Told, chained
from heed.dialogue.words import Hit, organisations

# Between a quotation and the verb that ascribes it stand no more characters than these.
_NEAR = 12
# An actor so near behind a verb is its subject where a comma stands before the verb.
_BESIDE = 6
_ATTRIBUTED = re.compile(r"[,»”“\"]\s*(?:[—–-]\s*)?(?:\w{1,3}\s)?$")
# A speaker after the verb stands no further than this.
_AFTER = 90
# Where the speaker stands before the verb but for quotations.
_SUBJECT_FIRST = frozenset({"en"})
# A quotation of fewer words is a term, not a statement.
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Said:
    """Who said a sentence: the actor, by which entry; `passive` where it names nobody."""

    actor: Actor | None
    method: str
    passive: bool = False


def said(told: Told, sentence: Sentence, last: Actor | None) -> Said | None:
    """Return who says what a sentence tells, None where it is told by nobody but the item.

    `last` is who spoke before it.
    """
    quoted = quotes_enough(told, sentence)
    if not quoted and not _points(told, sentence):
        met = next(told.outside(sentence, "meets"), None)
        if met is not None:
            return _beside_source(told, sentence, met.end)
        if _names_source(told, sentence):
            return _beside_source(told, sentence) or _both(told, sentence)
    passive = next(told.outside(sentence, "passive"), None)
    found = _named(told, sentence) or _by_verb(told, sentence, last, passive)
    found = found or _same_source(told, sentence)
    found = found or _both(told, sentence) or _before_list(told, sentence)
    if found is not None:
        return found
    if passive is not None:
        method = f"{told.words.language}.passive.{passive.entry.code}"
        return Said(last, method, passive=True)
    if quoted and last is not None:
        return Said(last, "a quotation that goes on")
    return None


def _names_source(told: Told, sentence: Sentence) -> bool:
    """Whether a sentence says whence the item has what it tells."""
    at = told.source_at
    return (at is not None and sentence.start <= at.start < sentence.end) or _trailing(
        told, sentence
    )


def _named(told: Told, sentence: Sentence) -> Said | None:
    """Return whom a sentence names as its source: "according to A"."""
    for hit in told.outside(sentence, "quoting"):
        actor = _after(told, sentence, hit)
        if actor is not None and actor.kind == "body":
            # "According to the ministry, A said": A said it, as the ministry passes on.
            person = _beside_source(told, sentence)
            if person is not None:
                return person
        if actor is not None:
            return Said(actor, f"{told.words.language}.quoting.{hit.entry.code}")
    return None


def _by_verb(
    told: Told, sentence: Sentence, last: Actor | None, passive: Hit | None
) -> Said | None:
    """Return whose the first verb of saying is that has somebody; none after a passive one."""
    for hit in told.outside(sentence, "says"):
        if passive is not None and passive.start <= hit.start < passive.end:
            return None
        actor = _speaker(told, sentence, hit)
        if actor is None and LISTED.match(told.text, sentence.start, sentence.end):
            # "(a) asked": the sentence before the list names who.
            actor = last
        if actor is not None:
            return Said(actor, f"{told.words.language}.says.{hit.entry.code}")
    return None


def _same_source(told: Told, sentence: Sentence) -> Said | None:
    for hit in told.outside(sentence, "same_source"):
        if told.source:
            same = Actor("source", hit.start, hit.end)
            return Said(same, f"{told.words.language}.same_source.{hit.entry.code}")
    return None


def _before_list(told: Told, sentence: Sentence) -> Said | None:
    """Return who stands directly before the colon that a list follows."""
    last = sentence.actors[-1] if sentence.actors else None
    if last is None or not told.text[sentence.start : sentence.end].endswith(":"):
        return None
    if last.end < sentence.end - 2 or last.tied or not _may_speak(last):
        return None
    return Said(last, "a list that follows")


def _beside_source(told: Told, sentence: Sentence, after: int = 0) -> Said | None:
    """Return the person who says something in a sentence that names a source or a meeting.

    `after` is where what the sentence tells of is over.
    """
    sources = [(hit.start, hit.end) for hit in told.outside(sentence, "sources")]
    for hit in told.outside(sentence, "says"):
        if hit.start < after or any(start <= hit.start < end for start, end in sources):
            continue
        if any(a.kind == "body" and _beside(told, hit, a) for a in sentence.actors):
            # ", announced the ministry": who passes it on.
            continue
        actor = _before(told, sentence, hit)
        if actor is not None and actor.kind == "person":
            return Said(actor, f"{told.words.language}.says.{hit.entry.code}")
    return None


def _beside(told: Told, hit: Hit, actor: Actor) -> bool:
    """Whether an actor stands directly behind a verb, an article between at most."""
    if not hit.end <= actor.start <= hit.end + _BESIDE:
        return False
    between = told.text[hit.end : actor.start].strip().casefold()
    return not between or between in told.words.listed("articles")


def _trailing(told: Told, sentence: Sentence) -> bool:
    """Whether a body at the end of a sentence passes on what it says: ", the Ministry reported."""
    for hit in told.outside(sentence, "sources"):
        if hit.entry.code == "trailing" and chained(told, sentence.actors, Span(*hit.it)):
            return True
    return False


def quotes_enough(told: Told, sentence: Sentence) -> bool:
    """Whether a sentence quotes more than a term."""
    return any(
        len(told.text[one.start : one.end].split()) >= _FEWEST_WORDS for one in sentence.quoted
    )


def _points(told: Told, sentence: Sentence) -> bool:
    return next(told.outside(sentence, "points"), None) is not None


def _speaker(told: Told, sentence: Sentence, hit: Hit) -> Actor | None:
    """Return whose the verb is: before it, or after it where a quotation goes before."""
    behind = any(one.end <= hit.start <= one.end + _NEAR for one in sentence.quoted)
    if behind:
        return _after(told, sentence, hit) or _before(told, sentence, hit)
    if _ATTRIBUTED.search(told.text, sentence.start, hit.start):
        for one in sentence.actors:
            if _beside(told, hit, one) and _may_speak(one):
                return one
    found = _before(told, sentence, hit)
    if found is None and told.words.language not in _SUBJECT_FIRST:
        found = _after(told, sentence, hit)
    return found


def _may_speak(actor: Actor) -> bool:
    return actor.kind != "body" or organisations()[actor.code].speaks


def _before(told: Told, sentence: Sentence, hit: Hit) -> Actor | None:
    held = [
        one
        for one in sentence.actors
        if one.end <= hit.start
        and not one.tied
        and _may_speak(one)
        and not inside(one.start, sentence.quoted)
    ]
    return held[-1] if held else None


def _after(told: Told, sentence: Sentence, hit: Hit) -> Actor | None:
    for one in sentence.actors:
        near = hit.end - 2 <= one.start <= hit.end + _AFTER
        if near and _may_speak(one) and not inside(one.start, sentence.quoted):
            between = told.text[hit.end : one.start].casefold().split()
            if any(word in between for word in told.words.listed("that")):
                return None
            if not one.tied or len(between) <= 2:
                return one
    return None


def _both(told: Told, sentence: Sentence) -> Said | None:
    """Return both sides where they talk of something, together or as "the meeting"."""
    language = told.words.language
    outside = [one for one in sentence.actors if not inside(one.start, sentence.quoted)]
    meeting = next((one for one in outside if one.kind == "both" and one.code == "meeting"), None)
    if meeting is not None:
        return Said(meeting, f"{language}.both.meeting")
    if next(told.outside(sentence, "planned"), None) is not None:
        return None
    for hit in told.outside(sentence, "talks"):
        near = [one for one in outside if one.end <= hit.start and not one.tied]
        after = [one for one in outside if one.start >= hit.start and one.kind == "both"]
        held = [one for one in near if one.kind == "both"] or after
        persons = [one for one in near if one.person is not None]
        if held:
            return Said(held[-1], f"{language}.talks.{hit.entry.code}")
        sides = {told.side(one) for one in persons}
        if len(sides) > 1 or hit.entry.code == "together":
            both = Actor("both", hit.start, hit.end, "both")
            return Said(both, f"{language}.talks.{hit.entry.code}")
    return None

"""Which sentences of a paragraph ask, and of whom; which state a concern or praise.

Built on the set phrases of `heed.languages`. The words for the State are those of the mechanism
(`Mechanism.addressee`): no caller asks which mechanism it reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from heed.kinds.numbered import sentences
from heed.languages import addressees, pattern, words
from heed.vocab.mechanisms import mechanisms


class Role(StrEnum):
    """What a sentence does. `WEAK` asks without a speaker: "Legislation should be issued"."""

    ASK = "ask"
    WEAK = "weak"
    CONCERN = "concern"
    POSITIVE = "positive"
    OTHER = "other"


class Asked(StrEnum):
    """Of whom a sentence asks: the State, somebody else, or nobody whom it names clearly."""

    STATE = "state"
    OTHERS = "others"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Voice:
    """The compiled phrases of one mechanism."""

    asks: re.Pattern[str]
    weak: re.Pattern[str]
    concern: re.Pattern[str]
    positive: re.Pattern[str]
    addressee: re.Pattern[str]
    others: re.Pattern[str]
    organs: re.Pattern[str]
    subject: re.Pattern[str]
    speaker: re.Pattern[str]
    offices: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence: `text[start:end]` of the paragraph, what it does, and who is asked by name."""

    start: int
    end: int
    text: str
    role: Role
    asked: Asked = Asked.STATE
    name: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a paragraph asks: where the first asking sentence begins, and the concern before it.

    `concern` is a half-open range of the paragraph's text, None if it states none before it asks.
    `addressees` are those it asks beside or instead of the State, as printed. `unclear` says that
    no asking sentence names the State or is without an addressee of its own.
    """

    start: int
    concern: tuple[int, int] | None
    told: tuple[Told, ...]
    addressees: tuple[str, ...] = ()
    unclear: bool = False


# Who should do something, in a sentence without a speaker: "Ferry companies should ...". The noun
# that names an actor is the head of the subject; another may follow it, with what it is of.
_ACTOR = r"(?:the |all |both )?(?:(?!of\b|for\b|by\b|in\b|to\b|on\b|and\b)[\w’'-]+ ){0,4}?(?:%s)"
_OF = r"(?: (?:of|for|in) [\w’' -]{1,50}?)?"
_SHOULD = r" (?:should|must|ought to|shall|is|are|needs?)\b"


def _subjects(*actors: str) -> re.Pattern[str]:
    """Return what matches a sentence whose subject is an actor, with its `name`."""
    bare = "|".join(re.sub(r"\?P<\w+>", "?:", one) for one in actors)
    actor = _ACTOR % bare
    lead = r"(?:(?:In|With|As|At|To)\b[^,]{0,90}, )?"
    return re.compile(
        rf"{lead}(?P<name>{actor}{_OF}(?: and {actor}{_OF})?){_SHOULD}", re.IGNORECASE
    )


@cache
def voice(mechanism: str, language: str = "en", state: str | None = None) -> Voice:
    """Return the phrases of a mechanism. Raises `KeyError`: no such mechanism.

    `state` is the State's own name, where texts ask it by name ("Demands that Aurelia ...").
    """
    names = addressees(mechanisms()[mechanism].addressee, language)
    names = (*names, re.escape(state)) if state else names
    others = pattern("others", language=language)
    organs = pattern("organs", language=language)
    return Voice(
        asks=pattern("asks", language=language, addressee=names),
        weak=pattern("weak", language=language, addressee=names),
        concern=pattern("concern", language=language, addressee=names),
        positive=pattern("positive", language=language, addressee=names),
        addressee=re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE),
        others=others,
        organs=organs,
        subject=_subjects(
            others.pattern, organs.pattern, pattern("actors", language=language).pattern
        ),
        offices=re.compile("|".join(words("offices", language)), re.IGNORECASE),
        speaker=re.compile(rf"\b(?:The|the|It|it) (?:{'|'.join(words('bodies', language))})\b"),
    )


def told(text: str, of: Voice) -> tuple[Told, ...]:
    """Return the sentences of a paragraph's text, each with what it does."""
    return tuple(_told(s.start, s.end, text[s.start : s.end], of) for s in sentences(text))


# "The Special Rapporteur recommends the following:": what is asked stands in the next paragraphs.
_OPENS_A_LIST = re.compile(
    r"^[^.;:]{0,160}\bthe following(?: \w+){0,3}\s?:\s*$|^[^.;:]{0,160}\bas follows\s?:\s*$"
)


def ask(
    text: str, of: Voice, *, weak: bool = False, others: bool = False, narrative: bool = False
) -> Ask | None:
    """Return what a paragraph asks of the State; None if it asks nothing of it.

    With `weak`, sentences without a speaker ("should be issued") ask as well; with `others`, so
    does what is asked of others than the State, who are named as addressees. With `narrative`,
    whatever stands before the ask is what it answers, in whatever words.
    """
    if _OPENS_A_LIST.search(text):
        return None
    every = told(text, of)
    asking = [t for t in every if t.role is Role.ASK or (weak and t.role is Role.WEAK)]
    meant = [t for t in asking if others or t.asked is not Asked.OTHERS]
    if not meant:
        return None
    first = meant[0]
    each = (name for t in asking for name in t.name.split(" and other "))
    named = tuple(dict.fromkeys(name for name in each if name))
    return Ask(
        start=first.start,
        concern=_concern([t for t in every if t.start < first.start], narrative=narrative),
        told=every,
        addressees=named,
        unclear=all(t.asked is Asked.UNCLEAR for t in meant),
    )


def asks_others(text: str, of: Voice) -> tuple[str, ...]:
    """Return whom a paragraph asks where it asks others alone; empty if it asks the State."""
    asking = [t for t in told(text, of) if t.role is Role.ASK]
    if not asking or any(t.asked is not Asked.OTHERS for t in asking):
        return ()
    return tuple(dict.fromkeys(t.name for t in asking if t.name))


def role(text: str, of: Voice) -> Role:
    """Return what a paragraph that asks nothing does: a concern counts before praise."""
    roles = [t.role for t in told(text, of)]
    for kind in (Role.CONCERN, Role.POSITIVE):
        if kind in roles:
            return kind
    return Role.OTHER


def recalls(text: str, language: str = "en") -> bool:
    """Return whether words recall what was recommended before."""
    return pattern("recalls", language=language).search(text) is not None


def ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of a text stand."""
    return tuple((s.start, s.end) for s in sentences(text))


def speaks(text: str, of: Voice) -> bool:
    """Return whether a line is running text: it asks, states a concern or praises."""
    if of.asks.search(text):
        return True
    return bool(of.speaker.search(text)) and bool(
        of.concern.search(text) or of.positive.search(text)
    )


def _concern(before: Sequence[Told], *, narrative: bool) -> tuple[int, int] | None:
    """Return the range of the sentences before the ask if one of them states a concern."""
    told = narrative and not all(_RECALLS.search(t.text) for t in before)
    if not before or not (told or any(t.role is Role.CONCERN for t in before)):
        return None
    return before[0].start, before[-1].end


# What a body recalls before it asks is a rule and no finding.
_RECALLS = re.compile(r"\b(?:recalls?|recalling|in accordance with|pursuant to)\b", re.IGNORECASE)


def _told(start: int, end: int, text: str, of: Voice) -> Told:
    found = _asking(text, of)
    if found is not None:
        asked, name = _of_whom(text, found, of)
        return Told(start, end, text, Role.ASK, asked, name)
    if of.concern.search(text):
        return Told(start, end, text, Role.CONCERN)
    if of.positive.search(text):
        return Told(start, end, text, Role.POSITIVE)
    if of.weak.search(text) and not _REPORTED.search(text) and not _LAW.search(text):
        return Told(start, end, text, Role.WEAK, *_subject(text, of))
    return Told(start, end, text, Role.OTHER)


# What a law says should be is no ask.
_LAW = re.compile(
    r"\b(?:[Aa]ccording to|[Uu]nder the (?:\w+ )?(?:law|Act|Code|Constitution)"
    r"|(?:law|Act|Code|Constitution|regulations?|decree) (?:\w+ )?"
    r"(?:provides?|requires?|states?|says))\b"
)


# The State is told what to do; these words count only where they are the sentence's own claim.
_STATE_SHOULD = ("addressee_should", "body_stresses_ask", "it_should")
_REPORTED = re.compile(
    r"\b(?:delegation|stated|informed|argued|claims?|claimed|alleg\w+|explained|indicated|reported"
    r"|according to|asserted|complainants?|replied|submitted) (?:.{0,80} )?that\b"
    r"|\bwhether\b|\bif\b",
    re.IGNORECASE,
)
_MAIN_CLAUSE = re.compile(
    r"(?:^|[,:;)] ?|[,:;] (?:the|all|and the) )$|^(?:the|all) $", re.IGNORECASE
)


def _asking(text: str, of: Voice) -> re.Match[str] | None:
    """Return the words by which a sentence asks, None if it does not."""
    for found in of.asks.finditer(text):
        if found.lastgroup not in _STATE_SHOULD:
            return found
        before = text[: found.start()]
        if _MAIN_CLAUSE.search(before):
            return found
        guarded = of.concern.search(before) or of.positive.search(before)
        if not guarded and not _REPORTED.search(before):
            return found
    return None


def _subject(text: str, of: Voice) -> tuple[Asked, str]:
    """Return who should act in a sentence without a speaker: the State unless another is named."""
    found = of.subject.match(text)
    if found is None or of.addressee.fullmatch(re.sub(r"^(?i:the) ", "", found["name"])):
        return Asked.STATE, ""
    name = found["name"]
    first = name.split()[0]
    plain = name[0].lower() + name[1:] if first[1:].islower() else name
    return (Asked.STATE if of.organs.search(name) else Asked.OTHERS), plain


_OF_STATE = ("addressee_should", "addressee_is_asked", "it_should")
_OBJECT = re.compile(
    r"^(?: that| to| upon| on| by)?(?: (?:the|all|its|relevant|any|both))*"
    r" (?P<name>[\w’' -]{3,90}?) (?:to|that|should|must|continue|consider|take|ensure)\b"
)


def _of_whom(text: str, found: re.Match[str], of: Voice) -> tuple[Asked, str]:
    if found.lastgroup in _OF_STATE:
        # "The State Forestry Company should": its name holds a word for the State.
        return _subject(text, of)
    tail = text[found.end() :]
    state = of.addressee.search(found.group()) or of.addressee.search(tail)
    lead = re.match(r"(?: that| to| upon| on)? ?", tail)
    begins = lead.end() if lead else 0
    words = re.match(r"(?:(?:the|its|relevant|thematic|any|both|all) )*", tail[begins:])
    after = begins + (words.end() if words else 0)
    other = of.others.match(tail, begins) or of.others.match(tail, after)
    if other and not (state and of.addressee.match(tail, after)):
        return Asked.OTHERS, tail[begins : other.end()]
    organ = of.organs.match(tail, after)
    if organ:
        return Asked.STATE, tail[begins : organ.end()]
    if state:
        return Asked.STATE, ""
    named = _OBJECT.match(tail)
    if named and of.offices.fullmatch(named["name"]):
        return Asked.STATE, ""
    if named and not tail.startswith((" that", " to ")):
        return Asked.UNCLEAR, _with_article(tail, named.start("name"), named.end("name"))
    return Asked.STATE, ""


def _with_article(text: str, start: int, end: int) -> str:
    """Return a name with the article that stands before it."""
    article = re.search(r"\b(?:the|all) $", text[:start])
    return text[article.start() if article else start : end]

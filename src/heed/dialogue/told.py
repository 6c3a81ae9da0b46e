"""An item while it is read: its sentences, whom they mention, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from heed.dialogue.cast import Actor, Cast, Person
from heed.dialogue.countries import Named
from heed.dialogue.days import Day, Reported
from heed.dialogue.records import Span
from heed.dialogue.sentences import inside
from heed.dialogue.words import Group, Hit, Words, offices, organisations


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body: where it stands, what in it is quoted, whom it mentions."""

    start: int
    end: int
    paragraph: int
    quoted: tuple[Span, ...]
    actors: tuple[Actor, ...]
    named: tuple[Named, ...]
    days: tuple[Day, ...]
    # Where the paragraph that this one tells again begins; -1 in the body.
    paragraph_at: int = -1
    # Whom the sentence before is about.
    before: Person | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the parts of the reading share."""

    text: str
    words: Words
    cast: Cast
    sentences: tuple[Sentence, ...]
    reported: Reported
    outlet: str
    source: str
    source_at: Span | None
    captions: tuple[Sentence, ...] = ()
    headlines: tuple[Sentence, ...] = ()
    retold: tuple[Sentence, ...] = ()
    # What was looked for once: by where a sentence begins and ends, and the group.
    _seen: dict[tuple[int, int, str], tuple[Hit, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def via(self) -> str:
        """Who passes on what is said: the source that the item names, else the outlet."""
        return self.source or self.outlet

    def outside(self, sentence: Sentence, group: str) -> Iterator[Hit]:
        """Yield the matches of a group in a sentence, from left to right, none in quotations."""
        for hit in self._hits(sentence, group):
            if not inside(hit.start, sentence.quoted):
                yield hit

    def _hits(self, sentence: Sentence, group: str) -> tuple[Hit, ...]:
        key = (sentence.start, sentence.end, group)
        if key not in self._seen:
            held = self.words.group(group).hits(self.text, sentence.start, sentence.end)
            self._seen[key] = tuple(sorted(held, key=lambda one: (one.start, -one.end)))
        return self._seen[key]

    def anywhere(self, sentence: Sentence, group: str) -> Hit | None:
        """Return the first match of a group in a sentence, quotations included."""
        return next(iter(self._hits(sentence, group)), None)

    def group(self, name: str) -> Group:
        """Return a group of the item's language."""
        return self.words.group(name)

    def label(self, actor: Actor) -> str:
        """Return what an actor is called: a name, a body with its State, an office."""
        if actor.person is not None:
            return actor.person.name
        if actor.kind == "both":
            return "both sides"
        if actor.kind == "source":
            return self.source
        if actor.kind == "holder":
            return (
                _of(offices()[actor.code].office, actor.country) if actor.code in offices() else ""
            )
        body = organisations()[actor.code]
        country = actor.country or (self.cast.home if body.side == "state" else "")
        if body.code == "state_side" and not country:
            return ""
        return _of(body.full, country if body.side == "state" else "")

    def side(self, actor: Actor) -> str:
        """Return the side of an actor: a State, a body, "" for both and for nobody."""
        if actor.person is not None:
            return self.cast.side(actor.person)
        if actor.kind in ("both", "source"):
            return ""
        known = offices().get(actor.code) or organisations().get(actor.code)
        if known is None:
            return actor.country
        return known.side if known.side != "state" else actor.country or self.cast.home

    def office(self, person: Person | None) -> str:
        """Return heed's word for the office of a person."""
        return offices()[person.office].office if person and person.office in offices() else ""


def _of(name: str, country: str) -> str:
    return f"{name} of {country}" if country else name


def chained(told: Told, actors: Sequence[Actor], at: Span) -> str:
    """Return what bodies that stand side by side are called: "press service of the Ministry"."""
    within = [one for one in actors if at.start <= one.start < at.end][:3]
    bodies = [one for one in within if one.kind == "body"]
    if not bodies or within[0].kind != "body":
        return ""
    names = [_called(told, one) for one in within]
    country = next((one.country for one in within if one.country), "")
    if organisations()[bodies[-1].code].side == "state":
        return _of(" of the ".join(filter(None, names)), country or told.cast.home)
    return " of ".join(filter(None, names))


def _called(told: Told, actor: Actor) -> str:
    if actor.kind == "body":
        return organisations()[actor.code].full
    return told.office(actor.person) or (
        offices()[actor.code].office if actor.code in offices() else ""
    )

"""Meetings that took place: who met whom, when, where, on what occasion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from heed.dialogue.cast import Actor, Person, bare
from heed.dialogue.days import Day, resolved
from heed.dialogue.records import Meeting, Participant, Span
from heed.dialogue.sentences import inside
from heed.dialogue.told import Sentence, Told
from heed.dialogue.words import Hit, offices, organisations

NOT_STATED = "not stated"
# Offices whose body is told by the words beside them.
_OF_BODIES = frozenset({"parliamentarian", "department_head", "chair"})
# Bodies whose sittings are meetings.
_SITTING = frozenset({"governing_body", "hrc", "upr_working_group"})


@dataclass(slots=True)
class _Held:
    """A meeting while it is put together."""

    persons: list[Person]
    holders: list[Actor]
    at: Span
    method: str
    signed: bool = False
    gathering: int = -1
    parties: dict[int, str] = field(default_factory=dict)
    date: str | None = None
    date_basis: str = NOT_STATED
    date_at: Span | None = None
    place: str = ""
    place_basis: str = NOT_STATED
    place_at: Span | None = None
    occasion: str = ""
    occasion_at: Span | None = None


def meetings(told: Told) -> tuple[Meeting, ...]:
    """Return the meetings in the order in which the item tells of them."""
    held: list[_Held] = []
    before: Sentence | None = None
    for sentence in told.sentences:
        hit = _met(told, sentence)
        fresh = list(_new(told, sentence, hit, held)) if hit else []
        fresh = fresh or list(_gathered(told, sentence))
        if fresh:
            for one in fresh:
                _place(told, sentence, one)
                if one.date is None and one.signed and before is not None:
                    # What was signed, and when, is said first: "reached an agreement on Monday".
                    _day(told, before, one)
            held += [one for one in fresh if one not in held]
        elif held:
            _continued(told, sentence, held[-1])
        before = sentence
    if not held:
        held = [*_pictured(told), *_sat(told), *_informed(told)][:1]
    for sentence in told.retold:
        for one in held:
            if one.at.start <= sentence.paragraph_at < one.at.end:
                _place(told, sentence, one)
    _shared(held)
    _arrived(told, held)
    return tuple(_meeting(told, one) for one in held)


def _met(told: Told, sentence: Sentence) -> Hit | None:
    if next(told.outside(sentence, "planned"), None) is not None:
        return None
    return next(told.outside(sentence, "meets"), None)


def _new(told: Told, sentence: Sentence, hit: Hit, held: list[_Held]) -> Iterator[_Held]:
    """Yield the meetings that a sentence tells of; those known before, where it tells again."""
    persons, holders = _met_there(told, sentence, hit), _holders(told, sentence)
    sides = {told.cast.side(one) for one in persons}
    if len(sides) > 1:
        holders = []
    if not persons or len(sides | {told.side(one) for one in holders}) < 2:
        return
    if len(persons) > 2 and next(told.outside(sentence, "separately"), None):
        groups = [[persons[0], other] for other in persons[1:]]
    else:
        groups = [persons]
    for group in groups:
        known = next((one for one in held if _same(one, group, holders)), None)
        if known is not None:
            known.persons += [one for one in group if one not in known.persons]
            yield known
            continue
        at = Span(sentence.start, sentence.end)
        method = f"{told.words.language}.meets.{hit.entry.code}"
        found = _Held(group, holders, at, method)
        if hit.entry.code == "signed":
            found.signed = True
            found.parties = {id(one): "Government" for one in group if _of_state(told, one)}
        yield found


def _gathered(told: Told, sentence: Sentence) -> Iterator[_Held]:
    """Yield the review or the event of which a sentence says that it took place."""
    hit = next(told.outside(sentence, "gatherings"), None)
    if hit is not None and next(told.outside(sentence, "planned"), None) is None:
        bodies = [a for a in sentence.actors if a.kind == "body" and a.code in _SITTING]
        method = f"{told.words.language}.gatherings.{hit.entry.code}"
        at = Span(sentence.start, sentence.end)
        found = _Held(
            _persons(told, sentence), bodies[:1] if hit.entry.code == "review" else [], at, method
        )
        found.gathering = sentence.paragraph
        yield found


def _of_state(told: Told, person: Person) -> bool:
    known = offices().get(person.office)
    return known is not None and known.side == "state"


def _same(one: _Held, persons: Sequence[Person], holders: Sequence[Actor]) -> bool:
    a = {str(id(p)) for p in one.persons} | {actor.code for actor in one.holders}
    b = {str(id(p)) for p in persons} | {actor.code for actor in holders}
    return a <= b or b <= a


def _holders(told: Told, sentence: Sentence) -> list[Actor]:
    """Return the offices of a sentence whose holders it does not name; no counterparts."""
    return [
        one
        for one in sentence.actors
        if one.kind == "holder"
        and one.code in offices()
        and one.code != "counterpart"
        and told.side(one)
        and not inside(one.start, sentence.quoted)
    ]


def _persons(told: Told, sentence: Sentence) -> list[Person]:
    """Return the named persons of a sentence outside quotations, each once."""
    found: list[Person] = []
    for actor in sentence.actors:
        person = actor.person
        if person is None or inside(actor.start, sentence.quoted):
            continue
        if not told.cast.side(person) and not person.office:
            # Somebody of whom neither side nor office is known.
            continue
        if person not in found:
            found.append(person)
    return found


def _met_there(told: Told, sentence: Sentence, hit: Hit) -> list[Person]:
    """Return who met: not whom only a preposition ties to what goes before the verb.

    Where that leaves one side, whom the sentence before is about is taken for the subject.
    """
    persons = _persons(told, sentence)
    aside = [a.person for a in sentence.actors if a.tied and a.end <= hit.start]
    close = [p for p in persons if p not in aside]
    if len({told.cast.side(one) for one in close}) > 1:
        return close
    if len({told.cast.side(one) for one in persons}) > 1:
        return persons
    before = sentence.before
    if close and before is not None and before not in close and told.cast.side(before):
        return [before, *close]
    return persons


def _continued(told: Told, sentence: Sentence, last: _Held) -> None:
    """Add to a meeting what a later sentence says of it: who else was there, when, where."""
    same_paragraph = last.gathering == sentence.paragraph
    if same_paragraph or next(told.outside(sentence, "joins"), None) is not None:
        for person in _persons(told, sentence):
            if person not in last.persons:
                last.persons.append(person)
        return
    if told.anywhere(sentence, "continued") is not None:
        _place(told, sentence, last)


def _place(told: Told, sentence: Sentence, one: _Held) -> None:
    """Fill in from a sentence what a meeting lacks of day, place and occasion."""
    if one.date is None:
        _day(told, sentence, one)
    if not one.place:
        _where(told, sentence, one)
    if not one.occasion:
        hit = _occasion(told, sentence)
        if hit is not None:
            one.occasion_at = Span(*hit.it)
            one.occasion = bare(told.text[hit.it[0] : hit.it[1]])


def _occasion(told: Told, sentence: Sentence) -> Hit | None:
    return next(told.outside(sentence, "occasions"), None)


def _day(told: Told, sentence: Sentence, one: _Held) -> None:
    arrivals = [(hit.start, hit.end) for hit in told.outside(sentence, "arrivals")]
    for day in _ranked(sentence.days):
        if any(start - 2 <= day.start < end for start, end in arrivals):
            continue
        found, basis = resolved(day, told.reported, told.text)
        one.date, one.date_basis, one.date_at = found, basis, Span(day.start, day.end)
        if found:
            return
    if one.date is None and one.date_at is None and told.reported.day is not None:
        one.date_basis = f"{NOT_STATED}; reported on {told.reported.day.isoformat()}"


def _ranked(days: Sequence[Day]) -> list[Day]:
    """Return days, those with a month before weekdays, weekdays before "today"."""
    return sorted(days, key=lambda one: 0 if one.month else 1 if one.weekday >= 0 else 2)


def _where(told: Told, sentence: Sentence, one: _Held) -> None:
    """Fill in the place: a city that is known, else a seat, else what the words say."""
    places = list(_places(told, sentence))
    for hit in places:
        for city in sentence.named:
            if city.city and hit.it[0] <= city.start < hit.it[1]:
                _at(one, city.city, Span(city.start, city.end))
                return
    seat = next(told.outside(sentence, "seats"), None)
    if seat is not None:
        _at(one, bare(told.text[seat.it[0] : seat.it[1]]), Span(*seat.it))
        return
    taken = [(one.start, one.end) for one in sentence.named]
    taken += [(actor.start, actor.end) for actor in sentence.actors]
    taken += [(day.start, day.end) for day in sentence.days]
    for hit in places:
        if not any(hit.it[0] < end and start < hit.it[1] for start, end in taken):
            _at(one, bare(told.text[hit.it[0] : hit.it[1]]), Span(*hit.it))
            return


def _at(one: _Held, place: str, at: Span) -> None:
    one.place, one.place_at, one.place_basis = place, at, "stated"


def _places(told: Told, sentence: Sentence) -> Iterator[Hit]:
    """Yield where a sentence says that something was, not whence a source writes."""
    sources = [(hit.start, max(hit.end, hit.it[1])) for hit in told.outside(sentence, "sources")]
    for hit in told.outside(sentence, "places"):
        if not any(start <= hit.start < end for start, end in sources):
            yield hit


def _pictured(told: Told) -> Iterator[_Held]:
    """Yield the meeting that the caption of a photograph shows, where the body names none."""
    for sentence in told.captions:
        persons = _persons(told, sentence)
        if len({told.cast.side(one) for one in persons}) > 1:
            at = Span(sentence.start, sentence.end)
            one = _Held(persons, [], at, f"{told.words.language}.caption")
            _place(told, sentence, one)
            yield one


def _informed(told: Told) -> Iterator[_Held]:
    """Yield the meeting that shows in one telling the other: "the minister informed A"."""
    for sentence in told.sentences:
        for hit in told.outside(sentence, "says"):
            beside = (a for a in sentence.actors if 0 <= a.start - hit.end <= 1)
            other = next(beside, None)
            before = (a for a in sentence.actors if a.end <= hit.start and not a.tied)
            first = next(before, None)
            if other is None or first is None or other.person is None or first.person is None:
                continue
            if told.side(other) != told.side(first) and told.side(other) and told.side(first):
                at = Span(sentence.start, sentence.end)
                method = f"{told.words.language}.says: one told the other"
                yield _Held([first.person, other.person], [], at, method)


def _sat(told: Told) -> Iterator[_Held]:
    """Yield the sitting of a body whose record of decisions the item is."""
    body = next(
        (a for s in told.sentences for a in s.actors if a.kind == "body" and a.code in _SITTING),
        None,
    )
    for sentence in (*told.headlines, *told.sentences):
        hit = told.anywhere(sentence, "sittings")
        if hit is not None and body is not None:
            at = Span(sentence.start, sentence.end)
            one = _Held([], [body], at, f"{told.words.language}.sittings.{hit.entry.code}")
            _day(told, sentence, one)
            yield one


def _arrived(told: Told, held: Sequence[_Held]) -> None:
    """Give meetings without a place the one that somebody had come to."""
    for one in held:
        for sentence in told.sentences if not one.place else ():
            for hit in told.outside(sentence, "arrivals"):
                for city in sentence.named:
                    if city.city and hit.it[0] <= city.start < hit.it[1] and not one.place:
                        one.place, one.place_at = city.city, Span(city.start, city.end)
                        one.place_basis = "derived: where one of them had come"


def _shared(held: Sequence[_Held]) -> None:
    """Let meetings of one stay share the place that only one of them has."""
    for before, one in pairwise(held):
        if not one.place and before.place:
            one.place, one.place_at = before.place, before.place_at
            one.place_basis = "derived: as the meeting told of before"
        if not one.occasion and before.occasion and before.place == one.place:
            one.occasion, one.occasion_at = before.occasion, before.occasion_at


def _meeting(told: Told, one: _Held) -> Meeting:
    return Meeting(
        date=one.date,
        date_basis=one.date_basis,
        place=one.place,
        place_basis=one.place_basis,
        occasion=one.occasion,
        participants=(
            *(_participant(told, person, one) for person in one.persons),
            *(_unnamed(told, holder) for holder in one.holders),
        ),
        at=one.at,
        date_at=one.date_at if one.date else None,
        place_at=one.place_at,
        occasion_at=one.occasion_at,
        method=one.method,
    )


def _unnamed(told: Told, holder: Actor) -> Participant:
    at = Span(holder.start, holder.end)
    if holder.kind == "body":
        body = organisations()[holder.code]
        return Participant("", "", body.name, told.side(holder), "", at, None, "the body that sat")
    known = offices()[holder.code]
    return Participant(
        name="",
        office=known.office,
        organisation=known.organisation,
        side=told.side(holder),
        written=told.text[holder.start : holder.end],
        at=at,
        office_at=at,
        reason="the office is named, its holder is not",
    )


def _participant(told: Told, person: Person, one: _Held) -> Participant:
    known = offices().get(person.office)
    if person.office == "counterpart":
        # "his Aurelian counterpart" holds what the other holds.
        other = next((p for p in one.persons if p is not person), person)
        known = offices().get(other.office)
    party = one.parties.get(id(person), "")
    organisation = party or (known.organisation if known else "")
    if known is not None and known.code in _OF_BODIES and person.body:
        organisation = organisations()[person.body].name
    if not organisation and person.body:
        organisation = organisations()[person.body].name
    within = [at for _form, at in person.forms if one.at.start <= at.start < one.at.end]
    return Participant(
        name=person.name,
        office=known.office if known else "",
        organisation=organisation,
        side=told.cast.side(person),
        written=person.written,
        at=within[0] if within else person.forms[0][1],
        office_at=person.office_at,
        reason=person.reason or "named without an office",
    )

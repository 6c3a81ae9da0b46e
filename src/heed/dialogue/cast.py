"""Who takes part in an item: persons with their offices, and whom each mention means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from heed.dialogue.countries import Named
from heed.dialogue.mentions import Mention, mentions
from heed.dialogue.naming import folded, nominative, same_person
from heed.dialogue.records import Span
from heed.dialogue.words import Words, either, offices, organisations

_CASES = frozenset({"ru", "uk"})
# The name of a body behind an office, with what ties it, is no longer than this.
_MOST_BODY = 80
_CASE_NAMES = ("instrumental", "genitive", "dative")


@dataclass(slots=True)
class Person:
    """A person of the item while it is read: the forms of the name, the office, the State."""

    forms: list[tuple[str, Span]] = field(default_factory=list)
    # The case that a preposition before a form shows, "" for the nominative or where none does.
    cases: list[str] = field(default_factory=list)
    office: str = ""
    written: str = ""
    office_at: Span | None = None
    country: str = ""
    body: str = ""
    reason: str = ""

    @property
    def name(self) -> str:
        """The fullest form in the nominative, its last name as it is most often spelled."""
        told = [
            (nominative(form, case), not case)
            for (form, _at), case in zip(self.forms, self.cases, strict=True)
        ]
        # Of equally full ones the shortest, as other cases add endings; then one that stands so.
        full = max(told, key=lambda one: (len(one[0].split()), -len(one[0]), one[1]))[0]
        last = full.split()[-1]
        key = "".join(folded(last))
        spelled = Counter(
            form.split()[-1] for form, _own in told if "".join(folded(form.split()[-1])) == key
        )
        most = spelled.most_common(1)[0][0] if spelled else last
        return " ".join([*full.split()[:-1], most])


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom a mention means: a person, a body, both sides, or the unnamed holder of an office.

    `tied` is whether a preposition stands before it, so that it is not what the sentence is about.
    """

    kind: str
    start: int
    end: int
    code: str = ""
    country: str = ""
    person: Person | None = None
    tied: bool = False


@dataclass(slots=True)
class Cast:
    """The persons of an item, and the State that it is most about ("" where none is named)."""

    text: str
    words: Words
    named: list[Named]
    persons: list[Person] = field(default_factory=list)
    home: str = ""
    recent: list[Person] = field(default_factory=list)
    subject: Person | None = None
    _seen: dict[Span, list[Mention]] = field(default_factory=dict)

    def mentioned(self, at: Span) -> list[Mention]:
        """Return the mentions of a sentence, which are looked for once."""
        if at not in self._seen:
            self._seen[at] = mentions(self.text, at, self.words, self.named)
        return self._seen[at]

    def meet(self, at: Span) -> None:
        """Take in the persons whom a sentence names."""
        held = self.mentioned(at)
        pairs = _pairs(self.text, held, self.words)
        for one in held:
            if one.kind == "name":
                self._take_in(one, pairs.get(one.start))

    def settle(self) -> None:
        """Give offices named without a person to persons named without an office."""
        self.persons = [one for one in self.persons if one.office or one.body or self._full(one)]

    def _full(self, person: Person) -> bool:
        return any(len(form.split()) > 1 for form, _at in person.forms)

    def adopt(self, holder: Mention) -> None:
        """Let the first person without an office hold one that nobody named holds."""
        if any(self._holds(one, holder) for one in self.persons) or holder.code == "counterpart":
            return
        free = [
            one
            for one in self.persons
            if not one.office and not one.body and one.forms[0][1].start > holder.start
        ]
        if free:
            free[0].office, free[0].country = holder.code, holder.country
            free[0].written = self.text[holder.start : holder.end]
            free[0].office_at = Span(holder.start, holder.end)
            free[0].reason = "the office is named before, without a name"

    def _take_in(self, one: Mention, office: Mention | None) -> None:
        written = self.text[one.start : one.end]
        person = self._known(written)
        if person is None:
            if office is None and len(written.split()) < 2:
                return
            person = Person()
            self.persons.append(person)
        person.forms.append((written, Span(one.start, one.end)))
        person.cases.append(self._case(one, office))
        if office is None or person.office:
            return
        if office.kind == "organisation":
            person.body = person.body or office.code
            person.country = person.country or office.country
            return
        person.office, person.country = office.code, office.country or person.country
        person.written = self.text[office.start : office.end]
        person.office_at = Span(office.start, office.end)
        person.reason = "the office stands beside the name"
        person.body = self._within(office)

    def _case(self, one: Mention, office: Mention | None) -> str:
        """Return the case of a name by the preposition before it, or before its office."""
        first = office if office is not None and office.start < one.start else one
        before = self.text[max(0, first.left - 40) : first.left].split()
        word = before[-1].casefold() if before else ""
        return next((case for case in _CASE_NAMES if word in self.words.listed(case)), "")

    def _within(self, office: Mention) -> str:
        """Return the body in or directly behind the words of an office: "chair of the Senate"."""
        bodies = self.words.group("organisations")
        for hit in bodies.hits(self.text, office.start, office.end + _MOST_BODY):
            inside = hit.end <= office.end
            if inside or joined(self.words, self.text, office.end, hit.start):
                return hit.entry.code
        return ""

    def _known(self, written: str) -> Person | None:
        cases = self.words.language in _CASES
        alike = [
            person
            for person in self.persons
            if any(same_person(written, form, cases=cases) for form, _at in person.forms)
        ]
        word = "".join(folded(written.split()[-1]))
        by_last = (p for p in alike if any(word in folded(f)[-1:] for f, _at in p.forms))
        return next(by_last, next(iter(alike), None))

    def _holds(self, person: Person, one: Mention) -> bool:
        """Whether a person is whom an office or a short word for it means."""
        known = offices().get(person.office)
        if one.country and person.country and one.country != person.country:
            return False
        if one.kind == "role":
            if known is None:
                return bool(person.body) and one.code in ("official", "diplomat")
            return one.code in known.roles and (known.side == "state" or not one.country)
        return one.code == person.office

    def actors(self, at: Span) -> list[Actor]:
        """Return whom the mentions of a sentence mean, in order; they are the most recent then."""
        held = self.mentioned(at)
        pairs = _pairs(self.text, held, self.words)
        beside = {office.start for office in pairs.values()}
        found = [
            self._actor(one, at, pairs.get(one.start)) for one in held if one.start not in beside
        ]
        told = [one for one in found if one is not None]
        for one in told:
            if one.person is not None:
                self.recent = [p for p in self.recent if p is not one.person] + [one.person]
        first = next((one.person for one in told if one.person and not one.tied), None)
        self.subject = first or self.subject
        return told

    def _actor(self, one: Mention, at: Span, office: Mention | None) -> Actor | None:
        first = office if office is not None and office.start < one.start else one
        tied = _tied(self.text, at, first, self.words)
        if one.kind == "name":
            person = self._known(self.text[one.start : one.end])
            return Actor("person", one.start, one.end, "", "", person, tied) if person else None
        if one.kind == "both":
            return Actor("both", one.start, one.end, one.code, tied=tied)
        if one.kind == "organisation":
            return Actor("body", one.start, one.right, one.code, one.country, None, tied)
        if one.kind == "pronoun":
            last = self.subject or (self.recent[-1] if self.recent else None)
            return Actor("person", one.start, one.end, "", "", last, tied) if last else None
        person = self._holder(one)
        kind = "person" if person else "holder"
        return Actor(kind, one.start, one.right, one.code, one.country, person, tied)

    def _holder(self, one: Mention) -> Person | None:
        if one.code == "counterpart" and not one.country:
            return None
        first = [self.subject] if self.subject is not None and one.kind == "role" else []
        ranked = [
            *first,
            *reversed(self.recent),
            *(p for p in self.persons if p not in self.recent),
        ]
        return next((person for person in ranked if self._holds(person, one)), None)

    def side(self, person: Person) -> str:
        """Return on whose side a person stands: a State, or a body."""
        known = offices().get(person.office)
        if known is not None and known.side != "state":
            return known.side
        if (known is None or not known.organisation) and person.body:
            side = organisations()[person.body].side
            if side != "state":
                return side
        return person.country or (self.home if person.office or person.body else "")


def _tied(text: str, at: Span, one: Mention, words: Words) -> bool:
    """Whether a preposition, with or without an article, stands before a mention."""
    return bool(_before(words).search(text, at.start, one.left or one.start))


@cache
def _before_of(
    prepositions: tuple[str, ...], articles: tuple[str, ...], honorifics: tuple[str, ...]
) -> re.Pattern[str]:
    between = rf"(?:{either(articles)}\s)?(?:{either(honorifics)}\s)*"
    return re.compile(rf"(?<!\w){either(prepositions)}\s{between}$", re.IGNORECASE)


def _before(words: Words) -> re.Pattern[str]:
    held = (words.listed(one) for one in ("prepositions", "articles", "honorifics"))
    return _before_of(*held)


def _pairs(text: str, held: Sequence[Mention], words: Words) -> dict[int, Mention]:
    """Return by the beginning of a name the office (or body) that stands beside it.

    First the office directly before a name, then one after it behind a comma, then one before it
    with a comma between, then a body after it ("of the ministry").
    """
    names = [one for one in held if one.kind == "name"]
    others = [one for one in held if one.kind == "office"]
    bodies = [one for one in held if one.kind == "organisation"]
    tight, apart, of = _gaps(words)
    pairs: dict[int, Mention] = {}
    free = list(others)

    def bind(pattern: re.Pattern[str], candidates: list[Mention], *, after: bool) -> None:
        for name in names:
            for office in candidates if name.start not in pairs else ():
                first, last = (name, office) if after else (office, name)
                gap_start, gap_end = first.right or first.end, last.left or last.start
                if gap_start <= gap_end and pattern.fullmatch(text, gap_start, gap_end):
                    pairs[name.start] = office
                    candidates.remove(office)
                    break

    if words.language == "ar":
        # The office follows the name directly, and goes before it with a comma.
        bind(tight, free, after=True)
    bind(tight, free, after=False)
    # One word beside a comma is seldom a name: "of the Programme, Peter".
    names = [
        one for one in names if " " in text[one.start : one.end] or "." in text[one.start : one.end]
    ]
    _in_turn(text, [*names, *free], apart, pairs)
    bind(of, bodies, after=True)
    return pairs


def _in_turn(
    text: str, held: Sequence[Mention], apart: re.Pattern[str], pairs: dict[int, Mention]
) -> None:
    """Bind names and offices with a comma between, from left to right, each once.

    So "A, minister, B, envoy" and "the minister, A, the envoy, B" are both told rightly.
    """
    open_name: Mention | None = None
    open_office: Mention | None = None
    for one in sorted(held, key=lambda one: one.start):
        if one.kind == "name":
            office, open_office = open_office, None
            if one.start in pairs:
                open_name = None
            elif office is not None and _near(text, office, one, apart):
                pairs[one.start], open_name = office, None
            else:
                open_name = one
        elif open_name is not None and _near(text, open_name, one, apart):
            pairs[open_name.start], open_name, open_office = one, None, None
        else:
            open_office, open_name = one, None


def _near(text: str, first: Mention, second: Mention, gap: re.Pattern[str]) -> bool:
    start, end = first.right or first.end, second.left or second.start
    return start <= end and gap.fullmatch(text, start, end) is not None


@cache
def _gaps_of(
    articles: tuple[str, ...],
    honorifics: tuple[str, ...],
    of: tuple[str, ...],
    beside: tuple[str, ...],
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    title = rf"(?:{either(honorifics)}\s)*"
    small = rf"(?:{either((*articles, *beside))}\s)*"
    return (
        re.compile(rf"\s{title}", re.IGNORECASE),
        re.compile(
            rf"(?:\s?[,،(—–-]\s?|\s(?={either(beside)}))(?:,\s)?{small}{title}", re.IGNORECASE
        ),
        re.compile(rf"(?:,)?\s{either(of)}\s(?:{either(articles)}\s)?", re.IGNORECASE),
    )


def _gaps(words: Words) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    held = (words.listed(one) for one in ("articles", "honorifics", "of", "beside"))
    return _gaps_of(*held)


def joined(words: Words, text: str, start: int, end: int) -> bool:
    """Whether what stands between two bodies makes one name of them: "service of the Ministry"."""
    return bool(_gaps(words)[2].fullmatch(text, start, end)) or text[start:end].isspace()


def unnamed(cast: Cast, at: Span) -> Iterator[Mention]:
    """Yield the offices of a sentence that no name stands beside."""
    held = cast.mentioned(at)
    beside = {office.start for office in _pairs(cast.text, held, cast.words).values()}
    for one in held:
        if one.kind == "office" and one.start not in beside:
            yield one


def home(
    text: str, named: Sequence[Named], spans: Sequence[Span], persons: Sequence[Person]
) -> str:
    """Return the State that an item is most about, "" where none is named.

    That of officers counts thrice; one that only says where a city lies ("Geneva, Switzerland")
    does not count. Of equal ones the first.
    """
    votes: Counter[str] = Counter()
    for span in spans:
        before: Named | None = None
        for one in named:
            if not (one.country and span.start <= one.start and one.end <= span.end):
                before = one
                continue
            if before is None or not before.city or text[before.end : one.start] != ", ":
                votes[one.country] += 1
            before = one
    for person in persons:
        known = offices().get(person.office)
        if person.country and known is not None and known.side == "state":
            votes[person.country] += 3
    return votes.most_common(1)[0][0] if votes else ""


def bare(text: str) -> str:
    """Return a passage on one line."""
    return re.sub(r"\s+", " ", text).strip()

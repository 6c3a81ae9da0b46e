"""Reads what a text asks of each instrument it names: sign, ratify, withdraw reservations, report.

A verb governs the instruments after it, up to the next verb that asks something or the end of the
sentence; a list goes on over semicolons. Verbs that only "and", "or" joins ask together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from heed.labels import verbs
from heed.labels.instruments import Mention, may_name, named
from heed.labels.named import Named
from heed.labels.verbs import Verb
from heed.vocab import instruments as vocabulary
from heed.vocab.instrument_labels import asks_of
from heed.vocab.phrases import Words, words

_JOINS = frozenset({
    "and", "or", "to", "fully", "effectively", "also", "then", "subsequently", "as", "well",
    "soon", "possible", "promptly", "its", "their", "swiftly", "a", "further", "steps", "of",
    "at", "same", "time", "subsequent", "eventually", "speedily", "with", "view", "proceed",
    "consider", "without", "delay", "for", "process", "quickly", "early", "towards", "ensure",
    "full", "if", "it", "in", "into", "when", "where", "applicable", "appropriate", "relevant",
    "domestic", "national", "law", "legislation",
})  # fmt: skip
_LIST = frozenset({
    "and", "or", "also", "as", "well", "to", "a", "of", "its", "their", "namely", "including",
    "both", "international", "un", "united", "nations", "b", "c", "d", "e", "f", "i", "ii",
    "iii", "this", "includes", "inter", "alia", "notably", "particularly", "in", "particular",
})  # fmt: skip
_IT = frozenset({"it", "its", "them", "their", "thereof", "these", "this", "those", "such"})
_BODY = frozenset({"report", "cooperate", "accept"})
_WEAK = frozenset({"sign", "ratify", "accede", "join", "cooperate"})
_RESERVED = frozenset({"withdraw", "review", "report", "accept"})
_OTHER = frozenset({"other", "further", "additional", "international", "united", "un"})
_SAYS = frozenset({"recommendation", "recommendations", "observations", "comments", "concerns"})
_KEPT = frozenset({"implement", "honour", "honor", "uphold", "maintained"})
_GIVEN = frozenset({"extend", "issue", "send", "extending", "issuing"})
_REPORT = frozenset({"report", "reports", "reporting"})
_STAYS = frozenset({("report", "implement"), ("incorporate", "cooperate")})
_NEAR = 8  # words
_LATE_REACH = 12
_AND = frozenset({"and", "or", "also", "then", "by"})
_SAID = frozenset({
    "convention", "covenant", "statute", "protocol", "treaty", "accordingly", "instrument",
    "instruments", "conventions", "treaties", "protocols", "provisions",
})  # fmt: skip
_GOVERN = frozenset({"incorporate", "withdraw", "review", "report", "accept", "implement"})
_PROCEDURE = frozenset({"sign", "ratify", "accede", "join", "accept"})
_INVITE_REACH = 12  # words: "facilitate the visit, long requested, of the Special Rapporteur"
_INVITED = ("standing-invitation", "special-procedures")


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of one instrument: "ratify" of "ICCPR-OP2".

    `considering` says that the text asks to consider it only. `start` and `end` are the half-open
    offsets of the words that ask, `named` those of the words that name the instrument.
    """

    ask: str
    instrument: str
    considering: bool
    start: int
    end: int
    named: tuple[int, int]

    @property
    def code(self) -> str:
        """Return the code of the label: "ratify ICCPR-OP2"."""
        return f"{self.ask} {self.instrument}"


@dataclass(frozen=True, slots=True)
class Reading:
    """The instruments a text names, and what it asks of each, both in order."""

    mentions: tuple[Mention, ...]
    asks: tuple[Ask, ...]


@lru_cache(maxsize=8192)  # several labellers read the same texts one after the other
def read(text: str) -> Reading:
    """Return the instruments that `text` names and what it asks of them.

    A body ("the Committee against Torture") stands for its treaty where reporting to it, its
    competence or cooperation with it is asked, the International Criminal Court for its Statute
    where joining or cooperating is.
    """
    if not may_name(text):
        return Reading((), ())
    held = words(text)
    found = named(held)
    if not found:
        return Reading((), ())
    asking = verbs.find(held, found)
    pairs = _attached(held, found, asking)
    accepting = any(verb.code == "accept" for verb in asking)
    mentions: list[Mention] = []
    asks: list[Ask] = []
    for one in found:
        if one.stands_for == "body" and not _SAYS.isdisjoint(held.lower[one.first - 4 : one.first]):
            continue  # "consider the recommendations of the Committee"
        governed = [_fitting(verb, one, accepting=accepting) for verb in pairs.get(one, ())]
        wanted = [verb for verb in governed if verb]
        if _belongs_to_invitation(held, one, wanted, found):
            continue
        wanted += _invited(held, one, found)
        if one.stands_for == "body" and not _REPORT.isdisjoint(held.lower[one.last : one.last + 2]):
            wanted.append(Verb("report", "noun", one.last, one.last + 1))
        if one.stands_for and not wanted:
            continue
        place = held.starts[one.first], held.ends[one.last - 1]
        one = _joined(held, one, wanted)
        mentions += [Mention(code, *place) for code in one.codes]
        asks += [
            _ask(held, verb, code, place)
            for verb in wanted
            for code in one.codes
            if verb.code in asks_of(vocabulary.every()[code])
        ]
    return Reading(tuple(mentions), tuple(_once(asks)))


def _joined(held: Words, one: Named, wanted: Sequence[Verb]) -> Named:
    """Return "other instruments" as those not yet joined only where joining is asked."""
    if one.codes != ("other-treaties",) or held.lower[one.first] not in _OTHER:
        return one
    if any(verb.code in _WEAK for verb in wanted) or "not" in held.lower[one.last : one.last + 9]:
        return one
    return replace(one, codes=("human-rights-treaties",))


def _ask(held: Words, verb: Verb, code: str, place: tuple[int, int]) -> Ask:
    begin, end = held.starts[verb.first], held.ends[verb.last - 1]
    return Ask(verb.code, code, verb.weighed, begin, end, place)


def _once(asks: list[Ask]) -> list[Ask]:
    return list({one.code: one for one in reversed(asks)}.values())[::-1]


def _attached(
    held: Words, found: Sequence[Named], asking: Sequence[Verb]
) -> dict[Named, list[Verb]]:
    """Return the verbs that govern each run of words that names an instrument."""
    events: list[Verb | Named] = sorted(
        [*found, *asking], key=lambda one: (one.first, isinstance(one, Named))
    )
    made: dict[Named, list[Verb]] = {}
    group: list[Verb] = []
    run: list[Named] = []
    fresh = False  # whether a verb stands since the last instrument
    at = 0
    for event in events:
        if group and not fresh and _cut(held, at, event):
            group = []
        if isinstance(event, Named):
            if group and fresh and held.sentence[group[-1].first] != held.sentence[event.first]:
                group = group if _listed(held, group[-1].last, event.first) else []
            made.setdefault(event, []).extend(_near(held, group, event))
            run = [*run, event] if not fresh else [event]
            fresh = False
        elif event.form == "passive" or _refers_back(held, event, run):
            for one in run:
                strong = [verb for verb in made.get(one, ()) if verb.form != "loose"]
                made[one] = [*strong, event]
            continue
        else:
            if fresh and run:
                _late(held, made, run, group, event.first)
            group = _grown(held, group if fresh else [], event)
            fresh = True
        at = event.last
    if fresh and run:
        _late(held, made, run, group, len(held))
        late = [v for v in group if v.code in _RESERVED and held.lower[v.first - 1] in _AND]
        made.setdefault(run[-1], []).extend(v for v in late if v not in made[run[-1]])
    return made


def _late(
    held: Words, made: dict[Named, list[Verb]], run: list[Named], group: list[Verb], end: int
) -> None:
    """Attach a verb to the instrument before it: "align its laws with this Convention"."""
    for verb in group:
        if verb.form == "loose" or (verb.first and held.lower[verb.first - 1] not in _JOINS):
            continue
        if verb.code in ("incorporate", "implement", "withdraw", "review", "ratify", "sign"):
            said = held.between(verb.last, min(verb.last + _LATE_REACH, end))
            if not _SAID.isdisjoint(said) and "limitations" not in said:
                made.setdefault(_referred(run, said), []).append(verb)


def _referred(run: list[Named], said: list[str]) -> Named:
    """Return which of `run` "the Statute" or "this Convention" means: the last so called."""
    kinds = [word for word in said if word in _SAID]
    for one in reversed(run):
        if any(word in vocabulary.every()[one.codes[0]].name.lower() for word in kinds):
            return one
    return run[-1]


def _near(held: Words, group: list[Verb], one: Named) -> list[Verb]:
    return [
        verb
        for verb in group
        if verb.form != "adjacent" or set(held.between(verb.last, one.first)) <= {"its", "un", "a"}
    ]


def _grown(held: Words, group: list[Verb], verb: Verb) -> list[Verb]:
    if not verb.code:
        return []
    if verb.form == "loose":
        # "incorporate the provisions of", "the competence of the Committee under"
        return group if group and group[-1].code in _GOVERN else [verb]
    if group and group[-1].code == "implement" and verb.first == group[-1].last:
        return [verb]  # "implement the withdrawal of"
    if group and (group[-1].code, verb.code) in _STAYS and verb.first - group[-1].last <= _NEAR:
        return group  # "report on the implementation of", "incorporate rules on cooperation with"
    if group and group[-1].code and set(held.between(group[-1].last, verb.first)) <= _JOINS:
        return [*group, verb]
    return [verb]


def _cut(held: Words, at: int, event: Verb | Named) -> bool:
    """Return whether the sentence ended since word `at`, and what follows is no list."""
    if not at or held.sentence[at - 1] == held.sentence[event.first]:
        return False
    return isinstance(event, Verb) or not _listed(held, at, event.first)


def _listed(held: Words, left: int, right: int) -> bool:
    return all(word in _LIST or word.isdigit() for word in held.between(left, right))


def _refers_back(held: Words, verb: Verb, run: list[Named]) -> bool:
    """Return whether the verb's object is "it", or its place "its implementation"."""
    if (
        not run
        or verb.form == "loose"
        or verb.code not in ("implement", "incorporate", "withdraw", "ratify", "sign")
    ):
        return False
    if verb.code == "ratify" and verb.form == "verb" and run[-1].last == verb.first:
        return held.lower[verb.first] == "ratification"  # "steps to CRPD ratification"
    after = held.lower[verb.last : verb.last + 1]
    before = held.lower[max(verb.first - 2, 0) : verb.first]
    if verb.code in ("implement", "incorporate") and not _IT.isdisjoint(before):
        return held.lower[verb.first].endswith("ation")
    return bool(after) and after[0] in ("it", "them", "these", "those", "thereof", "this")


def _fitting(verb: Verb, one: Named, *, accepting: bool) -> Verb | None:
    """Return the verb as it fits what it governs, None where it asks nothing of it."""
    if not verb.code or one.codes[0] in _INVITED:
        keep = one.codes[0] == "special-procedures" and verb.code == "cooperate"
        near = one.first - verb.last <= 3 and verb.form != "loose"
        keep = keep or (one.codes[0] == "standing-invitation" and verb.code == "implement" and near)
        return verb if keep else None
    if one.stands_for == "body":
        return verb if verb.code in _BODY else None
    if one.stands_for == "weak":
        return verb if verb.code in _WEAK else None
    procedure = one.codes[0] in vocabulary.procedures()
    if procedure and (verb.code in _PROCEDURE or (accepting and verb.form == "loose")):
        return Verb("accept", verb.form, verb.first, verb.last, verb.weighed)
    return verb


def _invited(held: Words, one: Named, found: Sequence[Named]) -> list[Verb]:
    """Return the invitation that is asked: it is one wherever a standing invitation is named."""
    if one.codes[0] not in _INVITED:
        return []
    sentence = held.sentence[one.first]
    first = max(one.first - _INVITE_REACH, 0)
    before = [held.lower[at] for at in range(first, one.first) if held.sentence[at] == sentence]
    weighing = not {"consider", "considering", "possibility", "explore"}.isdisjoint(before)
    if one.codes[0] == "standing-invitation":
        kept = not _KEPT.isdisjoint(before[-4:]) and _GIVEN.isdisjoint(before[-6:])
        return [] if kept else [Verb("invite", "verb", one.first, one.last, weighing)]
    signs = vocabulary.data("asks")["invite"]["signs"]
    taken = {at for other in found for at in range(other.first, other.last)}
    for at in range(first, min(one.last + _INVITE_REACH, len(held))):
        if held.sentence[at] != sentence or at in taken or held.lower[at] not in signs:
            continue
        # After the mandate's name only "to visit" asks; "after his visit" does not.
        if at < one.first or held.lower[at - 1] in ("to", "s"):
            return [Verb("invite", "verb", at, at + 1, weighing)]
    return []


def _belongs_to_invitation(
    held: Words, one: Named, verbs_: Sequence[Verb], found: Sequence[Named]
) -> bool:
    """Return whether it only says to whom a standing invitation is extended."""
    if one.codes[0] not in ("special-procedures", "treaty-bodies"):
        return False
    before = [other for other in found if other.last <= one.first]
    said = [o for o in before if o.codes[0] == "standing-invitation"]
    if not said or held.sentence[said[-1].first] != held.sentence[one.first]:
        return False
    asked_again = {"respond", "request", "requests", "visit", "accept", "facilitate", "reports"}
    if not asked_again.isdisjoint(held.between(said[-1].last, one.first)):
        return False
    return not any(v.code != "invite" and v.first > said[-1].first for v in verbs_)

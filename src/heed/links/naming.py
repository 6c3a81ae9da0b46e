"""What a cluster is called until a person names it: made of what its members share.

An act under an instrument is named with the instrument in full; else the verb, the subject, the
measure and the persons that most members have; else the text that stands for all, shortened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from heed.labels.words import words
from heed.links.meaning import Meaning, meaning
from heed.links.sides import side
from heed.vocab import instruments
from heed.vocab.matters import concepts, wider, wrongs

# What more than so many of the members have is theirs together.
_SHARED = 0.5
# Of larger clusters the name is made of so many members.
_LOOKED_AT = 60
_LONG = 160
_NONE: frozenset[str] = frozenset()
_STEPS = {
    "join": "Ratify the {}", "sign": "Sign the {}", "accept": "Accept: {}",
    "report": "Report under the {}", "reservations": "Withdraw reservations to the {}",
    "invite": "Invite: {}",
}  # fmt: skip

_SAID = {
    "invite standing-invitation": "Issue a standing invitation to all special procedures",
    "invite special-procedures": "Invite special procedures",
}
# Verbs that say more than that something be done; words for working against a wrong are one (R2).
_FORMS = {
    "abolish": "abolish abolishing abolition", "ban": "ban banning",
    "combat": "combat combating combatting fight fighting prevent preventing eliminate eliminating "
    "eradicate eradicating tackle tackling address addressing",
    "criminalize": "criminalize criminalizing criminalise criminalising",
    "decriminalize": "decriminalize decriminalizing decriminalise decriminalising",
    "prohibit": "prohibit prohibiting outlaw outlawing", "repeal": "repeal repealing",
}  # fmt: skip
_ACTS = {form: verb for verb, forms in _FORMS.items() for form in forms.split()}


def name_of(texts: Sequence[str], representative: str) -> str:
    """Return a name for texts that ask the same; `representative` serves where they share nothing.

    It has no more than 160 letters.
    """
    step = max(1, len(texts) // _LOOKED_AT)
    read = [meaning(text) for text in texts[::step]]
    made = _of_step(read) or _of_subject(read)
    return _cut(made or meaning(representative).text)


def _of_step(read: Sequence[Meaning]) -> str:
    steps = _shared(_all(ask.steps for ask in one.asks) for one in read)
    acts = [one.split(" ", 1) for one in sorted(steps)]
    if not acts:
        return ""
    act = Counter(act for act, _ in acts).most_common(1)[0][0]
    named = [_instrument(code) for mine, code in acts if mine == act]
    made = _STEPS[act].format(" and the ".join(named))
    return _SAID.get(f"{act} {acts[0][1]}", made) if len(named) == 1 else made


def _instrument(code: str) -> str:
    found = instruments.find(code)
    return (found.label or found.name) if found else code


def _of_subject(read: Sequence[Meaning]) -> str:
    asks = [one.asks for one in read]
    matters = _narrowest("matters", _shared(_all(side(a).matters for a in some) for some in asks))
    persons = _narrowest("persons", _shared(_all(a.persons for a in some) for some in asks))
    measures = _narrowest("measures", _shared(_all(a.measures for a in some) for some in asks))
    if not matters and not persons:
        return ""
    of = _NONE.union(*(concepts("matters")[code].of for code in matters))
    who = _names("persons", persons - of)
    narrow = [code for code in matters if not concepts("matters")[code].wide] or list(matters)
    if persons and all(concepts("matters")[code].wide for code in narrow):
        name = f"rights of {_names('persons', persons)}"
    else:
        # Members that combat one thing may further another: "combat" is not said of both.
        bad = wrongs().issuperset(narrow)
        verb = _verb(read)
        name = f"{verb if bad or verb == 'decriminalize' else ''} {_names('matters', narrow)}"
        # A wrong is not done for those who suffer it.
        name += (f" ({who})" if bad else f", for {who}") if who else ""
    if measures:
        name += f": {_names('measures', measures)}"
    name = name.strip()
    return name[:1].upper() + name[1:]


def _all(some: Iterable[frozenset[str]]) -> frozenset[str]:
    return _NONE.union(*some)


def _shared(each: Iterable[Collection[str]]) -> frozenset[str]:
    """Return what more than half have; of two, what both have."""
    held = [frozenset(one) for one in each]
    counts = Counter(code for one in held for code in one)
    return frozenset(code for code, count in counts.items() if count > len(held) * _SHARED)


def _narrowest(sort: str, codes: frozenset[str]) -> frozenset[str]:
    """Return codes without those that contain another of them."""
    above = wider(sort)
    return frozenset(
        code for code in codes if not any(code in above[one] for one in codes - {code})
    )


def _names(sort: str, codes: Collection[str]) -> str:
    found = sorted(concepts(sort)[code].name for code in codes)
    return " and ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))


def _verb(read: Sequence[Meaning]) -> str:
    """Return the verb that most members begin with if it says more than that something be done."""
    counts = Counter(
        verb for one in read for verb in {_ACTS[word] for word in words(one.text) if word in _ACTS}
    )
    if not counts:
        return ""
    verb, count = min(counts.items(), key=lambda one: (-one[1], one[0]))
    return verb if count > len(read) * _SHARED else ""


def _cut(name: str) -> str:
    name = " ".join(name.split()).rstrip(" .;")
    return name if len(name) <= _LONG else f"{name[: _LONG - 1].rsplit(' ', 1)[0].rstrip(' ,;')}…"

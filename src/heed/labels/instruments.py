"""Finds the instruments that a text names: treaties, protocols, procedures, ILO Conventions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from heed.labels import conventions, protocols
from heed.labels.named import Named
from heed.vocab import instruments as vocabulary
from heed.vocab.mechanisms import mechanisms
from heed.vocab.phrases import Phrases, Words, words

# Every phrase that names an instrument has one of these, or two capitals together.
HINTS = (
    "conven", "protoc", "covenant", "statut", "rome stat", "statel", "treat", "charter",
    "instrument", "agreement", "invitation", "rapporteur", "special procedure", "special mec",
    "mandate", "committee", "pact",
    "criminal court", "amendment", "expert", "working group", "representative of", "thematic",
    "labour standard", "labour organi", "standards of", "nine core", "seven core", "eight core",
    "conveni", "protocolo", "recommendation", "recommandation", "recomendaci",
)  # fmt: skip
_CAPITALS = re.compile(r"[A-Z]{2}|\b[CPR][. ]?\d")
_CLOSE = re.compile(r"[(,]")
_ARTICLES = frozenset({"article", "articles", "art", "arts"})
_LIST = frozenset({"and", "or", "as", "well"})
_TO_TREATY = frozenset({"of", "under", "in", "to", "international", "un", "united", "nations"})
_GENERAL = frozenset({"core-treaties", "human-rights-treaties"})
# Phrases behind which their Conventions may be numbered.
_LISTED = frozenset({("ilo-core",), ("core-treaties",), ("ilo-conventions",)})
_COVENANTS = ("ICCPR", "ICESCR")
_IS = frozenset({"is", "are", "as", "being", "a", "an"})
_PENDING = (["still", "pending"], ["pending", "ratification"])
_JOINED = frozenset({"yet", "party", "ratified", "acceded", "signed"})
# "as recommended by CERD", "the CRC's general comment": the committee speaks.
_SAID = frozenset({
    "recommended", "suggested", "requested", "urged", "raised", "expressed", "issued", "noted",
    "stated", "made", "pointed", "adopted", "indicated",
})  # fmt: skip
_SAYINGS = frozenset({
    "recommendation", "recommendations", "observations", "concerns", "comments", "views",
})  # fmt: skip
_BODY_AFTER = frozenset({
    "recommendation", "recommendations", "committee", "concluding", "general", "comments",
    "comment", "observations", "recommended", "pointed", "concerns", "jurisprudence",
})  # fmt: skip
_HEADS = protocols.HEADS | conventions.HEADS
_BEFORE = frozenset({"international", "un", "united", "nations", "european"})


@dataclass(frozen=True, slots=True)
class Mention:
    """An instrument named in a text: its code, and the half-open offsets of the words."""

    code: str
    start: int
    end: int


def find(text: str) -> tuple[Mention, ...]:
    """Return every instrument that `text` names, in order; one for each time it is named.

    A phrase that names two ("the two Optional Protocols to the CRC") gives two at one place.
    """
    if not may_name(text):
        return ()
    held = words(text)
    return tuple(
        Mention(code, held.starts[one.first], held.ends[one.last - 1])
        for one in named(held)
        if not one.stands_for
        for code in one.codes
    )


def may_name(text: str) -> bool:
    """Return whether `text` may name an instrument; several times faster than to look."""
    if _CAPITALS.search(text):
        return True
    lower = text.lower()
    return any(hint in lower for hint in HINTS)


def named(held: Words) -> list[Named]:
    """Return what names an instrument or stands for one, in order, as runs of words."""
    found = list(_read(held))
    if not found:
        return []
    found = protocols.without_parents(held, protocols.resolve(held, found))
    found = _told(held, [one for one in _procedures(held, found) if one.codes])
    return [_widened(held, one) for one in found]


def _read(held: Words) -> Iterator[Named]:
    tree = _tree()
    begins = set(tree.beginnings(held))
    last = 0
    for at, word in enumerate(held.lower):
        if at < last or (at not in begins and word not in _HEADS):
            continue
        longest = _at(tree, held, at)
        if longest:
            yield longest
            last = longest.last
            more = conventions.behind(held, last) if longest.codes[:1] in _LISTED else None
            if more:
                yield more
                last = more.last


def _at(tree: Phrases, held: Words, at: int) -> Named | None:
    """Return the longest that begins at word `at`: a phrase, a numbered Convention, a protocol."""
    word = held.lower[at]
    number = conventions.at(held, at) if word in conventions.HEADS else None
    hit = _longest(tree, held, at)
    if hit and hit[1].codes == ("ilo-conventions",):
        numbered = conventions.at(held, hit[0] - 1)
        number = numbered and replace(numbered, first=at)
        hit = tree.find(held, hit[0] - 1) or hit  # "ILO Convention concerning ..."
    if hit:
        hit = conventions.numbered(held, hit)
    protocol = protocols.head(held, at) if word in protocols.HEADS else None
    return max(
        (one for one in (number, _sense(hit, at), protocol) if one),
        key=lambda one: one.last,
        default=None,
    )


def _longest(tree: Phrases, held: Words, at: int) -> tuple[int, Named] | None:
    """Return the longest phrase from `at` on; a year before a longer one belongs to it."""
    hit = tree.find(held, at)
    if held.lower[at].isdigit() and at + 1 < len(held):
        named_without = tree.find(held, at + 1)
        if named_without and (hit is None or named_without[0] > hit[0]):
            return named_without
    return hit


def _sense(hit: tuple[int, Named] | None, at: int) -> Named | None:
    return None if hit is None else replace(hit[1], first=at, last=hit[0])


def _procedures(held: Words, found: list[Named]) -> list[Named]:
    """Add the procedures named by article ("article 14 of ICERD"); take the place of the treaty."""
    if _ARTICLES.isdisjoint(held.lower):
        return found
    made = list(found)
    for at, word in enumerate(held.lower):
        if word not in _ARTICLES:
            continue
        numbers, end = _numbers(held, at + 1)
        if not numbers:
            continue
        after = _after(held, end, made)
        before = None if after else _before(held, at, made)
        one = after or before
        codes = _by_article(one.codes, numbers) if one else ()
        if not codes:
            continue
        if after:
            made.remove(after)
        made.append(Named("instrument", codes, at, after.last if after else end))
    return sorted(made, key=lambda one: one.first)


def _numbers(held: Words, at: int) -> tuple[list[int], int]:
    numbers: list[int] = []
    end = at
    while at < len(held) and (held.lower[at].isdigit() or held.lower[at] in _LIST):
        if held.lower[at].isdigit():
            numbers.append(int(held.lower[at]))
            end = at + 1
        at += 1
    return numbers, end


def _after(held: Words, end: int, found: list[Named]) -> Named | None:
    nearest = next((one for one in found if one.first >= end), None)
    if nearest is None or nearest.first - end > 3:
        return None
    return nearest if set(held.between(end, nearest.first)) <= _TO_TREATY else None


def _before(held: Words, at: int, found: list[Named]) -> Named | None:
    near = [
        one for one in found if one.last <= at and held.sentence[one.first] == held.sentence[at]
    ]
    return near[-1] if near else None


def _by_article(treaties: tuple[str, ...], numbers: list[int]) -> tuple[str, ...]:
    return tuple(
        code
        for treaty in treaties
        for number in numbers
        if (code := _articles().get((treaty, number)))
    )


def _told(held: Words, found: list[Named]) -> list[Named]:
    """Return them with the bodies of that name, and the treaties not yet joined, told apart."""
    made: list[Named] = []
    for one in found:
        if one.codes[0] in _GENERAL and _describes(held, one):
            continue
        if one.codes[0] in ("human-rights-treaties", "ilo-conventions") and _heads_a_list(
            held, one
        ):
            continue
        one = _exactly(held, one)
        if one.codes[0] in _bodies() and one.kind == "instrument":
            if _symbol(held, one):
                continue
            if _speaks(held, one) or (made and _beside_body(held, made[-1], one)):
                one = replace(one, stands_for="body", kind="body")
        made.append(one)
    return made


def _exactly(held: Words, one: Named) -> Named:
    """Return it with what a collective phrase stands for here."""
    if one.codes == _COVENANTS and held.lower[one.last : one.last + 2] == ["such", "as"]:
        return replace(one, codes=("human-rights-treaties",))
    if one.codes == ("core-treaties",) and _of_ilo(held, one):
        return replace(one, codes=("ilo-core",))
    if one.codes[0] == "standing-invitation" and _one_mandate(held, one):
        return replace(one, codes=("special-procedures",))
    if one.codes[0] == "human-rights-treaties":
        after = held.lower[one.last : one.last + 16]
        pending = after[:2] in _PENDING or "yet to ratify" in " ".join(after)
        if pending or ("not" in after and not _JOINED.isdisjoint(after)):
            return replace(one, codes=("other-treaties",))
    return one


def _of_ilo(held: Words, one: Named) -> bool:
    """Return whether the core Conventions are the ILO's: "join the ILO and ratify its core ...".

    They are not where human rights are spoken of between.
    """
    before = held.lower[max(one.first - 8, 0) : one.last]
    return "ilo" in before and "its" in before and "human" not in before


def _one_mandate(held: Words, one: Named) -> bool:
    """Return whether an "open invitation" is extended to one mandate holder alone."""
    said = held.between(one.first, one.last)
    if "standing" in said or "permanent" in said:
        return False
    return held.lower[one.last : one.last + 3] in (
        ["to", "special", "rapporteur"],
        ["to", "independent", "expert"],
        ["to", "working", "group"],
    )  # fmt: skip


def _heads_a_list(held: Words, one: Named) -> bool:
    """Return whether the instruments follow: "the following international instruments: ..."."""
    return "following" in held.lower[max(one.first - 3, 0) : one.first]


def _describes(held: Words, one: Named) -> bool:
    """Return whether it says what an instrument is: "which are key instruments for"."""
    before = held.lower[max(one.first - 2, 0) : one.first]
    return before[-1:] != [] and before[-1] in _IS and before != ["well", "as"]


def _symbol(held: Words, one: Named) -> bool:
    """Return whether it begins a document's symbol: CRC/C/XAU/CO/3."""
    after = held.lower[one.last : one.last + 1]
    return after == ["c"] and held.gap(one.last) in ("-", "/")


def _speaks(held: Words, one: Named) -> bool:
    """Return whether the committee is meant: "as recommended by CERD", "the CRC's comments"."""
    after = [word for word in held.lower[one.last : one.last + 3] if word != "s"]
    if after and after[0] in _BODY_AFTER:
        return True
    if after[:1] == ["and"] and after[2:] and after[2] in _BODY_AFTER:
        return True  # "the CERD and CEDAW recommendations"
    before = held.lower[max(one.first - 4, 0) : one.first]
    near = before[-3:] if before[-1:] == ["and"] else before[-1:]
    if "by" in near:
        return not (_SAID | _SAYINGS).isdisjoint(before)
    return ("of" in near or "from" in near) and not _SAYINGS.isdisjoint(before)


def _beside_body(held: Words, before: Named, one: Named) -> bool:
    if before.stands_for != "body":
        return False
    between = held.between(before.last, one.first)
    return between in (["and"], ["or"]) or (
        not between and bool(_CLOSE.search(held.gap(one.first)))
    )


def _widened(held: Words, one: Named) -> Named:
    """Return it with "International" or "United Nations" before it."""
    first = one.first
    while first > 0 and held.lower[first - 1] in _BEFORE:
        if held.sentence[first - 1] != held.sentence[first]:
            break
        first -= 1
    return one if first == one.first else replace(one, first=first)


@cache
def _bodies() -> frozenset[str]:
    return frozenset(body.instrument for body in mechanisms().values() if body.instrument)


@cache
def _articles() -> dict[tuple[str, int], str]:
    return {
        (one.to, number): one.code
        for one in vocabulary.procedures().values()
        for number in one.articles
    }


@cache
def _tree() -> Phrases:
    tree = Phrases()
    for row in vocabulary.data("collective_instruments")["phrases"]:
        for phrase in row["written"]:
            tree.add(phrase, Named("instrument", tuple(row["means"])))
    # Of standards with one title the latest is meant, where nothing tells them apart.
    for one in sorted(vocabulary.every().values(), key=lambda one: -one.year if one.number else 0):
        _add(tree, one)
    for body in mechanisms().values():
        if body.instrument:
            tree.add(body.name, Named("body", (body.instrument,), stands_for="body"))
            tree.add(
                f"{body.instrument} committee", Named("body", (body.instrument,), stands_for="body")
            )
    return tree


def _add(tree: Phrases, one: vocabulary.Instrument) -> None:
    # What follows "Optional Protocol" is told apart in `protocols`; its title needs no phrase.
    titles = [title for title in (_title(one), *one.names) if not _composed(one, title)]
    titles += [_flat(title) for title in (one.fr, one.es) if title]
    if one.code in vocabulary.procedures() or not one.year:
        titles = []  # described, not named
    for phrase in (*titles, *one.written):
        tree.add(phrase, Named("instrument", (one.code,)))
    for phrase in one.topics:
        tree.add(phrase, Named("topic", (one.code,)))
    for phrase in one.weak:
        tree.add(phrase, Named("instrument", (one.code,), stands_for="weak"))
    for phrase in one.bodies:
        tree.add(phrase, Named("body", (one.code,), stands_for="body"))


def _composed(one: vocabulary.Instrument, title: str) -> bool:
    return bool(one.to) and one.number is None and "Protocol to the" in title


def _flat(title: str) -> str:
    return title.replace("(", "").replace(")", "")  # it tells the instrument from its sisters


def _title(one: vocabulary.Instrument) -> str:
    if one.number is not None:
        return _flat(one.name)
    return one.name.replace("(", "[").replace(")", "]").removeprefix("International ")

"""What one text asks: its asks, each with matter, persons, measures, instruments and strength.

Rules: what is left out of a comparison, and what makes an ask of its own, follows the guideline in
`docs/links.md` (R1 to R8 there). Words are data: `heed.vocab.matters`, `wording_of_asks.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from heed.kinds.attribution import attribute
from heed.labels import asks as instrument_asks
from heed.labels.terms import Found, Terms
from heed.vocab.matters import SORTS, about, concepts, taxonomy
from heed.vocab.packaged import load

# The steps of a treaty, in the codes of `heed.labels.asks`: what is asked is the same step.
_STEPS = {
    "ratify": "join", "accede": "join", "join": "join", "sign": "sign", "accept": "accept",
    "report": "report", "withdraw": "reservations", "review": "reservations", "invite": "invite",
}  # fmt: skip
_STOP = re.compile(r"[.;](?=\s|$)|\s•\s")
_REST = re.compile(r"[,;.]|\b(?:and|by|through|including|with a view)\b")
_BLANK = re.compile(r"/{2,}")
_EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ask:
    """One ask: what is to be done, about what, for whom, by which measure.

    `text[start:end]` of the item is it as written. `matters`, `persons` and `measures` are codes of
    `heed.vocab.matters`; `purpose` the matters of its aim alone. `steps` are acts under
    instruments ("join ICRMW"), `instruments` all that it names. `strength` is `go_on`, `consider`
    or `do`; `stage` says whether a law, plan or body is to be made (`make`), carried out (`carry`)
    or given means (`fund`), where one step alone is asked.
    """

    start: int
    end: int
    matters: frozenset[str] = _EMPTY
    persons: frozenset[str] = _EMPTY
    measures: frozenset[str] = _EMPTY
    steps: frozenset[str] = _EMPTY
    instruments: frozenset[str] = _EMPTY
    purpose: frozenset[str] = _EMPTY
    strength: str = "do"
    stage: str = ""

    @property
    def empty(self) -> bool:
        """Return whether nothing is known of it."""
        return not (self.matters or self.persons or self.measures or self.instruments)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one item asks. `text` is it without the recommending States.

    `known` are the offsets in it of all that is understood or left out.
    """

    text: str
    asks: tuple[Ask, ...]
    known: tuple[tuple[int, int], ...] = ()


@lru_cache(maxsize=16_384)  # lists repeat themselves, and each is compared with many
def meaning(text: str) -> Meaning:
    """Return what `text` asks, ask by ask; one ask of which nothing is known if that is all."""
    bare = _without_states(text)
    kept = _without_reasons(bare)
    reading = instrument_asks.read(kept)
    blank = _blanked(kept, ((one.start, one.end) for one in reading.mentions))
    found = _terms().find(blank)
    asks: list[Ask] = []
    for start, end in _sentences(kept):
        clauses = [_clause(kept, span, found, reading) for span in _clauses(kept, start, end)]
        asks += _joined(clauses)
    known = [
        *((one.start, one.end) for one in found),
        *((one.start, one.end) for one in reading.mentions),
        *_left_out(bare, kept),
    ]
    asks = [_without_chain(kept, one) for one in _together(asks)]
    return Meaning(bare, tuple(asks) or (Ask(0, len(bare)),), tuple(known))


def _without_states(text: str) -> str:
    """Return `text` with the brackets of recommending States taken out."""
    held = attribute(text)
    if held.parts:
        return "; ".join(part.text.rstrip(" ;.") for part in held.parts)
    return held.text or text


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `text` with spans replaced by as many slashes: offsets stay, words go."""
    for start, end in spans:
        text = f"{text[:start]}{'/' * (end - start)}{text[end:]}"
    return text


def _without_reasons(text: str) -> str:
    """Return `text` with reasons and praise blanked (R1), offsets as they were."""
    wording = _wording()
    for found in _reasons().finditer(text):
        if found.group().lower() in wording["lines"] and _is_asked(text, found, wording):
            continue
        close = _REST.search(text, found.end())
        end = close.start() if close else len(text)
        text = _blanked(text, [(found.start(), end)])
    return text


def _is_asked(text: str, found: re.Match[str], wording: dict[str, Any]) -> bool:
    """Return whether to be "in line with" something is what is asked."""
    before = text[: found.start()].lower().rsplit(maxsplit=1)[-1:] or [""]
    after = text[found.end() :].lower().lstrip().removeprefix("the ")
    return before[0].strip(",") in wording["kept"] or after.startswith(tuple(wording["content"]))


def _left_out(bare: str, kept: str) -> list[tuple[int, int]]:
    """Return the offsets of what was blanked."""
    return [run.span() for run in _BLANK.finditer(kept) if bare[slice(*run.span())] != run.group()]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        if text[start : stop.start()].strip():
            yield start, stop.start()
        start = stop.end()
    if text[start:].strip():
        yield start, len(text)


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of a sentence that begin with a verb that asks."""
    begins = [start, *(one.start("verb") for one in _joints().finditer(text, start, end))]
    return [*zip(begins, [*begins[1:], end], strict=True)]


def _clause(
    text: str, span: tuple[int, int], found: Sequence[Found], reading: instrument_asks.Reading
) -> Ask:
    start, end = span
    inside = [one for one in found if start <= one.start < end]
    aim = next((m.start() for m in _purposes().finditer(text, start, end)), end)
    steps = [one for one in reading.asks if start <= one.named[0] < end and one.ask in _STEPS]
    named = frozenset(one.code for one in reading.mentions if start <= one.start < end)
    persons = _codes(one for one in inside if one.taxonomy == "persons")
    matters = _codes(one for one in inside if one.taxonomy == "matters" and one.start < aim)
    purpose = _codes(one for one in inside if one.taxonomy == "matters" and one.start >= aim)
    return Ask(
        start,
        end,
        matters=_made(matters or purpose, persons),
        persons=persons,
        measures=_codes(one for one in inside if one.taxonomy == "measures"),
        steps=frozenset(f"{_STEPS[one.ask]} {one.instrument}" for one in steps),
        instruments=named,
        purpose=purpose if matters else _EMPTY,
        strength=_strength(text[start:end]),
        stage=_stage(text[start:end]),
    )


def _codes(found: Iterable[Found]) -> frozenset[str]:
    return frozenset(one.code for one in found)


def _made(matters: frozenset[str], persons: frozenset[str]) -> frozenset[str]:
    """Return matters with those put together that matter and persons mean together."""
    new: set[str] = set()
    gone: set[str] = set()
    for one in concepts("matters").values():
        for matter, group in one.made_of:
            if matter in matters and group in persons:
                new.add(one.code)
                gone.add(matter)
    return (matters - gone) | new if new else matters


def _stage(clause: str) -> str:
    """Return the step of a process that a clause asks, empty where it asks none or several."""
    wording = _wording()
    said = set(re.findall(r"\w+", clause.lower()))
    if said.isdisjoint(wording["things"]):
        return ""
    found = [stage for stage, verbs in wording["stages"].items() if not said.isdisjoint(verbs)]
    return found[0] if len(found) == 1 else ""


def _strength(clause: str) -> str:
    words = clause.lower().split()[:8]
    said = f" {' '.join(words)} "
    wording = _wording()
    if any(f" {one} " in said for one in wording["weighing"]):
        return "consider"
    return "go_on" if any(said.startswith(f" {one} ") for one in wording["going_on"]) else "do"


def _joined(clauses: Sequence[Ask]) -> list[Ask]:
    """Return the clauses of a sentence with those that have no subject put to one that has.

    "protect survivors and prosecute perpetrators" after "combat violence against women" are
    measures of that ask (R3); "prevent" before "and combat trafficking" is a word for it (R2).
    """
    asks: list[Ask] = []
    waiting: Ask | None = None
    for one in clauses:
        if waiting:
            one, waiting = _both(waiting, one), None
        whole = _narrow(one.matters) or bool(one.steps or one.instruments)
        if whole or not asks:
            if whole or one is clauses[-1]:
                asks.append(one)
            else:
                waiting = one
        elif one.persons <= asks[-1].persons or not _specific(one.persons):
            asks[-1] = _both(asks[-1], one)
        else:
            asks.append(one)
    return [*asks, waiting] if waiting else asks


def _narrow(matters: frozenset[str]) -> bool:
    return any(not concepts("matters")[code].wide for code in matters)


def _specific(persons: frozenset[str]) -> bool:
    return any(not concepts("persons")[code].wide for code in persons)


def _both(one: Ask, other: Ask) -> Ask:
    return replace(
        one,
        end=other.end,
        matters=one.matters | other.matters,
        persons=one.persons | other.persons,
        measures=one.measures | other.measures,
        steps=one.steps | other.steps,
        instruments=one.instruments | other.instruments,
        purpose=one.purpose | other.purpose,
        stage=one.stage if one.stage == other.stage or not other.stage else "",
    )


def _together(asks: Iterable[Ask]) -> list[Ask]:
    """Return the asks with those of the same matters and persons made one (R5)."""
    held: dict[tuple[frozenset[str], frozenset[str], frozenset[str]], Ask] = {}
    for one in asks:
        key = (one.matters, one.persons, one.steps)
        held[key] = _both(held[key], one) if key in held else one
    full = [one for one in held.values() if not one.empty]
    return full or list(held.values())


def _without_chain(text: str, ask: Ask) -> Ask:
    """Return an ask that writes the whole chain out as the general one it is (R3).

    "prevent torture, investigate it, punish it and redress it" asks to combat torture.
    """
    if not (ask.measures >= {"investigate"} and ask.measures & {"protect-victims", "redress"}):
        return ask
    said = set(re.findall(r"\w+", text[ask.start : ask.end].lower()))
    if said.isdisjoint(_wording()["fights"]):
        return ask
    chain = {"investigate", "protect-victims", "redress", "criminalise"}
    return replace(ask, measures=ask.measures - chain)


def subjects_of(instruments: Iterable[str]) -> frozenset[str]:
    """Return the matters and persons that instruments are about."""
    return frozenset().union(*(about(code) for code in instruments))


@cache
def _terms() -> Terms:
    return Terms([taxonomy(sort) for sort in SORTS])


@cache
def _wording() -> dict[str, Any]:
    held: dict[str, Any] = load("data/wording_of_asks.yaml")
    return held


@cache
def _reasons() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_wording()['reasons'])})\b", re.IGNORECASE)


@cache
def _purposes() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_wording()['purposes'])})\b", re.IGNORECASE)


@cache
def _joints() -> re.Pattern[str]:
    verbs = "|".join(_wording()["verbs"])
    joint = r"(?:,\s*|;\s*|\band\s+|\bor\s+|\bas\s+well\s+as\s+)"
    words = r"(?:to\s+|also\s+|further\s+|fully\s+|effectively\s+|then\s+)*"
    return re.compile(rf"{joint}{words}(?P<verb>(?:{verbs})\b)", re.IGNORECASE)

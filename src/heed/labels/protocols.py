"""Tells which protocol is meant: by its treaty, its number, its topic, or what stands before it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from heed.labels.named import Named
from heed.vocab import instruments
from heed.vocab.phrases import Words

_NTH = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3,
    "1": 1, "2": 2, "3": 3, "i": 1, "ii": 2, "iii": 3,
}  # fmt: skip
_MANY = {"two": 2, "both": 2, "three": 3, "all": -1}
_KIND = frozenset({"optional", "facultative", "additional", "additionnal", "options"})
_PROTOCOL = frozenset({"protocol", "protocols", "protocal", "protocole"})
HEADS = frozenset(
    {*_PROTOCOL, *_KIND, "first", "second", "third", "two", "both", "three", "op", "ops"}
)
_OF = frozenset({
    "to", "of", "on", "for", "under", "from", "with", "in", "international", "un", "united",
    "nations", "european", "relating", "related", "a", "supplementing", "thereto",
})  # fmt: skip
_AND = frozenset({"and", "or", "as", "well", "also", "both", "including", *_OF})
_BACK = frozenset({"its", "their", "thereto", "thereof", "corresponding", "respective", "relevant"})
_NEAR = 6  # words: "the Convention against Torture and, if possible, the Optional Protocol"
_SAME = re.compile(r"\s?[(\-–,]\s?$")


def head(held: Words, at: int) -> Named | None:
    """Return the words that name some protocol from word `at` on, None if none do."""
    lower, count = held.lower, len(held)
    numbers: list[int] = []
    many, kind = 0, False
    next_ = at
    while next_ < count and lower[next_] not in _PROTOCOL:
        word = lower[next_]
        if word in ("op", "ops"):
            return _short(held, at, next_, many) if held.plain[next_][:2] == "OP" else None
        if word in _KIND:
            kind = True
        elif word in _NTH and not word.isdigit():
            numbers.append(_NTH[word])
        elif word in _MANY:
            many = _MANY[word]
        elif word not in ("and", "or", "new"):
            return None
        next_ += 1
    if next_ == count:
        return None
    plural = lower[next_] == "protocols"
    more, last = _numbers(held, next_ + 1)
    if not many and plural and not (numbers or more):
        many = -1
    if len(numbers) > 1:
        many = 0
    sure = kind or numbers or more or many > 0
    return Named("protocol", ("?",) if sure else (), at, last, numbers=(*numbers, *more), many=many)


def resolve(held: Words, found: list[Named]) -> list[Named]:
    """Return `found` with the codes of each protocol; a treaty named only to say which is gone."""
    if all(one.kind not in ("protocol", "topic") for one in found):
        return found
    made: list[Named] = []
    at = 0
    while at < len(found):
        if found[at].kind != "protocol":
            if found[at].kind != "topic":
                made.append(found[at])
            at += 1
            continue
        one, at = _one(held, found, at, made)
        if one:
            made.append(one)
    return made


def without_parents(held: Words, found: list[Named]) -> list[Named]:
    """Return `found` without the treaty that only completes a protocol's name."""
    made: list[Named] = []
    for one in found:
        last = made[-1] if made else None
        owner = {instruments.every()[code].to for code in last.codes} if last else set()
        if last and set(one.codes) <= owner and one.kind == "instrument":
            between = held.between(last.last, one.first)
            if (
                between
                and len(between) < _NEAR
                and set(between) <= _OF
                and not set(between) & {"with"}
            ):
                made[-1] = replace(last, last=one.last)
                continue
        made.append(one)
    return made


def _one(held: Words, found: list[Named], at: int, made: list[Named]) -> tuple[Named | None, int]:
    """Return the protocol at `found[at]` told apart, and where to go on."""
    one = found[at]
    parents, next_ = _parents(held, found, at)
    if parents and _repeated(held, found, next_, parents):
        next_ += 1
    topics, next_ = _topics(held, found, next_, parents)
    short = not parents and next_ == at + 1 and _glued(held, one, made)
    if short:
        one = replace(one, first=made[-1].first)
        parents = made.pop().codes
    elif not parents and not topics:
        parents = _back(held, one, made)
    codes = topics or _told(one, parents)
    if not codes:
        return None, next_
    last = max(one.last, found[next_ - 1].last)
    if _repeated(held, found, next_, parents):
        last = found[next_].last
        next_ += 1
    return Named("instrument", codes, one.first, last), next_


def _repeated(held: Words, found: list[Named], at: int, parents: tuple[str, ...]) -> bool:
    """Return whether the next is the treaty again: "the Covenant on ... (ICCPR)"."""
    if at >= len(found) or not set(found[at].codes) <= set(parents):
        return False
    behind = found[at + 1] if at + 1 < len(found) else None
    if behind and behind.kind == "protocol" and behind.first == found[at].last:
        return not _touching(held, behind.first) and _again(held, found, at)  # not "(ICESCR-OP)"
    return _again(held, found, at)


def _again(held: Words, found: list[Named], at: int) -> bool:
    return found[at].first == found[at - 1].last and bool(
        _SAME.fullmatch(held.gap(found[at].first))
    )


def _parents(held: Words, found: list[Named], at: int) -> tuple[tuple[str, ...], int]:
    one = found[at]
    codes: list[str] = []
    next_, last = at + 1, one.last
    while next_ < len(found) and found[next_].kind in ("instrument",):
        other = found[next_]
        if any(instruments.every()[code].to for code in other.codes):
            break  # a protocol itself
        between = held.between(last, other.first)
        joins = _AND if codes else _OF
        if not set(between) <= joins or held.sentence[last - 1] != held.sentence[other.first]:
            break
        # "Optional Protocol to A and to B" has two, "Optional Protocol to A and B" one.
        if codes and not (one.many or "to" in between):
            break
        if not codes and not between and not _touching(held, other.first):
            break
        codes += other.codes
        last = other.last
        next_ += 1
    return tuple(codes), next_


def _topics(
    held: Words, found: list[Named], at: int, parents: tuple[str, ...]
) -> tuple[tuple[str, ...], int]:
    codes: list[str] = []
    while at < len(found) and found[at].kind == "topic":
        between = held.between(found[at - 1].last, found[at].first)
        if len(between) > _NEAR or not set(between) <= _AND | {
            "one",
            "namely",
            "protocol",
            "other",
        }:
            break
        if not codes and "and" in between:
            break  # "its Protocols and to abolish the death penalty"
        mine = instruments.every()[found[at].codes[0]].to
        if parents and mine not in parents:
            found_at = _cousin(found[at].codes[0], parents)
            if not found_at:
                break
            codes.append(found_at)
        else:
            codes.append(found[at].codes[0])
        at += 1
    others = [p for p in parents if codes and p not in {instruments.every()[c].to for c in codes}]
    return (*codes, *_all(others)), at


def _cousin(topic: str, parents: tuple[str, ...]) -> str:
    """Return the protocol of `parents` on the same topic: to abolish the death penalty is one."""
    about = instruments.every()[topic].topics
    for parent in parents:
        for child in _children().get(parent, ()):
            if set(child.topics) & set(about):
                return child.code
    return ""


def _all(parents: list[str]) -> tuple[str, ...]:
    return tuple(code for parent in parents for code in _of(parent, (), 0))


def _told(one: Named, parents: tuple[str, ...]) -> tuple[str, ...]:
    if parents:
        many = one.many if len(parents) == 1 or one.many == -1 else -1
        codes = [c for parent in parents for c in _of(parent, one.numbers, many)]
        return tuple(dict.fromkeys(codes))
    if not one.codes:
        return ()
    if one.numbers == (2,):
        return ("ICCPR-OP2",)  # no other treaty of the UN has a protocol called the second
    return ("optional-protocols",)


def _of(parent: str, numbers: tuple[int, ...], many: int) -> tuple[str, ...]:
    """Return the protocols of one treaty that are meant; the treaty where it has none."""
    children = _children().get(parent, ())
    by_number = tuple(c.code for n in numbers for c in children if c.nth == n)
    if by_number:
        return by_number
    if not children:
        return ("optional-protocols",) if parent in instruments.collective() else (parent,)
    if len(children) == 1:
        return (children[0].code,)
    if many > 1:
        return tuple(c.code for c in children if 0 < c.nth <= many)
    together = next((c for c in instruments.collective().values() if c.to == parent), None)
    if together:
        return (together.code,)
    if many == -1 or not children[0].nth:
        return tuple(c.code for c in children if c.nth <= 2)
    return (children[0].code,)


def _back(held: Words, one: Named, made: list[Named]) -> tuple[str, ...]:
    """Return the treaties before it that "its Optional Protocol" refers to."""
    before = held.lower[one.first - 1] if one.first else ""
    refers = before in _BACK or held.lower[one.last : one.last + 1] in (["thereto"], ["thereof"])
    if not one.codes and not refers:
        return ()
    run: list[Named] = []
    first = one.first
    for other in reversed(made):
        if other.stands_for or other.kind != "instrument":
            continue
        if not run:
            if not refers and (
                first - other.last > _NEAR or held.sentence[other.first] != held.sentence[first]
            ):
                break
            if not any(code in _children() for code in other.codes):
                if refers:
                    continue
                break
        elif before != "their" or not set(held.between(other.last, first)) <= _AND:
            break
        run.append(other)
        first = other.first
    return tuple(c for other in reversed(run) for c in other.codes if c in _children())


def _short(held: Words, at: int, op: int, many: int) -> Named:
    """Return the protocol written "OP": "OP-CAT", "CAT-OP", "OPs"."""
    numbers, last = _numbers(held, op + 1)
    plural = -1 if held.lower[op] == "ops" else many
    return Named("protocol", ("?",), at, last, numbers=tuple(numbers), many=plural)


def _numbers(held: Words, at: int) -> tuple[list[int], int]:
    numbers: list[int] = []
    last, next_ = at, at
    while next_ < len(held):
        word = held.lower[next_]
        number = int(word) if word.isdigit() and int(word) < 20 else _NTH.get(word, 0)
        if number and word not in ("first", "second", "third"):
            if word == "i" and held.plain[next_] != "I":
                break
            numbers.append(number)
            last = next_ + 1
        elif word not in ("no", "nos", "number", "and"):
            break
        next_ += 1
    return numbers, last


def _touching(held: Words, at: int) -> bool:
    return held.gap(at).strip(" ") in ("", "-", "–", "/")


def _glued(held: Words, one: Named, made: list[Named]) -> bool:
    """Return whether it is written behind its treaty: "CAT-OP", "the CRPD's Optional Protocol"."""
    if not made or made[-1].stands_for or one.first == 0:
        return False
    if len(made[-1].codes) != 1 or made[-1].codes[0] not in _children():
        return False
    if held.between(made[-1].last, one.first) == ["s"]:
        return True
    return made[-1].last == one.first and _touching(held, one.first)


@cache
def _children() -> dict[str, tuple[instruments.Instrument, ...]]:
    held: dict[str, list[instruments.Instrument]] = {}
    grouped = {*instruments.procedures(), *instruments.collective()}
    for one in instruments.every().values():
        if one.to and one.code not in grouped:
            held.setdefault(one.to, []).append(one)
    return {to: tuple(sorted(all_, key=lambda one: one.nth)) for to, all_ in held.items()}

"""Standards of the ILO named by number: "Conventions Nos. 29, 105 and 182", "C.189", "R202"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from heed.labels.named import Named
from heed.vocab import instruments
from heed.vocab.instruments import Instrument
from heed.vocab.phrases import Words

_CONVENTION = frozenset({"convention", "conventions", "convenio", "convenios"})
_RECOMMENDATION = frozenset({
    "recommendation", "recommendations", "recommandation", "recommandations", "recomendación",
    "recomendaciones",
})  # fmt: skip
_ORGANISATION = frozenset({"ilo", "oit"})
_LETTERS = frozenset({"c", "p", "r"})
HEADS = _CONVENTION | _RECOMMENDATION | _ORGANISATION | _LETTERS
_NO = frozenset({
    "no", "nos", "n", "nº", "núm", "núms", "numéro", "numéros", "número", "números",
})  # fmt: skip
_NUMBER = frozenset({"number", "numbers", "nr", "num", "c", *_CONVENTION, *_NO})
_LIST = frozenset({"and", "or", "as", "well", "on", "et", "y", "sur", "sobre", *_NUMBER})
_ILO = frozenset({"ilo", "oit", "labour", "labor"})
_OF_ILO = frozenset({"ilo", "oit", "organization", "organisation", "trabajo", "travail"})
_OF = frozenset({"of", "de", "la", "l", "s", "international", "labour", "organisation"})
# Other organisations number their treaties too: Council of Europe Convention No. 108.
_OTHERS = frozenset({"europe", "hague", "unesco", "cets", "ets", "data", "geneva", "données"})
_MANY = frozenset({"conventions", "convenios", "recommendations", "recommandations"})
_ABOUT = frozenset({"on", "concerning", "regarding", "relating", "about", "sobre", "sur"})
_SMALL = frozenset({"convention", "convenio", "sobre"})
# Below this, "Convention 12" without the ILO's name is more often another organisation's.
_PLAIN = 29
_PAIR = 5  # words of "Convention No. 111 and" before the other of a pair
_BODY = frozenset({"committee", "governing", "supervisory", "comité", "comisión", "commission"})
_FAR = 14  # words between two numbers of one list: "138 concerning Minimum Age ... and 182"
_FARTHER = 24  # the same where the second has its own "No.": "182 concerning ... and No. 138"
_NAMES = frozenset({"covenant", "covenants", "protocol", "protocols", "statute", "treaty"})
_NEAR = 6
_SUCH = frozenset({
    "in", "particular", "particularly", "especially", "notably", "including", "namely", "such",
    "as", "like",
})  # fmt: skip
_PARTED = re.compile(r"[,;]")
_YEAR = re.compile(r"19[1-9]\d|20\d\d")
_NUMERAL = re.compile(r"\d{1,3}")
_LONG = re.compile(r"[^\W\d_]{4,}")


def at(held: Words, first: int) -> Named | None:
    """Return the standards that are named by number from word `first` on, None if none are."""
    word, lower = held.lower[first], held.lower
    if word in _RECOMMENDATION:
        return _recommendations(held, first)
    ilo = not _ILO.isdisjoint(lower)
    if word in _LETTERS and not _lettered(held, first):
        return None
    if word in ("p", "r"):
        code = _code(held, first + 1, word.upper())
        return Named("instrument", (code,), first, first + 2) if code else None
    head = first + 1
    while head < len(held) and lower[head] in _NUMBER:
        head += 1
    between = held.between(first + 1, head)
    code = _code(held, head, "C")
    if code is None or not (ilo or _plainly(held, head, between) or _titled(held, head, code)):
        return None
    if not ilo and not _OTHERS.isdisjoint(_around(held, first, head)):
        return None
    many = not _MANY.isdisjoint(held.between(first, head))
    if word in _ORGANISATION and not many and _CONVENTION.isdisjoint(between):
        return Named("instrument", (code,), first, head + 1)
    codes, last = _more(held, head + 1, code, many=many)
    return Named("instrument", codes, first, last)


def behind(held: Words, at: int) -> Named | None:
    """Return what is named behind "its core Conventions": "in particular Nos. 29, 105 and 182"."""
    first = at
    while first < len(held) and held.lower[first] in _SUCH:
        first += 1
    head = first
    while head < len(held) and held.lower[head] in _NO:
        head += 1
    code = _code(held, head, "C")
    if first == at or head == first or code is None or _ILO.isdisjoint(held.lower):
        return None
    codes, last = _more(held, head + 1, code, many=True)
    return Named("instrument", codes, first, last)


def numbered(held: Words, hit: tuple[int, Named]) -> tuple[int, Named] | None:
    """Return the standard that a title found, as the year and number behind it tell.

    Titles come again ("Maternity Protection Convention, 2000 (No. 183)"). A Recommendation is
    named only with its year or number: "the minimum age recommendation" is anybody's.
    """
    end, named = hit
    one = standards().get(named.codes[0])
    if one is None or one.number is None or one.code[0] == "P" or len(named.codes) > 1:
        return hit
    year, next_ = 0, end
    if next_ < len(held) and _YEAR.fullmatch(held.lower[next_]):
        year, next_ = int(held.lower[next_]), next_ + 1
    while next_ < len(held) and held.lower[next_] in _NO | _ORGANISATION:
        next_ += 1
    told = standards().get(_code(held, next_, one.code[0]) or "")
    if told and year in (0, told.year) and (next_ > end or told.name == one.name):
        return next_ + 1, replace(named, codes=(told.code,))
    same = [other for other in _called(one) if other.year == year]
    if same:
        return end + 1, replace(named, codes=(same[0].code,))
    return None if one.code[0] == "R" else hit


@cache
def standards() -> dict[str, Instrument]:
    """Return the ILO's Conventions, Protocols and Recommendations by code."""
    return {**instruments.conventions(), **instruments.recommendations()}


def _called(one: Instrument) -> list[Instrument]:
    """Return the standards that share a title with `one`, in any language, and `one` itself."""
    mine = {one.name, one.fr, one.es} - {""}
    held = standards().values()
    return [other for other in held if mine & {other.name, other.fr, other.es}]


def _recommendations(held: Words, first: int) -> Named | None:
    """Return the ILO's Recommendations from word `first` on; the UN's own have numbers too."""
    head = first + 1
    while head < len(held) and held.lower[head] in _NO | {"number", "r"}:
        head += 1
    code = _code(held, head, "R")
    if code is None:
        return None
    codes, last = [code], head + 1
    while last + 1 < len(held) and held.lower[last] in _LIST:
        more = _code(held, last + 1, "R")
        if more is None or held.sentence[last + 1] != held.sentence[first]:
            break
        codes, last = [*codes, more], last + 2
    ilo = first and held.lower[first - 1] in _OF_ILO
    if not (ilo or _said_behind(held, last) or _beside_convention(held, first)):
        return None
    return Named("instrument", tuple(codes), first, last)


def _said_behind(held: Words, at: int) -> bool:
    """Return whether "of the ILO" follows, and not one of its bodies, that recommends too."""
    while at < len(held) and held.lower[at] in _OF:
        at += 1
    if at == len(held) or held.lower[at] not in _OF_ILO:
        return False
    return _BODY.isdisjoint(held.between(at + 1, min(at + 3, len(held))))


def _beside_convention(held: Words, first: int) -> bool:
    """Return whether it stands in a pair: "Convention (No. 111) and Recommendation (No. 111)"."""
    if first < _PAIR or held.lower[first - 1] not in ("and", "et", "y"):
        return False
    before = held.between(first - _PAIR, first)
    return bool(_CONVENTION & set(before)) and held.lower[first - 2].isdigit()


def _lettered(held: Words, first: int) -> bool:
    """Return whether a letter stands for a kind of standard, and not in a symbol (A/C.3/64)."""
    spoken = not (_ORGANISATION | {"organization", "organisation"}).isdisjoint(held.lower)
    shown = held.plain[first].isupper() and spoken and first + 1 < len(held)
    return shown and "/" not in (held.gap(first) if first else "") + held.gap(first + 1)


def _plainly(held: Words, head: int, between: list[str]) -> bool:
    return not _NO.isdisjoint(between) and int(held.lower[head]) >= _PLAIN


def _titled(held: Words, head: int, code: str) -> bool:
    """Return whether the words behind the number are of its title: "169 on Indigenous Peoples"."""
    behind = held.between(head + 1, min(head + 1 + _NEAR, len(held)))
    if not behind or behind[0] not in _ABOUT:
        return False
    one = standards()[code]
    title = set(_LONG.findall(f"{one.name} {one.fr} {one.es}".lower()))
    return bool((title - _SMALL) & set(behind))


def _around(held: Words, first: int, head: int) -> set[str]:
    return set(held.between(max(first - _NEAR, 0), min(head + 1 + _NEAR, len(held))))


def _more(held: Words, at: int, code: str, *, many: bool) -> tuple[tuple[str, ...], int]:
    """Return the Conventions of a list that begins with `code`, and the word after the last."""
    codes, last, next_ = [code], at, at
    sentence = held.sentence[at - 1]
    while next_ < len(held):
        word, before = held.lower[next_], held.lower[next_ - 1]
        if held.sentence[next_] != sentence:
            if not (many and _titled_next(held, next_)):
                break
            sentence = held.sentence[next_]
        if word.isdigit():
            more = _code(held, next_, "C")
            follows = before in _NUMBER or before.isdigit()
            follows = follows or (many and (before in _LIST or _titled_next(held, next_)))
            if more and more not in codes and (follows or _anew(held, next_)):
                codes.append(more)
                last = next_ + 1
        elif word not in _LIST and not _goes_on(held, next_, last, many=many):
            break
        next_ += 1
    return tuple(codes), last


def _titled_next(held: Words, at: int) -> bool:
    """Return whether a number opens the next of a list: "; 182 concerning the Prohibition"."""
    if not held.lower[at].isdigit() or not _PARTED.search(held.gap(at)):
        return False
    return at + 1 < len(held) and held.lower[at + 1] in _ABOUT


def _goes_on(held: Words, at: int, last: int, *, many: bool) -> bool:
    """Return whether word `at` may belong to a title between two numbers of one list."""
    if many:
        return at - last <= _FAR
    names = held.lower[at] in _NAMES or (held.plain[at].isupper() and len(held.plain[at]) > 1)
    if names or at - last > _FARTHER:
        return False
    ahead = range(at, min(last + _FARTHER, len(held)))
    return any(held.lower[here].isdigit() and _anew(held, here) for here in ahead)


def _anew(held: Words, at: int) -> bool:
    """Return whether the number at word `at` is led in again: "as well as No. 138"."""
    return held.lower[at - 1] in _NO and held.lower[at - 2] in _LIST - _NUMBER


def _code(held: Words, at: int, letter: str) -> str | None:
    if at >= len(held) or not _NUMERAL.fullmatch(held.lower[at]):
        return None
    code = f"{letter}{int(held.lower[at]):03d}"
    return code if code in standards() else None

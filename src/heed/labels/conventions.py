"""Conventions of the ILO named by number: "Conventions Nos. 29, 105 and 182", "C.189"."""

from __future__ import annotations

from heed.labels.named import Named
from heed.vocab import instruments
from heed.vocab.phrases import Words

HEADS = frozenset({"convention", "conventions", "ilo", "c"})
_NUMBER = frozenset({
    "no", "nos", "n", "number", "numbers", "nr", "num", "c", "conventions", "convention",
})  # fmt: skip
_LIST = frozenset({"and", "or", "as", "well", "on", *_NUMBER})
_NO = frozenset({"no", "nos", "n"})
_ILO = frozenset({"ilo", "labour", "labor"})
# Below this, "Convention 12" without the ILO's name is more often another organisation's.
_PLAIN = 29
_FAR = 14  # words between two numbers of one list: "138 concerning Minimum Age ... and 182"


def at(held: Words, first: int) -> Named | None:
    """Return the Conventions that are named by number from word `first` on, None if none are."""
    lower = held.lower
    ilo = not _ILO.isdisjoint(lower)
    if lower[first] == "c" and not (held.plain[first] == "C" and ilo):
        return None
    head = first + 1
    while head < len(held) and lower[head] in _NUMBER:
        head += 1
    numbered = not _NO.isdisjoint(held.between(first + 1, head))
    code = _code(lower[head]) if head < len(held) and lower[head].isdigit() else None
    if code is None or not (ilo or (numbered and int(lower[head]) >= _PLAIN)):
        return None
    many = "conventions" in held.between(first, head)
    if lower[first] == "ilo" and not many and "convention" not in held.between(first, head):
        return Named("instrument", (code,), first, head + 1)
    codes, last = _more(held, head + 1, code, many=many)
    return Named("instrument", codes, first, last)


def _more(held: Words, at: int, code: str, *, many: bool) -> tuple[tuple[str, ...], int]:
    """Return the Conventions of a list that begins with `code`, and the word after the last."""
    codes, last, next_ = [code], at, at
    while next_ < len(held) and held.sentence[next_] == held.sentence[at - 1]:
        word, before = held.lower[next_], held.lower[next_ - 1]
        if word.isdigit():
            more = _code(word)
            follows = before in _NUMBER or before.isdigit() or (many and before in _LIST)
            if more and more not in codes and follows:
                codes.append(more)
                last = next_ + 1
        elif word not in _LIST and (not many or next_ - last > _FAR):
            break
        next_ += 1
    return tuple(codes), last


def _code(number: str) -> str | None:
    code = f"C{int(number):03d}" if len(number) <= 3 else ""
    return code if code in instruments.conventions() else None

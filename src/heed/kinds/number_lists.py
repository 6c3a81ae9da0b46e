"""Lists of paragraph numbers: "122.62-66, 122.34- 35", "1–5, 150 – 152", "140.35. 140.36"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from heed.records import Problem

# A list as it stands in a sentence; used by callers to find where one begins and ends.
LIST = r"\d{1,3}(?:[\s.,;]|\(|\)|[-–‑]|and |& |to |or |\d)*"
# "77. 24" is one number; "96. 122.40" is two: what has a point of its own starts anew.
_NUMBER = re.compile(r"(\d{1,3})(?:\.(\d{1,3})|\s?\.\s?(\d{1,3})(?!\d|\s?\.\s?\d))?(?!\d)")
_RANGE = re.compile(r"\.?\s*(?:[-–‑]|to)\s*")
_LONGEST_RANGE = 300


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a list in order, each as `122.62` or, where no prefix is known, `62`."""

    numbers: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def parse(text: str, prefix: str | None = None) -> Numbers:
    """Return the numbers of a list, ranges written out; a bare number inherits the last prefix.

    A range that runs backwards is refused and reported. `prefix` is the paragraph that bare
    numbers belong to from the start.
    """
    found: list[tuple[str | None, int]] = []
    problems: list[Problem] = []
    main = prefix
    at = 0
    while (match := _NUMBER.search(text, at)) is not None:
        number = _split(match, main)
        if found and _ended(text[at : match.start()], found[-1], number):
            break
        main = number[0]
        joins = _RANGE.fullmatch(text[at : match.start()]) if found else None
        if joins:
            _extend(found, number, problems)
        else:
            found.append(number)
        at = match.end()
    numbers = [f"{m}.{n}" if m else str(n) for m, n in found]
    return Numbers(tuple(dict.fromkeys(numbers)), (*problems, *_doubles(numbers)))


def _ended(between: str, last: tuple[str | None, int], number: tuple[str | None, int]) -> bool:
    """True if a full stop was the end: what follows goes back, as the heading of a comment does.

    A full stop may also stand for a comma ("140.35. 140.36"); then the numbers go on rising.
    """
    return "." in between and number[0] == last[0] and number[1] <= last[1]


def _split(match: re.Match[str], main: str | None) -> tuple[str | None, int]:
    """Return prefix and number. "140.35. 140.36": the full stop after a whole number parts."""
    number = match.group(2) or match.group(3)
    if number is not None:
        return match.group(1), int(number)
    return main, int(match.group(1))


def _extend(
    found: list[tuple[str | None, int]], last: tuple[str | None, int], problems: list[Problem]
) -> None:
    main, first = found[-1]
    if last[0] != main or not first < last[1] <= first + _LONGEST_RANGE:
        text = f"The range {first} to {last[1]} runs backwards or too far; only its ends are read."
        problems.append(Problem("range", text))
        found.append(last)
        return
    found.extend((main, n) for n in range(first + 1, last[1] + 1))


def _doubles(numbers: Sequence[str]) -> tuple[Problem, ...]:
    seen: set[str] = set()
    twice = dict.fromkeys(n for n in numbers if n in seen or seen.add(n))  # type: ignore[func-returns-value]
    return tuple(Problem("listed_twice", f"{n} is listed twice.") for n in twice)

"""Which States made a recommendation: the brackets at its end and between its clauses.

`(A, B)`, `(A; B)`, `(A and B)`, `(A) (B)`, nested `(Iran (Islamic Republic of))`, brackets that
were never closed or never opened. A bracket counts only if it resolves against the table of
States: `(CEDAW)`, `(No. 29)` and `(2009-2014)` stand in brackets as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from heed.records import Part, Problem, Recommending
from heed.vocab import states

# What may stand between the names of one bracket besides the names themselves.
_FILLER = re.compile(
    r"[\s,;:/.&()*'’\-–]*(?:(?:and|the|as well as|also|by)\b[\s,;:/.]*)*\d{0,2}[\s,;:/.()*]*"
)
_TAIL = " \t;.,:*"
# A stray bracket after the stop: "(France) ;)" (A/HRC/13/16, 71.2), "(Czech Republic))".
_STRAY = re.compile(r"(?<=\))\s*[;.]?\s*\)+[\s;.]*$")
# Marks of footnotes inside a bracket: "(Chile,1 China,2 Mexico3 )" (A/HRC/13/5, 105.2).
_INNER_MARK = re.compile(r"(?<=[^\W\d_])\d{1,2}(?=\s*[,;)])|(?<=,)\d{1,2}(?=\s)")
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket of States: `text[start:end]` includes the brackets as far as they are printed."""

    start: int
    end: int
    recommending: tuple[Recommending, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """An item without its closing brackets, its States each once, and its clauses."""

    text: str
    recommending: tuple[Recommending, ...]
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]
    closed: bool
    """True if a bracket of States closes the item."""


def attribute(text: str) -> Attribution:
    """Return what of `text` is asked and by whom. `text` is one item without its number."""
    text = _without_stray(text)
    brackets = find_brackets(text)
    body, closing = _closing_run(text, brackets)
    recommending = _each_once(r for b in brackets for r in b.recommending)
    problems = tuple(p for b in brackets for p in b.problems)
    if not recommending:
        problems += (Problem("no_state", "No recommending State is printed."),)
    parts = _parts(text, brackets)
    return Attribution(body, recommending, parts, problems, closed=closing)


def _without_stray(text: str) -> str:
    """Drop a closing bracket too many at the end of an item."""
    if text.count(")") <= text.count("("):
        return text
    return _STRAY.sub("", text)


def find_brackets(text: str) -> tuple[Bracket, ...]:
    """Return the brackets of States in `text`, from left to right."""
    found: list[Bracket] = []
    at = 0
    while (start := text.find("(", at)) >= 0:
        end = _matching(text, start)
        bracket = _resolve(text, start, end)
        if bracket is None:
            at = start + 1
            continue
        found.append(bracket)
        at = end
    if not found or text[found[-1].end :].strip(_TAIL):
        unopened = _unopened(text)
        if unopened is not None:
            found.append(unopened)
    return tuple(found)


def _matching(text: str, start: int) -> int:
    """Return where the bracket at `start` ends: past its partner, or where the clause stops."""
    depth = 0
    for i in range(start, len(text)):
        if text[i] == "(":
            depth += 1
        elif text[i] == ")":
            depth -= 1
            if depth == 0:
                return i + 1
    # Never closed: "(Iran (Islamic Republic of);" or "(Spain;"
    stop = re.compile(r"\)?\s*[;.]\s*$").search(text, start)
    if stop is None:
        return len(text)
    return stop.start() + (1 if text[stop.start()] == ")" else 0)


def _resolve(text: str, start: int, end: int) -> Bracket | None:
    """Return the bracket if it holds nothing but States."""
    inner_end = end - 1 if text[end - 1] == ")" and end - 1 > start else end
    inner = text[start + 1 : inner_end]
    found = list(states.mentions(inner))
    if not found:
        return None
    problems: list[Problem] = []
    recommending: list[Recommending] = []
    at = 0
    for mention in found:
        gap = inner[at : mention.start]
        if not _FILLER.fullmatch(gap):
            return None
        if recommending and not gap.strip():
            problems.append(
                _no_separator(recommending[-1].name, inner[mention.start : mention.end])
            )
        recommending.append(
            Recommending(inner[mention.start : mention.end].strip(), mention.state.iso3)
        )
        at = mention.end
    if not _FILLER.fullmatch(inner[at:]):
        return None
    if inner.count("(") > inner.count(")") + (1 if inner_end == end else 0):
        problems.append(Problem("bracket", "A bracket of States is not closed as printed."))
    return Bracket(start, end, tuple(recommending), tuple(problems))


def _no_separator(first: str, second: str) -> Problem:
    return Problem(
        "no_separator",
        f"Two States are printed without a comma: read as {first} and {second}.",
    )


def _unopened(text: str) -> Bracket | None:
    """Return a State before a closing bracket that was never opened: `Court Ghana);`."""
    body = text.rstrip(_TAIL)
    if not body.endswith(")") or body.count(")") <= body.count("("):
        return None
    inner = body[:-1]
    tail = [m for m in states.mentions(inner) if m.end == len(inner.rstrip())]
    if not tail:
        return None
    mention = tail[-1]
    who = Recommending(inner[mention.start : mention.end], mention.state.iso3)
    problem = Problem("bracket", "The bracket of States is not opened as printed.")
    return Bracket(mention.start, len(body), (who,), (problem,))


def _closing_run(text: str, brackets: tuple[Bracket, ...]) -> tuple[str, bool]:
    """Return the text before the run of brackets that closes it, and whether there is one."""
    end = len(text.rstrip(_TAIL))
    closed = False
    for bracket in reversed(brackets):
        between = text[bracket.end : end]
        if between.strip(" ;,./") and between.strip(" ;,./") != "and":
            break
        end = bracket.start
        closed = True
    body = text[:end] if closed else text
    for bracket in reversed(brackets):
        if bracket.end <= len(body):
            inner = _INNER_MARK.sub("", body[bracket.start : bracket.end])
            body = body[: bracket.start] + inner + body[bracket.end :]
    return body.rstrip(" ;,:"), closed


def _parts(text: str, brackets: tuple[Bracket, ...]) -> tuple[Part, ...]:
    """Return the clauses, each with its bracket; none where States stand inside a sentence."""
    clauses: list[Part] = []
    at = 0
    for i, bracket in enumerate(brackets):
        words = text[at : bracket.start].strip(" ;,.")
        following = text[bracket.end :].lstrip()
        last = i == len(brackets) - 1
        if not _WORDS.search(words):
            if not clauses:
                return ()
            clauses[-1] = Part(
                clauses[-1].text, _each_once((*clauses[-1].recommending, *bracket.recommending))
            )
        elif following[:1] in (";", ".") or (last and not following.strip(_TAIL)):
            clauses.append(Part(words, bracket.recommending))
        elif following[:1] != "(":
            return ()
        else:
            clauses.append(Part(words, bracket.recommending))
        at = bracket.end
    if len(clauses) < 2 or _WORDS.search(text[at:]):
        return ()
    return tuple(clauses)


def _each_once(recommending: Iterable[Recommending]) -> tuple[Recommending, ...]:
    kept: dict[str, Recommending] = {}
    for who in recommending:
        kept.setdefault(who.iso3 or who.name, who)
    return tuple(kept.values())

"""The sentence in which the President counts: received, supported, noted."""

from __future__ import annotations

import re

from heed.kinds.lines import Run, clean_lines
from heed.kinds.numbered import sentences
from heed.records import Document, Extraction, Problem, Quote, Recognition, Totals
from heed.vocab import states

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: i for i, word in enumerate(_UNITS)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
_NUMBER = (
    rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(_UNITS)})"
)
_RECEIVED = re.compile(rf"\bof (?:the )?({_NUMBER}) recommendations(?: (?:received|made))?", re.I)
_SUPPORTED = re.compile(r"enjoy\w*(?: the)? support|support(?:ed)?\b(?: of)?|accepted", re.I)
_NOTED = re.compile(r"(?:took )?note(?:d| of)", re.I)
_OTHER = re.compile(r"(?:additional )?clarifications?|partially supported|partial support", re.I)
_COUNT = re.compile(rf"\b{_NUMBER}\b", re.I)
# How far a number may stand from its verb: "31 had enjoyed the support", "provided on another two".
_NEAR = 45


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return the totals of every State whose outcome the session adopted, with the sentence."""
    run = Run(clean_lines(document))
    totals: list[Totals] = []
    for sentence in sentences(run.text):
        found = _RECEIVED.search(sentence.text)
        if found is None or not re.search("support|noted|accepted", sentence.text):
            continue
        start, end = run.place(sentence.start, sentence.end)
        page = run.line_at(sentence.start).page
        rest = sentence.text[found.end() :]
        state = next(states.mentions(rest), None) or next(states.mentions(sentence.text), None)
        if state is None:
            above = list(states.mentions(run.text[max(0, sentence.start - 600) : sentence.start]))
            state = above[-1] if above else None
        totals.append(
            Totals(
                state.state.iso3 if state else None,
                Quote(sentence.text, start, end, page),
                number(found.group(1)),
                _count(_SUPPORTED, rest),
                _count(_NOTED, rest),
                _count(_OTHER, rest),
            )
        )
    problems = () if totals else (Problem("no_totals", "No totals of a review are found."),)
    return Extraction(recognition, totals=tuple(totals), problems=problems)


def _count(pattern: re.Pattern[str], text: str) -> int | None:
    """Return the number nearest to a verb: in its clause before it, else behind it."""
    found = pattern.search(text)
    if found is None:
        return None
    before = text[max(0, found.start() - _NEAR) : found.start()]
    clause = re.split(r"[,;]|\band\b|\bwhile\b", before)[-1]
    counts = list(_COUNT.finditer(clause))
    if counts and pattern is not _OTHER:
        return number(counts[-1].group())
    behind = re.split(r"[,;]|\band\b|\bwhile\b", text[found.end() : found.end() + 2 * _NEAR])[0]
    first = _COUNT.search(behind)
    if first:
        return number(first.group())
    return number(counts[-1].group()) if counts else None


def number(word: str) -> int:
    """Return the number that digits or an English word below a hundred stand for."""
    if word.isdigit():
        return int(word)
    return sum(WORDS[part] for part in word.lower().split("-"))

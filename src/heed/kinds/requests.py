"""A numbered paragraph that asks the State, as a recommendation with what stands around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from heed.kinds import articles, asking, dates, lettered
from heed.kinds.footed import marks
from heed.kinds.paragraphs import Paragraph, place, quote
from heed.kinds.symbols import cited
from heed.records import Context, Document, Due, Passage, Problem, Quote, Recommendation

# "rule 70, paragraph 5" and "article 44, paragraph 6" name none of the document's own.
_NAMED = re.compile(r"(?<!\d, )(?<!\d )\b(?:paragraphs?|paras?\.)\s(?=\d)")
_LETTERS = r"\([a-z]{1,2}\)"
_TOKEN = re.compile(
    rf"\s*(?P<joins>(?:,|;|–|-|\band\b|\bto\b|&)*\s*(?:and\s+)?)(?:(?P<number>\d{{1,4}})(?![\d/])"
    rf"|(?P<letter>{_LETTERS})|(?P<words>\([^()]*\)))"
)
_SUBMIT = re.compile(r"\bsubmi\w+|\bdue\b|\bpresented\b", re.IGNORECASE)


def recommendation(
    document: Document,
    paragraph: Paragraph,
    ask: asking.Ask,
    *,
    symbol: str | None,
    instrument: str | None,
    before: Sequence[Paragraph] = (),
    notes: Mapping[str, str] | None = None,
) -> Recommendation:
    """Return a paragraph as an item: its asking text, the concern, the parts, what it recalls.

    `before` are the paragraphs directly above that state the concern it answers, if it states none
    itself. `notes` are the document's footnotes, which may hold what it recalls. The range is that
    of the whole paragraph with its number.
    """
    heading, numbers = articles.split(paragraph.heading)
    return Recommendation(
        paragraph=paragraph.number,
        text=paragraph.text[ask.start :].strip(),
        start=paragraph.start,
        end=paragraph.end,
        key=f"{symbol}#{paragraph.number}" if symbol else None,
        page=paragraph.page,
        parts=lettered.parts(paragraph.run, ask.start),
        context=Context(
            heading=heading,
            instrument=instrument,
            articles=numbers,
            concern=_concern(document, paragraph, ask, before),
            recalls=recalls(paragraph.text, _below(document, paragraph, notes or {})),
            addressees=ask.addressees,
        ),
        problems=tuple(_doubts(ask)),
    )


def _doubts(ask: asking.Ask) -> Iterator[Problem]:
    if ask.unclear:
        who = ", ".join(ask.addressees) or "nobody by name"
        yield Problem("addressee", f"It asks {who}: it is not clear that it asks the State.")


def _concern(
    document: Document, paragraph: Paragraph, ask: asking.Ask, before: Sequence[Paragraph]
) -> Quote | None:
    if ask.concern:
        return quote(document, paragraph.run, *ask.concern)
    if not before:
        return None
    first, last = before[0], before[-1]
    text = " ".join(p.text for p in before)
    start = quote(document, first.run, 0, len(first.text)).start
    return Quote(text, start, last.end, first.run.line_at(0).page)


Below = Callable[[int, int], Iterable[str]]
"""The notes of a sentence, by the range of the sentence in its text."""


def recalls(text: str, below: Below = lambda _, __: ()) -> tuple[str, ...]:
    """Return what a text recalls of earlier recommendations: keys, or "previous".

    Where a sentence that recalls names none itself, the notes `below` it are asked.
    """
    found: list[str] = []
    said = False
    for start, end in asking.ranges(text):
        sentence = text[start:end]
        if asking.recalls(sentence):
            said = True
            noted = (key for note in below(start, end) for key in cited(note))
            found.extend(cited(sentence) or noted)
    return tuple(dict.fromkeys(found)) or (("previous",) if said else ())


def _below(document: Document, paragraph: Paragraph, notes: Mapping[str, str]) -> Below:
    def below(start: int, end: int) -> Iterator[str]:
        if notes:
            first, last = place(document, paragraph.run, start, end)
            yield from (notes.get(m, "") for m in marks(document, paragraph.run, first, last))

    return below


def passage(
    role: str,
    paragraph: Paragraph,
    *,
    said_by: Sequence[str] = (),
    refers_to: Sequence[str] = (),
) -> Passage:
    """Return a paragraph that is no recommendation, with what it is."""
    return Passage(role, paragraph.number, paragraph.text, paragraph.start, paragraph.end,
                   paragraph.page, tuple(said_by), tuple(refers_to))  # fmt: skip


def named_paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs that words name, each once: "paragraphs 8 (a) and 12 (arms)".

    A letter stays with its number ("8(a)"); words in brackets do not. Ranges are written out.
    """
    found: list[str] = []
    for match in _NAMED.finditer(text):
        found.extend(_listed(text, match.end()))
    return tuple(dict.fromkeys(found))


def _listed(text: str, at: int) -> list[str]:
    """Return the numbers with letters of the list that begins at `at`."""
    found: list[str] = []
    while token := _TOKEN.match(text, at):
        if found and token["number"] and not token["joins"].strip():
            break
        ranged = token["joins"].strip() in ("–", "-", "to") and bool(found)
        if token["number"]:
            last = re.match(r"\d+", found[-1]) if ranged else None
            first = int(last.group()) + 1 if last else int(token["number"])
            found.extend(str(n) for n in range(first, int(token["number"]) + 1))
        elif token["letter"] and found:
            found = _lettered(found, token["letter"], ranged=ranged)
        at = token.end()
    return found


def _lettered(found: list[str], letter: str, *, ranged: bool) -> list[str]:
    """Return the list with a letter put to its last number: 8, (a) is 8(a); 8(a), (b) are two."""
    number = re.match(r"\d+", found[-1])
    own = found[-1][number.end() :] if number else ""
    if not number or not own:
        return [*found[:-1], f"{found[-1]}{letter}"]
    between = range(ord(own[1]) + 1, ord(letter[1])) if ranged else ()
    return [*found, *(f"{number.group()}({chr(c)})" for c in between), f"{number.group()}{letter}"]


def due(document: Document, kind: str, paragraph: Paragraph, start: int, end: int) -> Due | None:
    """Return what `paragraph.text[start:end]` asks for by a date or within a time, None if none."""
    text = paragraph.text[start:end]
    # "... list of issues in 2029 and will submit its replies in 2030": the last verb counts.
    asked = [m.start() for m in _SUBMIT.finditer(text)] if kind == "next_report" else []
    limits = (dates.deadline(text[at:]) for at in reversed(asked))
    when = next((limit for limit in limits if limit and limit.on), None) or dates.deadline(text)
    if kind == "next_report" and when and not when.on:
        # "within one year" of a list of issues that comes in 2029: the printed year is all.
        when = next(dates.dates(text), when)
    if when is None:
        return None
    held = quote(document, paragraph.run, start, end)
    numbers = named_paragraphs(text) if kind == "follow_up" else ()
    return Due(kind, held, on=when.on, months=when.months, paragraphs=numbers)

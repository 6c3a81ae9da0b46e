"""Who submitted, and what each said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heed.kinds.lines import Line
from heed.kinds.numbered import body, numbered, passage, plain_lines, sentences
from heed.records import Document, Extraction, Fact, Passage, Quote, Recognition

_LIST = re.compile(r"stakeholders listed below|have contributed information", re.IGNORECASE)
_SUBMITTER = re.compile(
    r"\(?(?P<short>(?:[A-Z][\w.&-]*[A-Z0-9][\w.&/-]*(?: (?:Conclusions|Report|[A-Z]{2,}))?))\)?"
    r"\*{0,3}\s+(?P<name>[A-Z(][^;]{3,})"
)
_NEXT_NOTE = re.compile(r"2\s+(?=[A-Z])")
_SAID = re.compile(
    r"\b(?:recommended|urged|called (?:up)?on|called for|encouraged|requested|stated|noted|reported"
    r"|indicated|added|observed|expressed|welcomed|considered|mentioned|alleged|asserted|explained"
    r"|highlighted|underlined|regretted|believed|informed|suggested|found"
    r"|put forward|hoped|said|reiterated|concluded)\b"
)
_JOINT = re.compile(r"\(JS\) ?(\d{1,2})")
_DEFINED = re.compile(r"([A-Z][\w’' ,&-]{4,110}?) \(((?:the )?[A-Z][\w-]{1,15}(?: \d{1,2})?)\)")


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return the submitters as facts and each sentence that speaks for one of them (`view`).

    `said_by` holds the abbreviations as printed. A sentence that goes on for the same submitter
    ("It recommended ...") is that one's.
    """
    lines = plain_lines(document)
    facts = tuple(_submitters(lines))
    known = {fact.value.split(":")[0] for fact in facts}
    found: list[Passage] = []
    for paragraph in numbered(body(lines)):
        text = paragraph.run.text
        # "Joint Submission (JS) 1 reported": the list calls it JS1.
        # What one paragraph abbreviates, later ones go on to use.
        known |= {m.group(2).removeprefix("the ") for m in _DEFINED.finditer(text)} - {"JS"}
        joint = {f"JS{m.group(1)}" for m in _JOINT.finditer(text)}
        names = known | joint
        last: tuple[str, ...] = ()
        for sentence in sentences(text):
            said = _SAID.search(sentence.text)
            if said is None:
                continue
            who = _who(sentence.text[: said.end()], names)
            who = who or (last if re.match(r"(?:It|They|He|She)\b", sentence.text) else ())
            if who:
                last = who
                found.append(passage("view", paragraph, sentence, said_by=who))
    return Extraction(recognition, passages=tuple(found), facts=facts)


def _who(text: str, names: set[str]) -> tuple[str, ...]:
    hits = []
    text = _JOINT.sub(r"JS\1", text)
    for name in names:
        found = re.search(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])", text)
        if found:
            hits.append((found.start(), name))
    return tuple(name for _, name in sorted(hits))


def _submitters(lines: Sequence[Line]) -> Iterator[Fact]:
    # "2. ... submissions listed below" may stand in the body as well; the list is in note 1.
    found_at = [i for i, x in enumerate(lines) if _LIST.search(x.text)]
    if not found_at:
        return
    at = found_at[-1]
    for line in lines[at + 1 :]:
        if _NEXT_NOTE.match(line.text):
            return
        found = _SUBMITTER.match(line.text)
        if found:
            short = found.group("short")
            name = found.group("name").strip(" ,")
            quote = Quote(line.text, line.start, line.end, line.page)
            yield Fact("submitter", f"{short}: {name}", quote)

"""Writes one document: counts paragraphs, prints pieces and collects the gold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from samples.mechanisms.model import Item, Paper, Part, Piece, Span, bare, folded, spans, unmarked

# "Calls upon", "Also urges", "Expresses its grave concern": printed in italics in resolutions.
_VERB = re.compile(
    r"(?:(?:Also|Further|Strongly|Remains) )?[A-Za-z]+s?(?: upon| note| (?:its )?(?:grave|deeply|serious) concern(?:ed)?)?(?= )"
)


@dataclass
class Pen:
    """Keeps the running number, the heading above and the concern that waits for its ask."""

    paper: Paper
    instrument: str = ""
    bold: bool = True
    count: int = 0
    heading: str = ""
    articles: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    repeated: bool = False

    def head(
        self, level: int, text: str, number: str = "", arts: str = "", shown: str = ""
    ) -> None:
        """Print a heading; `arts` are its articles "2,7", `shown` how they are printed."""
        words = f"{text} {shown}" if shown else text
        self.paper.pieces.append(Piece(f"head{level}", spans(words), number))
        self.heading, self.articles, self.waiting = text, arts.split(",") if arts else [], []

    def plain(self, text: str, style: str = "plain", font: str = "") -> None:
        """Print something that has no number."""
        self.paper.pieces.append(Piece(style, spans(text, font)))

    def told(self, role: str, text: str, parts: list[str] | None = None) -> str:
        """Print a numbered paragraph that is no recommendation; return its number."""
        self.count += 1
        number = str(self.count)
        self.paper.pieces.append(Piece("para", self._operative(text, ""), f"{number}."))
        lines = self._parts(parts or [], "")
        self.paper.roles[number] = role
        if role == "concern":
            self.waiting.append(folded(" ".join([unmarked(text), *lines])))
        else:
            self.waiting = []
        return number

    def ask(
        self, before: str, text: str, parts: list[str] | None = None, tail: str = "",
        addressees: list[str] | None = None, recalls: list[str] | None = None,
        *, concern: bool = False, keep: bool = False, follow_up: bool = False, break_before: bool = False,
    ) -> str:  # fmt: skip
        """Print a numbered recommendation and note its gold; return its number.

        `before` stands in front of the first asking sentence; `concern` says that it states one;
        `keep` leaves the waiting concern for the next paragraph too.
        """
        self.count += 1
        number = str(self.count)
        font = "b" if self.bold else ""
        lead = spans(f"{before} ") if before and not break_before else []
        if break_before:
            self.paper.pieces.append(Piece("para", spans(before), f"{number}."))
            self.paper.pieces.append(Piece("run", spans(text, font)))
        else:
            row = [*lead, *self._operative(text, font)]
            self.paper.pieces.append(Piece("para", row, f"{number}."))
        lines = self._parts(parts or [], font)
        if tail:
            self.paper.pieces.append(Piece("run", spans(tail, font)))
        whole = folded(" ".join([unmarked(text), *lines, unmarked(tail)]))
        said = unmarked(before) if concern else " ".join(self.waiting)
        self.paper.items.append(Item(
            number, whole, [_part(line) for line in parts or []], self.heading, list(self.articles),
            self.instrument, said, addressees or [], recalls or [], follow_up=follow_up,
        ))  # fmt: skip
        if not keep:
            self.waiting = []
        return number

    def _operative(self, text: str, font: str) -> list[Span]:
        """Return the spans of a paragraph; the verb that opens one of a resolution is in italics."""
        found = _VERB.match(text)
        if self.paper.kind != "country_resolution" or not found:
            return spans(text, font)
        return [("i", found[0]), *spans(text[found.end() :], font)]

    def _parts(self, parts: list[str], font: str) -> list[str]:
        lines = []
        for part in parts:
            label, text = _split(part)
            style = "part" if label != "-" else "bullet"
            # A saved page has no dash in its text: the browser draws the bullet.
            label = label.replace("-", "" if self.paper.suffix == "html" else "–")
            self.paper.pieces.append(Piece(style, spans(text, font), label))
            lines.append(f"{label} {unmarked(text)}".strip())
        return lines


def _split(part: str) -> tuple[str, str]:
    label, text = part.split(" ", 1)
    return label, text


def _part(line: str) -> Part:
    label, text = _split(line)
    return Part("" if label == "-" else label, bare(unmarked(text)))


def lettered(texts: list[str]) -> list[str]:
    """Return texts as "(a) Xxx;" ... "(d) Xxx.", as the UN prints them."""
    last = len(texts) - 1
    shown = []
    for i, text in enumerate(texts):
        stop = "." if i == last else "; and" if i == last - 1 and last > 4 else ";"
        shown.append(f"({chr(97 + i)}) {text[0].upper()}{text[1:]}{stop}")
    return shown

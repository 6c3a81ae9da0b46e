"""What the supervisory bodies of the ILO print: sections with run-in heads, conclusions, letters."""

from __future__ import annotations

from samples.mechanisms.model import Item, Part, Piece, Span, bare, folded, spans, unmarked
from samples.mechanisms.pen import Pen


def section(pen: Pen, options: dict[str, str], words: str, *, asks: bool) -> None:
    """Print a section "Head. Concern. >> Ask || ask << rest"; " ¶ " begins a new paragraph.

    Options: `head` as printed, `topic` the heading of the gold, `arts`, `num` where a number is
    printed, `recalls`, `role` of a numbered section that asks nothing.
    """
    before, _, rest = words.partition(">>")
    asked, _, after = rest.partition("<<")
    sentences = [s.strip() for s in asked.split("||")]
    whole = " ".join(p for p in (before.strip(), " ".join(sentences), after.strip()) if p)
    _print(pen, options, whole, " ".join(sentences) if pen.bold else "")
    label = options.get("num", "")
    if not asks:
        if label:
            pen.paper.roles[label] = options.get("role", "concern")
        return
    text = _joined(" ".join(sentences))
    parts = [Part("", bare(_joined(s))) for s in sentences] if len(sentences) > 1 else []
    order = label or str(len(pen.paper.items) + 1)
    pen.paper.items.append(Item(
        order, text, parts, options.get("topic", ""), [a for a in options.get("arts", "").split(",") if a],
        pen.instrument, _joined(before), [], [r for r in options.get("recalls", "").split("+") if r],
        repeated=pen.repeated,
    ))  # fmt: skip


def _joined(text: str) -> str:
    return unmarked(text.replace("¶", " "))


def _print(pen: Pen, options: dict[str, str], whole: str, strong: str) -> None:
    """Print the paragraphs of a section; the head is in italics, the ask bold where it is so."""
    for i, paragraph in enumerate(whole.split("¶")):
        row: list[Span] = []
        number = f"{options['num']}." if i == 0 and options.get("num") else ""
        if i == 0 and options.get("head"):
            row.append(("i", f"{options['head']} "))
        text = paragraph.strip()
        at = text.find(strong) if strong and "¶" not in strong else -1
        if at < 0:
            row.extend(spans(text))
        else:
            pieces = ((text[:at], ""), (strong, "b"), (text[at + len(strong) :], ""))
            row.extend(span for words, font in pieces if words for span in spans(words, font))
        pen.paper.pieces.append(Piece("para" if number else "plain", row, number))


def conclusion(pen: Pen, words: str) -> None:
    """Print a paragraph "before >> ask || - bullet || - bullet" that asks, numbered by order."""
    before, sign, rest = words.partition(">>")
    if not sign:
        before, rest = "", words
    text, *bullets = [s.strip() for s in rest.split("||")]
    lead = spans(f"{before.strip()} ") if before.strip() else []
    pen.paper.pieces.append(Piece("plain", [*lead, *spans(text)]))
    dash = "" if pen.paper.suffix == "html" else "–"
    shown = [b.removeprefix("- ") for b in bullets]
    pen.paper.pieces.extend(Piece("bullet", spans(b), dash) for b in shown)
    whole = folded(" ".join([unmarked(text), *(f"{dash} {b}".strip() for b in shown)]))
    order = str(len(pen.paper.items) + 1)
    pen.paper.items.append(Item(
        order, whole, [Part("", bare(b)) for b in shown], pen.heading, [], pen.instrument, folded(before),
    ))  # fmt: skip


def letter(pen: Pen, options: dict[str, str], words: str) -> None:
    """Print a lettered recommendation of a numbered paragraph: "543(a)" in the gold."""
    label = f"({options['label']})"
    paragraph = f"{pen.count}{label}"
    before, sign, asked = words.partition(">>")
    text = f"{before.strip()} {asked.strip()}".strip() if sign else words.strip()
    pen.paper.pieces.append(Piece("part", spans(text), label))
    if not sign:
        pen.paper.roles[paragraph] = options.get("role", "procedural")
        return
    pen.paper.items.append(Item(
        paragraph, unmarked(asked), [], pen.heading, [], pen.instrument, unmarked(before),
        follow_up="follow" in options,
    ))  # fmt: skip

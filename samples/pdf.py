"""Prints a sample as PDF in the look of UN reports: A4, Times, number column, heads, footnotes."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from samples.model import Block, Sample
from samples.report import NAME

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 113.0, 481.0, HEIGHT - 105, 90.0
SIZE, LEADING, NOTE_SIZE, NOTE_LEADING = 10.0, 12.0, 9.0, 10.0
INDENT = {"item": 142.0, "label": 190.0, "comment": 142.0}


class Printer:
    """Lays lines on pages; keeps room for the footnotes of a page."""

    def __init__(self, sample: Sample, path: Path) -> None:
        self.sample = sample
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1)
        self.canvas.setTitle(sample.symbol)
        self.page = 1
        self.y = TOP
        self.notes: list[str] = []
        self.marks = 0

    def front(self, addendum_title: str) -> None:
        """Print the title page."""
        c, lines = self.canvas, _title_lines(self.sample, addendum_title)
        c.setFont("Times-Roman", 12)
        c.drawString(60, HEIGHT - 60, "United Nations")
        c.drawRightString(WIDTH - 60, HEIGHT - 60, self.sample.symbol)
        c.drawString(60, HEIGHT - 100, "General Assembly")
        for i, text in enumerate(("Distr.: General", self.sample.date, "Original: English")):
            c.drawString(400, HEIGHT - 100 - 13 * i, text)
        y = HEIGHT - 190
        for size, text in lines:
            c.setFont("Times-Bold" if size > 10 else "Times-Roman", size)
            c.drawString(60, y, text)
            y -= size + 8
        c.setFont("Times-Roman", 8)
        c.drawString(60, 60, self.sample.job)
        c.showPage()
        self.page += 1

    def write(self, blocks: list[Block]) -> None:
        """Print everything below the title page and save the file."""
        for block in blocks:
            self._block(block)
        self._end_page()
        self.canvas.save()

    def _block(self, block: Block) -> None:
        note = self._new_note(block)
        left = INDENT.get(block.style, LEFT)
        font = "Times-Bold" if block.style in ("heading", "item") else "Times-Roman"
        if block.style == "heading":
            self.y -= 6
        labels = block.number.split("\n") if block.style == "label" else []
        text = block.text if labels or not block.number else f"{block.number} {block.text}"
        rows = _wrapped(text, font, RIGHT - left)
        rows += [""] * (len(labels) - len(rows))
        for i, row in enumerate(rows):
            self._room(LEADING, note if i == 0 else "")
            label = labels[i] if i < len(labels) else ""
            mark = note.split(" ", 1)[0] if note and i == len(rows) - 1 else ""
            self._line(row, left, font, label, mark)
        self.y -= 5

    def _new_note(self, block: Block) -> str:
        if not block.note:
            return ""
        if block.style == "heading":
            return f"** {block.note}"
        self.marks += 1
        return f"{self.marks} {block.note}"

    def _line(self, row: str, left: float, font: str, label: str, mark: str) -> None:
        c = self.canvas
        c.setFont(font, SIZE)
        if label:
            c.drawString(LEFT, self.y, label)
        c.drawString(left, self.y, row)
        if mark:
            c.setFont(font, 6)
            c.drawString(left + stringWidth(row, font, SIZE), self.y + 3.5, mark)
        self.y -= LEADING

    def _room(self, need: float, note: str) -> None:
        """Begin a new page where the line or its footnote does not fit any more."""
        rows = _wrapped(note, "Times-Roman", RIGHT - LEFT, NOTE_SIZE) if note else []
        if self.y - need - len(rows) * NOTE_LEADING < BOTTOM + len(self.notes) * NOTE_LEADING:
            self._end_page()
        self.notes.extend(rows)

    def _end_page(self) -> None:
        c = self.canvas
        c.setFont("Times-Bold", 9)
        c.drawRightString(RIGHT, HEIGHT - 70, self.sample.symbol)
        c.drawRightString(RIGHT, 55, str(self.page))
        c.setFont("Times-Roman", NOTE_SIZE)
        y = BOTTOM + (len(self.notes) - 1) * NOTE_LEADING
        for row in self.notes:
            c.drawString(LEFT, y, row)
            y -= NOTE_LEADING
        c.showPage()
        self.page, self.y, self.notes = self.page + 1, TOP, []


def _title_lines(sample: Sample, addendum_title: str) -> list[tuple[int, str]]:
    council = {"16": "Sixteenth", "30": "Thirtieth", "46": "Forty-sixth"}[
        sample.symbol.split("/")[2]
    ]
    lines = [
        (12, "Human Rights Council"),
        (10, f"{council} session"),
        (10, "Agenda item 6"),
        (10, "Universal Periodic Review"),
        (14, "Report of the Working Group on the Universal Periodic Review*"),
        (14, NAME),
    ]
    if sample.symbol.endswith("Add.1"):
        lines.append((12, "Addendum"))
        lines += [(12, row) for row in _wrapped(addendum_title, "Times-Bold", 400, 12)]
        lines.append((8, "* The present document was not edited before being sent to translation."))
    else:
        lines.append((8, "* The annex to the present report is circulated as received."))
    return lines


def _wrapped(text: str, font: str, width: float, size: float = SIZE) -> list[str]:
    rows: list[str] = []
    row = ""
    for word in text.split():
        longer = f"{row} {word}" if row else word
        if row and stringWidth(longer, font, size) > width:
            rows.append(row)
            row = word
        else:
            row = longer
    return [*rows, row] if row else rows


def write_pdf(sample: Sample, path: Path, addendum_title: str) -> None:
    """Print a sample as a PDF file."""
    printer = Printer(sample, path)
    printer.front(addendum_title)
    printer.write(sample.blocks)

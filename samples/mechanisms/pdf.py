"""Prints a document as PDF: UN papers new and old, pages of the ILO as a browser prints them."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from samples.mechanisms.fronts import FRONTS, Look
from samples.mechanisms.model import Paper, Piece

HEIGHT = A4[1]
FACES = {"": "Times-Roman", "b": "Times-Bold", "i": "Times-Italic"}
SIZES = {"head1": 14.0, "head2": 12.0, "head3": 10.5}
Word = tuple[str, str, str]  # font, word with the blank after it, footnote mark


class Press:
    """Lays words in lines and lines on pages; keeps room for the footnotes of a page."""

    def __init__(self, paper: Paper, path: Path) -> None:
        self.paper = paper
        self.look: Look = FRONTS[paper.layout]
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1)
        self.canvas.setTitle(paper.front.get("tab", paper.symbol))
        self.page = 1
        self.notes: list[str] = []
        self.marks = 0
        self.y = self.look.front(self.canvas, paper, self.notes)

    def write(self) -> None:
        """Print every piece and save the file."""
        for piece in self.paper.pieces:
            self._piece(piece)
        self._end_page()
        self.canvas.save()

    def _piece(self, piece: Piece) -> None:
        if piece.style == "row":
            self._row(piece)
            return
        size = SIZES.get(piece.style, self.look.size)
        if piece.style in SIZES:
            self.y -= 8
            self._room(size * 4, [])
        left, first, right = self._columns(piece.style)
        label = piece.number
        if piece.style in SIZES and label:
            first = left
        words, notes = self._words(piece)
        lines = _lines(words, size, right - first, right - left)
        for i, line in enumerate(lines):
            fresh = [n for mark, n in notes if any(w[2] == mark for w in line)]
            self._room(size * 1.2, fresh)
            if i == 0 and label:
                self._label(piece, label, left, first, size)
            x = first if i == 0 else left
            if piece.style == "centre":
                x = (left + right - sum(_width(w, size) for w in line)) / 2
            self._line(line, x, size)
        self.y -= self.look.gap

    def _columns(self, style: str) -> tuple[float, float, float]:
        """Return where a piece's lines begin, where its first line begins, and the right edge."""
        look = self.look
        tab = look.tab
        if style in ("para",):
            return look.left, look.left + tab, look.right
        if style == "part":
            return look.left, look.left + tab * 1.8, look.right
        if style == "bullet":
            return look.left + tab, look.left + tab, look.right
        return look.left, look.left, look.right

    def _label(self, piece: Piece, label: str, left: float, first: float, size: float) -> None:
        c = self.canvas
        font = "Times-Bold" if piece.style in SIZES else "Times-Roman"
        c.setFont(font, size)
        if piece.style in SIZES:
            c.drawRightString(left - 8, self.y, label)
        elif piece.style == "part":
            c.drawString(left + self.look.tab, self.y, label)
        elif piece.style == "bullet":
            c.drawString(left - 12, self.y, label)
        else:
            c.drawString(left, self.y, label)

    def _words(self, piece: Piece) -> tuple[list[Word], list[tuple[str, str]]]:
        words: list[Word] = []
        notes: list[tuple[str, str]] = []
        for font, text in piece.spans:
            if font == "n":
                self.marks += 1
                mark = str(self.marks)
                notes.append((mark, f"{mark} {text}"))
                last = words[-1]
                words[-1] = (last[0], last[1].rstrip(), mark)
                continue
            face = "Times-Bold" if piece.style in SIZES else FACES[font]
            if words and text[:1] not in " ," and words[-1][2] and text[:1].isalnum():
                text = " " + text
            for i, word in enumerate(text.split(" ")):
                if i == 0 and words and not text.startswith(" ") and word:
                    words.append((face, word, ""))
                elif word:
                    if words and not words[-1][1].endswith(" ") and i:
                        words[-1] = (words[-1][0], words[-1][1] + " ", words[-1][2])
                    words.append((face, word, ""))
            if text.endswith(" ") and words:
                words[-1] = (words[-1][0], words[-1][1] + " ", words[-1][2])
        return words, notes

    def _line(self, line: list[Word], x: float, size: float) -> None:
        """Draw a line; words of one font go down together."""
        c = self.canvas
        run, font = "", ""
        for face, word, mark in line:
            if run and face != font:
                c.setFont(font, size)
                c.drawString(x, self.y, run)
                x += stringWidth(run, font, size)
                run = ""
            font = face
            shown = word.rstrip() if mark else word
            run += shown
            if mark:
                c.setFont(font, size)
                c.drawString(x, self.y, run)
                x += stringWidth(run, font, size)
                c.setFont("Times-Roman", 6)
                c.drawString(x, self.y + 3.5, mark)
                x += stringWidth(mark, "Times-Roman", 6) + (
                    stringWidth(" ", font, size) if word != shown else 0
                )
                run = ""
        if run:
            c.setFont(font, size)
            c.drawString(x, self.y, run.rstrip())
        self.y -= size * 1.2

    def _row(self, piece: Piece) -> None:
        """Print a row of a table: each cell wraps in its own column."""
        widths = self.paper.front["columns"]
        size = 9.0
        cells, x = [], self.look.left
        for (font, text), width in zip(piece.spans, widths, strict=True):
            words = [(FACES[font], w + " ", "") for w in text.split(" ") if w]
            cells.append((x, _lines(words, size, width - 8, width - 8)))
            x += width
        height = max(len(lines) for _, lines in cells) * size * 1.2
        self._room(height, [])
        top = self.y
        for start, lines in cells:
            self.y = top
            for line in lines:
                self._line(line, start, size)
        self.y = top - height - 4
        self.canvas.setLineWidth(0.3)
        self.canvas.line(self.look.left, self.y + size, self.look.right, self.y + size)

    def _room(self, need: float, notes: list[str]) -> None:
        """Begin a new page where the line or its footnotes do not fit any more."""
        rows = [row for note in notes for row in _note_rows(note, self.look)]
        bottom = self.look.bottom + (len(self.notes) + len(rows)) * 10
        if self.y - need < bottom:
            self._end_page()
        self.notes.extend(rows)

    def _end_page(self) -> None:
        c = self.canvas
        c.setFont("Times-Roman", 8.5)
        y = self.look.bottom + (len(self.notes) - 1) * 10
        if self.notes:
            c.setLineWidth(0.4)
            c.line(self.look.left, y + 12, self.look.left + 60, y + 12)
        for row in self.notes:
            c.drawString(self.look.left, y, row)
            y -= 10
        self.look.furniture(c, self.paper, self.page)
        c.showPage()
        self.page, self.y, self.notes = self.page + 1, self.look.top, []


def _width(word: Word, size: float) -> float:
    return stringWidth(word[1], word[0], size) + (
        stringWidth(word[2], "Times-Roman", 6) if word[2] else 0
    )


def _lines(words: list[Word], size: float, first: float, rest: float) -> list[list[Word]]:
    """Break words into lines; a word is only parted from the next where a blank is."""
    lines: list[list[Word]] = [[]]
    used = 0.0
    i = 0
    while i < len(words):
        group = [words[i]]
        while (
            not group[-1][1].endswith(" ")
            and i + len(group) < len(words)
            and not (group[-1][2] and words[i + len(group)][1][:1].isalnum())
        ):
            group.append(words[i + len(group)])
        wide = sum(_width(w, size) for w in group)
        room = first if len(lines) == 1 else rest
        if lines[-1] and used + wide > room + 2:
            lines.append([])
            used = 0.0
        lines[-1].extend(group)
        used += wide
        i += len(group)
    return lines


def _note_rows(note: str, look: Look) -> list[str]:
    rows = [""]
    for word in note.split():
        if (
            stringWidth(f"{rows[-1]} {word}", "Times-Roman", 8.5) > look.right - look.left
            and rows[-1]
        ):
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def write_pdf(paper: Paper, path: Path) -> None:
    """Print a document as a PDF file; the same document gives the same bytes."""
    Press(paper, path).write()

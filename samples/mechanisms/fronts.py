"""What stands around the text: title pages, heads and feet of each look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from samples.mechanisms.model import Paper

WIDTH, HEIGHT = A4


@dataclass(frozen=True)
class Look:
    """Measures in points, and what draws the first page and the furniture of each page."""

    left: float
    right: float
    top: float
    bottom: float
    tab: float
    size: float
    gap: float
    front: Callable[[Canvas, Paper, list[str]], float]
    furniture: Callable[[Canvas, Paper, int], None]


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """Return text broken into rows of at most `width` points."""
    rows = [""]
    for word in text.split():
        if rows[-1] and stringWidth(f"{rows[-1]} {word}", font, size) > width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def _rows(c: Canvas, text: str, x: float, y: float, font: str, size: float, width: float) -> float:
    c.setFont(font, size)
    for row in wrapped(text, font, size, width):
        c.drawString(x, y, row)
        y -= size * 1.2
    return y


def _new_front(c: Canvas, paper: Paper, notes: list[str]) -> float:
    """Draw the head of a UN paper of today: symbol, organ, distribution, title."""
    front = paper.front
    c.setFont("Times-Roman", 14)
    c.drawString(62, HEIGHT - 58, "United Nations")
    c.drawRightString(WIDTH - 57, HEIGHT - 58, paper.symbol + front.get("reissued", ""))
    c.setLineWidth(0.6)
    c.line(57, HEIGHT - 64, WIDTH - 57, HEIGHT - 64)
    y = _rows(c, front["organ"], 113, HEIGHT - 90, "Times-Bold", 16, 260)
    right = ["Distr.: General", front["issued"], "", "Original: English"]
    c.setFont("Times-Roman", 10)
    for i, row in enumerate(right):
        c.drawString(413, HEIGHT - 90 - 12 * i, row)
    y = min(y, HEIGHT - 140) - 6
    c.setLineWidth(1.5)
    c.line(57, y, WIDTH - 57, y)
    y -= 18
    for line in front.get("session", []):
        font = "Times-Bold" if line == front["session"][0] else "Times-Roman"
        y = _rows(c, line, 62, y, font, 10, 400)
    y -= 14
    for i, line in enumerate(front["title"]):
        y = _rows(c, line, 113, y, "Times-Bold", 17 if i == 0 else 14, 368) - 6
    notes.extend(
        row for note in front.get("notes", []) for row in wrapped(note, "Times-Roman", 8.5, 368)
    )
    return y - 6


def _new_furniture(c: Canvas, paper: Paper, page: int) -> None:
    """Draw the head and foot: sides change with each page; the first has the job number."""
    job = paper.front.get("job", "")
    if page == 1:
        c.setFont("Times-Roman", 10)
        c.drawString(62, 52, f"{job} (E)")
        c.setFont("Times-Roman", 7)
        c.drawRightString(WIDTH - 57, 52, "Please recycle")
        return
    odd = page % 2
    c.setFont("Times-Bold", 9)
    (c.drawRightString if odd else c.drawString)(
        WIDTH - 57 if odd else 57, HEIGHT - 50, paper.symbol
    )
    c.setLineWidth(0.6)
    c.line(57, HEIGHT - 54, WIDTH - 57, HEIGHT - 54)
    c.drawString(57, 50, job if odd else str(page))
    c.drawRightString(WIDTH - 57, 50, str(page) if odd else job)


def _old_front(c: Canvas, paper: Paper, notes: list[str]) -> float:
    """Draw the head of a UN paper of the 1990s: capitals, the organ's letter, page words."""
    front = paper.front
    c.setFont("Times-Bold", 14)
    c.drawString(72, HEIGHT - 60, "UNITED NATIONS")
    c.setFont("Times-Bold", 26)
    c.drawRightString(WIDTH - 72, HEIGHT - 64, front.get("letter", ""))
    c.setLineWidth(1)
    c.line(72, HEIGHT - 72, WIDTH - 72, HEIGHT - 72)
    _rows(c, front["organ"], 72, HEIGHT - 100, "Times-Bold", 15, 230)
    c.setFont("Times-Roman", 11)
    right = ["Distr.", "GENERAL", "", paper.symbol, front["issued"], "", "Original: ENGLISH"]
    for i, row in enumerate(right):
        c.drawString(395, HEIGHT - 92 - 13 * i, row)
    y = HEIGHT - 205
    c.line(72, y + 14, WIDTH - 72, y + 14)
    for line in front.get("session", []):
        y = _rows(c, line, 72, y, "Times-Roman", 11, 420)
    y -= 16
    for line in front["title"]:
        for row in wrapped(line, "Times-Bold", 11.5, 400):
            c.setFont("Times-Bold", 11.5)
            c.drawCentredString(WIDTH / 2, y, row)
            y -= 14
        y -= 8
    notes.extend(
        row for note in front.get("notes", []) for row in wrapped(note, "Times-Roman", 8.5, 440)
    )
    return y - 4


def _old_furniture(c: Canvas, paper: Paper, page: int) -> None:
    c.setFont("Times-Roman", 11)
    if page == 1:
        c.drawString(72, 48, f"{paper.front.get('job', '')} (E)")
        return
    if page % 2:
        c.drawRightString(WIDTH - 72, HEIGHT - 46, paper.symbol)
        c.drawRightString(WIDTH - 72, HEIGHT - 59, f"page {page}")
    else:
        c.drawString(72, HEIGHT - 46, paper.symbol)
        c.drawString(72, HEIGHT - 59, f"page {page}")


def _browser_front(c: Canvas, paper: Paper, notes: list[str]) -> float:
    """Draw the top of a web page as a browser prints it: navigation words, then the titles."""
    y = HEIGHT - 60
    for line in paper.front.get("chrome", []):
        y = _rows(c, line, 45, y, "Times-Roman", 8, 500)
    y -= 12
    for i, line in enumerate(paper.front["title"]):
        y = _rows(c, line, 45, y, "Times-Bold", 13 if i == 0 else 11, 500) - 4
    return y - 6


def _browser_furniture(c: Canvas, paper: Paper, page: int) -> None:
    c.setFont("Times-Roman", 7.5)
    c.drawString(30, HEIGHT - 24, paper.front["printed"])
    c.drawCentredString(WIDTH / 2 + 40, HEIGHT - 24, paper.front.get("tab", ""))
    c.drawString(30, 22, paper.front["address"])
    c.drawRightString(WIDTH - 30, 22, str(page))


def _ilo_front(c: Canvas, paper: Paper, notes: list[str]) -> float:
    """Draw the first page of a paper of the Governing Body or the Conference."""
    front = paper.front
    c.setFont("Times-Bold", 12)
    c.drawString(72, HEIGHT - 62, "INTERNATIONAL LABOUR OFFICE")
    c.drawRightString(WIDTH - 72, HEIGHT - 62, paper.front["paper"])
    c.setLineWidth(1)
    c.line(72, HEIGHT - 68, WIDTH - 72, HEIGHT - 68)
    y = HEIGHT - 92
    for line in front.get("session", []):
        y = _rows(c, line, 72, y, "Times-Roman", 10, 450)
    y -= 16
    for i, line in enumerate(front["title"]):
        y = _rows(c, line, 72, y, "Times-Bold", 15 if i == 0 else 12, 450) - 4
    return y - 6


def _ilo_furniture(c: Canvas, paper: Paper, page: int) -> None:
    c.setFont("Times-Roman", 8)
    if page > 1:
        c.drawString(72, 45, paper.front["foot"])
    c.drawRightString(WIDTH - 72, 45, str(page))


_NEW = (113.0, 481.0, HEIGHT - 90, 92.0, 29.0, 10.0, 5.0)
_OLD = (72.0, 522.0, HEIGHT - 90, 80.0, 36.0, 11.0, 9.0)
_ILO = (72.0, 523.0, HEIGHT - 72, 75.0, 28.0, 10.5, 6.0)
FRONTS = {
    "un": Look(*_NEW, _new_front, _new_furniture),
    "un_old": Look(*_OLD, _old_front, _old_furniture),
    "browser": Look(
        45.0, 550.0, HEIGHT - 50, 50.0, 26.0, 10.0, 6.0, _browser_front, _browser_furniture
    ),
    "ilo": Look(*_ILO, _ilo_front, _ilo_furniture),
}

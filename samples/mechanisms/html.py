"""Writes a document as a saved web page: the text between the furniture of its site."""

from __future__ import annotations

from html import escape
from pathlib import Path

from samples.mechanisms.model import Paper, Piece

SITE_UN = (
    "Skip to main content", "العربية", "中文", "English", "Français", "Русский", "Español",
    "Topics", "Instruments and mechanisms", "Countries", "Get involved", "News and events", "Search",
)  # fmt: skip
SITE_ILO = (
    "Skip to content", "ILO Home", "About the ILO", "Topics", "Regions", "Meetings and events",
    "Programmes and projects", "Publications", "Research", "Labour standards", "Statistics and databases",
)  # fmt: skip


def write_html(paper: Paper, path: Path) -> None:
    """Write a document as an HTML page; the same document gives the same bytes."""
    rows = _ilo_page(paper) if paper.layout == "normlex" else _un_page(paper)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_text(paper: Paper, path: Path) -> None:
    """Write the words of a page as they are when copied from a browser: no marks, no markup."""
    front = paper.front
    lines = [*front.get("chrome", []), "", *front["title"], ""]
    for piece in paper.pieces:
        lines.extend([f"{piece.number} {piece.text}".strip(), ""])
    lines.extend(front.get("feet", []))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _un_page(paper: Paper) -> list[str]:
    front = paper.front
    notes: list[str] = []
    body = [_piece(piece, notes) for piece in paper.pieces]
    tab = escape(front.get("tab", paper.symbol))
    top = "".join(f'<li><a href="#">{escape(word)}</a></li>' for word in SITE_UN)
    path = " &gt; ".join(("Home", "UN Treaty Body Database", "Aurelia", escape(paper.symbol)))
    if paper.mechanism in ("special_procedures", "hrc", "ga"):
        path = " &gt; ".join(("Home", "Documents", escape(paper.symbol)))
    block = [front["organ"], paper.symbol, "Distr.: General", front["issued"], "Original: English"]
    title = [f"<h1>{escape(line)}</h1>" for line in front["title"]]
    own = [f'<p class="note">{escape(note)}</p>' for note in front.get("notes", [])]
    return [
        "<!DOCTYPE html>", '<html lang="en"><head><meta charset="utf-8">', f"<title>{tab}</title>",
        "<style>.SingleTxtG{margin-left:2em}nav li{display:inline}</style>",
        "<script>window.dataLayer=window.dataLayer||[];</script></head><body>",
        f"<nav><ul>{top}</ul></nav>", f'<div class="breadcrumb">{path}</div>',
        '<div id="doc">', '<table><tr><td>United Nations</td><td>', "<br>".join(map(escape, block)),
        "</td></tr></table>", *(f"<p><b>{escape(s)}</b></p>" for s in front.get("session", [])),
        *title, *_tables(body), '<hr><div class="footnotes">', *own, *notes, "</div></div>",
        "<footer><p>OHCHR Headquarters | Contact us | Employment</p><p>© OHCHR 1996-2026</p></footer>",
        "</body></html>",
    ]  # fmt: skip


def _ilo_page(paper: Paper) -> list[str]:
    front = paper.front
    notes: list[str] = []
    body = [_piece(piece, notes) for piece in paper.pieces]
    top = "".join(f'<li><a href="#">{escape(word)}</a></li>' for word in SITE_ILO)
    chrome = [f"<div>{escape(line)}</div>" for line in front.get("chrome", [])]
    feet = "".join(f"<p>{escape(line)}</p>" for line in front.get("feet", []))
    return [
        "<!DOCTYPE html>", f'<html lang="{front.get("tongue", "en")}"><head><meta charset="utf-8">',
        f"<title>{escape(front['tab'])}</title>",
        "<script>var apex={};</script></head><body>", f"<ul>{top}</ul>", *chrome,
        '<div class="region"><table><tr><td>', *(f"<h3>{escape(line)}</h3>" for line in front["title"]),
        *body, *notes, "</td></tr></table></div>", f"<footer>{feet}</footer>", "</body></html>",
    ]  # fmt: skip


def _piece(piece: Piece, notes: list[str]) -> str:
    words = ""
    if piece.style == "row":
        cells = "".join(f"<td>{_font(*span)}</td>" for span in piece.spans)
        return f"<tr>{cells}</tr>"
    for font, text in piece.spans:
        if font == "n":
            mark = len(notes) + 1
            notes.append(f'<p id="n{mark}"><sup>{mark}</sup> {escape(text)}</p>')
            words += f'<a href="#n{mark}"><sup>{mark}</sup></a>'
        else:
            words += _font(font, text)
    number = f"{escape(piece.number)}&nbsp;&nbsp;" if piece.number else ""
    if piece.style.startswith("head"):
        level = int(piece.style[-1]) + 1
        return f"<h{level}>{number}{words}</h{level}>"
    if piece.style == "bullet":
        return f"<ul><li>{words}</li></ul>"
    if piece.style == "part":
        return f'<p class="SingleTxtG" style="margin-left:4em">{number}{words}</p>'
    return f'<p class="SingleTxtG">{number}{words}</p>'


def _font(font: str, text: str) -> str:
    tag = {"b": "b", "i": "i"}.get(font)
    return f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text)


def _tables(rows: list[str]) -> list[str]:
    """Return rows with a table around each run of table rows."""
    shown: list[str] = []
    for i, row in enumerate(rows):
        if row.startswith("<tr>") and (i == 0 or not rows[i - 1].startswith("<tr>")):
            shown.append("<table border=1>")
        shown.append(row)
        if row.startswith("<tr>") and (i == len(rows) - 1 or not rows[i + 1].startswith("<tr>")):
            shown.append("</table>")
    return shown

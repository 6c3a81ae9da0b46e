"""Texts of databases and sheets made plain: no markup, no control characters, one spelling."""

from __future__ import annotations

import html
import re
import unicodedata

# What a text may hold below the space: tab and line feed.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ud800-\udfff]")
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(
    r"</?\s*(?:p|br|b|i|u|em|strong|span|div|ul|ol|li|a|sup|sub|table|tbody|thead|tr|td|th|font"
    r"|h[1-6])\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)
# The number that opens a paragraph: "4.The Committee", "140.7 Ratify", "17(a). Adopt". A number
# alone is one only with its stop ("2030 Agenda"); without a stop no small letter follows
# ("1.5 million"), and no figure follows a stop ("15.000 people").
_PARAGRAPH = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*)(?P<limb>\s?\([a-z]{1,3}\))?(?P<stop>\.?)\s*(?=(?P<next>\S))"
)


def clean(text: str) -> str:
    """Return a cell's text: composed letters, line feeds, no control characters, none around."""
    if text.isascii():
        text = text if text.isprintable() else _lines(text)
    else:
        text = unicodedata.normalize("NFC", _lines(text).replace("\u00a0", " "))
    return text.strip()


def _lines(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str) -> str:
    """Return a text without tags and entities, on one line."""
    if "<" in text:
        text = _TAG.sub(" ", _BREAK.sub(" ", text)) if _TAG.search(text) else text
    if "&" in text:
        text = clean(_ENTITY.sub(lambda found: html.unescape(found.group()), text))
    return " ".join(text.split())


def numbered(text: str) -> tuple[str, str]:
    """Return the paragraph number that opens a text, `""` if none does, and the text after it."""
    found = _PARAGRAPH.match(text)
    if found is None or found.group("next").isdigit():
        return "", text
    number, limb = found.group("number"), (found.group("limb") or "").strip()
    open_ended = not found.group("stop") and ("." not in number or found.group("next").islower())
    return ("", text) if open_ended else (number + limb, text[found.end() :])


def bare(line: str) -> str:
    """Return a line without the dash that lists put in front of it."""
    line = line.strip()
    return line[1:].strip() if line[:2] in ("- ", "-") else line


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a cell that holds a list, without dashes, empty ones left out."""
    return tuple(one for one in map(bare, text.split("\n")) if one)

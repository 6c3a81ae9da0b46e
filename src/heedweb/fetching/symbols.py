"""A UN symbol and the public address of its document."""

from __future__ import annotations

import re
from urllib.parse import quote

from heedweb.fetching.faults import Fault

# The official languages; UN documents are issued in these.
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
# In the order in which they are asked for: Word keeps paragraphs whole.
FORMATS = ("docx", "doc", "pdf")
_MOST = 80
_SYMBOL = re.compile(r"[A-Z][A-Z0-9.]*(?:/[A-Za-z0-9(][A-Za-z0-9.()-]*)+", re.ASCII)


def checked(symbol: str) -> str:
    """Return a symbol ("A/HRC/59/15") without the space around it. Raises `Fault` (bad_symbol)."""
    symbol = symbol.strip()
    if len(symbol) <= _MOST and _SYMBOL.fullmatch(symbol):
        return symbol
    reason = "this is not a UN symbol."
    remedy = "Give it as printed on the first page, without spaces: A/HRC/59/15."
    raise Fault("bad_symbol", reason, remedy)


def language_of(code: str) -> str:
    """Return the code of an official language. Raises `Fault` (bad_language)."""
    if code in LANGUAGES:
        return code
    reason = "the United Nations issue no documents in this language."
    raise Fault("bad_language", reason, f"Give one of {', '.join(LANGUAGES)}.")


def address(service: str, symbol: str, language: str, form: str) -> str:
    """Return the address of the symbol access for a document in one language and format."""
    return f"{service}?s={quote(symbol, safe='/()')}&l={language}&t={form}"


def file_name(symbol: str, language: str, form: str) -> str:
    """Return what the file is called: "A_HRC_59_15.en.docx". No two symbols share a name."""
    return f"{symbol.replace('/', '_')}.{language}.{form}"

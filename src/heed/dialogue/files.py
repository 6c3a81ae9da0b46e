"""The doors: a file or a pasted text in, an item out."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from heed.dialogue.opening import source
from heed.dialogue.reading import read_source
from heed.dialogue.records import Item
from heed.dialogue.sources import Source
from heed.reading.read import bytes_of


def read(path: Path, *, name: str | None = None) -> Item:
    """Return what is found in the file at `path`. `name` is what messages call it.

    Text, HTML, PDF, Word and e-mail files. Raises `InputProblem`. Files of strangers are read by
    `heed.confined.source`, whose answer `read_source` takes.
    """
    called = name or path.name
    return read_source(source(bytes_of(path, called), name=called))


def read_text(
    text: str,
    *,
    title: str = "",
    publisher: str = "",
    published: str = "",
    name: str = "",
    own: tuple[str, ...] = (),
) -> Item:
    """Return what is found in a text that somebody pasted, with what is known of it.

    `published` is a day, a month or a year as ISO 8601. `name` stands for the file's. `own` is a
    State that the list of States lacks: its name, then other spellings and adjectives.
    """
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\u00a0", " "))
    return read_source(Source(name, plain, title, publisher, published, own=own))

"""A taxonomy with its examples, as a file holds it, and what may be in one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from heed.errors import InputProblem
from heed.exchange.texts import clean
from heed.vocab.taxonomies import Taxonomy

MB = 1024 * 1024
# A taxonomy that people tag by holds tens or hundreds of labels; what is asked of each instrument
# has 3,649 and UNESCO's thesaurus 4,400. EuroVoc with its 7,000 is no set of labels.
MOST_LABELS = 5_000
MOST_EXAMPLES = 20_000
MOST_BYTES = 8 * MB
MOST_DEPTH = 12
MOST_TERMS = 200
MOST_CODE = 200
MOST_NAME = 300
MOST_DEFINITION = 5_000
# The longest recommendation of UPR Info has 4,131 characters.
MOST_TEXT = 20_000
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")
# Two characters that are none, and that XML cannot hold; `clean` takes the control characters.
_NONE = dict.fromkeys((0xFFFE, 0xFFFF))
_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text and the codes of the labels that people gave it; no code where none fits."""

    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaxonomyFile:
    """What a file of a taxonomy holds.

    `language` is that of the names, definitions and texts (ISO 639, lower case). `notes` say, a
    sentence each, what of the file is not kept.
    """

    taxonomy: Taxonomy
    language: str = "en"
    examples: tuple[Tagged, ...] = ()
    notes: tuple[str, ...] = ()


def block(text: str) -> str:
    """Return a text as it is kept: composed letters, line feeds, nothing that XML cannot hold."""
    return clean(text.translate(_NONE))


def line(text: str) -> str:
    """Return a text as it is kept, on one line."""
    return " ".join(block(text).split())


def language(tag: str) -> str:
    """Return a language's tag in lower case, `""` for what is none."""
    lowered = tag.strip().lower().replace("_", "-")
    return lowered if _LANGUAGE.fullmatch(lowered) else ""


def code_of(name: str, taken: Collection[str]) -> str:
    """Return a code for a label of this name that is not `taken`: its words, joined by dashes."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("'", "").replace("’", "")
    slug = unicodedata.normalize("NFC", re.sub(r"[\W_]+", "-", folded).strip("-"))
    slug = slug[:_LONGEST_SLUG].strip("-") or "label"
    tries = (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3)))
    return next(one for one in tries if one not in taken)


def problem(name: str, code: str, reason: str, remedy: str) -> InputProblem:
    """Return what is said of a file that is refused."""
    return InputProblem(name, code, reason, remedy)

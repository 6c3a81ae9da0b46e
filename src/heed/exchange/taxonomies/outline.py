"""Labels as people type them: one a line, under another by its indentation."""

from __future__ import annotations

import re
from collections.abc import Collection

from heed.errors import shown
from heed.exchange.taxonomies import building, hierarchy, nouns
from heed.exchange.taxonomies.nouns import problem
from heed.vocab.taxonomies import Label

_INDENT = re.compile(r"[ \t\u00a0]*")
_BULLET = re.compile(r"(?:[-–•*]|\d{1,3}[.)])\s+")
_PARTED = re.compile(r"\s*[|\t]\s*")
_TERMS = re.compile(r"[;\n]")
_TAB = 4


def outlined(text: str, taken: Collection[str] = ()) -> tuple[Label, ...]:
    """Return the labels of lines `name | definition | term; term`, indented under a broader one.

    Codes are made of the names; none of `taken` is used again. Raises `InputProblem`, whose file is
    what was typed.
    """
    labels: list[Label] = []
    codes = set(taken)
    above: list[tuple[int, str]] = []
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not raw.strip():
            continue
        depth = _depth(raw)
        parts = _PARTED.split(_BULLET.sub("", raw.strip(), count=1), maxsplit=2)
        parts += [""] * (3 - len(parts))
        while above and above[-1][0] >= depth:
            above.pop()
        name = nouns.line(parts[0])
        if not name:
            reason = f'has a line without a name: "{shown(raw.strip())}".'
            raise problem("labels", "no_name", reason, "Begin each line with the label's name.")
        code = nouns.code_of(name, codes)
        parent = above[-1][1] if above else ""
        labels.append(
            building.label(
                code=code,
                name=name,
                parent=parent,
                definition=parts[1],
                terms=_TERMS.split(parts[2]),
            )
        )
        codes.add(code)
        above.append((depth, code))
    building.check_labels("labels", labels)
    hierarchy.check(labels, "labels")
    return tuple(labels)


def _depth(raw: str) -> int:
    """Return how far a line is indented, in spaces."""
    found = _INDENT.match(raw)
    return sum(_TAB if char == "\t" else 1 for char in (found.group() if found else ""))

"""What is different between two texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Indel

SAME, GONE, NEW = "same", "gone", "new"
# Longer texts are shown whole, the old and the new.
_MOST = 20_000
_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are in both texts ("same"), in the old alone ("gone") or in the new ("new")."""

    kind: str
    text: str


def words(before: str, after: str) -> list[Run]:
    """Return the old text turned into the new one; the texts are the runs put together."""
    if before == after:
        return [Run(SAME, after)] if after else []
    old, new = _WORD.findall(before), _WORD.findall(after)
    if not old or not new or max(len(old), len(new)) > _MOST:
        return _changed(before, after)
    found: list[Run] = []
    gone = come = ""
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            found += _changed(gone, come)
            found.append(Run(SAME, "".join(old[step.src_start : step.src_end])))
            gone = come = ""
        else:
            gone += "".join(old[step.src_start : step.src_end])
            come += "".join(new[step.dest_start : step.dest_end])
    return found + _changed(gone, come)


def _changed(gone: str, come: str) -> list[Run]:
    """Return what went before what came in its place."""
    return [Run(kind, text) for kind, text in ((GONE, gone), (NEW, come)) if text]

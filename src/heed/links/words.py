"""The words of a text as they are weighed: rare ones heavily, by how rare they are in the field."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
from scipy import sparse

from heed.labels.words import spans, stem, words

# What stands in every recommendation, whatever it asks.
_COMMONEST = 0.25
# Stems in fewer than 1 text of 50 can be what an ask is about; others are mostly its frame.
_RARE = math.log(50)


@cache
def background() -> tuple[int, dict[str, int]]:
    """Return how many texts were counted, and in how many of them each stem stands.

    Stems in fewer than three texts are not listed. Source and date: `data/README.md`.
    """
    held = resources.files("heed.links").joinpath("data/stems-1.json").read_text(encoding="utf-8")
    found = json.loads(held)
    return int(found["texts"]), found["stems"]


@cache
def rarity(one: str) -> float:
    """Return how rare a stem is: 0 for what stands in most texts, to about 9 for what is new."""
    texts, stems = background()
    count = stems.get(one, 1)
    return 0.0 if count > texts * _COMMONEST else math.log(texts / count)


def weighed(text: str) -> dict[str, float]:
    """Return the weights of the stems of `text`; the sum of their squares is 1."""
    counted = Counter(stem(word) for word in words(text))
    held = {one: rarity(one) * (1 + math.log(n)) for one, n in counted.items()}
    length = math.sqrt(sum(value * value for value in held.values()))
    return {one: value / length for one, value in held.items() if value} if length else {}


def said(text: str) -> dict[str, str]:
    """Return each stem of `text` with the first word that has it."""
    found: dict[str, str] = {}
    for word in words(text):
        found.setdefault(stem(word), word)
    return found


def unexplained(text: str, known: Sequence[tuple[int, int]]) -> dict[str, float]:
    """Return the rarer stems of `text` outside of the spans `known`, with how rare each is."""
    found: dict[str, float] = {}
    begins, ends = (each.tolist() for each in spans([text]))
    for word, start, end in zip(words(text), begins, ends, strict=True):
        if any(first <= start and end <= last for first, last in known):
            continue
        one = stem(word)
        if (value := rarity(one)) >= _RARE and not one.isdigit():
            found[one] = value
    return found


def rows(texts: Sequence[dict[str, float]], columns: dict[str, int]) -> sparse.csr_matrix:
    """Return weighed texts as a matrix (texts x stems); `columns` takes up stems that are new."""
    ends, at = [0], list[int]()
    values: list[float] = []
    for text in texts:
        at += [columns.setdefault(one, len(columns)) for one in text]
        values += text.values()
        ends.append(len(at))
    shape = (len(texts), len(columns))
    return sparse.csr_matrix((np.array(values, np.float32), np.array(at, np.int32), ends), shape)

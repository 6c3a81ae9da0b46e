"""The stock of sentences by theme; a document draws those that were used least."""

from __future__ import annotations

import random
import string
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
REGIONS = (
    "Highmoor", "Norvale", "Ostermark", "Lower Tarn", "Candra", "the Salt Islands", "Vesle Province",
    "Upper Ketu", "Sarrania", "the Eastern Uplands",
)  # fmt: skip
TOWNS = (
    "Aurel City", "Port Merrow", "Talvik", "Brinholm", "Dornesk", "Sarran", "Kestrel Bay", "Lindow",
    "Old Harrow", "Mirefield",
)  # fmt: skip
MINORITIES = ("the Varda community", "the Varda minority", "the Tarnish-speaking minority")
MONTHS = ("January", "March", "April", "June", "July", "September", "October", "November")


def data(folder: str, name: str) -> Any:  # noqa: ANN401 -- whatever the file holds
    """Return what a data file of this package holds."""
    return yaml.safe_load((FOLDER / folder / name).read_text(encoding="utf-8"))


@dataclass
class Stock:
    """All themes: "c" concerns (noun phrases), "a" asks (infinitives), "n" what may be welcomed."""

    themes: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    used: Counter[str] = field(default_factory=Counter)
    half: int = 0

    @staticmethod
    def load() -> Stock:
        """Return the stock of every file in the folder."""
        stock = Stock()
        for path in sorted((FOLDER / "stock").glob("*.yaml")):
            for theme, lists in data("stock", path.name).items():
                kept = stock.themes.setdefault(theme, {})
                for sort, lines in lists.items():
                    kept.setdefault(sort, []).extend(lines)
        return stock

    def draw(
        self,
        dice: random.Random,
        themes: list[str],
        sort: str,
        count: int,
        year: int,
        places: dict[str, str],
    ) -> list[str]:
        """Return at most `count` sentences of the themes, in their order, none twice.

        A document draws from its own half of each theme, so that those to learn from and those to
        check with share little; where that half has fewer than two sentences, from the other too.
        """
        lines = [
            (i % 2 != self.half, line)
            for theme in themes
            for i, line in enumerate(self.themes[theme].get(sort, []))
        ]
        fresh = [(other, line) for other, line in lines if not self.used[line]] or lines
        fresh.sort(key=lambda pair: (pair[0], dice.random()))
        own = sum(not other for other, _ in fresh)
        ranked = [line for _, line in fresh[: min(count, max(own, min(count, 2)))]]
        self.used.update(ranked)
        return [filled(dice, line, year, places) for _, line in lines if line in ranked]


def places(dice: random.Random) -> dict[str, str]:
    """Return the places and the minority of which one section speaks."""
    return {
        "region": dice.choice(REGIONS),
        "town": dice.choice(TOWNS),
        "minority": dice.choice(MINORITIES),
    }


def filled(dice: random.Random, line: str, year: int, where: dict[str, str]) -> str:
    """Return a sentence with places, years and figures in its slots."""
    low = dice.randint(6, 24)
    slots = {
        **where, "pct": str(low + dice.randint(9, 44)), "pct2": str(low),
        "n": str(dice.randint(41, 890)), "n2": str(dice.randint(4, 38)),
        "year": str(year - dice.randint(1, 4)), "year0": str(year - dice.randint(6, 13)),
        "later": str(year + dice.randint(3, 6)), "month": dice.choice(MONTHS),
        "act": str(dice.randint(11, 388)), "sec": str(dice.randint(14, 391)),
    }  # fmt: skip
    wanted = {name for _, name, _, _ in string.Formatter().parse(line) if name}
    return line.format(**{name: slots[name] for name in wanted})

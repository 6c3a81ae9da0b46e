"""How right the proposals were so far: what people decided of them, one by one.

What was confirmed in bulk nobody looked at one by one: it is counted apart and says nothing of how
right the proposals are. An interval is Wilson's at 95 in 100 (E. B. Wilson, "Probable inference,
the law of succession, and statistical inference", 1927).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from heed.labels import figures
from heedweb.workspace.models import Labelling, Workspace
from heedweb.workspace.queries.taxonomies import Vocabulary

_Z = 1.959964
# Ten bands of a tenth each.
BANDS = 10
REJECT = "reject"


@dataclass
class Tally:
    """What people decided: of proposals, right and wrong; labels none proposed; what in bulk."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    bulk: int = 0
    scores: float = 0.0

    @property
    def decided(self) -> int:
        """How many proposals a person looked at."""
        return self.right + self.wrong

    @property
    def precision(self) -> float | None:
        """The share of proposals that were right, None without any."""
        return self.right / self.decided if self.decided else None

    @property
    def recall(self) -> float | None:
        """The share of the labels people gave that was proposed, None without any."""
        given = self.right + self.missed
        return self.right / given if given else None

    @property
    def mean(self) -> float | None:
        """The mean score of the proposals decided on."""
        return self.scores / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval of the precision, None without any decision."""
        return wilson(self.right, self.decided) if self.decided else None

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return self.interval[0] if self.interval else 0.0

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return self.interval[1] if self.interval else 0.0


@dataclass
class Named:
    """A tally with what it is of."""

    name: str
    tally: Tally
    code: str = ""


@dataclass
class Band:
    """The proposals with scores from `low` up to `high`, and what became of them."""

    low: float
    high: float
    tally: Tally = field(default_factory=Tally)


@dataclass
class Record:
    """How right the proposals of one taxonomy were."""

    taxonomy: str
    title: str
    total: Tally
    labels: list[Named]
    bands: list[Band]
    methods: list[Named]

    @property
    def error(self) -> float | None:
        """Expected calibration error: how far scores and shares are apart, weighted by counts."""
        held = [
            figures.Band(band.low, band.high, band.tally.decided, mean, share)
            for band in self.bands
            if (mean := band.tally.mean) is not None and (share := band.tally.precision) is not None
        ]
        return figures.calibration_error(held) if held else None


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the interval of a share at 95 in 100; `of` is at least 1."""
    share, square = right / of, _Z * _Z
    middle = share + square / (2 * of)
    spread = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    whole = 1 + square / of
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def records(workspace: Workspace, words: Vocabulary) -> list[Record]:
    """Return how right the proposals of each taxonomy were that people decided on; one query."""
    held: dict[str, list[_Last]] = defaultdict(list)
    for last in _decided(workspace):
        if last.code:
            held[last.taxonomy].append(last)
    order = [*words.codes, *sorted(set(held) - set(words.codes))]
    return [_record(code, held[code], words) for code in order if code in held]


@dataclass(frozen=True, slots=True)
class _Last:
    """What holds now of one label of one recommendation."""

    taxonomy: str
    code: str
    verdict: str
    score: float | None
    method: str
    bulk: bool


def _decided(workspace: Workspace) -> Iterable[_Last]:
    """Return the last verdict on each label with what was proposed at the first."""
    rows = Labelling.objects.filter(
        step__workspace=workspace, step__undone_at__isnull=True
    ).order_by("pk")
    found: dict[tuple[int, str, str], _Last] = {}
    for key, taxonomy, code, verdict, seen, act in rows.values_list(
        "recommendation_id", "taxonomy", "code", "verdict", "seen", "step__verb"
    ):
        # A verdict that a person changed later counts as changed, whatever was seen.
        found[key, taxonomy, code] = _Last(
            taxonomy, code, verdict, seen.get("score"), seen.get("method", ""),
            act == "label_bulk",
        )  # fmt: skip
    return found.values()


def _record(code: str, held: list[_Last], words: Vocabulary) -> Record:
    total = Tally()
    by_label: dict[str, Tally] = defaultdict(Tally)
    by_method: dict[str, Tally] = defaultdict(Tally)
    bands = [Band(i / BANDS, (i + 1) / BANDS) for i in range(BANDS)]
    for one in held:
        tallies = [total, by_label[one.code]]
        if one.score is not None:
            tallies += [by_method[one.method]]
            tallies += [bands[min(int(one.score * BANDS), BANDS - 1)].tally]
        for tally in tallies:
            _count(tally, one)
    labels = [Named(words.name(code, label), tally, label) for label, tally in by_label.items()]
    labels.sort(key=lambda one: (-one.tally.decided - one.tally.missed, one.name))
    methods = [Named(method, tally) for method, tally in sorted(by_method.items())]
    return Record(code, words.title(code), total, labels, bands, methods)


def _count(tally: Tally, one: _Last) -> None:
    if one.bulk:
        tally.bulk += 1
    elif one.score is None:
        tally.missed += one.verdict != REJECT
    else:
        tally.right += one.verdict != REJECT
        tally.wrong += one.verdict == REJECT
        tally.scores += one.score


@dataclass(frozen=True, slots=True)
class Dot:
    """A band in the picture of reliability: centre, radius, and its interval, in its units."""

    x: float
    y: float
    r: float
    top: float
    bottom: float


# The picture is 320 wide and high; its axes leave room for figures.
SIZE, LEFT, EDGE = 320, 44, 12


def dots(record: Record) -> list[Dot]:
    """Return the bands of a record as dots: mean score to the right, share of right ones up."""
    most = max((band.tally.decided for band in record.bands), default=0)
    found: list[Dot] = []
    for band in record.bands:
        tally = band.tally
        if not tally.decided:
            continue
        radius = 3 + 7 * math.sqrt(tally.decided / most)
        found.append(
            Dot(
                across(tally.mean or 0.0), up(tally.precision or 0.0), round(radius, 1),
                up(tally.high), up(tally.low),
            )
        )  # fmt: skip
    return found


def across(share: float) -> float:
    """Return the place of a share from left to right."""
    return round(LEFT + share * (SIZE - LEFT - EDGE), 1)


def up(share: float) -> float:
    """Return the place of a share from top to bottom."""
    return round(SIZE - LEFT - share * (SIZE - LEFT - EDGE), 1)


def ticks() -> list[tuple[float, float, str]]:
    """Return the marks of the axes: across, up, and the figure."""
    return [(across(n / 10), up(n / 10), f"{n / 10:.1f}") for n in range(0, 11, 2)]

"""How right clusters are, by 100 of them that were drawn at random and read.

`clusters.json` holds what was read, by key (symbol#paragraph), no text; `docs/clusters-read.md`
tells it. `scores` asks of today's clusters what the sheet says of each matter and of each pair.
`python -m evals.clusters` prints the scores, `--read` the clusters of the sheet with their texts as
they were drawn, `--sheet` the sheet as tables, `--draw` draws anew and throws away what was read.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer

from heed.links import linker
from heed.links.clusters import Cluster, Item, clusters, ties
from heed.links.linker import Linker
from heed.records import Link

SHEET = Path(__file__).parent / "clusters.json"
STATES = ("EGY", "ITA", "KAZ", "SVN")
DRAWN = 100
SEED = 20261125
# Outside a cluster a reader saw the nearest by links, and then the nearest by words.
NEAR, BY_WORDS = 8, 4
Row = dict[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class State:
    """The lists of one State, linked and gathered: items, links and clusters by key."""

    items: dict[str, Item]
    links: list[Link]
    clusters: list[Cluster]


@cache
def state(gold: Path, iso3: str) -> State:
    """Return a State's lists gathered, as the workspace does it: all at once, nothing decided."""
    held = [_listed(file) for file in sorted(gold.glob(f"{iso3}_cycle*_A-HRC-*.jsonl"))]
    found: list[Link] = []
    before: list[linker.Item] = []
    for rows in held:
        mine = [linker.Item(one.id, one.text) for one in rows]
        places = {one.id: place for place, one in enumerate(mine)}
        found += Linker().links(mine, before)
        own = Linker().links(mine, mine)
        found += [one for one in own if places[one.later] > places[one.earlier]]
        before += mine
    texts = {one.id: one.text for rows in held for one in rows}
    items = {
        key: Item(key, text, n, key.partition("#")[0])
        for n, (key, text) in enumerate(texts.items())
    }
    return State(items, found, clusters(list(items.values()), ties(found)))


def _listed(file: Path) -> list[linker.Item]:
    symbol = file.stem.split("_")[2].replace("-", "/")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    return [linker.Item(f"{symbol}#{row['paragraph']}", row["text"]) for row in rows]


def scores(corpus: Path) -> dict[str, float]:
    """Return how right the sheet holds today's clusters to be, and how right those that were read.

    Purity: of what is judged of a matter's cluster today, the share that belongs. Completeness: of
    what belongs to a matter, the share that is in its cluster. The cluster of a matter is the one
    that holds most of it. Pairs: the same over pairs that are judged to be together or apart.
    """
    rows = _read()
    gold = corpus / "gold"
    at = {
        key: (iso3, n)
        for iso3 in STATES
        for n, one in enumerate(state(gold, iso3).clusters)
        for key in one.members
    }
    first = {"together": Counter[str](), "apart": Counter[str]()}
    counts: Counter[str] = Counter()
    for row in rows:
        matter, others = _matter(row), _others(row)
        places = Counter(at.get(key, key) for key in matter)
        best = max(places, key=lambda place: (places[place], str(place)))
        counts["in"] += places[best]
        counts["of"] += len(matter)
        counts["beside"] += sum(at.get(key, key) == best for key in others)
    together, apart = pairs(rows)
    for name, some in (("together", together), ("apart", apart)):
        for one, other in some:
            first[name]["joined" if at.get(one, one) == at.get(other, other) else "parted"] += 1
    joined = first["together"]["joined"]
    return {
        "clusters, matters read: purity": counts["in"] / (counts["in"] + counts["beside"]),
        "clusters, matters read: completeness": counts["in"] / counts["of"],
        "clusters, pairs read: precision": joined / (joined + first["apart"]["joined"]),
        "clusters, pairs read: recall": joined / len(together),
    }


def _read() -> list[Row]:
    rows: list[Row] = json.loads(SHEET.read_text(encoding="utf-8"))["clusters"]
    return rows


def _matter(row: Row) -> list[str]:
    """Return what asks the same: the members that belong, and what was missed."""
    return [key for key in row["members"] if key not in row["not"]] + list(row["missed"])


def _others(row: Row) -> list[str]:
    """Return what was read and is not the same; what is narrower outside may be together or not."""
    passed = {*row["missed"], *row["narrower"]}
    return list(row["not"]) + [key for key in row["outside"] if key not in passed]


def pairs(rows: Sequence[Row]) -> tuple[set[Pair], set[Pair]]:
    """Return the pairs judged to be together and apart, without those that are judged both ways."""
    together = {_pair(a, b) for row in rows for a, b in combinations(_matter(row), 2)}
    apart = {_pair(a, b) for row in rows for a, b in product(_matter(row), _others(row))}
    return together - apart, apart - together


def _pair(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


def draw(gold: Path) -> list[Row]:
    """Return 100 clusters of two members and more, of each State in proportion, not yet judged."""
    held = {iso3: state(gold, iso3) for iso3 in STATES}
    shares = _shares({iso3: len(one.clusters) for iso3, one in held.items()})
    chance = random.Random(SEED)  # noqa: S311 - a draw that anyone can repeat
    made: list[Row] = []
    for iso3, count in shares.items():
        made += [
            {
                "state": iso3,
                "members": list(one.members),
                "representative": one.representative,
                "outside": _outside(held[iso3], one),
            }
            for one in chance.sample(held[iso3].clusters, count)
        ]
    return made


def _shares(counts: Mapping[str, int]) -> dict[str, int]:
    """Return how many of each to draw: in proportion, the rest to the largest remainders."""
    exact = {one: DRAWN * count / sum(counts.values()) for one, count in counts.items()}
    rest = DRAWN - sum(int(share) for share in exact.values())
    order = sorted(exact, key=lambda one: (int(exact[one]) - exact[one], one))
    return {one: int(share) + (one in order[:rest]) for one, share in exact.items()}


def _outside(held: State, one: Cluster) -> list[str]:
    """Return the items nearest to a cluster: by their best link, then by words in common."""
    inside = set(one.members)
    best: dict[str, float] = {}
    for link in held.links:
        for mine, other in ((link.later, link.earlier), (link.earlier, link.later)):
            if mine in inside and other not in inside:
                best[other] = max(best.get(other, 0.0), link.score)
    near = sorted(best, key=lambda key: (-best[key], held.items[key].order))[:NEAR]
    keys, matrix = _words(tuple(held.items.values()))
    row = {key: n for n, key in enumerate(keys)}
    alike = (matrix @ matrix[[row[key] for key in one.members]].T).max(axis=1).toarray().ravel()
    more = sorted(keys, key=lambda key: (-alike[row[key]], row[key]))
    return near + [key for key in more if key not in inside and key not in near][:BY_WORDS]


@cache
def _words(items: tuple[Item, ...]) -> tuple[list[str], Any]:
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    return [one.id for one in items], vectors.fit_transform([one.text for one in items]).tocsr()


def shown(gold: Path) -> Iterator[str]:
    """Yield the drawn clusters with texts, for a reader. Names are those of today."""
    for n, row in enumerate(_read(), 1):
        held = state(gold, row["state"])
        now = next((c.name for c in held.clusters if list(c.members) == row["members"]), "(gone)")
        yield f"\n=== {n} {row['state']} {now!r}"
        for mark, keys in (("m", row["members"]), ("o", row["outside"])):
            for at, key in enumerate(keys, 1):
                fair = "*" if key == row["representative"] else " "
                yield f"{mark}{at}{fair} {key[6:]} {held.items[key].text}"


def table() -> Iterator[str]:
    """Yield the rows of the sheet: what does not belong, what was missed, the name."""
    for n, row in enumerate(_read(), 1):
        doubt = set(row["doubt"])
        cells = [
            ", ".join(f"{key}{'?' if key in doubt else ''}" for key in row[name])
            for name in ("not", "missed")
        ]
        fair = "" if row["fair"] else " (another member would stand for it better)"
        size = f"{len(row['members'])}, {len(row['contained'])}"
        yield (
            f"| {n} | {row['state']} | {size} | {cells[0]} | {cells[1]} "
            f"| {row['name']} | {row['remark']}{fair} |"
        )


def main() -> None:
    """Print the scores, the drawn clusters or the sheet, or draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", action="store_true", help="draw anew: the sheet is emptied")
    parser.add_argument("--read", action="store_true", help="print the clusters with their texts")
    parser.add_argument("--sheet", action="store_true", help="print the table of the sheet")
    parsed = parser.parse_args()
    corpus = Path(os.environ["HEED_CORPUS"]) / "corpus"
    if parsed.draw:
        text = json.dumps({"clusters": draw(corpus / "gold")}, indent=1)
        SHEET.write_text(text + "\n", encoding="utf-8")
    elif parsed.read:
        print("\n".join(shown(corpus / "gold")))
    elif parsed.sheet:
        print("\n".join(table()))
    else:
        for name, score in scores(corpus).items():
            print(f"{name:<58}{score:>9.4f}")


if __name__ == "__main__":
    main()

"""Labels under labels: each under its parent, none under itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from heed.errors import shown
from heed.exchange.taxonomies.nouns import MOST_DEPTH, problem
from heed.vocab.taxonomies import Label


def tree(labels: Sequence[Label]) -> Iterator[tuple[int, Label]]:
    """Yield the labels, each parent before its children, with how deep each stands (0: at the top).

    What stands under a label that is not among them stands at the top; so does what stands under
    itself, after all others.
    """
    known = {one.code for one in labels}
    under: dict[str, list[Label]] = defaultdict(list)
    for one in labels:
        under[one.parent if one.parent in known else ""].append(one)
    seen: set[str] = set()
    waiting = [(0, one) for one in reversed(under[""])]
    while waiting:
        depth, one = waiting.pop()
        seen.add(one.code)
        yield depth, one
        waiting += [(depth + 1, child) for child in reversed(under[one.code])]
    yield from ((0, one) for one in labels if one.code not in seen)


def in_order(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return the labels, each parent before its children."""
    return tuple(one for _, one in tree(labels))


def circle(parents: Mapping[str, str]) -> tuple[str, ...]:
    """Return codes that stand under each other in a circle, `()` where none do."""
    well: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at = start
        while at and at not in well:
            if at in path:
                held = list(path)
                return (*held[held.index(at) :], at)
            path[at] = None
            at = parents.get(at, "")
        well.update(path)
    return ()


def check(labels: Iterable[Label], name: str) -> None:
    """Raise `InputProblem` where labels of the file called `name` go in a circle or too deep."""
    held = tuple(labels)
    names = {one.code: one.name for one in held}
    found = circle({one.code: one.parent for one in held})
    if found:
        path = " > ".join(shown(names.get(code, code)) for code in found[:6])
        reason = f"holds labels that stand under each other in a circle: {path}."
        raise problem(name, "circle", reason, "Say for one of them what is broader.")
    if any(depth >= MOST_DEPTH for depth, _ in tree(held)):
        reason = f"holds labels more than {MOST_DEPTH} deep."
        raise problem(name, "nested", reason, "Keep the levels that people tag by.")

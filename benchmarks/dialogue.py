"""Press items a second, against bare text extraction in the same run.

Bare extraction is what every reader of a page does first: the visible text of an HTML file
(`heed.reading.read_bytes`). heed does the same, takes the article, and reads meetings, statements
and commitments in it. Items are the press items where HEED_CORPUS has them, else the composed ones
of the tests; each is put into a page with a menu and a footer. By turns, processor time, warm.
"""

from __future__ import annotations

import html
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from heed.dialogue.events import events
from heed.dialogue.opening import source
from heed.dialogue.reading import read_source
from heed.reading.read import read_bytes

ROUNDS = 5
GOAL_RATE = 20
_PAGE = (
    "<!doctype html><html><head><title>A</title></head><body><nav><p>Home</p><p>About us</p></nav>"
    "<article>{body}</article><footer><p>All rights reserved</p></footer></body></html>"
)


def main() -> None:
    """Print items a second of both, their ratio, and what events among all items cost."""
    pages = [_PAGE.format(body=body).encode() for body in _bodies()]
    bare = _seconds(pages, lambda data: read_bytes(data, name="a.html"))
    whole = _seconds(pages, lambda data: read_source(source(data, name="a.html")))
    items = [read_source(source(data, name=f"{n}.html")) for n, data in enumerate(pages)]
    began = time.process_time()
    events(items)
    joined = time.process_time() - began
    count = len(pages)
    print(f"dialogue: {count} items, processor time, least of {ROUNDS} rounds")
    print(f"  bare text extraction     {count / bare:>8.0f} items/s")
    print(f"  heed dialogue            {count / whole:>8.0f} items/s (goal {GOAL_RATE})")
    print(f"  ratio                    {whole / bare:>8.1f} times the work of bare extraction")
    print(f"  events among all         {joined * 1000:>8.1f} ms")


def _bodies() -> list[str]:
    texts = _press() or _composed()
    return ["".join(f"<p>{html.escape(one)}</p>" for one in text.split("\n\n")) for text in texts]


def _press() -> list[str]:
    folder = os.environ.get("HEED_CORPUS")
    path = Path(folder) / "press" / "items.jsonl" if folder else None
    if path is None or not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [str(json.loads(line)["text"]) for line in lines if line.strip()]


def _composed() -> list[str]:
    folder = Path(__file__).parent.parent / "tests" / "core" / "dialogue" / "items"
    found = sorted(folder.glob("*.yaml"))
    return [str(yaml.safe_load(path.read_text(encoding="utf-8"))["text"]) for path in found]


def _seconds(pages: Sequence[bytes], read: Callable[[bytes], object]) -> float:
    """Return the least processor seconds for all pages, after one round to warm up."""
    taken = []
    for _round in range(ROUNDS + 1):
        began = time.process_time()
        for data in pages:
            read(data)
        taken.append(time.process_time() - began)
    return min(taken[1:])


if __name__ == "__main__":
    main()

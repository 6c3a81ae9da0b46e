"""Reads the scripts: a YAML head, then one line for each thing that a document prints.

`# Title` a heading (`##`, `###` lower ones); `= words` an unnumbered paragraph; `@role words` a
numbered paragraph that asks nothing; `@ask before >> ask || part || part` a recommendation; a line
without a sign is a section drawn from the stock. Options stand in braces: `@ask{follow} ...`.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import yaml

from samples.mechanisms.bodies import BODIES, Body
from samples.mechanisms.ilo import conclusion, letter, section
from samples.mechanisms.model import Paper, Piece
from samples.mechanisms.observations import Composer
from samples.mechanisms.pen import Pen, lettered
from samples.mechanisms.stock import Stock

NOBODY = Body("", "", "", "", ("",))
_LINE = re.compile(r"@(\w+)(?:\{([^}]*)\})? (.*)", re.S)
FIELDS = ("stem", "suffix", "layout", "kind", "mechanism", "part", "symbol", "date", "front")


def load(path: Path, stock: Stock) -> Paper:
    """Return the document that a script describes."""
    head, _, lines = path.read_text(encoding="utf-8").partition("\n---\n")
    plan: dict[str, Any] = {"stem": path.stem, **yaml.safe_load(head)}
    paper = Paper(**{name: plan[name] for name in FIELDS})
    if paper.date is not None:
        paper.date = str(paper.date)
    paper.own_numbers = plan.get("own_numbers", False)
    paper.double_footnote = plan.get("double_footnote", False)
    body = BODIES.get(plan.get("body", ""), NOBODY)
    instrument = plan.get("instrument", body.instrument)
    pen = Pen(paper, instrument, plan.get("bold", True), plan.get("first", 1) - 1)
    pen.repeated = plan.get("repeated", False)
    stock.used.clear()
    stock.half = int(paper.part == "check")
    composer = Composer(plan, stock, paper, pen, body, random.Random(plan["stem"]), plan["year"])
    for line in lines.splitlines():
        if line.strip():
            _write(composer, line.strip())
    numbers = {n.split("(")[0] for n in composer.chosen}
    for item in paper.items:
        item.follow_up = item.follow_up or item.paragraph in numbers
    return paper


def _write(composer: Composer, line: str) -> None:
    pen = composer.pen
    if line.startswith("#"):
        composer.heading(line)
    elif line.startswith("="):
        style, _, words = line[1:].partition(" ")
        pen.plain(words, "centre" if "c" in style else "plain", style.replace("c", ""))
    elif line.startswith("@"):
        found = _LINE.fullmatch(line)
        if not found:
            raise ValueError(f"{composer.plan['stem']}: {line[:60]}")
        options = dict(o.partition("=")[::2] for o in (found[2] or "").split(";") if o)
        _command(composer, found[1], options, found[3])
    else:
        composer.section(line)


def _command(composer: Composer, name: str, options: dict[str, str], words: str) -> None:
    pen, paper = composer.pen, composer.paper
    if name == "ask":
        _ask(composer, options, words)
    elif name == "row":
        cells = [("b" if "head" in options else "", cell.strip()) for cell in words.split("|")]
        paper.pieces.append(Piece("row", cells))
    elif name == "grade":
        limbs = [limb for limb in options.get("limbs", "").split(",") if limb]
        paper.grades.append({
            "state": options["state"], "document": options["doc"], "paragraph": options["para"],
            "limbs": limbs, "grade": words.strip(),
        })  # fmt: skip
    elif name in ("sec", "nosec"):
        section(pen, options, words, asks=name == "sec")
    elif name == "cas":
        conclusion(pen, words)
    elif name == "let":
        letter(pen, options, words)
    elif name == "due":
        months = options.get("months")
        paper.dues.append({
            "kind": words.strip(), "on": options.get("on"), "months": int(months) if months else None,
            "paragraphs": [n for n in options.get("paragraphs", "").split(",") if n],
        })  # fmt: skip
    else:
        _told(composer, name, options, words)


def _told(composer: Composer, role: str, options: dict[str, str], words: str) -> None:
    words = words.replace("{chosen}", _named(composer.chosen))
    text, *parts = words.split(" || ")
    composer.pen.told(role, text, _parts(parts))
    if "on" in options or "months" in options:
        months = options.get("months")
        named = list(composer.chosen) if role == "follow_up" else []
        composer.paper.dues.append({
            "kind": options.get("kind", role), "on": options.get("on"),
            "months": int(months) if months else None, "paragraphs": named,
        })  # fmt: skip


def _ask(composer: Composer, options: dict[str, str], words: str) -> None:
    before, sign, rest = words.partition(">>")
    if not sign:
        before, rest = "", words
    rest, _, tail = rest.partition(" // ")
    text, *parts = rest.strip().split(" || ")
    number = composer.pen.ask(
        before.strip(), text, _parts(parts), tail.strip(),
        [a for a in options.get("addr", "").split("+") if a],
        [r for r in options.get("recalls", "").split("+") if r],
        concern="concern" in options, keep="keep" in options, follow_up="follow" in options,
        break_before="break" in options,
    )  # fmt: skip
    if "follow" in options:
        composer.chosen.append(number)


def _parts(parts: list[str]) -> list[str]:
    """Return parts with their labels: "- ..." keeps its dash, the rest are lettered."""
    if parts and parts[0].startswith("- "):
        return parts
    return lettered([p.rstrip(";. ") for p in parts]) if parts else []


def _named(chosen: list[str]) -> str:
    """Return "12, 14 (a) and 20" with the noun in front."""
    shown = [n.replace("(", " (") for n in chosen]
    if len(shown) < 2:
        return f"paragraph {''.join(shown)}"
    return f"paragraphs {', '.join(shown[:-1])} and {shown[-1]}"

"""A sample as data: blocks to be printed, and the gold rows that must be read from them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Block:
    """One thing to print. `style`: title, heading, para, item, comment, centre, label.

    `number` stands in its own column. `note` is a footnote whose mark follows the text.
    """

    style: str
    text: str
    number: str = ""
    note: str = ""


@dataclass
class Gold:
    """One recommendation as it must be read."""

    paragraph: str
    text: str
    recommending_states: list[str]
    position: str | None
    final_position: str | None = None
    printed: str | None = None


@dataclass
class Sample:
    """A document and what it holds."""

    stem: str
    symbol: str
    blocks: list[Block]
    gold: list[Gold] = field(default_factory=list)
    job: str = ""
    date: str = ""

"""Composes the sections of concluding observations: "Heading | articles | themes | pattern options".

Patterns: `C` a concern alone; `1` concern and ask in one paragraph, `1b` the ask below it without a
number, `1L` the ask lettered; `O` one asking sentence, as in papers of the 1990s; otherwise pairs:
`P` or `LL` a concern in prose or lettered (`A`: none; `CC`: two paragraphs), then an ask in prose
(`P`) or lettered (`L`): `PP`, `PL`, `LL`, `A`, `AL`.
Options: `n` opens with something welcomed; `r=9,11` recalls paragraphs of the previous document
(`r` one of any number), `rf` one that only a footnote names, `rp` "previous recommendations"; `g0` cites the committee's comment 0, `at` in a
sentence of its own; `t5.2` a target; `!` chosen for follow-up, `!a` its limb (a); `keep` leaves the
concern for the next ask.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import Any

from samples.mechanisms.bodies import Body
from samples.mechanisms.model import Paper
from samples.mechanisms.pen import Pen, lettered
from samples.mechanisms.stock import Stock, places

_OPEN = ("While noting {n}, the Committee is concerned about {c}.",
         "While welcoming {n}, the Committee is concerned about {c}.",
         "The Committee takes note of {n}. It is concerned, however, about {c}.",
         "The Committee appreciates {n}. It nonetheless notes with concern {c}.")  # fmt: skip
_BARE = ("The Committee is concerned about {c}.", "The Committee notes with concern {c}.",
         "The Committee remains concerned about {c}.", "The Committee expresses concern at {c}.",
         "The Committee is deeply concerned about {c}.")  # fmt: skip
_THEN = ("It is also concerned about {c}.", "It notes with concern {c}.", "It further regrets {c}.",
         "The Committee is also concerned at {c}.", "Concern is also expressed about {c}.",
         "It is particularly concerned about {c}.")  # fmt: skip
_LIST = ("The Committee notes with concern:", "The Committee is concerned about the following:",
         "The Committee remains concerned about:")  # fmt: skip


@dataclass
class Composer:
    """Writes the sections of one plan."""

    plan: dict[str, Any]
    stock: Stock
    paper: Paper
    pen: Pen
    body: Body
    dice: random.Random
    year: int
    turn: dict[str, int] = field(default_factory=dict)
    chosen: list[str] = field(default_factory=list)
    before: int = 8

    def next(self, name: str, choices: tuple[str, ...]) -> str:
        """Return the choices in turn, so that neighbours differ."""
        at = self.turn.setdefault(name, self.dice.randrange(len(choices)))
        self.turn[name] = at + 1
        return choices[at % len(choices)]

    def section(self, line: str) -> None:
        """Write one line of the plan: "Heading | articles | themes | pattern"."""
        title, arts, themes, how = (part.strip() for part in line.split("|"))
        pattern, *options = how.split()
        in_text = self.plan.get("articles") == "text"
        numbers, shown = articles(arts)
        if title:
            number = self._letter(title)
            level = self.plan.get("level", 3)
            title = re.sub(r"^\d+\. ", "", title)
            self.pen.head(
                level, title, number, "" if in_text else ",".join(numbers), "" if in_text else shown
            )
        Section(self, themes.split("+"), shown if in_text else "", options).write(pattern)

    def _letter(self, title: str) -> str:
        found = re.match(r"(\d+\.) ", title)
        return found[1] if found else ""

    def heading(self, line: str) -> None:
        """Write a heading: "## B. Title | | articles"."""
        marks, rest = line.split(" ", 1)
        title, _, arts = (part.strip("| ") for part in rest.partition("|"))
        found = re.match(r"((?:[A-Z](?:\.\d)?|[IVX]+|\d+)\.) (.*)", title)
        number, words = (found[1], found[2]) if found else ("", title)
        numbers, shown = articles(arts)
        self.pen.head(len(marks), words, number, ",".join(numbers), shown)
        printed = re.fullmatch(r"(.*) \(arts?\. (.*)\)", words)
        if printed:
            shown = re.sub(r" \([^)]*\)", "", printed[2])
            listed = shown.replace(" and ", ",").replace("–", "-").replace(" ", "")
            self.pen.heading = printed[1]
            if re.fullmatch(r"[\d,-]+", listed):
                self.pen.articles = articles(listed)[0]


@dataclass
class Section:
    """One section: its themes, the articles printed in its text, and its options."""

    of: Composer
    themes: list[str]
    arts: str
    options: list[str]
    recalls: list[str] = field(default_factory=list)
    recalled: str = ""
    where: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Draw the places of the section, and the paragraphs that it recalls."""
        self.where = places(self.of.dice)
        options = [o.partition("=") for o in self.options]
        self.options = [name for name, _, _ in options]
        if "rp" in self.options:
            self.recalls = ["previous"]
        found = [given for name, _, given in options if name in ("r", "rf")]
        if not found:
            return
        first = self.of.before + self.of.dice.randint(1, 3)
        self.of.before = first
        numbers = found[0].split(",") if found[0] else [str(first)]
        symbol = self.of.plan["previous"]
        shown = f"para. {numbers[0]}" if len(numbers) == 1 else f"paras. {' and '.join(numbers)}"
        self.recalled = f"({symbol}, {shown})"
        self.recalls = [f"{symbol}#{number}" for number in numbers]

    def write(self, pattern: str) -> None:
        """Write the paragraphs of a pattern."""
        pen, of = self.of.pen, self.of
        if pattern == "C":
            pen.told("concern", self._concern(2))
        elif pattern in ("1", "1b"):
            self._note(pen.ask(self._concern(2), self._prose(2), concern=True, break_before=pattern == "1b",
                               recalls=self.recalls))  # fmt: skip
        elif pattern == "1L":
            text, parts = self._letters(3)
            self._note(pen.ask(self._concern(2), text, parts, concern=True, recalls=self.recalls))
        elif pattern == "O":
            act = self._acts(1)[0]
            self._note(
                pen.ask(
                    "", of.next("old", of.body.old).format(act=act), keep="keep" in self.options
                )
            )
        else:
            self._pair(pattern)

    def _pair(self, pattern: str) -> None:
        pen = self.of.pen
        if "LL" in pattern:
            lines = self._draw("c", 4)
            if len(lines) < 2:
                raise ValueError(f"{self.themes}: too few concerns for a list")
            lead = self.of.next("list", _LIST)
            note = self._draw("n", 1)
            if note:
                lead = f"The Committee welcomes {note[0]}. {lead}"
            pen.told("concern", lead, lettered(lines))
        elif pattern[0] != "A":
            for _ in range(2 if pattern.startswith("CC") else 1):
                pen.told("concern", self._concern(2 if pattern.startswith("CC") else 3))
        if pattern.endswith("L"):
            text, parts = self._letters(5 if "LL" in pattern else 4)
            before = self._attention()
            self._note(pen.ask(before, text, parts, recalls=self.recalls))
        else:
            self._note(pen.ask(self._attention(), self._prose(3), recalls=self.recalls))

    def _note(self, number: str) -> None:
        if "!" in self.options:
            self.of.chosen.append(number)
        if "!a" in self.options:
            self.of.chosen.append(f"{number}(a)")

    def _draw(self, sort: str, count: int) -> list[str]:
        lines = self.of.stock.draw(self.of.dice, self.themes, sort, count, self.of.year, self.where)
        return [line.replace("the treaty", self.of.body.treaty) for line in lines]

    @property
    def _general(self) -> str:
        """Return the general comment of an option "g0", "g1" ...; "" where there is none."""
        found = [o[1:] for o in self.options if re.fullmatch(r"g\d", o)]
        return self.of.body.general[int(found[0])] if found else ""

    def _acts(self, count: int) -> list[str]:
        return self._draw("a", count)

    def _concern(self, count: int) -> str:
        note = self._draw("n", 1) if "n" in self.options else []
        lines = self._draw("c", count)
        first = self.of.next("open", _OPEN if note else _BARE).format(
            n=note[0] if note else "", c=lines[0]
        )
        rest = [self.of.next("then", _THEN).format(c=line) for line in lines[1:]]
        text = " ".join([first, *rest])
        return f"{text[:-1]} {self.arts}." if self.arts else text

    def _lead(self, opening: str) -> str:
        """Return an opening with what it recalls or bears in mind in front."""
        lead = ""
        if self.recalled:
            lead = f"Recalling its previous recommendations {self.recalled}, "
            if "rf" in self.options:
                lead = f"Recalling its previous recommendations,^[{self.recalled[1:-1]}.] "
        elif "rp" in self.options:
            lead = "Recalling its previous recommendations, "
        elif self._general and "at" not in self.options:
            general = self._general
            lead = f"{self.of.next('light', ('In the light of', 'In accordance with', 'With reference to', 'Guided by'))} {general}, "
        lead = self._target(lead)
        if lead and self.of.body.instrument == "ICCPR":
            lead = lead.replace("Recalling its", "Recalling the Committee’s")
        return lead + (opening[0].lower() + opening[1:] if lead else opening)

    def _target(self, lead: str) -> str:
        """Return the lead with the target of an option "t5.2" added."""
        found = [o[1:] for o in self.options if re.fullmatch(r"t\d+\.\w", o)]
        if not found:
            return lead
        words = f"taking note of target {found[0]} of the Sustainable Development Goals, "
        return f"{lead}and {words}" if lead else words[0].upper() + words[1:]

    def _letters(self, count: int) -> tuple[str, list[str]]:
        acts = self._acts(count)
        opening = self._lead(self.of.next("ask", self.of.body.asks))
        if len(acts) == 1:  # nobody letters a single ask
            return opening.format(act=acts[0]) + ".", []
        return opening.format(act="").rstrip() + ":", lettered(acts)

    def _prose(self, count: int) -> str:
        acts = self._acts(count)
        first = self._lead(self.of.next("ask", self.of.body.asks)).format(act=acts[0]) + "."
        rest = [self.of.next("more", self.of.body.more).format(act=act) for act in acts[1:]]
        return " ".join([first, *rest])

    def _attention(self) -> str:
        """Return a sentence before the ask that asks nothing."""
        if "at" not in self.options:
            return ""
        return f"The Committee draws the attention of the State party to {self._general}."


def articles(arts: str) -> tuple[list[str], str]:
    """Return the numbers of "2,7" or "24-25", and how they are printed in brackets."""
    if not arts:
        return [], ""
    numbers: list[str] = []
    for part in arts.split(","):
        first, _, last = part.partition("-")
        numbers.extend(
            str(n) for n in range(int(first), int(last) + 1)
        ) if last else numbers.append(first)
    shown = arts.split(",")
    if len(shown) == 1 and "-" not in shown[0]:
        return numbers, f"(art. {shown[0]})"
    listed = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return numbers, f"(arts. {listed.replace('-', '–')})"

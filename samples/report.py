"""The three Working Group reports of the fictional State, one for each era of the layout."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from samples.model import Block, Gold, Sample
from samples.words import QUESTIONS, REMARKS, REPLIES, STATES, TOPICS, asks, some_states

NAME = "Aurelia"
CODE = "XAU"


@dataclass
class Writer:
    """Writes one report: counts paragraphs, collects blocks and gold."""

    symbol: str
    dice: random.Random
    seen: set[str] = field(default_factory=set)
    paragraph: int = 0
    blocks: list[Block] = field(default_factory=list)
    gold: list[Gold] = field(default_factory=list)

    def para(self, text: str) -> int:
        """Print the next numbered paragraph and return its number."""
        self.paragraph += 1
        self.blocks.append(Block("para", text, f"{self.paragraph}."))
        return self.paragraph

    def heading(self, text: str, note: str = "") -> None:
        """Print a heading."""
        self.blocks.append(Block("heading", text, note=note))

    def item(
        self,
        number: int,
        text: str,
        states: list[str],
        position: str | None,
        *,
        dotted: bool,
        shown: str = "",
        bracket: str = "",
        printed: str = "",
        note: str = "",
    ) -> None:
        """Print one item of the current list; `printed` is a misprint of its number."""
        own = f"{self.paragraph}.{number}"
        label = printed or (own if dotted else f"{number}.")
        close = bracket or f"({', '.join(states)})"
        words = shown or text
        self.blocks.append(Block("item", f"{words} {close};".replace(" ;", ";"), label, note))
        self.gold.append(Gold(own, text, states, position, printed=printed or None))

    def plain_items(
        self, count: int, position: str | None, *, dotted: bool, first: int = 1
    ) -> None:
        """Print `count` ordinary items."""
        for i, text in enumerate(asks(self.dice, count, self.seen)):
            self.item(first + i, text, some_states(self.dice), position, dotted=dotted)


def _front(w: Writer, session: int, ordinal: str, council: str, year: int, troika: str) -> None:
    w.heading("Introduction")
    w.para(
        "The Working Group on the Universal Periodic Review, established in accordance with Human"
        f" Rights Council resolution 5/1, held its {ordinal} session in {year}. The review of"
        f" {NAME} was held at the 5th meeting, on 4 November {year}. The delegation of {NAME} was"
        " headed by the Minister for Foreign Affairs. At its 9th meeting, held on 6 November"
        f" {year}, the Working Group adopted the report on {NAME}."
    )
    w.para(
        "The Human Rights Council selected the following group of rapporteurs (troika) to"
        f" facilitate the review of {NAME}: {troika}."
    )
    w.para(
        "In accordance with the annex to resolution 5/1, the following documents were issued for"
        f" the review of {NAME}: (a) a national report (A/HRC/WG.6/{session}/{CODE}/1);"
        f" (b) a compilation (A/HRC/WG.6/{session}/{CODE}/2); (c) a summary"
        f" (A/HRC/WG.6/{session}/{CODE}/3)."
    )
    w.para(
        "A list of questions prepared in advance by Denmark, Mexico and the Republic of Korea was"
        f" transmitted to {NAME} through the troika. Responses were due at the {council} session."
    )


def _dialogue(w: Writer, speakers: int, *, inline: bool) -> None:
    w.heading("I. Summary of the proceedings of the review process")
    w.heading("A. Presentation by the State under review")
    for topic in w.dice.sample(TOPICS, 5):
        w.para(
            f"The head of the delegation spoke of {topic}. A reform had begun two years before, and"
            " an office had been set up to follow it. Its first findings had been published and"
            " discussed in Parliament."
        )
    w.heading("B. Interactive dialogue and responses by the State under review")
    for i, state in enumerate(w.dice.sample(STATES, speakers)):
        topic = w.dice.choice(TOPICS)
        text = f"{state} {w.dice.choice(REMARKS)} {w.dice.choice(QUESTIONS).format(topic=topic)}"
        if inline and i % 3 == 0:
            first, second = asks(w.dice, 2, w.seen)
            text += (
                f" It recommended that {NAME}: (a) {first[0].lower()}{first[1:]};"
                f" (b) {second[0].lower()}{second[1:]}."
            )
        w.para(text)
        if i % 7 == 6:
            w.para(w.dice.choice(REPLIES).format(topic=topic))


def _closing(w: Writer) -> None:
    w.para(
        "All conclusions and/or recommendations contained in the present report reflect the"
        " position of the submitting State(s) and/or the State under review. They should not be"
        " construed as endorsed by the Working Group as a whole."
    )
    w.heading("Annex")
    w.blocks.append(Block("centre", "Composition of the delegation"))
    w.blocks.append(
        Block("plain", f"The delegation of {NAME} was headed by the Minister for Foreign Affairs.")
    )


def first_cycle() -> Sample:
    """Session 9, November 2010: items restart under each paragraph; numbers collide."""
    w = Writer("A/HRC/16/97", random.Random(16097))
    _front(w, 9, "ninth", "sixteenth", 2010, "Brazil, Japan and Slovakia")
    _dialogue(w, 32, inline=True)
    w.heading(
        "II. Conclusions and/or recommendations",
        "Conclusions and recommendations have not been edited.",
    )
    lead = w.para(
        "The recommendations formulated during the interactive dialogue and listed below have been"
        f" examined by {NAME} and enjoy the support of {NAME}:"
    )
    # One item more than the paragraph's number: the item and the next paragraph share a number.
    w.item(
        1,
        "Consider ratifying (Chile)/ratify (Spain) the International Convention on the Protection"
        " of the Rights of All Migrant Workers and Members of Their Families",
        ["Chile", "Spain"],
        "supported",
        dotted=False,
        shown="Consider ratifying (Chile)/ratify (Spain) the International Convention on the"
        " Protection of the Rights of All Migrant Workers and Members of Their Families;",
        bracket=" ",
    )
    w.item(
        2,
        "Open the prisons to independent visits (Portugal); publish what the visitors find",
        ["Portugal", "Uruguay"],
        "supported",
        dotted=False,
        bracket="(Uruguay)",
    )
    w.item(3, "Train the police in dealing with victims of violence within the family",
           ["Chile", "Egypt"], "supported", dotted=False, bracket="(Chile Egypt)")  # fmt: skip
    w.item(4, "Share its experience in the schooling of children on remote islands",
           ["Iran (Islamic Republic of)"], "supported", dotted=False,
           bracket="(Iran (Islamic Republic of))",
           note="The recommendation as read during the interactive dialogue: “Tell other islands how"
           " children are schooled there” (Iran (Islamic Republic of)).")  # fmt: skip
    w.plain_items(lead + 8 - 4, "supported", dotted=False, first=5)
    _first_cycle_rest(w, lead)
    return Sample(
        "AUR_cycle1_report", w.symbol, w.blocks, w.gold, "GE.10-99097", "22 December 2010"
    )


def _first_cycle_rest(w: Writer, lead: int) -> None:
    w.para(
        f"{NAME} considers that recommendations Nos. 3, 5-7 and 9 above are either already"
        " implemented or in the process of implementation."
    )
    w.para(
        f"The following recommendations will be examined by {NAME}, which will provide responses in"
        f" due time. The response of {NAME} to these recommendations will be included in the"
        " outcome report adopted by the Human Rights Council at its sixteenth session:"
    )
    w.plain_items(14, "pending", dotted=False)
    w.para(f"The following recommendations did not enjoy the support of {NAME}:")
    w.plain_items(2, "noted", dotted=False)
    w.blocks.append(
        Block("comment", f"{NAME} is not in a position to accept the recommendations above, because"
              " a referendum on the matter is to be held.")
    )  # fmt: skip
    w.para(
        "The recommendations noted in the report in paragraphs 12 (b), 15 (a) and 18 above did not"
        f" enjoy the support of {NAME}."
    )
    _closing(w)


def second_cycle() -> Sample:
    """Session 22, May 2015: dotted numbers, everything pending, misprints."""
    w = Writer("A/HRC/30/97", random.Random(30097))
    _front(w, 22, "twenty-second", "thirtieth", 2015, "Ghana, Latvia and Paraguay")
    _dialogue(w, 40, inline=False)
    w.heading(
        "II. Conclusions and/or recommendations",
        "Conclusions and recommendations have not been edited.",
    )
    w.para(
        f"The following recommendations will be examined by {NAME}, which will provide responses in"
        " due time, but no later than the thirtieth session of the Human Rights Council in"
        " September 2015:"
    )
    w.plain_items(57, "pending", dotted=True)
    ask, other, third = asks(w.dice, 3, w.seen)
    w.item(58, ask, ["Norway"], "pending", dotted=True, printed=f"{w.paragraph}.5")
    w.item(59, other, ["Ecuador", "Venezuela (Bolivarian Republic of)"], "pending", dotted=True)
    glued = w.blocks[-1]
    w.item(60, third, ["Kenya"], "pending", dotted=True)
    last = w.blocks.pop()
    # A list in which the line break before an item was lost: "(State);70.60. Ask (Kenya);"
    glued.text += f"{last.number}. {last.text}"
    w.plain_items(63, "pending", dotted=True, first=61)
    _closing(w)
    return Sample("AUR_cycle2_report", w.symbol, w.blocks, w.gold, "GE.15-99097", "13 July 2015")


def third_cycle() -> Sample:
    """Session 36, November 2020: adjacent brackets, two lists, in Word."""
    w = Writer("A/HRC/46/97", random.Random(46097))
    _front(w, 36, "thirty-sixth", "forty-sixth", 2020, "Fiji, Italy and Senegal")
    _dialogue(w, 44, inline=False)
    w.heading("II. Conclusions and/or recommendations")
    w.para(
        "The recommendations formulated during the interactive dialogue and listed below have been"
        f" examined by {NAME} and enjoy its support:"
    )
    _adjacent(w, 42, "supported")
    w.para(
        f"The following recommendations will be examined by {NAME}, which will provide responses in"
        " due time, but no later than the forty-sixth session of the Human Rights Council:"
    )
    _adjacent(w, 96, "pending")
    _closing(w)
    return Sample(
        "AUR_cycle3_report", w.symbol, w.blocks, w.gold, "GE.20-99097", "18 December 2020"
    )


def _adjacent(w: Writer, count: int, position: str) -> None:
    """Print items whose States stand in brackets of their own: "(Chile) (Mexico)"."""
    for i, text in enumerate(asks(w.dice, count, w.seen)):
        states = some_states(w.dice)
        bracket = " ".join(f"({state})" for state in states)
        w.item(i + 1, text, states, position, dotted=True, bracket=bracket)

"""The three addenda: free text with grouped labels, serial numbers, dotted numbers and ranges."""

from __future__ import annotations

import random

from samples.model import Block, Sample
from samples.report import NAME

TITLE = (
    "Views on conclusions and/or recommendations, voluntary commitments and replies presented by"
    " the State under review"
)


def first_cycle(report: Sample) -> Sample:
    """Answers in free text below hanging labels; the pending list has numbers 1 to 14."""
    pending = [g for g in report.gold if g.position == "pending"]
    said = {
        1: ("supported", f"{NAME} accepts the recommendation."),
        2: ("partially_supported", f"{NAME} accepts the first part of the recommendation. It cannot"
            " accept the second part, because the constitution provides otherwise."),
        3: ("noted", f"{NAME} cannot accept the recommendation for reasons of its geography."),
        9: ("unclear", f"{NAME} cannot, at this point in time, make a definitive statement."),
        10: ("supported", f"{NAME} accepts the recommendation on the understanding that it concerns"
             " the public service alone."),
        14: ("noted", f"{NAME} does not accept the recommendation."),
    }  # fmt: skip
    blocks = [
        Block("plain", f"After evaluating the recommendations, the answers of {NAME} follow.")
    ]
    blocks.extend(Block("label", said[n][1], f"{n}.") for n in (1, 2, 3))
    grouped = f"{NAME} accepts these recommendations and already acts accordingly."
    blocks.append(Block("label", grouped, "4., 5., 6.,\n7., 8."))
    blocks.extend(Block("label", said[n][1], f"{n}.") for n in (9, 10))
    blocks.append(Block("label", grouped, "11., 12., 13."))
    blocks.append(Block("label", said[14][1], "14."))
    for n, gold in enumerate(pending, 1):
        gold.final_position = said.get(n, ("supported", ""))[0]
    return Sample("AUR_cycle1_addendum", f"{report.symbol}/Add.1", blocks, [], "GE.11-99098",
                  "17 February 2011")  # fmt: skip


def second_cycle(report: Sample) -> Sample:
    """Bare serial numbers and ranges; a footnote says which paragraph they count."""
    dice = random.Random(30098)
    main = report.gold[0].paragraph.split(".")[0]
    numbers = list(range(1, len(report.gold) + 1))
    noted = sorted(dice.sample(numbers, 19))
    rest = [n for n in numbers if n not in noted]
    done = sorted(dice.sample(rest, 30))
    accepted = [n for n in rest if n not in done]
    for n, gold in zip(numbers, report.gold, strict=True):
        gold.final_position = "noted" if n in noted else "supported"
    blocks = [
        Block("para", f"The Government of {NAME} has examined the {len(numbers)} recommendations and"
              " presents its responses in three groups.", "1.",
              f"The numbers follow the order of the recommendations in paragraph {main} of the report."),
        Block("heading", "I. Accepted recommendations"),
        Block("para", f"The Government accepts the recommendations {_ranges(accepted)}.", "2."),
        Block("heading", "II. Accepted recommendations that are already implemented"),
        Block("para", f"The Government accepts the recommendations {_ranges(done)}. It considers that"
              " they are already implemented or in the process of implementation.", "3."),
        Block("plain", f"Rec. {done[0]} A law on the matter entered into force last year."),
        Block("plain", f"Rec. {done[1]} See recommendation {noted[0]}."),
        Block("heading", "III. Noted recommendations"),
        Block("para", f"The Government notes the recommendations {_ranges(noted)}.", "4."),
    ]  # fmt: skip
    return Sample("AUR_cycle2_addendum", f"{report.symbol}/Add.1", blocks, [], "GE.15-99098",
                  "7 September 2015")  # fmt: skip


def third_cycle(report: Sample) -> Sample:
    """Dotted numbers and ranges, full stops as commas, headings of comments that decide nothing."""
    dice = random.Random(46098)
    pending = [g for g in report.gold if g.position == "pending"]
    main = pending[0].paragraph.split(".")[0]
    numbers = list(range(1, len(pending) + 1))
    noted = sorted(dice.sample(numbers, 21))
    accepted = [n for n in numbers if n not in noted]
    for n, gold in zip(numbers, pending, strict=True):
        gold.final_position = "noted" if n in noted else "supported"
    blocks = [
        Block("para", f"The Government of {NAME} received {len(report.gold)} recommendations and sets"
              " out its position on those that it had kept for examination.", "1."),
        Block("heading", "Accepted recommendations"),
        Block("para", "The Government accepts the following recommendations:"
              f" {_ranges(accepted, main)}.", "2."),
        Block("heading", "Noted recommendations"),
        Block("para", "The Government notes the following recommendations:"
              f" {_ranges(noted, main, stop='. ')}.", "3."),
        Block("heading", f"{main}.{noted[0]}, {noted[1]}"),
        Block("plain", "The Government accepts the aim, but the law leaves the matter to the"
              " provinces."),
        Block("heading", f"{main}.{accepted[0]}-{accepted[1]}"),
        Block("plain", "A strategy that meets these recommendations is before Parliament."),
    ]  # fmt: skip
    return Sample("AUR_cycle3_addendum", f"{report.symbol}/Add.1", blocks, [], "GE.21-99098",
                  "15 February 2021")  # fmt: skip


def _ranges(numbers: list[int], main: str = "", stop: str = ", ") -> str:
    """Return numbers as a list with ranges, some with blanks around the dash as printed."""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    prefix = f"{main}." if main else ""
    dash = "-" if main else "–"
    shown: list[str] = []
    for i, run in enumerate(runs):
        if len(run) == 1:
            shown.append(f"{prefix}{run[0]}")
        else:
            shown.append(f"{prefix}{run[0]}{dash if i % 4 else dash + ' '}{run[-1]}")
    return stop.join(shown)

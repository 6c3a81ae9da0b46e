"""Rows as they come out of a reader: any words, States, positions that a format can hold."""

from __future__ import annotations

from hypothesis import strategies as st

from heed.exchange.rows import Row
from heed.records import Position, Recommending

# Words that have broken tables: formulas, quotes, delimiters, commas, other scripts, dashes.
WORDS = (
    "Ratify", "the", "Convention", "on", "harbours", '"quoted"', "=SUM(A1)", "+1", "@here", "a,b",
    "c;d", "e|f", "'=g", "Über", "État", "人权", "права", "حقوق", "&", "O'Neil", "100%", "No. 32",
    "'+1", "-x",
)  # fmt: skip
STATES = (
    ("Chad", "TCD"), ("Peru", "PER"), ("Iran (Islamic Republic of)", "IRN"), ("Türkiye", "TUR"),
)  # fmt: skip
POSITIONS = {
    "Supported": Position.SUPPORTED, "Noted": Position.NOTED, "": None,
    "Supported/Noted": Position.PARTIALLY_SUPPORTED,
}  # fmt: skip


def text():
    words = st.lists(st.sampled_from(WORDS), min_size=2, max_size=8)
    first = st.sampled_from(["Adopt", "=", "+", "'=", "- a", "100", "15 years", "«Adopt"])
    return st.tuples(first, words).map(lambda held: f"{held[0]} {' '.join(held[1])} by law")


def labels():
    held = st.sampled_from(["Right to food", "Equality & non-discrimination", "Harbours, rivers"])
    return st.lists(held, max_size=3, unique=True).map(tuple)


def recommending(most=3):
    held = st.sampled_from([Recommending(*one) for one in STATES])
    return st.lists(held, max_size=most, unique=True).map(tuple)


@st.composite
def rows(draw, *, number, **fixed):
    written = draw(st.sampled_from(sorted(POSITIONS)))
    session = draw(st.sampled_from([None, 7, 20, 34, 48]))
    held = {
        "number": number,
        "text": draw(text()),
        "id": f"id-{number}",
        "symbol": draw(st.sampled_from(["", "A/HRC/59/15"])),
        "paragraph": draw(st.sampled_from(["", "140.7", "12", "17(a)"])),
        "mechanism": "upr",
        "body": "UPR",
        "state": "PER",
        "state_as_written": "Peru",
        "addressees": ("PER",),
        "session": session,
        "cycle": {None: None, 7: 1, 20: 2, 34: 3, 48: 4}[session],
        "recommending": draw(recommending()),
        "position": POSITIONS[written],
        "position_as_written": written,
        "kind": "recommendation",
        "themes": draw(labels()),
        "groups": draw(labels()),
        "goals": draw(labels()),
        "dated": draw(st.sampled_from(["", "2025-03-01"])),
        "action": "",
        "extra": (),
    }
    return Row(**{**held, **fixed})


def lists(first=2, most=4, **fixed):
    """Lists of rows numbered as a file with its header in row `first - 1` numbers them."""
    counts = st.integers(1, most)
    return counts.flatmap(lambda n: st.tuples(*(rows(number=first + i, **fixed) for i in range(n))))

"""The instruments, and what is asked of each, as taxonomies: labels with names that people read."""

from __future__ import annotations

from functools import cache

from heed.vocab import instruments
from heed.vocab.instruments import Instrument
from heed.vocab.taxonomies import Label, Taxonomy

INSTRUMENTS = "instruments"
ASKS = "instruments.asks"

_INVITE = "invite"
_ILO_RECOMMENDATION = ("implement", "incorporate")  # not open to ratification
_BODIES = {
    "special-procedures": ("cooperate", _INVITE),
    "standing-invitation": ("implement", _INVITE),
    "treaty-bodies": ("accept", "cooperate", "report"),
}


@cache
def taxonomy() -> tuple[Taxonomy, ...]:
    """Return the taxonomy of the instruments, and that of what is asked of each.

    A label of the second is the ask and the instrument ("ratify ICCPR-OP2"); its parent is the ask.
    """
    held = instruments.every().values()
    source = instruments.data("asks")["source"]
    date = str(instruments.data("asks")["date"])
    named = Taxonomy(
        code=INSTRUMENTS,
        name="Instruments",
        labels=tuple(_label(one) for one in held),
        author="heed",
        description="Treaties, protocols, procedures, Conventions and Recommendations of the ILO.",
        source=str(instruments.data("treaties")["source"]),
        date=date,
        licence=str(instruments.data("treaties")["licence"]),
    )
    asked = Taxonomy(
        code=ASKS,
        name="What is asked of each instrument",
        labels=(
            *(Label(code=ask, name=name.capitalize()) for ask, name in asks().items()),
            *(_asked(ask, one) for one in held for ask in asks_of(one)),
        ),
        author="heed",
        description="Sign, ratify, withdraw reservations, report, accept a procedure, invite.",
        source=source,
        date=date,
        licence=str(instruments.data("asks")["licence"]),
    )
    return named, asked


@cache
def asks() -> dict[str, str]:
    """Return what may be asked of an instrument: the code, and the words for it ("accede to")."""
    data = instruments.data("asks")
    rows = sorted([*data["entries"], data["invite"]], key=lambda row: str(row["code"]))
    return {row["code"]: row["name"] for row in rows}


def asks_of(one: Instrument) -> tuple[str, ...]:
    """Return which asks make sense of an instrument: no one ratifies a standing invitation."""
    if one.code in _BODIES:
        return _BODIES[one.code]
    if one.code in instruments.recommendations():
        return _ILO_RECOMMENDATION
    return tuple(ask for ask in asks() if ask != _INVITE)


def _label(one: Instrument) -> Label:
    terms = tuple(title for title in (one.name, *one.names, one.fr, one.es) if title)
    return Label(code=one.code, name=one.label or one.name, parent=one.to, terms=terms)


def _asked(ask: str, one: Instrument) -> Label:
    name = f"{asks()[ask].capitalize()}: {one.label or one.name}"
    return Label(code=f"{ask} {one.code}", name=name, parent=ask)

"""From a paragraph that asks to the item it is, and from one that does not to what it says."""

from __future__ import annotations

from heed.kinds import asking
from heed.kinds.lettered import parts
from heed.kinds.lines import Run
from heed.kinds.paragraphs import place, quote
from heed.records import Context, Document, Passage, Problem, Recommendation

_ROLES = {asking.Role.CONCERN: "concern", asking.Role.POSITIVE: "positive"}
_UNCLEAR = Problem("addressee", "It is not clear that this asks the State itself.")


def item(
    document: Document,
    run: Run,
    asked: asking.Ask,
    paragraph: str,
    symbol: str | None,
    *,
    heading: str = "",
    instrument: str | None = None,
) -> Recommendation:
    """Return what a paragraph asks: from its first asking sentence to its end."""
    text = run.text[asked.start :].strip()
    start, end = place(document, run, asked.start, asked.start + len(text))
    return Recommendation(
        paragraph=paragraph,
        text=text,
        start=start,
        end=end,
        key=f"{symbol}#{paragraph}" if symbol else None,
        page=run.line_at(asked.start).page,
        parts=parts(run, asked.start),
        problems=(_UNCLEAR,) if asked.unclear else (),
        context=Context(
            heading=heading,
            instrument=instrument,
            concern=quote(document, run, *asked.concern) if asked.concern else None,
            recalls=("previous",) if asking.recalls(text) else (),
            addressees=asked.addressees,
        ),
    )


def passage(document: Document, run: Run, paragraph: str, mechanism: str) -> Passage:
    """Return a paragraph that asks the State nothing as what it says: role and place."""
    role = _ROLES.get(asking.role(run.text, asking.voice(mechanism)), "procedural")
    start, end = place(document, run, 0, len(run.text))
    return Passage(role, paragraph, run.text, start, end, run.lines[0].page)

"""The other papers of a review, known by symbol, title and set phrases; each says why.

Only what stands on the first page counts as a title: every paper of the family names the others.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from heed.records import Recognition
from heed.vocab import states
from heed.vocab.sessions import cycle_of, ordinal

_PAPER = re.compile(
    r"A/HRC/WG\.6/\s?(\d{1,2})\s?/\s?([A-Z]{3})\s?/\s?([123])((?:/(?:Corr|Add|Rev)\.\d)?)(?!\d)"
)
_PAPER_KINDS = {
    "1": "upr_national_report",
    "2": "upr_compilation",
    "3": "upr_stakeholder_summary",
}
_DRAFT = re.compile(r"A/HRC/WG\.6/(\d{1,2})/L\.(\d{1,2})(?!\d)")
_DRAFT_WORDS = re.compile(r"Draft\s+report\s+of\s+the\s+Working|UNEDITED\s+VERSION", re.IGNORECASE)
_FINAL = re.compile(r"A\s?/\s?HRC\s?/\s?\d{1,3}\s?/\s?\d{1,3}(?!\d)")
_REVIEWED = re.compile(r"[Rr]eview\s+of\s+(?:the\s+)?([A-Z][\w'’ ()-]+?)\s+was\s+held")
_HELD = re.compile(r"held\s+its\s+([\w-]+(?:\s\w+)?)\s+session", re.IGNORECASE)
_DECISION = re.compile(r"Decision\s+adopted\s+by\s+the\s+Human\s+Rights\s+Council")
_OUTCOME = re.compile(r"Outcome\s+of\s+the\s+universal\s+periodic\s+review:\s*(.+)", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{1,2})/(1\d\d)\b")
_SESSION_REPORT = re.compile(
    r"Report\s+of\s+the\s+Human\s+Rights\s+Council\s+on\s+its\s+([\w-]+(?:\s\w+)?)\s+session", re.I
)
_COUNCIL = re.compile(r"A/HRC/(\d{1,3})/(\d{1,3})(?!\d)")
_QUESTIONS = re.compile(r"^\s*ADVANCE\s+QUESTIONS\s+(?:TO|FOR)\s+(.+)$", re.MULTILINE | re.I)
_TABLE = re.compile(r"^Recommendation[^\t\n]*\t[^\t\n]*Position", re.MULTILINE | re.IGNORECASE)
_SOURCE = re.compile(r"Source\s+of\s+position\s*:\s*(A/HRC/\d{1,3}/\d{1,3})", re.IGNORECASE)
_LETTER = re.compile(r"(?:H\.\s?E\.|Excellency)", re.IGNORECASE)
_LETTER_WORDS = re.compile(
    r"High\s+Commissioner.{0,4000}?universal\s+periodic\s+review"
    r"|universal\s+periodic\s+review.{0,4000}?High\s+Commissioner", re.IGNORECASE | re.DOTALL
)  # fmt: skip
_GRAPHIC = re.compile(
    r"was\s+reviewed\s+by\s+UPR\s+WG\s+(\d{1,2}).{0,200}?received\s+\d+\s+recommendations", re.S
)
_MIDTERM = re.compile(r"(?:mid[\s-]?term|interim)\s+(?:progress\s+)?report", re.IGNORECASE)
_UPR = re.compile(r"universal\s+periodic\s+review|\bUPR\b", re.IGNORECASE)
_TITLE = 1_500
_FRONT = 6_000


def paper(text: str, first: str) -> Recognition | None:
    """Return what a paper of a review other than report and addendum is, None if it is none.

    `first` is the text of its first page.
    """
    front = text[:_FRONT]
    return (
        _by_symbol(first)
        or _draft(first, text)
        or _decision(first)
        or _session_report(first)
        or _questions(front[:_TITLE])
        or _thematic_list(text)
        or _infographic(front)
        or _letter(first, front)
        or _midterm(front[:_TITLE], first)
    )


def _known(kind: str, reason: str, *, symbol: str | None = None, parent: str | None = None,
           state: states.State | None = None, session: int | None = None,
           cycle: int | None = None) -> Recognition:  # fmt: skip
    return Recognition(
        kind=kind,
        reasons=(reason,),
        mechanism="upr",
        symbol=symbol,
        parent=parent,
        state=state.iso3 if state else None,
        session=session,
        cycle=cycle_of(session) if session else cycle,
        language="en",
        title=state.name if state else None,
    )


def _by_symbol(first: str) -> Recognition | None:
    found = _PAPER.search(first)
    if found is None or _FINAL.search(first.replace(found.group(), "")[: found.start()]):
        return None
    session, code, number, more = found.groups()
    symbol = f"A/HRC/WG.6/{session}/{code}/{number}{more}"
    reason = f"Its symbol is {symbol}."
    state = states.by_iso3(code)
    known = _known(_PAPER_KINDS[number], reason, symbol=symbol, state=state, session=int(session))
    return known if state else replace(known, state=code)


def _draft(first: str, text: str) -> Recognition | None:
    found = _DRAFT.search(first)
    if found is None or not _DRAFT_WORDS.search(text[:_FRONT]) or _FINAL.search(first):
        return None
    head = text[:20_000]
    named = _REVIEWED.search(head)
    code = _PAPER.search(head)
    state = states.find(named.group(1)) if named else None
    symbol = f"A/HRC/WG.6/{found.group(1)}/L.{found.group(2)}"
    reason = f"Its symbol is {symbol}, that of a draft."
    known = _known("upr_draft", reason, symbol=symbol, state=state, session=int(found.group(1)))
    if known.state is None and code is not None:
        known = replace(known, state=code.group(2), title=named.group(1) if named else None)
    return known


def _decision(first: str) -> Recognition | None:
    outcome = _OUTCOME.search(first)
    if not _DECISION.search(first) or outcome is None:
        return None
    number = _NUMBER.search(first)
    symbol = f"A/HRC/DEC/{number.group(1)}/{number.group(2)}" if number else None
    reports = _COUNCIL.findall(first)
    parent = f"A/HRC/{reports[0][0]}/{reports[0][1]}" if reports else None
    return _known("upr_decision", "Its title is that of a decision on the outcome of a review.",
                  symbol=symbol, parent=parent,
                  state=states.find(outcome.group(1).strip(" *.")))  # fmt: skip


def _session_report(first: str) -> Recognition | None:
    found = _SESSION_REPORT.search(first)
    if found is None:
        return None
    number = ordinal(found.group(1))
    symbol = _COUNCIL.search(first)
    named = symbol.group() if symbol else f"A/HRC/{number}/2" if number else None
    return _known("upr_session_report", "Its title is that of a Council report on a session.",
                  symbol=named)  # fmt: skip


def _questions(title: str) -> Recognition | None:
    found = _QUESTIONS.search(title)
    if found is None:
        return None
    # The heading names the State; title properties of these files are those of other States.
    state = next(states.mentions(found.group(1).title()), None)
    return _known("upr_advance_questions", "Its heading is that of advance questions.",
                  state=state.state if state else None)  # fmt: skip


def _thematic_list(text: str) -> Recognition | None:
    if not _TABLE.search(text[:_FRONT]):
        return None
    sources = _SOURCE.findall(text)
    if not sources:
        return None
    parent = Counter(sources).most_common(1)[0][0]
    return _known("upr_thematic_list", f"It is a table of positions with {parent} as their source.",
                  parent=parent)  # fmt: skip


def _infographic(front: str) -> Recognition | None:
    found = _GRAPHIC.search(front)
    if found is None:
        return None
    state = next(states.mentions(front), None)
    return _known("upr_infographic", "It says what was received and supported, on a picture.",
                  state=state.state if state else None, session=int(found.group(1)))  # fmt: skip


def _letter(first: str, front: str) -> Recognition | None:
    if _COUNCIL.search(first[:400]) or not _LETTER.search(first):
        return None
    if not _LETTER_WORDS.search(front) or "recommendations" not in front:
        return None
    state = next(states.mentions(front), None)
    return _known("upr_letter", "It is a letter of the High Commissioner on a review.",
                  state=state.state if state else None)  # fmt: skip


def _midterm(title: str, first: str) -> Recognition | None:
    if not _MIDTERM.search(title) or not _UPR.search(title) or _COUNCIL.search(first[:400]):
        return None
    state = next(states.mentions(title), None)
    if state is None:
        return None
    return _known("upr_midterm_report", "Its title is that of a mid-term report on a review.",
                  state=state.state)  # fmt: skip

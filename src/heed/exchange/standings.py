"""Tables of who is bound by what: status files of one treaty each, and heed's own register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePath

from heed.errors import InputProblem
from heed.exchange.rows import Cells, Fault
from heed.labels.instruments import find as named_in
from heed.records import BINDING, Standing
from heed.vocab import instruments, states
from heed.vocab.packaged import load
from heed.vocab.states import State

_DAY = re.compile(r"[12]\d{3}(?:-[01]\d(?:-[0-3]\d)?)?")
_DENOUNCED = re.compile(r"(?i)\b(?:denounced|withdrew|withdrawn)\b\D{0,30}?((?:19|20)\d\d)\b")
_SHORT = re.compile(r"(?i)([CPR])\.?\s?0*(\d{1,3})")
_DAYS = ("signed", *BINDING[:3], "in_force", "denounced")
_YES = frozenset({"1", "yes", "true"})
# What a row of a status file says three times over: a word, a mark and a year.
_AGREE = 2


def standings(cells: Iterable[Cells | Fault], file: str) -> Iterator[Standing | Fault]:
    """Yield the standing that each row of a table says, or what is wrong with the row.

    `cells` are the header and the rows, `file` the file's name. Raises `InputProblem` where the
    columns are of no known layout, or a status file's name names no treaty.
    """
    columns: dict[str, int] = {}
    layout, treaty = "", ""
    seen: dict[tuple[str, str], int] = {}
    for one in cells:
        if isinstance(one, Fault):
            yield one
        elif not columns:
            layout, columns = _layout(one.cells, file)
            treaty = _treaty(file) if layout == "status" else ""
        else:
            row = {name: one.cells[at].strip() for name, at in columns.items()
                   if at < len(one.cells)}  # fmt: skip
            yield _once(_standing(row, one.number, file, treaty), seen)


def missing(found: Iterable[Standing | Fault]) -> tuple[State, ...]:
    """Return the Member States that a list of all of them leaves out, `()` for a shorter list."""
    held = {one.state for one in found if isinstance(one, Standing)}
    members = [state for state in states.all_states() if not state.observer]
    if len(held) < len(members) // 2:
        return ()
    return tuple(state for state in members if state.iso3 not in held)


def instrument(written: str) -> str | None:
    """Return the code of the instrument that `written` names, None if it names none or several."""
    plain = written.strip()
    if instruments.find(plain):
        return plain
    short = _SHORT.fullmatch(plain)
    if short:
        code = f"{short.group(1).upper()}{int(short.group(2)):03d}"
        return code if instruments.find(code) else None
    known = instruments.treaty(plain)
    found = {known.code} if known else {one.code for one in named_in(plain)}
    return found.pop() if len(found) == 1 else None


def _layout(header: tuple[str, ...], file: str) -> tuple[str, dict[str, int]]:
    written = {cell.strip().casefold(): at for at, cell in reversed(list(enumerate(header)))}
    # A status file has a column "state party" too, and is told by its own columns first.
    for row in reversed(load("data/registers.yaml")["layouts"]):
        held = {
            name: next(written[word] for word in words if word in written)
            for name, words in row["columns"].items()
            if any(word in written for word in words)
        }
        if set(row["needed"]) <= held.keys():
            return row["code"], held
    raise InputProblem(
        file, "columns", "has no columns that say who is bound by what.",
        'Name the columns "state", "instrument", "signed", "ratified", "acceded", "denounced".',
    )  # fmt: skip


def _treaty(file: str) -> str:
    stem = PurePath(file).stem
    code = load("data/registers.yaml")["files"].get(stem) or instrument(stem)
    if code is None:
        reason = "is about one treaty, and its name does not say which."
        raise InputProblem(file, "treaty", reason, 'Call it by the treaty: "ICRMW.csv".')
    return str(code)


def _standing(row: Mapping[str, str], number: int, file: str, treaty: str) -> Standing | Fault:
    state = _state(row.get("state", ""))
    if state is None:
        said = f'"{row.get("state", "")}" is no State of the United Nations.'
        return Fault(number, "state", said, "state")
    if treaty:
        return _from_status(row, state, number, file, treaty)
    code = instrument(row.get("instrument", ""))
    if code is None:
        said = f'"{row.get("instrument", "")}" names no instrument, or more than one.'
        return Fault(number, "instrument", said, "instrument")
    wrong = next((name for name in _DAYS if row.get(name) and not is_day(row[name])), None)
    if wrong:
        said = f'"{row[wrong]}" is no day. Write 2019-05-30, 2019-05 or 2019.'
        return Fault(number, wrong, said, "day")
    return _from_register(row, state, number, file, code)


def _once(one: Standing | Fault, seen: dict[tuple[str, str], int]) -> Standing | Fault:
    """Return it, or that an earlier row says the same State and instrument."""
    if isinstance(one, Fault):
        return one
    first = seen.setdefault((one.state, one.instrument), one.row)
    if first == one.row:
        return one
    said = f"Row {first} is on {one.name} and {one.instrument} already."
    return Fault(one.row, "state", said, "duplicate")


def _from_register(
    row: Mapping[str, str], state: State, number: int, file: str, code: str
) -> Standing:
    ways = [way for way in BINDING if row.get(way)]
    doubts = [f"it says {' and '.join(ways)}"] if len(ways) > 1 else []
    signed, denounced = row.get("signed", ""), row.get("denounced", "")
    since = row[ways[0]] if ways else ""
    if since and signed and signed > since and len(signed) == len(since):
        doubts.append("signed after it was bound")
    if denounced and since and denounced < since[: len(denounced)]:
        doubts.append("denounced before it was bound")
    bound = bool(since or row.get("in_force"))
    standing = "denounced" if denounced else "party" if bound else "signatory" if signed else "none"
    kept = ("in_force", "reservations", "accepted", "note", "source")
    by = ways[0] if ways else "bound" if bound else ""
    return Standing(
        state=state.iso3, name=state.name, instrument=code, standing=standing,
        by=by, signed=signed, since=since, denounced=denounced,
        **{name: row.get(name, "") for name in kept},
        written=row["state"], file=file, row=number, doubts=tuple(doubts),
    )  # fmt: skip


def _from_status(
    row: Mapping[str, str], state: State, number: int, file: str, treaty: str
) -> Standing:
    word = load("data/registers.yaml")["status_words"].get(row["status"].casefold(), "")
    since = row["since"] if is_day(row["since"]) else ""
    marks = {name for name in ("party", "signatory", "none") if row.get(name, "").lower() in _YES}
    party = (word == "party", "party" in marks, bool(since))
    doubts = _contradictions(word, marks, since=since)
    standing = word or "unclear"
    if sum(party) >= _AGREE:
        standing = "party"
    elif any(party):
        standing = "unclear"
    denounced = _DENOUNCED.search(row.get("note", ""))
    if denounced:
        standing = "denounced"
        doubts.append(f"called {word}, and denounced by its note")
    return Standing(
        state=state.iso3, name=state.name, instrument=treaty, standing=standing,
        by="bound" if since else "", since=since,
        denounced=denounced.group(1) if denounced else "", note=row.get("note", ""),
        written=row["state"], file=file, row=number, doubts=tuple(doubts),
    )  # fmt: skip


def _contradictions(word: str, marks: set[str], *, since: str) -> list[str]:
    """Return what of the word, the marks and the year does not fit together."""
    doubts: list[str] = []
    if not marks:
        doubts.append("no mark is set")
    elif marks != {word}:
        doubts.append(f"marked {' and '.join(sorted(marks))}, called {word or 'nothing'}")
    if (word == "party") != bool(since):
        doubts.append("party without a year" if word == "party" else "a year, but no party")
    return doubts


def _state(written: str) -> State | None:
    return states.by_iso3(written.strip().upper()) or states.find(written)


def is_day(written: str) -> bool:
    """Return whether it is a day in ISO 8601, or as much of one as is known: a month, a year."""
    if not _DAY.fullmatch(written):
        return False
    try:
        date.fromisoformat(f"{written}-01-01"[:10])
    except ValueError:
        return False
    return True

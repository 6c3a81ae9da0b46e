"""The nouns of duties: what is due, why, what is not due and why not."""

from __future__ import annotations

from dataclasses import dataclass

# What a Government or a committee said of one instrument beside the register.
ASKED = ("regular", "out-of-cycle", "double-footnote", "next-report", "report", "review")


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that made a duty: its code, the sentence, its source.

    It is `certain` where a second source confirmed what it rests on.
    """

    rule: str
    said: str
    source: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """Something due from a State.

    `kind` is `first`, `regular`, `out-of-cycle`, `conference`, `copies`, `consultation`, `survey`,
    `initial`, `periodic` or `mechanism`. `due` is an ISO date or as much of one as is known, `""`
    where not even the year is. `cycle` is the period in years, 0 where it comes once. It is
    `certain` where every reason is.
    """

    kind: str
    instrument: str
    due: str
    reasons: tuple[Reason, ...]
    cycle: int = 0
    detailed: bool = False
    overdue: bool = False

    @property
    def certain(self) -> bool:
        """Return whether everything it rests on was confirmed."""
        return all(reason.certain for reason in self.reasons)

    @property
    def year(self) -> int | None:
        """Return the year in which it is due, None where that is not known."""
        return int(self.due[:4]) if self.due else None


@dataclass(frozen=True, slots=True)
class Waived:
    """An instrument that binds, or bound, the State and on which nothing is due, with why."""

    instrument: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of, or done by, the State on one instrument: `kind` is one of `ASKED`.

    `regular`: a regular report was asked for `when`; `out-of-cycle`: a report for `when`;
    `double-footnote`: noted by the Committee of Experts in its session of `when`; `next-report`: a
    committee asked for the next report by `when`; `report`: the last report was due or sent then;
    `review`: a predictable review of the State begins with `when`.
    """

    instrument: str
    kind: str
    when: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The duties of a State in some years, by day, and what is not due."""

    state: str
    duties: tuple[Duty, ...]
    waived: tuple[Waived, ...]

"""What an address of the board asks for: which list, and what it is narrowed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from heedweb.workspace.models import Assignment, Measure
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import address
from heedweb.workspace.queries.address import Params

# Roll-ups of the states of measures: still to be done, and not given up.
STAGES = ("open", "standing")
_ANSWERS = (*Assignment.Answer.values, "unaccepted")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed by; empty is all.

    `rows` is what recommendations are narrowed by (`queries.address`): a list of measures holds
    those that answer one of them. `measure` says whether recommendations have a measure ("some",
    "none"), `answer` what institutions said of their parts.
    """

    late: bool = False
    leadless: bool = False
    unanswered: bool = False
    stage: str = ""
    plan: int = 0
    institution: int = 0
    part: str = ""
    answer: str = ""
    measure: str = ""
    page: int = 1
    rows: address.Asked = field(default_factory=lambda: address.Asked({}))

    @classmethod
    def of(cls, params: Params) -> Asked:
        """Return what an address asks for; what it does not know is left out."""
        said = {name: str(params.get(name) or "") for name in
                ("stage", "part", "answer", "measure")}  # fmt: skip
        return cls(
            late=bool(params.get("late")),
            leadless=bool(params.get("leadless")),
            unanswered=bool(params.get("unanswered")),
            stage=said["stage"] if said["stage"] in (*Measure.State.values, *STAGES) else "",
            plan=number_of(params.get("plan")),
            institution=number_of(params.get("institution")),
            part=said["part"] if said["part"] in Assignment.Part.values else "",
            answer=said["answer"] if said["answer"] in _ANSWERS else "",
            measure=said["measure"] if said["measure"] in ("some", "none") else "",
            page=number_of(params.get("page")) or 1,
            rows=address.read(params, ()),
        )

    @property
    def query(self) -> str:
        """It as an address, without the page."""
        held: Mapping[str, object] = {
            "late": "yes" if self.late else "", "leadless": "yes" if self.leadless else "",
            "unanswered": "yes" if self.unanswered else "", "stage": self.stage,
            "plan": self.plan, "institution": self.institution, "part": self.part,
            "answer": self.answer, "measure": self.measure,
        }  # fmt: skip
        own = [(name, value) for name, value in held.items() if value]
        return urlencode([*own, *address.pairs(self.rows)], safe=",/")

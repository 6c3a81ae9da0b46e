"""The door of plans: a stranger's workbook or Word file in, the plan that it holds out."""

from __future__ import annotations

from pathlib import Path

from heed.confined.files import faulty, handed
from heed.confined.limits import Limits
from heed.confined.tasks import Asked
from heed.plans.reading import MOST_BYTES
from heed.plans.records import PlanFile

# A plan of a thousand measures in Word takes a few seconds.
_LIMITS = Limits(cpu=60, wall=90)


def plan(path: Path, *, name: str | None = None) -> PlanFile:
    """Return what the file of a plan at `path` holds, as `heed.plans.reading.read`.

    Raises `InputProblem`.
    """
    called = name or path.name
    answer = handed(Asked("plan"), (path, called), _LIMITS, MOST_BYTES)
    if answer.plan is None or len(answer.plan.places) != len(answer.plan.plan.measures):
        raise faulty(called)
    return answer.plan

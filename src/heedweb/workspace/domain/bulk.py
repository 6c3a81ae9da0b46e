"""Does what a bulk preview showed, as one step that can be undone as a whole."""

from __future__ import annotations

from heedweb.accounts.models import User
from heedweb.workspace.domain import decisions
from heedweb.workspace.models import Step, Workspace
from heedweb.workspace.queries.bulk import Plan


def carry_out(*, workspace: Workspace, plan: Plan, by: User) -> Step:
    """Change the rows of a plan. Raises `decisions.Overtaken` if one was changed since."""
    seen, action = plan.seen, plan.action
    if action.verb == "accept":
        return decisions.accept(workspace=workspace, seen=seen, by=by)
    if action.verb == "reject":
        return decisions.reject(workspace=workspace, seen=seen, by=by)
    if action.verb == "later":
        return decisions.put_off(workspace=workspace, seen=seen, by=by)
    value = "" if action.value == "none" else action.value
    return decisions.correct(workspace=workspace, seen=seen, fields={action.verb: value}, by=by)

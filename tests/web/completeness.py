"""Counts over the tests whether every change that heed makes has its row of history.

Temporary triggers note each table that is written to. When the outermost transaction ends that
heed's own code began, a table that holds what people did must not be among those noted without a
new activity. What heed writes outside of any transaction of its own is looked at as well.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction

HOUSE = str(Path(__file__).parents[2] / "src" / "heedweb")
TOLD = "workspace_activity"
JOB = "how far a job is, and which process has it; what it is to do is recorded where it is asked"
MACHINE = "what a run proposes; the run is recorded as a whole when it ends"
STANDS = "made anew from what was read and from what people decided, which are noted themselves"
LOOKS = "nobody's fact: what is open on somebody's screen, what was found to be whole"
BOUND = "the chain itself"
TOLD_TO_ONE = "what one person is told of an act that is noted itself"
BYTES = "bytes under their hash; what they are the original of is recorded with that"
BACK = "what it takes to undo an act; the act, its undoing and its end are recorded themselves"
# Tables that hold nothing that a person did, and why so.
LEFT_OUT = {
    "Activity": BOUND,
    "Blob": BYTES,
    "BlobCheck": LOOKS,
    "Chain": BOUND,
    "DailyHead": BOUND,
    "FeedEntry": JOB,
    "ImportFile": JOB,
    "ImportJob": JOB,
    "LabelRun": JOB,
    "LabelState": MACHINE,
    "LinkProposal": MACHINE,
    "LinkRun": JOB,
    "LinkState": MACHINE,
    "Looking": LOOKS,
    "Mail": TOLD_TO_ONE,
    "MemberProposal": MACHINE,
    "Notice": TOLD_TO_ONE,
    "Proposal": MACHINE,
    "Tag": STANDS,
    "Typed": "what one person is typing and has not saved",
    "Wish": "how one person wants to be told",
    "Undoable": BACK,
    "Cluster": STANDS,
    "ClusterMember": STANDS,
}
# Columns that tell a machine what to bring up to date, or how far a job is.
UNTOLD = {
    "Feed": {"asked", "problem", "title"},
    "Workspace": {"revision", "structure"},
    "Trained": {"state", "claim", "heartbeat", "attempts", "reason", "finished"},
}
# A list that somebody keeps for herself alone is a bookmark.
ONLY_IF = {"View": "{row}.room_id IS NOT NULL"}


class Unrecorded(AssertionError):
    """Heed changed something that people did and recorded no activity."""


def audited():
    """Return the tables that are watched, with the columns that count where not all do."""
    found = {}
    for model in apps.get_app_config("workspace").get_models(include_auto_created=True):
        if model.__name__ in LEFT_OUT:
            continue
        left = UNTOLD.get(model.__name__, set())
        columns = [one.column for one in model._meta.concrete_fields if one.name not in left]
        found[model._meta.db_table] = (columns if left else [], ONLY_IF.get(model.__name__, ""))
    return found


def install():
    """Put the triggers on the tables, as far as they are not there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_temp_master WHERE type = 'trigger'")
        tables = audited()
        if cursor.fetchone()[0] == 3 * len(tables) + 1:
            # What tests wrote that were not watched counts for nobody.
            cursor.execute("DELETE FROM heed_changed")
            return
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS heed_changed (name TEXT)")
        _trigger(cursor, TOLD, "INSERT", "", "")
        for table, (columns, only_if) in tables.items():
            of = f"OF {', '.join(columns)}" if columns else ""
            for verb, row in (("INSERT", "NEW"), ("DELETE", "OLD"), ("UPDATE", "NEW")):
                when = f"WHEN {only_if.format(row=row)}" if only_if else ""
                _trigger(cursor, table, verb, of if verb == "UPDATE" else "", when)


def _trigger(cursor, table, verb, of, when):
    cursor.execute(
        f"CREATE TEMP TRIGGER IF NOT EXISTS heed_{table}_{verb} AFTER {verb} {of} "  # noqa: S608
        f"ON main.{table} {when} BEGIN INSERT INTO heed_changed VALUES ('{table}'); END"
    )


def ours():
    """Return the place in heed's code that the innermost call of the framework came from, or ''."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        # A decorated function is not being called yet: its block is entered before.
        decorated = frame.f_locals.get("func") if name == contextlib.__file__ else None
        code = getattr(decorated, "__code__", None)
        if code is not None and code.co_filename.startswith(HOUSE):
            return f"{code.co_filename}:{code.co_firstlineno}"
        if "site-packages" not in name and name != contextlib.__file__ and name != __file__:
            return f"{name}:{frame.f_lineno}" if name.startswith(HOUSE) else ""
        frame = frame.f_back
    return ""


class Watch:
    """Watches one test's connection; depth is counted from where the test began."""

    def __init__(self, patch):
        self.depth, self.thread, self.by = 0, threading.get_ident(), ""
        patch.setattr(transaction.Atomic, "__enter__", self._around_enter())
        patch.setattr(transaction.Atomic, "__exit__", self._around_exit())

    def _around_enter(self):
        enter = transaction.Atomic.__enter__

        def entering(block):
            enter(block)
            if threading.get_ident() == self.thread:
                self.entered()

        return entering

    def _around_exit(self):
        leave = transaction.Atomic.__exit__

        def leaving(block, kind, error, trace):
            if threading.get_ident() == self.thread:
                try:
                    self.left(well=kind is None)
                except Unrecorded as fault:
                    leave(block, Unrecorded, fault, None)
                    raise
            leave(block, kind, error, trace)

        return leaving

    def entered(self):
        self.depth += 1
        if self.depth == 1:
            self.by = ours()
            if self.by:
                _changed()

    def left(self, *, well):
        self.depth -= 1
        if self.depth == 0 and self.by and well:
            _tell(_changed(), self.by)

    def wrote(self, execute, sql, params, many, context):
        """Look at what is written outside of any transaction of heed's own."""
        mine = threading.get_ident() == self.thread and self.depth == 0
        mine = mine and sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE")
        by = ours() if mine else ""
        if by:
            # What the test itself wrote before, in a block of its own, is not laid to this.
            _changed()
        said = execute(sql, params, many, context)
        if mine:
            changed = _changed()
            if by:
                _tell(changed, by)
        return said


def _changed():
    """Return the tables that were noted since the last look, past the counting of queries."""
    raw = connection.connection
    if raw is None or connection.needs_rollback:
        return set()
    found = {name for (name,) in raw.execute("SELECT DISTINCT name FROM heed_changed")}
    if found:
        raw.execute("DELETE FROM heed_changed")
    return found


def _tell(changed, by):
    if changed and TOLD not in changed:
        raise Unrecorded(f"{by} wrote to {', '.join(sorted(changed))} and recorded nothing.")

"""Plans as files from the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from heedweb.command import parser_of, started, told

# As in heedweb.workspace.queries.plan_written, which cannot be loaded before Django.
FORMATS = ("xlsx", "docx")


def plan(argv: Sequence[str]) -> int:
    """Write a plan to a spreadsheet or a Word file, or take such a file into a plan."""
    parser = parser_of(
        "plan",
        "Write a plan to a file, or take a file into a plan.",
        'heed plan export "Wells for all" --format docx wells.docx\n'
        '       heed plan import wells.docx --plan "Wells for all" --by me@example.org --preview',
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    acts = parser.add_subparsers(dest="action", required=True)
    out = acts.add_parser("export", help="write a plan to a file")
    out.add_argument("plan", metavar="PLAN", help="what the plan is called")
    out.add_argument("out", metavar="OUT", type=Path, help="the file to write")
    out.add_argument("--format", choices=FORMATS, help="xlsx or docx; else as OUT ends")
    out.add_argument("--language", default="en", help="of the labels: en, fr, es, ar, ru, zh (en)")
    into = acts.add_parser("import", help="take a file into a plan; without the plan, make it")
    into.add_argument("file", metavar="FILE", type=Path)
    into.add_argument("--plan", required=True, metavar="NAME", help="what the plan is called")
    into.add_argument("--preview", action="store_true", help="only say what would change")
    into.add_argument(
        "--clashes", choices=["here", "file"], default=None,
        help="whose words count where both changed a field; without it such a file is refused",
    )  # fmt: skip
    into.add_argument(
        "--leave-unknown", action="store_true", help="leave out names that stand for nothing"
    )
    for one in (out, into):
        one.add_argument("--workspace", metavar="NAME", help="needed if there are several")
        one.add_argument(
            "--by", metavar="EMAIL", required=one is into,
            help="on behalf of; to export, a coordinator without it",
        )  # fmt: skip
    parsed = parser.parse_args(argv)
    started()
    from heedweb.workspace import plan_operations as operations

    return told(
        lambda: (
            operations.take_out(parsed) if parsed.action == "export" else operations.take_in(parsed)
        )
    )

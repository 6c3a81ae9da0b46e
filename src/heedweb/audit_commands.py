"""`heed audit` and `heed blobs`: proves that history and originals are as they were written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from heedweb.command import parser_of, started, told


def audit(argv: Sequence[str]) -> int:
    """Verify the chains of history, print their heads, or erase what they hold of a person."""
    parser = parser_of(
        "audit",
        "Verify the history, print its heads, or erase what it holds of a person.",
        "heed audit heads > heads.txt; heed audit verify --heads heads.txt",
    )
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    verify = acts.add_parser("verify", help="walk every chain; one line for each fault")
    verify.add_argument("--workspace", metavar="NAME", help="only this workspace's")
    verify.add_argument("--heads", metavar="FILE", type=Path, help="heads that were kept elsewhere")
    heads = acts.add_parser("heads", help="print the heads, to be kept elsewhere")
    heads.add_argument("--workspace", metavar="NAME", help="only this workspace's")
    erase = acts.add_parser("erase", help="erase a person's name and address")
    erase.add_argument("--person", metavar="EMAIL", required=True)
    erase.add_argument("--why", required=True, help="by which decision; stands in the history")
    erase.add_argument("--by", metavar="EMAIL", required=True, help="who erases")
    parsed = parser.parse_args(argv)
    started()
    from heedweb.workspace import auditing

    if parsed.act == "verify":
        return told(lambda: auditing.verify(parsed.workspace, parsed.heads))
    if parsed.act == "heads":
        return told(lambda: auditing.heads(parsed.workspace))
    return told(lambda: auditing.erase(parsed.person, parsed.why, parsed.by))


def blobs(argv: Sequence[str]) -> int:
    """Read every stored original and compare it with the hash it is named for."""
    what = "Read every stored original; name each that is missing, changed or unused."
    parser = parser_of("blobs", what, "heed blobs verify")
    parser.add_argument("act", choices=["verify"])
    parser.parse_args(argv)
    started()
    from heedweb.workspace import auditing

    return told(auditing.blobs)

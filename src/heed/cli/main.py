"""`heed`: reads documents at the command line.

Exit status: 0 done, 1 a problem in the input (one line: file, what, what to do), 2 wrong use.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from typing import TYPE_CHECKING

import heed

_EPILOG = """examples:
  heed read report.pdf
  heed extract report.pdf addendum.pdf --out lists/
  heed extract report.docx --out - --csv > list.csv
  heed facts report.pdf addendum.pdf matrix.docx
  heed read report.pdf --shape > shape.txt
  heed rows export-full-en.json --state SVN --out rows.jsonl
  heed suggest texts.jsonl --taxonomy upr_info.issues > labels.jsonl
  heed link --later cycle4.jsonl --earlier cycle3.jsonl > links.jsonl
  heed dialogue report.txt communique.pdf > dialogue.jsonl
  heed ratifications status/*.csv --state SVN
  heed duties register.csv --state SVN --years 2026-2031 --asked asked.csv
  heed taxonomy rights.ttl --to json --out rights.json
"""
# What the workspace adds; found by entry point, so that the core never imports it.
_WORKSPACE = {
    "serve": "serve the workspace at an address of this machine",
    "fetch": "fetch a UN document by its symbol, if that is switched on",
    "take-in": "import files into a workspace",
    "label": "propose labels for a workspace's recommendations",
    "cluster": "gather a workspace's recommendations that ask the same",
    "workspace": "create a workspace, list them, open one to the public",
    "invite": "print a one-time sign-in link",
    "plan": "write a plan to a spreadsheet or Word file, or take one in",
    "organisation": "add, list or close the organisations of a workspace",
    "member": "let people into a workspace, list, suspend or remove them",
    "administrator": "make, unmake or list those who keep the installation",
    "options": "list or change the settings that hold without a restart",
    "audit": "verify the history, print its heads, erase a person's name",
    "blobs": "verify that stored originals are as they were taken in",
    "support": "let an administrator read in a room for an hour",
    "backup": "write the installation to one file while people work",
    "restore": "restore a backup into a new data folder",
    "feeds": "list the feeds that rooms ask, or take in what is new in them",
    "read-again": "read stored originals again, after an upgrade",
    "demo": "show a fictional State's workspace",
    "work": "run import jobs only",
}


# What files of labelled recommendations hold; the command itself is slow to import.
_TRAINED = ("upr_info.issues", "upr_info.action", "uhri.themes", "uhri.groups", "sdg.goals")

if TYPE_CHECKING:
    # argparse gives the type no public name.
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] in _WORKSPACE:
        return _workspace_command(arguments[0], arguments[1:])
    parsed = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = parsed.run
    try:
        return command(parsed)
    except BrokenPipeError:
        # The reader of our output went away ("heed extract ... | head"): not an error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    commands = "\n".join(f"  {name:<14}{what}" for name, what in _WORKSPACE.items())
    parser = argparse.ArgumentParser(
        prog="heed",
        description="Reads what international mechanisms ask of a State.",
        epilog=f"workspace commands:\n{commands}\n\n{_EPILOG}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"heed {heed.__version__}")
    sub = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_read(sub)
    _add_extract(sub)
    _add_facts(sub)
    _add_rows(sub)
    _add_suggest(sub)
    _add_link(sub)
    _add_dialogue(sub)
    _add_train(sub)
    _add_taxonomy(sub)
    _add_ratifications(sub)
    _add_duties(sub)
    _add_instruments(sub)
    _add_doctor(sub)
    return parser


def _command(sub: _Commands, name: str, what: str, example: str) -> argparse.ArgumentParser:
    """Add a command with its help and an example."""
    return sub.add_parser(
        name,
        help=what,
        description=f"{what.capitalize()}.",
        epilog=f"example: heed {name} {example}",
    )


def _add_read(sub: _Commands) -> None:
    parser = _command(sub, "read", "print a document as heed reads it", "report.pdf")
    parser.add_argument("file", metavar="FILE")
    alone = parser.add_mutually_exclusive_group()
    alone.add_argument("--text", action="store_true", help="print the text alone")
    what = "print the layout with the content masked, to report a file that reads badly"
    alone.add_argument("--shape", action="store_true", help=what)
    parser.set_defaults(run=_read)


def _add_extract(sub: _Commands) -> None:
    what = "write the recommendations of documents"
    parser = _command(sub, "extract", what, "report.pdf addendum.pdf --out lists/")
    parser.add_argument("files", metavar="FILE", nargs="+", help="reports and their addenda")
    parser.add_argument("--out", metavar="DIR", default="-", help="folder to write to; - prints")
    parser.add_argument("--csv", action="store_true", help="CSV instead of JSON lines")
    parser.set_defaults(run=_extract)


def _add_facts(sub: _Commands) -> None:
    what = "print what the documents of a review say beside the list"
    parser = _command(sub, "facts", what, "report.pdf addendum.pdf matrix.docx")
    parser.add_argument("files", metavar="FILE", nargs="+", help="documents of a review")
    parser.set_defaults(run=_facts)


def _add_rows(sub: _Commands) -> None:
    what = "print the rows of ready-made data (UHRI, UPR Info, IMPACT OSS, any table)"
    parser = sub.add_parser(
        "rows",
        help=what,
        description=f"{what.capitalize()} as JSON lines. What is wrong with a row is said on stderr"
        " and the row left out; the exit status is then 1.",
        epilog="example: heed rows list.xlsx --columns > matching.json; "
        "heed rows list.xlsx --matching matching.json",
    )
    parser.add_argument("file", metavar="FILE", help="JSON array, CSV (also .gz) or XLSX")
    parser.add_argument("--state", metavar="ISO3", type=_state, help="only rows of this State")
    parser.add_argument("--matching", metavar="FILE", help="what the columns of a table mean")
    parser.add_argument("--out", metavar="FILE", default="-", help="file to write to; - prints")
    parser.add_argument(
        "--columns", action="store_true", help="print what the columns seem to mean, as JSON"
    )
    parser.set_defaults(run=_rows)


def _state(word: str) -> str:
    from heed.vocab.states import by_iso3

    found = by_iso3(word.upper())
    if found is None:
        raise argparse.ArgumentTypeError(f"{word} is no State's code of three letters")
    return found.iso3


def _rows(parsed: argparse.Namespace) -> int:
    from heed.cli.rows import columns, write

    if parsed.columns:
        return columns(parsed.file)
    return write(parsed.file, parsed.out, state=parsed.state, matching=parsed.matching)


def _add_suggest(sub: _Commands) -> None:
    what = "propose labels for texts: issues, kind of action, instruments, goals"
    parser = _command(sub, "suggest", what, "texts.jsonl --taxonomy upr_info.issues")
    parser.add_argument("file", metavar="IN", help='JSON lines {"id", "text"}; - reads')
    parser.add_argument("--out", metavar="FILE", default="-", help="file to write to; - prints")
    parser.add_argument(
        "--taxonomy", metavar="CODE", action="append", help="only this one; may be repeated"
    )
    parser.add_argument(
        "--no-reasons", action="store_true", help="leave out the words that decided; faster"
    )
    parser.set_defaults(run=_suggest)


def _suggest(parsed: argparse.Namespace) -> int:
    from heed.cli.suggest import write

    reasons = not parsed.no_reasons
    return write(parsed.file, parsed.out, taxonomies=parsed.taxonomy, reasons=reasons)


def _add_link(sub: _Commands) -> None:
    what = "propose which items of one list ask again what another asked"
    parser = _command(sub, "link", what, "--later cycle4.jsonl --earlier cycle3.jsonl")
    for name in ("--later", "--earlier"):
        lines = 'JSON lines {"id", "text"}; - reads'
        parser.add_argument(name, metavar="FILE", required=True, help=lines)
    parser.add_argument("--out", metavar="FILE", default="-", help="file to write to; - prints")
    model = "sentence model (ONNX) to search long lists by meaning too; see docs/links.md"
    parser.add_argument("--model", metavar="FOLDER", help=model)
    parser.set_defaults(run=_link)


def _link(parsed: argparse.Namespace) -> int:
    from heed.cli.link import write

    return write(parsed.later, parsed.earlier, parsed.out, model=parsed.model)


def _add_dialogue(sub: _Commands) -> None:
    what = "print who met whom, said what and promised what in press items, minutes, letters"
    parser = _command(sub, "dialogue", what, "report.txt communique.pdf message.eml")
    some = "text, HTML, PDF, Word or e-mail files; - reads a text"
    parser.add_argument("files", metavar="FILE", nargs="+", help=some)
    parser.add_argument("--out", metavar="FILE", default="-", help="file to write to; - prints")
    own = "a State that is in no list, with other forms of its name: Aurelia,Aurelian"
    parser.add_argument("--own", metavar="NAMES", default="", help=own)
    parser.set_defaults(run=_dialogue)


def _dialogue(parsed: argparse.Namespace) -> int:
    from heed.cli.dialogue import write

    own = [one.strip() for one in parsed.own.split(",") if one.strip()]
    return write(parsed.files, parsed.out, own=own)


def _add_train(sub: _Commands) -> None:
    what = "learn a labeller from labelled recommendations (UPR Info, UHRI)"
    example = "upr_info.csv.gz --taxonomy upr_info.issues --out models/"
    parser = _command(sub, "train", what, example)
    parser.add_argument("file", metavar="FILE", help="UPR Info's CSV (also .gz) or UHRI's export")
    parser.add_argument("--taxonomy", metavar="CODE", required=True, choices=_TRAINED)
    parser.add_argument("--out", metavar="FOLDER", required=True, help="for model and card")
    parser.add_argument("--version", default="1", help="of the labeller, named in its proposals")
    parser.add_argument("--licence", default="not stated", help="of the data, for the card")
    parser.set_defaults(run=_train)


def _train(parsed: argparse.Namespace) -> int:
    from heed.cli.train import write

    return write(
        parsed.file,
        parsed.taxonomy,
        parsed.out,
        version=parsed.version,
        licence=parsed.licence,
    )


def _add_taxonomy(sub: _Commands) -> None:
    what = "write a taxonomy in another form (SKOS, JSON, table)"
    parser = _command(sub, "taxonomy", what, "upr_info.issues --to skos --out issues.ttl")
    parser.add_argument("given", metavar="FILE", help="a file, or the code of one of heed's own")
    forms = ("skos", "rdf", "json", "csv", "xlsx")
    parser.add_argument("--to", choices=forms, default="json", help="skos is Turtle, rdf RDF/XML")
    parser.add_argument("--out", metavar="FILE", default="-", help="file to write to; - prints")
    parser.set_defaults(run=_taxonomy)


def _taxonomy(parsed: argparse.Namespace) -> int:
    from heed.cli.taxonomy import convert

    return convert(parsed.given, parsed.out, form=parsed.to)


def _add_ratifications(sub: _Commands) -> None:
    what = "print who is bound by which treaty or Convention, from tables"
    parser = _command(sub, "ratifications", what, "hr_status_cat.csv register.xlsx --state SVN")
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="CSV or XLSX; see docs/standards.md"
    )
    parser.add_argument("--state", metavar="ISO3", type=_state, help="only rows of this State")
    parser.add_argument("--out", metavar="FILE", default="-", help="file to write to; - prints")
    parser.set_defaults(run=_ratifications)


def _ratifications(parsed: argparse.Namespace) -> int:
    from heed.cli.standards import ratifications

    return ratifications(parsed.files, parsed.out, state=parsed.state)


def _add_duties(sub: _Commands) -> None:
    what = "print which reports a State owes under treaties and Conventions, when and why"
    parser = _command(sub, "duties", what, "register.csv --state SVN --years 2026-2031")
    parser.add_argument("files", metavar="FILE", nargs="+", help="registers; see docs/standards.md")
    parser.add_argument("--state", metavar="ISO3", type=_state, required=True)
    parser.add_argument("--years", metavar="FROM-TO", type=_years, help="by default six from now")
    said = 'table "instrument", "kind", "when" of what was asked beside the rules'
    parser.add_argument("--asked", metavar="FILE", help=said)
    parser.add_argument("--out", metavar="FILE", default="-", help="file to write to; - prints")
    parser.set_defaults(run=_duties)


def _years(words: str) -> range:
    first, _, last = words.partition("-")
    if not (first.isdigit() and (last or first).isdigit() and int(first) <= int(last or first)):
        raise argparse.ArgumentTypeError(f"{words} is no span of years like 2026-2031")
    return range(int(first), int(last or first) + 1)


def _duties(parsed: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from heed.cli.duties import write

    today = datetime.now(UTC).date()
    years = parsed.years or range(today.year, today.year + 6)
    return write(
        parsed.files, parsed.out, state=parsed.state, years=years, known=parsed.asked, today=today
    )


def _add_instruments(sub: _Commands) -> None:
    what = "print what is known of treaties and Conventions, and count what was not checked"
    parser = _command(sub, "instruments", what, "--unchecked > to-check.jsonl")
    parser.add_argument("--unchecked", action="store_true", help="only what was not checked")
    parser.add_argument("--out", metavar="FILE", default="-", help="file to write to; - prints")
    parser.set_defaults(run=_instruments)


def _instruments(parsed: argparse.Namespace) -> int:
    from heed.cli.standards import instruments

    return instruments(parsed.out, unchecked=parsed.unchecked)


def _add_doctor(sub: _Commands) -> None:
    parser = _command(sub, "doctor", "say what protects this installation", "")
    parser.set_defaults(run=_doctor)


def _doctor(parsed: argparse.Namespace) -> int:
    from heed.cli.doctor import examine

    return examine()


def _read(parsed: argparse.Namespace) -> int:
    from heed.cli.read import show

    return show(parsed.file, text_only=parsed.text, shape_only=parsed.shape)


def _facts(parsed: argparse.Namespace) -> int:
    from heed.cli.facts import show

    return show(parsed.files)


def _extract(parsed: argparse.Namespace) -> int:
    from heed.cli.extract import write

    return write(parsed.files, parsed.out, as_csv=parsed.csv)


def _workspace_command(name: str, argv: list[str]) -> int:
    for entry in metadata.entry_points(group="heed.commands"):
        if entry.name == name:
            command: Callable[[list[str]], int] = entry.load()
            return command(argv)
    sys.stderr.write(f"heed {name}: the workspace is not installed.\n")
    return 2


def main() -> None:
    """Run as the console script."""
    sys.exit(run())

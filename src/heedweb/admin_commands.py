"""Commands of administration: organisations, people, options, administrators."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from heedweb.command import parser_of, started, told
from heedweb.commands import ROLES

if TYPE_CHECKING:
    from heedweb.administration.options import Option

# As in heedweb.workspace.roles, which cannot be loaded before Django; a test compares them.
KINDS = ("government", "nhri", "cso", "employers", "workers", "parliament", "un")


def _needs(parser: argparse.ArgumentParser, parsed: argparse.Namespace, *names: str) -> None:
    for name in names:
        if not getattr(parsed, name):
            parser.error(f"{parsed.action} needs {name.upper()}")


def _workspace_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workspace", metavar="NAME", help="needed if there are several")
    parser.add_argument("--by", metavar="EMAIL", help="on behalf of; a coordinator without one")
    parser.add_argument("--why", default="", metavar="REASON", help="stands in the history")


def organisation(argv: Sequence[str]) -> int:
    """Add, list, close or open again the organisations of a workspace."""
    example = 'heed organisation add "Ministry of Health" --kind government'
    parser = parser_of("organisation", "Organisations of a workspace.", example)
    parser.add_argument("action", choices=["add", "list", "close", "reopen"])
    parser.add_argument("name", nargs="?", metavar="NAME")
    parser.add_argument("--kind", choices=KINDS, help="what it is; add needs it")
    _workspace_options(parser)
    parsed = parser.parse_args(argv)
    if parsed.action != "list":
        _needs(parser, parsed, "name", *(["kind"] if parsed.action == "add" else []))
    started()
    from heedweb.administration import operations

    return told(lambda: operations.organisation(parsed))


def member(argv: Sequence[str]) -> int:
    """Let people into a workspace, list them, change their role, suspend or remove them."""
    example = "heed member add me@example.org --role focal_point --organisation Health"
    parser = parser_of("member", "People of a workspace.", example)
    actions = ["add", "list", "role", "suspend", "let-in", "remove"]
    parser.add_argument("action", choices=actions)
    parser.add_argument("email", nargs="?", metavar="EMAIL")
    parser.add_argument("--role", choices=ROLES, help="add and role need it")
    parser.add_argument("--organisation", metavar="NAME", help="of which the person is")
    parser.add_argument("--name", default="", help="of the person")
    _workspace_options(parser)
    parsed = parser.parse_args(argv)
    if parsed.action != "list":
        _needs(parser, parsed, "email", *(["role"] if parsed.action in ("add", "role") else []))
    started()
    from heedweb.administration import operations

    return told(lambda: operations.member(parsed))


def administrator(argv: Sequence[str]) -> int:
    """Make and unmake those who keep the installation, or list them."""
    example = "heed administrator add me@example.org"
    parser = parser_of("administrator", "Those who keep the installation.", example)
    parser.add_argument("action", choices=["add", "remove", "list"])
    parser.add_argument("email", nargs="?", metavar="EMAIL")
    parsed = parser.parse_args(argv)
    if parsed.action != "list":
        _needs(parser, parsed, "email")
    started()
    from heedweb.administration import operations

    return told(lambda: operations.administrator(parsed.action, parsed.email))


def options(argv: Sequence[str]) -> int:
    """List the options, set one, or make it the default again. Needs no database."""
    example = "heed options set mail_host mail.example.org"
    parser = parser_of("options", "Options: settings that hold without a restart.", example)
    parser.add_argument("action", choices=["list", "set", "unset"])
    parser.add_argument("name", nargs="?", metavar="NAME")
    parser.add_argument("value", nargs="?", metavar="VALUE", help="- reads it, for a secret")
    parsed = parser.parse_args(argv)
    if parsed.action != "list":
        _needs(parser, parsed, "name")
    if parsed.action == "set" and parsed.value is None:
        parser.error("set needs VALUE")
    from heedweb.administration import options as declared

    def carry_out() -> Iterator[str]:
        if parsed.action == "list":
            yield from map(_line, declared.OPTIONS)
            return
        value = sys.stdin.readline().rstrip("\r\n") if parsed.value == "-" else parsed.value
        changed = declared.change({parsed.name: value if parsed.action == "set" else None})
        yield f"{parsed.name}: {'changed' if changed else 'as it was'}"

    return told(carry_out)


def _line(held: Option) -> str:
    from heedweb.administration import options as declared

    value = declared.value(held.name)
    shown = ("(kept)" if value else "") if held.secret else value
    where = "environment" if declared.fixed(held.name) else ""
    where = where or ("set" if declared.is_set(held.name) else "default")
    return f"{held.name}\t{shown}\t{where}\t{held.help}"

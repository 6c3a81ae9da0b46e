"""What concerns a room from the command line: support access, and the feeds it asks."""

from __future__ import annotations

from collections.abc import Sequence

from heedweb.command import parser_of, started, told


def support(argv: Sequence[str]) -> int:
    """Open a room for support for an hour, or end that; the room is told."""
    parser = parser_of(
        "support",
        "Let an administrator read in a room for an hour; the room is told at once.",
        'heed support open --workspace "UPR team" --room "Ministry of Health"'
        ' --by admin@example.org --reason "A note cannot be opened."',
    )
    parser.add_argument("action", choices=["open", "end"])
    parser.add_argument("--room", required=True, metavar="NAME", help="the organisation's name")
    parser.add_argument("--by", required=True, metavar="EMAIL", help="which administrator")
    parser.add_argument("--reason", default="", help="why; the room reads it")
    parser.add_argument("--workspace", metavar="NAME", help="needed if there are several")
    parsed = parser.parse_args(argv)
    started()
    from heedweb.workspace import operations

    act = operations.open_support if parsed.action == "open" else operations.end_support
    return told(lambda: [act(parsed.workspace, parsed.room, parsed.by, parsed.reason)])


def feeds(argv: Sequence[str]) -> int:
    """List the feeds that rooms ask, or ask them now and take in what is new."""
    parser = parser_of(
        "feeds", "Feeds that rooms ask for items of the dialogue.", "heed feeds fetch"
    )
    parser.add_argument("action", choices=["list", "fetch"])
    parser.add_argument("--workspace", metavar="NAME", help="all without one")
    parsed = parser.parse_args(argv)
    started()
    from heedweb.workspace import feed_operations

    act = feed_operations.fetch_feeds if parsed.action == "fetch" else feed_operations.list_feeds
    return told(lambda: act(parsed.workspace))

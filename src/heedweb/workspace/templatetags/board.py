"""Numbers of the board as links, and what stands in its lists, made for many of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from heedweb.config.addresses import page_address
from heedweb.workspace.board_words import COUNTS, LISTS
from heedweb.workspace.models import Measure, Plan, Workspace
from heedweb.workspace.queries import heat
from heedweb.workspace.queries.board import Line, Number
from heedweb.workspace.queries.board_lists import Cell, Row

register = template.Library()


@register.simple_tag
def board_lists(workspace: Workspace) -> dict[str, str]:
    """Return the addresses of the board's lists; a board has hundreds of numbers of five."""
    return {what: page_address("workspace:board-list", workspace.slug, what) for what in LISTS}


@register.filter
def linked(held: Number, lists: Mapping[str, str]) -> SafeString:
    """Return a number as the link to the list that it counts; 0 is none."""
    return _linked(held.count, lists[held.what], held.query)


@register.simple_tag
def heat_cells(
    workspace: Workspace, cells: Sequence[heat.Cell], columns: Sequence[tuple[str, float]]
) -> SafeString:
    """Return the cells of a theme: how much is asked, without a measure, answered by how many."""
    rows, measures = (
        page_address("workspace:board-list", workspace.slug, what)
        for what in ("recommendations", "measures")
    )
    named = [name for name, _x in columns]
    made = (
        (
            name,
            _linked(cell.asked, rows, cell.query),
            _linked(cell.without, rows, f"measure=none&{cell.query}"),
            _linked(cell.measures, measures, f"stage=standing&{cell.query}"),
        )
        for name, cell in zip(named, cells, strict=True)
    )
    shape = '<td data-label="{}"><span>{}</span> <span>{}</span> <span>{}</span></td>'
    return format_html_join("", shape, made)


def _linked(count: int, base: str, query: str) -> SafeString:
    if not count:
        return SafeString("0")
    # A board has four hundred of these: two parts to escape, and no format to read each time.
    return SafeString(f'<a class="n" href="{escape(base)}?{escape(query)}">{count}</a>')


@register.filter
def count_name(code: str) -> str:
    """Return what the heat map counts, in words."""
    return str(COUNTS[code])


@register.simple_tag
def list_row(workspace: Workspace, row: Row, titles: Sequence[str]) -> SafeString:
    """Return a record of a list as a row of its table; the first cell leads to its page."""
    href = page_address(f"workspace:{row.page}", workspace.slug, row.key)
    first, *rest = row.cells
    late = format_html(' <span class="late">{}</span>', _("late")) if row.late else ""
    head = format_html(
        '<th scope="row"><a href="{}"><bdi>{}</bdi></a>{}</th>', href, _cell(first), late
    )
    cells = format_html_join(
        "", '<td data-label="{}" dir="auto">{}</td>',
        ((title, _cell(cell)) for title, cell in zip(titles[1:], rest, strict=True)),
    )  # fmt: skip
    return format_html("<tr>{}{}</tr>", head, cells)


def _cell(cell: Cell) -> SafeString | str:
    if cell.on is not None:
        return date_format(cell.on, "DATE_FORMAT")
    return cell.text or format_html('<span class="missing">{}</span>', _("not stated"))


@register.simple_tag
def measure_page(workspace: Workspace, measure: Measure) -> str:
    """Return the address of the page on which a measure is read."""
    return page_address("workspace:measure", workspace.slug, measure.pk)


@register.simple_tag
def line_row(
    line: Line, titles: Sequence[str], lists: Mapping[str, str], plan: Plan | None
) -> SafeString:
    """Return a line of the board as a row; an institution's name leads to its own board."""
    name = format_html("<bdi>{}</bdi>", line.name)
    if line.key:
        of = f"&plan={plan.pk}" if plan else ""
        name = format_html('<a href="?institution={}{}">{}</a>', line.key, of, name)
    cells = format_html_join(
        "", '<td class="num" data-label="{}">{}</td>',
        ((title, linked(one, lists)) for title, one in zip(titles, line.numbers, strict=True)),
    )  # fmt: skip
    return format_html('<tr><th scope="row">{}</th>{}</tr>', name, cells)

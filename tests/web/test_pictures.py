"""What pictures are made of: scales on round numbers, ticks as exact as they need be, mirroring."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from lxml import etree

from heedweb.workspace.pictures import axes
from heedweb.workspace.pictures.figures import figure
from heedweb.workspace.pictures.scales import Bands, Days, Linear
from heedweb.workspace.pictures.series import MOST, Level, Point, Series, plot
from heedweb.workspace.pictures.shapes import (
    MARKS,
    Line,
    Mark,
    Path,
    Picture,
    Text,
)


def texts(scale):
    return [one.text for one in scale.ticks]


def test_a_scale_of_numbers_ends_on_round_ones():
    scale = Linear.of([3.0, 47.0], 200, 20)
    assert texts(scale) == ["0", "10", "20", "30", "40", "50"]
    assert (scale.at(0), scale.at(Decimal(50)), scale.at(25)) == (200, 20, 110)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([91.2, 92.4], ["91", "91.25", "91.5", "91.75", "92", "92.25", "92.5"]),
        ([-5.0, 5.0], ["-6", "-4", "-2", "0", "2", "4", "6"]),
        ([7.0], ["2", "4", "6", "8", "10", "12"]),
        ([0.0], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ([0.0012, 0.0031], ["0", "0.001", "0.002", "0.003", "0.004"]),
        ([0.0, 2_400_000.0], ["0", "500,000", "1,000,000", "1,500,000", "2,000,000", "2,500,000"]),
    ],
)
def test_a_scale_that_need_not_begin_at_nought_is_as_wide_as_its_values(values, said):
    scale = Linear.of(values, 200, 20, zero=False)
    assert texts(scale) == said
    assert all(20 <= scale.at(one) <= 200 for one in values)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2015, 12, 31), date(2025, 12, 31), ["2016", "2018", "2020", "2022", "2024"]),
        (date(2024, 1, 1), date(2024, 11, 30), ["Jan 2024", "Apr 2024", "Jul 2024", "Oct 2024"]),
        (date(2024, 3, 1), date(2024, 3, 5), ["1 Mar", "2 Mar", "3 Mar", "4 Mar", "5 Mar"]),
        (date(2024, 3, 1), date(2024, 3, 1), ["2024-03-01"]),
    ],
)  # fmt: skip
def test_a_scale_of_days_names_them_as_exactly_as_they_need_be(first, last, said):
    assert texts(Days(first, last, 0, 100)) == said


def test_bands_share_the_room_and_leave_gaps():
    bands = Bands(("a", "b", "c", "d"), 0, 100)
    assert (bands.step, bands.width, bands.at(1), bands.middle(3)) == (25, 21, 27, 87.5)
    assert texts(bands) == ["a", "b", "c", "d"]


def test_figures_are_grouped_as_the_reader_does():
    assert [figure(one) for one in (Decimal("1234.500000"), 12, 0.1)] == ["1,234.5", "12", "0.1"]
    with translation.override("fr"):
        assert figure(Decimal("1234.5")) == "1\xa0234,5"


def picture(*shapes):
    return Picture("p", "Wells & more", "Two <wells>.", 200, 100, shapes)


SHAPES = (
    Line("grid", 10, 20, 30, 20), Path("run s0", [(10, 10), (20.25, 5)]),
    Text(12, 30, "wells", "start", "name"),
    *(Mark("s0", shape, 10, 10) for shape in MARKS),
)  # fmt: skip


def test_a_picture_is_well_formed_and_says_what_it_is():
    root = etree.fromstring(picture(*SHAPES).svg)
    assert root.get("role") == "img"
    assert [one.text for one in root[:2]] == ["Wells & more", "Two <wells>."]
    assert root.get("aria-labelledby") == "p-title p-about"
    assert "style" not in picture(*SHAPES).svg


def test_a_picture_is_mirrored_where_the_page_runs_from_right_to_left():
    with translation.override("ar"):
        root = etree.fromstring(picture(*SHAPES).svg)
    line, run, text = root[2:5]
    assert (line.get("x1"), line.get("x2")) == ("190", "170")
    assert run.get("points") == "190,10 179.8,5"
    assert (text.get("x"), text.get("text-anchor")) == ("188", "start")


def test_words_below_an_axis_stand_beside_each_other():
    days = Days(date(2015, 1, 1), date(2026, 1, 1), 0, 60, most=12)
    shapes = axes.level(days.ticks, axes.Frame(0, 60, 0, 100))
    assert [one.text for one in shapes if isinstance(one, Text)] == ["2015", "2025"]


# Values by date.


def point(year, value, *, breaks=False):
    return Point(date(year, 1, 1), Decimal(value), f"{year}: {value}", breaks)


def drawn(*series, levels=()):
    return plot("p", "Wells", "Two.", series, levels)


def shapes(found, kind):
    return [one for one in found.picture.shapes if isinstance(one, kind)]


def test_without_a_value_there_is_no_picture():
    assert drawn() is None
    assert drawn(Series("all", [])) is None


def test_one_value_is_a_mark_and_no_line():
    found = drawn(Series("all", [point(2021, 38)]))
    assert (len(shapes(found, Mark)), shapes(found, Path)) == (1, [])
    assert (found.legend, found.broken) == ([], False)


def test_where_a_series_breaks_its_line_has_a_gap_and_a_mark():
    values = [point(2019, 45), point(2020, 44), point(2021, 38, breaks=True), point(2022, 33)]
    found = drawn(Series("all", values))
    first, second = shapes(found, Path)
    (mark,) = [one for one in shapes(found, Line) if one.kind == "break"]
    assert first.points[-1][0] < mark.x1 == mark.x2 < second.points[0][0]
    assert found.broken


def test_groups_are_told_apart_by_mark_and_by_name():
    found = drawn(*(Series(name, [point(2021, 1), point(2022, 2)]) for name in ("men", "women")))
    assert [name for _sample, name in found.legend] == ["men", "women"]
    assert {one.shape for one in shapes(found, Mark)} == {"circle", "square"}
    assert [one.kind for one in shapes(found, Path)] == ["run s0", "run s1"]


def test_more_groups_than_marks_are_left_to_the_table():
    found = drawn(*(Series(str(n), [point(2021, n)]) for n in range(MOST + 2)))
    assert len(shapes(found, Mark)) == len(found.legend) == MOST


def test_baseline_and_target_are_lines_with_words_within_the_picture():
    levels = (
        Level("baseline", Decimal(40), "baseline 40"),
        Level("target", Decimal(41), "target 41", date(2030, 12, 31)),
    )
    found = drawn(Series("all", [point(2021, 39)]), levels=levels)
    across = [one for one in shapes(found, Line) if one.kind in ("baseline", "target")]
    assert sorted(one.kind for one in across) == ["baseline", "target"]
    words = {one.text: one.y for one in shapes(found, Text) if one.kind == "say"}
    assert set(words) == {"baseline 40", "target 41"}
    assert abs(words["baseline 40"] - words["target 41"]) >= 13
    assert all(0 < one.x < found.picture.width for one in shapes(found, Mark))

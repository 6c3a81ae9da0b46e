"""Values of indicators: never changed, checked by a second person, replaced and withdrawn."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heedweb.workspace import plan_access
from heedweb.workspace.domain import blobs, indicators, originals, values
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs
from heedweb.workspace.domain.values import Reading
from heedweb.workspace.models import Activity, Room, Value
from heedweb.workspace.roles import RoomKind
from tests.web.conftest import seat
from tests.web.test_indicators import entered, made


@pytest.fixture
def held(table):
    return made(table)


def reading(year, value, **words):
    return Reading(date(year, 12, 31), Decimal(value), date(year, 1, 1), **words)


def post(table, who, address, **sent):
    return table.client(who).post(f"/w/aurelia/{address}", sent)


def seen(table, who):
    return [str(one.value.normalize()) for one in plan_access.values(seat(table, who))]


def shared(table, held):
    """Let an indicator live at the shared table."""
    room = Room.objects.get(workspace=table.workspace, kind=RoomKind.SHARED)
    type(held).objects.filter(pk=held.pk).update(room=room)


# Entering.


def test_a_keeper_enters_a_value_with_two_fields(table, held):
    answer = post(table, "focal", f"indicators/{held.pk}/values/new/", value="38,5", when="2021")
    assert answer.status_code == 302
    one = Value.objects.get()
    assert (one.value, one.since, one.on) == (
        Decimal("38.5"), date(2021, 1, 1), date(2021, 12, 31),
    )  # fmt: skip
    act = Activity.objects.get(verb="value_entered")
    assert act.changes == [
        {"subject": "2021-12-31", "field": "value", "before": None, "after": "38.5"}
    ]
    assert act.room == table.workspace.coordination().room


def test_the_form_begins_with_the_period_that_comes_next(table, held):
    entered(table, held, 2021, 38)
    page = table.client("focal").get(f"/w/aurelia/indicators/{held.pk}/values/new/")
    assert 'value="2022"' in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"value": "many", "when": "2021"}, "Write a figure"),
        ({"value": "1,234", "when": "2021"}, "Can be two figures"),
        ({"value": "1.1234567", "when": "2021"}, "At most 14 digits and 6 decimals."),
        ({"value": "12", "when": "soon"}, "is no day, month or year"),
        ({"value": "12", "when": "03/04/2021"}, "can be two days"),
        ({"value": "12", "when": "2021", "breaks": "on"}, "Say why the series breaks."),
        ({"value": "12", "when": "2021", "link": "javascript:alert(1)"}, "valid URL"),
        ({"value": "12", "when": "2021", "link": "ftp://example.org/x"}, "address of a page"),
        ({"value": "12", "when": "2021", "split0": "others"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(table, held, sent, said):
    answer = post(table, "focal", f"indicators/{held.pk}/values/new/", **sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Value.objects.exists()


def test_a_percent_sign_must_be_the_units(table):
    persons = made(table, unit="persons")
    answer = post(table, "focal", f"indicators/{persons.pk}/values/new/", value="12%", when="2021")
    assert "The unit is “persons”, not per cent." in answer.content.decode()


def test_one_value_stands_for_a_day_and_a_group(table, held):
    entered(table, held, 2021, 38)
    entered(table, held, 2021, 12, group={"sex": "women"})
    with pytest.raises(NotNow):
        entered(table, held, 2021, 39)
    assert Value.objects.count() == 2


@pytest.mark.parametrize("who", ["focal_elsewhere", "nhri_member", "reader", "cso_approver"])
def test_only_its_keeper_and_coordinators_enter_values(table, held, who):
    with pytest.raises(NotTheirs):
        values.enter(held, reading=reading(2021, 3), by=seat(table, who))
    shared(table, held)
    sent = {"value": "3", "when": "2021"}
    assert post(table, who, f"indicators/{held.pk}/values/new/", **sent).status_code in (403, 404)


def test_an_indicator_without_a_keeper_is_the_coordinations(table):
    held = made(table, keeper=None)
    entered(table, held, 2021, 3, who="coordinator")
    with pytest.raises(NotTheirs):
        entered(table, held, 2022, 3, who="focal")


# Evidence.


def test_a_file_is_kept_as_it_was_and_given_to_who_sees_the_value(table, held):
    file = SimpleUploadedFile("../reg\u202eister.pdf", b"<script>1</script>")
    sent = {"value": "38", "when": "2021", "file": file}
    assert post(table, "focal", f"indicators/{held.pk}/values/new/", **sent).status_code == 302
    one = Value.objects.get()
    assert blobs.path_of(one.blob.sha256).read_bytes() == b"<script>1</script>"
    assert one.blob.sha256 not in {found.sha256 for found in originals.verify()}
    address = f"/w/aurelia/values/{one.pk}/evidence/"
    answer = table.client("coordinator").get(address)
    assert b"".join(answer.streaming_content) == b"<script>1</script>"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Type"] == "application/octet-stream"
    assert 'attachment; filename="register.pdf"' in answer["Content-Disposition"]
    assert table.client("nhri_member").get(address).status_code == 404
    Path(blobs.path_of(one.blob.sha256)).write_bytes(b"other")
    assert table.client("coordinator").get(address).status_code == 500


def test_a_file_that_is_too_large_is_refused(table, held):
    file = SimpleUploadedFile("scan.pdf", b"0" * (20 * 1024 * 1024 + 1))
    sent = {"value": "38", "when": "2021", "file": file}
    answer = post(table, "focal", f"indicators/{held.pk}/values/new/", **sent)
    assert "larger than 20 MB" in answer.content.decode()


# A second person.


def test_a_value_is_checked_by_somebody_else_of_the_keeper_or_the_coordination(table, held):
    one = entered(table, held, 2021, 38)
    with pytest.raises(NotTheirs):
        values.check([one], by=seat(table, "focal"))
    with pytest.raises(NotTheirs):
        values.check([one], by=seat(table, "focal_elsewhere"))
    assert values.check([one], by=seat(table, "alternate")) == 1
    with pytest.raises(NotNow):
        values.check([one], by=seat(table, "coordinator"))
    one.refresh_from_db()
    assert one.checked_by == table.people["alternate"]


def test_until_it_is_checked_the_keeper_and_the_coordination_alone_see_it(table, held):
    shared(table, held)
    one = entered(table, held, 2021, 38)
    assert (seen(table, "authority"), seen(table, "coordinator")) == (["38"], ["38"])
    assert (seen(table, "nhri_member"), seen(table, "focal_elsewhere")) == ([], [])
    address = f"/w/aurelia/values/{one.pk}/"
    assert table.client("nhri_member").get(address).status_code == 404
    assert Activity.objects.get(verb="value_entered").room is not None
    values.check([one], by=seat(table, "authority"))
    assert seen(table, "nhri_member") == ["38"]
    assert table.client("nhri_member").get(address).status_code == 200
    assert Activity.objects.get(verb="value_checked").room is None


def test_values_are_checked_many_at_once_with_the_figures_before_them(table, held):
    entered(table, held, 2020, 40, by="authority")
    for year, value in ((2021, 38), (2022, 44)):
        entered(table, held, year, value)
    client = table.client("authority")
    page = client.get("/w/aurelia/values/").content.decode()
    assert "+6" in page
    assert "−2" in page
    keys = list(Value.objects.filter(checked=None).values_list("pk", flat=True))
    answer = client.post("/w/aurelia/values/", {"value": keys}, follow=True)
    assert "2 values are checked." in answer.content.decode()
    assert "No value waits." in answer.content.decode()
    assert Value.objects.filter(checked=None).count() == 0


def test_where_one_may_not_be_checked_none_is(table, held):
    mine = entered(table, held, 2021, 38, who="authority")
    other = entered(table, held, 2022, 38)
    answer = post(table, "authority", "values/", value=[mine.pk, other.pk])
    assert answer.status_code == 302
    assert Value.objects.filter(checked=None).count() == 2


def test_the_list_of_what_waits_takes_as_many_queries_for_one_as_for_three(table, held):
    counts = []
    client = table.client("authority")
    for years in ((2001,), (2002, 2003)):
        for year in years:
            entered(table, held, year, 38)
        with CaptureQueriesContext(connection) as taken:
            client.get("/w/aurelia/values/")
        counts.append(len(taken))
    assert counts[0] == counts[1]


# What takes the place of a value.


def test_a_value_is_replaced_and_the_old_one_stays_to_be_seen(table, held):
    old = entered(table, held, 2021, 38, by="authority")
    sent = {"value": "37.5", "when": "2021", "reason": "A prison was left out."}
    answer = post(table, "focal", f"values/{old.pk}/replace/", **sent)
    new = Value.objects.get(instead_of=old)
    assert answer["Location"] == f"/w/aurelia/values/{new.pk}/"
    page = table.client("focal").get(answer["Location"]).content.decode()
    assert "A prison was left out." in page
    old.refresh_from_db()
    assert (old.value, old.replaced_by) == (38, table.people["focal"])
    assert seen(table, "coordinator") == ["37.5"]
    act = Activity.objects.get(verb="value_replaced")
    assert (act.changes[0]["before"], act.changes[0]["after"]) == ("38", "37.5")
    assert act.why == "A prison was left out."
    page = table.client("focal").get(f"/w/aurelia/values/{old.pk}/").content.decode()
    assert "what stands in its place" in page
    assert f"/values/{old.pk}/replace/" not in page


def test_others_see_the_old_value_until_the_new_one_is_checked(table, held):
    shared(table, held)
    old = entered(table, held, 2021, 38, by="authority")
    new = values.replace(old, reading=reading(2021, 37), why="Wrong.", by=seat(table, "focal"))
    assert (seen(table, "nhri_member"), seen(table, "focal")) == (["38"], ["37"])
    values.check([new], by=seat(table, "authority"))
    assert (seen(table, "nhri_member"), seen(table, "focal")) == (["37"], ["37"])


def test_what_nobody_checked_is_passed_over_by_what_comes_after_it(table, held):
    shared(table, held)
    old = entered(table, held, 2021, 38, by="authority")
    by = seat(table, "focal")
    wrong = values.replace(old, reading=reading(2021, 37), why="Wrong.", by=by)
    new = values.replace(wrong, reading=reading(2021, 36), why="Wrong again.", by=by)
    assert (seen(table, "nhri_member"), seen(table, "focal")) == (["38"], ["36"])
    page = table.client("nhri_member").get(f"/w/aurelia/values/{old.pk}/").content.decode()
    assert "Stands no more" not in page
    assert "Wrong." not in page
    values.check([new], by=seat(table, "authority"))
    [change] = Activity.objects.filter(verb="value_checked").latest("pk").changes
    assert (change["before"], change["after"]) == ("38", "36")
    page = table.client("nhri_member").get(f"/w/aurelia/values/{old.pk}/").content.decode()
    assert "Stands no more" in page


@pytest.mark.parametrize("value", ["123456789012.123456", "1234567890123456"])
def test_a_figure_that_would_not_be_kept_as_it_is_is_refused(table, held, value):
    place = f"indicators/{held.pk}/values/new/"
    page = post(table, "focal", place, value=value, when="2021")
    assert (page.status_code, Value.objects.count()) == (422, 0)


def test_a_value_is_replaced_only_with_a_reason_and_by_something_else(table, held):
    old = entered(table, held, 2021, 38)
    other = entered(table, held, 2022, 36)
    by = seat(table, "focal")
    with pytest.raises(Lacking):
        values.replace(old, reading=reading(2021, 37), why=" ", by=by)
    with pytest.raises(NotNow):
        values.replace(old, reading=reading(2021, 38), why="Again.", by=by)
    with pytest.raises(NotNow):
        values.replace(old, reading=reading(2022, 38), why="Other year.", by=by)
    assert Value.objects.filter(replaced=None).count() == 2
    assert other.replaced is None


def test_a_wrong_value_is_withdrawn_with_a_reason(table, held):
    one = entered(table, held, 2021, 38, by="authority")
    page = post(table, "focal", f"values/{one.pk}/withdraw/", why="")
    assert (page.status_code, Value.objects.get().replaced) == (409, None)
    post(table, "focal", f"values/{one.pk}/withdraw/", why="Counted twice.")
    one.refresh_from_db()
    assert (one.reason, seen(table, "coordinator")) == ("Counted twice.", [])
    page = table.client("focal").get(f"/w/aurelia/indicators/{held.pk}/").content.decode()
    assert "Counted twice." in page
    with pytest.raises(NotNow):
        values.check([one], by=seat(table, "authority"))


def test_what_was_entered_instead_and_withdrawn_unchecked_gives_its_place_back(table, held):
    old = entered(table, held, 2021, 38, by="authority")
    new = values.replace(old, reading=reading(2021, 3), why="Typed.", by=seat(table, "focal"))
    values.withdraw(new, why="Typed wrongly.", by=seat(table, "authority"))
    assert seen(table, "coordinator") == ["38"]


def test_a_place_that_was_taken_since_is_not_given_back(table, held):
    old = entered(table, held, 2021, 38, by="authority")
    by = seat(table, "focal")
    new = values.replace(old, reading=reading(2022, 38), why="Other year.", by=by)
    entered(table, held, 2021, 41)
    values.withdraw(new, why="Wrong.", by=by)
    assert seen(table, "coordinator") == ["41"]


# The page of an indicator.


def test_the_page_shows_a_plot_with_the_table_and_each_cut(table, held):
    entered(table, held, 2020, 40, by="authority")
    entered(table, held, 2021, 30, by="authority", breaks=True, note="New register.")
    for group, value in (("women", 12), ("men", 44)):
        entered(table, held, 2021, value, by="authority", group={"sex": group})
    client = table.client("coordinator")
    address = f"/w/aurelia/indicators/{held.pk}/"
    page = client.get(address).content.decode()
    assert 'class="picture"' in page
    assert "the series breaks there" in page
    assert "?by=sex" in page
    assert 'class="legend"' not in page
    page = client.get(address, {"by": "sex"}).content.decode()
    assert page.count('class="picture sample"') == 2
    assert "2 values in % of prisoners" in page
    assert client.get(address, {"by": "nonsense", "page": "9"}).status_code == 200


def test_the_page_takes_as_many_queries_for_one_value_as_for_three(table, held):
    counts = []
    client = table.client("coordinator")
    for years in ((2001,), (2002, 2003)):
        for year in years:
            entered(table, held, year, 38, by="authority")
        with CaptureQueriesContext(connection) as taken:
            client.get(f"/w/aurelia/indicators/{held.pk}/")
        counts.append(len(taken))
    assert counts[0] == counts[1]


def test_values_are_taken_along_with_their_addresses_and_nothing_that_runs(table, held):
    entered(table, held, 2021, "-3.5", by="authority", source="=cmd()", group={"sex": "women"})
    entered(table, held, 2022, 7)
    answer = table.client("focal").post("/w/aurelia/values/export/", {"indicator": held.pk})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    one = Value.objects.get(on=date(2021, 12, 31))
    assert lines[0].startswith("indicator,name,unit,from,to,value,sex,series break,note,source")
    assert ",2021-01-01,2021-12-31,-3.5,women,,,'=cmd()," in lines[1]
    assert lines[1].endswith(f"http://testserver/w/aurelia/values/{one.pk}/")
    assert len(lines) == 3
    assert Activity.objects.get(verb="exported").detail["rows"] == 2
    answer = table.client("nhri_member").post("/w/aurelia/values/export/")
    assert len(b"".join(answer.streaming_content).splitlines()) == 1


def test_values_of_a_split_that_is_no_more_are_taken_along_with_their_group(table, held):
    entered(table, held, 2021, "1.234", by="authority", group={"sex": "women"})
    by, words = seat(table, "coordinator"), {"splits": {"age": ["young", "old"]}}
    indicators.write(held, words=words, seen=held.version, by=by)
    answer = table.client("focal").post("/w/aurelia/values/export/", {"indicator": held.pk})
    titles, row = csv.reader(io.StringIO(text_of(answer)))
    told = dict(zip(titles, row, strict=True))
    assert (told["sex"], told["age"], told["value"]) == ("women", "", "1.2340")


def text_of(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_a_value_that_could_be_two_figures_is_replaced_as_the_form_shows_it(table, held):
    one = entered(table, held, 2021, "1.234", by="authority")
    client, address = table.client("focal"), f"/w/aurelia/values/{one.pk}/replace/"
    assert 'value="1.2340"' in client.get(address).content.decode()
    sent = {"value": "1.2340", "when": "2021", "note": "Counted anew.", "reason": "A note."}
    assert client.post(address, sent).status_code == 302
    assert Value.objects.get(replaced__isnull=True).value == Decimal("1.234")

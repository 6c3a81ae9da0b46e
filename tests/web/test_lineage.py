"""The lineage of a matter, what changed from review to review, and search by meaning."""

from __future__ import annotations

import re
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heed.links.changes import Asked
from heedweb.workspace.domain import decisions, labelling, linking
from heedweb.workspace.link_words import story_text
from heedweb.workspace.models import ClusterMember, LabelState, Recommendation, Review
from heedweb.workspace.queries import change_pages, changes, lineages, nearness, similar
from heedweb.workspace.queries.changes import Round
from heedweb.workspace.queries.lineage import Item, Tie, picture
from heedweb.workspace.queries.nearness import Nearness
from tests.web.test_clusters import THIRD, of, report, row_of, two
from tests.web.test_labels import MATTERS, WORDS
from tests.web.test_links import say
from tests.web.test_take_in import made, take

__all__ = ["two"]
ROOT = "/w/aurelia/"
PAGES = ("changes/", "states/", "states/TCD/", "recommendations/meaning/?q=torture")
MEMBERS = [("alice", 200), ("bob", 200), ("charlie", 404), ("nobody", 302)]
ROUNDS = [Round(1, "upr"), Round(2, "upr"), Round(3, "cat"), Round(4, "upr")]


@pytest.fixture
def three(two, tmp_path):
    take(two, made(tmp_path, "c.txt", report("A/HRC/43/7", (34, "thirty-fourth"), THIRD)))
    linking.relink(workspace=two.workspace, by=two.alice)
    return two


def page(cast, path, who="alice"):
    return cast.client(who).get(ROOT + path).content.decode()


# The picture.


def drawn(ties, columns=("One", "Two", "Three")):
    items = [Item(1, 0, "1.1", "supported"), Item(2, 0, "1.2"), Item(3, 1, "2.1", "noted"),
             Item(4, 2, "3.1"), Item(5, 2, "3.2")]  # fmt: skip
    return picture(columns, items, ties)


def test_columns_stand_in_the_order_of_time_and_items_below_each_other():
    made_ = drawn({})
    assert [h.name for h in made_.headings] == ["One", "Two", "Three"]
    assert [h.count for h in made_.headings] == [2, 1, 2]
    lefts = [h.x for h in made_.headings]
    assert lefts == sorted(lefts)
    boxes = {box.item.key: box for box in made_.boxes}
    assert boxes[1].x == boxes[2].x < boxes[3].x < boxes[4].x
    assert boxes[2].y >= boxes[1].y + boxes[1].height
    assert all(box.x + box.width <= made_.width for box in made_.boxes)
    assert all(box.y + box.height <= made_.height for box in made_.boxes)


def test_position_has_a_letter_beside_its_shape():
    assert {b.item.key: b.letter for b in drawn({}).boxes} == {1: "S", 2: "", 3: "N", 4: "", 5: ""}
    assert drawn({}).positions == (("supported", "S"), ("noted", "N"))


def test_line_goes_from_the_earlier_to_the_later_box():
    made_ = drawn({(3, 1): Tie("same", sure=True)})
    boxes = {box.item.key: box for box in made_.boxes}
    (line,) = made_.lines
    assert (line.relation, line.sure) == ("same", True)
    assert line.path.startswith(f"M{boxes[1].x + boxes[1].width:g} {boxes[1].middle:g}C")
    assert line.path.endswith(f" {boxes[3].x:g} {boxes[3].middle:g}")


def test_only_the_nearest_review_is_drawn_and_the_rest_is_counted():
    made_ = drawn({(4, 3): Tie("related"), (4, 1): Tie("same"), (4, 5): Tie("same")})
    assert [line.relation for line in made_.lines] == ["related"]
    assert made_.left_out == 2


def test_boxes_are_sorted_so_that_lines_do_not_cross():
    made_ = drawn({(4, 2): Tie("same"), (5, 1): Tie("same")})
    boxes = {box.item.key: box for box in made_.boxes}
    assert boxes[5].y < boxes[4].y


def test_empty_lineage_is_a_picture_too():
    assert picture([], [], {}).boxes == ()


# The page of a lineage.


def test_lineage_has_every_member_in_picture_and_table(three):
    cluster = of("50.1")
    held = lineages.of_cluster(cluster)
    assert [column.review.cycle for column in held.columns] == [1, 2, 3]
    rows = {e.row.paragraph for column in held.columns for e in column.entries}
    assert rows == {"50.1", "60.1", "60.3", "70.1"}
    assert {box.item.number for box in held.picture.boxes} == rows
    text = page(three, f"clusters/{cluster.pk}/lineage/")
    svg = text[text.index("<svg") : text.index("</svg>")]
    table = text[text.index("</svg>") :]
    for number in rows:
        target = f"/w/aurelia/recommendations/{row_of(number).pk}/"
        assert f'href="{target}" aria-label="{number}, supported"' in svg
        assert f'href="{target}">{number}</a>' in table
    assert 'aria-labelledby="lineage-title lineage-desc"' in svg


def test_what_a_person_decided_is_drawn_so(three):
    say(three, "70.1", "60.3", "related")
    say(three, "70.1", "60.1", "different")
    links = lineages.ties([row_of(number).pk for number in ("70.1", "60.3", "60.1")])
    assert links[row_of("70.1").pk, row_of("60.3").pk] == Tie("related", sure=True)
    assert (row_of("70.1").pk, row_of("60.1").pk) not in links


@pytest.mark.parametrize(("who", "status"), MEMBERS)
def test_lineage_is_for_members(two, who, status):
    address = f"{ROOT}clusters/{of('50.1').pk}/lineage/"
    assert two.client(who).get(address).status_code == status


def test_lineage_of_nothing_is_not_found(two):
    assert two.client("alice").get(f"{ROOT}clusters/999999/lineage/").status_code == 404


def test_recommendation_leads_to_its_lineage(two):
    text = page(two, f"recommendations/{row_of('60.1').pk}/")
    assert f"/w/aurelia/clusters/{of('60.1').pk}/lineage/#r{row_of('60.1').pk}" in text


# What changed.


def asked(key, review, strength=4, position="supported"):
    return Asked(str(key), str(review), strength, position)


def whats(*items):
    return [cell.what for cell in changes.matter(1, items, ROUNDS).cells]


def test_change_is_told_body_by_body():
    assert whats(asked(1, 1), asked(2, 2)) == ["new", "repeated", "", "dropped"]
    assert whats(asked(1, 1), asked(2, 3), asked(3, 4)) == ["new", "dropped", "new", "returned"]


def test_more_is_stronger_and_less_is_weaker():
    assert whats(asked(1, 1, 2), asked(2, 2, 5), asked(3, 4, 3))[1::2] == ["stronger", "weaker"]


def test_where_it_is_not_known_how_much_is_asked_a_repeat_is_a_repeat():
    assert whats(asked(1, 1, changes.UNKNOWN), asked(2, 2, 5))[:2] == ["new", "repeated"]


def test_stronger_counts_as_repeated_too():
    held = changes.matter(1, [asked(1, 1, 2), asked(2, 2, 5)], ROUNDS)
    assert {what: n for what, n in changes.counts([held], 2).items() if n} == {
        "repeated": 1, "stronger": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("items", "text"),
    [
        (
            [asked(1, 1), asked(2, 2, position="noted"), asked(3, 4)],
            "recommended in each of 3 reviews, supported in 2, still asked",
        ),
        (
            [asked(1, 2, position="noted")],
            "recommended in 1 of 3 reviews, supported in none, not asked at the last",
        ),
        ([asked(1, 4, position=None)], "recommended in 1 of 3 reviews, still asked"),
        ([asked(1, 3)], ""),
    ],
)
def test_story_in_one_line(items, text):
    assert story_text(changes.matter(1, items, ROUNDS).story("upr")) == text


def test_clusters_and_what_stands_alone_are_matters(three):
    held = change_pages.held(three.workspace)
    found = {
        tuple(sorted(row.paragraph for row in lineages.loaded(one.keys))): [
            cell.what for cell in one.cells
        ]
        for one in held.matters
    }
    assert found["50.1", "60.1", "60.3", "70.1"][0] == "new"
    assert found["50.3",] == ["new", "dropped", ""]
    grouped = {key for one in held.matters if one.cluster for key in one.keys}
    members = ClusterMember.objects.filter(standing__in=ClusterMember.IN, cluster__gone=False)
    assert grouped == set(members.values_list("recommendation_id", flat=True))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("who", "status"), MEMBERS)
def test_pages_are_for_members(two, path, who, status):
    assert two.client(who).get(ROOT + path).status_code == status


@pytest.mark.parametrize("path", PAGES)
def test_page_runs_nothing_inline(two, path):
    text = page(two, path)
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert re.findall(r'\s(?:style|on[a-z]+)="', text) == []


@pytest.mark.parametrize(
    "query", ["?review=x", "?review=9999&what=x&theme=y&taxonomy=z", "?page=-1", "?page=99"]
)
def test_senseless_address_is_no_error(two, query):
    assert two.client("alice").get(f"{ROOT}changes/{query}").status_code == 200


@pytest.mark.parametrize("path", ["changes/", "changes/?what=repeated", "states/"])
def test_every_number_is_a_link_to_as_many(three, path):
    client, text = three.client("alice"), page(three, path)
    links = re.findall(r'href="(/w/aurelia/recommendations/\?[^"]+)">(\d+)</a>', text)
    assert links
    for target, count in links:
        listed = client.get(target.replace("&amp;", "&")).content.decode()
        assert re.search(r"<h1[^>]*>(\d+)", listed)[1] == count


def test_themes_count_items_and_matters_each_number_a_link(three, settings):
    settings.TAXONOMIES = [f"{WORDS}.taxonomies"]
    settings.LABELLERS = [f"{WORDS}.labellers"]
    rows = {row_of(number).pk for number in ("50.1", "60.4", "70.1", "70.2")}
    for pk in rows:
        seen = {pk: LabelState.objects.filter(recommendation=pk).first()}
        seen = {pk: seen[pk].revision if seen[pk] else 0}
        labelling.give(
            workspace=three.workspace, seen=seen, labels={pk: [(MATTERS, "water")]}, by=three.alice
        )
    text = page(three, f"changes/?taxonomy={MATTERS}")
    themes = text[text.index('id="themes"') :]
    cells = re.findall(r'<td class="num"[^>]*>(?:<a [^>]*>)?(\d+)', themes)
    # Two of the last review, one of each before; at the last both matters were asked before.
    assert cells == ["1", "1", "2", "0", "0", "2", "0", "0", "0"]
    client = three.client("alice")
    for target, count in re.findall(r'href="(/w/aurelia/recommendations/[^"]+)">(\d+)</a>', themes):
        listed = client.get(target.replace("&amp;", "&")).content.decode()
        assert re.search(r"<h1[^>]*>(\d+)", listed)[1] == count
    for query, count in re.findall(r'href="\?([^"]*what=[^"]*)">(\d+)</a>', themes):
        narrowed = page(three, f"changes/?{query.replace('&amp;', '&')}")
        assert re.search(r'id="matters">(\d+) matter', narrowed)[1] == count


@pytest.mark.parametrize("what", ["new", "repeated", "returned", "dropped"])
def test_every_word_lists_as_many_matters(three, what):
    text = page(three, "changes/")
    href, count = re.search(rf'href="\?([^"]*what={what})"[^>]*><b>(\d+)</b>', text).groups()
    narrowed = page(three, f"changes/?{href.replace('&amp;', '&')}")
    shown = re.search(r'id="matters">(\d+) matter', narrowed)
    assert (shown[1] if shown else "0") == count


def test_pages_take_as_many_queries_for_one_as_for_three(three):
    def queries(path):
        client = three.client("alice")
        client.get(ROOT + path)
        with CaptureQueriesContext(connection) as held:
            client.get(ROOT + path)
        return len(held)

    cluster = of("50.1")
    paths = ("changes/", "states/", "recommendations/meaning/?q=torture",
             f"clusters/{cluster.pk}/lineage/", "links/")  # fmt: skip
    many = [queries(path) for path in paths]
    kept = row_of("70.2")
    gone = Recommendation.objects.exclude(pk__in=[kept.pk, row_of("60.4").pk, row_of("50.1").pk])
    decisions.reject(
        workspace=three.workspace, seen={row.pk: row.revision for row in gone}, by=three.alice
    )
    assert [queries(path) for path in paths] == many


def test_state_has_what_it_asked_each_time_and_the_answer(three):
    text = page(three, "states/TCD/")
    assert "<h1><bdi>Chad</bdi></h1>" in text
    assert text.count('class="one"') == 1
    assert "supported" in text[text.index('class="one"') :]
    assert three.client("alice").get(f"{ROOT}states/FRA/").status_code == 404
    assert three.client("alice").get(f"{ROOT}states/XXX/").status_code == 404


def test_states_stand_in_the_order_of_their_names(three):
    reviews, found = change_pages.by_state(three.workspace)
    names = [one.name for one in found]
    assert names == sorted(names)
    assert len(reviews) == 3
    assert sum(n for one in found for _, n in one.counts) == 10


# Search by meaning.


def test_search_by_meaning_ranks_what_is_near(three):
    found = similar.by_meaning([three.workspace], "no more executions: death penalty")
    assert [one.row.paragraph for one in found[:2]] in (["60.4", "70.2"], ["70.2", "60.4"])
    assert similar.by_meaning([three.workspace], "zzzz") == []
    assert "Nothing here is near to that." in page(three, "recommendations/meaning/?q=zzzz")


def test_search_in_all_workspaces_stays_in_those_of_the_person(three, cast, tmp_path):
    from heedweb.workspace.domain import documents, workspaces

    other = workspaces.create(name="Second", state="XAU", by=cast.alice)
    secret = made(tmp_path, "d.txt", report("A/HRC/90/8", (20, "twentieth"), THIRD))
    documents.take_in(workspace=other, files=[secret], by=cast.alice)
    query = "recommendations/meaning/?q=abolish+the+death+penalty"
    assert "In all your workspaces" in page(three, query)
    assert "/w/second/recommendations/" not in page(three, query)
    assert "/w/second/recommendations/" in page(three, f"{query}&in=all")
    assert "/w/second/recommendations/" not in page(three, f"{query}&in=all", who="bob")


def test_list_that_was_searched_by_words_leads_to_meaning(two):
    assert "/w/aurelia/recommendations/meaning/?q=torture" in page(
        two, "recommendations/?q=torture"
    )


def test_text_that_changed_is_found_and_what_left_is_not(two):
    row = row_of("50.3")
    decisions.correct(
        workspace=two.workspace, seen={row.pk: row.revision}, fields={"text": "Dig deep wells."},
        by=two.alice,
    )  # fmt: skip
    two.workspace.refresh_from_db()
    assert [one.row.pk for one in similar.by_meaning([two.workspace], "deep wells")] == [row.pk]
    row.refresh_from_db()
    decisions.reject(workspace=two.workspace, seen={row.pk: row.revision}, by=two.alice)
    two.workspace.refresh_from_db()
    assert similar.by_meaning([two.workspace], "deep wells") == []


def test_same_text_twice_is_held_once_and_found_twice():
    held = Nearness()
    held.hold({1: "Dig a well.", 2: "Dig a well.", 3: "Paint a bridge."})
    assert [one.key for one in held.nearest("wells", 5)] == [1, 2]
    held.hold({2: "Dig a well."})
    assert [one.key for one in held.nearest("wells", 5)] == [2]
    assert held.nearest("bridges", 5) == []


def test_review_without_a_date_stands_by_its_session(three):
    assert [r.session for r in change_pages.held(three.workspace).reviews] == [7, 20, 34]
    assert Review.objects.count() == 3


def test_long_list_is_read_beside_for_who_does_not_wait(two, monkeypatch):
    monkeypatch.setattr(nearness, "_AT_ONCE", 0)
    before = set(threading.enumerate())
    assert nearness.nearest(two.workspace, "death penalty", 3, wait=False) == []
    for one in set(threading.enumerate()) - before:
        one.join()
    found = nearness.nearest(two.workspace, "death penalty", 3, wait=False)
    assert found[0].key == row_of("60.4").pk

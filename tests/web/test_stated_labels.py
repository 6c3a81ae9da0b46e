"""Labels that sources state: a third voice beside labellers and people."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.http import QueryDict

from heedweb.workspace import operations
from heedweb.workspace.domain import decisions, documents, labelling, proposing
from heedweb.workspace.domain.given import Given
from heedweb.workspace.models import Labelling, LabelRun, LabelState, Recommendation, Tag
from heedweb.workspace.queries import exchange, recommendations
from heedweb.workspace.queries.taxonomies import vocabulary
from tests.web.test_data import SWIM, WELL, island, joint, report, table, take
from tests.web.test_family import listed
from tests.web.test_family import report as aurelian

__all__ = ["island"]
WORDS = "tests.web.label_words"
ISSUES, ACTION, THEMES = "upr_info.issues", "upr_info.action", "uhri.themes"


@pytest.fixture(autouse=True)
def _words(settings):
    settings.TAXONOMIES = [f"{WORDS}.of_sources"]
    settings.LABELLERS = [f"{WORDS}.issues"]


def stand(cast, number="50.1"):
    proposing.propose(workspace=cast.workspace, by=cast.alice)
    held = Tag.objects.filter(recommendation__paragraph=number)
    return {(tag.taxonomy, tag.code): tag.standing for tag in held}


def one(number, *labels):
    row = Recommendation.objects.get(paragraph=number)
    revision = LabelState.objects.get(recommendation=row).revision
    return {"workspace": row.review.workspace, "seen": {row.pk: revision},
            "labels": {row.pk: labels}}  # fmt: skip


def test_issues_and_action_of_upr_info_are_stated_under_the_codes_of_today(island, tmp_path):
    take(island, tmp_path, report=report(), data=joint())
    assert stand(island) == {(ISSUES, "Right to water"): "stated", (ACTION, "5"): "stated"}
    tag = Tag.objects.get(recommendation__paragraph="50.1", taxonomy=ISSUES)
    # Proposed as well: what the source states counts, the score stays to be seen.
    assert (tag.score, [written for _, written in tag.stated]) == (0.6, ["Water"])
    swim = stand(island, "50.2")
    assert swim == {
        (ISSUES, "Right to water"): "stated", (ISSUES, "Swimming"): "proposed",
        (ACTION, "5"): "stated",
    }  # fmt: skip
    assert Labelling.objects.count() == 0


def test_themes_groups_and_unknown_names_of_a_thematic_list(cast, tmp_path):
    take(cast, tmp_path, report=aurelian(), matrix=listed())
    assert stand(cast) == {
        (THEMES, "Water"): "stated", ("uhri.groups", "Villagers"): "stated",
        (ISSUES, "Right to water"): "proposed",
    }  # fmt: skip
    assert stand(cast, "50.2")[THEMES, "Schools"] == "stated"


def test_targets_of_uhri_state_their_goal_too(island, tmp_path):
    held = {
        "AnnotationId": "a1", "Symbol": "A/HRC/90/7", "Text": f"50.1. {WELL}", "Body": "UPR",
        "AnnotationType": "Recommendations", "Countries": ["Iceland"], "Themes": ["Wells & Pumps"],
        "AffectedPersons": [], "Sdgs": ["6.1 - Water for all"], "PublicationDate": "2022-05-01",
        "UprPositions": ["Supported"], "UprRecommendingCountry": ["Chad", "Mali"],
    }  # fmt: skip
    take(island, tmp_path, report=report(), uhri=json.dumps([held]).encode())
    found = stand(island)
    assert found["uhri.themes", "Wells & pumps"] == "stated"
    assert (found["sdg.goals", "6"], found["sdg.targets", "6.1"]) == ("stated", "stated")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("16", [("sdg.goals", "16")]),
        ("Goal 16", [("sdg.goals", "16")]),
        ("16 - PEACE", [("sdg.goals", "16")]),
        ("SDG 16.a", [("sdg.goals", "16"), ("sdg.targets", "16.a")]),
        ("4.1 - Free schooling", [("sdg.goals", "4"), ("sdg.targets", "4.1")]),
        ("Aim 3", [("sdg.goals", "3")]),
        ("18", []),
        ("160", []),
        ("Peace", []),
    ],
)
def test_goals_are_known_by_their_number(cast, written, found):
    assert vocabulary(cast.workspace).goals_of(written) == found


def test_person_counts_before_the_source_and_the_source_comes_back_with_undo(island, tmp_path):
    take(island, tmp_path, report=report(), data=joint())
    stand(island)
    labelling.reject(**one("50.2", (ISSUES, "Right to water")), by=island.alice)
    labelling.give(**one("50.2", (ACTION, "4")), by=island.alice)
    found = stand(island, "50.2")
    assert found[ISSUES, "Right to water"] == "rejected"
    assert (found[ACTION, "4"], found[ACTION, "5"]) == ("confirmed", "rejected")
    for _ in range(2):
        decisions.undo(workspace=island.workspace, by=island.alice)
    found = stand(island, "50.2")
    assert (found[ISSUES, "Right to water"], found[ACTION, "5"]) == ("stated", "stated")
    assert (ACTION, "4") not in found


def test_stated_counts_as_set_in_the_list_and_names_its_source_on_the_page(island, tmp_path):
    take(island, tmp_path, report=report(), data=joint())
    stand(island)
    island.workspace.refresh_from_db()
    query = QueryDict(f"about.{ISSUES}=Right to water&labels=confirmed")
    assert recommendations.listing(island.workspace, query).total == 2
    row = Recommendation.objects.get(paragraph="50.1")
    page = island.client("alice").get(f"/w/aurelia/recommendations/{row.pk}/").content.decode()
    assert 'class="tag stated">Right to water<' in page
    assert "stated by data" in page
    assert "(<bdi>Water</bdi>)" in page


def test_table_states_what_a_taxonomy_knows_and_no_more(island, tmp_path):
    rows = table(("Nr", "Text", "By", "Topic"), ("1", WELL, "Chad", "Water"),
                 ("2", SWIM, "Japan", "Sports"))  # fmt: skip
    matching = {
        "columns": [
            {"header": "Nr", "field": "paragraph"}, {"header": "Text", "field": "text"},
            {"header": "By", "field": "recommending"}, {"header": "Topic", "field": "themes"},
        ],
        "fixed": {"symbol": "A/HRC/90/7"},
    }  # fmt: skip
    path = tmp_path / "ours.csv"
    path.write_bytes(rows)
    take(island, tmp_path, report=report())
    documents.take_in(
        workspace=island.workspace, files=[Given("ours.csv", path, matching)], by=island.alice
    )
    topics = {code for (taxonomy, code) in stand(island) if taxonomy == ISSUES}
    assert topics == {"Right to water"}
    assert not Tag.objects.filter(code="Sports").exists()


def test_command_labels_a_workspace_and_says_how_far_it_is(island, tmp_path):
    take(island, tmp_path, report=report(), data=joint())
    told = []
    line = operations.label("Aurelia", lambda *pair: told.append(pair))
    assert (line, told) == ("Aurelia: 2 read, 2 labels proposed", [(2, 2)])
    assert LabelRun.objects.get().state == "done"
    with pytest.raises(LookupError, match="Nowhere"):
        operations.label("Nowhere", lambda *_: None)


def test_taken_along_for_another_system_labels_are_as_they_stand(island, tmp_path):
    take(island, tmp_path, report=report(), data=joint())
    stand(island)
    labelling.reject(**one("50.2", (ISSUES, "Right to water")), by=island.alice)
    labelling.give(**one("50.2", (ISSUES, "Swimming")), by=island.alice)
    labelling.give(**one("50.2", (ACTION, "4")), by=island.alice)
    rows = list(Recommendation.objects.order_by("order").select_related("review"))
    text = exchange.written(rows, exchange.FORMS["upr_info"]).decode("utf-8-sig")
    held = {(row["text"], row["issues"], row["action_category"])
            for row in csv.DictReader(io.StringIO(text))}  # fmt: skip
    assert held == {(WELL, "Water", "5"), (SWIM, "Swimming", "4")}

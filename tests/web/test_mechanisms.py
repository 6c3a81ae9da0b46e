"""What other mechanisms ask: lists of their own, their words, what comes next, grades."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse

from heedweb.workspace.domain import decisions, documents
from heedweb.workspace.domain.given import Given
from heedweb.workspace.models import Recommendation, Review, SourceDocument
from heedweb.workspace.words import fact_name
from tests.web.conftest import given as uprs

SAMPLES = Path("samples/documents")
WOMEN, EARLIER = "XAU_cedaw_2024.pdf", "XAU_cedaw_2019.html"
LABOUR, RIGHTS, GRADES = "XAU_ceacr_c111_2023.html", "XAU_ccpr_2023.docx", "XAU_followup_2026.pdf"
VISIT = "XAU_visit_housing_2019.pdf"


def take(cast, *names):
    files = [Given(name, SAMPLES / name) for name in names]
    return documents.take_in(workspace=cast.workspace, files=files, by=cast.alice)


def page_of(cast, name, *extra, query=""):
    where = reverse(f"workspace:{name}", args=["aurelia", *extra])
    return cast.client("alice").get(where + query).content.decode()


def test_concluding_observations_are_a_list_of_their_own(cast):
    (outcome,) = take(cast, WOMEN)
    review = Review.objects.get()
    assert (outcome.state, review.mechanism, review.symbol) == ("done", "cedaw", "CEDAW/C/XAU/CO/6")
    assert outcome.count == review.recommendations.count() > 15
    row = review.recommendations.get(paragraph="15")
    assert row.key == "CEDAW/C/XAU/CO/6#15"
    assert row.context["heading"] == "National machinery for the advancement of women"
    assert row.context["instrument"] == "CEDAW"
    assert row.context["concern"]["text"]
    assert [part.label for part in row.parts.all()][:2] == ["(a)", "(b)"]
    assert row.boxes


def test_no_mechanism_is_shown_what_it_does_not_have(cast):
    take(cast, WOMEN)
    listed = page_of(cast, "recommendations")
    assert 'class="pos' not in listed
    assert "State not stated" not in listed
    row = Recommendation.objects.get(paragraph="15")
    shown = page_of(cast, "recommendation", row.pk)
    assert "What the State answered" not in shown
    assert "The concern it answers" in shown


def test_the_list_is_counted_in_the_mechanisms_own_word(cast):
    take(cast, LABOUR)
    assert re.search(r"<h1>\d+ requests</h1>", page_of(cast, "recommendations"))
    documents.take_in(
        workspace=cast.workspace,
        files=uprs("AUR_cycle1_report.pdf"),
        by=cast.alice,
    )
    assert re.search(r"<h1>\d+ recommendations and requests</h1>", page_of(cast, "recommendations"))


@pytest.mark.parametrize(
    "query",
    ["?mechanism=treaty_bodies", "?body=cedaw", "?instrument=CEDAW", "?mark=follow_up"],
)
def test_one_list_narrows_by_what_its_mechanisms_have(cast, query):
    take(cast, WOMEN, LABOUR)
    whole = int(re.search(r"<h1>(\d+)", page_of(cast, "recommendations")).group(1))
    part = int(re.search(r"<h1>(\d+)", page_of(cast, "recommendations", query=query)).group(1))
    assert 0 < part < whole


def test_articles_of_a_convention_are_a_facet(cast):
    take(cast, LABOUR)
    listed = page_of(cast, "recommendations", query="?article=C111 1")
    assert int(re.search(r"<h1>(\d+)", listed).group(1)) > 0


def test_what_comes_next_stands_with_the_sentence_that_asks_for_it(cast):
    take(cast, WOMEN, RIGHTS)
    shown = page_of(cast, "mechanisms")
    assert "Information on follow-up" in shown
    assert "Next report" in shown
    assert "February 2028" in shown
    assert page_of(cast, "mechanism", "cedaw").count("CEDAW/C/XAU/CO/6") >= 1


def test_what_is_recalled_leads_to_the_earlier_recommendation(cast):
    take(cast, WOMEN, EARLIER)
    rows = [r for r in Recommendation.objects.all() if r.context.get("recalls")]
    named = [r for r in rows if any("CEDAW/C/XAU/CO/5#" in key for key in r.context["recalls"])]
    shown = page_of(cast, "recommendation", named[0].pk)
    key = next(key for key in named[0].context["recalls"] if "#" in key)
    earlier = Recommendation.objects.get(key=key)
    assert f"/recommendations/{earlier.pk}/" in shown


def test_grades_of_a_follow_up_report_stand_beside_what_they_grade(cast):
    take(cast, RIGHTS, GRADES)
    paper = SourceDocument.objects.get(kind="follow_up_grades")
    mine = [g for g in paper.found["grades"] if g["document"] == "CCPR/C/XAU/CO/5"]
    assert mine
    row = Recommendation.objects.get(key=f"CCPR/C/XAU/CO/5#{mine[0]['paragraph']}")
    shown = page_of(cast, "recommendation", row.pk)
    assert "How the follow-up was graded" in shown
    assert f"<b>{mine[0]['grade']}</b>" in shown


def test_what_a_person_decided_stays_when_the_document_is_read_again(cast):
    take(cast, WOMEN)
    row = Recommendation.objects.get(paragraph="15")
    decisions.accept(workspace=cast.workspace, seen={row.pk: row.revision}, by=cast.alice)
    reading = documents.read_again(review=row.review, by=cast.bob)
    row.refresh_from_db()
    assert (reading.summary["reopened"], row.state) == ([], "accepted")


def test_what_is_split_keeps_its_concern(cast):
    take(cast, WOMEN)
    row = Recommendation.objects.get(paragraph="15")
    client = cast.client("alice")
    where = reverse("workspace:decide-act", args=["aurelia", row.pk, "split"])
    client.post(where, {"revision": row.revision, "pieces": "Do this\n\nDo that"})
    made = Recommendation.objects.filter(by_person=True)
    assert [one.context["concern"] for one in made] == [row.context["concern"]] * 2


def test_a_visit_names_the_mandate_and_whom_it_asks(cast):
    take(cast, VISIT)
    review = Review.objects.get()
    assert review.body.startswith("Special Rapporteur on adequate housing")
    asked = [
        r.context["addressees"] for r in Recommendation.objects.all() if "addressees" in r.context
    ]
    assert asked
    assert review.body in page_of(cast, "recommendations")


def test_a_double_footnote_is_stated_and_dated(cast):
    take(cast, "XAU_ceacr_p029_2024.pdf")
    review = Review.objects.get()
    shown = page_of(cast, "review", review.pk)
    assert "Full particulars asked for at session of the Conference" in shown
    assert "Reply to the comments" in shown


def test_every_fact_that_documents_state_has_a_name(cast):
    take(cast, *(path.name for path in sorted(SAMPLES.glob("XAU_c*"))[:20]))
    names = {fact["name"] for review in Review.objects.all() for fact in review.facts}
    assert [name for name in names if fact_name(name) == name] == []

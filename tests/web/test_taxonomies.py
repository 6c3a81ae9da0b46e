"""Own taxonomies: made, taken in, edited, taught, used; and who may do what."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heed.exchange.taxonomies import outlined
from heedweb.workspace.domain import alike, examples, taxonomies, teaching, training
from heedweb.workspace.domain.labellers import labellers_of
from heedweb.workspace.domain.taxonomies import Words
from heedweb.workspace.models import (
    Blob,
    Example,
    Labelling,
    LabelRun,
    OwnLabel,
    OwnTaxonomy,
    Proposal,
    Recommendation,
    Tag,
    Trained,
)
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.roles import Role
from heedweb.workspace.worker import train_once, work_once

OUTLINE = "Water | Safe water for all | springs; wells\n  Rivers\nRoads | | bridges\nLight\n"
# Subject, and texts about it that share no more than its words.
TEXTS = {
    "water": ("Dig deep wells in the north", "Keep the springs clean", "Pipe safe water to towns",
              "Test the wells every year", "Share the springs fairly"),
    "roads": ("Mend the bridges before winter", "Pave the road to the coast",
              "Build bridges over the gorge", "Widen the roads to the port",
              "Mark the road with signs"),
    "light": ("Put lamps on every street", "Light the harbour at night", "Mend broken lamps",
              "Bring light to schools", "Give lamps to fishers"),
}  # fmt: skip


def where(name, *args):
    return reverse(f"workspace:{name}", args=["aurelia", *args])


@pytest.fixture
def taxonomy(cast):
    return make(cast)


def make(cast, outline=OUTLINE, **words):
    return taxonomies.create(
        workspace=cast.workspace,
        words=Words("Works", **words),
        labels=outlined(outline),
        by=cast.alice,
    )


def fill(held, by, texts=TEXTS):
    for code, mine in texts.items():
        examples.add_texts(taxonomy=held, texts=mine, by=by)
        for one in held.examples.filter(text__in=mine):
            examples.tag_text(example=one, codes=[code] if code else [], by=by)


def test_a_taxonomy_is_typed_and_its_labels_are_known_everywhere(cast):
    client = cast.client("alice")
    given = {"name": "Public works", "language": "en", "outline": OUTLINE, "several": "on"}
    page = client.post(where("taxonomy-new"), given, follow=True).content.decode()
    held = OwnTaxonomy.objects.get()
    assert (held.code, held.many) == ("own.public-works", True)
    labels = [(one.code, one.name, one.parent) for one in held.labels.all()]
    assert labels == [
        ("water", "Water", ""), ("rivers", "Rivers", "water"), ("roads", "Roads", ""),
        ("light", "Light", ""),
    ]  # fmt: skip
    assert "Safe water for all" in page
    words = vocabulary(cast.workspace)
    assert words.title("own.public-works") == "Public works"
    assert words.name("own.public-works", "rivers") == "Rivers"


@pytest.mark.parametrize(
    ("outline", "said"),
    [("", "This field is required"), ("Water\n| no name", "without a name")],
)
def test_what_cannot_be_a_taxonomy_is_said_beside_it(cast, outline, said):
    given = {"name": "Works", "language": "en", "outline": outline}
    response = cast.client("alice").post(where("taxonomy-new"), given)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not OwnTaxonomy.objects.exists()


def upload(client, data, name="rights.json"):
    return client.post(where("taxonomy-file"), {"file": SimpleUploadedFile(name, data)})


COMMUNITY = json.dumps({
    "id": "rivers", "name": "Rivers and wells", "author": "An author", "description": "For tests",
    "categories": ["Water", "Wells"],
    "examples": [{"text": "Dig wells.", "labels": ["Wells"]}, {"text": "Sing.", "labels": []}],
}).encode()  # fmt: skip


def test_a_file_is_shown_first_and_taken_in_then(cast):
    client = cast.client("alice")
    shown = upload(client, COMMUNITY)
    page = shown.content.decode()
    assert "Rivers and wells" in page
    assert "2 examples" in page
    assert not OwnTaxonomy.objects.exists()
    note = shown.context["received"].note
    client.post(where("taxonomy-file"), {"note": note})
    held = OwnTaxonomy.objects.get()
    assert (held.name, held.author, held.code) == ("Rivers and wells", "An author",
                                                   "own.rivers-and-wells")  # fmt: skip
    texts = [(one.text, one.codes, one.tagged) for one in held.examples.order_by("text")]
    assert texts == [("Dig wells.", ["wells"], True), ("Sing.", [], True)]


def test_a_refused_file_leaves_nothing(cast):
    blobs = Blob.objects.count()
    response = upload(cast.client("alice"), b'{"categories": ["A", "A"]}', "twice.json")
    assert response.status_code == 422
    assert "twice.json" in response.content.decode()
    assert (OwnTaxonomy.objects.count(), Blob.objects.count()) == (0, blobs)


def test_a_note_of_another_workspace_is_none(cast):
    note = upload(cast.client("alice"), COMMUNITY).context["received"].note
    elsewhere = reverse("workspace:taxonomy-file", args=["elsewhere"])
    page = cast.client("charlie").post(elsewhere, {"note": note}, follow=True).content.decode()
    assert "choose it again" in page
    assert not OwnTaxonomy.objects.exists()


@pytest.mark.parametrize("form", ["skos", "rdf", "json", "csv", "xlsx"])
def test_a_taxonomy_goes_out_and_comes_in_again(cast, taxonomy, form):
    fill(taxonomy, cast.alice)
    client = cast.client("bob")
    data = client.post(where("taxonomy-export", taxonomy.code), {"form": form})
    assert "attachment" in data["Content-Disposition"]
    shown = upload(cast.client("alice"), data.content, f"works.{form}")
    cast.client("alice").post(where("taxonomy-file"), {"note": shown.context["received"].note})
    again = OwnTaxonomy.objects.exclude(pk=taxonomy.pk).get()
    fields = ("code", "name", "parent", "definition", "terms")
    assert list(again.labels.values(*fields)) == list(taxonomy.labels.values(*fields))
    tagged = sorted((one.text, tuple(one.codes)) for one in taxonomy.examples.all())
    back = sorted((one.text, tuple(one.codes)) for one in again.examples.all())
    assert back == ([] if form in ("csv", "xlsx") else tagged)


def test_what_people_confirmed_goes_out_with_a_shipped_taxonomy(filled, settings):
    settings.TAXONOMIES = ["tests.web.label_words.taxonomies"]
    row = Recommendation.objects.filter(review__workspace=filled.workspace).first()
    about = teaching.about(filled.workspace, "test.matters")
    examples.tag_recommendation(
        workspace=filled.workspace, taxonomy=about.taxonomy, row=row, codes=["sea"],
        seen=examples.seen_of(row), by=filled.bob,
    )  # fmt: skip
    data = filled.client("bob").post(where("taxonomy-export", "test.matters"), {"form": "json"})
    told = json.loads(data.content)
    assert told["examples"] == [{"text": row.text, "labels": ["The sea"]}]


def test_a_label_is_renamed_moved_and_put_under_another(cast, taxonomy):
    client = cast.client("alice")
    light = taxonomy.labels.get(code="light")
    given = {"act": "save", "name": "Street light", "parent": "roads", "definition": "Lamps",
             "terms": "lamp\nlantern", "translations": "fr: Éclairage"}  # fmt: skip
    client.post(where("own-label", taxonomy.code, light.pk), given)
    light.refresh_from_db()
    assert (light.name, light.older, light.parent) == ("Street light", ["Light"], "roads")
    assert (light.terms, light.translations) == (["lamp", "lantern"], {"fr": "Éclairage"})
    roads = taxonomy.labels.get(code="roads")
    page = client.post(
        where("own-label", taxonomy.code, roads.pk),
        {"act": "save", "name": "Roads", "parent": "light"},
        follow=True,
    )
    assert "cannot stand under itself" in page.content.decode()
    client.post(where("own-label", taxonomy.code, roads.pk), {"act": "up"})
    top = taxonomy.labels.filter(parent="").values_list("code", flat=True)
    assert list(top) == ["roads", "water"]


def test_a_label_in_use_is_retired_and_never_deleted(cast, taxonomy):
    fill(taxonomy, cast.alice)
    client = cast.client("alice")
    for code in ("water", "rivers"):
        label = taxonomy.labels.get(code=code)
        client.post(where("own-label", taxonomy.code, label.pk), {"act": "remove"})
    left = dict(taxonomy.labels.values_list("code", "retired"))
    assert left == {"water": True, "roads": False, "light": False}
    assert vocabulary(cast.workspace).name(taxonomy.code, "water") == "Water (retired)"
    page = client.get(where("teach", taxonomy.code)).content.decode()
    assert "Water" not in page
    label = taxonomy.labels.get(code="water")
    client.post(where("own-label", taxonomy.code, label.pk), {"act": "restore"})
    assert not OwnLabel.objects.filter(retired=True).exists()


def test_a_taxonomy_that_somebody_decided_by_is_retired(filled):
    held = make(filled)
    about = teaching.about(filled.workspace, held.code)
    row = Recommendation.objects.filter(review__workspace=filled.workspace).first()
    examples.tag_recommendation(
        workspace=filled.workspace, taxonomy=about.taxonomy, row=row, codes=["roads"],
        seen=examples.seen_of(row), by=filled.alice,
    )  # fmt: skip
    filled.client("alice").post(where("taxonomy-remove", held.code), {"act": "remove"})
    held.refresh_from_db()
    assert held.retired
    assert Tag.objects.get(recommendation=row, code="roads").standing == Tag.Standing.CONFIRMED
    assert filled.client("alice").get(where("teach", held.code)).status_code == 404
    filled.client("alice").post(where("taxonomy-remove", held.code), {"act": "restore"})
    assert filled.client("alice").get(where("teach", held.code)).status_code == 200
    other = make(filled)
    filled.client("alice").post(where("taxonomy-remove", other.code), {"act": "remove"})
    assert not OwnTaxonomy.objects.filter(pk=other.pk).exists()


def test_tags_of_a_recommendation_are_labels_as_everywhere(filled):
    held = make(filled)
    client = filled.client("bob")
    page = client.get(where("teach", held.code))
    item = page.context["item"]
    given = {"place": item.place, "seen": page.context["seen"], "label": ["water", "light"]}
    client.post(where("teach", held.code), given)
    tags = {t.code: t.standing for t in Tag.objects.filter(recommendation=item.row)}
    assert tags == {"water": "confirmed", "light": "confirmed"}
    again = client.get(where("teach", held.code), {"at": item.place})
    assert [c.label.code for c in again.context["choices"] if c.chosen] == ["water", "light"]
    given |= {"seen": again.context["seen"], "label": ["water"]}
    client.post(where("teach", held.code), given)
    tags = {t.code: t.standing for t in Tag.objects.filter(recommendation=item.row)}
    assert tags == {"water": "confirmed", "light": "rejected"}
    again = client.get(where("teach", held.code), {"at": item.place})
    client.post(where("teach", held.code), given | {"seen": again.context["seen"], "label": []})
    confirmed = Tag.objects.filter(recommendation=item.row, standing="confirmed")
    assert [one.code for one in confirmed] == [""]
    assert {one.step.by for one in Labelling.objects.all()} == {filled.bob}
    assert client.get(where("teach", held.code)).context["item"].place != item.place


def test_a_tag_does_not_overtake_another_person(filled):
    held = make(filled)
    item = filled.client("bob").get(where("teach", held.code)).context["item"]
    page = filled.client("alice").get(where("teach", held.code), {"at": item.place})
    given = {"place": item.place, "seen": page.context["seen"], "label": ["water"]}
    filled.client("alice").post(where("teach", held.code), given)
    answer = filled.client("bob").post(where("teach", held.code), given | {"label": ["roads"]},
                                       follow=True)  # fmt: skip
    assert "labelled it in the meantime" in answer.content.decode()
    assert [t.code for t in Tag.objects.filter(recommendation=item.row)] == ["water"]


def test_pasted_texts_come_first_and_are_tagged_and_untagged(filled):
    held = make(filled)
    client = filled.client("bob")
    client.post(where("texts", held.code), {"texts": "Dig a well.\nDig a well.\nSing."})
    assert [one.text for one in Example.objects.all()] == ["Dig a well.", "Sing."]
    page = client.get(where("teach", held.code))
    assert page.context["item"].text == "Dig a well."
    client.post(where("teach", held.code), {"place": page.context["item"].place, "label": "water"})
    one = Example.objects.get(text="Dig a well.")
    assert (one.codes, one.tagged, one.by) == (["water"], True, filled.bob)
    client.post(where("text-remove", held.code, one.pk), {"act": "untag"})
    one.refresh_from_db()
    assert (one.codes, one.tagged) == ([], False)
    client.post(where("text-remove", held.code, one.pk), {"act": "remove"})
    assert [one.text for one in Example.objects.all()] == ["Sing."]


def test_a_text_has_one_label_where_the_taxonomy_says_so(cast):
    held = make(cast, many=False)
    examples.add_texts(taxonomy=held, texts=["Dig a well."], by=cast.alice)
    one = Example.objects.get()
    client = cast.client("alice")
    place = {"place": f"t{one.pk}"}
    page = client.post(where("teach", held.code), place | {"label": []}, follow=True)
    assert "Choose the one label that fits." in page.content.decode()
    client.post(where("teach", held.code), place | {"label": "roads"})
    one.refresh_from_db()
    assert one.codes == ["roads"]


def test_texts_that_are_alike_are_kept_together():
    well = "Dig deep wells in all northern villages before winter"
    found = alike.groups([well, "Put lamps on every street", f"{well} (Chad)", "A b", "A b"])
    assert found[0] == found[2]
    assert len({found[0], found[1], found[3], found[4]}) == 4


def test_two_who_tag_at_once_begin_elsewhere(filled):
    held = make(filled)
    first = {who: filled.client(who).get(where("teach", held.code)).context["item"].place
             for who in ("alice", "bob")}  # fmt: skip
    assert len(set(first.values())) == 2
    client = filled.client("bob")
    later = client.get(where("teach", held.code), {"skip": first["bob"]})
    assert later.context["item"].place != first["bob"]


def test_a_label_without_texts_is_looked_for_by_its_words(filled):
    held = make(filled, "Deaths | | death penalty\nWeddings | | marriage\n")
    client = filled.client("bob")
    page = client.get(where("teach", held.code))
    given = {"place": page.context["item"].place, "seen": page.context["seen"]}
    client.post(where("teach", held.code), given)
    item = client.get(where("teach", held.code)).context["item"]
    assert re.search("death penalty|marriage", item.text)


def test_of_a_long_list_labels_are_found_by_their_names(filled):
    held = make(filled, "\n".join(f"Matter {n} | | word{n}" for n in range(200)))
    client = filled.client("bob")
    page = client.get(where("teach", held.code))
    assert page.context["choices"] == []
    item = page.context["item"]
    found = client.get(where("teach", held.code), {"at": item.place, "find": "word17"})
    codes = [one.label.code for one in found.context["choices"]]
    assert codes == ["matter-17", *(f"matter-17{n}" for n in range(10))]
    given = {"place": item.place, "seen": page.context["seen"], "label": "matter-17"}
    client.post(where("teach", held.code), given)
    again = client.get(where("teach", held.code), {"at": item.place})
    assert [(one.label.code, one.chosen) for one in again.context["choices"]] == [
        ("matter-17", True)
    ]


def test_where_keys_are_few_the_labels_that_a_text_has_come_first(filled):
    held = make(filled, "\n".join(f"Matter {n}" for n in range(12)))
    client = filled.client("bob")
    page = client.get(where("teach", held.code))
    item = page.context["item"]
    assert [one.label.name for one in page.context["choices"]] == [f"Matter {n}" for n in range(12)]
    given = {"place": item.place, "seen": page.context["seen"], "label": "matter-11"}
    client.post(where("teach", held.code), given)
    again = client.get(where("teach", held.code), {"at": item.place}).context["choices"]
    assert [(one.key, one.label.code) for one in again[:2]] == [
        ("1", "matter-11"), ("2", "matter-0")
    ]  # fmt: skip


def test_training_says_what_is_missing(cast, taxonomy):
    fill(taxonomy, cast.alice, {"water": TEXTS["water"], "roads": TEXTS["roads"][:1]})
    page = cast.client("alice").post(where("train", taxonomy.code), follow=True).content.decode()
    assert "“Roads” has 1, 2 are needed" in page
    assert "“Light” has 0, 2 are needed" in page
    assert not Trained.objects.exists()


def trained(held, by):
    made = training.start(about=teaching.about(held.workspace, held.code), by=by)
    assert train_once()
    made.refresh_from_db()
    return made


def test_a_labeller_is_taught_measured_and_used(filled):
    held = make(filled)
    fill(held, filled.alice)
    client = filled.client("alice")
    client.post(where("train", held.code))
    page = client.get(where("version", held.code, 1)).content.decode()
    assert "Waiting to begin" in page
    assert train_once()
    made = Trained.objects.get()
    assert (made.state, made.reason, made.current) == ("done", "", False)
    assert made.card["examples"] == 15
    assert [one["code"] for one in made.card["labels"]] == ["water", "roads", "light"]
    assert made.card["untaught"] == [["Rivers", 0]]
    assert [n for n, _f1 in made.card["points"]] == sorted(n for n, _f1 in made.card["points"])
    assert made.blob.sha256
    response = client.get(where("version", held.code, 1))
    page = response.content.decode()
    assert "<svg" in page
    assert "“Rivers” has 0 examples; more of it would help most." in page
    assert not Proposal.objects.filter(taxonomy=held.code).exists()
    client.post(where("version-act", held.code, 1), {"act": "adopt"})
    made.refresh_from_db()
    assert made.current
    assert LabelRun.objects.filter(kind="adopt", taxonomies=[held.code]).exists()
    while work_once():
        pass
    methods = set(Proposal.objects.filter(taxonomy=held.code).values_list("method", flat=True))
    assert methods == {f"{held.code} v1 ({made.blob.sha256[:8]})"}
    assert set(Proposal.objects.filter(taxonomy=held.code).values_list("code", flat=True)) <= {
        "water", "roads", "light",
    }  # fmt: skip


def test_another_version_takes_the_place_of_the_first(cast, taxonomy):
    fill(taxonomy, cast.alice)
    first = trained(taxonomy, cast.alice)
    training.adopt(trained=first, by=cast.alice)
    second = trained(taxonomy, cast.bob)
    assert (second.number, second.by, second.current) == (2, cast.bob, False)
    training.adopt(trained=second, by=cast.alice)
    assert list(Trained.objects.filter(current=True)) == [second]
    (held,) = labellers_of(cast.workspace)[taxonomy.code]
    assert held.method.startswith("own.works v2 ")
    page = cast.client("alice").post(where("version-act", taxonomy.code, 2), {"act": "remove"},
                                     follow=True)  # fmt: skip
    assert "This version is used" in page.content.decode()
    training.set_aside(trained=second, by=cast.alice)
    assert taxonomy.code not in labellers_of(cast.workspace)
    cast.client("alice").post(where("version-act", taxonomy.code, 2), {"act": "remove"})
    assert list(Trained.objects.values_list("number", flat=True)) == [1]


def test_a_changed_model_file_is_refused(cast, taxonomy):
    from heed.errors import InputProblem
    from heedweb.workspace.domain import blobs, taught

    fill(taxonomy, cast.alice)
    made = trained(taxonomy, cast.alice)
    training.adopt(trained=made, by=cast.alice)
    path = blobs.path_of(made.blob.sha256)
    whole = path.read_bytes()
    taught._loaded.cache_clear()
    (held,) = labellers_of(cast.workspace)[taxonomy.code]
    path.write_bytes(whole + b"x")
    try:
        with pytest.raises(InputProblem):
            held.propose(["Dig wells"])
    finally:
        path.write_bytes(whole)


def test_a_shipped_taxonomy_is_taught_from_what_the_team_confirmed(filled, settings):
    settings.TAXONOMIES = ["tests.web.label_words.taxonomies"]
    settings.LABELLERS = ["tests.web.label_words.labellers",
                          "heedweb.workspace.domain.taught.own"]  # fmt: skip
    about = teaching.about(filled.workspace, "test.matters")
    rows = list(Recommendation.objects.filter(review__workspace=filled.workspace)[:12])
    for at, row in enumerate(rows):
        examples.tag_recommendation(
            workspace=filled.workspace, taxonomy=about.taxonomy, row=row,
            codes=["sea" if at % 2 else "light"], seen=examples.seen_of(row), by=filled.bob,
        )  # fmt: skip
    page = filled.client("bob").get(where("taxonomy", "test.matters")).content.decode()
    assert "12 tagged texts" in page
    made = training.start(about=about, by=filled.bob)
    assert train_once()
    made.refresh_from_db()
    assert (made.state, made.card["examples"]) == ("done", 12)


def test_pages_are_for_members(cast, taxonomy):
    fill(taxonomy, cast.alice)
    trained(taxonomy, cast.alice)
    label = taxonomy.labels.first()
    for who, status in (("alice", 200), ("bob", 200), ("charlie", 404), ("nobody", 302)):
        client = cast.client(who)
        for name, args in (
            ("taxonomies", ()), ("taxonomy-new", ()), ("taxonomy-file", ()),
            ("taxonomy", (taxonomy.code,)), ("teach", (taxonomy.code,)),
            ("texts", (taxonomy.code,)), ("own-label", (taxonomy.code, label.pk)),
            ("version", (taxonomy.code, 1)),
        ):  # fmt: skip
            assert client.get(where(name, *args)).status_code == status, (who, name)


def test_only_a_coordinator_changes_a_taxonomy(cast, taxonomy):
    fill(taxonomy, cast.bob)
    trained(taxonomy, cast.bob)
    cast.workspace.memberships.filter(user=cast.bob).update(role=Role.READER)
    client = cast.client("bob")
    label = taxonomy.labels.get(code="light")
    before = list(taxonomy.labels.values())
    for name, args, given in (
        ("taxonomy-edit", (), {"name": "X", "language": "en"}),
        ("labels-add", (), {"outline": "X"}),
        ("taxonomy-remove", (), {"act": "remove"}),
        ("own-label", (label.pk,), {"act": "remove"}),
        ("own-label", (label.pk,), {"act": "save", "name": "X"}),
        ("own-label", (label.pk,), {"act": "up"}),
        ("version-act", (1,), {"act": "adopt"}),
        ("version-act", (1,), {"act": "remove"}),
    ):
        assert client.post(where(name, taxonomy.code, *args), given).status_code == 403, name
    given = {"name": "Mine", "language": "en", "outline": "A"}
    assert client.post(where("taxonomy-new"), given).status_code == 403
    assert upload(client, COMMUNITY).status_code == 403
    assert list(taxonomy.labels.values()) == before
    assert list(OwnTaxonomy.objects.values_list("name", "retired")) == [("Works", False)]
    assert list(Trained.objects.values_list("number", "current")) == [(1, False)]


def test_the_list_asks_as_often_with_one_taxonomy_as_with_three(cast):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as held:
            cast.client("alice").get(where("taxonomies"))
        return len(held)

    make(cast)
    asked()
    one = asked()
    make(cast)
    make(cast)
    assert asked() == one

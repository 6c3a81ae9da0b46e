"""Proposed links: what people decide of two recommendations, the queue, and how right it was."""

from __future__ import annotations

import html
import re

import pytest

from heedweb.workspace.domain import decisions, link_decisions, linking
from heedweb.workspace.domain.link_decisions import LinkOvertaken, NothingToLink
from heedweb.workspace.models import (
    Activity,
    LinkDecision,
    LinkProposal,
    Note,
    Recommendation,
    Step,
)
from heedweb.workspace.queries import link_overview, link_pairs, link_queue, similar
from heedweb.workspace.queries.link_queue import Scope
from tests.web.test_clusters import SECOND, report, row_of, two
from tests.web.test_take_in import made, take

__all__ = ["two"]
ROOT = "/w/aurelia/links/"
PAGES = ("", "record/")
MEMBERS = [("alice", 200), ("bob", 200), ("charlie", 404), ("nobody", 302)]


def pair_of(later, earlier):
    return row_of(later).pk, row_of(earlier).pk


def say(cast, later, earlier, relation, who="alice", seen=None):
    pair = pair_of(later, earlier)
    last = link_decisions.standing(pair)
    seen = (last.pk if last else 0) if seen is None else seen
    return link_decisions.decide(
        workspace=cast.workspace, pair=pair, relation=relation, seen=seen, by=getattr(cast, who)
    )


def fresh(cast):
    cast.workspace.refresh_from_db()
    return cast.workspace


def numbers(cast, **asked):
    """The pairs of a queue by their numbers."""
    found = link_queue.queue(Scope.asked(fresh(cast), asked)).keys
    names = dict(Recommendation.objects.values_list("pk", "paragraph"))
    return [(names[later], names[earlier]) for later, earlier in found]


def address(cast, later, earlier, query=""):
    return f"{ROOT}{row_of(later).pk}/{row_of(earlier).pk}/{query}"


def press(cast, later, earlier, do, who="alice", query="", **fields):
    """Press a button as the page shows it."""
    client = cast.client(who)
    page = client.get(address(cast, later, earlier, query)).content.decode()
    form = page[
        page.index('class="verdict"') : page.index("</form>", page.index('class="verdict"'))
    ]
    sent = dict(re.findall(r'name="(seen|then)" value="([^"]*)"', form)) | {"do": do} | fields
    return client.post(address(cast, later, earlier, "do/") + query, sent)


# What people decide.


def test_decision_is_one_step_and_keeps_what_was_proposed(two):
    before = Activity.objects.count()
    step = say(two, "60.1", "50.1", "narrower_or_broader")
    held = LinkDecision.objects.get()
    proposal = LinkProposal.objects.get(later=row_of("60.1"), earlier=row_of("50.1"))
    assert (held.step, held.relation) == (step, "narrower_or_broader")
    assert held.seen == {
        "relation": proposal.relation, "score": proposal.score, "sure": proposal.sure,
        "method": proposal.method,
    }  # fmt: skip
    assert Activity.objects.count() == before + 1
    told = Activity.objects.first()
    assert (told.verb, told.by, told.detail["relation"]) == (
        "link", two.alice, "narrower_or_broader",
    )  # fmt: skip


def test_what_nothing_proposed_can_be_decided(two):
    say(two, "60.4", "50.3", "related")
    assert LinkDecision.objects.get().seen == {}


def test_run_changes_no_decision_and_offers_the_pair_no_more(two):
    say(two, "60.1", "50.1", "different")
    linking.relink(workspace=two.workspace, by=two.bob)
    assert link_decisions.standing(pair_of("60.1", "50.1")).relation == "different"
    assert ("60.1", "50.1") not in numbers(two)


def test_who_comes_second_is_told_and_writes_nothing(two):
    say(two, "60.1", "50.1", "same", who="bob")
    with pytest.raises(LinkOvertaken) as overtaken:
        say(two, "60.1", "50.1", "different", seen=0)
    assert overtaken.value.by == two.bob
    assert LinkDecision.objects.count() == 1


def test_an_undone_decision_that_was_seen_is_told_too(two):
    say(two, "60.1", "50.1", "same")
    seen = LinkDecision.objects.get().pk
    decisions.undo(workspace=two.workspace, by=two.alice, of="links")
    with pytest.raises(LinkOvertaken) as overtaken:
        say(two, "60.1", "50.1", "different", who="bob", seen=seen)
    assert overtaken.value.by is None


def test_the_same_again_is_nothing_to_decide(two):
    say(two, "60.1", "50.1", "same")
    with pytest.raises(NothingToLink):
        say(two, "60.1", "50.1", "same")
    assert Step.objects.count() == 1


def test_undo_brings_the_pair_back(two):
    waits = numbers(two)
    say(two, "60.1", "50.1", "different")
    decisions.undo(workspace=two.workspace, by=two.alice, of="links")
    assert numbers(two) == waits


def test_nobody_undoes_below_what_another_decided(two):
    say(two, "60.1", "50.1", "same")
    say(two, "60.1", "50.1", "different", who="bob")
    with pytest.raises(decisions.CannotUndo):
        decisions.undo(workspace=two.workspace, by=two.alice, of="links")


@pytest.mark.parametrize("relation", ["", "repeat"])
def test_other_relations_are_refused(two, relation):
    with pytest.raises(ValueError, match="No relation"):
        say(two, "60.1", "50.1", relation)


def test_row_of_another_workspace_is_no_pair(two):
    with pytest.raises(ValueError, match="two recommendations"):
        link_decisions.decide(
            workspace=two.workspace, pair=(row_of("60.1").pk, 10**9), relation="same", seen=0,
            by=two.alice,
        )  # fmt: skip


# The queue.


def test_queue_has_repeats_of_earlier_reviews_in_three_orders(two):
    document, sure, unsure = (numbers(two, order=o) for o in ("document", "sure", "unsure"))
    assert ("60.1", "50.1") in document
    assert all(earlier.startswith("50.") for _, earlier in document)
    assert sorted(document) == sorted(sure) == sorted(unsure)
    assert document == sorted(document, key=lambda pair: pair[0])
    scores = {
        (one.later.paragraph, one.earlier.paragraph): one.score
        for one in LinkProposal.objects.select_related("later", "earlier")
    }
    assert [scores[p] for p in sure] == sorted((scores[p] for p in sure), reverse=True)
    apart = [abs(scores[p] - 0.5) for p in unsure]
    assert apart == sorted(apart)


def test_queue_is_narrowed_to_two_reviews_or_one(two):
    first, second = row_of("50.1").review_id, row_of("60.1").review_id
    assert numbers(two, later=str(second), earlier=str(first)) == numbers(two)
    within = numbers(two, later=str(second), earlier=str(second))
    assert ("60.3", "60.1") in within
    assert numbers(two, later=str(first), earlier=str(second)) == []


def test_what_left_the_list_leaves_the_queue(two):
    row = row_of("60.1")
    decisions.reject(workspace=two.workspace, seen={row.pk: row.revision}, by=two.alice)
    assert all("60.1" not in pair for pair in numbers(two))


@pytest.mark.parametrize(
    "query", ["?relation=x&order=y", "?later=x&earlier=-1", "?later=99&earlier=98", "?later=1"]
)
def test_senseless_address_is_no_error(two, query):
    client = two.client("alice")
    assert client.get(f"{ROOT}queue/{query}").status_code == 302
    assert client.get(address(two, "60.1", "50.1", query)).status_code == 200


# Its pages.


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("who", "status"), MEMBERS)
def test_pages_are_for_members(two, page, who, status):
    assert two.client(who).get(ROOT + page).status_code == status


@pytest.mark.parametrize(("who", "status"), MEMBERS)
def test_pair_is_for_members(two, who, status):
    assert two.client(who).get(address(two, "60.1", "50.1")).status_code == status


@pytest.mark.parametrize("who", ["charlie", "nobody"])
def test_strangers_change_nothing(two, who):
    say(two, "60.1", "50.1", "same")
    for path in (address(two, "60.1", "50.1", "do/"), f"{ROOT}undo/"):
        response = two.client(who).post(path, {"seen": "1", "do": "different"})
        assert response.status_code == (404 if who == "charlie" else 302)
    assert LinkDecision.objects.filter(step__undone_at__isnull=True).count() == 1


@pytest.mark.parametrize("page", ["", "record/", "queue/"])
def test_page_runs_nothing_inline(two, page):
    text = two.client("alice").get(ROOT + page, follow=True).content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert re.findall(r'\s(?:style|on[a-z]+)="', text) == []


def test_pair_shows_both_sides_with_words_marked_and_reasons(two):
    text = two.client("alice").get(address(two, "60.1", "50.1")).content.decode()
    sides = text[text.index('class="pair"') : text.index('class="legend')]
    assert sides.index("Earlier") < sides.index("50.1") < sides.index("Later")
    assert '<u class="common">Optional Protocol</u>' in text
    assert '<b class="own">Consider</b>' in text
    assert "Oman" in text
    assert "Chad" in text
    grounds = LinkProposal.objects.get(later=row_of("60.1"), earlier=row_of("50.1")).grounds
    for _name, _value, _weight, words in grounds:
        assert words in html.unescape(text)


def test_heaviest_ground_comes_first(two):
    found = link_pairs.beside(row_of("60.1"), row_of("50.1")).reasons
    reasons = [one.counts for one in found]
    assert len(reasons) > 1
    assert reasons == sorted(reasons, key=lambda value: -abs(value))


def test_accepting_goes_on_to_the_next(two):
    queue = numbers(two, order="document")
    response = press(two, *queue[0], "accept", query="?order=document")
    assert response["Location"] == address(two, *queue[1], "?order=document")
    proposal = LinkProposal.objects.get(later=row_of(queue[0][0]), earlier=row_of(queue[0][1]))
    assert LinkDecision.objects.get().relation == proposal.relation
    assert numbers(two, order="document") == queue[1:]


def test_last_pair_leads_back(two):
    *most, last = numbers(two)
    for pair in most:
        say(two, *pair, "different")
    response = press(two, *last, "different")
    assert response["Location"] == ROOT
    assert two.client("alice").get(f"{ROOT}queue/")["Location"] == ROOT


def test_page_of_who_comes_second_says_who_was_first(two):
    say(two, "60.1", "50.1", "same", who="bob")
    response = press(two, "60.1", "50.1", "different", seen="0")
    assert response.status_code == 409
    assert "bob@example.org has decided on this pair" in response.content.decode()
    assert LinkDecision.objects.get().relation == "same"


@pytest.mark.parametrize("fields", [{"do": "repeat"}, {"seen": "x"}, {"then": "x"}])
def test_senseless_form_is_refused(two, fields):
    sent = {"seen": "0", "do": "same"} | fields
    response = two.client("alice").post(address(two, "60.1", "50.1", "do/"), sent)
    assert (response.status_code, LinkDecision.objects.count()) == (404, 0)


def test_accept_without_a_proposal_is_refused(two):
    response = press(two, "60.4", "50.3", "accept")
    assert (response.status_code, LinkDecision.objects.count()) == (404, 0)


def test_undo_shows_the_pair_again(two):
    press(two, "60.1", "50.1", "different")
    response = two.client("alice").post(f"{ROOT}undo/")
    assert response["Location"] == address(two, "60.1", "50.1")
    assert two.client("alice").post(f"{ROOT}undo/")["Location"] == ROOT


def test_both_recommendations_tell_what_was_decided(two):
    say(two, "60.1", "50.1", "same", who="bob")
    for number, other in (("60.1", "50.1"), ("50.1", "60.1")):
        page = two.client("alice").get(f"/w/aurelia/recommendations/{row_of(number).pk}/")
        text = page.content.decode()
        log = text[text.index("Links that were decided") :]
        assert "bob@example.org" in log
        assert f">{other}</a>" in log


# How right so far.


def test_record_counts_by_relation_what_became_of_proposals(two):
    proposal = LinkProposal.objects.get(later=row_of("60.1"), earlier=row_of("50.1"))
    say(two, "60.1", "50.1", "different")
    say(two, "60.1", "50.1", proposal.relation)
    say(two, "60.4", "50.3", "related")
    record = link_overview.record(two.workspace)
    held = next(one for one in record.relations if one.name == proposal.relation)
    assert (record.decided, held.decided, held.right, record.unproposed) == (1, 1, 1, 1)
    band = next(one for one in record.bands if one.decided)
    assert band.low <= proposal.score <= band.high
    assert (band.repeats, band.share) == (1, 1.0)
    page = two.client("alice").get(f"{ROOT}record/").content.decode()
    assert "1 link was made by a person without a proposal." in page


def test_overview_counts_between_reviews_and_each_number_leads_to_as_many(two):
    client = two.client("alice")
    text = client.get(ROOT).content.decode()
    links = re.findall(r'href="(/w/aurelia/links/queue/\?relation=[^"]+)">(\d+)</a>', text)
    assert links
    for target, count in links:
        page = client.get(target.replace("&amp;", "&"), follow=True).content.decode()
        assert re.search(r"<h1[^>]*>(\d+) proposed", page)[1] == count


# Similar to this.


def test_similar_has_links_first_and_leaves_out_what_people_called_different(two):
    found = similar.around(row_of("60.1")).found
    linked = [bool(one.relation) for one in found]
    assert linked == sorted(linked, reverse=True)
    assert "50.1" in [one.row.paragraph for one in found]
    say(two, "60.1", "50.1", "different")
    assert "50.1" not in [one.row.paragraph for one in similar.around(row_of("60.1")).found]


def test_similar_puts_what_a_person_decided_before_what_is_proposed(two):
    say(two, "60.1", "50.3", "related")
    first = similar.around(row_of("60.1")).found[0]
    assert (first.row.paragraph, first.relation, first.sure) == ("50.3", "related", True)
    assert first.pair == pair_of("60.1", "50.3")
    assert similar.around(row_of("50.3")).found[0].pair == pair_of("60.1", "50.3")


def test_a_reading_keeps_what_people_left_on_items_that_are_gone(two, tmp_path):
    """A link, a note, a proposed correction: each holds its row when an item is not found."""
    say(two, "60.3", "50.1", "same")
    body = two.workspace.coordination()
    note = Note.objects.create(
        workspace=two.workspace, home=body.room, room=body.room, author=two.alice,
        about=row_of("60.2"), text="Wells",
    )  # fmt: skip
    fewer = SECOND.split("60.2.")[0]
    take(two, made(tmp_path, "c.txt", report("A/HRC/28/7", (20, "twentieth"), fewer)))
    assert LinkDecision.objects.filter(relation="same").count() == 1
    assert Note.objects.get().pk == note.pk
    left = Recommendation.objects.filter(review__symbol="A/HRC/28/7").order_by("pk")
    assert [row.text.split()[0] for row in left] == ["Consider", "Step", "Accede"]

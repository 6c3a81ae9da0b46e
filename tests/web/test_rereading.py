"""A list is read again: nothing that a person decided is overwritten, and no more is re-opened."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from django.db import transaction

from heed.records import Position, Problem, Recommending
from heedweb.workspace.domain import decisions, documents, parsers, readings
from heedweb.workspace.domain.standing import EDITABLE, seen_of
from heedweb.workspace.models import Decision, Reading, Recommendation, Said
from tests.golden.test_golden import report_of
from tests.web.test_take_in import made, take

VERBS = ("Dig", "Repair", "Open", "Paint", "Count", "Close", "Widen", "Clean")
THINGS = ("wells", "bridges", "schools", "ferries", "lamps", "gardens", "harbours", "roads")
STATES = ("Chad", "Mali", "Peru", "Fiji", "Oman", "Nepal", "Malta", "Kenya")
LEADS = (
    "50. The recommendations below enjoy the support of Aurelia:\n",
    "50. The recommendations below will be examined by Aurelia:\n",
)


def items_of(chance, count):
    return [
        f"{chance.choice(VERBS)} {chance.randint(2, 90)} {chance.choice(THINGS)} in the "
        f"{chance.choice(('north', 'south', 'east', 'west'))} of the island before year {n}"
        f" ({', '.join(chance.sample(STATES, chance.randint(1, 2)))}).\n"
        for n in range(count)
    ]


def report(lead, items):
    return report_of(lead + "".join(f"50.{n}. {text}" for n, text in enumerate(items, 1)))


def seen(*rows):
    return {row.pk: row.revision for row in rows}


def row_of(number):
    return Recommendation.objects.get(paragraph=number, state__in=LISTED)


LISTED = [s for s in Recommendation.State if s not in Recommendation.HIDDEN]


def editable(row):
    held = {name: getattr(row, name) for name in EDITABLE if name != "states"}
    return held | {"states": [[w.name, w.iso3] for w in row.recommending.all()]}


def decide_at_random(cast, chance):
    """Let two people decide about some two thirds of the list in every way there is."""
    for row in list(Recommendation.objects.filter(state__in=LISTED).order_by("order")):
        by = chance.choice((cast.alice, cast.bob))
        act = chance.choice(("accept", "text", "states", "position", "reject", "later", "", ""))
        one = {"workspace": cast.workspace, "seen": seen(row), "by": by}
        if act == "accept":
            decisions.accept(**one)
        elif act == "text":
            decisions.correct(**one, fields={"text": f"What was meant: {row.text}"})
        elif act == "states":
            decisions.correct(**one, fields={"states": [["Tuvalu", "TUV"]]})
        elif act == "position":
            decisions.correct(**one, fields={"position": chance.choice(("noted", "supported"))})
        elif act == "reject":
            decisions.reject(**one)
        elif act == "later":
            decisions.put_off(**one)
    rows = list(Recommendation.objects.filter(state="open").order_by("order"))
    if len(rows) >= 3:
        words = [
            decisions.Words(f"{rows[0].paragraph} ({x})", f"Half {x}", [["Chad", "TCD"]])
            for x in "ab"
        ]
        decisions.split(workspace=cast.workspace, seen=seen(rows[0]), into=words, by=cast.alice)
        whole = decisions.Words(rows[1].paragraph, "Both together", [["Mali", "MLI"]])
        decisions.merge(
            workspace=cast.workspace, seen=seen(rows[1], rows[2]), into=whole, by=cast.bob
        )


def same_file(cast, tmp_path, chance, lead, items):
    documents.read_again(review=Reading.objects.first().review, by=cast.bob)


def one_item_changed(cast, tmp_path, chance, lead, items):
    at = chance.randrange(len(items))
    held = list(items)
    how = chance.choice(("words", "states", "gone", "before", "lead"))
    if how == "words":
        held[at] = held[at].replace("island", "mainland and its coast")
    elif how == "states":
        held[at] = held[at][: held[at].rindex("(")] + "(Ghana, Togo).\n"
    elif how == "gone":
        del held[at]
    elif how == "before":
        held.insert(at, "Teach everybody to swim in the lake (Samoa).\n")
    else:
        lead = next(other for other in LEADS if other != lead)
    (outcome,) = take(cast, made(tmp_path, "again.txt", report(lead, held)))
    assert outcome.state == "done", outcome


def new_extractor(cast, tmp_path, chance, lead, items):
    """Read again with an extractor that says something else here and there."""
    review = Reading.objects.first().review
    stored = review.documents.get(current=True)
    from heedweb.workspace.domain import blobs

    path = blobs.path_of(stored.blob.sha256)
    read = parsers.review([(path, stored.name)])
    found = []
    for item in read.extraction.recommendations:
        change = chance.random()
        if change < 0.1:
            item = replace(item, text=item.text + " without delay")
        elif change < 0.2:
            item = replace(item, recommending=(Recommending("Benin", "BEN"),))
        elif change < 0.3:
            item = replace(item, position=Position.NOTED)
        elif change < 0.4:
            item = replace(item, problems=(Problem("bracket", "A bracket is not closed."),))
        elif change < 0.45:
            continue
        found.append(item)
    read = replace(read, extraction=replace(read.extraction, recommendations=tuple(found)))
    with transaction.atomic():
        readings.keep(review=review, document=stored, read=read, by=cast.alice)


@pytest.mark.parametrize("change", [same_file, one_item_changed, new_extractor])
@pytest.mark.parametrize("seed", range(17))
def test_reading_again_keeps_what_people_decided(cast, tmp_path, change, seed):
    chance = random.Random(f"{change.__name__} {seed}")
    lead = chance.choice(LEADS)
    items = items_of(chance, chance.randint(6, 14))
    take(cast, made(tmp_path, "first.txt", report(lead, items)))
    decide_at_random(cast, chance)
    before = {row.pk: (editable(row), row.state) for row in Recommendation.objects.all()}
    said = {s.recommendation_id: s.value for s in Said.objects.all()}
    acts = list(Decision.objects.values_list("pk", "recommendation", "verb", "fields", "seen"))
    decided = {key for _, key, *_ in acts}

    change(cast, tmp_path, chance, lead, items)

    assert acts == list(
        Decision.objects.values_list("pk", "recommendation", "verb", "fields", "seen")
    )
    after = {row.pk: row for row in Recommendation.objects.all()}
    now = {s.recommendation_id: s.value for s in Said.objects.all()}
    assert decided <= set(after)
    for key in decided:
        held, state = before[key]
        row = after[key]
        kept = editable(row)
        written = {name for _, k, _, fields, _ in acts if k == key for name in fields}
        if state != "later":
            filled = "position" not in written and held["position"] in ("", "pending")
            for name in EDITABLE:
                assert kept[name] == held[name] or (name == "position" and filled), (name, state)
        else:
            assert all(kept[name] == held[name] for name in written)
        unchanged = key in said and key in now and seen_of(said[key]) == seen_of(now[key])
        if unchanged:
            assert row.state == state
        elif key in now and key in said and state in ("accepted", "corrected", "rejected"):
            moved = {
                name for name in EDITABLE
                if said[key][name] != now[key][name] and now[key][name] != kept[name]
            }  # fmt: skip
            assert (row.state == "reopened") == bool(
                moved or _new_doubt(said[key], now[key], written)
            )
    # Rows that nobody decided about say what the document says.
    for key, value in now.items():
        if key not in decided:
            assert editable(after[key]) == {name: value[name] for name in EDITABLE}


def _new_doubt(before, after, written):
    fresh = {d[0] for d in after["doubts"]} - {d[0] for d in before["doubts"]}
    return bool(fresh) and not ("states" in written and fresh <= {"bracket"})

"""A chain of acts that was written to by other ways than `record`: every way is found."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from heedweb.workspace.domain import activity, chain, heads, verifying
from heedweb.workspace.models import Activity, Chain, DailyHead

ROWS, MUTATIONS = 2_000, 1_000
EDITABLE = {
    "subject": "something else", "detail": {"rows": 99}, "changes": [{"field": "text"}],
    "why": "no reason", "verb": "accept_", "kind": "note", "record": 77, "previous": "0" * 64,
    "hash": "0" * 64, "commitment": "0" * 64, "salt": "0" * 32, "digest": "0" * 64,
}  # fmt: skip


@pytest.fixture
def days(monkeypatch):
    """A clock that goes on by some twenty minutes at each look."""
    moment = [timezone.now()]

    def now():
        moment[0] += timedelta(minutes=20, microseconds=7)
        return moment[0]

    monkeypatch.setattr(timezone, "now", now)
    return moment


@pytest.fixture
def grown(cast, days):
    """The chain of a workspace with some two thousand rows over four weeks."""
    with transaction.atomic():
        for n in range(ROWS):
            activity.record(
                workspace=cast.workspace, by=(cast.alice, cast.bob)[n % 2], verb="accept",
                subject=f"111.{n}", detail={"rows": n}, why="as printed" if n % 3 else "",
                changes=[activity.Change("", "position", "pending", "noted")] if n % 5 else [],
            )  # fmt: skip
    return Chain.objects.get(workspace=cast.workspace)


def outside(held):
    """The heads as somebody keeps them who is none of the server's."""
    kept = [(one.day.isoformat(), one.seal) for one in held.heads.order_by("day")]
    return [verifying.Head.of(*one, "in heads.txt") for one in (*kept, heads.now_of(held))]


def rows_of(held):
    return Activity.objects.filter(workspace=held.workspace)


def rewrite(held, first):
    """Make the chain whole again from a row on, with the kept heads, as who knows how would."""
    rows = list(rows_of(held).order_by("number"))
    previous = rows[first - 1].hash if first else ""
    for number, row in enumerate(rows[first:], first + 1):
        row.number, row.previous = number, previous
        row.commitment = activity.commitment_of(row)
        previous = row.hash = activity.hash_of(row, held.name)
    told = [(row.previous, row.commitment, row.hash, row.pk) for row in rows[first:]]
    said = "UPDATE workspace_activity SET previous = %s, commitment = %s, hash = %s WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.executemany(said, told)
    end(held, rows)


def end(held, rows):
    """Let the chain and its heads say what its rows say."""
    last = rows[-1]
    held.number, held.hash, held.at = last.number, last.hash, last.at
    held.save()
    held.heads.filter(day__gte=last.at.date()).delete()
    for head in held.heads.all():
        upto = [row for row in rows if row.at.date() <= head.day][-1]
        head.number, head.hash = upto.number, upto.hash
        head.seal = chain.seal(held.name, head.day, head.number, head.hash)
        head.save()


def _edit(held, row, rng):
    column, value = rng.choice(list(EDITABLE.items()))
    assert row.exclude(**{column: value}).update(**{column: value}) == 1


def _edit_rehashed(held, row, rng):
    one = row.get()
    one.subject = "112.1"
    one.commitment = activity.commitment_of(one)
    one.hash = activity.hash_of(one, held.name)
    one.save()


def _garbage(held, row, rng):
    column = rng.choice(["at", "detail", "changes"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        said = f"UPDATE workspace_activity SET {column} = '{{' WHERE id = %s"  # noqa: S608
        cursor.execute(said, [row.get().pk])
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


def _date(held, row, rng):
    row.update(at=F("at") + timedelta(seconds=rng.choice([-7, 5])))


def _who(held, row, rng):
    by = row.get().by_id
    row.update(by=rows_of(held).exclude(by=by)[0].by_id)


def _delete(held, row, rng):
    rows_of(held).filter(number=rng.choice([row.get().number, held.number])).delete()


def _swap(held, row, rng, names=("number",)):
    one = row.get()
    other = rows_of(held).get(number=rng.randrange(1, one.number))
    row.update(number=0)
    Activity.objects.filter(pk=other.pk).update(**{name: getattr(one, name) for name in names})
    taken = {name: getattr(other, name) for name in names}
    Activity.objects.filter(pk=one.pk).update(**{"number": one.number, **taken})


def _swap_values(held, row, rng):
    _swap(held, row, rng, ("subject", "detail", "changes", "why", "salt", "commitment"))


def _append(held, row, rng):
    one = row.get()
    one.pk, one.number, one.previous = None, held.number + 1, held.hash
    one.hash = activity.hash_of(one, held.name)
    one.save()


def _insert(held, row, rng):
    one = row.get()
    # By way of numbers that nobody has, so that no two have one at once.
    rows_of(held).filter(number__gt=one.number).update(number=F("number") + 1_000_001)
    rows_of(held).filter(number__gt=1_000_000).update(number=F("number") - 1_000_000)
    one.pk, one.number, one.previous = None, one.number + 1, one.hash
    one.hash = activity.hash_of(one, held.name)
    one.save()


def _heads(held, row, rng):
    head = rng.choice(list(held.heads.all()))
    change = rng.choice([{"seal": "0" * 64}, {"day": head.day + timedelta(days=900)}])
    DailyHead.objects.filter(pk=head.pk).update(**change)


def _cut_tail(held, row, rng):
    rows_of(held).filter(number__gt=row.get().number).delete()
    end(held, list(rows_of(held).order_by("number")))


def _rewrite(held, row, rng):
    row.update(subject="rewritten")
    rewrite(held, row.get().number - 1)


KINDS = {
    one.__name__[1:]: one
    for one in (
        _edit, _edit_rehashed, _garbage, _date, _who, _delete, _swap, _swap_values, _append,
        _insert, _heads, _cut_tail, _rewrite,
    )
}  # fmt: skip


def tamper(held, kind, rng):
    KINDS[kind](held, rows_of(held).filter(number=rng.randrange(2, held.number)), rng)


def test_what_was_only_added_to_has_no_fault(grown):
    assert grown.number > ROWS
    assert grown.heads.count() > 20
    assert list(verifying.findings(grown, outside(grown))) == []


def test_a_thousand_ways_to_tamper_are_found(grown):
    rng, told, kinds = random.Random(8), outside(grown), list(KINDS)
    missed = []
    for n in range(MUTATIONS):
        kind = kinds[n % len(kinds)]
        with transaction.atomic():
            held = Chain.objects.get(pk=grown.pk)
            tamper(held, kind, rng)
            held.refresh_from_db()
            if not any(one.fault for one in verifying.findings(held, told)):
                missed.append((n, kind))
            transaction.set_rollback(True)
    assert missed == []
    assert list(verifying.findings(grown, told)) == []


@pytest.mark.parametrize("kind", ["cut_tail", "rewrite"])
def test_what_is_made_whole_again_only_heads_kept_elsewhere_find(grown, kind):
    told = outside(grown)
    tamper(grown, kind, random.Random(3))
    grown.refresh_from_db()
    assert [one for one in verifying.findings(grown) if one.fault] == []
    found = [one.line for one in verifying.findings(grown, told) if one.fault]
    assert found[0].startswith("the head of ")

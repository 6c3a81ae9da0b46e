"""Texts and recommendations that people tag, so that a labeller can be taught.

A recommendation is tagged as everywhere (`domain.labelling`), one step that can be undone; a text
that is none of the list keeps its labels itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from heed.exchange.taxonomies.nouns import MOST_EXAMPLES, MOST_TEXT, block
from heed.vocab.taxonomies import Taxonomy
from heedweb.accounts.models import User
from heedweb.workspace.domain import labelling, reversing, tags
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.taxonomies import CannotEdit
from heedweb.workspace.models import (
    Example,
    Labelling,
    OwnTaxonomy,
    Recommendation,
    Tag,
    Undoable,
    Workspace,
)

_BATCH = 500


@transaction.atomic
def add_texts(*, taxonomy: OwnTaxonomy, texts: Sequence[str], by: User) -> int:
    """Keep texts to be tagged; one that is here already once. Return how many are new.

    Raises `CannotEdit` where there are too many.
    """
    there = set(taxonomy.examples.values_list("text", flat=True))
    new = [one for one in dict.fromkeys(map(block, texts)) if one and one not in there]
    if any(len(one) > MOST_TEXT for one in new):
        said = _("One of the texts is longer than {n} characters; give recommendations alone.")
        raise CannotEdit(said.format(n=MOST_TEXT))
    if len(there) + len(new) > MOST_EXAMPLES:
        raise CannotEdit(_("A taxonomy keeps at most {n} texts.").format(n=MOST_EXAMPLES))
    Example.objects.bulk_create(
        [Example(taxonomy=taxonomy, text=one, by=by) for one in new], batch_size=_BATCH
    )
    if new:
        act = record(
            workspace=taxonomy.workspace, by=by, verb="examples_added",
            subject=taxonomy.name[:200], detail={"texts": len(new)}, about=taxonomy,
        )  # fmt: skip
        reversing.keep(
            workspace=taxonomy.workspace, kind=Undoable.Kind.TEXTS, by=by, name=taxonomy.name,
            act=act, made=[one for one in taxonomy.examples.all() if one.text not in there],
        )  # fmt: skip
    return len(new)


@transaction.atomic
def tag_text(*, example: Example, codes: Collection[str], by: User) -> None:
    """Say which labels a text has; none says that none fits. Raises `CannotEdit`."""
    held = example.taxonomy.labels.filter(retired=False, code__in=codes)
    before = _given(example)
    example.codes = list(held.values_list("code", flat=True))
    if not example.taxonomy.many and len(example.codes) != 1:
        raise CannotEdit(_("Choose the one label that fits."))
    example.tagged, example.by = True, by
    example.save()
    _tell(example, by, "example_tagged", before)


@transaction.atomic
def untag_text(*, example: Example, by: User) -> None:
    """Take the labels of a text back; it waits again."""
    before = _given(example)
    example.codes, example.tagged, example.by = [], False, by
    example.save()
    _tell(example, by, "example_untagged", before)


@transaction.atomic
def remove_text(*, example: Example, by: User) -> None:
    """Delete a text with its labels."""
    act = record(
        workspace=example.taxonomy.workspace, by=by, verb="example_removed",
        subject=example.taxonomy.name[:200], about=example,
        changes=[
            Change("", "text", example.text, None), Change("", "labels", _given(example), None)
        ],
    )  # fmt: skip
    reversing.keep(
        workspace=example.taxonomy.workspace, kind=Undoable.Kind.TEXT, by=by, name=example.text,
        act=act, taken=[example],
    )  # fmt: skip
    example.delete()


def _given(example: Example) -> list[str] | None:
    """Return the labels that people gave a text, None while it waits."""
    return list(example.codes) if example.tagged else None


def _tell(example: Example, by: User, verb: str, before: list[str] | None) -> None:
    record(
        workspace=example.taxonomy.workspace, by=by, verb=verb,
        subject=example.taxonomy.name[:200], detail={"text": example.text[:200]},
        changes=[Change("", "labels", before, _given(example))], about=example,
    )  # fmt: skip


def tag_recommendation(
    *,
    workspace: Workspace,
    taxonomy: Taxonomy,
    row: Recommendation,
    codes: Collection[str],
    seen: int,
    by: User,
) -> None:
    """Say which labels of a taxonomy a recommendation has: those, and no other.

    `seen` is the revision of its labels that the person saw. Raises `labelling.LabelsOvertaken`.
    """
    choices = _choices(taxonomy, row, codes)
    if not choices:
        return
    try:
        labelling.decide(workspace=workspace, seen={row.pk: seen}, choices=choices, by=by)
    except labelling.NothingToDecide:
        return


def seen_of(row: Recommendation) -> int:
    """Return the revision of a recommendation's labels."""
    return tags.states_of([row])[row.pk].revision


def _choices(
    taxonomy: Taxonomy, row: Recommendation, codes: Collection[str]
) -> list[labelling.Choice]:
    """Return what a person chose with all the labels of a recommendation before her."""
    known = {one.code for one in taxonomy.labels}
    wanted = [code for code in codes if code in known] or [labelling.NO_LABEL]
    standing = dict(
        Tag.objects.filter(recommendation=row, taxonomy=taxonomy.code).values_list(
            "code", "standing"
        )
    )
    verdicts = Labelling.Verdict
    chosen = [
        labelling.Choice(
            row.pk, taxonomy.code, code, verdicts.CONFIRM if code in standing else verdicts.ADD
        )
        for code in wanted
        if standing.get(code) != Tag.Standing.CONFIRMED
    ]
    wrong = [
        labelling.Choice(row.pk, taxonomy.code, code, verdicts.REJECT)
        for code, how in standing.items()
        if code and code not in wanted and how != Tag.Standing.REJECTED
    ]
    return chosen + (wrong if labelling.NO_LABEL not in wanted else [])

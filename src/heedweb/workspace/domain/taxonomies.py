"""Own taxonomies: made, taken in, edited and removed by who coordinates a workspace.

A label that somebody used is retired and never deleted: what people decided by it stays readable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from heed.exchange.taxonomies import TaxonomyFile, in_order
from heed.exchange.taxonomies.hierarchy import circle
from heed.exchange.taxonomies.nouns import MOST_LABELS
from heed.vocab.taxonomies import Label
from heedweb.accounts.models import User
from heedweb.workspace.domain import reversing
from heedweb.workspace.domain.activity import Change, changed, record
from heedweb.workspace.models import (
    Activity,
    Example,
    Labelling,
    Membership,
    OwnLabel,
    OwnTaxonomy,
    Proposal,
    Tag,
    Trained,
    Undoable,
    Workspace,
)
from heedweb.workspace.roles import Role

PREFIX = "own."
_LONGEST = 60
_BATCH = 500


class NotYours(Exception):
    """The person does not coordinate the workspace."""


class CannotEdit(Exception):
    """What was asked for would leave the taxonomy broken; `str()` says why, in one line."""


@dataclass(frozen=True, slots=True)
class Words:
    """What an owner says of a taxonomy itself."""

    name: str
    description: str = ""
    author: str = ""
    language: str = "en"
    many: bool = True
    source: str = ""
    date: str = ""
    licence: str = ""


@transaction.atomic
def create(*, workspace: Workspace, words: Words, labels: Sequence[Label], by: User) -> OwnTaxonomy:
    """Make a taxonomy of these labels. Raises `NotYours` and `CannotEdit`."""
    must_own(workspace, by)
    if not labels:
        raise CannotEdit(_("Give the taxonomy at least one label."))
    made = OwnTaxonomy.objects.create(
        workspace=workspace,
        code=_free_code(workspace, words.name),
        by=by,
        **_fields(words),
    )
    OwnLabel.objects.bulk_create(
        [_row(made, one, order) for order, one in enumerate(labels, 1)], batch_size=_BATCH
    )
    _tell(made, by, "taxonomy_made", {"labels": len(labels)})
    return made


@transaction.atomic
def take_in(*, workspace: Workspace, held: TaxonomyFile, by: User) -> OwnTaxonomy:
    """Make a taxonomy of what a file holds, with its examples. Raises `NotYours`."""
    given = held.taxonomy
    words = Words(
        name=given.name or _("Taxonomy"),
        description=given.description,
        author=given.author,
        language=held.language,
        many=given.many,
        source=given.source,
        date=given.date,
        licence=given.licence,
    )
    made = create(workspace=workspace, words=words, labels=in_order(given.labels), by=by)
    Example.objects.bulk_create(
        [
            Example(taxonomy=made, text=one.text, codes=list(one.codes), tagged=True, by=by)
            for one in held.examples
        ],
        batch_size=_BATCH,
    )
    if held.examples:
        _tell(made, by, "examples_added", {"texts": len(held.examples)})
    return made


@transaction.atomic
def edit(*, taxonomy: OwnTaxonomy, words: Words, by: User) -> None:
    """Say anew what a taxonomy is called and what it is. Raises `NotYours`."""
    must_own(taxonomy.workspace, by)
    held = _fields(words)
    # Whether a text may have several labels is what its tags were given by.
    del held["many"]
    changes = changed({name: getattr(taxonomy, name) for name in held}, held)
    OwnTaxonomy.objects.filter(pk=taxonomy.pk).update(**held)
    taxonomy.refresh_from_db()
    _tell(taxonomy, by, "taxonomy_edited", changes=changes)


@transaction.atomic
def add_labels(*, taxonomy: OwnTaxonomy, labels: Sequence[Label], by: User) -> None:
    """Add labels after those that are there. Raises `NotYours` and `CannotEdit`."""
    must_own(taxonomy.workspace, by)
    there = taxonomy.labels.count()
    if there + len(labels) > MOST_LABELS:
        raise CannotEdit(_("A taxonomy has at most {n} labels.").format(n=MOST_LABELS))
    last = taxonomy.labels.aggregate(n=Max("order"))["n"] or 0
    OwnLabel.objects.bulk_create(
        [_row(taxonomy, one, last + n) for n, one in enumerate(labels, 1)], batch_size=_BATCH
    )
    act = _tell(taxonomy, by, "labels_added", {"labels": len(labels)})
    reversing.keep(
        workspace=taxonomy.workspace, kind=Undoable.Kind.LABELS, by=by, name=taxonomy.name, act=act,
        made=taxonomy.labels.filter(order__gt=last),
    )  # fmt: skip


@transaction.atomic
def edit_label(*, label: OwnLabel, as_said: Label, by: User) -> None:
    """Give a label the name, definition, terms, parent and translations of `as_said`.

    An earlier name is kept among the older ones. Raises `NotYours` and `CannotEdit`.
    """
    must_own(label.taxonomy.workspace, by)
    parents = dict(label.taxonomy.labels.values_list("code", "parent"))
    if as_said.parent and as_said.parent not in parents:
        raise CannotEdit(_("Choose a label of this taxonomy."))
    if circle(parents | {label.code: as_said.parent}):
        raise CannotEdit(_("A label cannot stand under itself."))
    before = _said_of(label)
    if label.name != as_said.name:
        older = [one for one in label.older if one != as_said.name]
        label.older = list(dict.fromkeys([*older, label.name]))
    label.name, label.definition, label.parent = as_said.name, as_said.definition, as_said.parent
    label.terms, label.translations = list(as_said.terms), dict(as_said.translations)
    label.save()
    changes = changed(before, _said_of(label), label.code)
    _tell(label.taxonomy, by, "label_edited", {"label": label.code}, changes)


@transaction.atomic
def move_label(*, label: OwnLabel, up: bool, by: User) -> None:
    """Put a label before or after its neighbour under the same parent. Raises `NotYours`."""
    must_own(label.taxonomy.workspace, by)
    beside = label.taxonomy.labels.filter(parent=label.parent)
    found = (
        beside.filter(order__lt=label.order).last()
        if up
        else beside.filter(order__gt=label.order).first()
    )
    if found is not None:
        label.order, found.order = found.order, label.order
        OwnLabel.objects.bulk_update([label, found], ["order"])
        moved = Change(label.code, "order", found.order, label.order)
        _tell(label.taxonomy, by, "label_moved", {"label": label.code}, [moved])


@transaction.atomic
def remove_label(*, label: OwnLabel, by: User) -> bool:
    """Delete a label that nobody used, else retire it. Return whether it was deleted.

    What stands under it stands under its parent then. Raises `NotYours`.
    """
    taxonomy = label.taxonomy
    must_own(taxonomy.workspace, by)
    if uses(label):
        label.retired = True
        label.save(update_fields=["retired"])
        _tell(taxonomy, by, "label_retired", {"label": label.code})
        return False
    beneath = list(taxonomy.labels.filter(parent=label.code))
    act = _tell(taxonomy, by, "label_removed", {"label": label.code})
    reversing.keep(
        workspace=taxonomy.workspace, kind=Undoable.Kind.LABEL, by=by, name=label.name, act=act,
        taken=[label], moved=[(one, "parent", label.code, label.parent) for one in beneath],
    )  # fmt: skip
    taxonomy.labels.filter(parent=label.code).update(parent=label.parent)
    forget(taxonomy, label.code)
    label.delete()
    return True


@transaction.atomic
def restore_label(*, label: OwnLabel, by: User) -> None:
    """Offer a retired label again. Raises `NotYours`."""
    must_own(label.taxonomy.workspace, by)
    label.retired = False
    label.save(update_fields=["retired"])
    _tell(label.taxonomy, by, "label_restored", {"label": label.code})


@transaction.atomic
def remove(*, taxonomy: OwnTaxonomy, by: User) -> bool:
    """Delete a taxonomy by which nobody decided anything, else retire it. Return which.

    Raises `NotYours`.
    """
    must_own(taxonomy.workspace, by)
    decided = _decided(taxonomy).exists()
    act = _tell(taxonomy, by, "taxonomy_retired" if decided else "taxonomy_removed")
    versions = Trained.objects.filter(workspace=taxonomy.workspace, taxonomy=taxonomy.code)
    forget(taxonomy)
    if decided:
        versions.update(current=False)
        OwnTaxonomy.objects.filter(pk=taxonomy.pk).update(retired=True)
        return False
    labels, texts = taxonomy.labels.all(), taxonomy.examples.all()
    held = OwnTaxonomy.objects.get(pk=taxonomy.pk)
    reversing.keep(
        workspace=taxonomy.workspace, kind=Undoable.Kind.TAXONOMY, by=by, name=taxonomy.name,
        act=act, taken=[held, *labels, *texts, *versions],
    )  # fmt: skip
    versions.delete()
    taxonomy.delete()
    return True


@transaction.atomic
def restore(*, taxonomy: OwnTaxonomy, by: User) -> None:
    """Offer a retired taxonomy again. Raises `NotYours`."""
    must_own(taxonomy.workspace, by)
    OwnTaxonomy.objects.filter(pk=taxonomy.pk).update(retired=False)
    _tell(taxonomy, by, "taxonomy_restored")


def uses(label: OwnLabel) -> int:
    """Return how many recommendations and texts people decided on by a label."""
    decided = _decided(label.taxonomy).filter(code=label.code)
    texts = label.taxonomy.examples.filter(tagged=True).values_list("codes", flat=True)
    return decided.values("recommendation").distinct().count() + sum(
        label.code in codes for codes in texts
    )


def must_own(workspace: Workspace, person: User) -> None:
    """Raise `NotYours` unless the person coordinates the workspace."""
    held = Membership.objects.open().filter(workspace=workspace, user=person, role=Role.COORDINATOR)
    if not held.exists():
        raise NotYours


def _decided(taxonomy: OwnTaxonomy) -> QuerySet[Labelling]:
    return Labelling.objects.filter(
        taxonomy=taxonomy.code, recommendation__review__workspace=taxonomy.workspace
    )


def forget(taxonomy: OwnTaxonomy, code: str | None = None) -> None:
    """Take back what was only proposed, of the taxonomy or of one of its labels."""
    mine: Mapping[str, object] = {
        "taxonomy": taxonomy.code,
        "recommendation__review__workspace": taxonomy.workspace,
    } | ({} if code is None else {"code": code})
    Proposal.objects.filter(**mine).delete()
    Tag.objects.filter(standing=Tag.Standing.PROPOSED, **mine).delete()


def _free_code(workspace: Workspace, name: str) -> str:
    slug = (slugify(name) or "taxonomy")[:_LONGEST].strip("-")
    taken = set(OwnTaxonomy.objects.filter(workspace=workspace).values_list("code", flat=True))
    tries = (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3)))
    return next(code for code in (PREFIX + one for one in tries) if code not in taken)


def _fields(words: Words) -> dict[str, object]:
    return {
        "name": words.name,
        "description": words.description,
        "author": words.author,
        "language": words.language,
        "many": words.many,
        "source": words.source,
        "date": words.date,
        "licence": words.licence,
    }


def _row(taxonomy: OwnTaxonomy, one: Label, order: int) -> OwnLabel:
    return OwnLabel(
        taxonomy=taxonomy,
        code=one.code,
        name=one.name,
        parent=one.parent,
        definition=one.definition,
        terms=list(one.terms),
        older=list(one.older),
        translations=dict(one.translations),
        order=order,
    )


def _said_of(label: OwnLabel) -> dict[str, object]:
    return {
        "name": label.name, "definition": label.definition, "parent": label.parent,
        "terms": list(label.terms), "translations": dict(label.translations),
    }  # fmt: skip


def _tell(
    taxonomy: OwnTaxonomy,
    by: User,
    verb: str,
    detail: dict[str, object] | None = None,
    changes: Sequence[Change] = (),
) -> Activity:
    return record(
        workspace=taxonomy.workspace, by=by, verb=verb, subject=taxonomy.name[:200],
        detail=detail, changes=changes, about=taxonomy,
    )  # fmt: skip

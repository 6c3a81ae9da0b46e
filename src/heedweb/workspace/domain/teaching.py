"""Teaches a labeller what a team tagged, and says how well it does.

The card of a version (`Trained.card`): `examples` and `none` (texts tagged, and with no label),
`labels` (code, name, support, precision, recall, f1; in the order of the taxonomy), `untaught`
(name, count) of labels with too few texts, `micro_f1`, `macro_f1`, `exact`, `precision`, `recall`
(cross-validated), `points` (examples, micro F1) and `gain` of the learning curve, `words` (code ->
words that decided), `next` (recommendations that would teach most), `languages`, `heed`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

import heed
from heed.labels.linear import LinearLabeller
from heed.labels.measuring import measured
from heed.labels.training import Example, train
from heed.vocab.taxonomies import Label
from heedweb.workspace.domain import alike
from heedweb.workspace.domain.taxonomies import CannotEdit
from heedweb.workspace.models import OwnTaxonomy, Workspace
from heedweb.workspace.queries import teaching as queries
from heedweb.workspace.queries.own_taxonomies import as_taxonomy
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.queries.teaching import LEAST, Tally, Teaching, missing

# More texts than this are no list that a person goes through after one training.
_NEXT = 200
_MOST_ASKED = 3_000
_WORDS = 8
_SHOWN = 6


def about(workspace: Workspace, code: str) -> Teaching:
    """Return what is taught by the code of a taxonomy. Raises `CannotEdit` if there is none."""
    held = OwnTaxonomy.objects.filter(workspace=workspace, code=code, retired=False)
    own = held.prefetch_related("labels").first()
    if own is not None:
        return Teaching(workspace, as_taxonomy(own, retired=False), own)
    known = vocabulary(workspace).taxonomies.get(code)
    if known is None or OwnTaxonomy.objects.filter(workspace=workspace, code=code).exists():
        raise CannotEdit(_("There is no such taxonomy."))
    return Teaching(workspace, known, None)


def lacking(held: Teaching) -> str:
    """Return why nothing can be learnt yet, and what is missing; `""` where something can."""
    found = queries.tally(held)
    labels = _taught(held, found)
    # One label alone can be told from texts that do not have it.
    lone = len(labels) == 1 and found.total - found.by_code[labels[0].code] >= LEAST
    if len(labels) >= LEAST or lone:
        return ""
    named = [
        _("“{label}” has {n}, {least} are needed").format(label=name, n=n, least=LEAST)
        for name, n in missing(held.taxonomy, found)[:_SHOWN]
    ]
    said = _("Nothing can be learnt yet: two labels need two examples each. {labels}.")
    return said.format(labels="; ".join(named))


def _taught(held: Teaching, found: Tally) -> list[Label]:
    return [one for one in held.taxonomy.labels if found.by_code[one.code] >= LEAST]


def taught(held: Teaching, number: int) -> tuple[LinearLabeller, dict[str, object]]:
    """Return a labeller and its card. Raises `CannotEdit` and `InputProblem`."""
    said = lacking(held)
    if said:
        raise CannotEdit(said)
    found = queries.tally(held)
    labels = _taught(held, found)
    codes = [one.code for one in labels]
    texts = list(queries.tagged(held))
    examples = _examples(texts, codes, many=held.taxonomy.many)
    code, many = held.taxonomy.code, held.taxonomy.many
    labeller = train(
        examples,
        taxonomy=code,
        codes=codes,
        many=many,
        version=str(number),
        besides=words_of(labels),
    )
    card: dict[str, object] = {
        "examples": len(examples),
        "none": found.none,
        "untaught": [list(one) for one in missing(held.taxonomy, found)],
        "words": _words(labeller, [one.text for one in examples]),
        "next": _next(held, labeller),
        "languages": sorted({language for *_rest, language in texts}),
        "heed": heed.__version__,
    }
    return labeller, card | _scores(held, examples, labels)


def words_of(labels: Sequence[Label]) -> list[Example]:
    """Return what labels say of themselves, as texts that have them: name with meaning, each term.

    With a handful of examples these are most of what a labeller can know: taught six of UPR Info's
    issues from 30 texts it reached an F1 of 0.46 without them, 0.53 with a label's terms as one
    text, 0.62 with each term as one (mean of ten draws, evals/few_examples.py).
    """
    return [
        Example(text, (one.code,))
        for one in labels
        for text in (f"{one.name}. {one.definition}".strip(), *one.terms)
        # A star stands for the ends of words: what is before it is none.
        if "*" not in text
    ]


def _examples(
    texts: Sequence[tuple[str, str, frozenset[str], str]], codes: Sequence[str], *, many: bool
) -> list[Example]:
    """Return tagged texts with the labels that are taught; those that are alike in one group.

    A labeller is tried on no text whose like it was taught: lists ask the same in other words.
    """
    known = set(codes)
    groups = alike.groups([text for _place, text, _given, _language in texts])
    found = [
        Example(text, tuple(code for code in codes if code in given & known), group)
        for (_place, text, given, _language), group in zip(texts, groups, strict=True)
    ]
    return found if many else [one for one in found if one.codes]


def _scores(
    held: Teaching, examples: Sequence[Example], labels: Sequence[Label]
) -> dict[str, object]:
    code, many = held.taxonomy.code, held.taxonomy.many
    codes, besides = [one.code for one in labels], words_of(labels)
    scores, learnt = measured(examples, taxonomy=code, codes=codes, many=many, besides=besides)
    return {
        "micro_f1": scores.micro_f1,
        "macro_f1": scores.macro_f1,
        "exact": scores.exact,
        "precision": scores.precision,
        "recall": scores.recall,
        "labels": [
            {
                "code": one.code,
                "name": one.name,
                "support": scores.per_label[one.code].support,
                "precision": scores.per_label[one.code].precision,
                "recall": scores.per_label[one.code].recall,
                "f1": scores.per_label[one.code].f1,
            }
            for one in labels
        ],
        "points": [list(point) for point in learnt.points],
        "gain": learnt.gain,
    }


def _tells(word: str) -> bool:
    """Return whether a word tells a person something: the "s" of "State's" does not."""
    return len(word) > 1 or not word.isascii()


def _words(labeller: LinearLabeller, texts: Sequence[str]) -> dict[str, list[str]]:
    """Return for each label the words that decided most often on what it was taught."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for text, proposed in zip(texts, labeller.propose(texts), strict=True):
        for one in proposed:
            found[one.code].update(
                text[start:end].casefold() for start, end in one.words if _tells(text[start:end])
            )
    return {code: [word for word, _n in held.most_common(_WORDS)] for code, held in found.items()}


def _next(held: Teaching, labeller: LinearLabeller) -> list[int]:
    """Return the recommendations that would teach most: those the labeller is least sure of.

    Of texts that are probably alike one is enough.
    """
    texts = list(queries.untagged(held).order_by("pk").values_list("pk", "text")[:_MOST_ASKED])
    if not texts:
        return []
    margins = labeller.margin(labeller.chances([text for _key, text in texts])).tolist()
    ranked = sorted(zip(margins, texts, strict=True))
    found: list[int] = []
    seen: set[int] = set()
    for _margin, (key, text) in ranked:
        bands = alike.near(text)
        if len(found) == _NEXT or seen.intersection(bands):
            continue
        seen.update(bands)
        found.append(key)
    return found

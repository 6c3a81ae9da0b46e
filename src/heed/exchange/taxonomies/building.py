"""Makes a `TaxonomyFile` of what a reader found: cleaned, within limits, and whole or refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from heed.errors import InputProblem, shown
from heed.exchange.taxonomies import hierarchy, nouns
from heed.exchange.taxonomies.nouns import Tagged, TaxonomyFile, problem
from heed.vocab.taxonomies import Label, Taxonomy


@dataclass
class Head:
    """What a file says of the taxonomy itself."""

    code: str = ""
    name: str = ""
    author: str = ""
    description: str = ""
    source: str = ""
    date: str = ""
    licence: str = ""
    language: str = "en"
    many: bool = True
    notes: list[str] = field(default_factory=list)


def label(
    *,
    code: str,
    name: str,
    parent: str = "",
    definition: str = "",
    terms: Iterable[str] = (),
    older: Iterable[str] = (),
    later: Iterable[str] = (),
    translations: Mapping[str, str] | None = None,
) -> Label:
    """Return a label as it is kept: cleaned, without empty or repeated terms."""
    own = nouns.line(name)
    said = {nouns.language(tag): nouns.line(text) for tag, text in (translations or {}).items()}
    return Label(
        code=nouns.line(code),
        name=own,
        parent=nouns.line(parent),
        definition=nouns.block(definition),
        terms=tuple(one for one in _each(terms) if one != own),
        older=_each(older),
        later=_each(later),
        translations={tag: text for tag, text in said.items() if tag and text},
    )


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in map(nouns.line, texts) if one))


def built(
    file: str, head: Head, labels: Sequence[Label], examples: Iterable[Tagged]
) -> TaxonomyFile:
    """Return what the file called `file` holds. Raises `InputProblem`."""
    check_labels(file, labels)
    hierarchy.check(labels, file)
    kept = _examples(file, head, labels, examples)
    taxonomy = Taxonomy(
        code=nouns.line(head.code)[: nouns.MOST_CODE],
        name=nouns.line(head.name)[: nouns.MOST_NAME],
        labels=tuple(labels),
        many=head.many,
        author=nouns.line(head.author)[: nouns.MOST_NAME],
        description=nouns.block(head.description)[: nouns.MOST_DEFINITION].strip(),
        source=nouns.line(head.source)[: nouns.MOST_NAME],
        date=nouns.line(head.date)[:40],
        licence=nouns.line(head.licence)[: nouns.MOST_NAME],
    )
    return TaxonomyFile(taxonomy, nouns.language(head.language) or "en", kept, tuple(head.notes))


def check_labels(file: str, labels: Sequence[Label]) -> None:
    """Raise `InputProblem` where a label is without name, is there twice, or says too much."""
    if not labels:
        raise problem(file, "no_labels", "holds no label.", "Check that it is the right file.")
    if len(labels) > nouns.MOST_LABELS:
        raise too_many(file, len(labels))
    known: set[str] = set()
    for one in labels:
        if not one.code or not one.name:
            reason = f'holds a label without a name (code "{shown(one.code)}").'
            raise problem(file, "no_name", reason, "Give each label a name.")
        if one.code in known:
            reason = f'has two labels with the code "{shown(one.code)}".'
            raise problem(file, "twice", reason, "Give each label a code of its own.")
        known.add(one.code)
        _check_lengths(file, one)
    for one in labels:
        if one.parent and one.parent not in known:
            reason = f'puts "{shown(one.name)}" under "{shown(one.parent)}", which is no label.'
            raise problem(file, "no_parent", reason, "Name a label of the same file.")


def _check_lengths(file: str, one: Label) -> None:
    texts = [one.name, *one.terms, *one.older, *one.later, *one.translations.values()]
    long = max(map(len, texts)) > nouns.MOST_NAME or len(one.code) > nouns.MOST_CODE
    if long or len(one.definition) > nouns.MOST_DEFINITION:
        most = f"{nouns.MOST_CODE}, {nouns.MOST_NAME} and {nouns.MOST_DEFINITION:,}"
        reason = f'says too much of the label "{shown(one.name)}".'
        remedy = f"Codes, names and definitions have at most {most} characters."
        raise problem(file, "too_long", reason, remedy)
    if len(one.terms) > nouns.MOST_TERMS:
        reason = f'gives "{shown(one.name)}" more than {nouns.MOST_TERMS} terms.'
        raise problem(file, "too_many_terms", reason, "Keep those that texts use.")


def _examples(
    file: str, head: Head, labels: Sequence[Label], examples: Iterable[Tagged]
) -> tuple[Tagged, ...]:
    """Return the examples, each text once, with codes in the order of the labels."""
    place = {one.code: at for at, one in enumerate(labels)}
    found: dict[str, dict[str, None]] = {}
    for one in examples:
        text = nouns.block(one.text)
        if not text:
            raise problem(file, "empty_example", "holds an example without a text.", "Remove it.")
        if len(text) > nouns.MOST_TEXT:
            reason = f"holds an example of more than {nouns.MOST_TEXT:,} characters."
            raise problem(file, "too_long", reason, "Give the recommendation alone.")
        for code in one.codes:
            if code not in place:
                reason = f'tags an example with "{shown(code)}", which is no label.'
                raise problem(file, "unknown_label", reason, "Correct it, or add the label.")
        found.setdefault(text, {}).update(dict.fromkeys(one.codes))
        if len(found) > nouns.MOST_EXAMPLES:
            reason = f"holds more than {nouns.MOST_EXAMPLES:,} examples."
            raise problem(file, "too_many_examples", reason, "Give fewer.")
    if not head.many and any(len(codes) != 1 for codes in found.values()):
        reason = "says that each text has one label, and tags an example with none or several."
        raise problem(file, "one_each", reason, "Correct the example.")
    return tuple(
        Tagged(text, tuple(sorted(codes, key=place.__getitem__))) for text, codes in found.items()
    )


def too_many(file: str, count: int) -> InputProblem:
    """Return what is said of a file with `count` labels, which is too many."""
    reason = f"holds {count:,} labels; heed takes {nouns.MOST_LABELS:,}."
    return problem(file, "too_many_labels", reason, "Keep those that people tag by.")

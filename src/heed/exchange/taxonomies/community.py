"""The JSON of community taxonomies, as the repository lszoszk/uhri-taxonomies describes it.

`id, name, author, description, categories` (names) and `examples` of `text` and `labels` (names).
What has no place there (codes, hierarchy, definitions, languages) heed writes as `heed` beside it,
which other programs pass over, and reads again where the names are the same.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from heed.errors import InputProblem, shown
from heed.exchange.taxonomies import building, nouns
from heed.exchange.taxonomies.building import Head
from heed.exchange.taxonomies.nouns import Tagged, TaxonomyFile, problem
from heed.vocab.taxonomies import Label

_REMEDY = "Its form is id, name, author, description, categories, examples (docs/data.md)."


def from_json(text: str, file: str) -> TaxonomyFile:
    """Return the taxonomy in JSON. Raises `InputProblem`."""
    try:
        raw = json.loads(text)
    except RecursionError as error:
        raise problem(file, "nested", "is nested too deep.", _REMEDY) from error
    except ValueError as error:
        where = f" (line {error.lineno:,})" if isinstance(error, json.JSONDecodeError) else ""
        raise problem(
            file, "syntax", f"is no well-formed JSON{where}.", "Export it anew."
        ) from error
    if isinstance(raw, dict) and "@context" in raw:
        reason = "is JSON-LD, whose context may stand elsewhere; heed fetches nothing."
        raise problem(file, "json_ld", reason, "Save it as Turtle or RDF/XML.")
    if not isinstance(raw, dict) or not isinstance(raw.get("categories"), list):
        raise problem(file, "form", "is JSON, but no taxonomy: it has no categories.", _REMEDY)
    names = [_string(one, file, "a category") for one in raw["categories"]]
    twice = [name for name, n in Counter(names).items() if n > 1]
    if twice:
        reason = f'has the category "{shown(twice[0])}" twice.'
        raise problem(file, "twice", reason, "Keep it once.")
    head, labels = _more(raw, names, file)
    codes = {name: one.code for name, one in zip(names, labels, strict=True)}
    return building.built(file, head, labels, _examples(raw.get("examples", []), codes, file))


def as_json(held: TaxonomyFile) -> bytes:
    """Return a taxonomy as community JSON, UTF-8."""
    taxonomy = held.taxonomy
    names = _names(taxonomy.labels)
    told = {
        "id": taxonomy.code,
        "name": taxonomy.name,
        "author": taxonomy.author,
        "description": taxonomy.description,
        "license": taxonomy.licence,
        "categories": [names[one.code] for one in taxonomy.labels],
        "examples": [
            {"text": one.text, "labels": [names[code] for code in one.codes]}
            for one in held.examples
        ],
        "heed": {
            "language": held.language,
            "many": taxonomy.many,
            "source": taxonomy.source,
            "date": taxonomy.date,
            "categories": [_plain(one) for one in taxonomy.labels],
        },
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _names(labels: Sequence[Label]) -> dict[str, str]:
    """Return by code what each label is called: its name, with its code where two have one name."""
    counts = Counter(one.name for one in labels)
    made = {one.code: one.name if counts[one.name] == 1 else f"{one.name} ({one.code})"
            for one in labels}  # fmt: skip
    return made if len(set(made.values())) == len(made) else {code: code for code in made}


def _plain(one: Label) -> dict[str, object]:
    held: dict[str, object] = {"code": one.code, "name": one.name}
    held |= {"parent": one.parent, "definition": one.definition, "terms": list(one.terms)}
    held |= {"older": list(one.older), "later": list(one.later)}
    held |= {"translations": dict(one.translations)}
    return {field: value for field, value in held.items() if value}


def _more(raw: Mapping[str, Any], names: list[str], file: str) -> tuple[Head, list[Label]]:
    """Return what the file says of the taxonomy and of its labels, in the order of `names`."""
    code, called, author, description, licence = (
        _string(raw.get(key, ""), file, f"the field {key}", lines=key == "description")
        for key in ("id", "name", "author", "description", "license")
    )
    head = Head(code, called, author, description, licence=licence)
    head.name = head.name or head.code
    known = raw.get("heed")
    if isinstance(known, dict) and isinstance(known.get("categories"), list):
        labels = [_label(one, file) for one in known["categories"]]
        by_code = _names(labels) if len({one.code for one in labels}) == len(labels) else {}
        if [by_code.get(one.code) for one in labels] == names:
            _say(head, known, file)
            return head, labels
        head.notes.append("Codes and hierarchy are left out: they are of other categories.")
    taken: set[str] = set()
    labels = []
    for name in names:
        labels.append(building.label(code=nouns.code_of(name, taken), name=name))
        taken.add(labels[-1].code)
    return head, labels


def _say(head: Head, known: Mapping[str, Any], file: str) -> None:
    head.language = _string(known.get("language", "en"), file, "the language")
    head.many = known.get("many", True) is not False
    head.source = _string(known.get("source", ""), file, "the source")
    head.date = _string(known.get("date", ""), file, "the date")


def _label(raw: object, file: str) -> Label:
    said = raw.get("translations", {}) if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(said, dict):
        raise _wrong(file, "a category of heed")
    return building.label(
        code=_string(raw.get("code", ""), file, "a code"),
        name=_string(raw.get("name", ""), file, "a name"),
        parent=_string(raw.get("parent", ""), file, "a parent"),
        definition=_string(raw.get("definition", ""), file, "a definition", lines=True),
        terms=_strings(raw.get("terms", []), file, "the terms"),
        older=_strings(raw.get("older", []), file, "the older codes"),
        later=_strings(raw.get("later", []), file, "the later codes"),
        translations={tag: _string(name, file, "a translation") for tag, name in said.items()},
    )


def _examples(raw: object, codes: Mapping[str, str], file: str) -> list[Tagged]:
    if not isinstance(raw, list):
        raise _wrong(file, "the examples")
    found: list[Tagged] = []
    for number, one in enumerate(raw, 1):
        if not isinstance(one, dict):
            raise _wrong(file, f"example {number:,}")
        given = _strings(one.get("labels", []), file, f"the labels of example {number:,}")
        unknown = [name for name in given if name not in codes]
        if unknown:
            reason = f'tags example {number:,} with "{shown(unknown[0])}", which is no category.'
            raise problem(file, "unknown_label", reason, "Correct it, or add the category.")
        text = _string(one.get("text", ""), file, f"the text of example {number:,}", lines=True)
        found.append(Tagged(text, tuple(codes[name] for name in given)))
    return found


def _strings(raw: object, file: str, what: str) -> tuple[str, ...]:
    if not isinstance(raw, list):
        raise _wrong(file, what)
    return tuple(_string(one, file, what) for one in raw)


def _string(raw: object, file: str, what: str, *, lines: bool = False) -> str:
    if not isinstance(raw, str):
        raise _wrong(file, what)
    return nouns.block(raw) if lines else nouns.line(raw)


def _wrong(file: str, what: str) -> InputProblem:
    return problem(file, "form", f"is no taxonomy: {what} is not what it should be.", _REMEDY)

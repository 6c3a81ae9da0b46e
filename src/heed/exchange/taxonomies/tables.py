"""A taxonomy as a table: a row for each label. Columns: docs/data.md."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import BinaryIO

from heed.errors import shown
from heed.exchange import sheets, tabular
from heed.exchange.delimited import escaped
from heed.exchange.rows import Fault
from heed.exchange.taxonomies import building, nouns
from heed.exchange.taxonomies.building import Head
from heed.exchange.taxonomies.nouns import TaxonomyFile, problem
from heed.vocab.taxonomies import Label

_HEADINGS = {
    "code": ("code", "id", "notation"),
    "name": ("name", "label", "preflabel", "category", "title"),
    "parent": ("parent", "broader", "under"),
    "definition": ("definition", "description", "scopenote", "meaning"),
    "terms": ("terms", "altlabel", "altlabels", "synonyms", "keywords", "words"),
}
# As `name_fr`, `name (fr)` or `prefLabel@fr`, without spaces.
_NAMED = re.compile(r"(?:name|label|preflabel)(?:_|@|\()([a-z]{2,3}(?:-[a-z0-9]{2,8})?)\)?")
_TERMS = re.compile(r"[;|]")


def from_table(file: BinaryIO, name: str) -> TaxonomyFile:
    """Return the taxonomy in a table (CSV or XLSX). Raises `InputProblem`."""
    table = tabular.opened(file, name, nouns.MOST_LABELS)
    places = _places(table.header)
    if "name" not in places:
        reason = "has no column with the names of labels."
        raise problem(name, "columns", reason, 'Call it "name"; the others are in docs/data.md.')
    rows: list[dict[str, str]] = []
    for one in table.rows:
        if isinstance(one, Fault):
            said = f"cannot be read in row {one.number:,}: {one.text}"
            raise problem(name, "row", said, "Correct the row.")
        number, cells = one
        row = {field: cells[at] for field, at in places.items()}
        if not row["name"]:
            reason = f"has no name in row {number:,}."
            raise problem(name, "no_name", reason, "Give each label a name.")
        rows.append(row)
    left = [title for at, title in enumerate(table.header) if title and at not in places.values()]
    head = Head(name=PurePath(name).stem)
    head.notes += [f'The column "{title}" is not read.' for title in left[:20]]
    return building.built(name, head, _labels(rows, name), ())


def as_csv(held: TaxonomyFile) -> bytes:
    """Return the labels of a taxonomy as CSV, UTF-8 with a mark; examples have no place there."""
    header, rows = _written(held)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([[escaped(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(held: TaxonomyFile) -> bytes:
    """Return the labels of a taxonomy as a sheet."""
    header, rows = _written(held)
    out = io.BytesIO()
    sheets.write(header, rows, out)
    return out.getvalue()


def _written(held: TaxonomyFile) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    labels = held.taxonomy.labels
    tags = sorted({tag for one in labels for tag in one.translations})
    header = ("code", "name", "parent", "definition", "terms", *(f"name_{tag}" for tag in tags))
    return header, [
        (
            one.code, one.name, one.parent, one.definition, "\n".join(one.terms),
            *(one.translations.get(tag, "") for tag in tags),
        )
        for one in labels
    ]  # fmt: skip


def _places(header: Sequence[str]) -> dict[str, int]:
    """Return in which column each field stands: the first that is called so."""
    found: dict[str, int] = {}
    for at, title in enumerate(header):
        bare = "".join(title.split()).casefold()
        named = _NAMED.fullmatch(bare)
        field = next((f for f, names in _HEADINGS.items() if bare.replace("-", "") in names), "")
        if named and nouns.language(named.group(1)):
            field = f"name_{nouns.language(named.group(1))}"
        if field:
            found.setdefault(field, at)
    return found


def _labels(rows: Sequence[Mapping[str, str]], file: str) -> list[Label]:
    """Return the labels; a parent is named by its code, or by a name that one label has."""
    codes = _codes(rows)
    counts = Counter(row["name"] for row in rows)
    by_name = {row["name"]: code for row, code in zip(rows, codes, strict=True)}
    known = set(codes)
    labels: list[Label] = []
    for row, code in zip(rows, codes, strict=True):
        parent = row.get("parent", "")
        if parent and parent not in known:
            if counts[parent] > 1:
                reason = f'puts "{shown(row["name"])}" under a name that several labels have.'
                raise problem(file, "no_parent", reason, "Name the code of the label instead.")
            parent = by_name.get(parent, parent)
        said = {f[len("name_") :]: text for f, text in row.items() if f.startswith("name_")}
        labels.append(
            building.label(
                code=code,
                name=row["name"],
                parent=parent,
                definition=row.get("definition", ""),
                terms=_terms(row.get("terms", "")),
                translations=said,
            )
        )
    return labels


def _codes(rows: Sequence[Mapping[str, str]]) -> list[str]:
    taken = {nouns.line(row.get("code", "")) for row in rows}
    found: list[str] = []
    for row in rows:
        code = nouns.line(row.get("code", "")) or nouns.code_of(row["name"], taken)
        taken.add(code)
        found.append(code)
    return found


def _terms(cell: str) -> list[str]:
    """Return the terms of a cell: its lines, or what semicolons part."""
    return cell.split("\n") if "\n" in cell else _TERMS.split(cell)

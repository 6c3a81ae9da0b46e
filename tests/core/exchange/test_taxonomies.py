"""Taxonomies go out and come back the same, and a stranger's file is whole or one clear line."""

from __future__ import annotations

import io
import json
import socket
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed import confined
from heed.errors import InputProblem
from heed.exchange.taxonomies import FORMS, Tagged, TaxonomyFile, outlined, read, tree, write
from heed.exchange.taxonomies.nouns import MOST_BYTES, block, line
from heed.vocab.taxonomies import Label, Taxonomy, taxonomies

# What has broken formats: markup, quotes, formulas, other scripts, breaks, marks of XML.
WORDS = (
    "Water", "and", "<b>&amp;", '"quoted"', "=SUM(A1)", "@prefix", "Дети", "الماء", "水", "Île",
    "a|b", "O'Neil", "\\u0041", "]]>", "{x}", "#", "é", "100%", "–",
)  # fmt: skip

# A table parts terms by these.
PARTING = set(";|")


def words(most=5):
    return st.lists(st.sampled_from(WORDS), min_size=1, max_size=most).map(" ".join).map(line)


def blocks():
    return st.lists(words(), min_size=1, max_size=3).map("\n".join).map(block)


def labels():
    names = st.lists(words(3), min_size=1, max_size=6, unique=True)
    return names.flatmap(_labels)


def _labels(names):
    """Labels of these names; each stands at the top or under one before it."""

    def one(at):
        return st.builds(
            Label,
            code=st.just(f"{at}.{names[at]}"),
            name=st.just(names[at]),
            parent=st.sampled_from(["", *(f"{n}.{names[n]}" for n in range(at))]),
            definition=st.just("") | blocks(),
            terms=st.lists(words(2).filter(lambda w: w != names[at] and not set(w) & PARTING),
                           max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
            translations=st.dictionaries(st.sampled_from(["fr", "ar", "zh-hans"]), words(3)),
        )  # fmt: skip

    return st.tuples(*map(one, range(len(names))))


@st.composite
def files(draw):
    held = draw(labels())
    many = draw(st.booleans())
    codes = [one.code for one in held]
    most = len(codes) if many else 1
    tagged = st.builds(
        Tagged,
        blocks(),
        st.lists(st.sampled_from(codes), min_size=0 if many else 1, max_size=most, unique=True)
        .map(lambda found: tuple(sorted(found, key=codes.index))),
    )  # fmt: skip
    examples = draw(st.lists(tagged, max_size=4, unique_by=lambda one: one.text))
    taxonomy = Taxonomy(
        "own.x-1", draw(words()), held, many=many, author=draw(words()), description=draw(blocks()),
        source="A book", date="2026-11", licence="CC BY 4.0",
    )  # fmt: skip
    return TaxonomyFile(
        taxonomy, draw(st.sampled_from(["en", "fr"])), tuple(sorted(examples, key=lambda e: e.text))
    )


def back(data, name="file"):
    return read(io.BytesIO(data), name)


def without_own(held, tag):
    """A name in the taxonomy's own language is the name itself, never a translation."""
    labels = tuple(
        replace(one, translations={k: v for k, v in one.translations.items() if k != tag})
        for one in held.taxonomy.labels
    )
    return replace(held, taxonomy=replace(held.taxonomy, labels=labels))


@pytest.mark.parametrize("form", ["skos", "rdf", "json"])
@settings(max_examples=30, deadline=None)
@given(held=files())
def test_a_taxonomy_with_its_examples_comes_back_the_same(form, held):
    held = without_own(held, held.language)
    again = back(write(held, form))
    assert again.taxonomy == held.taxonomy
    assert again.language == held.language
    assert sorted(again.examples, key=lambda one: one.text) == list(held.examples)
    assert again.notes == ()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(max_examples=25, deadline=None)
@given(held=labels())
def test_labels_come_back_from_a_table(form, held):
    again = back(write(TaxonomyFile(Taxonomy("x", "X", held)), form), "list.csv")
    assert again.taxonomy.labels == held
    assert again.notes == ()


def test_skos_of_others_is_read():
    data = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/rights/> .
ex:scheme a skos:ConceptScheme ; dct:title "Droits"@fr, "Rights"@en ; dct:creator "A. Author" .
ex:water a skos:Concept ; skos:prefLabel "Water"@en, "Eau"@fr ; skos:altLabel "to drink"@en ;
  skos:narrower ex:wells ; skos:example "Build wells (Chad)."@en ; skos:scopeNote "Clean."@en .
ex:wells a skos:Concept ; skos:prefLabel "Wells"@en ; skos:hiddenLabel "borehole"@en ;
  skos:example "Build wells (Chad)."@en ; skos:broader ex:elsewhere .
<https://example.org/x> a <https://example.org/Other> .
"""
    held = back(data.encode(), "rights.ttl")
    assert (held.taxonomy.name, held.taxonomy.author, held.language) == (
        "Rights",
        "A. Author",
        "en",
    )
    assert held.taxonomy.labels == (
        Label("water", "Water", "", "Clean.", ("to drink",), translations={"fr": "Eau"}),
        Label("wells", "Wells", "water", "", ("borehole",)),
    )
    assert held.examples == (Tagged("Build wells (Chad).", ("water", "wells")),)
    assert held.notes == (
        '"Wells" stands under a concept that is not in the file; that one is left out.',
    )


def test_community_json_as_it_is_published_is_read():
    data = {
        "id": "rivers", "name": "Rivers and wells", "author": "An author", "description": "Tests",
        "categories": ["Safe water", "Wells"],
        "examples": [{"text": "Dig wells.", "labels": ["Wells", "Safe water"]},
                     {"text": "Sing.", "labels": []}],
    }  # fmt: skip
    held = back(json.dumps(data).encode())
    assert [(one.code, one.name) for one in held.taxonomy.labels] == [
        ("safe-water", "Safe water"), ("wells", "Wells"),
    ]  # fmt: skip
    assert held.examples == (Tagged("Dig wells.", ("safe-water", "wells")), Tagged("Sing.", ()))
    told = json.loads(write(held, "json"))
    assert {key: told[key] for key in ("id", "name", "author", "description", "categories")} == {
        key: data[key] for key in ("id", "name", "author", "description", "categories")
    }
    assert told["examples"][0]["labels"] == ["Safe water", "Wells"]


def test_a_table_names_parents_by_code_or_name():
    data = "Label;Broader;Synonyms;Name (FR);Colour\nWater;;wells|rivers;Eau;blue\nWells;Water;;;\n"
    held = back(data.encode("utf-16"), "water.csv")
    assert held.taxonomy.labels == (
        Label("water", "Water", "", "", ("wells", "rivers"), translations={"fr": "Eau"}),
        Label("wells", "Wells", "water"),
    )
    assert (held.taxonomy.name, held.notes) == ("water", ('The column "Colour" is not read.',))


def test_an_outline_is_typed_with_indentation():
    held = outlined("Water | Clean. | wells; rivers\n  - Wells\n\tRivers\n2. Work\n", {"work"})
    assert [(one.code, one.name, one.parent) for one in held] == [
        ("water", "Water", ""), ("wells", "Wells", "water"), ("rivers", "Rivers", "wells"),
        ("work-2", "Work", ""),
    ]  # fmt: skip
    assert (held[0].definition, held[0].terms) == ("Clean.", ("wells", "rivers"))
    assert [depth for depth, _ in tree(held)] == [0, 1, 2, 0]


def concepts(count, more=""):
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix e: <urn:e:> .\n"
    return head + "".join(f'e:c{n} a skos:Concept; skos:prefLabel "L{n}".\n' for n in range(count))\
        + more  # fmt: skip


RDF = ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
       'xmlns:skos="http://www.w3.org/2004/02/skos/core#">')  # fmt: skip
CONCEPT = '<skos:Concept rdf:about="urn:a"><skos:prefLabel>&x;</skos:prefLabel></skos:Concept>'
LAUGHS = ('<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
          f'<!ENTITY x "&b;&b;&b;">]>{RDF}{CONCEPT}</rdf:RDF>')  # fmt: skip
EXTERNAL = ('<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            f"{RDF}{CONCEPT}</rdf:RDF>")  # fmt: skip
HOSTILE = {
    "entities": (LAUGHS, "dtd"),
    "entities in UTF-16": (LAUGHS.encode("utf-16"), "dtd"),
    "an external entity": (EXTERNAL, "dtd"),
    "an entity nobody declared": (f"{RDF}{CONCEPT}</rdf:RDF>", "syntax"),
    "a remote context": ('{"@context": "http://127.0.0.1:9/c", "@graph": []}', "json_ld"),
    "a circle": (
        concepts(3, "e:c0 skos:broader e:c1 . e:c1 skos:broader e:c2 . e:c2 skos:broader e:c0 ."),
        "circle",
    ),
    "a label under itself": (concepts(1, "e:c0 skos:broader e:c0 ."), "circle"),
    "too many labels": (concepts(5_001), "too_many_labels"),
    "a million concepts": (concepts(1_000_000), "too_large"),
    "Latin-1": (concepts(1).replace("L0", "é").encode("latin-1"), "encoding"),
    "broken UTF-16": (b"\xff\xfe@\x00p\x00r\x00e\x00f\x00i\x00x\x00 \x00\xd8", "encoding"),
    "broken Turtle": (concepts(2)[:-9], "syntax"),
    "broken XML": (f"{RDF}<skos:Concept>", "syntax"),
    "broken JSON": ('{"categories": [', "syntax"),
    "no concept": (concepts(0), "no_labels"),
    "two schemes": (concepts(1, "e:s a skos:ConceptScheme. e:t a skos:ConceptScheme."), "several"),
    "two names": (concepts(1, 'e:c0 skos:prefLabel "M" .'), "two_names"),
    "no name": (concepts(1, "e:x a skos:Concept ."), "no_name"),
    "one code twice": (concepts(2, 'e:c0 skos:notation "1" . e:c1 skos:notation "1" .'), "twice"),
    "empty": (" \n", "empty"),
    "nothing known": ("hello", "columns"),
    "a list": ("[1]", "form"),
    "no categories": ('{"id": "x"}', "form"),
    "a category twice": ('{"categories": ["A", "A"]}', "twice"),
    "an unknown label": ('{"categories": ["A"], "examples": [{"text": "x", "labels": ["B"]}]}',
                         "unknown_label"),
    "labels that are none": ('{"categories": ["A"], "examples": [{"text": "x", "labels": "A"}]}',
                             "form"),
    "no category": ('{"categories": []}', "no_labels"),
    "deep JSON": ('{"a":' * 100_000, "nested"),
    "a parent that is none": ("name;parent\nA;B\n", "no_parent"),
    "a circle in a table": ("name;parent\nA;B\nB;A\n", "circle"),
    "a row without a name": ("name;parent\nA;\n;A\n", "no_name"),
    "a deep table": ("name;parent\n" + "".join(f"N{n};N{n - 1}\n" if n else "N0;\n"
                                               for n in range(20)), "nested"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_bad_file_is_one_clear_line(case, tmp_path):
    data, code = HOSTILE[case]
    path = tmp_path / "given"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(InputProblem) as caught:
        confined.taxonomy(path, name="rights.ttl")
    assert caught.value.code == code
    assert str(caught.value).startswith('cannot read "rights.ttl": it ')
    assert "\n" not in str(caught.value)


def test_nothing_that_a_file_names_is_fetched(monkeypatch):
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", never)
    more = ('<urn:s> a skos:ConceptScheme; <http://www.w3.org/2002/07/owl#imports> '
            '<http://127.0.0.1:9/more> .')  # fmt: skip
    assert len(back(concepts(2, more).encode()).taxonomy.labels) == 2
    xml = RDF.replace("<rdf:RDF", '<rdf:RDF xml:base="http://127.0.0.1:9/"') + (
        '<skos:Concept rdf:about="a"><skos:prefLabel>A</skos:prefLabel></skos:Concept></rdf:RDF>'
    )
    assert back(xml.encode()).taxonomy.labels == (Label("a", "A"),)


def test_what_a_child_read_is_what_is_read_here(tmp_path):
    held = TaxonomyFile(
        Taxonomy("own.x", "X", (Label("a", "A", translations={"fr": "À"}), Label("b", "B", "a"))),
        "en",
        (Tagged("One\ntwo", ("a", "b")),),
    )
    for form, one in FORMS.items():
        path = tmp_path / f"x.{one.suffix}"
        path.write_bytes(write(held, form))
        with path.open("rb") as file:
            assert confined.taxonomy(path) == read(file, path.name)


def test_a_file_of_the_largest_size_ends_in_one_line(tmp_path):
    path = tmp_path / "large.ttl"
    path.write_text(concepts(MOST_BYTES // 45))
    with pytest.raises(InputProblem) as caught:
        confined.taxonomy(path)
    assert caught.value.code in ("too_large", "too_many_labels", "too_slow", "memory")


@pytest.mark.parametrize("code", sorted(taxonomies()))
def test_what_comes_with_heed_goes_out_and_comes_back(code):
    held = TaxonomyFile(taxonomies()[code])
    forms = ("skos", "rdf", "json") if len(held.taxonomy.labels) < 1_000 else ("skos", "json")
    for form in forms:
        again = back(write(held, form)).taxonomy
        assert {one.code for one in again.labels} == {one.code for one in held.taxonomy.labels}
        for mine, theirs in zip(held.taxonomy.labels, again.labels, strict=True):
            # A target stands under a goal, which is a label of another taxonomy.
            parent = mine.parent if held.taxonomy.label(mine.parent) else ""
            assert (mine.code, mine.name, parent) == (theirs.code, theirs.name, theirs.parent)
            assert (mine.definition, mine.translations) == (theirs.definition, theirs.translations)
            assert (set(mine.older), set(mine.later)) == (set(theirs.older), set(theirs.later))
            assert set(mine.terms) - {mine.name} == set(theirs.terms)
        assert (again.code, again.many) == (code, held.taxonomy.many)
    rows = back(write(held, "csv")).taxonomy.labels
    assert [one.code for one in rows] == [one.code for one in held.taxonomy.labels]

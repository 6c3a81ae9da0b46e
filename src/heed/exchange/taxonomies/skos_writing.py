"""Labels to SKOS, as Turtle or RDF/XML. Read back by `skos_reading` it is the same taxonomy."""

from __future__ import annotations

from urllib.parse import quote

from rdflib import Graph, Literal

from heed.exchange.taxonomies.nouns import TaxonomyFile, language
from heed.exchange.taxonomies.skos_terms import (
    DCTERMS,
    ONE_EACH,
    RDF,
    SH,
    SKOS,
    XSD,
    URIRef,
)

_TURTLE, _XML = "turtle", "xml"


def as_turtle(held: TaxonomyFile) -> bytes:
    """Return a taxonomy as SKOS in Turtle, UTF-8."""
    return _graph(held).serialize(format=_TURTLE, encoding="utf-8")


def as_xml(held: TaxonomyFile) -> bytes:
    """Return a taxonomy as SKOS in RDF/XML, UTF-8."""
    return _graph(held).serialize(format=_XML, encoding="utf-8")


def _graph(held: TaxonomyFile) -> Graph:
    taxonomy = held.taxonomy
    graph = Graph(bind_namespaces="none")
    for prefix, space in (("skos", SKOS), ("dcterms", DCTERMS), ("sh", SH), ("xsd", XSD)):
        graph.bind(prefix, space)
    graph.bind("heed", "urn:heed:terms:")
    scheme = _address(taxonomy.code or "taxonomy")
    tag = language(held.language) or "en"
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for word, text in (
        (DCTERMS.identifier, taxonomy.code),
        (DCTERMS.language, tag),
        (DCTERMS.creator, taxonomy.author),
        (DCTERMS.source, taxonomy.source),
        (DCTERMS.modified, taxonomy.date),
        (DCTERMS.license, taxonomy.licence),
    ):
        if text:
            graph.add((scheme, word, Literal(text)))
    for word, text in ((DCTERMS.title, taxonomy.name), (DCTERMS.description, taxonomy.description)):
        if text:
            graph.add((scheme, word, Literal(text, lang=tag)))
    if not taxonomy.many:
        graph.add((scheme, ONE_EACH, Literal("true", datatype=XSD.boolean)))
    _add_labels(graph, held, scheme, tag)
    _add_examples(graph, held, scheme, tag)
    return graph


def _add_labels(graph: Graph, held: TaxonomyFile, scheme: URIRef, tag: str) -> None:
    for order, one in enumerate(held.taxonomy.labels, 1):
        concept = _address(held.taxonomy.code or "taxonomy", one.code)
        graph.add((concept, RDF.type, SKOS.Concept))
        graph.add((concept, SKOS.inScheme, scheme))
        graph.add((concept, SKOS.notation, Literal(one.code)))
        graph.add((concept, SH.order, Literal(str(order), datatype=XSD.integer)))
        graph.add((concept, SKOS.prefLabel, Literal(one.name, lang=tag)))
        for other, name in one.translations.items():
            graph.add((concept, SKOS.prefLabel, Literal(name, lang=other)))
        if one.definition:
            graph.add((concept, SKOS.definition, Literal(one.definition, lang=tag)))
        for term in one.terms:
            graph.add((concept, SKOS.altLabel, Literal(term, lang=tag)))
        for older in one.older:
            graph.add((concept, DCTERMS.replaces, Literal(older)))
        for later in one.later:
            graph.add((concept, DCTERMS.isReplacedBy, Literal(later)))
        if one.parent:
            broader = _address(held.taxonomy.code or "taxonomy", one.parent)
            graph.add((concept, SKOS.broader, broader))
            graph.add((broader, SKOS.narrower, concept))
        else:
            graph.add((concept, SKOS.topConceptOf, scheme))


def _add_examples(graph: Graph, held: TaxonomyFile, scheme: URIRef, tag: str) -> None:
    """Put each example with each of its labels; one that no label fits with the scheme."""
    for one in held.examples:
        said = Literal(one.text, lang=tag)
        places = [_address(held.taxonomy.code or "taxonomy", code) for code in one.codes]
        for place in places or [scheme]:
            graph.add((place, SKOS.example, said))


def _address(*parts: str) -> URIRef:
    return URIRef(":".join(["urn:heed:taxonomy", *(quote(part, safe=".-") for part in parts)]))

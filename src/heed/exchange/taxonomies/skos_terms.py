"""The words of SKOS (W3C, 2009), Dublin Core and the little that heed adds, and bounded graphs."""

from __future__ import annotations

from typing import Self

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DC, DCTERMS, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from heed.exchange.taxonomies.nouns import problem

# SHACL's word for the order in which a form shows things; SKOS has no shorter one.
SH = Namespace("http://www.w3.org/ns/shacl#")
HEED = Namespace("urn:heed:terms:")
ONE_EACH = HEED["oneEach"]
# Five thousand labels with forty statements each, and twenty thousand examples of a few labels.
_MOST_STATEMENTS = 300_000


class Bounded(Graph):
    """A graph that refuses its file when it holds too many statements."""

    def __init__(self, file: str) -> None:
        super().__init__(bind_namespaces="none")
        self._file = file
        self._count = 0

    def add(self, triple: tuple[Node, Node, Node]) -> Self:
        """Add a statement. Raises `InputProblem`."""
        self._count += 1
        if self._count > _MOST_STATEMENTS:
            reason = f"holds more than {_MOST_STATEMENTS:,} statements."
            raise problem(self._file, "too_large", reason, "Keep the concepts that people tag by.")
        super().add(triple)
        return self


__all__ = [
    "DC",
    "DCTERMS",
    "ONE_EACH",
    "RDF",
    "RDFS",
    "SH",
    "SKOS",
    "XSD",
    "Bounded",
    "URIRef",
]

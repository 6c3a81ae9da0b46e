"""SKOS to labels: concepts, their names in each language, what is broader, and examples.

Nothing that a file names is fetched, no entity is expanded: a file with a DTD is refused.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote
from xml.sax import SAXException, SAXParseException

from rdflib import Graph, Literal
from rdflib.exceptions import Error as RdfError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from heed.errors import InputProblem, shown
from heed.exchange.taxonomies import building, nouns
from heed.exchange.taxonomies.building import Head
from heed.exchange.taxonomies.nouns import Tagged, TaxonomyFile, problem
from heed.exchange.taxonomies.skos_terms import (
    DC,
    DCTERMS,
    ONE_EACH,
    RDF,
    RDFS,
    SH,
    SKOS,
    Bounded,
)
from heed.vocab.taxonomies import Label

_DTD = re.compile(r"<!(?:DOCTYPE|ENTITY)")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_SHOWN_NOTES = 20
_BASE = "urn:heed:file:"
# What rdflib lets through of what its parsers meet in a broken file.
_BROKEN = (SAXException, RdfError, ValueError, AttributeError, LookupError, TypeError,
           AssertionError)  # fmt: skip
# rdflib tells of odd values on its log; none of them is read as a value here.
logging.getLogger("rdflib").setLevel(logging.CRITICAL)


def from_xml(text: str, file: str) -> TaxonomyFile:
    """Return the taxonomy in RDF/XML. Raises `InputProblem`."""
    if _DTD.search(text):
        reason = "declares a DTD (<!DOCTYPE ...>), which heed does not read."
        raise problem(file, "dtd", reason, "Save it without, or as Turtle.")
    return _parsed(_DECLARATION.sub("", text, count=1), file, "xml", "RDF/XML")


def from_turtle(text: str, file: str) -> TaxonomyFile:
    """Return the taxonomy in Turtle. Raises `InputProblem`."""
    return _parsed(text, file, "turtle", "Turtle")


def _parsed(text: str, file: str, form: str, called: str) -> TaxonomyFile:
    graph = Bounded(file)
    try:
        graph.parse(data=text, format=form, publicID=_BASE)
    except BadSyntax as error:
        raise _malformed(file, called, error.lines + 1) from error
    except SAXParseException as error:
        raise _malformed(file, called, error.getLineNumber()) from error
    except RecursionError as error:
        raise problem(file, "nested", "is nested too deep.", "Export it anew.") from error
    except _BROKEN as error:
        raise _malformed(file, called, None) from error
    return _Scheme(graph, file).taxonomy()


def _malformed(file: str, form: str, number: int | None) -> InputProblem:
    where = f" (line {number:,})" if number else ""
    return problem(file, "syntax", f"is no well-formed {form}{where}.", "Export it anew.")


class _Scheme:
    """A graph on its way to a taxonomy."""

    def __init__(self, graph: Graph, file: str) -> None:
        self.graph = graph
        self.file = file
        self.head = Head()
        self.concepts = list(dict.fromkeys(graph.subjects(RDF.type, SKOS.Concept)))

    def taxonomy(self) -> TaxonomyFile:
        """Return the taxonomy. Raises `InputProblem`."""
        if not self.concepts:
            remedy = "Give a concept scheme with skos:Concept entries."
            raise problem(self.file, "no_labels", "holds no SKOS concept.", remedy)
        if len(self.concepts) > nouns.MOST_LABELS:
            raise building.too_many(self.file, len(self.concepts))
        scheme = self._scheme()
        self.concepts.sort(key=self._place)
        names = {one: self._names(one) for one in self.concepts}
        self._say_head(scheme, names)
        codes = self._codes()
        labels = [self._label(one, names[one], codes) for one in self.concepts]
        examples = [
            Tagged(str(text), (codes[one],))
            for one in self.concepts
            for text in self._literals(one, SKOS.example)
        ]
        if scheme is not None:
            examples += [Tagged(str(t), ()) for t in self._literals(scheme, SKOS.example)]
        examples.sort(key=lambda one: one.text)
        return building.built(self.file, self.head, labels, examples)

    def _scheme(self) -> Node | None:
        """Return the concept scheme, None where the file names none."""
        found = list(dict.fromkeys(self.graph.subjects(RDF.type, SKOS.ConceptScheme)))
        if len(found) > 1:
            reason = f"holds {len(found):,} concept schemes."
            raise problem(self.file, "several", reason, "Give a file with one of them.")
        return found[0] if found else None

    def _say_head(self, scheme: Node | None, names: dict[Node, dict[str, str]]) -> None:
        head = self.head
        head.name = PurePath(self.file).stem
        said = self._said(scheme, DCTERMS.language, DC.language)
        head.language = nouns.language(said) or _main(names.values())
        if scheme is None:
            return
        head.code = self._said(scheme, DCTERMS.identifier, DC.identifier) or _local(scheme)
        title = self._said(scheme, DCTERMS.title, DC.title, SKOS.prefLabel, RDFS.label)
        head.name = title or head.name
        head.author = self._said(scheme, DCTERMS.creator, DC.creator)
        head.description = self._said(scheme, DCTERMS.description, DC.description, SKOS.definition)
        head.source = self._said(scheme, DCTERMS.source, DC.source)
        head.date = self._said(scheme, DCTERMS.modified, DCTERMS.issued, DCTERMS.date, DC.date)
        head.licence = self._said(scheme, DCTERMS.license, DCTERMS.rights, DC.rights)
        head.many = self._said(scheme, ONE_EACH) != "true"

    def _place(self, concept: Node) -> float:
        """Return where a concept stands among all; those without a place stay in their order."""
        said = str(self.graph.value(concept, SH.order, any=True) or "")
        return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else float("inf")

    def _names(self, concept: Node) -> dict[str, str]:
        """Return a concept's names by language, `""` where none is said."""
        found: dict[str, str] = {}
        for one in self._literals(concept, SKOS.prefLabel):
            tag, text = one.language or "", nouns.line(str(one))
            if found.setdefault(tag, text) != text:
                reason = f'gives a concept two names in one language: "{shown(text)}".'
                raise problem(self.file, "two_names", reason, "Make one of them a skos:altLabel.")
        if not found:
            reason = f"holds a concept without a skos:prefLabel: {shown(str(concept))}."
            raise problem(self.file, "no_name", reason, "Give each concept a name.")
        return found

    def _codes(self) -> dict[Node, str]:
        """Return each concept's code: its notation, or what its address ends with."""
        found: dict[Node, str] = {}
        taken: set[str] = set()
        for one in self.concepts:
            notations = sorted(map(str, self._literals(one, SKOS.notation)))
            if len(notations) > 1:
                self._note(f'Of several notations "{notations[0]}" is kept.')
            code = nouns.line(notations[0]) if notations else nouns.line(_local(one))
            found[one] = code or nouns.code_of("label", taken)
            taken.add(found[one])
        return found

    def _label(self, concept: Node, names: dict[str, str], codes: dict[Node, str]) -> Label:
        main = self.head.language
        tag = next((one for one in (main, "") if one in names), min(names))
        if tag not in (main, ""):
            self._note(f'"{names[tag]}" has no name in {main}; its name in {tag} stands for it.')
        others = {one: text for one, text in names.items() if one not in (main, "", tag)}
        terms = [
            *self._literals(concept, SKOS.altLabel),
            *self._literals(concept, SKOS.hiddenLabel),
        ]
        return building.label(
            code=codes[concept],
            name=names[tag],
            parent=self._parent(concept, names[tag], codes),
            definition=self._said(concept, SKOS.definition, SKOS.scopeNote),
            terms=sorted(map(str, terms)),
            older=sorted(map(str, self._literals(concept, DCTERMS.replaces))),
            later=sorted(map(str, self._literals(concept, DCTERMS.isReplacedBy))),
            translations=others,
        )

    def _parent(self, concept: Node, name: str, codes: dict[Node, str]) -> str:
        broader = dict.fromkeys(self.graph.objects(concept, SKOS.broader))
        broader |= dict.fromkeys(self.graph.subjects(SKOS.narrower, concept))
        here = sorted(codes[one] for one in broader if one in codes)
        if len(here) < len(broader):
            self._note(
                f'"{name}" stands under a concept that is not in the file; that one is left out.'
            )
        if len(here) > 1:
            self._note(f'"{name}" stands under {len(here)} labels; "{here[0]}" is kept.')
        return here[0] if here else ""

    def _said(self, subject: Node | None, *words: Node) -> str:
        """Return what is said of `subject` by the first of `words` that says anything."""
        for word in words:
            found: list[Any] = [] if subject is None else list(self.graph.objects(subject, word))
            if found:
                return str(min(found, key=self._preferred))
        return ""

    def _preferred(self, one: object) -> tuple[int, str]:
        tag = (getattr(one, "language", None) or "") if isinstance(one, Literal) else "~"
        return (0 if tag == self.head.language else 1 if not tag else 2, str(one))

    def _literals(self, subject: Node, word: Node) -> list[Literal]:
        found = (one for one in self.graph.objects(subject, word) if isinstance(one, Literal))
        return list(dict.fromkeys(found))

    def _note(self, said: str) -> None:
        if len(self.head.notes) < _SHOWN_NOTES:
            self.head.notes.append(said)


def _main(names: Iterable[dict[str, str]]) -> str:
    """Return the language that most concepts have a name in; English where it is one of those."""
    counts = Counter(nouns.language(tag) for one in names for tag in one)
    counts.pop("", None)
    best = max(counts.values(), default=0)
    leading = sorted(tag for tag, n in counts.items() if n == best)
    return "en" if not leading or "en" in leading else leading[0]


def _local(node: Node) -> str:
    """Return what an address ends with: the part after its last `#`, `/` or `:`."""
    address = str(node).rstrip("#/:")
    return unquote(re.split(r"[#/:]", address)[-1])

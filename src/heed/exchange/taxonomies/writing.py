"""The one way out: a taxonomy in each of the forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from heed.exchange.taxonomies import community, tables
from heed.exchange.taxonomies.nouns import TaxonomyFile


@dataclass(frozen=True, slots=True)
class Form:
    """One form that a taxonomy is given in."""

    code: str
    suffix: str
    media: str
    write: Callable[[TaxonomyFile], bytes]


def _turtle(held: TaxonomyFile) -> bytes:
    # rdflib takes a third of a second to load; only SKOS needs it.
    from heed.exchange.taxonomies.skos_writing import as_turtle

    return as_turtle(held)


def _xml(held: TaxonomyFile) -> bytes:
    from heed.exchange.taxonomies.skos_writing import as_xml

    return as_xml(held)


FORMS = {
    one.code: one
    for one in (
        Form("skos", "ttl", "text/turtle; charset=utf-8", _turtle),
        Form("rdf", "rdf", "application/rdf+xml; charset=utf-8", _xml),
        Form("json", "json", "application/json; charset=utf-8", community.as_json),
        Form("csv", "csv", "text/csv; charset=utf-8", tables.as_csv),
        Form(
            "xlsx",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            tables.as_xlsx,
        ),
    )
}


def write(held: TaxonomyFile, form: str) -> bytes:
    """Return a taxonomy in a form of `FORMS`. Tables hold the labels alone, without examples.

    A label that stands under one of another taxonomy stands at the top: a file is whole by itself.
    """
    known = {one.code for one in held.taxonomy.labels}
    labels = tuple(
        one if one.parent in known else replace(one, parent="") for one in held.taxonomy.labels
    )
    return FORMS[form].write(replace(held, taxonomy=replace(held.taxonomy, labels=labels)))

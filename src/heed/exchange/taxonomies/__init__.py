"""Taxonomies in and out: SKOS (Turtle, RDF/XML), the JSON of community taxonomies, tables.

`read` takes a file of any of the forms, `write` gives one; what both speak of is `TaxonomyFile`.
Strangers' files are read through `heed.confined.taxonomy`. The forms: docs/data.md.
"""

from heed.exchange.taxonomies.hierarchy import in_order, tree
from heed.exchange.taxonomies.nouns import Tagged, TaxonomyFile
from heed.exchange.taxonomies.outline import outlined
from heed.exchange.taxonomies.reading import read
from heed.exchange.taxonomies.writing import FORMS, Form, write

__all__ = [
    "FORMS",
    "Form",
    "Tagged",
    "TaxonomyFile",
    "in_order",
    "outlined",
    "read",
    "tree",
    "write",
]

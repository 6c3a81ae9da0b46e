"""Words and numbers of links and lineages, as filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template

from heedweb.workspace import link_words
from heedweb.workspace.models import Cluster
from heedweb.workspace.queries import lineages
from heedweb.workspace.queries.change_pages import Question

register = template.Library()
register.filter("relation_name", link_words.relation_name)
register.filter("order_name", link_words.order_name)
register.filter("ground_name", link_words.ground_name)
register.filter("review_name", link_words.review_name)
register.filter("review_short", link_words.review_short)
register.filter("what_name", link_words.what_name)
register.filter("story_text", link_words.story_text)


@register.inclusion_tag("parts/lineage_on_cluster.html")
def lineage_of(cluster: Cluster) -> dict[str, object]:
    """Return the lineage of a cluster as a picture, with the way to its table."""
    return {
        "lineage": lineages.of_cluster(cluster), "cluster": cluster, "workspace": cluster.workspace
    }  # fmt: skip


@register.filter
def of(held: Mapping[int, object], key: str) -> object:
    """Return what a mapping has under a primary key, `""` where it has nothing."""
    return held.get(int(key), "")


@register.filter
def at(held: Sequence[object], place: int) -> object:
    """Return what stands at a place."""
    return held[place]


@register.filter
def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


@register.simple_tag
def query(question: Question, **other: object) -> str:
    """Return the address of a question with something changed."""
    return question.query(**other)

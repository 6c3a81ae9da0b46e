"""A page of the web: its main text, and what it says of itself."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

from heed.dialogue.sources import Source
from heed.reading.html import read_html

# What is on a page beside its article.
_ASIDE = ("nav", "aside", "footer", "form", "button", "script", "style", "noscript", "template")
# A block that holds less of a page's paragraphs than this is not its main text.
_LEAST_SHARE = 0.5
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_TITLES = ("og:title", "twitter:title", "dc.title")
_SITES = ("og:site_name", "application-name", "dc.publisher", "publisher")
_DAYS = (
    "article:published_time", "datepublished", "date", "dc.date", "dcterms.created", "pubdate",
    "publication_date",
)  # fmt: skip


def page(data: bytes, name: str) -> Source:
    """Return the main text of a page with its title, site and day. Raises `InputProblem`."""
    whole = read_html(data, name)
    root = lxml.html.document_fromstring(
        data, parser=lxml.html.HTMLParser(recover=True, no_network=True, huge_tree=False)
    )
    said = _said(root)
    title = _first(said, _TITLES) or _text(root.find(".//title"))
    main = _main(root)
    text = whole.text if main is None else _alone(main, name) or whole.text
    published = _DAY.match(_first(said, _DAYS) or _time(root))
    return Source(name, text, title, _first(said, _SITES), published[0] if published else "")


def _said(root: lxml.html.HtmlElement) -> dict[str, str]:
    """Return what the head of a page says of it, by name in small letters."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if name in said), "")


def _time(root: lxml.html.HtmlElement) -> str:
    return next((one.get("datetime") or "" for one in root.iter("time")), "")


def _text(element: lxml.html.HtmlElement | None) -> str:
    return " ".join(element.text_content().split()) if element is not None else ""


def _main(root: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """Return the element that holds the article: what says so, else the one with most paragraphs.

    None where no element holds enough of the paragraphs of the page.
    """
    weights: dict[lxml.html.HtmlElement, int] = {}
    for paragraph in root.iter("p"):
        parent = paragraph.getparent()
        if parent is not None and not _beside(paragraph):
            weights[parent] = weights.get(parent, 0) + len(_text(paragraph))
    whole = sum(weights.values())
    if not whole:
        return None
    for path in (".//article", ".//*[@itemprop='articleBody']", ".//main", ".//*[@role='main']"):
        held = root.findall(path)
        if len(held) == 1 and _weight(held[0], weights) >= _LEAST_SHARE * whole:
            return held[0]
    best = max(weights, key=lambda one: weights[one])
    return best if weights[best] >= _LEAST_SHARE * whole else None


def _beside(element: lxml.html.HtmlElement) -> bool:
    return any(one.tag in _ASIDE for one in element.iterancestors())


def _weight(element: lxml.html.HtmlElement, weights: dict[lxml.html.HtmlElement, int]) -> int:
    return sum(weights.get(one, 0) for one in element.iter())


def _alone(element: lxml.html.HtmlElement, name: str) -> str:
    """Return the visible text of an element without what stands beside the article."""
    for one in list(element.iter(*_ASIDE)):
        one.drop_tree()
    inner = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    head = '<html><head><meta charset="utf-8"></head><body>'
    return read_html(f"{head}{inner}</body></html>".encode(), name).text

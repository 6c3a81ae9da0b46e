"""The numbers that Word prints in front of paragraphs and does not keep in the text.

ECMA-376 part 1, section 17.9: a paragraph points to a `w:num`, it to a `w:abstractNum` with nine
levels; a style may do the pointing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first number, number format, label text such as `%1.`."""

    start: int
    format: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, document: WordDocument) -> Numbering:
        """Return the numbering definitions of a document, empty if it has none."""
        numbering = cls()
        part = next(
            (
                r.target_part
                for r in document.part.rels.values()
                if not r.is_external and r.reltype.endswith("/numbering")
            ),
            None,
        )
        if part is None:
            return numbering
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(part.blob, parser)
        for abstract in root.iterchildren(qn("w:abstractNum")):
            number = abstract.get(qn("w:abstractNumId"), "")
            numbering.levels[number] = dict(map(_level, abstract.iterchildren(qn("w:lvl"))))
        for num in root.iterchildren(qn("w:num")):
            numbering._add(num)
        numbering._add_styles(document)
        return numbering

    def label(self, paragraph: etree._Element) -> str:
        """Return the paragraph's number with a blank after it, and count it; `""` without one."""
        found = self._reference(paragraph)
        if found is None:
            return ""
        num, depth = found
        levels = self.levels.get(self.abstract.get(num, ""), {})
        level = levels.get(depth)
        if level is None or level.format == "none":
            return ""
        counts = self._count(num, depth, levels)
        if level.format == "bullet":
            return "• "
        label = re.sub(
            r"%(\d)", lambda m: _printed(int(m.group(1)) - 1, counts, levels), level.text
        )
        return f"{label} " if label else ""

    def _count(self, num: str, depth: int, levels: dict[int, Level]) -> dict[int, int]:
        """Count one paragraph. Lists that share a definition go on counting unless restarted."""
        counts = self.counts.setdefault(self.abstract[num], {})
        override = self.starts.get((num, depth))
        if override is not None and (num, depth) not in self.begun:
            counts[depth] = override
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = levels[depth].start
        self.begun.add((num, depth))
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        for above in range(depth):
            if above in levels:
                counts.setdefault(above, levels[above].start)
        return counts

    def _reference(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        style = properties.find(qn("w:pStyle"))
        styled = self.styles.get(style.get(qn("w:val"), "")) if style is not None else None
        direct = properties.find(qn("w:numPr"))
        if direct is None:
            return styled
        return _pointed(direct, styled)

    def _add(self, num: etree._Element) -> None:
        number = num.get(qn("w:numId"), "")
        points = num.find(qn("w:abstractNumId"))
        self.abstract[number] = points.get(qn("w:val"), "") if points is not None else ""
        for override in num.iterchildren(qn("w:lvlOverride")):
            start = override.find(qn("w:startOverride"))
            if start is not None:
                depth = int(override.get(qn("w:ilvl"), "0"))
                self.starts[number, depth] = int(start.get(qn("w:val"), "1"))

    def _add_styles(self, document: WordDocument) -> None:
        based: dict[str, str] = {}
        for style in document.styles.element.iterchildren(qn("w:style")):
            name = style.get(qn("w:styleId"), "")
            base = style.find(qn("w:basedOn"))
            if base is not None:
                based[name] = base.get(qn("w:val"), "")
            properties = style.find(qn("w:pPr"))
            direct = properties.find(qn("w:numPr")) if properties is not None else None
            found = _pointed(direct, None) if direct is not None else None
            if found is not None:
                self.styles[name] = found
        for name in based:
            ancestor, seen = name, {name}
            while ancestor not in self.styles and based.get(ancestor) not in (None, *seen):
                ancestor = based[ancestor]
                seen.add(ancestor)
            if ancestor in self.styles:
                self.styles[name] = self.styles[ancestor]


def _pointed(properties: etree._Element, styled: tuple[str, int] | None) -> tuple[str, int] | None:
    """Return list and depth that a `w:numPr` names; list 0 takes a number away."""
    num = properties.find(qn("w:numId"))
    depth = properties.find(qn("w:ilvl"))
    number = num.get(qn("w:val"), "0") if num is not None else (styled[0] if styled else "0")
    if number == "0":
        return None
    return number, int(depth.get(qn("w:val"), "0")) if depth is not None else 0


def _level(level: etree._Element) -> tuple[int, Level]:
    def value(tag: str, default: str) -> str:
        found = level.find(qn(tag))
        return found.get(qn("w:val"), default) if found is not None else default

    depth = int(level.get(qn("w:ilvl"), "0"))
    return depth, Level(
        int(value("w:start", "1")), value("w:numFmt", "decimal"), value("w:lvlText", "")
    )


def _printed(depth: int, counts: dict[int, int], levels: dict[int, Level]) -> str:
    number = counts.get(depth, 1)
    return _FORMATS.get(levels[depth].format if depth in levels else "decimal", str)(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
}

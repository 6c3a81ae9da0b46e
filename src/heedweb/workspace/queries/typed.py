"""What people type into the search: words, "phrases", AND OR NOT, -word and parentheses.

Nothing that is typed fails: what cannot be read as written is looked for as all its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heedweb.workspace.queries.analysis import ALWAYS, tokens

_PIECE = re.compile(
    r'"(?P<phrase>[^"]*)"|(?P<mark>[()])|(?P<minus>-(?=[^\s-]))|(?P<bare>[^\s()"]+)'
)
# A key as its address has it: A/HRC/14/15/111.2 is item 111.2 of A/HRC/14/15.
_KEY = re.compile(r"(?P<symbol>[A-Za-z]+(?:/\w+){2,})[/#](?P<number>\d+\.[\w.]*\w)")
_SYMBOL = re.compile(r"[A-Za-z]{1,7}(?:/[\w.-]*\w)+")
# In every row, so that "not this" has something to be taken from.
EVERY = "_"
_LONGEST = 1_000
_DEEPEST = 20
_MOST = 60

Needle = tuple[str, ...]
"""Words that stand one after the other, as `analysis` keeps them."""


class _Unreadable(Exception):
    """What was typed is not well formed; the message says why."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, read: `query` for FTS5 (`""` asks nothing), what to mark, and a remark."""

    text: str
    query: str
    needles: frozenset[Needle]
    remark: str = ""


def read(text: str, languages: Iterable[str] = ()) -> Typed:
    """Return what was typed; words are analysed in each of `languages` and in English."""
    held = text.strip()[:_LONGEST].replace("\0", " ")
    wanted = tuple(dict.fromkeys([ALWAYS, *sorted(languages)]))
    reader = _Reader(held, wanted)
    try:
        return Typed(held, reader.whole(), frozenset(reader.needles))
    except _Unreadable as problem:
        plain = _Reader(" ".join(re.findall(r'[^\s()"]+', held)), wanted)
        query = plain.all_words()
        remark = _("The search could not be read as written: {why} It looks for all the words.")
        if not query:
            remark = _("There is no word in what was typed; everything is listed.")
        return Typed(held, query, frozenset(plain.needles), remark.format(why=problem.args[0]))


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str


class _Reader:
    """Reads what was typed from left to right; `needles` gathers what is not negated."""

    def __init__(self, text: str, languages: Sequence[str]) -> None:
        self.pieces = [_Piece(m.lastgroup or "", m.group(m.lastgroup or 0)) for m in _found(text)]
        self.languages = languages
        self.at = 0
        self.depth = 0
        self.negated = False
        self.needles: set[Needle] = set()
        self.unclosed = text.count('"') % 2 == 1

    def whole(self) -> str:
        if not self.pieces and not self.unclosed:
            return ""
        if self.unclosed:
            raise _Unreadable(_("a quotation mark is missing."))
        if len(self.pieces) > _MOST:
            raise _Unreadable(_("it is too long."))
        query = self._any()
        if self.at < len(self.pieces):
            raise _Unreadable(_("a bracket is missing."))
        if not query:
            raise _Unreadable(_("there is no word in it."))
        return query

    def all_words(self) -> str:
        """Return the query for all words, whatever stands between them."""
        found = [
            self._leaf(p.text)
            for p in self.pieces[:_MOST]
            if p.kind in ("phrase", "bare") and p.text not in ("AND", "OR", "NOT")
        ]
        return " AND ".join(q for q in found if q)

    def _next(self) -> _Piece | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def _is(self, kind: str, text: str) -> bool:
        piece = self._next()
        return piece is not None and piece.kind == kind and piece.text == text

    def _any(self) -> str:
        found = [self._all()]
        while self._is("bare", "OR"):
            self.at += 1
            found.append(self._all())
        kept = [q for q in found if q]
        return f"({' OR '.join(kept)})" if len(kept) > 1 else "".join(kept)

    def _all(self) -> str:
        wanted: list[str] = []
        unwanted: list[str] = []
        begun = self.at
        while (piece := self._next()) is not None:
            if self._is("bare", "OR") or self._is("mark", ")"):
                break
            if self._is("bare", "AND"):
                if self.at == begun:
                    raise _Unreadable(_("AND needs a word on each side."))
                self.at += 1
                self._must_go_on(_("AND needs a word on each side."))
            if self._is("bare", "NOT") or piece.kind == "minus":
                self.at += 1
                self._must_go_on(_("NOT needs a word after it."))
                unwanted.append(self._denied())
            else:
                wanted.append(self._one())
        if self.at == begun:
            raise _Unreadable(_("a word is missing beside OR, or in a bracket."))
        return _joined([q for q in wanted if q], [q for q in unwanted if q])

    def _must_go_on(self, why: str) -> None:
        if self._next() is None or self._is("mark", ")") or self._is("bare", "OR"):
            raise _Unreadable(why)

    def _denied(self) -> str:
        before, self.negated = self.negated, True
        if self._is("bare", "NOT") or self._is("bare", "AND"):
            raise _Unreadable(_("NOT needs a word after it."))
        found = self._one()
        self.negated = before
        return found

    def _one(self) -> str:
        piece = self.pieces[self.at]
        self.at += 1
        if piece.kind == "mark":
            if piece.text == ")" or self.depth >= _DEEPEST:
                raise _Unreadable(_("a bracket is missing."))
            self.depth += 1
            found = self._any()
            self.depth -= 1
            if not self._is("mark", ")"):
                raise _Unreadable(_("a bracket is missing."))
            self.at += 1
            return found
        if piece.kind == "minus" or piece.text in ("AND", "OR", "NOT"):
            raise _Unreadable(_("a word is missing."))
        return self._leaf(piece.text)

    def _leaf(self, text: str) -> str:
        """Return the query for one word or phrase: any of the ways it is kept in."""
        ways: dict[Needle, None] = {}
        key = _KEY.fullmatch(text.rstrip(".,;"))
        if key:
            ways[(f"{key['symbol']}#{key['number']}".casefold(),)] = None
        elif _SYMBOL.fullmatch(text) and any(c.isdigit() for c in text):
            ways[(text.casefold(),)] = None
        else:
            for language in self.languages:
                ways[tuple(word for word, _, _ in tokens(text, language))] = None
        ways.pop((), None)
        if not self.negated:
            self.needles.update(ways)
        found = [f'"{" ".join(way)}"{_open(way)}' for way in ways]
        return f"({' OR '.join(found)})" if len(found) > 1 else "".join(found)


def _open(way: Needle) -> str:
    """Return the star that lets one Chinese character find the pairs it begins."""
    return "*" if len(way) == 1 and len(way[0]) == 1 and way[0] > "⺀" else ""


def _joined(wanted: list[str], unwanted: list[str]) -> str:
    if not wanted and not unwanted:
        return ""
    held = " AND ".join(wanted) or f'"{EVERY}"'
    if not unwanted:
        return f"({held})" if len(wanted) > 1 else held
    return f"(({held}) NOT ({' OR '.join(unwanted)}))"


def _found(text: str) -> Iterable[re.Match[str]]:
    return _PIECE.finditer(text)

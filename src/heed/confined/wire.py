"""Records to JSON and back. What comes back is a stranger's: every field is checked.

A document's layout travels behind the JSON as the raw floats it is made of.
"""

from __future__ import annotations

import json
import math
import struct
import types
import unicodedata
from array import array
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from heed.records import Document, Layout, Recommendation

Record = TypeVar("Record")
_HEAD = struct.Struct("<QQ")
_BOX_BYTES = 16
# What a text may hold below the space: tab, line feed, form feed.
_CONTROL = dict.fromkeys(set(range(32)) - {9, 10, 12})
# No amount of money or number of people has more places before or after its point.
_MOST_PLACES = 40
_AS_THEY_ARE = frozenset((str, int, float, bool, type(None)))


class Malformed(Exception):
    """An answer that is not what was asked for."""


def pack(record: object, tail: bytes = b"") -> bytes:
    """Return `record`, a dataclass, as bytes; `tail` or else its layouts stand behind it."""
    layouts: list[bytes] = []
    text = json.dumps(_plain(record, layouts), ensure_ascii=False).encode("utf-8", "surrogatepass")
    rest = tail or b"".join(layouts)
    return _HEAD.pack(len(text), len(rest)) + text + rest


def unpack(data: bytes, kind: type[Record], most: int) -> tuple[Record, bytes]:
    """Return the record of `kind` in `data` and what stands behind it. Raises `Malformed`."""
    if len(data) < _HEAD.size:
        raise Malformed("no answer")
    length, rest = _HEAD.unpack_from(data)
    if length > most or _HEAD.size + length + rest != len(data):
        raise Malformed("wrong length")
    tail = memoryview(data)[_HEAD.size + length :]
    try:
        raw = json.loads(data[_HEAD.size : _HEAD.size + length].decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Malformed("no JSON") from error
    record: Record = _Reader(tail).value(raw, kind)
    return record, bytes(tail)


def line(record: object) -> bytes:
    """Return `record`, a dataclass without layouts, as one line of JSON."""
    text = json.dumps(_plain(record, []), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def from_line(data: bytes, kind: type[Record]) -> Record:
    """Return the record of `kind` that a line holds. Raises `Malformed`."""
    try:
        raw = json.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Malformed("no JSON") from error
    record: Record = _Reader(memoryview(b"")).value(raw, kind)
    return record


def _plain(value: Any, layouts: list[bytes]) -> Any:  # noqa: ANN401 -- JSON has no type
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple:
        return [_plain(one, layouts) for one in value]
    if kind is Layout:
        layouts.append(value.boxes.tobytes())
        return {"floats": len(value.boxes)}
    if kind is dict:
        return {name: _plain(one, layouts) for name, one in value.items()}
    if is_dataclass(kind):
        return {name: _plain(getattr(value, name), layouts) for name in _names(kind)}
    return str(value) if kind in (date, Decimal) else value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


class _Reader:
    """Builds records from JSON; layouts are taken from the tail in the order of the documents."""

    def __init__(self, tail: memoryview) -> None:
        self.tail = tail
        self.at = 0

    def value(self, raw: Any, kind: Any) -> Any:  # noqa: ANN401 -- as above
        return _made(kind)(raw, self)

    def layout(self, raw: Any) -> Layout:  # noqa: ANN401 -- as above
        """Return the next layout of the tail, whose length `raw` tells. Raises `Malformed`."""
        count = raw.get("floats") if isinstance(raw, dict) else None
        if not isinstance(count, int) or count < 0 or self.at + 4 * count > len(self.tail):
            raise Malformed("no layout")
        boxes = array("f")
        boxes.frombytes(self.tail[self.at : self.at + 4 * count])
        self.at += 4 * count
        return Layout(boxes)


_Make = Callable[[Any, _Reader], Any]


@cache
def _made(kind: Any) -> _Make:  # noqa: ANN401 -- any type that a field may have
    """Return what makes a value of `kind` from JSON, or raises `Malformed`; made once a type."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in get_args(kind) if arg is not type(None))
        make = _made(inner)
        return lambda raw, reader: None if raw is None else make(raw, reader)
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin is Mapping:
        return _mapping(get_args(kind))
    if kind is Layout:
        return lambda raw, reader: reader.layout(raw)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    if kind is str:
        return _text
    if kind in (date, Decimal):
        return _day if kind is date else _amount
    return lambda raw, reader: _scalar(raw, kind)


def _tuple(kinds: tuple[Any, ...]) -> _Make:
    makes = tuple(_made(kind) for kind in kinds if kind is not Ellipsis)
    open_ended = kinds[-1] is Ellipsis

    def make(raw: Any, reader: _Reader) -> tuple[Any, ...]:  # noqa: ANN401 -- as above
        if type(raw) is not list:
            raise Malformed("no list")
        if open_ended:
            return tuple([makes[0](one, reader) for one in raw])
        if len(raw) != len(makes):
            raise Malformed("a list of another length")
        return tuple([one(value, reader) for one, value in zip(makes, raw, strict=True)])

    return make


def _mapping(kinds: tuple[Any, ...]) -> _Make:
    name, value = map(_made, kinds)

    def make(raw: Any, reader: _Reader) -> dict[Any, Any]:  # noqa: ANN401 -- as above
        if type(raw) is not dict:
            raise Malformed("no mapping")
        return {name(one, reader): value(held, reader) for one, held in raw.items()}

    return make


def _record(kind: type) -> _Make:
    # Types are looked at on first use: a record may hold records that are defined below it.
    makes: dict[str, _Make] = {}
    spans = {"start", "end"} <= {*_names(kind)}

    def make(raw: Any, reader: _Reader) -> Any:  # noqa: ANN401 -- as above
        if not makes:
            hints = get_type_hints(kind)
            makes.update({name: _made(hints[name]) for name in _names(kind)})
        if type(raw) is not dict or raw.keys() != makes.keys():
            raise Malformed(f"no {kind.__name__}")
        made = kind(**{name: one(raw[name], reader) for name, one in makes.items()})
        if isinstance(made, Document):
            _check_document(made)
        if spans and made.start > made.end:
            raise Malformed("a span that ends before it starts")
        return made

    return make


def _text(raw: Any, reader: _Reader) -> str:  # noqa: ANN401 -- as above
    if type(raw) is not str:
        raise Malformed("no str")
    if not (raw.isascii() and raw.isprintable()):
        _check_text(raw)
    return raw


def _day(raw: Any, reader: _Reader) -> date:  # noqa: ANN401 -- as above
    try:
        return date.fromisoformat(_text(raw, reader))
    except ValueError as error:
        raise Malformed("no day") from error


def _amount(raw: Any, reader: _Reader) -> Decimal:  # noqa: ANN401 -- as above
    try:
        found = Decimal(_text(raw, reader))
    except InvalidOperation as error:
        raise Malformed("no amount") from error
    # Written out, 1E+999999999 would be as long as the memory.
    if not found.is_finite() or abs(found.adjusted()) > _MOST_PLACES:
        raise Malformed("no amount")
    return found


def _scalar(raw: Any, kind: Any) -> Any:  # noqa: ANN401 -- as above
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        try:
            return kind(raw)
        except ValueError as error:
            raise Malformed(f"no {kind.__name__}") from error
    if kind is float and type(raw) in (int, float):
        if not math.isfinite(raw):
            raise Malformed("no number")
        return float(raw)
    if type(raw) is not kind:
        raise Malformed(f"no {kind.__name__}")
    if kind is int and abs(raw) >= 2**53:
        raise Malformed("no number")
    return raw


def _check_text(text: str) -> None:
    if text.translate(_CONTROL) != text:
        raise Malformed("control characters")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Malformed("half of a character") from error


def _check_document(document: Document) -> None:
    if not unicodedata.is_normalized("NFC", document.text):
        raise Malformed("text that is not NFC")
    at = 0
    for number, page in enumerate(document.pages, 1):
        if page.number != number or not at <= page.start <= page.end <= len(document.text):
            raise Malformed("pages that do not follow each other")
        at = page.end
    layout = document.layout
    if layout is not None and len(layout.boxes) != len(document.text) * 4:
        raise Malformed("a layout that is not the text's")


def check_items(document: Document, items: tuple[Recommendation, ...]) -> None:
    """Raise `Malformed` if an item stands outside its document."""
    for item in items:
        if not 0 <= item.start <= item.end <= len(document.text):
            raise Malformed("an item outside its document")


def renamed(document: Document, name: str, sha256: str) -> Document:
    """Return a document under the name and hash that the parent knows, not those it was told."""
    return replace(document, name=name, sha256=sha256)

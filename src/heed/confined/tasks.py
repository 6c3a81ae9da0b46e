"""What a child can be asked to do with files that it holds open. Runs confined."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from heed.confined import probes, wire
from heed.dialogue.feeds import FeedFile, read_feed
from heed.dialogue.sources import Source
from heed.errors import InputProblem
from heed.exchange import reading
from heed.exchange.rows import Cells, Fault, Row
from heed.exchange.table import Head, Matching
from heed.exchange.taxonomies import TaxonomyFile
from heed.exchange.taxonomies import read as read_taxonomy
from heed.kinds import Review, extract, recognise, review
from heed.plans.reading import read as read_plan
from heed.plans.records import PlanFile
from heed.reading.pages import draw
from heed.reading.properties import properties
from heed.reading.read import read_bytes
from heed.records import Document, Extraction, Recognition


@dataclass(frozen=True, slots=True)
class Told:
    """An `InputProblem` on its way to the parent."""

    file: str
    code: str
    reason: str
    remedy: str

    @classmethod
    def of(cls, problem: InputProblem) -> Told:
        """Return what a problem says."""
        return cls(problem.file, problem.code, problem.reason, problem.remedy)

    def problem(self) -> InputProblem:
        """Return the problem."""
        return InputProblem(self.file, self.code, self.reason, self.remedy)


@dataclass(frozen=True, slots=True)
class Asked:
    """One task: its name, what the files are called, and numbers that it takes."""

    task: str
    names: tuple[str, ...] = ()
    number: int = 0
    scale: float = 0.0
    word: str = ""
    matching: Matching | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a task: the field of its kind, or a problem, or a fault of the reader.

    `number` is how many lines were written behind the answer; beside a fault, the file it came at.
    """

    document: Document | None = None
    recognition: Recognition | None = None
    review: Review | None = None
    extraction: Extraction | None = None
    head: Head | None = None
    number: int = 0
    problem: Told | None = None
    fault: str | None = None
    words: str = ""
    properties: tuple[tuple[str, ...], ...] = ()
    taxonomy: TaxonomyFile | None = None
    plan: PlanFile | None = None
    source: Source | None = None
    feed: FeedFile | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of data or of any table on its way to the parent, or what is wrong with it."""

    row: Row | None = None
    fault: Fault | None = None
    cells: Cells | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A file that the child holds open."""

    name: str
    descriptor: int

    def data(self) -> bytes:
        """Return its bytes."""
        with os.fdopen(os.dup(self.descriptor), "rb") as file:
            file.seek(0)
            return file.read()


def perform(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    """Do a task. Return the answer and, for a picture, its bytes."""
    try:
        return _TASKS[asked.task](asked, files)
    except InputProblem as problem:
        return Answer(problem=Told.of(problem)), b""
    except MemoryError:
        return Answer(fault="memory"), b""
    except RecursionError:
        return Answer(fault="depth"), b""
    except Exception as error:  # noqa: BLE001 -- whatever a file does to a parser ends here
        return Answer(fault=type(error).__name__, number=_culprit(files)), b""


def _culprit(files: Sequence[Given]) -> int:
    """Return which of several files it is that no reader can take; 0 if each one can be read."""
    for number, file in enumerate(files if len(files) > 1 else ()):
        try:
            extract(read_bytes(file.data(), name=file.name))
        except InputProblem:
            continue
        except Exception:  # noqa: BLE001 -- this is the one
            return number
    return 0


def _read(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    return Answer(document=read_bytes(files[0].data(), name=files[0].name)), b""


def _examine(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    document = read_bytes(files[0].data(), name=files[0].name)
    try:
        return Answer(document=document, recognition=recognise(document)), b""
    except InputProblem as problem:
        return Answer(document=document, problem=Told.of(problem)), b""


def _review(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    documents = [read_bytes(file.data(), name=file.name) for file in files]
    return Answer(review=review(documents, [recognise(d) for d in documents])), b""


def _extract(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    return Answer(extraction=extract(read_bytes(files[0].data(), name=files[0].name))), b""


def _picture(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    file = files[0]
    return Answer(), draw(file.data(), file.name, asked.number, scale=asked.scale)


def _format(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    with os.fdopen(files[0].descriptor, "rb", closefd=False) as file:
        return Answer(words=reading.format_of(file, files[0].name)), b""


def _head(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    with os.fdopen(files[0].descriptor, "rb", closefd=False) as file:
        return Answer(head=reading.head(file, files[0].name)), b""


def _rows(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    def found(file: BinaryIO, name: str) -> Iterator[Row | Fault]:
        return reading.rows(file, name, asked.word or None, asked.matching)

    return _written(files, found)


def _cells(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    return _written(files, lambda file, name: reading.cells(file, name, asked.number))


def _written(
    files: Sequence[Given], read: Callable[[BinaryIO, str], Iterator[Row | Cells | Fault]]
) -> tuple[Answer, bytes]:
    """Write a line for each row of the first file into the second. Answer how many."""
    given, into = files
    try:
        with (
            os.fdopen(given.descriptor, "rb", closefd=False) as file,
            os.fdopen(into.descriptor, "wb", closefd=False) as out,
        ):
            return Answer(number=sum(_write(one, out) for one in read(file, given.name))), b""
    except OSError as error:
        raise _no_room(error, given.name) from error


def _write(one: Row | Cells | Fault, out: BinaryIO) -> int:
    """Write one line; return 1."""
    if isinstance(one, Cells):
        out.write(wire.line(Line(cells=one)))
    else:
        out.write(wire.line(Line(fault=one) if isinstance(one, Fault) else Line(row=one)))
    return 1


def _no_room(error: OSError, name: str) -> InputProblem:
    """Return what is said where the rows of a file could not be written."""
    if error.errno == errno.EFBIG:
        reason = "has more rows than heed takes from one file."
        return InputProblem(name, "too_large", reason, "Split the file.")
    if error.errno not in (errno.ENOSPC, errno.EDQUOT):
        raise error
    reason = f"could not be unpacked for reading ({error.strerror})."
    return InputProblem(name, "no_space", reason, "Make room for temporary files on this machine.")


def _properties(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    return Answer(properties=properties(files[0].data(), files[0].name)), b""


def _taxonomy(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    with os.fdopen(files[0].descriptor, "rb", closefd=False) as file:
        return Answer(taxonomy=read_taxonomy(file, files[0].name)), b""


def _plan(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    with os.fdopen(files[0].descriptor, "rb", closefd=False) as file:
        return Answer(plan=read_plan(file, files[0].name)), b""


def _source(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    # Loaded in the child that needs it: other tasks start without.
    from heed.dialogue.opening import source

    return Answer(source=source(files[0].data(), name=files[0].name)), b""


def _feed(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    return Answer(feed=read_feed(files[0].data(), files[0].name, asked.word)), b""


def _probe(asked: Asked, files: Sequence[Given]) -> tuple[Answer, bytes]:
    return Answer(words=probes.attempt(asked.word)), b""


_TASKS: dict[str, Callable[[Asked, Sequence[Given]], tuple[Answer, bytes]]] = {
    "read": _read,
    "examine": _examine,
    "review": _review,
    "extract": _extract,
    "picture": _picture,
    "format": _format,
    "head": _head,
    "rows": _rows,
    "cells": _cells,
    "probe": _probe,
    "properties": _properties,
    "taxonomy": _taxonomy,
    "plan": _plan,
    "source": _source,
    "feed": _feed,
}

"""The doors: a file in, a record or one `InputProblem` out."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from heed.confined import wire
from heed.confined.client import SERVER, Broken, Outcome
from heed.confined.limits import MB, Limits
from heed.confined.tasks import Answer, Asked
from heed.errors import InputProblem
from heed.kinds import Review, grouped
from heed.reading.read import MOST_BYTES, too_large
from heed.records import Document, Extraction, Recognition

LIMITS = Limits()
_PNG = b"\x89PNG\r\n\x1a\n"
_REMEDY = "Ask for the file again, or save it anew in the program that made it."
# A reader that was refused memory often crashes instead of saying so.
_NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that can be read: its document, and what it is or why that is not known."""

    document: Document
    recognition: Recognition | None
    problem: InputProblem | None


def read(path: Path, *, name: str | None = None) -> Document:
    """Return the file at `path` as a document, as `heed.reading.read`. Raises `InputProblem`."""
    answer, _, given = _asked("read", [(path, name or path.name)])
    return _document(answer.document, given[0])


def examine(path: Path, *, name: str | None = None) -> Examined:
    """Return a file as a document with what it is. Raises `InputProblem` if it cannot be read."""
    answer, _, given = _asked("examine", [(path, name or path.name)], told=True)
    if answer.document is None and answer.problem is not None:
        raise answer.problem.problem()
    document = _document(answer.document, given[0])
    problem = answer.problem.problem() if answer.problem else None
    if answer.recognition is None and problem is None:
        raise faulty(given[0].name)
    return Examined(document, answer.recognition, problem)


def review(files: Sequence[tuple[Path, str]]) -> Review:
    """Return the one review of a report and its addenda (path and name), the report first.

    Raises `InputProblem`.
    """
    answer, _, given = _asked("review", files)
    found = answer.review
    if found is None or len(found.addenda) + len(found.papers) != len(given) - 1:
        raise faulty(given[0].name)
    report = _document(found.report, given[0])
    addenda = tuple(_document(d, _one(given[1:], d)) for d in found.addenda)
    try:
        wire.check_items(report, found.extraction.recommendations)
    except wire.Malformed as error:
        raise faulty(given[0].name) from error
    return replace(found, report=report, addenda=addenda)


def extract(path: Path, *, name: str | None = None) -> Extraction:
    """Return what one file says, by itself, as `heed.kinds.extract`. Raises `InputProblem`."""
    answer, _, given = _asked("extract", [(path, name or path.name)])
    if answer.extraction is None:
        raise faulty(given[0].name)
    return answer.extraction


def together(files: Sequence[tuple[Path, str]]) -> tuple[Review, ...]:
    """Return the reviews that files (path and name) belong to, as `heed.kinds.together`.

    Raises `InputProblem`.
    """
    known: list[tuple[Document, Recognition]] = []
    for path, name in files:
        examined = examine(path, name=name)
        if examined.recognition is None:
            raise examined.problem or faulty(name)
        known.append((replace(examined.document, layout=None), examined.recognition))
    return tuple(review([files[i] for i in group]) for group in grouped(known))


def page_picture(path: Path, number: int, *, scale: float = 2.0) -> bytes:
    """Return page `number` (1-based) of a PDF as PNG; `scale` is pixels per point.

    Raises `InputProblem`.
    """
    _, tail, given = _asked("picture", [(path, path.name)], number=number, scale=scale)
    if not tail.startswith(_PNG):
        raise faulty(given[0].name)
    return tail


def properties(path: Path, *, name: str | None = None) -> tuple[tuple[str, str], ...]:
    """Return what a file says of itself, as `heed.reading.properties`. Raises `InputProblem`."""
    answer, _, given = _asked("properties", [(path, name or path.name)])
    pairs = tuple((pair[0], pair[1]) for pair in answer.properties if len(pair) == 2)
    if len(pairs) != len(answer.properties):
        raise faulty(given[0].name)
    return pairs


@dataclass(frozen=True, slots=True)
class _Given:
    name: str
    sha256: str


def _one(given: Sequence[_Given], document: Document) -> _Given:
    """Return the file a document was read from; a document of no file that was given is none."""
    found = next((one for one in given if one.sha256 == document.sha256), None)
    if found is None:
        raise faulty(given[0].name)
    return found


def _asked(
    task: str,
    files: Sequence[tuple[Path, str]],
    *,
    told: bool = False,
    number: int = 0,
    scale: float = 0.0,
) -> tuple[Answer, bytes, list[_Given]]:
    """Let a child do a task. A problem that it found is raised unless `told`."""
    with ExitStack() as stack:
        given: list[_Given] = []
        descriptors: list[int] = []
        for path, name in files:
            descriptor = _opened(path, name, MOST_BYTES)
            stack.callback(os.close, descriptor)
            given.append(_Given(name, _hash(descriptor)))
            descriptors.append(descriptor)
        asked = Asked(task, tuple(one.name for one in given), number, scale)
        answer, tail = _ran(asked, descriptors, LIMITS)
    if answer.problem is not None and not told:
        raise answer.problem.problem()
    return answer, tail, given


def handed(
    asked: Asked, file: tuple[Path, str], limits: Limits, most: int, into: Sequence[int] = ()
) -> Answer:
    """Let a child do a task with one file (path and name), which may have `most` bytes.

    `into` are descriptors that it may write to. Raises `InputProblem`.
    """
    path, name = file
    descriptor = _opened(path, name, most)
    try:
        named = replace(asked, names=(name, *("" for _ in into)))
        answer, _ = _ran(named, [descriptor, *into], limits)
    finally:
        os.close(descriptor)
    if answer.problem is not None:
        raise answer.problem.problem()
    return answer


def _ran(asked: Asked, descriptors: Sequence[int], limits: Limits) -> tuple[Answer, bytes]:
    """Return what a child answers. Raises `InputProblem` if it does not."""
    try:
        outcome = SERVER.run(asked, descriptors, limits)
    except Broken as error:
        raise faulty(asked.names[0]) from error
    return _judged(outcome, asked.names, limits)


def _opened(path: Path, name: str, most: int) -> int:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        size = os.fstat(descriptor).st_size
    except OSError as error:
        reason = f"cannot be opened ({error.strerror})."
        remedy = "Check that the file is there and may be read."
        raise InputProblem(name, "unreadable", reason, remedy) from error
    if size > most:
        os.close(descriptor)
        raise too_large(name, most)
    return descriptor


def _hash(descriptor: int) -> str:
    with os.fdopen(os.dup(descriptor), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _judged(outcome: Outcome, names: Sequence[str], limits: Limits) -> tuple[Answer, bytes]:
    """Return the answer. Raises `InputProblem` for a child that was ended or told nonsense."""
    name = names[0]
    if outcome.late or outcome.signal == signal.SIGXCPU:
        reason = f"takes longer to read than {limits.wall} seconds."
        raise InputProblem(name, "too_slow", reason, _REMEDY)
    if outcome.signal:
        raise _hungry(name, limits) if outcome.memory > _NEAR * limits.memory else _crashing(name)
    try:
        answer, tail = wire.unpack(outcome.answer, Answer, limits.result)
    except wire.Malformed as error:
        if outcome.memory > _NEAR * limits.memory:
            raise _hungry(name, limits) from error
        raise faulty(name) from error
    if answer.fault == "memory":
        raise _hungry(name, limits)
    if answer.fault == "depth":
        raise InputProblem(name, "nested", "is nested too deep.", _REMEDY)
    if answer.fault is not None:
        reason = f"is damaged: its reader failed ({answer.fault})."
        culprit = names[answer.number] if 0 <= answer.number < len(names) else name
        raise InputProblem(culprit, "damaged", reason, _REMEDY)
    return answer, tail


def _document(document: Document | None, given: _Given) -> Document:
    if document is None:
        raise faulty(given.name)
    return wire.renamed(document, given.name, given.sha256)


def _hungry(name: str, limits: Limits) -> InputProblem:
    reason = f"expands to more than {limits.memory // MB:,} MB of memory."
    return InputProblem(name, "too_large", reason, _REMEDY)


def _crashing(name: str) -> InputProblem:
    return InputProblem(name, "damaged", "is damaged: its reader was ended by it.", _REMEDY)


def faulty(name: str) -> InputProblem:
    """Return what is said of a file whose reader told nothing, or nonsense."""
    return InputProblem(name, "damaged", "could not be read: its reader gave no answer.", _REMEDY)

"""What an administrator proves from the command line: history, originals; and what is erased."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from heedweb.accounts.models import User
from heedweb.workspace.domain import chain, erasing, originals, verifying
from heedweb.workspace.domain import heads as ends
from heedweb.workspace.domain.verifying import Head
from heedweb.workspace.models import Blob, Chain, Workspace

Line = tuple[bool, str]


def verify(name: str | None, file: Path | None) -> Iterator[Line]:
    """Walk the chains; yield a line for each fault and erasure, and one for each chain.

    Raises `LookupError` with one line for a workspace or a file that is not there.
    """
    held = _chains(name)
    told = _read(file) if file is not None else {}
    known = {_called(one): one for one in _chains(None)}
    for called in sorted(set(told) - set(known)):
        yield False, f"{called}: heads of it are kept, and its chain is not here."
    for one in held:
        called = _called(one)
        faults = 0
        for finding in verifying.findings(one, told.get(called, ())):
            faults += finding.fault
            yield not finding.fault, f"{called}: {finding.line}"
        against = f", {len(told[called])} heads kept elsewhere" if called in told else ""
        well = f"{called}: whole, {one.number} rows{against}"
        yield not faults, f"{called}: {faults} faults in {one.number} rows" if faults else well


def heads(name: str | None) -> Iterator[Line]:
    """Yield the heads of the chains: the chain, the day or the time of the last row, the seal."""
    for one in _chains(name):
        for kept in one.heads.order_by("day"):
            yield True, f"{_called(one)} {kept.day.isoformat()} {kept.seal}"
        now = ends.now_of(one)
        if now is not None:
            yield True, f"{_called(one)} {now[0]} {now[1]}"


def blobs() -> Iterator[Line]:
    """Read every original; yield a line for each that is not as it should be, and one for all."""
    faults = 0
    for found in originals.verify():
        # A file that nothing refers to harms nobody.
        faults += found.fault != originals.LONE
        yield found.fault == originals.LONE, found.line()
    count = Blob.objects.count()
    yield not faults, f"{faults} of {count} originals damaged" if faults else f"{count} whole"


def erase(person: str, why: str, by: str) -> Iterator[Line]:
    """Erase what is held of a person. Raises `LookupError` with one line."""
    try:
        done = erasing.erase(person=_person(person), why=why, by=_person(by))
    except erasing.CannotErase as error:
        raise LookupError(str(error)) from error
    yield True, f"erased: account {done.person}, and words about them in {done.acts} acts"


def _person(email: str) -> User:
    held = User.objects.filter(email=email.lower(), is_active=True).first()
    if held is None:
        raise LookupError(f"There is no account with the address {email}.")
    return held


def _chains(name: str | None) -> list[Chain]:
    held = Chain.objects.select_related("workspace").order_by("pk")
    if name is None:
        return list(held)
    if not Workspace.objects.filter(name=name).exists():
        raise LookupError(f"There is no workspace called {name}; see: heed workspace list")
    return list(held.filter(workspace__name=name))


def _called(held: Chain) -> str:
    # No slug of a workspace has such a sign.
    return held.workspace.slug if held.workspace is not None else f"@{chain.INSTALLATION}"


def _read(file: Path) -> dict[str, list[Head]]:
    """Return the heads of a file by their chain. Raises `LookupError` with one line."""
    found: dict[str, list[Head]] = defaultdict(list)
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LookupError(f"{file}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise LookupError(f"{file} is no text; give a file of `heed audit heads`.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            called, when, seal = line.split()
            found[called].append(Head.of(when, seal, f"in {file.name}"))
        except ValueError as error:
            said = "is no head; give a file of `heed audit heads`"
            raise LookupError(f"{file}, line {number}: {said}.") from error
    return found

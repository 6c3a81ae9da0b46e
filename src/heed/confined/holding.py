"""What protects on this machine, found by trying."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from functools import cache

from heed.confined import landlock, seccomp, wire
from heed.confined.client import SERVER, Broken
from heed.confined.limits import Limits
from heed.confined.probes import DENIED
from heed.confined.tasks import Answer, Asked


@dataclass(frozen=True, slots=True)
class Holding:
    """What a confined child was denied: probe -> what it said. Empty if no child could be had."""

    probes: tuple[tuple[str, str], ...]
    landlock: int
    seccomp: bool
    bwrap: bool

    @property
    def all(self) -> bool:
        """Whether every probe was denied."""
        return bool(self.probes) and all(said.startswith("denied") for _, said in self.probes)

    def facts(self) -> str:
        """Return what the kernel offers, in one line."""
        held = f"Landlock {self.landlock}" if self.landlock else "no Landlock"
        filtered = "seccomp" if self.seccomp else f"no filter for {platform.machine()}"
        wrapped = ", bwrap" if self.bwrap else ""
        return f"Linux {platform.release()}, {held}, {filtered}{wrapped}"


def probe(name: str, limits: Limits | None = None) -> str:
    """Let a confined child try the act called `name` and return what it says of it."""
    outcome = SERVER.run(Asked("probe", word=name), [], limits or Limits())
    if outcome.signal or outcome.late:
        return f"denied: ended after {outcome.seconds:.1f} s"
    answer, _ = wire.unpack(outcome.answer, Answer, Limits().result)
    return answer.words or f"denied: {answer.fault}"


@cache
def holds() -> Holding:
    """Return what protects on this machine."""
    try:
        probes = tuple((name, probe(name)) for name in DENIED)
    except (Broken, OSError, wire.Malformed):
        probes = ()
    bwrap = shutil.which("bwrap") is not None
    return Holding(probes, landlock.version(), seccomp.known(), bwrap)

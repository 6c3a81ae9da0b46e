"""What a file may cost."""

from __future__ import annotations

import resource
from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one child: bytes of address space, seconds of processor and of the clock.

    `result` is the most bytes that its answer may have, places of characters not counted.
    """

    memory: int = 1024 * MB
    cpu: int = 20
    wall: int = 20
    files: int = 64
    written: int = 1 * MB
    result: int = 32 * MB

    def apply(self) -> None:
        """Set the limits on this process, for good."""
        for what, most in (
            (resource.RLIMIT_AS, self.memory),
            (resource.RLIMIT_FSIZE, self.written),
            (resource.RLIMIT_NOFILE, self.files),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (most, most))
        # The hard limit is a second later: the soft one is reported as what it is (SIGXCPU).
        resource.setrlimit(resource.RLIMIT_CPU, (self.cpu, self.cpu + 1))

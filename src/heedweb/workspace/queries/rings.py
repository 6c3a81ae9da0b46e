"""What is left of a queue, in order, and what comes before and after each: a ring."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Ring(Generic[Key]):
    """What is left, each named by its key: behind the last comes the first."""

    keys: tuple[Key, ...]

    def first(self) -> Key | None:
        """Return the first, None where nothing is left."""
        return self.keys[0] if self.keys else None

    def after(self, key: Key) -> Key | None:
        """Return what comes behind `key`, the first behind the last; None if there is no other."""
        return self._beside(key, 1)

    def before(self, key: Key) -> Key | None:
        """Return what comes before `key`, None for the first."""
        if key not in self.keys or self.keys[0] == key:
            return None
        return self._beside(key, -1)

    def onward(self, key: Key, then: Key | None) -> Key | None:
        """Return where to go from `key`: to `then` if it is left, else to another that is."""
        if then in self.keys:
            return then
        return next((other for other in self.keys if other != key), None)

    def _beside(self, key: Key, step: int) -> Key | None:
        if key not in self.keys:
            return self.first()
        at = (self.keys.index(key) + step) % len(self.keys)
        return self.keys[at] if self.keys[at] != key else None

"""Documents fetched before, by symbol, language and format; their bytes by hash.

A copy is used only after the service has said that it is unchanged, and only if its bytes still
have their hash.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from heedweb.fetching import files


@dataclass(frozen=True, slots=True)
class Copy:
    """What is known of a copy: what it is, where from, when it came, and how to ask for news."""

    url_asked: str
    url_final: str
    sha256: str
    form: str
    type_declared: str
    received_at: str
    etag: str
    last_modified: str

    def conditions(self) -> dict[str, dict[str, str]]:
        """Return the headers of a conditional request, by the address that they hold for."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        headers = {name: value for name, value in said.items() if value}
        return {self.url_final: headers} if headers else {}


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of copies. With none nothing is kept."""

    folder: Path | None

    def known(self, name: str, url_asked: str) -> Copy | None:
        """Return the copy called `name` if it is of this address and whole."""
        if self.folder is None:
            return None
        try:
            raw = json.loads(self._entry(name).read_text(encoding="utf-8"))
            copy = Copy(**raw)
        except (OSError, ValueError, TypeError):
            return None
        if not all(isinstance(value, str) for value in raw.values()):
            return None
        return copy if copy.url_asked == url_asked and self.data(copy) is not None else None

    def data(self, copy: Copy) -> bytes | None:
        """Return the bytes of a copy; None if they are gone or not what they were."""
        try:
            data = self._bytes(copy.sha256).read_bytes()
        except (OSError, ValueError):
            return None
        return data if hashlib.sha256(data).hexdigest() == copy.sha256 else None

    def keep(self, name: str, copy: Copy, data: bytes) -> None:
        """Keep a copy, its bytes before what is said of them. Raises `Fault`."""
        if self.folder is None:
            return
        if self.data(copy) is None:
            files.write((self._bytes(copy.sha256), data))
        files.write((self._entry(name), json.dumps(asdict(copy), indent=1).encode()))

    def _entry(self, name: str) -> Path:
        assert self.folder is not None  # noqa: S101 -- asked by those who have one
        return self.folder / "names" / f"{name}.json"

    def _bytes(self, sha256: str) -> Path:
        if self.folder is None or len(sha256) != 64 or not sha256.isalnum():
            raise ValueError("no hash")
        return self.folder / "bytes" / sha256[:2] / sha256[2:]

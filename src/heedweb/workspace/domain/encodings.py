"""What pages say only beside themselves, as they are sent: their letters, and their host."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from heedweb.workspace.domain.uploads import laid_bytes

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
_SAID = re.compile(rb"<meta[^>]{0,300}charset", re.I)
# A page's own word of its letters stands at its beginning (HTML, "determining the encoding").
_BEGINNING = 1024


@contextmanager
def legible(path: Path, origin: Mapping[str, object]) -> Iterator[Path]:
    """Yield a file to be read: `path`, or for a page that was fetched the same in UTF-8.

    The host's word goes before the page's. The original stays as it is.
    """
    data = path.read_bytes() if origin.get("type_sniffed") == "html" else b""
    name = _encoding(data, origin) if data else ""
    if not name or data.startswith(codecs.BOM_UTF8):
        yield path
        return
    with laid_bytes(codecs.BOM_UTF8 + data.decode(name, "replace").encode()) as page:
        yield page


def host_of(origin: Mapping[str, object]) -> str:
    """Return the host that a file was fetched from; nothing where it was not."""
    return (urlsplit(str(origin.get("url_final") or "")).hostname or "").removeprefix("www.")


def _encoding(data: bytes, origin: Mapping[str, object]) -> str:
    """Return how a page's letters are written; nothing where the page is to say it itself."""
    headers = origin.get("headers")
    for header in headers if isinstance(headers, list | tuple) else ():
        found = _CHARSET.search(header[1]) if header[0].lower() == "content-type" else None
        if found and _known(found[1]):
            return found[1]
    return "" if _SAID.search(data[:_BEGINNING]) or not _is_utf8(data) else "utf-8"


def _known(name: str) -> bool:
    try:
        # Python calls codecs by such names that are none of letters, such as "hex".
        b"".decode(name)
    except (LookupError, ValueError):
        return False
    return True


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True

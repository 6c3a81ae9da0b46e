"""The body of an answer: all of it or a `Fault`, never more than its limit in memory."""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Iterator

from heedweb.fetching.faults import Fault

_CHUNK = 64 * 1024
_LATER = "Try again later."


def whole(response: http.client.HTTPResponse, most: int) -> bytes:
    """Return the body, decompressed. Raises `Fault` (too_large, cut, wrong_content)."""
    promised = response.length
    if promised is not None and promised > most:
        raise too_large(most)
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    raw = _raw(response, promised, most)
    body = bytearray()
    for piece in raw if encoding == "identity" else _inflated(raw, encoding, most):
        body += piece
        if len(body) > most:
            raise too_large(most)
    return bytes(body)


def too_large(most: int) -> Fault:
    """Return the fault of a document that is larger than `most` bytes."""
    reason = f"it is larger than {most // 1024 // 1024} MB."
    return Fault("too_large", reason, "Download it in a browser and import the file.")


def _cut() -> Fault:
    return Fault("cut", "the answer was cut off.", _LATER)


def _raw(response: http.client.HTTPResponse, promised: int | None, most: int) -> Iterator[bytes]:
    """Yield the bytes as sent. `http.client` itself is silent where fewer come than promised."""
    count = 0
    try:
        while piece := response.read(_CHUNK):
            count += len(piece)
            if count > most:
                raise too_large(most)
            yield piece
    except http.client.IncompleteRead as error:
        raise _cut() from error
    if promised is not None and count != promised:
        raise _cut()


def _inflated(raw: Iterator[bytes], encoding: str, most: int) -> Iterator[bytes]:
    """Yield what gzip or deflate holds, a piece at a time; "deflate" comes with a head or bare."""
    if encoding not in ("gzip", "x-gzip", "deflate"):
        reason = "the answer is packed in a way that was not asked for."
        raise Fault("wrong_content", reason, _LATER)
    inflater = None
    try:
        for piece in raw:
            if inflater is None:
                bare = encoding == "deflate" and piece[0] & 0x0F != 8
                inflater = zlib.decompressobj(-15 if bare else 47)
            if inflater.eof:
                raise zlib.error("bytes after the end")
            left = piece
            while left:
                yield inflater.decompress(left, _CHUNK)
                left = inflater.unconsumed_tail
            if inflater.unused_data:
                raise zlib.error("bytes after the end")
        if inflater is not None:
            # At most what a window still holds: all input is consumed.
            yield inflater.flush()
    except zlib.error as error:
        raise Fault("wrong_content", "the packed answer is damaged.", _LATER) from error
    if inflater is None or not inflater.eof:
        raise _cut()

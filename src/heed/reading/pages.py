"""A picture of one page, for showing a passage in its place."""

from __future__ import annotations

import io
from pathlib import Path

from heed.errors import InputProblem
from heed.reading.pdf import opened

# A page of 1e9 points must not become a bitmap: 50 megapixels is the limit (docs/limits.md).
_MOST_PIXELS = 50_000_000


def render(path: Path, number: int, *, scale: float = 2.0) -> bytes:
    """Return page `number` (1-based) of a PDF as PNG; `scale` is pixels per point.

    Raises `InputProblem` if there is no such page or it is too large to draw.
    """
    return draw(path.read_bytes(), path.name, number, scale=scale)


def draw(data: bytes, name: str, number: int, *, scale: float) -> bytes:
    """Return page `number` of the PDF that `data` holds; as `render`."""
    with opened(data, name) as document:
        if not 1 <= number <= len(document):
            reason = f"has no page {number}."
            raise InputProblem(name, "no_page", reason, f"It has {len(document)} pages.")
        page = document[number - 1]
        try:
            width, height = page.get_size()
            if width * height * scale * scale > _MOST_PIXELS:
                reason = f"has a page {number} that is too large to draw."
                raise InputProblem(name, "too_large", reason, "Read its text instead.")
            bitmap = page.render(scale=scale)
            try:
                out = io.BytesIO()
                bitmap.to_pil().convert("P", colors=64).save(out, "PNG")
                return out.getvalue()
            finally:
                bitmap.close()
        finally:
            page.close()

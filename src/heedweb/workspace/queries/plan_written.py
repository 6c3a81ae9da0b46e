"""The forms in which a plan is taken along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from heed.plans import word_file, workbook
from heed.plans.records import Plan
from heed.plans.words import Words


@dataclass(frozen=True, slots=True)
class Format:
    """A form: how its files end, their media type, and what writes them."""

    suffix: str
    media: str
    write: Callable[[Plan, Words], bytes]


FORMATS: Mapping[str, Format] = {
    "xlsx": Format("xlsx", workbook.MEDIA, workbook.write),
    "docx": Format("docx", word_file.MEDIA, word_file.write),
}

"""Small files of ready-made data about an invented State, in memory."""

from __future__ import annotations

import io
import json

import openpyxl

from heed.exchange import reading
from heed.exchange.rows import Fault, Row

RECORD = {
    "AnnotationId": "a-1",
    "DocumentId": "d-1",
    "Symbol": "CRC/C/PER/CO/9",
    "Text": "<p>4.The Committee urges the State to open&nbsp;every harbour school&hellip;</p>",
    "Body": "- CRC",
    "AnnotationType": "- Recommendations",
    "Countries": ["Peru"],
    "Regions": ["Latin America and the Caribbean"],
    "Themes": ["- Right to education", "Harbours & rivers"],
    "AffectedPersons": ["Children"],
    "Sdgs": ["4.1 - Free schooling"],
    "PublicationDate": "2025-02-12T00:00:00",
    "PublicationDateOnUhri": "2025-03-03T10:53:45.827",
    "UprCycle": None,
    "UprSession": [],
    "UprPositions": [],
    "UprRecommendingCountry": [],
    "UprRecommendingRegions": [],
}
UPR_RECORD = RECORD | {
    "AnnotationId": "u-1",
    "Symbol": "A/HRC/59/99",
    "Text": "140.7 Open every harbour school (Chad) (Türkiye);\nSource of position: A/HRC/59/99",
    "Body": "- UPR",
    "UprCycle": "Cycle 4",
    "UprSession": ["48th Session"],
    "UprPositions": ["Supported"],
    "UprRecommendingCountry": ["Chad", "Türkiye"],
}


def uhri(*records) -> io.BytesIO:
    return io.BytesIO(json.dumps(list(records)).encode())


def text(content: str, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO(content.encode(encoding))


def sheet(*rows) -> io.BytesIO:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held


def read(file, state=None, matching=None) -> list[Row | Fault]:
    return list(reading.rows(file, "list", state, matching))

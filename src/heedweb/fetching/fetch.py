"""A document by its symbol: asked for as DOCX, DOC, PDF in turn, written with its record."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from heedweb.fetching import content, files
from heedweb.fetching.cache import Cache, Copy
from heedweb.fetching.client import REDIRECTS, Answer, Client, Limits
from heedweb.fetching.faults import Fault, FetchProblem
from heedweb.fetching.metadata import read_metadata
from heedweb.fetching.policy import Policy
from heedweb.fetching.record import Record, declared_type, headers_of, stamp
from heedweb.fetching.symbols import FORMATS, address, checked, file_name, language_of
from heedweb.fetching.timing import PACE, Pace

OFF = Fault(
    "off",
    "fetching is switched off.",
    "An administrator switches it on with HEED_FETCH=on (docs/administrator.md).",
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched, the JSON beside it, and what that says."""

    path: Path
    record_path: Path
    record: Record


def fetch(
    symbol: str,
    *,
    language: str = "en",
    into: Path,
    policy: Policy,
    now: datetime,
    by: str,
    cache: Path | None = None,
    note: str = "",
    limits: Limits | None = None,
    pace: Pace = PACE,
) -> Fetched:
    """Fetch the document with this symbol into the folder `into` and return it with its record.

    `now`: with a time zone; `by`: the person or agent that asks; `cache`: a folder for copies, none
    without one; `note`: why it is fetched. Raises `FetchProblem`, and then nothing is new in
    `into`; `ValueError` for `now` without a time zone.
    """
    try:
        if not policy.on:
            raise OFF
        asked = _Asked(checked(symbol), language_of(language), stamp(now), by, note)
        search = _Search(asked, Client(policy, limits or Limits(), pace), Cache(cache))
        return _written(search.found(), into)
    except Fault as fault:
        raise FetchProblem(symbol, language, fault) from fault


@dataclass(frozen=True, slots=True)
class _Asked:
    symbol: str
    language: str
    at: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A document's bytes and its record, which lacks what is read from the file itself."""

    data: bytes
    record: Record


@dataclass(frozen=True, slots=True)
class _Search:
    asked: _Asked
    client: Client
    cache: Cache

    def found(self) -> _Found:
        """Return the document in the first format that the service has. Raises `Fault`."""
        page: Fault | None = None
        for form in FORMATS:
            try:
                found = self._in(form)
            except Fault as fault:
                if fault.code != "wrong_content":
                    raise
                page = page or fault
                continue
            if found is not None:
                return found
        raise page or self._missing()

    def _in(self, form: str) -> _Found | None:
        """Return the document in one format; None if the service says that it has none."""
        asked = self.asked
        name = file_name(asked.symbol, asked.language, form)
        url = address(self.client.policy.service, asked.symbol, asked.language, form)
        copy = self.cache.known(name, url)
        answer = self.client.get(url, known=copy.conditions() if copy else None)
        if answer.status == 304:
            data = self.cache.data(copy) if copy else None
            if copy is None or data is None:
                raise Fault("service", "the service answered 304 unasked.", "Try again later.")
            return self._recorded(form, url, answer, copy, data)
        if answer.status in (404, 410):
            return None
        if answer.status != 200:
            raise _refusal(answer)
        sniffed = content.checked(answer.body, answer.header("content-type"))
        copy = _copy(url, answer, sniffed, asked.at)
        self.cache.keep(name, copy, answer.body)
        return self._recorded(form, url, answer, copy, answer.body)

    def _recorded(self, form: str, url: str, answer: Answer, copy: Copy, data: bytes) -> _Found:
        asked = self.asked
        record = Record(
            symbol=asked.symbol,
            language=asked.language,
            file=file_name(asked.symbol, asked.language, copy.form),
            format_asked=form,
            url_asked=url,
            url_final=answer.url,
            redirects=answer.hops,
            fetched_at=asked.at,
            received_at=copy.received_at,
            by=asked.by,
            status=answer.status,
            headers=headers_of(answer),
            sha256=copy.sha256,
            size=len(data),
            type_declared=copy.type_declared,
            type_sniffed=copy.form,
            embedded_metadata="",
            context_note=asked.note,
        )
        return _Found(data, record)

    def _missing(self) -> Fault:
        """Return why there is no document: asked once whether it is there in English."""
        asked = self.asked
        if asked.language != "en" and self._is_there("en"):
            reason = "the service has this document in English but not in this language."
            return Fault("no_language", reason, "Fetch another language.")
        remedy = "Check the symbol, or whether the document has been issued."
        where = "" if asked.language == "en" else " in this language"
        return Fault("unknown", f"the service has no document with this symbol{where}.", remedy)

    def _is_there(self, language: str) -> bool:
        url = address(self.client.policy.service, self.asked.symbol, language, "pdf")
        try:
            answer = self.client.first(url)
        except Fault:
            return False
        if answer.status in REDIRECTS:
            path = urlsplit(answer.header("location")).path
            return path.lower().endswith(tuple(f".{form}" for form in FORMATS))
        return answer.status == 200 and declared_type(answer) == "application/pdf"


def _written(found: _Found, into: Path) -> Fetched:
    """Write a document and its record. Raises `Fault`; then neither is there."""
    path = into / found.record.file
    files.check_free(path, found.record.sha256)
    metadata = read_metadata(found.data, found.record.file)
    record = replace(found.record, embedded_metadata=metadata)
    beside = files.record_of(path)
    files.write((path, found.data), (beside, record.as_json().encode("utf-8", "replace")))
    return Fetched(path, beside, record)


def _copy(url: str, answer: Answer, sniffed: str, at: str) -> Copy:
    return Copy(
        url_asked=url,
        url_final=answer.url,
        sha256=hashlib.sha256(answer.body).hexdigest(),
        form=sniffed,
        type_declared=declared_type(answer),
        received_at=at,
        etag=answer.header("etag"),
        last_modified=answer.header("last-modified"),
    )


def _refusal(answer: Answer) -> Fault:
    words = content.words_of(answer.body)
    told = f': "{words}"' if words else ""
    reason = f"the service answered with status {answer.status}{told}."
    return Fault("service", reason, "Try again later.")

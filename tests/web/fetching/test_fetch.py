"""A document by its symbol, from a service that behaves as the real one, well and badly."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

import heed
from heedweb.fetching import FetchProblem, files
from heedweb.fetching.client import Limits
from tests.web.fetching.conftest import NOW, PDF, word
from tests.web.fetching.service import PUBLIC, Reply, access, file, page, redirect

SYMBOL = "A/HRC/59/15"
DOCX = access(SYMBOL, "en", "docx")
DOC = access(SYMBOL, "en", "doc")
BASE = "https://documents.un.org"
QUICK = Limits(seconds=0.6)
SMALL = Limits(body=100_000)


def refused(ask, code, **fields):
    """Return the line of a fetch that must fail with this code and leave nothing."""
    with pytest.raises(FetchProblem) as caught:
        ask(**fields)
    line = str(caught.value)
    assert (caught.value.code, "\n" in line) == (code, False), line
    assert "Nothing was stored." in line
    return line


def left(tmp_path):
    return sorted(p.name for p in tmp_path.rglob("*") if p.is_file())


def test_document_comes_through_the_redirect_with_its_record(service, ask):
    data = word()
    service.document(SYMBOL, "en", "docx", file("docx", data, ETag='"1"'), "g2502644")
    done = ask(note="for the list")
    final = f"{BASE}/doc/undoc/gen/g25/026/44/docx/g2502644.docx"
    assert done.path.name == "A_HRC_59_15.en.docx"
    assert done.path.read_bytes() == data
    record = json.loads(done.record_path.read_text())
    assert done.record_path.name == "A_HRC_59_15.en.docx.fetched.json"
    headers = record.pop("headers")
    assert ["ETag", '"1"'] in headers
    metadata = record.pop("embedded_metadata")
    assert (metadata["title"], metadata["creator"]) == ("Report on Aurelia", "Secretariat")
    assert record == {
        "symbol": SYMBOL,
        "language": "en",
        "file": "A_HRC_59_15.en.docx",
        "format_asked": "docx",
        "url_asked": BASE + DOCX,
        "url_final": final,
        "redirects": [
            {
                "url": BASE + DOCX,
                "status": 302,
                "location": final,
            }
        ],
        "fetched_at": "2026-11-24T09:30:00Z",
        "received_at": "2026-11-24T09:30:00Z",
        "by": "me@example.org",
        "status": 200,
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "type_declared": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "type_sniffed": "docx",
        "context_note": "for the list",
        "html_source": None,
        "method": "GET",
        "tool": f"heed {heed.__version__}",
        "capture": "no visual capture (below Berkeley para 155)",
    }
    assert service.headers[0]["user-agent"].startswith(f"heed/{heed.__version__} ")
    assert service.dialled == [PUBLIC, PUBLIC]


def test_only_pdf_is_there(service, ask):
    service.document(SYMBOL, "en", "pdf", file("pdf", PDF), "g2502644")
    done = ask()
    assert done.path.name == "A_HRC_59_15.en.pdf"
    assert done.record.type_sniffed == "pdf"
    assert [path.split("t=")[-1] for path in service.asked[:3]] == ["docx", "doc", "pdf"]
    assert isinstance(done.record.embedded_metadata, dict)


def test_docx_that_the_service_calls_doc_gets_its_true_name(service, ask):
    service.document(SYMBOL, "en", "doc", file("doc", word()), "g2502644")
    done = ask()
    assert (done.path.suffix, done.record.format_asked) == (".docx", "doc")


def test_language_is_asked_for_and_named(service, ask):
    service.document(SYMBOL, "ru", "docx", file("docx", word()), "g2502646")
    assert ask(language="ru").path.name == "A_HRC_59_15.ru.docx"


def test_unknown_symbol(service, ask, tmp_path):
    line = refused(ask, "unknown")
    assert line.startswith('cannot fetch "A/HRC/59/15" (en): the service has no document')
    assert len(service.asked) == 3
    assert left(tmp_path) == []


def test_other_language_is_missing(service, ask):
    service.document(SYMBOL, "en", "pdf", file("pdf", PDF), "g2502644")
    assert "in English but not in this language" in refused(ask, "no_language", language="zh")
    # English was asked after, not downloaded.
    assert service.asked[-1].endswith(access(SYMBOL, "en", "pdf"))


def test_symbol_unknown_in_every_language(service, ask):
    assert "no document with this symbol in this language" in refused(ask, "unknown", language="fr")


def test_page_in_place_of_a_document_is_quoted(service, ask):
    for form in ("docx", "doc", "pdf"):
        service.plan(access(SYMBOL, "en", form), page("No document\x1b[31m matches this symbol"))
    line = refused(ask, "wrong_content")
    assert 'web page in place of a document: "No document�[31m matches this symbol".' in line


def test_page_for_word_does_not_hide_the_pdf(service, ask):
    service.plan(DOCX, page("Not available"))
    service.document(SYMBOL, "en", "pdf", file("pdf", PDF), "g2502644")
    assert ask().path.suffix == ".pdf"


@pytest.mark.parametrize(
    "reply",
    [
        file("pdf", word()),
        file("html", PDF),
        file("docx", b"plain words"),
        file("docx", b"PK\x03\x04 no word document"),
        file("docx", b""),
        file("docx", word(), Content_Encoding="br"),
        file("docx", b"\x1f\x8b no gzip", Content_Encoding="gzip"),
    ],
)
def test_wrong_content(service, ask, reply, tmp_path):
    for form in ("docx", "doc", "pdf"):
        service.plan(access(SYMBOL, "en", form), reply)
    refused(ask, "wrong_content")
    assert left(tmp_path) == []


def test_busy_service_is_asked_again_when_it_says(service, ask, slept):
    service.document(SYMBOL, "en", "docx", file("docx", word()), "g2502644")
    service.plan(DOCX, Reply(429, headers={"Retry-After": "7"}), *service.plans[DOCX])
    ask()
    assert slept == [7.0]


def test_retry_after_can_be_a_date(service, ask, slept):
    service.document(SYMBOL, "en", "docx", file("docx", word()), "g2502644")
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    service.plan(DOCX, Reply(503, headers={"Retry-After": at}), *service.plans[DOCX])
    ask()
    assert [15 < seconds <= 20 for seconds in slept] == [True]


def test_service_that_asks_for_an_hour_is_left_alone(service, ask, slept):
    service.plan(DOCX, Reply(429, headers={"Retry-After": "3600"}))
    assert "It asks to wait 3,600 seconds." in refused(ask, "busy")
    assert (len(service.asked), slept) == (1, [])


def test_503_then_200(service, ask, slept):
    service.document(SYMBOL, "en", "docx", file("docx", word()), "g2502644")
    service.plan(DOCX, Reply(503), Reply(502), *service.plans[DOCX])
    ask()
    assert slept == [1.0, 2.0]


def test_busy_three_times_is_the_end(service, ask):
    service.plan(DOCX, Reply(504))
    assert "the service is busy (504)." in refused(ask, "busy")
    assert len(service.asked) == 3


def test_reset_connection_is_tried_again(service, ask, slept):
    service.document(SYMBOL, "en", "docx", file("docx", word()), "g2502644")
    service.plan(DOCX, Reply(reset=True), *service.plans[DOCX])
    ask()
    assert slept == [1.0]


def test_reset_every_time(service, ask):
    service.plan(DOCX, Reply(reset=True))
    refused(ask, "unreachable")
    assert len(service.asked) == 3


def test_refusal_is_quoted(service, ask):
    service.plan(DOCX, page("Blocked by the gateway", 403))
    assert 'status 403: "Blocked by the gateway".' in refused(ask, "service")


def slow():
    while True:
        yield b"x"


def test_slow_body_ends_in_time(service, ask, tmp_path):
    service.plan(DOCX, Reply(pieces=slow(), pause=0.05, length=9_000))
    start = time.monotonic()
    assert "within 0.6 seconds" in refused(ask, "too_slow", limits=QUICK)
    assert time.monotonic() - start < 2
    assert left(tmp_path) == []


def test_slow_headers_end_in_time(service, ask):
    service.plan(DOCX, Reply(raw=b"HTTP/1.1 200 OK\r\nX-Slow: ", pieces=slow(), pause=0.05))
    start = time.monotonic()
    refused(ask, "too_slow", limits=QUICK)
    assert time.monotonic() - start < 2


def test_endless_body(service, ask):
    service.plan(DOCX, Reply(pieces=(b"x" * 50_000 for _ in iter(int, 1))))
    refused(ask, "too_large", limits=SMALL)


def test_body_that_says_that_it_is_too_large_is_not_read(service, ask):
    service.plan(DOCX, Reply(length=11 * 1024 * 1024))
    assert "it is larger than 10 MB." in refused(ask, "too_large")


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_bomb(service, ask, encoding):
    plain = b"\x00" * 40_000_000
    packed = gzip.compress(plain, 9) if encoding == "gzip" else zlib.compress(plain, 9)
    assert len(packed) < 100_000
    service.plan(DOCX, file("docx", packed, Content_Encoding=encoding))
    refused(ask, "too_large")


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", raw_deflate)],
)
def test_packed_body_is_unpacked_whole(service, ask, encoding, pack):
    data = word() + os.urandom(300_000) + bytes(900_000)
    service.plan(DOCX, file("docx", pack(data), Content_Encoding=encoding))
    assert ask().record.sha256 == hashlib.sha256(data).hexdigest()


def test_packed_body_that_is_cut(service, ask):
    service.plan(DOCX, file("docx", gzip.compress(word())[:-20], Content_Encoding="gzip"))
    refused(ask, "cut")


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=b"PK\x03\x04 word/document.xml", length=9_000),
        Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\nPK\x03\x04"),
        Reply(raw=b"HTTP/1.1 200 OK\r\n\r\nPK\x03\x04 word/document.xml"),
    ],
)
def test_cut_body(service, ask, reply, tmp_path):
    service.plan(DOCX, reply)
    refused(ask, "cut")
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    "raw", [b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n"]
)
def test_answer_that_is_no_http(service, ask, raw):
    service.plan(DOCX, Reply(raw=raw))
    refused(ask, "service")


def test_five_redirects_are_followed_and_six_are_not(service, ask):
    service.plan("/5", file("docx", word()))
    service.plan(DOCX, redirect("/1", 301))
    for n, status in enumerate((303, 307, 308, 302), 1):
        service.plan(f"/{n}", redirect(f"{BASE}/{n + 1}", status))
    assert [hop.status for hop in ask().record.redirects] == [301, 303, 307, 308, 302]
    service.plan("/5", redirect("/6"))
    assert "redirects more than 5 times" in refused(ask, "service")


def test_redirect_to_another_host_of_the_list(service, ask):
    service.plan(DOCX, redirect("https://docs.un.org/x.docx"))
    service.plan("/x.docx", file("docx", word()))
    assert ask().record.url_final == "https://docs.un.org/x.docx"


def test_host_without_its_certificate_is_refused(service, ask):
    service.plan(DOCX, redirect("https://undocs.org/x.docx"))
    assert "could not prove who it is" in refused(ask, "refused_address")
    assert len(service.asked) == 1


def test_certificate_of_an_unknown_authority_is_refused(service, ask):
    line = refused(ask, "refused_address", policy=service.policy(tls=None))
    assert "could not prove who it is" in line
    assert service.asked == []


def test_switched_off(service, ask):
    line = refused(ask, "off", policy=service.policy(on=False))
    assert "HEED_FETCH=on" in line
    assert service.dialled == []


@pytest.mark.parametrize(
    "symbol",
    ["", "A", "A/HRC/59/15*", "A/../x", "A//15", "a/hrc/59", "A/HRC/59/15\n", "/etc/passwd",
     "A/HRC/59 15", "A/HRC/59/15?x=1", "A/HRC/59/15&t=pdf", "A/HRC/%2e", "А/HRC/59/15",
     "A/" + "1" * 80, "https://documents.un.org/x"],
)  # fmt: skip
def test_what_is_no_symbol_is_not_asked(service, ask, symbol):
    if symbol.endswith("\n"):
        symbol = symbol + "x"
    refused(ask, "bad_symbol", symbol=symbol)
    assert service.dialled == []


@pytest.mark.parametrize(
    "symbol",
    ["A/HRC/WG.6/48/SVN/1", "S/RES/1325(2000)", "A/HRC/S-17/2/Add.1", "CEDAW/C/XAU/CO/5",
     "E/C.12/XAU/CO/1", "HRI/CORE/XAU/2019", "A/C.3/78/L.60/Rev.1"],
)  # fmt: skip
def test_symbol_is_asked_for_as_it_is(service, ask, symbol):
    service.plan(access(symbol, "en", "docx"), file("docx", word()))
    assert ask(symbol).record.symbol == symbol


def test_language_that_is_none(service, ask):
    assert "en, fr, es, ru, ar, zh" in refused(ask, "bad_language", language="de")


# Copies ----------------------------------------------------------------------------------------


@pytest.fixture
def kept(service, ask, tmp_path):
    """A document that was fetched once with a cache, and whose service then answers 304."""
    modified = "Tue, 03 Nov 2026 10:00:00 GMT"
    reply = file("docx", word(), ETag='"a1"', Last_Modified=modified)
    service.document(SYMBOL, "en", "docx", reply, "g2502644")
    ask(cache=tmp_path / "cache")
    (path,) = (p for p in service.plans if p.startswith("/doc/"))
    service.plan(path, Reply(304))
    return path


def test_unchanged_document_is_not_sent_again(service, ask, kept, tmp_path):
    done = ask(cache=tmp_path / "cache", into=tmp_path / "2", now=NOW + timedelta(days=3))
    assert done.path.read_bytes() == word_of(tmp_path)
    assert (done.record.status, done.record.received_at) == (304, "2026-11-24T09:30:00Z")
    assert done.record.fetched_at == "2026-11-27T09:30:00Z"
    first, last = service.headers[-2:]
    assert "if-none-match" not in first
    assert last["if-none-match"] == '"a1"'
    assert last["if-modified-since"] == "Tue, 03 Nov 2026 10:00:00 GMT"


def word_of(tmp_path):
    return (tmp_path / "out" / "A_HRC_59_15.en.docx").read_bytes()


def test_copy_that_was_changed_is_not_used(service, ask, kept, tmp_path):
    (copy,) = (p for p in (tmp_path / "cache" / "bytes").rglob("*") if p.is_file())
    # The same file again: one made anew has another time in it.
    fresh = copy.read_bytes()
    copy.write_bytes(fresh + b"!")
    service.plan(kept, file("docx", fresh))
    assert ask(cache=tmp_path / "cache").path.read_bytes() == fresh
    assert "if-none-match" not in service.headers[-1]
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == copy.parent.name + copy.name


def test_damaged_entry_is_as_none(service, ask, kept, tmp_path):
    (entry,) = (tmp_path / "cache" / "names").iterdir()
    for damage in ("", "[]", "{}", entry.read_text().replace('"docx"', "7")):
        entry.write_text(damage)
        refused(ask, "service", cache=tmp_path / "cache")
    assert all("if-none-match" not in headers for headers in service.headers)


def test_304_that_was_not_asked_for(service, ask):
    service.plan(DOCX, Reply(304))
    assert "304 unasked" in refused(ask, "service")


# Files -----------------------------------------------------------------------------------------


def test_file_of_a_person_is_not_written_over(service, ask, tmp_path):
    service.document(SYMBOL, "en", "docx", file("docx", word()), "g2502644")
    mine = tmp_path / "out" / "A_HRC_59_15.en.docx"
    mine.parent.mkdir()
    mine.write_text("my notes")
    refused(ask, "exists")
    assert mine.read_text() == "my notes"


def test_newer_issue_takes_the_place_of_what_was_fetched(service, ask):
    service.document(SYMBOL, "en", "docx", file("docx", word()), "g2502644")
    ask()
    newer = word("Reissued")
    service.document(SYMBOL, "en", "docx", file("docx", newer), "g2509999")
    assert ask().path.read_bytes() == newer
    done = ask()
    done.path.write_text("edited by hand")
    refused(ask, "exists")


def test_folder_that_cannot_be_written(service, ask, tmp_path):
    service.document(SYMBOL, "en", "docx", file("docx", word()), "g2502644")
    (tmp_path / "taken").write_text("a file")
    assert "cannot be written" in refused(ask, "disk", into=tmp_path / "taken")


def test_record_that_cannot_be_written_takes_the_file_back(service, ask, tmp_path, monkeypatch):
    service.document(SYMBOL, "en", "docx", file("docx", word()), "g2502644")
    replace = os.replace

    def full(source, target, **_):
        if str(target).endswith(".fetched.json"):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr("pathlib.os.replace", full)
    refused(ask, "disk")
    assert left(tmp_path) == []


def test_cookies_are_not_recorded(service, ask):
    service.plan(DOCX, file("docx", word(), Set_Cookie="session=secret"))
    done = ask()
    assert "secret" not in done.record_path.read_text()
    assert ("Set-Cookie", "withheld (14 characters)") in done.record.headers


def test_damaged_document_says_that_its_metadata_were_not_read(service, ask):
    service.plan(DOCX, file("docx", b"PK\x03\x04 word/document.xml and no archive"))
    assert ask().record.embedded_metadata == "not read: it is a damaged Word or ZIP file."


def test_line_of_a_record(service, ask):
    service.document(SYMBOL, "en", "pdf", file("pdf", PDF), "g2502644")
    line = ask().record.line()
    assert line.startswith(f"A/HRC/59/15 (en), pdf, {len(PDF):,} bytes, sha256 ")
    assert line.endswith("g2502644.pdf, 2026-11-24T09:30:00Z")
    assert files.sha256_of(ask().path) in line

"""An e-mail file: the message itself, its subject, sender and day; attachments are not read."""

from __future__ import annotations

import re
import unicodedata
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from heed.dialogue.pages import page
from heed.dialogue.sources import Problem, Source
from heed.errors import InputProblem

# The first header of messages as programs save them.
_HEADER = re.compile(
    rb"(?:From|To|Cc|Date|Subject|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Reply-To"
    rb"|X-[\w-]{1,40}|DKIM-Signature|Content-Type|Authentication-Results|ARC-[\w-]{1,40}): ",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff]")
_REMEDY = "Save the message again, or paste its text."


def is_mail(data: bytes, name: str) -> bool:
    """Whether a file is a message: by its name and a header, or by two headers."""
    lines = data[:4096].lstrip().split(b"\n")
    headers = sum(_HEADER.match(line) is not None for line in lines[:20])
    return headers >= (1 if name.lower().endswith(".eml") else 2)


def message(data: bytes, name: str) -> Source:
    """Return the text of a message with subject, sender and day. Raises `InputProblem`."""
    held = message_from_bytes(data, policy=policy.default)
    body = held.get_body(preferencelist=("plain", "html"))
    if not isinstance(body, EmailMessage):
        raise InputProblem(name, "no_text", "is a message without a text.", _REMEDY)
    try:
        content = body.get_content()
    except (LookupError, UnicodeError, ValueError, AssertionError) as error:
        reason = "is a message whose text cannot be decoded."
        raise InputProblem(name, "encoding", reason, _REMEDY) from error
    if not isinstance(content, str) or not content.strip():
        raise InputProblem(name, "no_text", "is a message without a text.", _REMEDY)
    if body.get_content_type() == "text/html":
        head = '<html><head><meta charset="utf-8"></head>'
        content = page(f"{head}<body>{content}</body></html>".encode(), name).text
    text = unicodedata.normalize("NFC", content.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROL.sub("", text.replace("\u00a0", " "))
    return Source(
        file=name,
        text=text,
        title=_header(held, "subject"),
        publisher=_sender(held),
        published=_day(held),
        problems=_attached(held),
    )


def _header(held: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(held.get(name, "")).split())
    except (ValueError, LookupError, IndexError):
        return ""


def _sender(held: EmailMessage) -> str:
    name, address = parseaddr(_header(held, "from"))
    return name or address.partition("@")[2]


def _day(held: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(held, "date")).date().isoformat()
    except (ValueError, TypeError):
        return ""


def _attached(held: EmailMessage) -> tuple[Problem, ...]:
    count = sum(1 for _one in held.iter_attachments()) if held.is_multipart() else 0
    if not count:
        return ()
    said = f"It has attachments that were not read: {count}. Give them as files of their own."
    return (Problem("attachments", said),)

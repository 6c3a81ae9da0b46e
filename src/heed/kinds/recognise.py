"""What a document is: by its own symbol, its title and set phrases, never by its file name."""

from __future__ import annotations

import re
from collections import Counter

from heed.errors import InputProblem
from heed.kinds import family
from heed.kinds.front import Front, front_of
from heed.kinds.registry import KINDS
from heed.records import Document, Recognition
from heed.vocab import states
from heed.vocab.sessions import cycle_of, ordinal

# "A/HRC/ 8/28", "A/HRC24/7", "A/HRC/11/25*" are all printed.
_SYMBOL = re.compile(r"A\s?/\s?HRC\s?/?\s?(\d{1,3})\s?/\s?(\d{1,3})(?:\s?/\s?Add\.\s?(\d))?(?!\d)")
_NATIONAL = re.compile(r"A/HRC/WG\.6/(\d{1,2})/([A-Z]{3})/1(?!\d)")
# "Report of the Working on the ..." is printed on A/HRC/11/23; A/HRC/8/37 has only the last words,
# and its contents tell it from other papers of the same agenda item.
_TITLE = re.compile(
    r"(?:Report\s+of\s+the\s+Working\s+(?:Group\s+)?on\s+the\s+)?Universal\s+Periodic\s+Review",
    re.IGNORECASE,
)
_FULL_TITLE = re.compile(r"Report\s+of\s+the\s+Working", re.IGNORECASE)
_PROCEEDINGS = re.compile(r"Summary\s+of\s+the\s+proceedings\s+of\s+the\s+review", re.IGNORECASE)
_ADDENDUM = re.compile(
    r"^\s*(?:Addendum|ADDENDUM)\s*\d?\s*[*∗]*$|Views on conclusions", re.MULTILINE
)
_SESSION = re.compile(r"held\s+its\s+([\w-]+(?:\s\w+)?)\s+session", re.IGNORECASE)
_HEAD = 20_000

# What heed reads in English alone, by the words that name it in the other languages.
_OTHER_LANGUAGES = {
    "a report of the UPR Working Group": {
        "French": "Groupe de travail sur l[’'']Examen périodique universel",
        "Spanish": "Grupo de Trabajo sobre el Examen Periódico Universal",
        "Russian": "Рабоч\\w+ групп\\w+ по универсальному периодическому обзору",
        "Arabic": "الفريق العامل المعني بالاستعراض الدوري الشامل|المعين باالستعراض الدوري الشامل",
        "Chinese": "普遍定期审议工作组",
    },
    "concluding observations": {
        "French": "Observations finales",
        "Spanish": "Observaciones finales",
        "Russian": "Заключительные замечания",
        "Arabic": "الملاحظات الختامية|املالحظات اخلتامية",
        "Chinese": "结论性意见",
    },
}
# What else the UN publishes, and what heed says of it. First match wins.
_OTHERS = (
    (r"Labour\s+Conference\s+Provisional\s+Record", "a record of the Labour Conference"),
    (r"Views\s+adopted\s+by\s+the\s+Committee|CCPR/C/\d+/D/", "views of a treaty body"),
    (r"/CO/[\d-]+/Add\.\d", "a State’s reply to concluding observations"),
    (r"^\W*[A-Z]+/\S+/Corr\.\d", "a corrigendum"),
    (r"^\W*List\s+of\s+issues", "a list of issues of a treaty body"),
    (r"[Rr]esolution\s+\d+\s*\(20\d\d\)|Adopted by the Security Council",
     "a resolution of the Security Council"),
    (r"Security\s+Council", "a document of the Security Council"),
    (r"Economic\s+and\s+Social\s+Council", "a document of the Economic and Social Council"),
    (r"General\s+Assembly", "a document of the General Assembly"),
    (r"Concluding\s+observations", "a document about concluding observations"),
)  # fmt: skip
_REMEDY = "Give a document of a kind that heed reads: docs/documents.md lists them."


def _textless(document: Document) -> InputProblem:
    """Return why a document that could be opened holds no text."""
    why = " ".join(problem.text for problem in document.problems)
    if any(problem.code == "no_text_layer" for problem in document.problems):
        reason = "is a scan: its pages are pictures without a text layer."
        remedy = "Give the Word file or a PDF with text; heed does not recognise text in pictures."
        return InputProblem(document.name, "no_text_layer", reason, remedy)
    return InputProblem(document.name, "no_text", f"holds no text that counts. {why}".rstrip(),
                        "Check that it is the right file.")  # fmt: skip


def recognise(document: Document) -> Recognition:
    """Return what `document` is, with the reasons.

    Raises `InputProblem`: `language_not_read`, `not_recognised` with a name for what it seems, or
    why there is no text.
    """
    if not document.text.strip():
        raise _textless(document)
    shown = front_of(document)
    first, front = shown.title, shown.front
    paper = family.paper(document.text, first) or _alone(shown)
    if paper is not None:
        return paper
    symbol, add = _symbol(first, front)
    titled = _FULL_TITLE.search(first) or _PROCEEDINGS.search(front)
    # A text that lost its symbol is known by title and contents together; it has no keys then.
    known = symbol is not None or (_FULL_TITLE.search(first) and _PROCEEDINGS.search(front))
    if not known or not titled or not _TITLE.search(front):
        raise _refusal(document, front)
    reasons = [f"Its symbol is {symbol}."] if symbol else ["No symbol is printed on it."]
    reasons.append("Its title is that of a report of the Working Group.")
    addendum = symbol is not None and (add is not None or _ADDENDUM.search(front) is not None)
    if addendum:
        reasons.append("It is marked as an addendum.")
    session, code = _review(document.text[:_HEAD])
    name = _state_name(front)
    state = states.find(name) if name else None
    own = f"{symbol}/Add.{add or 1}" if addendum else symbol
    return Recognition(
        kind="upr_addendum" if addendum else "upr_report",
        reasons=tuple(reasons),
        mechanism="upr",
        symbol=own,
        parent=symbol if addendum else None,
        state=state.iso3 if state else code,
        session=session,
        cycle=cycle_of(session) if session else None,
        language="en",
        title=name,
    )


def _alone(shown: Front) -> Recognition | None:
    """Return what a document of another mechanism is, None if no kind knows it."""
    found = (kind.known(shown) for kind in KINDS.values() if kind.known is not None)
    return next((known for known in found if known is not None), None)


def _symbol(first: str, front: str) -> tuple[str | None, str | None]:
    """Return the report's symbol and the number of the addendum, from the first page and heads."""
    found = list(_SYMBOL.finditer(first)) or list(_SYMBOL.finditer(front))
    if not found:
        return None, None
    counted = Counter((m.group(1), m.group(2), m.group(3)) for m in found)
    session, number, add = counted.most_common(1)[0][0]
    return f"A/HRC/{session}/{number}", add


def _review(head: str) -> tuple[int | None, str | None]:
    """Return the session of the Working Group and the State's code from the national report."""
    national = _NATIONAL.search(head)
    held = _SESSION.search(head)
    session = ordinal(held.group(1)) if held else None
    if session is None and national:
        session = int(national.group(1))
    return session, national.group(2) if national else None


def _state_name(front: str) -> str | None:
    """Return the State under review as the title page names it."""
    title = list(_TITLE.finditer(front[:2_500]))
    if not title:
        return None
    end = next((m.end() for m in title if _FULL_TITLE.match(m.group())), title[0].end())
    for line in front[end:].split("\n")[:12]:
        bare = line.strip().strip("*∗ \t")
        if not bare or re.fullmatch(r"[\d\s/.A-Z]*\d[\d\s/.]*", bare):
            continue
        return _named(bare, front)
    return None


def _named(line: str, front: str) -> str | None:
    """Return a title line as a name; set in capitals in the first years."""
    if line.lower().startswith(("addendum", "the annex", "previously", "united nations")):
        found = re.search(r"[Tt]he review of (?:the )?([A-Z][\w'’ ()-]+?) was held", front)
        return found.group(1) if found else None
    state = states.find(line)
    return state.name if state else line.title() if line.isupper() else line


def _refusal(document: Document, front: str) -> InputProblem:
    for what, phrases in _OTHER_LANGUAGES.items():
        for language, phrase in phrases.items():
            if re.search(phrase, front, re.IGNORECASE):
                reason = f"is {what} in {language}, which is not yet read."
                return InputProblem(
                    document.name, "language_not_read", reason, "Give the English version."
                )
    for pattern, other in _OTHERS:
        if re.search(pattern, front, re.MULTILINE):
            reason = f"seems to be {other}; heed does not read these."
            return InputProblem(document.name, "not_recognised", reason, _REMEDY)
    reason = "is no document that heed recognises."
    return InputProblem(document.name, "not_recognised", reason, _REMEDY)

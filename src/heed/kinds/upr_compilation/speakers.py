"""Who speaks in a sentence of a compilation: named there, or the one who spoke before."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"(?:In \d{4},? |In addition, |In this regard, |Furthermore, |Moreover, |Likewise, |Similarly, "
    r"|However, |Subsequently, )+"
)
# "While welcoming the plan, CRC": the speaker stands behind the last comma.
_SUBORDINATE = re.compile(r"(?:While|Concerned|Considering|Noting|Although|Having|With)\b")
_VERB = re.compile(
    r",? \b(?:was|were|is|are|has|had|remained|noted|notes|expressed|welcomed|regretted|commended"
    r"|observed|stated|recalled|reported|indicated|considered|took|reiterated|reviewed|asserted"
    r"|explained|added|also|further|however|nonetheless|strongly|therefore|again|highly|seriously"
    r"|with respect|with regard|in \d{4}|inter alia|in accordance)\b"
)
_MARK = re.compile(r"(?<=[A-Za-z)])\s?\d{1,3}\b|(?<=,)\s?\d{1,3}\b")
_AND = re.compile(
    r"(?:, | and )(?=(?:the )?(?:Committee|Human Rights Committee|HR Committee|Special Rapporteur"
    r"|[Ii]ndependent [Ee]xpert|ILO|Working Group|[A-Z]{3,}))"
)
_NAME = re.compile(
    r"(?:[Tt]he )?(?:(?:[A-Z][\w’-]+ )*(?:Committee|Rapporteur|Expert|Commissioner|Group|Office"
    r"|Organi[sz]ation)\b.*|independent expert\b.*|[A-Z]{3,}\b.*)"
)
_SAME = re.compile(
    r"(?:[Ii]t|[Ss]he|[Hh]e|[Tt]hey)$|[Tt]he (?:same )?(?:Committee|Special Rapporteur"
    r"|[Ii]ndependent [Ee]xpert|High Commissioner|Working Group)$"
)
_SPEAKS = re.compile(rf"(?:it|she|he)\b|{_NAME.pattern}")
# "Slovenia was called upon": by the one who spoke before.
_PASSIVE = re.compile(r"(?!It\b)[A-Z]\w+ (?:was|is)(?: (?:also|further))?")


def speakers(prefix: str, before: tuple[str, ...]) -> tuple[str, ...]:
    """Return who speaks, as printed, where `prefix` is what stands before the verb.

    `before` are those who spoke last: "It", "The same Committee" are theirs. Empty where nobody is
    named.
    """
    text = _OPENING.sub("", prefix.strip(" ,")).strip()
    text = _MARK.sub("", text)
    if _SUBORDINATE.match(text):
        text = next((p for p in text.split(", ")[1:] if _SPEAKS.match(p)), text)
    if _PASSIVE.fullmatch(text):
        return before
    names = [_VERB.split(part)[0].strip(" ,") for part in _AND.split(text)]
    names = [name for name in names if name]
    if not names:
        return ()
    if len(names) == 1 and _SAME.match(names[0]):
        return _last(names[0], before)
    return tuple(name for name in names if _NAME.fullmatch(name) and len(name) < 160)


def _last(name: str, before: tuple[str, ...]) -> tuple[str, ...]:
    """Return who is meant by "It" or "The Committee": the last who spoke, if it can be them."""
    kind = re.sub(r"^[Tt]he (?:same )?", "", name).lower()
    if not before or (kind not in ("it", "she", "he", "they") and not _is(kind, before)):
        return (name,) if name.lower().startswith("the ") else ()
    return before


def _is(kind: str, before: tuple[str, ...]) -> bool:
    """Return whether the last speaker may be called a committee, a rapporteur, an expert."""
    said = " ".join(before)
    return kind.split()[-1] in said.lower() or said.isupper()

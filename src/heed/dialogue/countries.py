"""Countries and cities named in a text, in the languages that dialogue is read in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from heed.vocab.packaged import load

# How the end of a name changes in the cases of Russian and Ukrainian, by its last letter.
_CASES = {
    "ru": {
        "ая": "ая|ой|ую|ою",
        "ые": "ые|ых|ым|ыми",
        "а": "а|ы|и|е|у|ой|ою",
        "я": "я|и|ю|ей|е|ём|ем",
        "ь": "ь|и|ью|я|ю|ем|е",
        "й": "й|я|ю|ем|е",
        "ы": "ы|ов|ам|ами|ах|",
    },
    "uk": {
        "ька": "ька|ької|ькій|ьку|ькою",
        "ві": "ві|вих|вим",
        "ні": "ні|них|ним",
        "а": "а|и|і|у|ою",
        "я": "я|ї|і|ю|єю|ею",
        "ь": "ь|і|ю|я|у|ем",
        "й": "й|ю|я|єм",
        "и": "и|ів|ам|ами|ах|",
    },
}
_CONSONANT = {"ru": "а|у|ом|ем|е|", "uk": "у|а|ом|ем|і|"}
# What follows the beginning of an adjective.
_ENDINGS = {
    "ar": "",
    "de": r"(?:e[nmrs]?)?",
    "en": "s?",
    "es": r"(?:[oaeí]|[oae]s|esas?)?",
    "fr": r"(?:ne|e|s|nes|es|que|ques)?",
    "ru": r"\w{2,3}",
    "uk": r"\w{1,3}",
}
_WORD = re.compile(r"(?<![\w-])[^\W\d_][\w.]*")
_WRITTEN_ON = "وفبلك"
# What an expression's group stands for: a country, a city, whether it is an adjective.
_Known = dict[str, tuple[str, str, bool]]
_ANY_CASE = frozenset({"de", "es", "fr", "ru", "uk"})


@dataclass(frozen=True, slots=True)
class Named:
    """A country (or its adjective, or a city) in a text.

    `country` is the English name, "" for a city that stands for no State; `city` is the city's
    English name, "" for a country.
    """

    start: int
    end: int
    country: str
    city: str = ""
    adjective: bool = False


def countries(text: str, language: str, own: Sequence[str] = ()) -> list[Named]:
    """Return the countries named in `text`, adjectives and capitals among them, in order.

    `own` names one that the list may lack: its name, then other spellings and adjectives.
    """
    listed = _listed(text, language)
    if not own:
        return listed
    spelled = "|".join(inflected(one, language) for one in sorted(own, key=len, reverse=True))
    before = r"(?<!\w)(?:[وفبلك]{1,2})?" if language == "ar" else r"(?<![\w-])"
    held = re.compile(rf"{before}(?P<it>{spelled})(?!\w)")
    mine = [Named(*one.span("it"), own[0], "", one["it"] != own[0]) for one in held.finditer(text)]
    apart = [
        one for one in listed if not any(m.start < one.end and one.start < m.end for m in mine)
    ]
    return sorted([*mine, *apart], key=lambda one: one.start)


def _listed(text: str, language: str) -> list[Named]:
    index = _index(language)
    found: list[Named] = []
    past = 0
    for match in _WORD.finditer(text):
        for start in _beginnings(match, language):
            known = index.get(text[start : start + 2].casefold())
            hit = known and start >= past and _at(text, start, *known)
            if hit:
                found.append(hit)
                past = hit.end
                break
    return found


def _beginnings(word: re.Match[str], language: str) -> Iterator[int]:
    """Yield where a name can begin: Arabic writes "and", "in", "to" before it as one word."""
    yield word.start()
    if language == "ar":
        for at in range(1, min(3, len(word[0]) - 2)):
            if word[0][at - 1] in _WRITTEN_ON:
                yield word.start() + at


def _at(text: str, start: int, pattern: re.Pattern[str], known: _Known) -> Named | None:
    match = pattern.match(text, start)
    if match is None or not match.lastgroup:
        return None
    country, city, adjective = known[match.lastgroup]
    return Named(start, match.end(), country, city, adjective)


@cache
def _index(language: str) -> dict[str, tuple[re.Pattern[str], _Known]]:
    """Return by the first two letters an expression for the names that begin so."""
    pieces: dict[str, list[tuple[str, str, tuple[str, str, bool]]]] = {}
    for name, says, found in _names(language):
        pieces.setdefault(name[:2].casefold(), []).append((name, says, found))
    index = {}
    for letters, held in pieces.items():
        held.sort(key=lambda piece: len(piece[0]), reverse=True)
        known = {f"c{at}": found for at, (_name, _says, found) in enumerate(held)}
        says = "|".join(f"(?P<c{at}>{one})" for at, (_name, one, _found) in enumerate(held))
        index[letters] = (re.compile(f"(?:{says})(?!\\w)"), known)
    return index


def _names(language: str) -> Iterator[tuple[str, str, tuple[str, str, bool]]]:
    """Yield each name, the expression for it, and what it stands for."""
    rows = load("data/countries.yaml", "heed.dialogue")
    for row in rows["entries"]:
        english = row["names"]["en"][0]
        for name in row["names"][language]:
            yield name, inflected(name, language), (english, "", False)
        for stem in _adjectives(row, language):
            yield stem, _adjective(stem, language), (english, "", True)
            if language == "ar":
                yield f"ال{stem}", _adjective(stem, language), (english, "", True)
        if "capital" in row:
            name = row["capital"][language]
            yield name, inflected(name, language), (english, row["capital"]["en"], False)
    for row in rows["cities"]:
        name = row["names"][language]
        yield name, inflected(name, language), ("", row["names"]["en"], False)


def _adjectives(row: dict[str, Any], language: str) -> list[str]:
    if language != "ar":
        return list(row.get("adjectives", {}).get(language, ()))
    bare = (one.removeprefix("ال").rstrip("اة") for one in row["names"]["ar"])
    return [one for one in bare if " " not in one and len(one) > 2]


def _adjective(stem: str, language: str) -> str:
    if language == "ar":
        return f"(?:ال)?{stem}(?:ي|ية|يين|يون)"
    flag = "(?i:" if language in _ANY_CASE else "(?:"
    return f"{flag}{re.escape(stem)}{_ENDINGS[language]})"


@cache
def inflected(name: str, language: str) -> str:
    """Return an expression for a name with the endings that the language gives it."""
    if language not in _CASES:
        return re.escape(name).replace(r"\ ", r"[ \u00a0]").replace("'", "['’]")
    return r"[ \u00a0]".join(_word_in_cases(word, language) for word in name.split())


def _word_in_cases(word: str, language: str) -> str:
    for ending in sorted(_CASES[language], key=len, reverse=True):
        if len(word) > 3 and word.endswith(ending):
            return re.escape(word[: -len(ending)]) + f"(?:{_CASES[language][ending]})"
    if len(word) > 3 and word[-1].lower() not in "аеёиоуыэюяіїє":
        return re.escape(word) + f"(?:{_CONSONANT[language]})"
    return re.escape(word).replace("'", "['’ʼ]")

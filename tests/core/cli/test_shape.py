"""`heed read --shape`: the layout survives, the content does not."""

from __future__ import annotations

import re
import unicodedata
from importlib import resources
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from heed.cli.main import run
from heed.cli.shape import shape

GOLDEN = Path(__file__).parents[2] / "golden"
TEXTS = {
    f"{path.parent.name}-{path.stem}": case.get("text") or case.get("html") or case.get("report")
    for path in sorted(GOLDEN.rglob("*.yaml"))
    if (case := yaml.safe_load(path.read_text(encoding="utf-8")))
}
TEXTS = {name: text for name, text in TEXTS.items() if isinstance(text, str)}
# Everything that the set phrases spell out.
PHRASES = yaml.safe_load(
    resources.files("heed.languages").joinpath("en.yaml").read_text(encoding="utf-8")
)
SPELLED = {
    word.casefold()
    for says in [
        *(row["says"] for rows in PHRASES["groups"].values() for row in rows),
        *(word for words in PHRASES["words"].values() for word in words),
    ]
    for spelling in (re.sub(r"\[(.)(.)\]", which, says) for which in (r"\1", r"\2"))
    for whole in re.findall(r"[A-Za-z’-]+\??", re.sub(r"\\[a-zA-Z]", " ", spelling))
    for word in {whole.rstrip("?"), whole[:-2] if whole.endswith("?") else whole}
}
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def survivors(text):
    """Return the words of more than three letters that are not masked."""
    words = (word for word in WORD.findall(shape(text)) if len(word) > 3)
    return {word for word in words if not re.fullmatch(r"[Xx]+(?:[’'-][Xx]+)*", word)}


def is_spelled(word):
    """True for a word that a set phrase spells: whole, by its stem, or with an optional ending."""
    plain = word.casefold()
    endings = range(len(plain), len(plain) - 6, -1)
    return any(plain[:n] in SPELLED for n in endings if n >= 4 or n == len(plain))


@pytest.mark.parametrize("name", TEXTS)
def test_no_word_of_a_document_survives_but_those_of_set_phrases(name):
    assert [word for word in survivors(TEXTS[name]) if not is_spelled(word)] == []


@pytest.mark.parametrize("name", TEXTS)
def test_names_and_things_of_the_texts_are_gone(name):
    shown = shape(TEXTS[name]).casefold()
    for word in (
        "aurelia",
        "iceland",
        "ferry",
        "harbour",
        "lighthouse",
        "pilot",
        "trimmer",
        "well",
    ):
        assert word not in shown.replace("welcom", "")


@pytest.mark.parametrize("name", TEXTS)
def test_lines_keep_their_length_and_the_numbers_that_open_them(name):
    text = unicodedata.normalize("NFC", TEXTS[name])
    shown = shape(text)
    assert shown.count("\n") == text.count("\n")
    number = re.compile(r"^[ \t]*(\d{1,3})\.\s", re.MULTILINE)
    assert number.findall(shown) == number.findall(text)
    if text.isascii():
        assert [len(line) for line in shown.split("\n")] == [len(line) for line in text.split("\n")]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_at_all_keeps_no_word_beyond_the_phrases(text):
    assert [word for word in survivors(text) if not is_spelled(word)] == []


HIDDEN = ["zebrafish", "Quux", "\u0627\u0644\u0641", "\ue041\ue042", "e\u0301t\u00e9", "a\u200db",
          "\U000e0041", "4711"]  # fmt: skip


@given(st.lists(st.sampled_from(HIDDEN)))
def test_other_scripts_marks_and_hidden_characters_carry_nothing(words):
    shown = shape(f"The Committee urges {' '.join(words)} to reply.")
    assert shown.startswith("Xxx Committee urges")
    assert set(shown) <= set("xX9 .Committee urges")


def test_labels_and_numerals_stay():
    lines = {
        "IV. Wells of the plain": "IV. Xxxxx xx xxx xxxxx",
        "12. The Committee recommends that wells:": "12. Xxx Committee recommends xxxx xxxxx:",
        "(a) Be dug;": "(a) Xx xxx;",
        "(ii) Kept.": "(ii) Xxxx.",
    }
    assert shape("\n".join(lines)).split("\n") == list(lines.values())


def test_the_command_prints_no_name_and_no_content(tmp_path, capsys):
    file = tmp_path / "secret-minister.txt"
    file.write_text("1. Minister Zebrafish visited the quay.\n2. It left.\n", encoding="utf-8")
    assert run(["read", str(file), "--shape"]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"\[heed [\d.]+\w*; text; no pages; not recognised\]", first)
    assert rest == ["1. Xxxxxxxx Xxxxxxxxx xxxxxxx xxx xxxx.", "2. Xx xxxx."]


def test_text_and_shape_exclude_each_other(capsys):
    with pytest.raises(SystemExit) as stopped:
        run(["read", "x.txt", "--text", "--shape"])
    assert stopped.value.code == 2
    assert "not allowed with" in capsys.readouterr().err

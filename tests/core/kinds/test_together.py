"""Bad combinations of documents, each one line."""

from __future__ import annotations

import pytest

from heed.errors import InputProblem
from heed.kinds import recognise, together
from heed.reading.read import read_bytes
from tests.golden.test_golden import addendum_of, report_of

LIST = "50. The recommendations below enjoy the support of Aurelia:\n50.1. Dig a well (Chad).\n"


def report(text=LIST, name="report"):
    return read_bytes(report_of(text), name=name)


def test_report_is_recognised_by_what_it_says():
    known = recognise(report())
    assert (known.kind, known.symbol, known.state) == ("upr_report", "A/HRC/90/7", "XAU")
    assert (known.session, known.cycle, known.title) == (40, 3, "Aurelia")
    assert len(known.reasons) == 2


@pytest.mark.parametrize(
    ("documents", "code"),
    [
        (lambda: [read_bytes(addendum_of("1. x"), name="a")], "addendum_without_report"),
        (lambda: [report(), report(name="again")], "same_file"),
        (lambda: [report(), report(LIST + "50.2. Fill it (Mali).\n", "other")], "two_reports"),
    ],
)
def test_bad_combination_is_one_line(documents, code):
    with pytest.raises(InputProblem) as caught:
        together(documents())
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


def test_report_without_its_section_is_said():
    document = report("9. Nothing.")
    cut = read_bytes(document.text.replace("II. Conclusions", "II. Confusions").encode(), name="c")
    with pytest.raises(InputProblem) as caught:
        together([cut])
    assert caught.value.code == "no_section"


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Rapport du Groupe de travail sur l’Examen périodique universel", "French"),
        ("Informe del Grupo de Trabajo sobre el Examen Periódico Universal", "Spanish"),
        ("Доклад Рабочей группы по универсальному периодическому обзору", "Russian"),
    ],
)
def test_other_languages_are_named(title, language):
    with pytest.raises(InputProblem) as caught:
        recognise(read_bytes(f"A/HRC/90/7\n{title}\nAurélia\n".encode(), name="f"))
    assert caught.value.code == "language_not_read"
    assert language in caught.value.reason

"""Tables of who is bound by what: what is read, what is doubted, what is left out."""

from __future__ import annotations

import pytest

from heed.errors import InputProblem
from heed.exchange.rows import Cells, Fault
from heed.exchange.standings import instrument, missing, standings
from heed.records import Standing
from heed.vocab.states import all_states

STATUS = ("iso2", "member", "state party", "year ratification or accession", "signatory",
          "no action", "status", "note")  # fmt: skip
REGISTER = ("State", "Instrument", "Signed", "Ratified", "Acceded", "Denounced", "Reservations",
            "Source")  # fmt: skip


def _read(header, *rows, file="hr_status_opcat.csv"):
    cells = [Cells(0, header), *(Cells(number, row) for number, row in enumerate(rows, 2))]
    return list(standings(cells, file))


def _status(*cells):
    [one] = _read(STATUS, ("XX", *cells))
    return one


def test_a_status_row_says_the_state_as_the_un_writes_it_and_the_year():
    one = _status("Ivory Coast", "1", "2023", "0", "0", "state party", "")
    assert one == Standing(
        state="CIV", name="Côte d'Ivoire", instrument="OPCAT", standing="party", by="bound",
        since="2023", written="Ivory Coast", file="hr_status_opcat.csv", row=2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("marks", "standing", "doubts"),
    [
        (("0", "", "1", "0", "signatory state", ""), "signatory", ()),
        (("0", "", "0", "1", "no action", ""), "none", ()),
        (("0", "2009", "0", "0", "state party", ""), "party", ("no mark is set",)),
        (("1", "1990", "0", "1", "state party", ""), "party",
         ("marked none and party, called party",)),
        (("0", "", "0", "0", "state party", ""), "unclear",
         ("no mark is set", "party without a year")),
        (("0", "", "0", "0", "no action", ""), "none", ("no mark is set",)),
        (("1", "1980", "", "", "state party", ""), "party", ()),
        (("0", "1980", "0", "1", "no action", ""), "unclear", ("a year, but no party",)),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_doubted_and_read_by_what_most_agree_on(marks, standing, doubts):
    one = _status("Peru", *marks)
    assert (one.standing, one.doubts) == (standing, doubts)


def test_a_denunciation_in_the_note_ends_it():
    one = _status("Jamaica", "1", "1975", "0", "0", "state party", "Denounced the OP 1997")
    assert (one.standing, one.since, one.denounced) == ("denounced", "1975", "1997")
    assert one.doubts == ("called party, and denounced by its note",)


def test_a_territory_is_named_and_left_out():
    one = _status("Montserrat", "0", "", "0", "1", "no action", "")
    assert one == Fault(2, "state", '"Montserrat" is no State of the United Nations.', "state")


def test_the_same_state_twice_is_named_and_left_out():
    row = ("PE", "Peru", "0", "", "0", "1", "no action", "")
    assert _read(STATUS, row, row)[1] == Fault(
        3, "state", "Row 2 is on Peru and OPCAT already.", "duplicate"
    )


def test_a_register_tells_ratified_from_acceded_and_takes_any_name():
    found = _read(
        REGISTER,
        ("Slovenia", "C87", "", "1992-05-29", "", "", "", "NORMLEX"),
        ("SVN", "Convention on the Rights of the Child", "", "", "1992", "", "art. 9 (1)", ""),
        ("Slovenia", "ILO Convention No. 96", "", "1963", "", "2019-06", "", ""),
        ("Slovenia", "ICPPED", "2007-09-26", "", "", "", "", ""),
        file="register.csv",
    )
    assert [(one.instrument, one.standing, one.by, one.since, one.denounced) for one in found] == [
        ("C087", "party", "ratified", "1992-05-29", ""),
        ("CRC", "party", "acceded", "1992", ""),
        ("C096", "denounced", "ratified", "1963", "2019-06"),
        ("ICPPED", "signatory", "", "", ""),
    ]
    assert found[1].reservations == "art. 9 (1)"
    assert found[0].source == "NORMLEX"


def test_who_only_gives_entry_into_force_is_bound_all_the_same():
    [one] = _read(("State", "Instrument", "In force"), ("Peru", "C87", "1961"))
    assert (one.standing, one.by, one.since, one.in_force) == ("party", "bound", "", "1961")


def test_bad_rows_of_a_register_say_what_is_wrong():
    found = _read(
        REGISTER,
        ("Slovenia", "the Convention", "", "1992", "", "", "", ""),
        ("Slovenia", "C87 and C98 of the ILO", "", "1992", "", "", "", ""),
        ("Slovenia", "C87", "", "29 May 1992", "", "", "", ""),
        ("Slovenia", "C87", "", "1992-13", "", "", "", ""),
        file="register.csv",
    )
    assert [one.text for one in found] == [
        '"the Convention" names no instrument, or more than one.',
        '"C87 and C98 of the ILO" names no instrument, or more than one.',
        '"29 May 1992" is no day. Write 2019-05-30, 2019-05 or 2019.',
        '"1992-13" is no day. Write 2019-05-30, 2019-05 or 2019.',
    ]


def test_days_in_the_wrong_order_are_doubted():
    [one] = _read(REGISTER, ("Peru", "CAT", "1990", "1988", "1988", "1985", "", ""))
    assert one.doubts == (
        "it says ratified and acceded", "signed after it was bound", "denounced before it was bound"
    )  # fmt: skip


def test_a_table_of_other_columns_is_refused():
    with pytest.raises(InputProblem, match="no columns that say who is bound"):
        _read(("Name", "Phone"), ("Peru", "1"))


def test_a_status_file_that_names_no_treaty_is_refused():
    with pytest.raises(InputProblem, match="does not say which"):
        _read(STATUS, ("PE", "Peru", "0", "", "0", "1", "no action", ""), file="list.csv")


@pytest.mark.parametrize(
    ("written", "code"),
    [("C087", "C087"), ("C.87", "C087"), ("P29", "P029"), ("ICRMW", "ICRMW"), ("", None),
     ("Maternity Protection Convention, 2000 (No. 183)", "C183"), ("C999", None)],
)  # fmt: skip
def test_an_instrument_is_found_by_code_short_form_or_title(written, code):
    assert instrument(written) == code


def test_members_that_a_whole_list_leaves_out_are_told():
    members = [state for state in all_states() if not state.observer]
    held = [Standing(state.iso3, state.name, "CAT", "none") for state in members[1:]]
    assert missing(held) == (members[0],)
    assert missing(held[:5]) == ()

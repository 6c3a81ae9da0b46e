"""Search by meaning."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.errors import InputProblem
from heed.links.nearest import Index

TEXTS = [
    "Ratify the Convention on the Rights of Persons with Disabilities",
    "Accede to CRPD",
    "Provide adequate housing to Roma families",
    "Improve access to drinking water",
    "Combat domestic violence",
    "Close the gender pay gap in Aurelia",
    "",
]


@pytest.fixture(scope="module")
def index():
    return Index(TEXTS)


def rows(found):
    return [row for row, _ in found]


def test_an_abbreviation_finds_the_full_name_and_the_other_way(index):
    assert set(rows(index.nearest("CRPD", 2))) == {0, 1}
    assert set(rows(index.nearest("persons with disabilities", 2))) == {0, 1}


def test_what_is_narrower_is_found_by_what_contains_it(index):
    assert set(rows(index.nearest("violence against women", 1))) == {4}


def test_a_text_is_nearest_to_itself(index):
    for row, text in enumerate(TEXTS[:-1]):
        (first, score) = index.nearest(text, 1)[0]
        assert first == row
        assert 0.9 <= score <= 1


def test_nothing_in_common_is_not_found(index):
    assert index.nearest("zyzzyva", 5) == []
    assert index.nearest("", 5) == []
    assert Index().nearest("water", 5) == []
    assert index.nearest("water", 0) == []


def test_one_may_search_among_some(index):
    among = np.array([row != 3 for row in range(len(TEXTS))])
    assert 3 in rows(index.nearest("drinking water", 5))
    assert 3 not in rows(index.nearest("drinking water", 5, among=among))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([*TEXTS, "право на воду", "الحق في الماء"]), max_size=12), st.data()
)
def test_what_is_added_later_is_found_alike(texts, data):
    cut = data.draw(st.integers(0, len(texts)))
    grown = Index(texts[:cut])
    grown.add(texts[cut:])
    assert len(grown) == len(texts)
    for text in TEXTS:
        assert grown.nearest(text, 5) == Index(texts).nearest(text, 5)


def test_it_is_kept_in_a_file(index, tmp_path):
    index.save(tmp_path / "texts.npz")
    again = Index.load(tmp_path / "texts.npz")
    assert [again.nearest(text, 5) for text in TEXTS] == [index.nearest(t, 5) for t in TEXTS]
    again.add(["Combat violence in the family"])
    assert 7 in rows(again.nearest("domestic violence", 2))
    Index().save(tmp_path / "empty.npz")
    assert len(Index.load(tmp_path / "empty.npz")) == 0


def test_another_file_is_refused(index, tmp_path):
    path = tmp_path / "texts.npz"
    path.write_bytes(b"not an index")
    with pytest.raises(InputProblem, match="not an index"):
        Index.load(path)
    np.savez(path, things=np.array([{}], object))
    with pytest.raises(InputProblem):
        Index.load(path)
    index.save(path)
    with np.load(path) as held:
        parts = {name: held[name] for name in held}
    parts["rows"] = parts["rows"] + 100
    with path.open("wb") as file:
        np.savez(file, **parts)
    with pytest.raises(InputProblem):
        Index.load(path)
    with pytest.raises(InputProblem):
        Index.load(tmp_path / "none.npz")

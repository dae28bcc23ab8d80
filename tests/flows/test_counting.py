"""Small counts are people: they are withheld after crossing, and nothing around them gives them away."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.desk.counting import alone, crossed, one_way, shown
from tests.flows.working_out import a_table, given_away, one_line


def test_a_count_under_five_is_withheld_and_a_zero_is_not() -> None:
    found = one_way(["fisik"] * 9 + ["seksual"] * 7 + ["psikis"] * 2 + ["lainnya"] * 1, ["fisik", "psikis", "tppo"])
    assert (found["fisik"], found["tppo"], found["psikis"], found["lainnya"]) == (9, 0, None, None)
    assert (shown(None), alone(4), alone(5), alone(0)) == ("·", None, 5, 0)


def test_two_small_counts_that_are_small_together_take_the_next_one_with_them() -> None:
    """Else two that are one each are read off their sum."""
    found = one_way(["fisik"] * 9 + ["seksual"] * 7 + ["psikis"] + ["lainnya"], [])
    assert found == {"fisik": 9, "lainnya": None, "psikis": None, "seksual": None}


def test_five_cases_of_five_kinds_are_no_table() -> None:
    assert one_way("abcde", []) == {}
    assert one_way("abcde", "abcdef") == dict.fromkeys("abcdef"), "not even which one is zero"
    assert one_way("aabcde", "abcdef") == {**dict.fromkeys("abcde"), "f": 0}


def test_a_single_small_count_takes_the_next_one_with_it() -> None:
    """Else who knows the sum works it out."""
    found = one_way(["fisik"] * 9 + ["seksual"] * 7 + ["psikis"] * 2, ["fisik", "psikis", "seksual"])
    assert found == {"fisik": 9, "psikis": None, "seksual": None}


def test_crossing_withholds_what_each_question_alone_would_show() -> None:
    pairs = [("Jati", "5-11")] * 3 + [("Jati", "12-17")] * 8 + [("Cepu", "5-11")] * 6 + [("Cepu", "12-17")] * 9
    table = crossed(pairs, ["Jati", "Cepu"], ["5-11", "12-17"], len(pairs))
    assert table.cells["Jati"]["5-11"] is None
    assert table.all == 26
    assert shown(table.cells["Jati"]["5-11"]) == "·"


GROUPS = st.integers(1, 12)


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(st.sampled_from("abcdefg"), GROUPS), st.sampled_from(["", "abc", "abcdefgh"]))
def test_one_question_and_its_sum_give_no_small_count_away(counts, order) -> None:
    whole = sum(counts.values())
    found = one_way((kind for kind, count in counts.items() for _ in range(count)), order)
    if found != dict.fromkeys(order):  # which says nothing at all
        assert given_away(*one_line(found, alone(whole)), whole) == {}


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), GROUPS), max_size=12),
    st.integers(0, 9),
)
def test_no_line_and_no_sum_gives_a_small_count_away(groups, fewer) -> None:
    pairs = [(row, column) for row, column, count in groups for _ in range(count)]
    beside = max([len(pairs) - fewer, *(sum(one == row for one, _ in pairs) for row in "abc")])  # some told two forms
    table = crossed(pairs, "abc", "xyz", beside)
    cells, sums = a_table(table)
    if alone(beside) is None:
        assert set(cells.values()) == {None}
    else:
        assert given_away(cells, sums, beside) == {}


@pytest.mark.parametrize("pairs", [[], [("a", "x")], [("a", "x")] * 4])
def test_few_or_none_are_told_as_such(pairs) -> None:
    table = crossed(pairs, "a", "x", len(pairs))
    assert table.all == (0 if not pairs else None)

"""Small counts are people: they are withheld after crossing, and nothing around them gives them away."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.desk.counting import LEAST, crossed, one_way, shown


def test_a_count_under_five_is_withheld_and_a_zero_is_not() -> None:
    found = one_way(["fisik"] * 9 + ["seksual"] * 7 + ["psikis"] * 2 + ["lainnya"] * 1, ["fisik", "psikis", "tppo"])
    assert found == {"fisik": 9, "psikis": None, "tppo": 0, "lainnya": None, "seksual": 7}
    assert shown(None) == "·"


def test_a_single_small_count_takes_the_next_one_with_it() -> None:
    """Else who knows the sum works it out."""
    found = one_way(["fisik"] * 9 + ["seksual"] * 7 + ["psikis"] * 2, ["fisik", "psikis", "seksual"])
    assert found == {"fisik": 9, "psikis": None, "seksual": None}


def test_crossing_withholds_what_each_question_alone_would_show() -> None:
    pairs = [("Jati", "5-11")] * 3 + [("Jati", "12-17")] * 8 + [("Cepu", "5-11")] * 6 + [("Cepu", "12-17")] * 9
    table = crossed(pairs, ["Jati", "Cepu"], ["5-11", "12-17"])
    assert table.cells["Jati"]["5-11"] is None
    assert table.all == 26
    assert shown(table.cells["Jati"]["5-11"]) == "·"


def _could_be(table, line_cells, total) -> bool:
    return total is None or len([cell for cell in line_cells if cell is None]) != 1


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=80),
)
def test_no_line_and_no_sum_gives_a_small_count_away(pairs) -> None:
    table = crossed(pairs, "abc", "xyz")
    for row, column in product(table.rows, table.columns):
        cell = table.cells[row][column]
        assert cell is None or cell == 0 or cell >= LEAST
    for row in table.rows:
        assert _could_be(table, table.cells[row].values(), table.row_sums[row])
    for column in table.columns:
        assert _could_be(table, [table.cells[row][column] for row in table.rows], table.column_sums[column])
    assert _could_be(table, table.row_sums.values(), table.all)
    assert _could_be(table, table.column_sums.values(), table.all)


@pytest.mark.parametrize("pairs", [[], [("a", "x")], [("a", "x")] * 4])
def test_few_or_none_are_told_as_such(pairs) -> None:
    table = crossed(pairs, "a", "x")
    assert table.all == (0 if not pairs else None)

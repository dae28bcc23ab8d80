"""``python -m tests.mutation`` breaks what it says and nothing else. How much is noticed is looked at by night."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from tests.mutation import DESELECTED, EQUIVALENT, Instead, broken, drawn, interval, modules, places

HERE = Path(__file__).parent


def test_every_module_has_its_tests_and_whatever_is_excused_stands_in_it() -> None:
    named = {name for tests in modules().values() for name in tests} | {
        name.partition("::")[0].removeprefix("tests/") for name in DESELECTED
    }
    assert [name for name in named if not (HERE / name).is_file()] == []
    for module, was, _ in EQUIVALENT:
        path = HERE.parent / f"{module.replace('.', '/')}.py"
        assert was in " ".join(map(str.strip, path.read_text("utf-8").splitlines())), was


def test_a_mutant_differs_in_one_place_and_is_imported_in_its_stead(monkeypatch: pytest.MonkeyPatch) -> None:
    mutants = [mutant for place in places("flows.triage.urgency") if (mutant := broken(place))]
    before = "return not other or self.rank < Urgency(other).rank"
    after = {mutant.is_now: mutant for mutant in mutants if mutant.was == before}
    monkeypatch.setattr("flows.triage.urgency", None)  # puts back what stands there, too
    monkeypatch.setattr(sys, "meta_path", [Instead(after[before.replace("<", "<=")]), *sys.meta_path])
    monkeypatch.delitem(sys.modules, "flows.triage.urgency")
    urgency = importlib.import_module("flows.triage.urgency").Urgency
    assert urgency.DARURAT.above(urgency.DARURAT)


def test_the_same_seed_draws_the_same() -> None:
    found = list(places("flows.triage.clocks"))
    first, again, other = (drawn(found, 5, seed) for seed in (1, 1, 2))
    assert [one.is_now for one in first] == [one.is_now for one in again] != [one.is_now for one in other]


def test_what_is_drawn_says_how_sure_it_is() -> None:
    low, high = interval(85, 100)
    assert (round(low, 3), round(high, 3)) == (0.767, 0.907)

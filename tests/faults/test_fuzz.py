"""A share of the million odd updates; the rest is a nightly command."""

from __future__ import annotations

import json
import os
import random

import pytest

from flows.commands import bare
from tests.faults.founded import Founded
from tests.faults.fuzz import fuzz
from tests.faults.odd import Oddities

UPDATES = int(os.environ.get("FUZZ") or (50_000 if os.environ.get("CI") else 5_000))


@pytest.mark.fault("U3", "U4", "U5", "X3")
@pytest.mark.timeout(900)
@pytest.mark.no_cover  # the same lines, tens of thousands of times over
@pytest.mark.parametrize("founded", ["sqlite"], indirect=True)
def test_no_update_whatever_it_holds_raises_or_bars_the_door(founded: Founded) -> None:
    found = fuzz(founded, UPDATES, seed=2026)
    assert not +found.wrong
    assert found.odd == UPDATES
    assert found.kept > UPDATES // 1000, "who told in earnest between them was answered to the end"
    assert UPDATES // 4 < found.set_aside < UPDATES * 3 // 4, "some were unreadable, some were odd but readable"


def test_they_are_as_odd_as_they_should_be() -> None:
    oddities = Oddities(random.Random(1))
    some = [oddities.one(number, 1_790_000_000) for number in range(20_000)]
    assert any("[" * 1000 in one for one in some), "one is deeper than Python follows"
    assert any(len(one) > 500_000 and "[[[" not in one for one in some), "one is a megabyte of words"
    assert any(str(2**63) in one for one in some)
    assert any("\\ud800" in one for one in some)
    assert any("\\u0000" in one for one in some)
    with pytest.raises(RecursionError):
        json.loads(next(one for one in some if "[" * 1000 in one))


@pytest.mark.parametrize("typed", ["DARURAT", "ｄａｒｕｒａｔ", "dar\u200burat", "\u2066darurat\u2069 ", "\tdarurat\n"])
def test_a_call_for_help_is_heard_through_signs_nobody_sees(typed: str) -> None:
    assert bare(typed) == "darurat"

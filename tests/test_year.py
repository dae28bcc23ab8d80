"""Two simulated days of the desk; `python -m tests.year` lives through a whole year."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import fanout, nudges, unhelped
from tests.year import simulate

pytestmark = [pytest.mark.timeout(400), pytest.mark.no_cover]


def test_in_two_days_no_timer_is_missed_and_no_urgent_case_passes_a_rung(tmp_path: Path) -> None:
    verdict = simulate(tmp_path, days=2, per_year=2500, seed=129)
    assert verdict.wrong == []
    assert verdict.figures["restart"] >= 1
    assert verdict.figures["rungs of DARURAT"] > 0


def test_the_oracle_notices_a_ladder_that_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "_remind_later", lambda *_: None)
    assert simulate(tmp_path, days=2, per_year=2000, seed=129).past > 0


def test_the_oracle_notices_that_nobody_asks_what_was_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unhelped, "begin", lambda *_: None)
    assert simulate(tmp_path, days=3, per_year=2500, seed=129).missed > 0


def test_the_oracle_notices_a_legal_clock_that_nobody_hears_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudges, "tell_due", lambda *_: None)
    assert simulate(tmp_path, days=4, per_year=1500, seed=129).missed > 0

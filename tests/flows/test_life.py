"""The life of a case is a table: what it offers can be done, the rest is refused, and every end can be undone."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace

import pytest

from flows import FlowError
from flows.desk import life
from flows.desk.life import AT_WORK, BEGINNING, ENDED, MOVES, STATES, TABLE, Move, move, offered, wrong
from flows.drawing import draw_life


def _goes(*moves: str, state: str = BEGINNING) -> str:
    for name in moves:
        state = move(state, name)
    return state


def test_a_case_walks_the_offices_steps() -> None:
    assert _goes("accept", "assess", "plan", "serve", "finish") == "selesai"
    assert _goes("accept", "close") == "ditutup"
    assert _goes("accept", "assess", "hand_on") == "dialihkan"


@pytest.mark.parametrize("ended", ENDED)
def test_new_words_open_an_ended_case_from_the_beginning(ended: str) -> None:
    assert offered(ended) == ("reopen",)
    assert _goes("reopen", state=ended) == "baru"


@pytest.mark.parametrize("state", AT_WORK)
def test_a_case_that_calls_anew_must_be_taken_anew(state: str) -> None:
    assert _goes("call", state=state) == "baru"
    assert _goes("call", "accept", state=state) == "diterima"


@pytest.mark.parametrize("state", ["asesmen", "rencana", "layanan"])
def test_assessing_again_undoes_nothing(state: str) -> None:
    assert _goes("assess", state=state) == state


def test_nothing_is_planned_or_served_before_it_was_assessed() -> None:
    for name in ("plan", "serve", "finish"):
        for state in ("baru", "diterima"):
            with pytest.raises(FlowError):
                move(state, name)


def test_what_is_not_offered_is_refused_and_what_is_offered_is_done() -> None:
    for state in STATES:
        for name in MOVES:
            if name in offered(state):
                assert move(state, name) in STATES
            else:
                with pytest.raises(FlowError):
                    move(state, name)
    with pytest.raises(FlowError):
        move("nowhere", "accept")
    with pytest.raises(FlowError):
        move("baru", "nothing")


def test_what_storage_writes_by_itself_is_a_move_of_the_table() -> None:
    """Taking and calling anew are one statement each, for the race: they must say what the table says."""
    from storage import calling, cases

    assert re.search(r'state="(\w+)"', inspect.getsource(cases.acknowledge))[1] == move("baru", "accept")  # type: ignore[index]
    written = re.search(r'"state": "(\w+)"', inspect.getsource(calling._call_anew))[1]  # type: ignore[index]
    for state in AT_WORK:
        assert written == move(state, "call")
    for state in ENDED:
        assert written == move(state, "reopen")


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ((*TABLE, Move("assess", "baru", "nowhere")), "there is no state nowhere"),
        ((*TABLE, TABLE[0]), "stands there twice"),
        (tuple(row for row in TABLE if row.name != "serve"), "layanan: it cannot be reached"),
        (tuple(row for row in TABLE if row.name != "reopen"), "nothing leads out of it"),
        (tuple(replace(row, to="layanan") if row.name == "reopen" else row for row in TABLE), "only opened again"),
        (tuple(row for row in TABLE if row.name != "close"), "it cannot be closed"),
    ],
)
def test_a_broken_table_is_told(broken: tuple[Move, ...], says: str) -> None:
    assert any(says in sentence for sentence in wrong(table=broken))


def test_the_table_that_ships_is_whole() -> None:
    assert not wrong()
    assert {row.name for row in TABLE} == set(MOVES)


def test_the_drawing_shows_every_state() -> None:
    drawn = draw_life()
    assert drawn.startswith("flowchart LR")
    assert all(f"c_{state}([" in drawn for state in life.STATES)
    assert 'c_diterima -->|"assess"| c_asesmen' in drawn

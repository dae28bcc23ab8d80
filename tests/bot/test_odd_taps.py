"""Buttons that nobody of us made, or an older version did: each is answered, none bars the door."""

from __future__ import annotations

import pytest

from bot.duty.desk import ROOMS
from flows.wording import text
from tests.bot.at_work import Room

FIRST = ("give", "u.DARURAT", "²")
REST = ([], ["²"], ["x", "1"], ["1", "1", "x"], ["9" * 20])


@pytest.mark.parametrize("data", ["queue|²", "find|u.DARURAT|²", "open|²|1", "²", "shift|give", "shift|set|1"])
def test_a_tap_that_carries_nonsense_gets_the_usual_word(room: Room, data: str) -> None:
    sri = room.phone("Sri", "head")
    room.house.person().files()
    assert sri.presses(data).toast == text("desk-gone")


@pytest.mark.fault("R2")
@pytest.mark.threat("O3")
def test_no_tap_whatever_it_carries_raises(room: Room) -> None:
    sri = room.phone("Sri", "head")
    number = room.house.person().files().number
    sri.presses(f"acknowledge|{number}|1")
    kinds = ["acknowledge", "open", "reply", "start", "cancel", "text"]
    kinds += [kind for make in ROOMS for kind in make(room.house.desk_keys, room.house.office).acts() if kind.isalpha()]
    for kind in kinds:
        sri.presses(kind)
        for first in (number, *FIRST):
            for rest in REST:
                data = "|".join([kind, first, *rest])
                answer = sri.presses(data)
                assert answer.toast or answer.said or answer.card or kind in ("start", "cancel", "text"), data

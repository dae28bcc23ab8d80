"""The escalation key is held outside the office, by choice of its file: the province's unit, say, is called to what the
office must not read, and to nothing else."""

from __future__ import annotations

import pytest

from flows.office_parts import Escalation
from storage import pulses, related, shifts
from storage.errors import NoSuchCase
from tests.bot.at_work import Room


@pytest.fixture
def outside(room: Room) -> Room:
    room.house.office = room.house.office.model_copy(update={"escalation": Escalation(holder="keyholder")})
    room.house.restart()
    room.restarts()
    return room


def called(room: Room) -> set[str]:
    return {destination for _, destination, _ in room.house.delivers()}


def test_they_are_called_to_what_is_sealed_away_and_the_office_is_not(outside: Room) -> None:
    head, far = outside.phone("Pak Kepala", "head"), outside.phone("Bu Rini", "keyholder")
    sealed = outside.house.person().files(insider="insider.some")
    assert called(outside) == {f"officer:{far.officer.id}"}
    assert sealed.number not in head.types("/antrean").said
    assert sealed.number in far.types("/antrean").said
    far.taps("case|", "take|")
    assert sealed.case.acknowledged_by == far.officer.id
    head.presses(f"acknowledge|{sealed.number}|0")
    assert "pemegang kunci eskalasi" in head.last.toast


def test_of_everything_else_there_is_nothing_for_them(outside: Room) -> None:
    sri, far = outside.phone("Sri"), outside.phone("Bu Rini", "keyholder")
    plain = outside.house.person().calls_for_help()
    for _ in range(8):  # up the whole ladder, and an hour beyond it
        assert f"officer:{far.officer.id}" not in called(outside)
        outside.house.passes(minutes=10)
    for kind in ("acknowledge", "take", "open", "reply", "case", "note", "acted", "give", "related", "follow"):
        far.presses(f"{kind}|{plain.number}|0")
        assert "tidak ada" in (far.last.toast or far.last.said), kind
        assert far.last.card == "", kind
    assert plain.number not in far.types("/antrean").said
    assert plain.number not in far.types(f"/cari {plain.number}").said
    assert plain.case.acknowledged_by is None
    sri.presses(f"acknowledge|{plain.number}|0")
    give = sri.presses(f"give|{plain.number}|p")
    assert "Bu Rini" not in str(give.buttons)


@pytest.mark.parametrize("typed", ["/baru", "/piket", "/undang", "/serah", "/status", "/entah"])
def test_what_the_office_does_is_not_theirs_to_do(outside: Room, typed: str) -> None:
    far = outside.phone("Bu Rini", "keyholder")
    assert "tidak boleh dibaca kantor" in far.types(typed).said


def test_nobody_in_the_chat_chooses_them_and_they_hold_no_day(outside: Room) -> None:
    head, far = outside.phone("Pak Kepala", "head"), outside.phone("Bu Rini", "keyholder")
    head.types("/undang Bu Ani")
    assert "luar" not in str(head.last.buttons)
    head.types("/piket")
    head.taps("shift|days", "shift|day|", "shift|whom|")
    assert "Bu Rini" not in str(head.last.buttons)
    with outside.house.db.reading() as conn:
        assert shifts.of_day(conn, outside.house.office, outside.house.clock.date()).first != far.officer.id


def test_alone_they_are_no_desk_but_their_chat_is_tried_every_morning(outside: Room) -> None:
    far = outside.phone("Bu Rini", "keyholder")
    with outside.house.db.writing() as conn:
        assert pulses.standing(conn, outside.house.office, outside.house.clock).able == 0
    outside.house.passes(days=1)
    with outside.house.db.writing() as conn:
        pulses.owe_summary(conn, outside.house.office, outside.house.clock)
    assert f"officer:{far.officer.id}" in [row.destination for row in outside.house.rows("outbox", kind="probe")]


def test_a_report_that_is_sealed_away_later_becomes_theirs_and_stays_it(outside: Room) -> None:
    outside.phone("Sri")
    far = outside.phone("Bu Rini", "keyholder")
    person = outside.house.person().calls_for_help()
    with outside.house.db.writing() as conn, pytest.raises(NoSuchCase):
        related.mark(conn, far.officer, far.officer, person.number, outside.house.clock, holder="keyholder")
    called(outside)
    person.taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.some")
    assert called(outside) >= {f"officer:{far.officer.id}"}
    far.presses(f"take|{person.number}|{person.case.version}")
    assert person.case.acknowledged_by == far.officer.id

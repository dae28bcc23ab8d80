"""*Terkait* on the phone: who may tap it, what they hear, and what is left in the chat of whoever is off a case."""

from __future__ import annotations

from bot.duty.alerts import Alerts
from storage import outbox, related
from tests.bot.at_work import Phone, Room
from tests.storage.telling import CLAIMED, House


def off(house: House, by: Phone, whom: Phone, number: str) -> None:
    holder = house.office.escalation.holder
    house.desk(related.mark, by.officer, whom.officer, number, house.clock, holder=holder)


def says(room: Room, kind: str, to: Phone) -> str:
    """What the row of this kind says to this officer now."""
    rows = outbox.claim(room.house.db, "duty", room.house.clock, CLAIMED, 50)
    (owed,) = (row for row in rows if (row.kind, row.destination) == (kind, f"officer:{to.officer.id}"))
    said, _ = Alerts(room.house.db, room.house.desk_keys, room.house.office).says(owed, room.house.clock)
    return said


def test_an_accused_officer_cannot_silence_a_sealed_case(room: Room) -> None:
    accused, head = room.phone("Tono"), room.phone("Pak Hadi", "head")
    sealed = room.house.person().files(insider="insider.some")
    accused.presses(f"related|{sealed.number}|0")
    shown, listed = accused.last, accused.buttons()
    accused.presses("related|ZZZZZ|0")
    assert (shown.toast, shown.said, listed) == (accused.last.toast, accused.last.said, []), "as if there were none"
    accused.presses(f"related|{sealed.number}|{head.officer.id}")
    assert accused.last.toast == shown.toast
    assert room.house.rows("conflicts") == []
    assert sealed.number in head.types("/antrean").said
    assert head.presses(f"acknowledge|{sealed.number}|1").toast
    assert sealed.case.acknowledged_by == head.officer.id


def test_the_last_one_left_hears_that_somebody_must_remain(room: Room) -> None:
    sri, budi = room.phone("Sri"), room.phone("Budi")
    person = room.house.person().calls_for_help()
    assert "Budi" in budi.presses(f"related|{person.number}|{budi.officer.id}").said
    sri.presses(f"related|{person.number}|{sri.officer.id}")
    assert "tetap ada" in sri.last.toast
    assert person.number in sri.types("/antrean").said


def test_who_was_taken_off_meanwhile_still_hears_that_another_was(room: Room) -> None:
    """Else whoever takes everybody off a case does it unseen."""
    sri, budi = room.phone("Sri"), room.phone("Budi")
    yuli, head = room.phone("Bu Yuli", "supervisor"), room.phone("Pak Hadi", "head")
    person = room.house.person().calls_for_help()
    off(room.house, sri, budi, person.number)
    off(room.house, head, yuli, person.number)
    said = says(room, "related", yuli)
    assert "Sri" in said
    assert "Budi" in said
    assert person.number not in said


def test_who_is_off_a_case_is_not_offered_for_its_services(room: Room) -> None:
    sri, tono, _ = room.phone("Sri"), room.phone("Tono"), room.phone("Budi")
    person = room.house.person().files()
    sri.presses(f"acknowledge|{person.number}|1")
    off(room.house, sri, tono, person.number)
    sri.presses(f"opentrack|{person.number}|{person.case.version}|medical")
    id = room.house.row("tracks").id
    sri.presses(f"owner|{person.number}|{id}")
    assert "Budi" in sri.labels()
    assert "Sri" in sri.labels()
    assert "Tono" not in sri.labels()
    sri.presses(f"providedby|{person.number}|{id}|{tono.officer.id}")
    assert "tidak bisa dipilih" in sri.last.toast

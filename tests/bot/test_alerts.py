"""What an alert or a word about a case says later: when it was sealed away, or whoever got it is off it or has left."""

from __future__ import annotations

from typing import Any

import pytest

from bot.duty.alerts import Alerts
from flows.wording import text
from storage import calling, decisions, ending, fanout, outbox, roster
from storage.outbox import Owed
from tests.bot.at_work import GROUP, Phone, Room
from tests.storage.telling import CLAIMED, Person
from tests.storage.test_agreeing import merges

ELSEWHERE = text("alert-elsewhere")


def due(room: Room) -> list[Owed]:
    return outbox.claim(room.house.db, "duty", room.house.clock, CLAIMED, 50)


def spreads(room: Room, *kinds: str) -> list[Owed]:
    """What is owed to the desk is owed to each chat now; gives the rows of these kinds that came of it."""
    rows = due(room)
    for owed in rows:
        if owed.destination == "desk" and owed.kind != "taken":
            with room.house.db.writing() as conn:
                fanout.spread(conn, owed, room.house.office, room.house.clock, has_group=True)
        elif owed.destination == "desk":
            with room.house.db.writing() as conn:
                outbox.paid(conn, owed.id, room.house.clock)
    return [owed for owed in due(room) if owed.kind in kinds]


def alerts_stand(room: Room, *people: Phone) -> None:
    """The alerts are sent, and it is known which messages they became."""
    chats = {f"officer:{one.officer.id}": one.officer.telegram_id for one in people}
    for owed in spreads(room, "alert"):
        with room.house.db.writing() as conn:
            fanout.remember_message(conn, owed, chats.get(owed.destination, GROUP), 5)
            outbox.paid(conn, owed.id, room.house.clock)


def edits(room: Room) -> dict[int, tuple[str, bool]]:
    """What the alerts in each chat say now, and whether they have buttons: as the newest edit that is owed has it."""
    taken = [owed for owed in due(room) if owed.kind == "taken"]
    assert taken, "no edit is owed"
    shown = alerts(room).shown(taken[-1])
    return {chat: (said, keys is not None) for chat, _, said, keys in shown}


def alerts(room: Room) -> Alerts:
    return Alerts(room.house.db, room.house.desk_keys, room.house.office)


def seals(person: Person) -> None:
    """Whoever called for help says that somebody at the office must not read it."""
    person.taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.some")
    assert person.case.sealed_to == "escalation"


def test_alerts_of_a_case_sealed_later_name_nothing_but_to_its_holder(room: Room) -> None:
    sri, head = room.phone("Sri"), room.phone("Kepala Budi", "head")
    person = room.house.person().calls_for_help()
    alerts_stand(room, sri, head)
    seals(person)
    head.presses(f"acknowledge|{person.number}|{person.case.version}")
    said = edits(room)
    assert said[sri.officer.telegram_id] == (ELSEWHERE, False)
    assert said[GROUP] == (ELSEWHERE, False)
    assert person.number in said[head.officer.telegram_id][0]
    assert "Kepala Budi" in said[head.officer.telegram_id][0]


def test_the_alerts_of_what_was_merged_into_it_name_nothing_either(room: Room) -> None:
    sri, head = room.phone("Sri"), room.phone("Pak Hadi", "head")
    other = room.house.person(7_204_558_199).files()
    gone = other.number
    alerts_stand(room, sri, head)
    person = room.house.person().calls_for_help()
    merges(room.house, sri.officer, gone, person.number)
    due(room)
    room.house.passes(minutes=2)
    seals(person)
    sealed = [owed for owed in due(room) if owed.kind == "taken" and ".sealed." in owed.code]
    said = {chat: said for chat, _, said, _ in alerts(room).shown(sealed[-1])}
    assert said[sri.officer.telegram_id] == ELSEWHERE
    assert said[GROUP] == ELSEWHERE


@pytest.mark.parametrize("kind", ["second", "unhelped", "addition", "related", "alarm"])
def test_a_word_from_before_the_sealing_does_not_name_it_afterwards(room: Room, kind: str) -> None:
    sri, head = room.phone("Sri"), room.phone("Pak Hadi", "head")
    person = room.house.person().calls_for_help()
    sri.presses(f"acknowledge|{person.number}|1")
    with room.house.db.writing() as conn:
        for one in (sri, head):
            to = f"officer:{one.officer.id}"
            about = {"about": "desk.undelivered", "since": 1_790_000_000} if kind == "alarm" else {}
            detail = {"by": sri.officer.id, "officer": sri.officer.id, **about}
            code = f"{person.number}.{kind}1@{to}"
            given: dict[str, Any] = {"office_code": room.house.office.code, "case_id": person.case.id, "detail": detail}
            outbox.owe(conn, "duty", kind, to, code=code, due_at=room.house.clock, **given)
    with room.house.db.writing() as conn:
        calling.call_anew(conn, person.case, room.house.clock, sealed_to="escalation")
    rows = {owed.destination: owed for owed in due(room) if owed.kind == kind}
    said, keys = alerts(room).says(rows[f"officer:{sri.officer.id}"], room.house.clock)
    assert person.number not in said
    assert keys is None
    assert bool(said) == (kind == "related"), "only who was taken off is still told, without a number"


def test_a_question_to_a_second_person_is_not_asked_of_the_office_any_more(room: Room) -> None:
    sri, budi = room.phone("Sri"), room.phone("Budi")
    person = room.house.person().files().taps("saved", "life.no")
    sri.presses(f"acknowledge|{person.number}|1")
    ask = (person.number, "lower", "RENDAH", "hanya salah paham kecil", room.house.clock)
    room.house.desk(decisions.ask, room.house.desk_keys, sri.officer, *ask)
    (owed,) = spreads(room, "second")
    assert owed.destination == f"officer:{budi.officer.id}"
    assert person.number in alerts(room).says(owed, room.house.clock)[0]
    with room.house.db.writing() as conn:
        calling.call_anew(conn, person.case, room.house.clock, sealed_to="escalation")
    assert alerts(room).says(owed, room.house.clock) == ("", None)


@pytest.mark.parametrize(("agreed", "key"), [(True, "agreed"), (False, "declined")])
def test_whoever_asked_for_a_second_person_reads_what_was_decided(room: Room, agreed: bool, key: str) -> None:
    sri, budi = room.phone("Sri"), room.phone("Budi")
    person = room.house.person().files().taps("saved", "life.no")
    sri.presses(f"acknowledge|{person.number}|1")
    house = room.house
    ask = (person.number, "lower", "RENDAH", "hanya salah paham kecil", house.clock)
    id = house.desk(decisions.ask, house.desk_keys, sri.officer, *ask)
    due(room)
    house.desk(decisions.decide, house.desk_keys, house.office, budi.officer, person.number, id, agreed, house.clock)
    (owed,) = spreads(room, "second")
    assert owed.destination == f"officer:{sri.officer.id}"
    said, keys = alerts(room).says(owed, house.clock)
    assert said == text(f"desk-notice-second-{key}-lower", number=person.number)
    assert keys is not None, "*Tindak lanjut* is one tap away"


def test_alerts_in_chats_show_the_lowered_urgency_and_the_ending(room: Room) -> None:
    """What two people signed stands where everybody looks, not only in the queue."""
    sri, budi = room.phone("Sri"), room.phone("Budi")
    house, person = room.house, room.house.person().calls_for_help()
    alerts_stand(room, sri, budi)
    sri.presses(f"acknowledge|{person.number}|1")
    keys, number = house.desk_keys, person.number
    ask = (number, "lower", "SEDANG", "hanya salah paham kecil", house.clock)
    id = house.desk(decisions.ask, keys, sri.officer, *ask)
    due(room)
    house.desk(decisions.decide, keys, house.office, budi.officer, number, id, True, house.clock)
    for said, _ in edits(room).values():
        assert f"🟡 Laporan {number} · SEDANG" in said
    house.desk(ending.end, keys, house.office, sri.officer, number, ending.Ending("close", "mistake"), house.clock)
    shown = alerts(room).shown(next(owed for owed in reversed(due(room)) if owed.kind == "taken"))
    assert {said for _, _, said, _ in shown} == {text("alert-ended", number=number)}
    below = {chat: keys.inline_keyboard[0][0].callback_data.split("|")[0] for chat, *_, keys in shown if keys}
    assert below == {GROUP: "open", sri.officer.telegram_id: "follow", budi.officer.telegram_id: "follow"}
    for owed in due(room):
        house.desk(outbox.paid, owed.id, house.clock)
    house.passes(hours=1)
    person.writes("dia datang lagi")
    assert person.case.closed is None
    assert all("berakhir" not in said for said, _ in edits(room).values()), "it is open again, whoever is called"


def test_nothing_stands_in_the_chat_of_an_officer_who_was_ended(room: Room) -> None:
    sri, wati = room.phone("Sri"), room.phone("Wati")
    taken, waits = room.house.person(7_204_558_199).calls_for_help(), room.house.person().calls_for_help()
    alerts_stand(room, sri, wati)
    sri.presses(f"acknowledge|{taken.number}|1")
    due(room)
    room.house.passes(minutes=2)
    for owed in due(room):
        room.house.desk(outbox.paid, owed.id, room.house.clock)
    roster.end(room.house.db, room.house.office.code, wati.officer.telegram_id, room.house.clock)
    owed_now = {owed.case_id: owed for owed in due(room) if owed.kind == "taken"}
    assert set(owed_now) == {taken.case.id, waits.case.id}, "every open case's alert is edited"
    for person in (taken, waits):
        shown = alerts(room).shown(owed_now[person.case.id])
        said = {chat: (said, keys) for chat, _, said, keys in shown}
        assert said[wati.officer.telegram_id] == (ELSEWHERE, None)
        assert person.number in said[sri.officer.telegram_id][0]
    sri.presses(f"acknowledge|{waits.number}|1")
    assert edits(room)[wati.officer.telegram_id] == (ELSEWHERE, False), "nor does it come back with a later edit"

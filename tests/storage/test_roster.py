"""Who is on duty: added by the office, reached after /start, ended but not forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from storage import outbox, roster
from storage.database import savepoint
from storage.errors import AlreadyOnRoster, NotAnOfficer, NotOnRoster, StorageError
from storage.tables import Row
from tests.storage.rows import put_case

_cases = Row.metadata.tables["cases"]


@pytest.fixture
def sri(database, now):
    return roster.add(database, "blora", 501, "Sri Wahyuni", "officer", now)


def _on_duty(database, *roles):
    with database.reading() as conn:
        return [officer.name for officer in roster.on_duty(conn, "blora", *roles)]


def _start(database, telegram_id, now):
    with database.writing() as conn:
        return roster.mark_started(conn, "blora", telegram_id, now)


def test_an_officer_is_on_duty_after_pressing_start(database, sri, now):
    assert sri.id is not None
    assert _on_duty(database) == []
    assert _start(database, 501, now).started_at == now
    assert _on_duty(database) == ["Sri Wahyuni"]
    _start(database, 501, now + timedelta(days=1))
    assert roster.everyone(database, "blora")[0].started_at == now


def test_who_came_and_who_went_stands_in_the_chain(house):
    sri = house.officer("Sri", "head")
    roster.end(house.db, house.office.code, sri.telegram_id, house.clock)
    entries = [(row.actor, row.action) for row in house.rows("audit")]
    assert entries == [(f"officer:{sri.id}", "joined.head"), (f"officer:{sri.id}", "left")]


def test_whoever_blocks_the_bot_is_not_reached_until_they_come_back(database, sri, now):
    _start(database, 501, now)
    with database.writing() as conn:
        roster.mark_unreachable(conn, "blora", 501)
    assert _on_duty(database) == []
    _start(database, 501, now)
    assert _on_duty(database) == ["Sri Wahyuni"]


def test_a_mark_inside_a_savepoint_stays(database, sri, now):
    with database.writing() as conn, savepoint(conn):
        roster.mark_started(conn, "blora", 501, now)
        assert roster.officer_by_telegram(conn, "blora", 501).started_at == now
    assert _on_duty(database) == ["Sri Wahyuni"]


def test_roles_are_found(database, now):
    for telegram_id, name, role in ((1, "Sri", "officer"), (2, "Budi", "supervisor"), (3, "Ani", "head")):
        roster.add(database, "blora", telegram_id, name, role, now)
        _start(database, telegram_id, now)
    assert _on_duty(database) == ["Sri", "Budi", "Ani"]
    assert _on_duty(database, "supervisor", "head") == ["Budi", "Ani"]


def test_whoever_left_is_nobody_here_but_stays_in_the_list(database, sri, now):
    _start(database, 501, now)
    with database.writing() as conn:
        case_id = put_case(conn)
    with database.orm() as session:
        officer = session.merge(sri)
        officer.replying_to, officer.replying_since = case_id, now
    left = roster.end(database, "blora", 501, now + timedelta(days=1))
    assert left.ended_at == now + timedelta(days=1)
    assert left.replying_to is None
    assert _on_duty(database) == []
    with database.reading() as conn:
        assert roster.officer_by_telegram(conn, "blora", 501) is None
    assert roster.everyone(database, "blora") == []
    assert [officer.name for officer in roster.everyone(database, "blora", ended=True)] == ["Sri Wahyuni"]
    again = roster.add(database, "blora", 501, "Sri Wahyuni", "head", now + timedelta(days=2))
    assert again.id != left.id


def test_whoever_leaves_hands_over_what_they_had(house):
    sri, budi = house.officer("Sri"), house.officer("Budi")
    people = [house.person(8_000_000_000 + n).calls_for_help() for n in range(4)]
    theirs, closed, others, _ = people
    for person, officer in ((theirs, sri), (closed, sri), (others, budi)):
        house.acknowledges(officer, person.number)
    with house.db.writing() as conn:
        conn.execute(update(_cases).where(_cases.c.number == closed.number).values(closed=house.clock))
        for officer in (sri, budi):
            outbox.owe(
                conn, "duty", "wipe", f"officer:{officer.id}", code=f"wipe.{officer.id}.7",
                due_at=house.clock + timedelta(minutes=10), waits=True, office_code="x",
                detail={"chat": 1, "message": 7},
            )  # fmt: skip
    house.delivers()
    before = {row.number: row for row in house.rows("cases")}
    roster.end(house.db, house.office.code, sri.telegram_id, house.clock)
    after = {row.number: row for row in house.rows("cases")}
    assert [number for number in before if before[number] != after[number]] == [theirs.number]
    case = after[theirs.number]
    assert (case.acknowledged_by, case.acknowledged_at, case.state, case.raises, case.version) == (
        None, None, "baru", 1, before[theirs.number].version + 1,
    )  # fmt: skip
    entries = [(row.actor, row.action, row.case_number) for row in house.rows("audit")[-2:]]
    assert entries == [("roster", "called anew", theirs.number), (f"officer:{sri.id}", "left", None)]
    sent = house.delivers()
    assert [(kind, to) for kind, to, code in sent if kind != "wipe"] == [
        ("alert", "group"), ("alert", f"officer:{budi.id}"),
    ]  # fmt: skip
    assert [to for kind, to, _ in sent if kind == "wipe"] == [f"officer:{sri.id}"]


def test_leaving_that_breaks_half_way_has_not_happened(house, monkeypatch):
    sri = house.officer("Sri")
    person = house.person().calls_for_help()
    house.acknowledges(sri, person.number)
    monkeypatch.setattr(roster.outbox, "hurry", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        roster.end(house.db, house.office.code, sri.telegram_id, house.clock)
    assert house.again(sri) is not None
    assert person.case.acknowledged_by == sri.id


def test_an_officer_is_found_by_telegram_id(database, sri):
    with database.reading() as conn:
        assert roster.officer_by_telegram(conn, "blora", 501).name == "Sri Wahyuni"
        assert roster.officer_by_telegram(conn, "blora", 502) is None


def test_offices_do_not_see_each_others_officers(database, sri, now):
    there = roster.add(database, "rembang", 501, "Sri Wahyuni", "officer", now)
    with database.writing() as conn:
        assert roster.mark_started(conn, "rembang", 501, now).id == there.id
        assert roster.officer_by_telegram(conn, "blora", 501).id == sri.id
    assert _on_duty(database) == []
    assert len(roster.everyone(database, "blora")) == len(roster.everyone(database, "rembang")) == 1
    with pytest.raises(NotOnRoster, match="tidak ada"):
        roster.end(database, "blora", 999, now)


@pytest.mark.parametrize(
    ("telegram_id", "name", "role", "sentence"),
    [
        (502, "Budi", "admin", "Peran"),
        (0, "Budi", "officer", "bilangan positif"),
        (-5, "Budi", "officer", "bilangan positif"),
        (2**63, "Budi", "officer", "bilangan positif"),
        (502, "   ", "officer", "Nama petugas"),
        (502, "B" * 81, "officer", "Nama petugas"),
        (502, "Budi\u202e", "officer", "Nama petugas"),
    ],
)
def test_what_does_not_describe_an_officer_is_refused_kindly(database, now, telegram_id, name, role, sentence):
    with pytest.raises(NotAnOfficer, match=sentence) as refused:
        roster.add(database, "blora", telegram_id, name, role, now)
    assert isinstance(refused.value, StorageError)
    assert roster.add(database, "blora", 502, "  Budi   Santoso ", "officer", now).name == "Budi Santoso"


def test_nobody_is_added_twice(database, sri, now):
    with pytest.raises(AlreadyOnRoster, match="sudah ada"):
        roster.add(database, "blora", 501, "Sri W", "head", now)


def test_a_stranger_cannot_be_marked(database, now):
    with pytest.raises(NotOnRoster), database.writing() as conn:
        roster.mark_started(conn, "blora", 999, now)
    with pytest.raises(NotOnRoster, match="Nobody on the roster"), database.writing() as conn:
        roster.mark_unreachable(conn, "blora", 999)


def test_an_officer_prints_neither_name_nor_telegram_id(sri):
    assert "Sri" not in repr(sri)
    assert "501" not in repr(sri)

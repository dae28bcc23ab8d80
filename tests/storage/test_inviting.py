"""A code puts one person on the roster, once, within a day; nobody gives away more than they are."""

import re
from datetime import timedelta

import pytest

from storage import inviting, roster
from storage.errors import AlreadyOnRoster, NotAnOfficer


def code_for(house, name="Wati", role="officer", by=None):
    return house.desk(inviting.invite, house.office.code, name, role, house.clock, by=by)


def joins(house, code, telegram_id=99_887_766):
    return house.desk(inviting.join, house.office.code, telegram_id, code, house.clock)


def test_whoever_sends_the_code_is_on_the_roster_and_can_be_woken(house):
    head = house.officer("Pak Hadi", "head")
    code = code_for(house, by=head)
    assert re.fullmatch(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){2}", code)
    wati = joins(house, f" {code.lower()} ")
    assert (wati.name, wati.role, wati.reachable) == ("Wati", "officer", True)
    assert wati.started_at == house.clock
    assert house.rows("outbox", kind="joined")[0].destination == f"officer:{head.id}"
    assert [row.action for row in house.rows("audit")] == ["joined.head", "invited.officer", "joined.officer"]
    assert joins(house, code, 55_555) is None, "once"


def test_only_its_digest_is_kept(house):
    code = code_for(house)
    assert house.holds(code.encode(), code.replace("-", "").encode()) == []


def test_a_code_ends_after_a_day_and_belongs_to_its_office(house):
    code = code_for(house)
    assert house.desk(inviting.join, "35.22", 99_887_766, code, house.clock) is None
    house.clock += inviting.LASTS - timedelta(seconds=1)
    with house.db.reading() as conn:
        assert inviting.open_invitations(conn, house.office.code, house.clock) == 1
    house.passes(seconds=1)
    assert joins(house, code) is None
    assert house.rows("officers") == []


@pytest.mark.parametrize("typed", ["", "AAAA", "'; DROP TABLE officers", "🌧" * 12, "A" * 4000])
def test_whatever_else_is_typed_is_no_code(house, typed):
    code_for(house)
    assert joins(house, typed) is None


def test_nobody_invites_above_themselves(house):
    officer, supervisor, head = house.officer("Sri"), house.officer("Yuli", "supervisor"), house.officer("Hadi", "head")
    for by, role in ((officer, "officer"), (supervisor, "head")):
        with pytest.raises(NotAnOfficer):
            code_for(house, role=role, by=by)
    assert house.rows("invitations") == []
    code_for(house, role="supervisor", by=supervisor)
    code_for(house, role="head", by=head)


def test_who_is_on_the_roster_already_uses_up_no_code(house):
    sri, code = house.officer("Sri"), code_for(house)
    with pytest.raises(AlreadyOnRoster):
        joins(house, code, sri.telegram_id)
    assert joins(house, code).name == "Wati"


def test_whoever_was_ended_does_not_walk_back_in_with_a_code_they_kept(house):
    house.officer("Pak Hadi", "head")
    ex = house.officer("Yuli", "supervisor")
    kept, elsewhere = code_for(house, "Cadangan", "supervisor", by=ex), code_for(house, "Wati")
    house.desk(inviting.invite, "35.22", "Joko", "officer", house.clock)
    roster.end(house.db, house.office.code, ex.telegram_id, house.clock)
    assert joins(house, kept, ex.telegram_id) is None
    assert joins(house, elsewhere) is None, "nobody knows to whom a code was passed on"
    assert house.again(ex) is None
    with house.db.reading() as conn:
        assert inviting.open_invitations(conn, house.office.code, house.clock) == 0
        assert inviting.open_invitations(conn, "35.22", house.clock) == 1, "another office's stays good"
    assert joins(house, code_for(house)).name == "Wati", "a new one is soon made"

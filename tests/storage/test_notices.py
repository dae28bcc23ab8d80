"""A call is owed to what an office switched on, too; to nobody of it when the case is sealed away."""

from datetime import timedelta

import pytest

from flows.office import Office
from storage import notices, outbox

KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
MAIL = {"to": ["a@x.id", "b@x.id"], "from": "w@x.id", "host": "mail.x.id"}
SMS = {"to": ["6281200000001"], "url": "https://sms.x.id"}
PRIMERO = {"url": "https://primero.x.id", "user": "w", "fields": {"filed": "date_of_first_report"}}
ALL = {"mail": MAIL, "webhook": {"url": "https://x.id", "key": KEY}, "sms": SMS, "primero": PRIMERO}


@pytest.fixture
def switched_on(house):
    house.office = Office.model_validate(house.office.model_dump(by_alias=True, exclude_none=True) | ALL)
    house.officer("Sri")
    return house


def _outside(house):
    rows = house.rows("outbox")
    return [(row.kind, row.destination, row.code) for row in rows if row.kind in ("called", "added")]


def test_each_destination_gets_a_row_of_its_own(switched_on):
    number = switched_on.person().calls_for_help().number
    switched_on.delivers()
    assert _outside(switched_on) == [
        ("called", "mail:1", f"{number}.0/mail:1"),
        ("called", "mail:2", f"{number}.0/mail:2"),
        ("called", "sms:1", f"{number}.0/sms:1"),
        ("called", "webhook", f"{number}.0/webhook"),
        ("called", "primero", f"{number}/primero"),
    ]


def test_what_is_off_is_owed_nothing(house):
    house.officer("Sri")
    house.person().calls_for_help()
    house.delivers()
    assert _outside(house) == []


def test_people_are_called_again_and_other_systems_are_not(switched_on):
    number = switched_on.person().calls_for_help().number
    switched_on.delivers()
    before = _outside(switched_on)
    switched_on.passes(minutes=switched_on.office.ladder["DARURAT"])
    switched_on.delivers()
    assert _outside(switched_on)[len(before) :] == [
        ("called", name, f"{number}.0.r1/{name}") for name in ("mail:1", "mail:2", "sms:1")
    ]


def test_a_call_that_reached_nobody_and_is_made_again_is_one_for_other_systems(switched_on):
    number = switched_on.person().calls_for_help().number
    switched_on.delivers()
    case = switched_on.row("cases")
    with switched_on.db.writing() as conn:
        outbox.owe(
            conn,
            "duty",
            "alert",
            "desk",
            code=f"{number}.0.again7",
            due_at=switched_on.clock,
            office_code=case.office_code,
            case_id=case.id,
        )
    switched_on.delivers()
    codes = [code for _, _, code in _outside(switched_on)]
    assert codes.count(f"{number}.0/webhook") == 1
    assert f"{number}.0.again7/mail:1" in codes
    assert len(codes) == len(set(codes))


def test_a_sealed_case_is_owed_to_none_of_them_at_any_rung(switched_on):
    switched_on.officer("Kepala", "head")
    switched_on.person().files(insider="insider.some")
    for _ in range(3):
        switched_on.delivers()
        switched_on.passes(days=2)
    assert switched_on.row("cases").sealed_to == "escalation"
    assert len(switched_on.codes("alert", "desk")) == 1
    assert _outside(switched_on) == []


def test_a_case_that_is_sealed_away_later_is_not_spoken_of_any_more(switched_on):
    switched_on.person().files()
    switched_on.delivers()
    owed = outbox.claim(switched_on.db, "duty", switched_on.clock + timedelta(1), 60.0, 50)
    row = next((one for one in owed if one.destination == "mail:1"), None) or _claimed(switched_on, "mail:1")
    with switched_on.db.reading() as conn:
        assert notices.read(conn, switched_on.desk_keys, row) is not None
    switched_on.change("cases", sealed_to="escalation")
    with switched_on.db.reading() as conn:
        assert notices.read(conn, switched_on.desk_keys, row) is None
        assert notices.read_data(conn, switched_on.desk_keys, row) is None


def _claimed(house, destination):
    row = house.row("outbox", destination=destination)
    return outbox.Owed(
        row.id, row.side, row.office_code, row.kind, row.destination, row.code, row.due_at, 1, 0, row.case_id, None,
        None, row.detail,
    )  # fmt: skip


def test_a_notice_waits_until_somebody_has_the_case_or_a_later_call_went_out(switched_on):
    officer = switched_on.officer("Budi")
    number = switched_on.person().calls_for_help().number
    switched_on.delivers()
    row = _claimed(switched_on, "mail:1")

    def waits():
        with switched_on.db.reading() as conn:
            return notices.read(conn, switched_on.desk_keys, row).waits

    assert waits()
    switched_on.change("cases", raises=1)
    assert not waits()
    switched_on.change("cases", raises=0)
    switched_on.acknowledges(officer, number)
    assert not waits()


def test_rows_for_others_hold_no_address(switched_on):
    switched_on.person().calls_for_help()
    switched_on.delivers()
    assert switched_on.holds(b"a@x.id", b"6281200000001", b"mail.x.id") == []

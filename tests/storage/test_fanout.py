"""What is owed to the desk reaches the group and every officer who can be reached, until somebody has taken it."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from storage import fanout, outbox, roster


@pytest.fixture
def officers(house):
    """Two who can be written to, and three who cannot."""
    sri, budi = house.officer("Sri"), house.officer("Budi", "supervisor")
    house.officer("Belum mulai", started=False)
    ended, blocked = house.officer("Sudah pergi"), house.officer("Memblokir bot")
    roster.end(house.db, house.office.code, ended.telegram_id, house.clock)
    house.desk(roster.mark_unreachable, blocked.office_code, blocked.telegram_id)
    return sri, budi


def _to(sent, kind):
    return [destination for what, destination, _ in sent if what == kind]


def _names(officers):
    return [f"officer:{officer.id}" for officer in officers]


def test_an_alert_goes_to_the_group_and_to_everybody_who_can_be_reached(house, officers):
    person = house.person().files()
    sent = house.delivers()
    assert _to(sent, "alert") == ["group", *_names(officers)]
    assert {code.split("@")[0] for _, _, code in sent} == {f"{person.number}.0"}
    assert {row.office_code for row in house.rows("outbox")} == {house.office.code}
    assert house.delivers() == []


def test_without_a_group_it_goes_to_the_officers(house, officers):
    house.person().files()
    assert _to(house.delivers(has_group=False), "alert") == _names(officers)


def test_with_nobody_to_tell_it_stays_owed_until_somebody_comes(house):
    person = house.person().calls_for_help()
    assert _to(house.delivers(has_group=False), "nobody") == ["desk"]
    assert len(house.rows("outbox")) == 1
    officer = house.officer("Sri")
    house.passes(seconds=16)
    assert house.delivers(has_group=False) == [
        ("alert", f"officer:{officer.id}", f"{person.number}.0@officer:{officer.id}")
    ]


def test_it_is_called_out_again_until_somebody_takes_it(house, officers):
    person = house.person().calls_for_help()
    number, every = person.number, house.office.ladder["DARURAT"]
    house.delivers()
    for turn in (1, 2, 3):
        house.passes(minutes=every, seconds=-1)
        assert house.delivers() == []
        house.passes(seconds=1)
        sent = house.delivers()
        assert _to(sent, "alert") == ["group", *_names(officers)]
        assert {code.split("@")[0] for _, _, code in sent} == {f"{number}.0.r{turn}"}
    house.acknowledges(officers[0], number)
    house.change("cases", acted_at=house.clock)
    house.passes(hours=1)
    assert [kind for kind, *_ in house.delivers()] == ["taken"]
    assert not [row for row in house.rows("outbox") if row.done_hour is None]


def test_each_urgency_has_its_own_patience(house, officers):
    house.person().files()
    house.delivers()
    house.passes(minutes=house.office.ladder["SEDANG"] - 1)
    assert house.delivers() == []
    house.passes(minutes=1)
    assert house.delivers()


def test_a_reminder_too_waits_for_somebody_to_tell(house):
    officer = house.officer("Sri")
    house.person().calls_for_help()
    house.delivers(has_group=False)
    roster.end(house.db, house.office.code, officer.telegram_id, house.clock)
    house.passes(minutes=6)
    assert _to(house.delivers(has_group=False), "nobody") == ["desk"]
    other = house.officer("Budi")
    house.passes(seconds=16)
    assert _to(house.delivers(has_group=False), "alert") == [f"officer:{other.id}"]


def test_a_closed_case_is_not_called_out_again(house, officers):
    house.person().calls_for_help()
    house.delivers()
    house.change("cases", closed=house.clock)
    house.passes(minutes=6)
    assert house.delivers() == []


def test_a_raise_has_a_chain_of_its_own(house, officers):
    person = house.person().files().taps("saved", "life.no")
    house.delivers()
    person.adds("danger", "danger.weapon", "done")
    number = person.number
    house.passes(minutes=1)
    assert {code.split("@")[0] for kind, _, code in house.delivers() if kind == "alert"} == {f"{number}.1"}
    house.passes(minutes=house.office.ladder["DARURAT"])
    assert {code.split("@")[0] for _, _, code in house.delivers()} == {f"{number}.1.r1"}
    house.passes(hours=7)
    codes = {code.split("@")[0] for _, _, code in house.delivers()}
    assert codes == {f"{number}.1.r2", f"{number}.1.r6"}


def test_an_alert_from_before_a_raise_is_settled_untold(house, officers):
    """The desk could not be reached for a while; then its newest call is enough, and the rung that was passed."""
    person = house.person().files().taps("saved", "life.no").adds("danger", "danger.weapon", "done")
    assert house.codes("alert") == [f"{person.number}.0", f"{person.number}.1"]
    house.passes(hours=7)
    sent = house.delivers()
    codes = {code.split("@")[0] for kind, _, code in sent if kind == "alert"}
    assert codes == {f"{person.number}.1", f"{person.number}.1.r6"}


def test_only_the_last_of_several_calls_to_one_chat_is_told(house, officers):
    person = house.person().calls_for_help()
    for _ in range(3):  # each time it is spread, and nothing goes out
        while rows := [one for one in outbox.claim(house.db, "duty", house.clock, 60, 50) if one.destination == "desk"]:
            for owed in rows:
                with house.db.writing() as conn:
                    fanout.spread(conn, owed, house.office, house.clock, has_group=True)
        house.passes(minutes=5)
    waiting = [one for one in outbox.claim(house.db, "duty", house.clock, 60, 50) if one.destination == "group"]
    with house.db.reading() as conn:
        told = [one.code for one in waiting if not fanout.is_overtaken(conn, one)]
    assert [one.code for one in waiting] == [f"{person.number}.0{call}@group" for call in ("", ".r1", ".r2")]
    assert told == [f"{person.number}.0.r2@group"]


def test_a_reminder_about_a_case_that_is_gone_is_settled(house, officers):
    house.person().calls_for_help()
    house.delivers()
    with house.db.writing() as conn:
        conn.execute(text("UPDATE outbox SET case_id = NULL"))
    house.passes(minutes=6)
    assert house.delivers() == []
    assert not [row for row in house.rows("outbox") if row.done_hour is None]


@pytest.mark.parametrize("reminded", [0, 2])
def test_an_alert_that_reached_nobody_is_spread_anew(house, officers, reminded):
    """The last one who could be told blocked the bot: its alert is owed to the desk again, under a code of its own."""
    person = house.person().calls_for_help()
    house.delivers()
    for _ in range(reminded):
        house.passes(minutes=5)
        house.delivers()
    code = f"{person.number}.0" + (f".r{reminded}" if reminded else "")
    with house.db.writing() as conn:
        outbox.owe(
            conn, "duty", "alert", "desk", code=f"{code}.again17", due_at=house.clock,
            office_code=house.office.code, case_id=person.case.id,
        )  # fmt: skip
    sent = house.delivers()
    assert _to(sent, "alert") == ["group", *_names(officers)]
    for turn in (reminded + 1, reminded + 2):
        house.passes(minutes=5)
        again = house.delivers()
        assert {code for _, _, code in again} == {
            f"{person.number}.0.r{turn}@{destination}" for destination in ("group", *_names(officers))
        }


def test_an_addition_goes_to_whoever_has_the_case(house, officers):
    sri, budi = officers
    person = house.person().files().taps("saved")
    house.delivers()
    person.writes("satu")
    house.passes(seconds=4)
    assert _to(house.delivers(), "addition") == ["group", *_names(officers)]
    house.acknowledges(budi, person.number)
    person.writes("dua")
    house.passes(seconds=4)
    assert _to(house.delivers(), "addition") == [f"officer:{budi.id}"]
    house.desk(roster.mark_unreachable, budi.office_code, budi.telegram_id)
    person.writes("tiga")
    house.passes(seconds=4)
    assert _to(house.delivers(), "addition") == ["group", f"officer:{sri.id}"]


def test_what_is_sealed_away_goes_to_its_holder_alone(house, officers):
    head = house.officer("Bu Kepala", "head")
    person = house.person().files(insider="insider.some").taps("saved", "life.no")
    assert house.delivers() == [("alert", f"officer:{head.id}", f"{person.number}.0@officer:{head.id}")]
    person.writes("lagi")
    house.passes(minutes=2)
    assert {destination for _, destination, _ in house.delivers()} == {f"officer:{head.id}"}
    house.passes(hours=2)
    assert _to(house.delivers(), "alert") == [f"officer:{head.id}"]


def test_when_its_holder_cannot_be_reached_the_group_hears_only_that(house, officers):
    house.person().files(insider="insider.some")
    assert [(kind, destination) for kind, destination, _ in house.delivers()] == [("sealed", "group")]
    head = house.officer("Bu Kepala", "head")
    house.passes(hours=2)
    assert [(kind, destination) for kind, destination, _ in house.delivers()] == [("alert", f"officer:{head.id}")]


def test_without_holder_and_group_it_stays_owed(house, officers):
    house.person().files(insider="insider.some")
    assert _to(house.delivers(has_group=False), "nobody") == ["desk"]


def test_the_office_file_names_the_holder(house, officers):
    supervisor = officers[1]
    house.office = house.office.model_copy(update={"escalation": type(house.office.escalation)(holder="supervisor")})
    house.person().files(insider="insider.some")
    assert _to(house.delivers(), "alert") == [f"officer:{supervisor.id}"]


def test_trouble_is_told_to_everybody(house, officers):
    house.turns.raise_alarm("telegram.401", house.clock)
    assert _to(house.delivers(), "alarm") == ["group", *_names(officers)]
    alarms = [row for row in house.rows("outbox") if row.destination != "desk"]
    assert {row.detail["about"] for row in alarms} == {"telegram.401"}


def test_spreading_that_breaks_half_way_has_not_happened(house, officers, monkeypatch):
    house.person().files()
    (owed,) = outbox.claim(house.db, "duty", house.clock, 60, 10)
    before = house.rows("outbox")
    monkeypatch.setattr(fanout, "_remind_later", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError), house.db.writing() as conn:
        fanout.spread(conn, owed, house.office, house.clock, has_group=True)
    assert house.rows("outbox") == before


def test_spread_twice_is_told_once(house, officers):
    """Its dispatcher died between spreading and being told so: the codes are the same."""
    house.person().files()
    (owed,) = outbox.claim(house.db, "duty", house.clock, 60, 10)
    for _ in range(2):
        with house.db.writing() as conn:
            assert fanout.spread(conn, owed, house.office, house.clock, has_group=True) == 3
    assert len(house.rows("outbox")) == 1 + 3 + 1


def test_a_group_that_grew_is_found_under_its_new_id(house):
    with house.db.writing() as conn:
        assert fanout.desk_chat(conn, house.office.code, -100) == -100
        assert fanout.desk_chat(conn, house.office.code, None) is None
        for moved in (-1_001_234_567_890, -1_009_876_543_210):
            fanout.desk_moved(conn, house.office.code, moved)
            assert fanout.desk_chat(conn, house.office.code, -100) == moved
        assert fanout.desk_chat(conn, "35.22", -7) == -7


def test_an_alert_remembers_its_message(house, officers):
    person = house.person().files()
    house.delivers()
    with house.db.writing() as conn:
        (row,) = house.rows("outbox", code=f"{person.number}.0@group")
        fanout.remember_message(conn, row, -100, 41)
        assert fanout.alerts_sent(conn, person.case.id) == [(-100, 41, "group", row.code)]
        assert fanout.case_of(conn, row).number == person.number
        assert house.clock - row.due_at < timedelta(hours=1)


def _unheard(house, kind):
    """Every row of this kind meets a closed door, as the desk's delivery notes it."""
    for owed in outbox.claim(house.db, "duty", house.clock, 20, 50):
        with house.db.writing() as conn:
            if owed.destination == "desk":
                fanout.spread(conn, owed, house.office, house.clock, has_group=False)
            elif owed.kind == kind:
                outbox.drop(conn, owed.id, house.clock, fanout.OUT_OF_REACH)
                fanout.call_others(conn, owed, house.clock, house.clock)


def test_what_is_added_reaches_the_others_when_its_owner_cannot_be_reached(house):
    sri, budi = house.officer("Sri"), house.officer("Budi")
    person = house.person().files().taps("saved", "life.no")
    house.delivers()
    house.acknowledges(sri, person.number)
    person.writes("dia datang lagi")
    house.passes(minutes=2)
    _unheard(house, "addition")
    house.desk(roster.mark_unreachable, sri.office_code, sri.telegram_id)
    _unheard(house, "addition")
    assert _to(house.delivers(has_group=False), "addition") == [f"officer:{budi.id}"]


def test_an_alert_that_somebody_else_got_is_not_owed_twice(house, officers):
    house.person().files()
    house.delivers()
    owed = next(row for row in house.rows("outbox", kind="alert") if row.destination != "desk")
    with house.db.writing() as conn:
        again = fanout.call_others(conn, _as_owed(owed), house.clock, house.clock)
    assert again is False


def _as_owed(row):
    return outbox.Owed(
        row.id, row.side, row.office_code, row.kind, row.destination, row.code, row.due_at, 1, 0,
        row.case_id, None, None, {},
    )  # fmt: skip

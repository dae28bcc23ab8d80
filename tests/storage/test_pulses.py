"""Nothing falls silent unheard: pulses, what is not delivered, a clock that was set, and the morning's summary."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.watching import EVERY, Watch
from flows.desk.ladder import longest_wait
from storage import pulses, roster, shifts


class Machine:
    """Both processes' look-outs on one steady clock, beside the wall clock of the house."""

    def __init__(self, house):
        self.house, self.steady, self.alive = house, 1000.0, {"reporter", "duty"}
        self.start()

    def start(self):
        """Both begin anew, with nothing in memory."""
        self.watches = {
            side: Watch(
                self.house.db,
                side,
                (self.house.office,),
                {f"{side}-{part}": lambda: self.steady for part in ("listener", "dispatcher")},
                "its keys" if side == "duty" else "",
            )
            for side in ("reporter", "duty")
        }

    def passes(self, minutes):
        for _ in range(round(minutes * 60 / EVERY)):
            self.house.passes(seconds=EVERY)
            self.steady += EVERY
            for side in sorted(self.alive):
                self.watches[side].look(self.house.clock, self.steady)

    def alarms(self):
        return [row.detail["about"] for row in self.house.rows("outbox", kind="alarm", destination="desk")]


@pytest.fixture
def machine(house):
    return Machine(house)


def test_while_everything_works_nobody_is_alarmed(house, machine):
    house.officer("Sri")
    machine.passes(15)
    assert machine.alarms() == []
    with house.db.reading() as conn:
        found = pulses.standing(conn, house.office, house.clock)
    assert found.silent(house.clock) == ()
    assert found.is_well(house.clock)


def test_a_desk_that_works_shows_which_keys_it_holds(house, machine):
    """Who hands it a case seals to these and to no others."""
    machine.passes(2)
    with house.db.reading() as conn:
        assert pulses.keys_shown(conn, house.office.code, house.clock) == {"its keys"}
    machine.alive.discard("duty")
    machine.passes(4)
    with house.db.reading() as conn:
        assert pulses.keys_shown(conn, house.office.code, house.clock) == set()
        assert set(pulses.of(conn, house.office.code)) == set(pulses.PARTS)


def test_a_pulse_is_written_at_most_about_once_a_minute(house, machine):
    machine.passes(1)
    seen = {row.at for row in house.rows("pulses", part="duty-listener")}
    for _ in range(30):
        machine.passes(1 / 6)
        seen |= {row.at for row in house.rows("pulses", part="duty-listener")}
    assert 4 <= len(seen) <= 7


@pytest.mark.fault("N5")
def test_a_silent_reporters_bot_is_heard_of_within_four_minutes(house, machine):
    machine.passes(5)
    machine.alive.remove("reporter")
    machine.passes(2)
    assert machine.alarms() == []
    machine.passes(2)
    assert set(machine.alarms()) == {"reporter.silent", "reporter.stuck"}
    machine.passes(30)
    assert len(machine.alarms()) <= 4, "once an hour for each kind"


def test_a_reporters_bot_that_never_ran_is_silent_too(house, machine):
    machine.alive.remove("reporter")
    machine.passes(4)
    assert "reporter.silent" in machine.alarms()


def test_a_silent_desk_is_written_down_for_later_and_shouted_into_the_log(house, machine, caplog):
    machine.passes(5)
    machine.alive.remove("duty")
    machine.passes(4)
    assert set(machine.alarms()) == {"desk.silent"}
    assert [record for record in caplog.records if record.levelname == "CRITICAL"]


@pytest.mark.parametrize("step", [timedelta(days=-3), timedelta(days=3)])
@pytest.mark.fault("C1")
def test_a_clock_that_was_set_neither_hides_a_silence_nor_makes_one(house, machine, step):
    machine.passes(5)
    house.clock += step
    machine.passes(5)
    assert machine.alarms() == []
    machine.alive.remove("reporter")
    machine.passes(4)
    assert "reporter.silent" in machine.alarms()


def test_an_urgent_report_that_reaches_nobody_is_an_alarm(house, machine):
    house.person().calls_for_help()  # there is nobody to tell, and no group
    machine.passes(4)
    assert "desk.undelivered" not in machine.alarms()
    machine.passes(2)
    assert "desk.undelivered" in machine.alarms()


def test_a_report_that_can_wait_is_none(house, machine):
    house.person().files()
    machine.passes(20)
    assert "desk.undelivered" not in machine.alarms()


# -- the clock ---------------------------------------------------------------------------------------------------


def test_a_clock_set_back_delays_no_urgent_call(house):
    house.officer("Sri")
    house.person().calls_for_help()
    house.delivers()
    house.clock -= timedelta(days=2)
    with house.db.writing() as conn:
        assert pulses.mend_clock(conn, house.office.code, house.clock, longest_wait(house.office)) == 1
    sent = house.delivers()
    assert {code.split(".")[2].split("@")[0] for kind, _, code in sent if kind == "alert"} == {"r1"}
    house.passes(minutes=5)
    assert [code for kind, _, code in house.delivers() if kind == "alert"], "and the chain goes on from here"


def test_a_right_clock_is_left_alone(house):
    house.officer("Sri")
    house.person().calls_for_help()
    house.person(7_204_558_194).files()
    house.delivers()
    with house.db.writing() as conn:
        assert pulses.mend_clock(conn, house.office.code, house.clock, longest_wait(house.office)) == 0


# -- the morning -------------------------------------------------------------------------------------------------


def summaries(house):
    return [row.code.split(".")[1] for row in house.rows("outbox", kind="summary", destination="desk")]


def test_one_summary_a_day_over_restarts_and_days_without_us(house, machine):
    house.clock = datetime(2026, 11, 23, 0, 50, tzinfo=UTC)  # 07.50 in Blora
    machine.passes(5)
    assert summaries(house) == []
    machine.passes(10)
    for _ in range(3):
        machine.start()
        machine.passes(1)
    assert summaries(house) == ["2026-11-23"]
    house.clock = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)  # three days down, back at 14.00: late, and once
    machine.start()
    machine.passes(2)
    assert summaries(house) == ["2026-11-23", "2026-11-26"]


def test_it_goes_to_the_group_and_every_officers_chat_is_tried(house):
    sri, budi = house.officer("Sri"), house.officer("Budi")
    house.desk(roster.mark_unreachable, house.office.code, budi.telegram_id)
    assert house.desk(pulses.owe_summary, house.office, house.clock)
    assert [(kind, to) for kind, to, _ in house.delivers()] == [("probe", f"officer:{sri.id}"), ("summary", "group")]
    assert not house.desk(pulses.owe_summary, house.office, house.clock)


def test_it_counts_and_names_no_case(house):
    sri = house.officer("Sri")
    house.desk(shifts.take_day, house.office, sri, house.office.duty_day(house.clock), sri, 1, house.clock)
    person = house.person().files()
    house.person(7_204_558_194).files(insider="insider.some")
    house.acknowledges(sri, person.number)
    house.passes(hours=3)
    with house.db.reading() as conn:
        found = pulses.standing(conn, house.office, house.clock)
    assert (found.open, found.untaken, found.able, found.holder.names) == (2, 1, 1, ("Sri", ""))
    assert found.oldest_untaken is not None
    assert person.number not in repr(found)

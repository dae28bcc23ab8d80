"""Somebody stops half-way and may be in danger: the desk gets what was saved, once; they go on with the same case."""

from datetime import timedelta

import pytest

from flows.desk import card
from flows.events import AskedErasure
from storage import outbox
from storage.outbox import TryLater

HALF_WAY = ("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")


def stops(house, *instead, words="Dipukul.", acts=("act.hit",)):
    """Up to the acts, and then nothing more."""
    choices = [next((other for other in instead if other.split(".")[0] == tap.split(".")[0]), tap) for tap in HALF_WAY]
    person = house.person().starts().taps(*choices).writes(words)
    if person.step == "heard":
        person.taps("skip")
    return person.taps(*acts)


def due(house):
    return outbox.claim(house.sides["reporter"], "reporter", house.clock, 20.0, 50)


def passes_on(house):
    """What the reporters' dispatcher does with its rows."""
    rows = [row for row in due(house) if row.kind == "broken_off"]
    for row in rows:
        house.turns.pass_on(row, house.clock)
    return len(rows)


def waiting(house):
    return [row for row in house.rows("outbox", kind="broken_off") if row.done_hour is None]


def test_the_desk_gets_what_was_saved_and_reads_that_it_broke_off(house):
    person = stops(house)
    house.passes(hours=5, minutes=59)
    assert passes_on(house) == 0
    house.passes(minutes=2)
    assert passes_on(house) == 1
    case = person.case
    assert (case.urgency, case.state) == ("SEDANG", "baru")
    assert house.codes("alert") == [f"{case.number}.0"]
    told = card.card(
        case.number, case.urgency, [house.record(person.report_id)], house.office, house.clock, words=False, letters=0
    )
    assert "Terputus" in told
    assert "S09" in told
    assert "S01" in told


def test_what_broke_off_is_never_below_what_was_told(house):
    """A weapon named and a question left open: DARURAT after a quarter of an hour, not SEDANG after six."""
    person = stops(house, words="bapak bawa parang mau bunuh aku")
    house.passes(minutes=16)
    assert passes_on(house) == 1
    assert person.case.urgency == "DARURAT"


def test_a_report_without_danger_stays_in_the_draft(house):
    stops(house, words="mau tanya", acts=("act.other", "done", "other.ask"))
    assert not waiting(house)
    house.passes(days=3)
    assert passes_on(house) == 0
    assert not house.rows("cases")


@pytest.mark.parametrize("choice", ["saving.send", "skip"])
def test_without_consent_nothing_is_passed_on(house, choice):
    stops(house, choice) if choice != "skip" else house.person().starts().taps(
        "safety.no", "back", "safety.unsure", "privacy.yes", "skip", "who.self", "age.12_14", "insider.none"
    ).writes("Dipukul.").taps("act.hit")
    assert not house.rows("outbox", kind="broken_off")
    house.passes(days=3)
    assert passes_on(house) == 0
    assert not house.rows("cases")


def test_who_changes_to_only_when_i_send_is_not_passed_on(house):
    person = house.person().starts().taps("safety.unsure", "privacy.yes", "saving.go", "who.self")
    assert waiting(house)
    person.taps("back", "back", "saving.send")
    assert not waiting(house)
    house.passes(days=1)
    assert passes_on(house) == 0


def test_going_on_puts_it_off_and_sending_ends_it(house):
    person = stops(house)
    first = waiting(house)[0].due_at
    house.passes(minutes=30)
    person.taps("act.threatened")
    assert waiting(house)[0].due_at >= first + timedelta(minutes=30)
    assert len(waiting(house)) == 1
    person.taps("done", "when.30d", "33.16.05", "submit")
    assert not waiting(house)
    house.passes(days=1)
    assert passes_on(house) == 0
    assert len(house.rows("cases")) == 1


def test_a_row_that_was_claimed_a_moment_too_early_waits_on(house):
    person = stops(house)
    house.passes(hours=7)
    (row,) = [row for row in due(house) if row.kind == "broken_off"]
    person.starts().taps("resume", "act.threatened")
    with pytest.raises(TryLater):
        house.turns.pass_on(row, house.clock)
    assert not house.rows("cases")


def test_who_comes_back_goes_on_with_the_same_case_and_is_told_why_once(house):
    person = stops(house)
    house.passes(hours=7)
    passes_on(house)
    number = person.number
    person.starts()
    assert person.step == "welcome"
    assert "passed-on" not in person.lines  # a stranger may be looking
    person.taps("resume")
    assert person.step == "acts"
    assert "passed-on" in person.lines
    person.taps("done")
    assert "passed-on" not in person.lines
    person.taps("when.30d", "33.16.05", "submit")
    assert person.step == "filed"
    assert person.number == number
    assert len(house.rows("cases")) == 1
    assert person.case.urgency == "SEDANG"
    assert house.codes("addition")
    record = house.record(person.report_id)
    assert record["filed"]
    assert not card.merged([record])["broken_off"]
    actions = [row.action for row in house.rows("audit", case_number=number)]
    assert actions[0] == "passed on"
    assert "completed" in actions


def test_what_is_added_afterwards_may_raise_it(house):
    person = stops(house)
    house.passes(hours=7)
    passes_on(house)
    person.starts().taps("resume", "done", "when.now")
    assert person.case.urgency == "DARURAT"
    assert house.codes("alert") == [f"{person.number}.0", f"{person.number}.1"]


def test_a_call_for_help_that_was_not_finished_is_one(house):
    person = stops(house).taps("distress")
    assert person.step == "distress.where"
    house.passes(minutes=16)
    assert passes_on(house) == 1
    assert person.case.urgency == "DARURAT"
    assert house.record(person.report_id)["distress"]
    person.taps("33.16.05", "skip")  # and finishing it calls again, on the same case
    assert len(house.rows("cases")) == 1


def test_it_is_sealed_away_when_somebody_at_the_office_must_not_read_it(house):
    person = stops(house, "insider.some")
    house.passes(hours=7)
    passes_on(house)
    assert person.case.sealed_to == "escalation"
    assert house.record(person.report_id, house.holder_keys.escalation_key)["answers"]
    person.starts().taps("resume")
    assert "passed-on-sealed" in person.lines


def test_a_restart_changes_nothing(house):
    person = stops(house)
    house.restart()
    house.passes(hours=7)
    assert passes_on(house) == 1
    assert person.case.urgency == "SEDANG"


def test_after_a_power_cut_the_desk_still_gets_what_was_sealed_for_it(house):
    person = stops(house)
    report_id = person.report_id
    house.restart(power_cut=True)
    house.passes(hours=7)
    assert passes_on(house) == 1
    (case,) = house.rows("cases")
    assert case.urgency == "SEDANG"
    assert house.record(report_id)["answers"]["acts"] == ["act.hit"]
    assert house.row("reports", id=report_id).case_id == case.id


def test_who_came_back_after_a_power_cut_is_known_again(house):
    person = stops(house)
    house.passes(hours=7)
    passes_on(house)
    number = person.number
    house.restart(power_cut=True)
    person.starts().taps("resume").writes("masih takut")
    assert person.number == number
    assert person.step == "safety"
    records = [house.record(row.id) for row in house.rows("reports")]
    assert len(records) == 2
    assert card.merged(records)["broken_off"], "nobody called for help"
    person.taps("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none", "submit")
    assert person.number == number
    assert not card.merged([house.record(row.id) for row in house.rows("reports")])["broken_off"]


def test_a_new_beginning_does_not_bury_what_was_saved(house, sri):
    person = stops(house)
    first = person.report_id
    house.passes(hours=2)
    person.starts().taps("welcome.new", "safety.yes")
    house.passes(hours=6)
    assert passes_on(house) == 1
    (case,) = house.rows("cases")
    assert house.row("reports", id=first).case_id == case.id
    assert person.draft["earlier"] == [first]
    house.acknowledges(sri, case.number)
    house.replies(sri, case.number, "Halo, kami di sini.")
    person.starts()
    assert "open_news" in {button.id for row in person.screen.rows for button in row}


def test_it_happens_once_whoever_dies_in_between(house):
    stops(house)
    house.passes(hours=7)
    (row,) = [row for row in due(house) if row.kind == "broken_off"]
    house.turns.pass_on(row, house.clock)  # and then the process dies before it can mark the row
    house.passes(minutes=5)
    assert passes_on(house) == 0
    house.turns.pass_on(row, house.clock)
    assert len(house.rows("cases")) == 1
    assert len(house.codes("alert")) == 1


def test_nothing_half_done_stays_when_it_dies_on_the_way(house, monkeypatch):
    stops(house)
    house.passes(hours=7)
    (row,) = [row for row in due(house) if row.kind == "broken_off"]

    def dies(*args, **given):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "paid", dies)
        with pytest.raises(KeyboardInterrupt):
            house.turns.pass_on(row, house.clock)
    assert not house.rows("cases")
    house.passes(minutes=1)
    assert passes_on(house) == 1
    assert len(house.rows("cases")) == 1


def test_nothing_of_it_tells_who_it_was(house):
    person = stops(house)
    assert not house.holds(*person.traces())
    house.passes(hours=7)
    passes_on(house)
    assert not house.holds(*person.traces())
    (row,) = house.rows("outbox", kind="broken_off")
    assert row.detail is None


def test_an_officer_answers_and_it_is_read(house, sri):
    person = stops(house)
    house.passes(hours=7)
    passes_on(house)
    house.acknowledges(sri, person.number)
    house.replies(sri, person.number, "Kami di sini.")
    person.starts().taps("open_news", "news.safe")
    assert person.step == "letter"


def test_who_erases_what_was_begun_is_never_passed_on(house):
    person = stops(house)
    assert waiting(house)
    house.take(person.update(AskedErasure(house.clock), message=900))
    house.take(person.tap("erase.yes", message=901))
    assert not waiting(house)
    assert all(row.detail is None for row in house.rows("outbox", kind="broken_off")), "nor where the chat is"
    house.passes(days=3)
    assert passes_on(house) == 0
    assert house.rows("cases") == house.rows("reports") == []

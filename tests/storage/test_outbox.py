"""What is owed is tried until it is paid, urgent things first, and never by two at once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, func, select

from storage import outbox
from storage.errors import WordsInOutbox
from storage.tables import Row, to_hour
from tests.storage.rows import put, put_case

_outbox = Row.metadata.tables["outbox"]


@pytest.fixture
def owe(database, now):
    """Owe an alert to the duty group, with what is given changed."""

    def owe(code, **changed):
        given = {
            "side": "duty",
            "kind": "alert",
            "destination": "group",
            "due_at": now,
            "office_code": "blora",
        } | changed
        with database.writing() as conn:
            return outbox.owe(conn, given.pop("side"), given.pop("kind"), given.pop("destination"), code=code, **given)

    return owe


def _claimed(database, now, **given):
    options = {"side": "duty", "lease_seconds": 30, "limit": 10} | given
    return outbox.claim(database, options.pop("side"), now, **options)


def _row(database, code):
    with database.reading() as conn:
        return conn.execute(select(_outbox).where(_outbox.c.code == code)).one()


def test_an_alert_is_claimed_sent_and_marked(database, owe, now):
    with database.writing() as conn:
        case_id = put_case(conn, "DARURAT")
    assert owe("alert:1:group", case_id=case_id, detail={"chat": -100, "message": 7})
    (owed,) = _claimed(database, now)
    assert (owed.kind, owed.destination, owed.case_id, owed.rank, owed.tries) == ("alert", "group", case_id, 0, 1)
    assert owed.detail == {"chat": -100, "message": 7}
    assert owed.due_at == now
    with database.writing() as conn:
        outbox.paid(conn, owed.id, now)
    assert _claimed(database, now + timedelta(days=1)) == []
    row = _row(database, "alert:1:group")
    assert row.done_hour == row.due_at == to_hour(now)
    assert row.lease_until is None


def test_paying_twice_changes_nothing(database, owe, now):
    owe("a")
    (owed,) = _claimed(database, now)
    for later in (now, now + timedelta(days=1)):
        with database.writing() as conn:
            outbox.paid(conn, owed.id, later)
    assert _row(database, "a").done_hour == to_hour(now)


def test_the_same_code_is_owed_once(database, owe, now):
    assert owe("a", destination="group")
    assert not owe("a", destination="email")
    assert [owed.destination for owed in _claimed(database, now)] == ["group"]


def test_what_is_not_due_waits_and_so_does_the_other_side(database, owe, now):
    owe("later", due_at=now + timedelta(seconds=1), waits=True)
    owe("theirs", side="reporter")
    assert _claimed(database, now) == []
    assert [owed.code for owed in _claimed(database, now, side="reporter")] == ["theirs"]
    assert [owed.code for owed in _claimed(database, now + timedelta(seconds=1))] == ["later"]


def test_urgent_cases_go_first_then_what_waited_longest(database, owe, now):
    with database.writing() as conn:
        cases = {urgency: put_case(conn, urgency) for urgency in ("RENDAH", "DARURAT", "TINGGI")}
    owe("notice", due_at=now - timedelta(hours=9))
    owe("low", case_id=cases["RENDAH"], due_at=now - timedelta(hours=8))
    owe("high-new", case_id=cases["TINGGI"], due_at=now)
    owe("high-old", case_id=cases["TINGGI"], due_at=now - timedelta(minutes=1))
    owe("danger", case_id=cases["DARURAT"], due_at=now)
    assert [owed.code for owed in _claimed(database, now, limit=2)] == ["danger", "high-old"]
    assert [owed.code for owed in _claimed(database, now)] == ["high-new", "low", "notice"]


def test_a_first_call_goes_before_the_repeats_of_another(database, owe, now):
    with database.writing() as conn:
        loud, quiet = put_case(conn, "DARURAT", number="A2A2A"), put_case(conn, "DARURAT", number="C3C3C")
        calm = put_case(conn, "TINGGI", number="D4D4D")
    for n in range(1, 4):
        owe(f"A2A2A.{n}@group", case_id=loud, due_at=now - timedelta(minutes=9))
    owe("A2A2A.0.r1@group", case_id=loud, due_at=now - timedelta(minutes=9))
    owe("D4D4D.0@group", case_id=calm, due_at=now - timedelta(minutes=9))
    owe("C3C3C.0@group", case_id=quiet, due_at=now)
    owe("C3C3C.0.again7", destination="desk", case_id=quiet, due_at=now)
    first = ["C3C3C.0@group", "C3C3C.0.again7"]
    repeats = ["A2A2A.1@group", "A2A2A.2@group", "A2A2A.3@group", "A2A2A.0.r1@group"]
    assert [owed.code for owed in _claimed(database, now)] == [*first, *repeats, "D4D4D.0@group"]


def test_whoever_dies_while_sending_loses_the_lease(database, owe, now):
    owe("a")
    assert len(_claimed(database, now)) == 1
    assert _claimed(database, now + timedelta(seconds=29)) == []
    (again,) = _claimed(database, now + timedelta(seconds=30))
    assert again.tries == 2


def test_what_fails_is_tried_again_when_told(database, owe, now):
    owe("a")
    (owed,) = _claimed(database, now)
    with database.writing() as conn:
        outbox.failed(conn, owed.id, now, "TimedOut", now + timedelta(seconds=5))
    assert _claimed(database, now + timedelta(seconds=4)) == []
    assert _row(database, "a").last_error == "TimedOut"
    (again,) = _claimed(database, now + timedelta(seconds=5))
    assert again.tries == 2
    with database.writing() as conn:
        outbox.failed(conn, owed.id, now, "TimedOut", now - timedelta(days=1))
    assert _row(database, "a").next_try_at == now


def test_what_is_due_at_once_waits_for_no_clock(database, owe, now):
    owe("a", due_at=now + timedelta(days=365))
    (owed,) = _claimed(database, now)
    with database.writing() as conn:
        outbox.failed(conn, owed.id, now, "TimedOut", now)
    assert len(_claimed(database, now)) == 1


def test_however_often_it_was_tried_it_is_due_since_it_was(database, owe, now):
    owe("a")
    for minutes in (0, 1, 2):
        at = now + timedelta(minutes=minutes)
        (owed,) = _claimed(database, at)
        with database.writing() as conn:
            outbox.failed(conn, owed.id, at, "TimedOut", at + timedelta(minutes=1))
            assert outbox.oldest_due(conn, "duty") == now
            assert outbox.next_due(conn, "duty", now) == at + timedelta(minutes=1)
    (owed,) = _claimed(database, now + timedelta(minutes=3))
    with database.writing() as conn:
        outbox.paid(conn, owed.id, now)
    row = _row(database, "a")
    assert (row.due_at, row.next_try_at) == (to_hour(now), None), "paid, it forgets the minutes"


def test_what_was_paid_does_not_fail_afterwards(database, owe, now):
    owe("a")
    (owed,) = _claimed(database, now)
    with database.writing() as conn:
        outbox.paid(conn, owed.id, now)
        outbox.failed(conn, owed.id, now, "TimedOut", now)
        outbox.drop(conn, owed.id, now, "DestinationGone")
    assert _claimed(database, now + timedelta(days=1)) == []
    assert _row(database, "a").last_error is None


def test_what_is_given_up_says_why(database, owe, now):
    owe("a")
    (owed,) = _claimed(database, now)
    with database.writing() as conn:
        outbox.drop(conn, owed.id, now, "DestinationGone")
    row = _row(database, "a")
    assert (row.last_error, row.done_hour, row.due_at) == ("DestinationGone", to_hour(now), to_hour(now))
    assert _claimed(database, now + timedelta(days=1)) == []


def test_a_paused_destination_does_not_hold_up_the_others(database, owe, now):
    for n in range(5):
        owe(f"mail:{n}", destination="email", due_at=now - timedelta(hours=1))
    owe("group")
    claimed = _claimed(database, now, limit=1, paused=frozenset({"email", "webhook:primero"}))
    assert [owed.code for owed in claimed] == ["group"]
    assert _claimed(database, now, paused=frozenset({"email"})) == []
    assert len(_claimed(database, now)) == 5


def test_nothing_due_asks_for_no_write_lock(database, now, monkeypatch):
    monkeypatch.setattr(database, "writing", None)
    assert _claimed(database, now) == []


@pytest.mark.fault("P2")
def test_eight_at_once_never_claim_the_same(database, owe, now):
    with database.writing() as conn:
        for n in range(80):
            put(conn, "outbox", code=f"row:{n}", due_at=now)
    claimed, start = [], threading.Barrier(8)

    def work():
        start.wait()
        while batch := _claimed(database, now, limit=3):
            claimed.extend(owed.id for owed in batch)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Where rows are locked by another, a claimer may come back with nothing; what is left is claimed at the next look.
    claimed.extend(owed.id for owed in _claimed(database, now, limit=80))
    assert len(claimed) == len(set(claimed)) == 80


def test_when_to_look_again(database, owe, now):
    def times():
        with database.reading() as conn:
            return outbox.oldest_due(conn, "duty"), outbox.next_due(conn, "duty", now)

    assert times() == (None, None)
    owe("theirs", side="reporter", due_at=now - timedelta(days=1))
    assert times() == (None, None)
    owe("later", due_at=now + timedelta(hours=2), waits=True)
    assert times() == (now + timedelta(hours=2), now + timedelta(hours=2))
    owe("overdue", due_at=now - timedelta(hours=2))
    assert times() == (now - timedelta(hours=2), now)
    (owed,) = _claimed(database, now, lease_seconds=600)
    assert times() == (now - timedelta(hours=2), now + timedelta(seconds=600))
    with database.writing() as conn:
        outbox.paid(conn, owed.id, now)
    assert times() == (now + timedelta(hours=2), now + timedelta(hours=2))


def test_the_search_for_due_rows_uses_the_index_of_unpaid_ones(sqlite_file, now):
    with sqlite_file.writing() as conn:
        outbox.owe(conn, "duty", "alert", "desk", code="a", due_at=now, office_code="33.16")
    asked = []
    for engine in (sqlite_file._reader, sqlite_file._writer):
        event.listen(engine, "before_cursor_execute", lambda _, __, sql, values, *___: asked.append((sql, values)))
    assert outbox.claim(sqlite_file, "duty", now, 60.0, 5, frozenset({"email"}), "33.16")
    searches = [one for one in asked if one[0].startswith("SELECT")]
    with sqlite_file.reading() as conn:
        plans = [str(conn.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, values).all()) for sql, values in searches]
    assert len(plans) == 2, "whether there is anything, and what"
    assert all("ix_outbox_unpaid" in plan for plan in plans)


STORY = "ayah memukul ibu"


@pytest.mark.parametrize(
    "words",
    [
        {"kind": STORY},
        {"destination": STORY},
        {"destination": ""},
        {"kind": "x" * 129},
        {"detail": {"note": STORY}},
        {"detail": {"note": "dipukul"}},
        {"detail": {STORY: 1}},
        {"detail": {"note": {"nested": STORY}}},
        {"detail": {"note": [STORY]}},
        {"detail": {"note": b"dipukul"}},
        {"detail": {"note": 1.5}},
    ],
)
def test_no_words_get_into_a_row(database, owe, words):
    with pytest.raises(WordsInOutbox) as refused:
        owe("a", **words)
    assert "ayah" not in str(refused.value)
    assert owe(
        "a",
        destination="officer:5",
        detail={"chat": -100, "message": None, "messages": [1, 2], "rung": "supervisor", "key": "alert.new"},
    )
    with database.reading() as conn:
        assert conn.scalar(select(func.count()).select_from(_outbox)) == 1


def test_no_words_get_in_as_a_code_an_error_or_a_reason(database, owe, now):
    with pytest.raises(WordsInOutbox):
        owe(STORY)
    owe("a")
    (owed,) = _claimed(database, now)
    for settle in (
        lambda conn: outbox.failed(conn, owed.id, now, f"ValueError: {STORY}", now),
        lambda conn: outbox.drop(conn, owed.id, now, STORY),
    ):
        with pytest.raises(WordsInOutbox), database.writing() as conn:
            settle(conn)


def test_a_claimed_row_prints_no_destination(database, owe, now):
    owe("a", destination="officer:777000111", detail={"chat": 777000111})
    assert "777000111" not in repr(_claimed(database, now))


# -- what a row is owed for, and what becomes of it before it is paid ------------------------------------------------


def _owed_alarms(database):
    with database.reading() as conn:
        found = conn.execute(select(_outbox).where(_outbox.c.kind == "alarm").order_by(_outbox.c.id)).all()
    return [(row.code, row.due_at, row.detail) for row in found]


def test_a_desk_hears_of_trouble_once_an_hour(database):
    since = datetime(2026, 11, 23, 2, 59, 59, tzinfo=UTC)
    with database.writing() as conn:
        for _ in range(2):
            outbox.owe_alarm(conn, "blora", "telegram.409", since)
        outbox.owe_alarm(conn, "blora", "telegram.409", since + timedelta(seconds=1))
        outbox.owe_alarm(conn, "rembang", "telegram.409", since)
        outbox.owe_alarm(conn, "blora", "storage.write", since)
    began, hour = int(since.timestamp()), int(since.timestamp()) // 3600
    assert _owed_alarms(database) == [
        (f"alarm.telegram.409.{hour}.blora", since, {"since": began, "about": "telegram.409"}),
        (
            f"alarm.telegram.409.{hour + 1}.blora",
            since + timedelta(seconds=1),
            {"since": began + 1, "about": "telegram.409"},
        ),
        (f"alarm.telegram.409.{hour}.rembang", since, {"since": began, "about": "telegram.409"}),
        (f"alarm.storage.write.{hour}.blora", since, {"since": began, "about": "storage.write"}),
    ]
    (first, *_) = _claimed(database, since + timedelta(hours=1), office_code="blora")
    assert (first.side, first.destination, first.office_code) == ("duty", "desk", "blora")


def test_trouble_that_lasts_is_told_again_in_each_hour_of_telling(database):
    since = datetime(2026, 11, 23, 2, 47, tzinfo=UTC)
    later = [since + timedelta(minutes=minutes) for minutes in (5, 10, 70)]
    with database.writing() as conn:
        for at in later:
            outbox.owe_alarm(conn, "blora", "desk.undelivered", since, at)
    assert [(due_at, detail["since"]) for _, due_at, detail in _owed_alarms(database)] == [
        (later[0], int(since.timestamp())),
        (later[2], int(since.timestamp())),
    ]


def test_what_must_hurry_is_due_now_and_what_was_due_stays_so(database, owe, now):
    owe("late", kind="wipe", due_at=now - timedelta(hours=1), waits=True)
    owe("soon", kind="wipe", due_at=now + timedelta(hours=1), waits=True)
    owe("theirs", kind="wipe", destination="officer:9", due_at=now + timedelta(hours=1), waits=True)
    owe("other", kind="remind", due_at=now + timedelta(hours=1), waits=True)
    owe("paid", kind="wipe", due_at=now - timedelta(hours=2))
    (paid, *_) = _claimed(database, now)
    with database.writing() as conn:
        outbox.paid(conn, paid.id, now)
        outbox.hurry(conn, "wipe", now, _outbox.c.destination == "group")
    assert [(_row(database, code).due_at, _row(database, code).next_try_at) for code in ("late", "soon")] == [
        (now - timedelta(hours=1), None),
        (now, None),
    ]
    for code in ("theirs", "other"):
        assert _row(database, code).next_try_at == now + timedelta(hours=1)
    assert _row(database, "paid").due_at == to_hour(now - timedelta(hours=2))


def test_what_is_called_off_is_this_kind_about_this_case(database, owe, now):
    with database.writing() as conn:
        mine, other = put_case(conn, "DARURAT"), put_case(conn, "TINGGI")
    owe("mine", kind="remind", case_id=mine, due_at=now + timedelta(hours=1), waits=True)
    owe("of-another", kind="remind", case_id=other)
    owe("another", case_id=mine)
    with database.writing() as conn:
        outbox.call_off(conn, "remind", mine, now)
    assert {one.code for one in _claimed(database, now + timedelta(days=1))} == {"of-another", "another"}
    called_off = _row(database, "mine")
    assert (called_off.done_hour, called_off.due_at) == (to_hour(now), to_hour(now + timedelta(hours=1)))
    assert (called_off.next_try_at, called_off.last_error, called_off.tries) == (None, None, 0)


def test_a_demo_brings_nearer_what_its_side_waits_for(database, owe, now):
    hour = timedelta(hours=1)
    owe("waits", due_at=now + hour, waits=True)
    owe("due", due_at=now)
    owe("theirs", side="reporter", due_at=now + hour, waits=True)
    with database.writing() as conn:
        outbox.bring_nearer(conn, "duty", timedelta(minutes=20))
    sooner = now + timedelta(minutes=40)
    assert [(row.due_at, row.next_try_at) for row in (_row(database, code) for code in ("waits", "due", "theirs"))] == [
        (sooner, sooner),
        (now - timedelta(minutes=20), None),
        (now + hour, now + hour),
    ]


def test_a_claimed_row_says_what_it_is_still_owed_for(database, owe, now):
    owe("a", detail={"chat": 5})
    owe("b", due_at=now + timedelta(seconds=1))
    first, second = _claimed(database, now + timedelta(seconds=1))
    with database.writing() as conn:
        assert outbox.still_owed(conn, first) == {"chat": 5}
        assert outbox.still_owed(conn, second) == {}
        outbox.paid(conn, first.id, now)
        assert outbox.still_owed(conn, first) is None


def test_how_to_find_a_reporter_is_kept_no_longer_than_needed(database, owe, now):
    owe("theirs", side="reporter", destination="chat", detail={"chat": 777000111})
    owe("ours", detail={"chat": -100})
    for side in ("reporter", "duty"):
        (owed,) = _claimed(database, now, side=side)
        with database.writing() as conn:
            outbox.paid(conn, owed.id, now)
    assert _row(database, "theirs").detail is None
    assert _row(database, "ours").detail == {"chat": -100}


def test_a_claimed_row_knows_all_that_it_was_written_with(database, owe, now):
    with database.writing() as conn:
        report = put(conn, "reports", case_id=put_case(conn, "SEDANG"))
    owe("a", report_id=report, office_code="rembang")
    owe("b", due_at=now + timedelta(seconds=1))
    first, second = _claimed(database, now + timedelta(seconds=1))
    assert (first.side, first.office_code, first.code, first.report_id) == ("duty", "rembang", "a", report)
    assert (first.rank, first.case_id, first.letter_id, first.detail) == (None, None, None, {})
    assert second.report_id is None


def test_why_a_delivery_gives_up_or_waits_is_told_to_the_dispatcher():
    wait, never = outbox.TryLater(1.5, pauses="group"), outbox.NeverAgain("chat.gone")
    assert (wait.seconds, wait.pauses, outbox.TryLater(2).pauses) == (1.5, "group", None)
    assert (never.why, str(wait), str(never)) == ("chat.gone", "", "")

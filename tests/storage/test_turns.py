"""One batch is one transaction; a turn that fails undoes only itself; the office is told what is meant for it, once."""

import errno
import logging
import re
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

from flows.effects import MarkLettersRead
from flows.events import Sent
from flows.office_file import blora
from storage import audit, filing, keyring, outbox, returning, sealing, turn, turns, wiping
from storage.database import Database, DatabaseTrouble
from storage.errors import CannotOpen, KeyMissing
from storage.keyring import ReporterKeys
from storage.tables import to_hour
from storage.turns import Turns, Unreadable
from tests.storage.processes import clean
from tests.storage.telling import STORY, TO_WORDS

DIGITS = re.compile(r"\d{16}")


@pytest.fixture
def failing(monkeypatch):
    """From now on, turns with these words in them break, in a way of one's choice."""

    def fail(words, error):
        take = turn.take

        def breaks(session, event, **given):
            if getattr(event, "text", "") == words:
                raise error
            return take(session, event, **given)

        monkeypatch.setattr(turn, "take", breaks)
        return lambda: monkeypatch.setattr(turn, "take", take)

    return fail


@contextmanager
def somebody_else_writing(house):
    """Another process holds what we need, for longer than we wait."""
    if house.db.dialect == "sqlite":
        raw = house.db._writer.raw_connection()
        raw.cursor().execute("PRAGMA busy_timeout=50")
        raw.close()
        other = sqlite3.connect(house.db.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.close()
        return
    with house.db.writing() as conn:
        conn.execute(text("LOCK TABLE sessions, seen IN ACCESS EXCLUSIVE MODE"))
        yield


# --- one batch --------------------------------------------------------------------------------------------------------


def test_a_turn_that_fails_undoes_only_itself(house, failing):
    people = [house.person(9_000_000_001 + n).starts().taps(*TO_WORDS[:3]) for n in range(10)]
    failing("ke-4", KeyError("a word"))
    told = house.take(*(person.message(f"ke-{n}") for n, person in enumerate(people)))
    assert [one.screen is None for one in told] == [n == 4 for n in range(10)]
    for n, person in enumerate(people):
        assert [words["text"] for words in person.draft["words"]] == ([] if n == 4 else [f"ke-{n}"])
    (aside,) = house.rows("quarantine")
    assert (aside.side, aside.error, aside.update_id) == ("reporter", "KeyError", told[4].arrived.update_id)
    held = house.desk_keys.office_key.open("update", str(aside.update_id), aside.box)
    assert held == {"shape": {"update_id": "number", "chat": "number", "other": "text"}}
    assert not house.holds(b"ke-4")


def test_the_one_who_failed_is_not_stuck(house, failing):
    person = house.person().starts().taps("safety.yes")
    mended = failing("ini", ZeroDivisionError())
    update = person.message("ini")
    house.take(update)
    assert person.failed
    mended()
    house.take(update)
    assert not person.failed
    assert person.step == "privacy"
    assert person.writes("itu").draft["words"][0]["text"] == "itu"
    assert len(person.draft["words"]) == 1


@pytest.mark.parametrize("error", [IntegrityError("x", {}, Exception()), ValueError("x")])
def test_a_row_the_database_refuses_is_one_turns_trouble(house, failing, error):
    failing("ini", error)
    one, other = house.person(1_111_111_111).starts(), house.person(2_222_222_222).starts()
    house.take(one.message("ini"), other.message("itu"))
    assert one.failed
    assert not other.failed


def test_a_half_written_turn_leaves_no_half(house, monkeypatch):
    person = house.person().tells()
    monkeypatch.setattr(filing.calling, "call", lambda *_, **__: 1 / 0)
    person.taps("submit")
    assert person.failed
    assert house.rows("cases") == house.codes("alert") == house.rows("receipts") == house.rows("audit") == []
    assert house.row("outbox", kind="alarm").detail["about"] == "turn.failed"  # nobody heard them: the desk must know
    assert house.record(person.report_id)["filed"] is False
    monkeypatch.undo()
    assert person.taps("submit").step == "filed"
    assert len(house.rows("cases")) == 1


def test_an_update_that_cannot_be_read_is_set_aside_and_passed_over(house):
    people = [house.person(9_000_000_001 + n) for n in range(9)]
    batch = [person.start() for person in people]
    raw = {"update_id": 77, "message": {"text": "rahasia sekali", "of": "\ud800", 3: "x"}}
    batch.insert(4, Unreadable(77, "ValidationError", raw))
    told = house.take(*batch)
    assert [one.screen.step for one in told] == ["safety"] * 9
    (aside,) = house.rows("quarantine")
    assert (aside.update_id, aside.error) == (77, "ValidationError")
    held = house.desk_keys.office_key.open("update", "77", aside.box)
    assert held == {"shape": {"update_id": "number", "message": {"text": "text", "other": "text"}}}
    assert not house.holds(b"rahasia sekali")
    house.take(Unreadable(77, "ValidationError", raw))
    assert len(house.rows("quarantine")) == 1


def test_a_batch_that_cannot_be_written_has_not_happened(house):
    person = house.person().tells()
    before = {table: house.rows(table) for table in ("sessions", "reports", "seen", "cases", "outbox", "audit")}
    batch = [person.message("halo"), person.tap("submit", version=person.screen.version + 1)]
    with somebody_else_writing(house), pytest.raises(OperationalError):
        house.take(*batch)
    assert {table: house.rows(table) for table in before} == before
    since = house.clock
    house.take(*batch, fault_since=since)
    house.take(*batch)
    assert person.step == "filed"
    assert [words["text"] for words in person.draft["words"]] == [STORY, "halo"]
    assert len(house.rows("cases")) == 1
    (fault,) = house.rows("outbox", kind="alarm")
    assert fault.detail == {"since": int(since.timestamp()), "about": "storage.write"}
    assert (fault.side, fault.destination) == ("duty", "desk")


def _disk_is_full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_is_full_at_the_turn_of_the_month_undoes_the_batch(house, monkeypatch):
    """The month's key is a file; whoever comes first in December is not to blame that it cannot be written."""
    person, other = house.person(1_111_111_111).tells(), house.person(2_222_222_222)
    house.passes(days=12)
    person.starts().taps("resume")
    batch = [person.tap("submit"), other.start()]
    house.restart()
    house.keys._relays.clear()
    (house.home / "keys/reporter/relay-2026-12.key").unlink()
    seen = house.rows("seen")
    with monkeypatch.context() as full:
        full.setattr(keyring.os, "fsync", _disk_is_full)
        for _ in range(3):
            with pytest.raises(OSError, match="No space"):
                house.take(*batch)
    assert house.rows("seen") == seen
    assert not house.rows("quarantine")
    assert not [path.name for path in (house.home / "keys/reporter").iterdir() if path.name.startswith(".")]
    house.take(*batch)
    assert (person.step, other.step) == ("filed", "safety")
    assert house.row("return_addresses").epoch == "2026-12"


@pytest.mark.parametrize("error", [OSError(errno.EIO, "x"), KeyMissing()])
def test_no_update_is_to_blame_for_the_machines_trouble(house, failing, error):
    person, other = house.person(1_111_111_111).starts(), house.person(2_222_222_222)
    batch = [other.start(), person.message("ini")]
    mended = failing("ini", error)
    seen = house.rows("seen")
    with pytest.raises(type(error)):
        house.take(*batch)
    assert house.rows("seen") == seen
    assert not house.rows("quarantine")
    mended()
    house.take(*batch)
    assert [words["text"] for words in person.draft["words"]] == ["ini"]


@pytest.mark.fault("D1")
def test_a_full_disk_undoes_the_batch_and_it_holds_later(sqlite_house):
    house, db = sqlite_house, sqlite_house.db
    person = house.person().tells()
    with db.writing() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar()
        conn.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    batch = [*(person.message("penuh " * 3000) for _ in range(5)), person.message("selesai")]
    seen = house.rows("seen")
    with pytest.raises(OperationalError):
        house.take(*batch)
    assert house.rows("seen") == seen
    assert len(person.draft["words"]) == 1
    with db.writing() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count=1000000")
    house.take(*batch, fault_since=house.clock)
    assert person.draft["words"][-1]["text"] == "selesai"
    assert len(person.draft["words"]) == 7
    with db.reading() as conn:
        assert conn.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_the_same_fault_is_told_once(house):
    since = house.clock
    for _ in range(3):
        house.take(fault_since=since)
    assert len(house.rows("outbox", kind="alarm")) == 1


def test_an_alarm_is_raised_once_an_hour_for_each_kind(house):
    for about, minutes in (("telegram.401", 0), ("telegram.401", 5), ("telegram.409", 0), ("telegram.401", 65)):
        house.turns.raise_alarm(about, house.clock + timedelta(minutes=minutes))
    assert [row.detail["about"] for row in house.rows("outbox", kind="alarm")] == [
        "telegram.401",
        "telegram.409",
        "telegram.401",
    ]


def test_a_case_that_is_gone_does_not_bar_the_door_and_the_words_find_another(house):
    person, other = house.person(1_111_111_111).files(), house.person(2_222_222_222)
    person.taps("saved", "life.no")
    before = person.number
    with house.db.writing() as conn:
        for table in ("outbox", "receipts", "return_addresses", "reports", "cases"):
            conn.execute(text(f"DELETE FROM {table}"))
    house.take(person.message("dia datang lagi"), other.start())
    assert not person.failed
    assert other.step == "safety"
    assert person.number != before
    assert [words["text"] for words in house.record(person.report_id)["words"]] == [STORY, "dia datang lagi"]
    assert house.codes("alert") == [f"{person.number}.0"]


# --- an update that comes again ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("again", ["in the same batch", "in a later batch", "after a restart"])
@pytest.mark.fault("U1")
def test_an_update_that_comes_again_does_nothing_and_shows_the_question(house, again):
    person = house.person().tells()
    update = person.tap("submit")
    if again == "in the same batch":
        house.take(update, update, update)
    else:
        house.take(update)
        if again == "after a restart":
            house.restart()
        house.take(update)
    assert person.step == "filed"
    assert "receipt" in person.lines
    assert len(house.rows("cases")) == len(house.rows("receipts", kind="digits")) == len(house.codes("alert")) == 1
    person.taps("saved")
    assert person.step == "life"


@pytest.mark.fault("U1")
def test_an_update_that_comes_again_leaves_the_draft_as_it_lies_there(house):
    person = house.person().starts()
    update = person.tap("safety.yes")
    house.take(update)
    before = house.rows("sessions")
    house.take(update)
    assert house.rows("sessions") == before


@pytest.mark.fault("U1")
def test_ids_that_jump_back_are_new(house):
    person = house.person()
    house.take(person.start(id=900_000_000))
    house.take(person.tap("safety.yes", id=12))
    house.take(person.tap("privacy.yes", id=900_000_001))
    assert person.step == "limits"
    assert {row.update_id for row in house.rows("seen")} == {900_000_000, 12, 900_000_001}


def test_twenty_updates_in_one_batch_are_twenty_turns_in_order(house):
    person = house.person().starts().taps("safety.yes", "privacy.yes", "saving.go")
    told = house.take(*(person.message(f"kata {n}") for n in range(20)))
    assert [one.screen.version for one in told] == list(range(5, 25))
    assert [words["text"] for words in person.draft["words"]] == [f"kata {n}" for n in range(20)]
    assert len(house.rows("reports")) == 1
    assert [words["text"] for words in house.record(person.report_id)["words"]] == [f"kata {n}" for n in range(20)]


def test_a_batch_that_takes_long_is_taken_in_parts(house, monkeypatch):
    """Somebody's turns are slow: what fits into a second is committed, in order, and the rest is taken next."""
    person = house.person().starts().taps(*TO_WORDS)
    batch = [person.message(f"kata {n}") for n in range(6)]
    monkeypatch.setattr(turns, "_LONGEST", 0.1)
    take = turn.take
    monkeypatch.setattr(turn, "take", lambda *a, **k: (time.sleep(0.06), take(*a, **k))[1])
    parts, left = [], batch
    while left:
        taken = house.turns.take(left)
        parts.append(taken.updates)
        assert [one.arrived for one in taken.told] == left[: taken.updates]
        told = [words["text"] for words in person.draft["words"]]
        assert told == [f"kata {n}" for n in range(sum(parts))]
        assert len(house.rows("seen", side="reporter")) == 1 + len(TO_WORDS) + sum(parts)
        left = left[taken.updates :]
    assert len(parts) > 1
    assert max(parts) < 6


def test_a_single_slow_turn_is_taken_all_the_same(house, monkeypatch):
    person = house.person().starts()
    monkeypatch.setattr(turns, "_LONGEST", -1.0)
    batch = [person.message("satu"), person.message("dua")]
    assert [house.turns.take(batch).updates, house.turns.take(batch[1:]).updates] == [1, 1]
    assert [words["text"] for words in person.draft["words"]] == ["satu", "dua"]


def test_a_receipt_made_for_a_part_that_was_not_taken_is_used_when_it_comes_again(house, monkeypatch):
    one, other = house.person(1_111_111_111).tells(), house.person(2_222_222_222).tells()
    hashed, hash_ = [], sealing.ReceiptMaker.hash
    monkeypatch.setattr(sealing.ReceiptMaker, "hash", lambda maker, code: (hashed.append(code), hash_(maker, code))[1])
    monkeypatch.setattr(turns, "_LONGEST", -1.0)
    house.take(one.tap("submit"), other.tap("submit"))
    assert [*_codes(one), *_codes(other)] == hashed


@pytest.mark.fault("U2")
def test_two_quick_taps_move_once(house):
    person = house.person().starts()
    house.take(person.tap("safety.yes"), person.tap("safety.yes"))
    assert (person.step, person.toast.key) == ("privacy", "toast-taken")
    house.take(person.tap("privacy.yes"), person.tap("privacy.no"))
    assert person.step == "limits"
    assert person.draft["answers"]["privacy"] == ["privacy.yes"]


def test_the_order_inside_a_batch_holds(house):
    person = house.person().starts()
    house.take(
        person.tap("safety.yes"),
        person.tap("privacy.yes", step="privacy", version=2),
        person.message("aku takut"),
        person.tap("saving.go", step="limits", version=4),
    )
    assert person.step == "who"
    assert [words["step"] for words in person.draft["words"]] == ["limits"]


def test_pictures_leave_the_chat_and_their_caption_stays(house):
    person = house.person().tells().sends("media", "foto lukanya")
    assert person.wiped
    assert "note-media" in person.lines
    assert house.record(person.report_id)["words"][-1]["text"] == "foto lukanya"


_PEOPLE = 20


def _both(house, *halves):
    """Two processes of their own, each handed its updates at the same moment."""
    url = house.db._url.render_as_string(hide_password=False)
    context = clean()
    barrier = context.Barrier(2)
    given = [(url, house.home, house.runtime, house.clock, updates, barrier) for updates in halves]
    processes = [context.Process(target=_hand_over, args=one) for one in given]
    for process in processes:
        process.start()
    for process in processes:
        process.join(90)
    assert [process.exitcode for process in processes] == [0, 0]


def _hand_over(url, home, runtime, clock, updates, barrier):
    database = Database(url)
    taking = Turns(database, ReporterKeys.load(home, runtime, clock), blora())
    barrier.wait(30)
    trouble = 0
    while updates:
        try:
            updates = updates[taking.take(updates[:20]).updates :]
        except DatabaseTrouble:  # the other one holds the lock: the listener is given the batch again, and so are we
            trouble += 1
            assert trouble < 20
    database.close()


def _two_hundred(house):
    """What twenty people sent: from /start to *sent*, mixed as they came."""
    updates = []
    for n in range(_PEOPLE):
        person = house.person(8_000_000_000 + n)
        taps = [
            ("safety.no", "safety", 1),
            ("33.16.05", "distress.where", 2),
            ("distress.write", "distress.contact", 3),
            ("next", "distress.sent", 4),
            ("privacy.yes", "privacy", 5),
            ("saving.go", "limits", 6),
            ("who.self", "who", 7),
        ]
        events = [person.start(), *(person.tap(id, step=step, version=version) for id, step, version in taps)]
        updates.append([*events, person.message("satu"), person.message("dua")])
    return [update for row in zip(*updates, strict=True) for update in row]


@pytest.mark.fault("P1")
def test_two_processes_handed_the_same_updates_have_one_effect_each(house):
    updates = _two_hundred(house)
    assert len(updates) == 200
    _both(house, updates, updates)
    assert len(house.rows("seen")) == 200
    assert not house.rows("quarantine")
    assert len(house.rows("cases")) == len(house.codes("alert")) == len(house.rows("reports")) == _PEOPLE
    for n in range(_PEOPLE):
        person = house.people[8_000_000_000 + n]
        assert [words["text"] for words in person.draft["words"]] == ["satu", "dua"]
        assert person.draft["version"] == 10
    with house.db.reading() as conn:
        assert audit.verify(conn) is None


def test_two_processes_with_the_work_shared_between_them_lose_nothing(house):
    """A deploy that overlaps: each has other updates of the same people, and neither undoes what the other wrote."""
    people = [house.person(8_000_000_000 + n).starts().taps(*TO_WORDS[:3]) for n in range(4)]
    halves = [[one.message(f"kata {n}") for n in range(first, 25, 2) for one in people] for first in range(2)]
    _both(house, *halves)
    for person in people:
        assert sorted(one["text"] for one in person.draft["words"]) == sorted(f"kata {n}" for n in range(25))
        assert len(house.record(person.report_id)["words"]) == 25


# --- what the office is told ------------------------------------------------------------------------------------------


def test_nothing_is_kept_for_the_office_until_saving_was_chosen(house):
    person = house.person().starts().writes("halo bu").taps("safety.yes", "privacy.yes")
    assert house.rows("reports") == []
    person.taps("saving.go")
    (report,) = house.rows("reports")
    assert (report.case_id, report.filed_hour, report.sealed_to) == (None, None, "office")
    assert house.record(report.id)["words"][0]["text"] == "halo bu"


def test_nothing_is_kept_before_sending_when_that_was_chosen(house):
    person = house.person().tells(saving="saving.send")
    assert house.rows("reports") == []
    person.taps("submit")
    assert house.record(person.report_id)["words"][0]["text"] == STORY
    assert len(house.rows("cases")) == 1


def test_who_changes_their_mind_about_saving_takes_back_what_was_saved(sqlite_house):
    house = sqlite_house
    person = house.person().starts().writes("halo bu").taps("safety.yes", "privacy.yes", "saving.go")
    box = house.row("reports").snapshot
    person.taps("back", "saving.send")
    assert house.rows("reports") == []
    assert not house.holds(box[5:69])
    person.taps("who.self")
    assert house.rows("reports") == []


def test_the_snapshot_holds_what_was_told_byte_for_byte(house):
    story = "Dia\u200b bilang 🧒🏽 \u202ejangan\u202c —\n\tꦲꦏ꧀ꦱꦫ\u0301 \x07!"
    person = house.person().files(story)
    record = house.record(person.report_id)
    assert record["words"][0]["text"] == story
    assert record["answers"]["acts"] == ["act.hit"]
    assert record["answers"]["who"] == ["who.self"]
    assert record["filed"] is True
    assert record["register"] == "anak"
    assert not set(record) & {"chat", "tag", "receipt", "messages", "history", "step"}


def test_the_snapshot_is_made_anew_each_turn_and_its_length_tells_nothing(house):
    person = house.person().starts().taps("safety.yes", "privacy.yes", "saving.go")
    boxes = [house.row("reports").snapshot]
    for answer in ("who.self", "age.12_14", "insider.none"):
        person.taps(answer)
        boxes.append(house.row("reports").snapshot)
    assert len(set(boxes)) == 4
    head = 1 + 4 + 48
    assert {(len(box) - head) % sealing.BLOCK for box in boxes} == {0}
    assert len({len(box) for box in boxes}) == 1
    assert {row.key_id for row in house.rows("reports")} == {house.keys.office.key_id}


def test_a_turn_that_changes_nothing_told_leaves_the_snapshot_alone(house):
    person = house.person().tells()
    before = house.row("reports")
    house.passes(hours=3)
    person.starts()
    assert person.step == "welcome"
    assert house.row("reports") == before


@pytest.mark.threat("A4")
def test_swapped_reports_do_not_open(house):
    one, other = (house.person(chat).files() for chat in (1_111_111_111, 2_222_222_222))
    boxes = {person.report_id: house.row("reports", id=person.report_id).snapshot for person in (one, other)}
    for mine, theirs in ((one, other), (other, one)):
        with house.db.writing() as conn:
            swap = text("UPDATE reports SET snapshot = :box WHERE id = :id")
            conn.execute(swap, {"box": boxes[theirs.report_id], "id": mine.report_id})
        with pytest.raises(CannotOpen):
            house.record(mine.report_id)


def test_a_draft_moved_to_another_person_does_not_open(house):
    victim, thief = house.person(1_111_111_111).tells(), house.person(2_222_222_222).starts()
    with house.db.writing() as conn:
        move = text("UPDATE sessions SET draft = :draft WHERE tag = :tag")
        conn.execute(move, {"draft": house.row("sessions", tag=victim.tag).draft, "tag": thief.tag})
    thief.starts()
    assert thief.step == "safety"
    assert thief.draft["answers"] == {}


def test_a_mistake_of_half_a_character_does_not_lose_the_story(house):
    person = house.person().files("aku \ud83d takut")
    assert house.record(person.report_id)["words"][0]["text"] == "aku � takut"


# --- somebody at the office must not read -----------------------------------------------------------------------------


def test_who_must_not_read_takes_back_what_the_office_had(sqlite_house):
    house = sqlite_house
    person = house.person().starts().writes("kepala dinas itu").taps(*TO_WORDS[:5])
    box = house.row("reports").snapshot
    assert house.holds(box[5:69])
    person.taps("insider.some")
    report = house.row("reports")
    assert (report.sealed_to, report.key_id) == ("escalation", house.keys.escalation.key_id)
    assert not house.holds(box[5:69])
    with pytest.raises(CannotOpen):
        house.record(report.id)
    record = house.record(report.id, house.holder_keys.escalation_key)
    assert record["words"][0]["text"] == "kepala dinas itu"


def test_a_case_that_moves_to_the_escalation_holder_leaves_nothing_with_the_office(sqlite_house):
    house = sqlite_house
    officer, head = house.officer("Sri"), house.officer("Bu Kepala", "head")
    person = house.person().calls_for_help().taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17")
    number = person.number
    house.delivers()
    house.acknowledges(officer, number)
    house.replies(officer, number, "Kami sedang ke sana.")
    before = [house.row("reports").snapshot, person.case.face, house.row("letters").office_copy]
    assert house.holds(*(box[5:69] for box in before))
    person.taps("insider.some")
    case = person.case
    assert (case.sealed_to, case.state, case.raises) == ("escalation", "baru", 1)
    assert (case.acknowledged_by, case.acknowledged_at) == (None, None)
    assert not house.holds(*(box[5:69] for box in before))
    for kind, owner, box in (
        ("report", person.report_id, house.row("reports").snapshot),
        ("face", number, case.face),
        ("letter copy", number, house.row("letters").office_copy),
    ):
        with pytest.raises(CannotOpen):
            house.desk_keys.office_key.open(kind, owner, box)
        house.holder_keys.escalation_key.open(kind, owner, box)
    house.passes(seconds=5)
    sent = house.delivers()
    assert ("alert", f"officer:{head.id}", f"{number}.1@officer:{head.id}") in sent
    assert {destination for _, destination, _ in sent} - {"desk"} == {f"officer:{head.id}"}
    assert person.taps("exit").step == "away"


def test_an_erasure_that_a_reader_delayed_is_made_up_for(sqlite_house, monkeypatch):
    house = sqlite_house
    monkeypatch.setattr("storage.database._TRIED_AGAIN_AFTER", 0.0)
    person = house.person().starts().writes("kepala dinas itu").taps(*TO_WORDS[:5])
    box = house.row("reports").snapshot
    with house.db.reading() as conn:
        conn.execute(text("SELECT count(*) FROM reports")).scalar()
        person.taps("insider.some")
        assert house.holds(box[5:69])
    house.person(2_222_222_222).starts()
    assert not house.holds(box[5:69])


def test_a_log_that_cannot_be_emptied_does_not_undo_what_was_committed(sqlite_house, monkeypatch):
    house = sqlite_house
    person = house.person().tells(saving="saving.send")

    def breaks(*_):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(house.db, "truncate_wal", breaks)
    assert person.taps("exit").step == "start"
    assert house.rows("sessions") == []


def test_once_sealed_away_a_case_never_comes_back_to_the_office(house):
    person = house.person().calls_for_help().taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17")
    person.taps("insider.some", "back", "insider.none").writes("cerita yang lain")
    assert person.draft["answers"]["insider"] == ["insider.none"]
    assert house.row("reports").sealed_to == person.case.sealed_to == "escalation"
    with pytest.raises(CannotOpen):
        house.record(person.report_id)
    assert house.record(person.report_id, house.holder_keys.escalation_key)["words"][-1]["text"] == "cerita yang lain"


def test_before_it_was_sent_a_mistaken_tap_can_be_taken_back(house):
    person = house.person().starts().taps(*TO_WORDS[:5], "insider.some")
    assert house.row("reports").sealed_to == "escalation"
    person.taps("back", "insider.none")
    assert house.row("reports").sealed_to == "office"
    assert house.record(person.report_id)["answers"]["insider"] == ["insider.none"]


def test_a_sealed_case_from_the_first_shows_the_office_nothing(house):
    person = house.person().files(insider="insider.some")
    case = person.case
    assert case.sealed_to == "escalation"
    with pytest.raises(CannotOpen):
        house.desk_keys.office_key.open("face", case.number, case.face)
    assert house.holder_keys.escalation_key.open("face", case.number, case.face) == {
        "kecamatan": "33.16.05",
        "age": "age.15_17",
        "called": person.draft["called_at"],
    }


def test_a_closed_case_that_moves_is_open_again(house):
    person = house.person().calls_for_help().taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17")
    house.change("cases", closed=house.clock, state="ditutup")
    person.taps("insider.some")
    assert (person.case.closed, person.case.state) == (None, "baru")


# --- leaving ----------------------------------------------------------------------------------------------------------


def test_leaving_without_saving_leaves_nothing(sqlite_house):
    house = sqlite_house
    person = house.person().tells(saving="saving.send")
    draft = house.row("sessions").draft
    assert house.holds(person.tag, draft[5:69])
    person.taps("exit")
    assert person.step == "start"
    assert house.rows("sessions") == house.rows("reports") == []
    assert not house.holds(person.tag, draft[5:69])
    house.take(person.tap("resume", step=person.screen.origin))
    assert person.step == "welcome"
    assert person.taps("welcome.new").step == "safety"
    assert "note-forgot" in person.lines
    assert person.draft["words"] == []


def test_who_types_after_leaving_is_answered_as_quietly_as_before(sqlite_house):
    house = sqlite_house
    person = house.person().tells(saving="saving.send", privacy="privacy.no")
    house.take(person.message("lagi", known=(7, 9)))
    draft = house.row("sessions").draft
    person.taps("exit")
    assert not house.holds(draft[5:69])
    assert (person.draft["answers"], person.draft["words"], person.known) == ({}, [], [])
    assert house.rows("reports") == []
    person.writes("kak")
    assert person.wiped
    assert person.screen.quiet
    assert person.step == "safety"
    assert "note-forgot" in person.lines
    person.taps("safety.yes", "privacy.yes", "exit")
    assert house.rows("sessions") == [], "whose screen nobody sees leaves nothing"


def test_leaving_after_saving_keeps_it_to_come_back_to(house):
    person = house.person().tells().writes("keluar")
    assert person.step == "away"
    assert house.record(person.report_id)["words"][0]["text"] == STORY
    assert person.taps("resume").step == "welcome"
    assert person.taps("resume").step == "ready"


def test_leaving_after_sending_keeps_the_way_back(house):
    person = house.person().files().taps("exit")
    assert person.step == "away"
    assert len(house.rows("reports")) == len(house.rows("return_addresses")) == 1
    assert person.starts().step == "welcome"
    assert person.taps("resume").step == "filed"


def test_leaving_before_anything_is_nothing(house):
    person = house.person()
    house.take(person.message("keluar"))
    assert person.step == "start"
    assert house.rows("sessions") == []


# --- receipts ---------------------------------------------------------------------------------------------------------


def _code(person):
    (line,) = (line for line in person.screen.lines if line.key == "receipt")
    return line.args["code"].replace(" ", "")


def _codes(person):
    """Digits and words, as they are hashed."""
    (line,) = (line for line in person.screen.lines if line.key == "receipt")
    return [_code(person), line.args["words"]]


def test_a_receipt_is_kept_as_a_hash_only(house):
    person = house.person().files()
    code = _code(person)
    assert DIGITS.fullmatch(code)
    receipt = house.row("receipts", kind="digits")
    assert (receipt.report_id, receipt.kind) == (person.report_id, "digits")
    assert receipt.hash == house.keys.receipts.hash(code)
    assert receipt.hour == to_hour(house.clock)
    shown = " ".join(code[i : i + 4] for i in range(0, 16, 4))
    assert not house.holds(code.encode(), shown.encode(), int(code).to_bytes(8, "big"))
    assert code not in str(house.record(person.report_id))


def test_a_receipt_is_shown_until_it_was_saved_or_for_a_day(house):
    person = house.person().files()
    code = _code(person)
    assert _code(person.starts()) == code
    person.taps("saved", "life.no")
    assert person.draft["receipt"] == ""
    late = house.person(2_222_222_222).files()
    late.taps("exit")
    house.passes(hours=25)
    assert "receipt" not in late.starts().taps("resume").lines


def test_no_write_lock_is_held_while_a_receipt_is_hashed(sqlite_house, monkeypatch):
    house = sqlite_house
    person = house.person().tells()
    hashed, hash_ = [], sealing.ReceiptMaker.hash

    def slow(maker, code):
        other = sqlite3.connect(house.db.path, isolation_level=None, timeout=0)
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        other.close()
        hashed.append(code)
        return hash_(maker, code)

    monkeypatch.setattr(sealing.ReceiptMaker, "hash", slow)
    person.taps("submit")
    assert person.step == "filed"
    assert hashed == _codes(person)


def test_only_what_could_be_sent_costs_a_hash(house, monkeypatch):
    monkeypatch.setattr(sealing.ReceiptMaker, "hash", lambda *_: pytest.fail("nothing was sent"))
    house.person().starts().writes("kirim").taps("safety.yes")


def test_who_taps_send_a_hundred_times_costs_two_hashes(house, monkeypatch):
    hashed, hash_ = [], sealing.ReceiptMaker.hash
    monkeypatch.setattr(sealing.ReceiptMaker, "hash", lambda maker, code: (hashed.append(code), hash_(maker, code))[1])
    person = house.person().tells()
    house.take(*(person.tap("submit") for _ in range(100)))
    assert hashed == _codes(person)
    assert len(house.rows("receipts", kind="digits")) == len(house.rows("cases")) == 1


# --- cases and alerts -------------------------------------------------------------------------------------------------


def test_a_report_that_was_sent_is_a_case_and_an_alert(house):
    person = house.person().files()
    case = person.case
    assert (case.urgency, case.rank, case.state, case.raises, case.closed) == ("SEDANG", 2, "baru", 0, None)
    assert case.filed_hour == house.row("reports").filed_hour == to_hour(house.clock)
    assert house.desk_keys.office_key.open("face", case.number, case.face) == {
        "kecamatan": "33.16.05",
        "age": "age.15_17",
        "called": person.draft["called_at"],
    }
    alert = house.row("outbox", kind="alert")
    assert (alert.side, alert.destination, alert.code, alert.case_id) == ("duty", "desk", f"{case.number}.0", case.id)
    entry = house.row("audit")
    assert (entry.actor, entry.action, entry.case_number) == ("reporter", "filed", case.number)
    assert entry.at == to_hour(house.clock)
    with house.db.reading() as conn:
        assert audit.verify(conn) is None


def _done_by_the_reporter(house, number):
    return [row.action for row in house.rows("audit", case_number=number, actor="reporter")]


def test_what_a_reporter_does_to_a_case_stands_in_the_chain(house):
    person = house.person().calls_for_help().taps("next", *TO_WORDS[1:5])
    number = person.number
    assert _done_by_the_reporter(house, number) == ["filed", "added to"], "additions in a row are one"
    person.taps("insider.some")
    assert _done_by_the_reporter(house, number) == ["filed", "added to", "sealed away"]
    person.writes(STORY).taps("submit")
    assert _done_by_the_reporter(house, number)[3:] == ["added to", "completed"]
    for entry in house.rows("audit", case_number=number):
        assert (entry.at, len(entry.ct_hash)) == (to_hour(house.clock), 32)
    with house.db.reading() as conn:
        assert audit.verify(conn) is None


def test_a_second_report_stands_in_the_chain_once(house):
    person = house.person().files().taps("saved", "life.no")
    house.restart(power_cut=True)
    person.starts().starts()
    assert _done_by_the_reporter(house, person.number).count("report added") == 1
    assert len(house.rows("reports")) == 2


def test_a_call_anew_stands_in_the_chain(house):
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no")
    house.acknowledges(officer, person.number)
    _presses(person)
    assert _done_by_the_reporter(house, person.number)[-1] == "called anew"
    before = _done_by_the_reporter(house, person.number)
    _presses(person)
    assert _done_by_the_reporter(house, person.number) == before, "the ladder calls anyway"


def test_case_numbers_can_be_said_aloud_and_never_repeat(house, monkeypatch):
    people = [house.person(8_000_000_000 + n).calls_for_help() for n in range(30)]
    numbers = [person.number for person in people]
    assert len(set(numbers)) == 30
    assert all(re.fullmatch(r"[A-Z]\d[A-Z]\d[A-Z]", number) for number in numbers)
    assert not set("".join(numbers)) & set("BGIOQSZ018")
    signs = iter([*numbers[0], *"A2A2A"])
    monkeypatch.setattr(filing.secrets, "choice", lambda _: next(signs))
    assert house.person(9_000_000_000).calls_for_help().number in ("A2A2A", "A3A3A")


def test_an_addition_that_raises_the_urgency_alerts_again(house):
    person = house.person().files().taps("saved", "life.no")
    person.adds("danger", "danger.weapon", "done")
    case = person.case
    assert (case.urgency, case.rank, case.raises, case.version) == ("DARURAT", 0, 1, 2)
    assert house.codes("alert") == [f"{case.number}.0", f"{case.number}.1"]
    assert house.record(person.report_id)["answers"]["danger"] == ["danger.weapon"]


def test_the_urgency_is_never_lowered(house):
    person = house.person().files().taps("saved", "life.no").adds("danger", "danger.weapon", "danger.weapon", "done")
    assert house.record(person.report_id)["answers"]["danger"] == []
    assert person.case.urgency == "DARURAT"


def test_a_supervisors_higher_urgency_stays(house):
    person = house.person().files().taps("saved", "life.no")
    house.change("cases", urgency="DARURAT", rank=0)
    person.adds("adult", "adult.none")
    assert (person.case.urgency, person.case.rank) == ("DARURAT", 0)


def test_a_raise_asks_for_an_acknowledgement_of_its_own(house):
    """Who took a calm case and went home has not promised to act on this one."""
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no")
    house.acknowledges(officer, person.number)
    person.taps("distress", "33.16.05", "distress.write")
    case = person.case
    assert (case.acknowledged_by, case.acknowledged_at, case.state) == (None, None, "baru")
    house.delivers()
    house.passes(minutes=6)
    assert ("alert", f"officer:{officer.id}", f"{case.number}.1.r1@officer:{officer.id}") in house.delivers()
    assert house.acknowledges(officer, case.number).first


def test_a_distress_call_is_a_case_at_once(house):
    person = house.person().calls_for_help()
    case = person.case
    assert (case.urgency, person.step) == ("DARURAT", "distress.sent")
    assert house.codes("alert") == [f"{case.number}.0"]
    record = house.record(person.report_id)
    assert (record["distress"], record["filed"], record["contact"]) == (True, False, "anytime")
    assert record["answers"]["where"] == ["33.16.05"]


def test_finishing_the_report_adds_to_the_same_case(house):
    person = house.person().calls_for_help()
    number = person.number
    person.taps("next", "privacy.yes", "saving.send", "who.self", "age.12_14", "insider.none").writes(STORY)
    person.taps("act.hit", "done", "when.30d", "33.16.05", "submit")
    assert person.step == "filed"
    assert person.number == number
    assert len(house.rows("cases")) == len(house.rows("reports")) == len(house.rows("receipts", kind="digits")) == 1
    assert house.codes("alert") == [f"{number}.0"]
    assert house.codes("addition")
    assert house.record(person.report_id)["filed"] is True
    face = house.desk_keys.office_key.open("face", number, person.case.face)
    assert (face["kecamatan"], face["age"]) == ("33.16.05", "age.12_14")


def _presses(person, where="33.16.05"):
    person.taps("distress", where, "distress.write")


def test_who_presses_again_before_anybody_took_it_is_called_by_the_ladder(house):
    """Twenty presses are one call: another's must not wait behind them."""
    officer = house.officer("Sri")
    person = house.person().calls_for_help()
    house.delivers()
    for _ in range(20):
        _presses(person)
    assert house.codes("alert") == [f"{person.number}.0"]
    assert not house.codes("addition")
    assert person.case.raises == 0
    assert len(house.rows("cases")) == 1
    house.passes(minutes=house.office.ladder["DARURAT"])
    assert ("alert", f"officer:{officer.id}", f"{person.number}.0.r1@officer:{officer.id}") in house.delivers()


def test_who_presses_again_with_another_place_adds_it(house):
    person = house.person().calls_for_help()
    _presses(person, "33.16.06")
    assert house.codes("alert") == [f"{person.number}.0"]
    assert len(house.codes("addition")) == 1


def test_after_it_was_taken_it_is_called_anew_at_most_every_three_minutes(house):
    officer = house.officer("Sri")
    person = house.person().calls_for_help()
    number = person.number

    def calls():
        return [code for kind, to, code in house.delivers() if kind == "alert" and to == "group"]

    assert calls() == [f"{number}.0@group"]
    house.acknowledges(officer, number)
    _presses(person)
    assert calls() == [f"{number}.1@group"], "the first one at once"
    began = house.clock
    house.acknowledges(officer, number)
    for _ in range(5):
        _presses(person)
        assert calls() == []
    assert person.case.acknowledged_by is None, "it is open again, whoever had it"
    house.restart()
    house.clock = began + timedelta(minutes=2, seconds=50)
    assert calls() == []
    house.clock = began + timedelta(minutes=3)
    assert calls() == [f"{number}.2@group"], "what was pressed within them calls at their end"
    house.passes(minutes=house.office.ladder["DARURAT"])
    assert calls() == [f"{number}.2.r1@group"]
    house.acknowledges(officer, number)
    house.delivers()
    _presses(person)
    assert calls() == [f"{number}.3@group"]


def test_a_higher_urgency_never_waits(house):
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no")
    house.acknowledges(officer, person.number)
    _presses(person)
    assert house.codes("alert") == [f"{person.number}.0", f"{person.number}.1"]
    assert not [row for row in house.rows("outbox", kind="alert") if row.due_at > house.clock]


def test_a_wrong_clock_delays_no_call(house):
    house.officer("Sri")
    right = house.clock
    house.passes(days=365)
    person = house.person().calls_for_help()
    house.clock = right
    assert ("alert", "group", f"{person.number}.0") in [(k, d, c.split("@")[0]) for k, d, c in house.delivers()]


def test_a_clock_that_was_wrong_once_delays_the_next_call_by_minutes_only(house):
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no")
    _presses(person)
    house.acknowledges(officer, person.number)
    right = house.clock
    house.passes(days=365)
    _presses(person)
    house.acknowledges(officer, person.number)
    house.clock = right
    _presses(person)
    house.delivers()
    house.passes(minutes=3)
    assert ("alert", "group") in [(kind, where) for kind, where, _ in house.delivers()]


def test_jangan_on_the_distress_screen_takes_back_an_earlier_yes(house):
    person = house.person().files().taps("saved", "life.no").adds("contact", "contact.anytime")
    assert house.record(person.report_id)["contact"] == "anytime"
    person.taps("distress", "33.16.05", "distress.silent")
    assert house.record(person.report_id)["contact"] == "no"


def test_a_slow_batch_lets_the_desk_write_in_between(house, monkeypatch):
    """A hundred long messages of one chat held the lock for a minute: no alert went out."""
    monkeypatch.setattr("storage.turns._LONGEST", 0.0)
    begun = []
    reporters = house.sides["reporter"]
    writing = reporters.writing
    monkeypatch.setattr(reporters, "writing", lambda: begun.append(1) or writing())
    person = house.person()
    told = house.take(*(person.message(f"cerita {n}") for n in range(5)))
    assert len(told) == 5
    assert len(begun) >= 5


def test_calling_for_help_with_an_old_button_is_heard(house):
    person = house.person().files().taps("saved", "life.no")
    house.passes(days=2)
    house.take(person.tap("distress", step="hub", version=2))
    person.taps("33.16.05", "distress.silent")
    assert person.case.urgency == "DARURAT"


def test_several_additions_in_a_row_are_one_word_to_the_desk(house):
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no")
    house.delivers()
    house.acknowledges(officer, person.number)
    house.passes(minutes=1)
    house.delivers()
    person.writes("satu").adds("visit", "visit.danger")
    house.take(*(person.message(f"lagi {n}") for n in range(3)))
    house.passes(minutes=1)
    assert [kind for kind, *_ in house.delivers()] == ["addition"]
    person.writes("tiga")
    house.passes(seconds=4)
    (sent,) = house.delivers()
    assert sent[:2] == ("addition", f"officer:{officer.id}")


def test_words_to_a_closed_case_open_it_again(house):
    """The case was closed, then: "he came back". Nobody may answer that with silence."""
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no")
    house.acknowledges(officer, person.number)
    house.change("cases", closed=house.clock, state="ditutup")
    house.delivers()
    person.writes("dia datang lagi")
    case = person.case
    assert (case.closed, case.state, case.acknowledged_by, case.raises) == (None, "baru", None, 1)
    sent = house.delivers()
    assert ("alert", f"officer:{officer.id}", f"{case.number}.1@officer:{officer.id}") in sent


def test_danger_in_a_closed_case_opens_it_again(house):
    person = house.person().files().taps("saved", "life.no")
    house.change("cases", closed=house.clock, state="ditutup")
    person.adds("danger", "danger.weapon")
    assert (person.case.closed, person.case.state, person.case.urgency) == (None, "baru", "DARURAT")
    assert house.codes("alert") == [f"{person.number}.0", f"{person.number}.1"]


def test_a_new_report_of_the_same_person_is_another_case(house):
    person = house.person().files().taps("exit").starts().taps("welcome.new")
    person.taps("safety.no", "33.16.05", "distress.write")
    assert len(house.rows("cases")) == len(house.rows("reports")) == len(house.rows("return_addresses")) == 2


# --- an officer's letters ---------------------------------------------------------------------------------------------


def test_a_letter_is_read_when_it_is_safe_to_read_and_answered(house):
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no").adds("contact", "contact.anytime")
    house.replies(officer, person.number, "Kami di jalan. Tetap di kamar ya.")
    person.taps("open_news")
    assert person.step == "news"
    assert "jalan" not in str([line.args for line in person.screen.lines])
    person.taps("news.safe")
    assert [line.args["words"] for line in person.screen.lines if line.key == "plain"] == [
        "Kami di jalan. Tetap di kamar ya."
    ]
    assert house.row("letters").read_hour is None
    person.writes("Iya bu")
    assert house.row("letters").read_hour is None, "the words may have been on their way before it stood there"
    person.taps("next")
    assert house.row("letters").read_hour == to_hour(house.clock)
    assert house.record(person.report_id)["words"][-1]["text"] == "Iya bu"
    house.passes(seconds=4)
    assert [kind for kind, *_ in house.delivers()][-1] == "addition"


def _begins_anew_and_is_answered(house):
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no").adds("contact", "contact.anytime")
    number = person.number
    person.taps("exit").starts().taps("welcome.new", "safety.yes")
    house.replies(officer, number, "Kami di jalan.")
    return person


def test_an_answer_to_an_earlier_report_is_read_all_the_same(house):
    person = _begins_anew_and_is_answered(house)
    with house.db.reading() as conn:
        assert not returning.was_read(conn, 1)
    person.taps("open_news", "news.safe")
    assert "Kami di jalan." in [line.args.get("words") for line in person.screen.lines]
    person.taps("next")
    with house.db.reading() as conn:
        assert returning.was_read(conn, 1)


def test_leaving_a_second_report_unsaved_keeps_the_way_back_to_the_first(house):
    person = _begins_anew_and_is_answered(house)
    person.taps("privacy.yes", "saving.send").writes("yang kedua").taps("exit")
    assert person.draft["words"] == []
    assert len(house.rows("reports")) == 1
    person.taps("open_news", "news.safe")
    assert "Kami di jalan." in [line.args.get("words") for line in person.screen.lines]


def test_another_persons_letter_cannot_be_marked_read(house, monkeypatch):
    victim = _begins_anew_and_is_answered(house)
    thief = house.person(2_222_222_222).files().taps("saved", "life.no")
    take = turn.take

    def forged(*given, **more):
        return replace(take(*given, **more), effects=(MarkLettersRead((1,)),))

    monkeypatch.setattr(turn, "take", forged)
    thief.starts()
    monkeypatch.undo()
    assert house.row("letters").read_hour is None
    assert victim.taps("open_news").step == "news"


def test_cards_that_stand_open_go_at_once_when_a_case_is_sealed_away(house):
    person = house.person().calls_for_help().taps("next", *TO_WORDS[1:5])
    with house.db.writing() as conn:
        outbox.owe(
            conn, "duty", "wipe", "officer:1", code="wipe.1.9", due_at=house.clock + timedelta(minutes=10), waits=True,
            office_code=house.office.code, case_id=person.case.id, detail={"chat": 5, "message": 9},
        )  # fmt: skip
    person.taps("insider.some")
    assert ("wipe", "officer:1", "wipe.1.9") in house.delivers()


def test_a_letter_that_cannot_be_opened_does_not_lock_its_reader_out(house):
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no")
    house.replies(officer, person.number, "Satu")
    house.replies(officer, person.number, "Dua")
    with house.db.writing() as conn:
        conn.execute(text("UPDATE letters SET box = :box WHERE id = 1"), {"box": b"\x01" + bytes(60)})
    person.taps("open_news", "news.safe")
    assert not person.failed
    assert [line.args["words"] for line in person.screen.lines if line.key == "plain"] == ["Dua"]


# --- silence ----------------------------------------------------------------------------------------------------------


def test_nothing_prints_words_or_people(house, caplog, failing):
    caplog.set_level(logging.DEBUG)
    person = house.person().tells()
    failing("rahasia sekali", RuntimeError("rahasia sekali"))
    arrived = person.message("rahasia sekali", known=(41, 42))
    (told,) = house.take(arrived)
    shown = [repr(arrived), repr(told), repr(Unreadable(1, "X", {"a": "rahasia"})), repr(house.turns), caplog.text]
    shown += [repr(house.take(person.message("lagi"))[0]), repr(arrived.address), repr(house.keys)]
    tag = (person.tag.hex(), repr(person.tag)[2:20])
    for trace in ("rahasia", STORY, str(person.chat_id), "33.16.05", "41, 42", *tag):
        assert not any(trace in one for one in shown), trace


def test_errors_of_the_database_hide_what_was_stored(house):
    person = house.person()
    update = person.start()
    with house.db.writing() as conn:
        conn.execute(text("DROP TABLE receipts"))
        conn.execute(text("DROP TABLE return_addresses"))
    with pytest.raises(SQLAlchemyError) as caught:
        house.take(update, person.message("rahasia sekali"))
    assert "rahasia" not in str(caught.value)
    assert str(person.chat_id) not in str(caught.value)


def test_message_ids_to_wipe_are_kept_sealed(house):
    person = house.person().starts()
    house.take(person.message("a", known=(41, 42)), person.message("b", known=tuple(range(100, 1500))))
    assert person.known == list(range(500, 1500))
    assert not house.rows("return_addresses")


def test_an_id_that_comes_twice_takes_one_place(house):
    person = house.person().starts()
    known = tuple(range(100, 250))
    told = house.take(person.message("a", known=known, message=7), person.message("b", known=known, message=8))
    assert person.known == [*known, 7, 8]
    assert [[trace.id for trace in one.kept] for one in told] == [[*known], [*known]]


def test_a_turn_that_was_taken_before_holds_no_new_ids(house):
    person = house.person().starts()
    update = person.message("a", message=7)
    house.take(update)
    (told,) = house.take(replace(update, known_messages=(house.trace(41), house.trace(42))))
    assert told.kept == ()
    assert person.known == [7]


def _owes(house, owed):
    wipe = wiping.opened(house.keys, owed, house.clock)
    return wipe.chat_id, [trace.id for trace in wipe.messages], wipe.leaves


def test_what_quiet_mode_takes_out_of_the_chat_is_owed_in_the_same_commit(house):
    person = house.person().starts().taps("safety.yes", "privacy.no")
    (told,) = house.take(person.message("dia di rumah", message=70_001))
    assert told.wipe
    row = house.row("outbox", code=told.wiping)
    assert (row.side, row.kind, row.case_id, row.report_id) == ("reporter", "wipe", None, None)
    assert timedelta(0) < row.due_at - house.clock <= timedelta(seconds=30)
    assert not house.holds(*person.traces(), b"70001")
    assert outbox.claim(house.sides["reporter"], "reporter", house.clock, 20, 5) == [], "the door takes it away first"
    (owed,) = outbox.claim(house.sides["reporter"], "reporter", row.due_at, 20, 5)
    assert _owes(house, owed) == (person.chat_id, [70_001], False)
    with house.db.writing() as conn:
        outbox.paid(conn, owed.id, house.clock)
    assert house.row("outbox", code=told.wiping).detail is None, "how to find the chat is forgotten"
    assert 70_001 not in person.known, "what is gone takes no place"
    house.restart(power_cut=True)
    with pytest.raises(CannotOpen):
        _owes(house, owed)


def test_what_was_typed_before_is_owed_too_and_the_screen_is_not(house):
    person = house.person().starts()
    house.take(person.message("halo", message=11))
    person.taps("safety.yes")
    house.take(person.tap("privacy.no", known=(10, 12), message=12))
    (owed,) = outbox.claim(house.sides["reporter"], "reporter", house.clock + timedelta(minutes=1), 20, 5)
    assert _owes(house, owed) == (person.chat_id, [11, 10], False)


def test_a_picture_in_a_turn_that_fails_is_owed_too(house, monkeypatch):
    person = house.person().starts()
    monkeypatch.setattr(turn, "take", lambda *_, **__: 1 / 0)
    (told,) = house.take(person.update(Sent(house.clock, "media"), message=5))
    assert told.screen is None
    (owed,) = outbox.claim(house.sides["reporter"], "reporter", house.clock + timedelta(minutes=1), 20, 5)
    assert _owes(house, owed) == (person.chat_id, [5], False)


@pytest.mark.parametrize("quiet", [True, False])
def test_words_of_a_turn_that_fails_stay_in_the_chat_unless_it_may_be_seen(house, failing, quiet):
    person = house.person().starts().taps("safety.yes", "privacy.no" if quiet else "privacy.yes")
    failing("dia di rumah", ZeroDivisionError())
    (told,) = house.take(person.message("dia di rumah", message=5))
    assert told.screen is None, "nobody is told that it was kept"
    assert (told.wipe, bool(told.wiping)) == (quiet, quiet)


def test_a_message_we_sent_by_ourselves_is_known_to_the_conversation(house):
    person = house.person().starts()
    with house.db.writing() as conn:
        assert wiping.note_sent(conn, house.keys, person.tag, [house.trace(99)], house.clock)
        assert not wiping.note_sent(conn, house.keys, b"nobody", [house.trace(99)], house.clock)
    assert person.known == [99]
    assert person.taps("safety.yes").step == "privacy"


def test_whoever_calls_for_help_is_to_be_answered_first(sqlite_house):
    calm, other = sqlite_house.person(), sqlite_house.person(1_111_111_111)
    assert [told.urgent for told in sqlite_house.take(calm.start(), other.start())] == [False, False]
    assert not sqlite_house.take(calm.tap("safety.yes"))[0].urgent
    for button in ("safety.no", "33.16.05", "distress.write"):
        (told,) = sqlite_house.take(other.tap(button))
    assert told.urgent
    assert sqlite_house.take(other.message("dia di luar"))[0].urgent

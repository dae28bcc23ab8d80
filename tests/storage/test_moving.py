"""A case told to Blora that belongs to Rembang: it goes there whole and in one breath, or it stays."""

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError

from flows.events import AskedErasure, Checked
from flows.office_file import default_office_text, read_office
from flows.session import Session
from flows.wording import write
from storage import (
    audit,
    case_file,
    cases,
    consents,
    database,
    decisions,
    deeds,
    ending,
    fanout,
    handling,
    merging,
    moving,
    neighbours,
    numbers,
    outbox,
    pulses,
    queue,
    referrals,
    registry,
    related,
    replies,
    roles,
    roster,
    tracks,
    voices,
)
from storage.errors import CannotOpen, CaseAlreadyClosed, KeyMissing, NoSuchCase, NotPossible
from storage.filing import Filing, hold
from storage.keyring import DutyKeys, ReporterKeys, create_home_keys, folder_of, public_lock, seen_from_afar
from storage.retention import Retention
from storage.sealing import Key
from storage.tables import Row
from storage.turn import Turn
from storage.turns import Turns
from tests.storage.telling import CLAIMED, ESCALATION, PASSPHRASE, ROLES, STORY, House

CODE = "33.17"
FILE = default_office_text().replace("33.16", CODE).replace("Blora", "Rembang")
REMBANG = read_office(FILE)
UNTIL = date(2026, 12, 1)
on_postgres = pytest.mark.parametrize(
    "database", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
LAW = "UU 35/2014: kantor tempat kejadian"


@dataclass
class Two:
    """Blora is the home office; Rembang's folder lies beside it, and its desk is awake."""

    house: House

    def __post_init__(self):
        house, self.folder = self.house, folder_of(self.house.home, CODE)
        create_home_keys(self.folder, house.runtime, PASSPHRASE, escalation_passphrase=ESCALATION, beside=house.home)
        (house.home / "office.toml").write_text(default_office_text(), "utf-8")
        (self.folder / "office.toml").write_text(FILE, "utf-8")
        self.keys = DutyKeys.load(self.folder, PASSPHRASE)
        self.restart()
        self.wati = self.officer("Wati", 502)
        self.wakes()

    def restart(self):
        house = self.house
        house.keys = ReporterKeys.load(house.home, house.runtime, house.clock, [CODE], house.office.code)
        house.turns = Turns(house.sides["reporter"], house.keys, house.office, [REMBANG])

    def officer(self, name, telegram_id, role="officer", code=CODE):
        house = self.house
        roster.add(house.db, code, telegram_id, name, role, house.clock)
        with house.db.writing() as conn:
            return roster.mark_started(conn, code, telegram_id, house.clock)

    def wakes(self):
        with self.house.db.writing() as conn:
            for part in pulses.PARTS:
                pulses.beat(conn, CODE, part, self.house.clock)
            pulses.show_keys(conn, CODE, seen_from_afar(self.keys.office, self.keys.escalation), self.house.clock)

    def copies(self, name="33.18", text=FILE):
        """A third office whose folder was made from Rembang's."""
        folder = folder_of(self.house.home, name)
        (folder / "keys/public").mkdir(parents=True)
        (folder / "office.toml").write_text(text.replace(CODE, name), "utf-8")
        for one in ("office", "escalation", "reply"):
            (folder / f"keys/public/{one}.pub").write_bytes((self.folder / f"keys/public/{one}.pub").read_bytes())
        return folder

    def makes_keys(self, folder):
        """Keys of that office's own. Gives what its desk would show."""
        for name in ("office", "escalation"):
            (folder / f"keys/public/{name}.pub").write_bytes(Key.fresh().lock.public)
        return seen_from_afar(public_lock(folder, "office"), public_lock(folder, "escalation"))

    @property
    def case(self):
        """The case as Rembang has it."""
        return self.house.row("cases", office_code=CODE)

    def signs(self, officer, number, to=REMBANG.name, **given):
        """The survivor signed that Rembang may have it."""
        house = self.house
        track = house.desk(tracks.transfer_of, house.desk_keys, house.office, officer, number, house.clock)
        about = (house.desk_keys, house.office, officer, number, track.id, to, UNTIL, house.clock)
        return house.desk(consents.record, *about, **{"granted": True, **given})

    def asks(self, officer, number):
        house = self.house
        track = house.desk(tracks.transfer_of, house.desk_keys, house.office, officer, number, house.clock)
        about = (house.desk_keys, house.office, officer, number, track.id, REMBANG.name, UNTIL, house.clock)
        return house.desk(consents.ask, *about)

    def moves(self, officer, number, basis="consent", why="", code=CODE):
        house = self.house
        self.wakes()
        how = ending.Ending("hand_on", to=REMBANG.name, basis=basis, why=why, office=code)
        return house.desk(ending.end, house.desk_keys, house.office, officer, number, how, house.clock)

    def delivers(self):
        """What Rembang's own dispatcher sends."""
        house, sent = self.house, []
        while rows := outbox.claim(house.sides["duty"], "duty", house.clock, CLAIMED, 50, office_code=CODE):
            for owed in rows:
                with house.sides["duty"].writing() as conn:
                    if owed.destination != "desk" or owed.kind == "taken":
                        sent.append((owed.kind, owed.destination, owed.code))
                        outbox.paid(conn, owed.id, house.clock)
                        continue
                    fanout.spread(conn, owed, REMBANG, house.clock, has_group=True)
        return sent

    def reads(self, number=None):
        return self.house.desk(
            case_file.read_card, self.keys, self.wati, number or self.case.number, REMBANG, self.house.clock
        )

    def record(self, report_id):
        row = self.house.row("reports", id=report_id)
        return self.keys.office_key.open("report", report_id, row.snapshot)


@pytest.fixture
def two(house):
    return Two(house)


@pytest.fixture
def budi(house):
    return house.officer("Budi")


@pytest.fixture
def person(house, two, sri):
    """Somebody of Rembang who told Blora; Sri has taken it."""
    person = house.person().starts().taps("office.33.16")
    person.taps("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none").writes(STORY)
    person.taps("act.hit", "done", "when.30d", "33.16.05", "submit", "saved", "life.no")
    person.adds("contact", "contact.anytime")
    house.acknowledges(sri, person.number)
    return person


def why(error):
    return error.value.why


def nothing_changed(house, number):
    assert not house.rows("cases", office_code=CODE)
    assert {row.office_code for row in house.rows("reports")} == {"33.16"}
    assert house.row("cases", number=number).closed is None
    assert not house.rows("referrals")


# --- by what right ----------------------------------------------------------------------------------------------------


@pytest.mark.threat("O7")
def test_without_consent_or_ground_it_stays(house, two, sri, person):
    number = person.number
    for basis, reason in (("consent", ""), ("law", ""), ("law", "pendek"), ("", "lebih mudah begini saja")):
        with pytest.raises(NotPossible):
            two.moves(sri, number, basis, reason)
        nothing_changed(house, number)
    two.asks(sri, number)
    with pytest.raises(NotPossible) as error:
        two.moves(sri, number)
    assert why(error) == "desk-why-consent"
    nothing_changed(house, number)


def test_a_yes_to_something_else_is_no_yes_to_moving(house, two, sri, person):
    visum = house.desk(tracks.open_track, house.desk_keys, house.office, sri, person.number, "medical", house.clock)
    about = (house.desk_keys, house.office, sri, person.number, visum.id)
    with pytest.raises(NotPossible):  # and an office of the deployment is no partner a service is handed to
        house.desk(consents.record, *about, REMBANG.name, UNTIL, house.clock, granted=True)
    with pytest.raises(NotPossible) as error:
        two.moves(sri, person.number)
    assert why(error) == "desk-why-consent"


def test_a_yes_that_was_taken_back_or_is_over_moves_nothing(house, two, sri, person):
    consent = two.signs(sri, person.number)
    house.desk(consents.take_back, sri, person.number, consent, house.clock)
    with pytest.raises(NotPossible):
        two.moves(sri, person.number)
    two.signs(sri, person.number, letter="460/12/XI/2026")
    house.passes(days=9)
    with pytest.raises(NotPossible):
        two.moves(sri, person.number)
    assert not house.rows("cases", office_code=CODE)


def test_the_database_itself_lets_no_report_go_without_a_referral(house, two, person):
    there = two.keys.office.key_id
    for db in {id(db): db for db in (*house.sides.values(), house.db)}.values():
        with pytest.raises(DatabaseError), db.writing() as conn:
            conn.execute(text("UPDATE reports SET office_code = '33.17', key_id = :key"), {"key": there})
    assert {row.office_code for row in house.rows("reports")} == {"33.16"}


def test_asked_in_the_chat_the_survivor_says_yes_knowing_that_all_of_it_goes(house, two, sri, person):
    two.asks(sri, person.number)
    person.starts().taps("open_news", "news.safe")
    said = write(person.screen).text
    assert REMBANG.name in said
    assert "semua yang sudah diceritakan" in said
    person.taps("permit.yes")
    assert "note-permit-moves" in person.lines
    assert two.moves(sri, person.number) == "dialihkan"
    (referral,) = house.rows("referrals")
    assert (referral.state, referral.ground, house.row("consents").state) == ("done", None, "ended")


def test_the_law_is_a_ground_that_is_written_down(house, two, sri, person):
    old = person.number
    assert two.moves(sri, old, "law", LAW) == "dialihkan"
    (referral,) = house.rows("referrals")
    assert (referral.state, referral.ground, referral.office_code) == ("done", "law", "33.16")
    case = house.row("cases", number=old)
    assert house.desk_keys.office_key.open("handling", old, case.handling)["ending"]["why"] == LAW


# --- what goes --------------------------------------------------------------------------------------------------------


def test_it_is_a_new_case_there_and_the_desk_there_is_called(house, two, sri, person):
    old, urgency = person.number, person.case.urgency
    two.delivers()
    two.signs(sri, old)
    two.moves(sri, old)
    case = two.case
    assert case.number != old
    assert (case.state, case.urgency, case.closed, case.acknowledged_by, case.raises) == (
        "baru",
        urgency,
        None,
        None,
        0,
    )
    sent = two.delivers()
    assert ("alert", f"officer:{two.wati.id}", f"{case.number}.0@officer:{two.wati.id}") in sent
    house.passes(hours=30)
    assert any(kind == "alert" and ".r" in code for kind, _, code in two.delivers()), "its own ladder climbs"
    card = two.reads()
    assert case.number in card
    assert "Dinsos" in card
    whole = house.desk(case_file.read_whole, two.keys.office_key, REMBANG, case.number, house.clock)
    assert STORY in "".join(whole.words)


def test_an_urgent_one_takes_two_people_here_and_wakes_the_duty_officer_there(house, two, sri, budi):
    person = house.person().starts().taps("office.33.16").calls_for_help()
    number = person.number
    house.acknowledges(sri, number)
    assert person.case.urgency == "DARURAT"
    with pytest.raises(NotPossible) as error:
        two.moves(sri, number, "law", LAW)
    assert why(error) == "desk-why-two"
    two.wakes()
    how = ending.Ending("hand_on", to=REMBANG.name, basis="law", why=LAW, office=CODE)
    asked = house.desk(decisions.ask_end, house.desk_keys, house.office, sri, number, how, house.clock)
    assert not house.rows("cases", office_code=CODE)
    about = (house.desk_keys, house.office, budi, number, asked, True, house.clock)
    house.desk(decisions.decide, *about)
    assert (two.case.urgency, two.case.rank, two.case.state) == ("DARURAT", 0, "baru")
    assert f"officer:{two.wati.id}" in [to for kind, to, _ in two.delivers() if kind == "alert"]
    told = [(to, code.partition("@")[0]) for kind, to, code in house.delivers() if kind == "second"]
    assert told == [(f"officer:{sri.id}", f"{number}.second{asked}.agreed.end")], "whoever asked has it no more"


def test_a_legal_clock_does_not_keep_it_here_and_runs_on_there(house, two, sri, person):
    from storage import clocks

    due = house.desk(clocks.note_own_words, house.desk_keys, sri, person.number, house.clock)
    two.signs(sri, person.number)
    house.passes(hours=5)
    two.moves(sri, person.number)
    running = house.desk(clocks.running, two.keys, two.case)
    assert [one.due for one in running if one.code == clocks.OWN_WORDS] == [due]


def test_voices_and_numbers_go_along_and_open_only_there(house, two, sri, person):
    report = house.row("reports")
    sound = voices.packed(b"OggS suara", 7)
    with house.db.writing() as conn:
        voices.seal_away(conn, house.keys, report.id, "33.16", "office", sound, house.clock)
        for to, lock in (("office", house.keys.office), ("escalation", house.keys.escalation)):
            numbers._seal(conn, lock, "33.16", report.id, to, "0812345")
    two.signs(sri, person.number)
    two.moves(sri, person.number)
    assert house.desk(voices.of_case, two.keys.office_key, two.case.id) == [(b"OggS suara", 7)]
    assert house.desk(voices.of_case, house.desk_keys.office_key, two.case.id) == []
    assert "0812345" in two.reads()
    assert {(row.sealed_to, row.office_code) for row in house.rows("reported_numbers")} == {
        ("office", CODE),
        ("escalation", CODE),
    }
    for row in house.rows("reported_numbers"):
        for key in (house.desk_keys.office_key, house.holder_keys.escalation_key):
            with pytest.raises(CannotOpen):
                key.open("number", row.report_id, row.box)


def test_what_was_done_here_goes_along_sealed_and_whole(house, two, sri, person):
    long_note = "Ibunya dihubungi lewat guru. " * 20
    house.desk(deeds.record, house.desk_keys, sri, person.number, "note", long_note, house.clock)
    house.desk(deeds.record, house.desk_keys, sri, person.number, "called", None, house.clock)
    house.replies(sri, person.number, "Besok kami datang. " * 150)
    given = {"on": UNTIL, "team": ["worker"], "needs": ("psych",), "at": house.clock}
    house.desk(handling.assess, house.desk_keys, sri, person.number, **given)
    two.signs(sri, person.number)
    old = person.number
    two.moves(sri, old)
    lines = "\n".join(moving.came_with(two.keys, two.case))
    for part in (old, long_note.strip(), "Besok kami datang. " * 150, "Sri", "Psikososial", "Blora"):
        assert part.strip() in lines
    assert old in two.reads()
    assert not house.holds(b"lewat guru", b"Besok kami")
    # and on from there it still goes along
    copy = house.row("deeds", office_code=CODE)
    assert two.keys.office_key.open("deed", two.case.number, copy.box)["words"]


def test_both_chains_say_so_and_hold(house, two, sri, person):
    old = person.number
    two.signs(sri, old)
    two.moves(sri, old)
    here = [row.action for row in house.rows("audit", case_number=old)]
    assert here[-4:] == ["referral.done", "consent.ended", "moved.33.17", "ended.dialihkan"]
    (there,) = house.rows("audit", case_number=two.case.number)
    assert (there.office_code, there.actor, there.action) == (CODE, "office:33.16", "came.33.16")
    with house.db.reading() as conn:
        assert audit.verify(conn) is None


# --- what is left -----------------------------------------------------------------------------------------------------


def test_the_office_that_had_it_opens_it_no_more(house, two, sri, person):
    old, report = person.number, person.report_id
    house.desk(deeds.record, house.desk_keys, sri, old, "note", "Tetangga melihatnya.", house.clock)
    house.replies(sri, old, "Kami baca.")
    two.signs(sri, old)
    two.moves(sri, old)
    case = house.row("cases", number=old)
    assert (case.state, case.closed, case.office_code) == ("dialihkan", house.clock, "33.16")
    assert moving.went_to(house.desk_keys, case) == REMBANG.name
    key = house.desk_keys.office_key
    with pytest.raises(CannotOpen):
        house.record(report)
    with pytest.raises(CannotOpen):
        house.desk(case_file.read_card, house.desk_keys, sri, old, house.office, house.clock)
    with pytest.raises(NotPossible):
        house.desk(case_file.note_opened, sri, old, house.clock)
    with pytest.raises(NoSuchCase):
        house.desk(cases.open_for, sri, two.case.number)
    assert key.open("face", old, case.face) == {}
    assert [row.box for row in house.rows("deeds", case_id=case.id)] == [None] * len(
        house.rows("deeds", case_id=case.id)
    )
    for letter in house.rows("letters", case_id=case.id):
        assert key.open("letter copy", old, letter.office_copy) == {}
    with pytest.raises(CaseAlreadyClosed):
        house.desk(deeds.record, house.desk_keys, sri, old, "note", "lagi", house.clock)
    for doing in (replies.begin_reply, handling.reopen):
        with pytest.raises(NotPossible) as error:
            house.desk(doing, sri, old, house.clock)
        assert why(error) == "desk-why-moved"
    with pytest.raises(NotPossible):
        house.replies(sri, old, "masih di sini?")


def test_nothing_more_calls_the_office_that_had_it(house, two, sri, person):
    old = person.case
    house.delivers()
    person.writes("namanya belum kusebut")  # something settles, and waits to be told
    assert house.rows("outbox", case_id=old.id, kind="addition", done_hour=None)
    house.desk(replies.begin_reply, sri, person.number, house.clock)
    two.signs(sri, person.number)
    two.moves(sri, person.number)
    owed = house.rows("outbox", case_id=old.id, side="duty", done_hour=None)
    assert {row.kind for row in owed} <= {"taken", "wipe"}
    assert [(kind, where) for kind, where, _ in house.delivers() if kind == "taken"] == [("taken", "desk")]
    assert house.again(sri).replying_to is None
    for _ in range(40):
        house.passes(hours=12)
        assert not [
            row
            for row in outbox.claim(house.db, "duty", house.clock, 1.0, 50, office_code="33.16")
            if row.case_id == old.id
        ]


def test_it_is_counted_once_where_it_is(house, two, sri, person):
    two.signs(sri, person.number)
    two.moves(sri, person.number)
    span = (house.clock - timedelta(days=2), house.clock + timedelta(days=2))
    here = house.desk(lambda conn: list(registry.filed_between(conn, house.desk_keys, house.office, *span)))
    there = house.desk(lambda conn: list(registry.filed_between(conn, two.keys, REMBANG, *span)))
    assert here == []
    assert [(one.kept.number, one.sealed) for one in there] == [(two.case.number, False)]
    assert house.desk(queue.waiting, house.desk_keys, "33.16", sri) == []
    assert [line.number for line in house.desk(queue.waiting, two.keys, CODE, two.wati)] == [two.case.number]


# --- the reporter -----------------------------------------------------------------------------------------------------


@pytest.fixture
def moved(house, two, sri, person):
    two.signs(sri, person.number)
    two.moves(sri, person.number)
    house.passes(minutes=3)
    return two


def test_later_words_go_to_the_new_office_alone(house, moved, person):
    moved.delivers()
    person.writes("tadi dia datang lagi ke Lasem")
    told = moved.record(person.report_id)
    assert (told["office"], told["words"][-1]["text"]) == (CODE, "tadi dia datang lagi ke Lasem")
    assert {row.office_code for row in house.rows("reports")} == {CODE}
    assert person.draft["office"] == CODE
    house.passes(minutes=3)
    sent = moved.delivers()
    assert sent
    assert all(code.startswith(moved.case.number) for _, _, code in sent)
    old = house.row("cases", office_code="33.16")
    assert not house.rows("outbox", case_id=old.id, side="duty", done_hour=None) or old.closed
    person.adds("danger", "danger.weapon", "done")
    assert moved.keys.office_key.open("face", moved.case.number, moved.case.face)["kecamatan"] == "33.16.05"
    last = [row for row in house.rows("audit") if row.actor == "reporter"][-1]
    assert last.office_code == CODE


def test_the_new_offices_answer_reaches_the_reporter(house, moved, person):
    person.starts().taps("open_news", "news.safe")
    assert any(REMBANG.name in str(line.args.get("words")) for line in person.screen.lines), "who answers from now on"
    person.taps("next")
    holder = REMBANG.escalation.holder
    house.desk(cases.acknowledge, moved.wati, moved.case.number, house.clock, holder=holder)
    house.desk(replies.reply, moved.keys, moved.wati, moved.case.number, "Kami dari Rembang.", house.clock)
    assert [row.kind for row in house.rows("outbox", side="reporter", done_hour=None)][-1] == "news"
    person.starts().taps("open_news", "news.safe")
    assert "Kami dari Rembang." in [line.args.get("words") for line in person.screen.lines]


def test_they_are_told_by_the_rules_of_every_letter(house, two, sri, person):
    house.replies(sri, person.number, "Kami baca.")
    two.signs(sri, person.number)
    two.moves(sri, person.number)
    news = house.rows("outbox", kind="news")
    assert [row.destination for row in news] == ["reporter"] * len(news)
    assert all(row.report_id == person.report_id for row in news)
    person.starts().taps("open_news", "news.safe")
    words = [line.args.get("words") for line in person.screen.lines]
    assert "Kami baca." in words, "what Blora wrote before is not lost"


def test_after_a_power_cut_they_are_still_with_the_new_office(house, moved, person):
    (house.runtime / "draft.key").unlink()
    moved.restart()
    person.starts()
    assert person.draft["office"] == CODE
    house.passes(minutes=2)
    person.writes("masih di sini")
    assert moved.record(person.report_id)["words"][-1]["text"] == "masih di sini"


def test_words_of_the_very_moment_are_not_lost(house, two, sri, person, monkeypatch):
    """The conversation was loaded, then the desk moved the case, then the turn wrote."""
    from storage import turn

    two.signs(sri, person.number)
    as_it_was = person.draft["office"]
    standing = turn.permits.standing

    def late(conn, keys, session, own):
        from flows.values import replace

        return replace(standing(conn, keys, session, own), office=as_it_was)

    two.moves(sri, person.number)
    monkeypatch.setattr(turn.permits, "standing", late)
    person.writes("ini belum sampai?")
    assert two.record(person.report_id)["words"][-1]["text"] == "ini belum sampai?"


def waits_for_a_lock(house):
    """Wait until some session of this database waits for a row of another."""
    until = time.monotonic() + 10
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    while time.monotonic() < until:
        with house.db.reading() as conn:
            if conn.scalar(waiting):
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")


@on_postgres
@pytest.mark.parametrize("power_cut", [False, True])
def test_words_said_while_the_desk_moves_it_wait_and_follow(house, two, sri, person, power_cut):
    old = person.number
    two.signs(sri, old)
    if power_cut:
        (house.runtime / "draft.key").unlink()
        two.restart()
    how = ending.Ending("hand_on", to=REMBANG.name, basis="consent", office=CODE)
    update_ = person.message("ini kukatakan sekarang")
    with ThreadPoolExecutor(1) as phone:
        with house.sides["duty"].writing() as conn:
            ending.end(conn, house.desk_keys, house.office, sri, old, how, house.clock)
            said = phone.submit(house.take, update_)
            waits_for_a_lock(house)
        said.result(20)
    assert two.record(person.report_id)["words"][-1]["text"] == "ini kukatakan sekarang"
    assert house.row("cases", number=old).state == "dialihkan"
    assert {row.office_code for row in house.rows("reports")} == {CODE}


@on_postgres
def test_what_the_reporter_is_just_saying_goes_along(house, two, sri, person, monkeypatch):
    two.signs(sri, person.number)
    here, on = threading.Event(), threading.Event()
    writes = Turn._write_draft

    def slowly(turn, session):
        writes(turn, session)
        here.set()
        assert on.wait(20)

    monkeypatch.setattr(Turn, "_write_draft", slowly)
    number = person.number
    with ThreadPoolExecutor(2) as both:
        said = both.submit(house.take, person.message("ini kukatakan sekarang"))
        assert here.wait(20)
        moved = both.submit(two.moves, sri, number)
        waits_for_a_lock(house)
        on.set()
        said.result(20)
        assert moved.result(20) == "dialihkan"
    assert two.record(person.report_id)["words"][-1]["text"] == "ini kukatakan sekarang"


@on_postgres
def test_what_was_written_and_not_yet_committed_is_waited_for(house, two, sri, person):
    """The desk opens what the reporter's side is just sealing anew, not what stood there before."""
    two.signs(sri, person.number)
    before = Session.from_data(person.draft)
    after = before.with_words(house.clock, "ini kukatakan sekarang")
    number = person.number
    with ThreadPoolExecutor(1) as desk:
        with house.sides["reporter"].writing() as conn:
            Filing(conn, house.keys, house.clock).write_report(before, after)
            moved = desk.submit(two.moves, sri, number)
            waits_for_a_lock(house)
        assert moved.result(20) == "dialihkan"
    assert two.record(person.report_id)["words"][-1]["text"] == "ini kukatakan sekarang"


@on_postgres
def test_a_voice_that_is_just_being_sealed_is_waited_for_and_goes_along(house, two, sri, person):
    """It is fetched apart from any turn: then the report is held, and not yet its case (`fetching.settle`)."""
    two.signs(sri, person.number)
    number, report = person.number, person.report_id
    with ThreadPoolExecutor(1) as desk:
        with house.sides["reporter"].writing() as conn:
            hold(conn, report)
            voices.seal_away(conn, house.keys, report, "33.16", "office", voices.packed(b"OggS", 7), house.clock)
            moved = desk.submit(two.moves, sri, number)
            waits_for_a_lock(house)
        assert moved.result(20) == "dialihkan"
    assert house.desk(voices.of_case, two.keys.office_key, two.case.id) == [(b"OggS", 7)]


@on_postgres
def test_whoever_loses_when_both_want_the_same_rows_does_it_again(house, two, sri, person, monkeypatch):
    """The reporter has the report and wants the case; the desk has the case and wants the report."""
    two.signs(sri, person.number)
    here, on = threading.Event(), threading.Event()
    writes = Filing.write_report

    def slowly(filing, before, session):
        writes(filing, before, session)
        here.set()
        assert on.wait(20)

    monkeypatch.setattr(Filing, "write_report", slowly)
    number, update_ = person.number, person.message("ini kukatakan sekarang")

    def until_done(do):
        for _ in range(3):
            try:
                return do()
            except OperationalError:
                continue
        raise AssertionError("never done")

    with ThreadPoolExecutor(2) as both:
        said = both.submit(until_done, lambda: house.take(update_))
        assert here.wait(20)
        moved = both.submit(until_done, lambda: two.moves(sri, number))
        waits_for_a_lock(house)
        on.set()
        said.result(30)
        assert moved.result(30) == "dialihkan"
    assert two.record(person.report_id)["words"][-1]["text"] == "ini kukatakan sekarang"
    assert house.row("cases", number=number).state == "dialihkan"


def test_the_receipt_still_says_something_neutral_and_opens_there(house, two, sri):
    nur = house.person().starts().taps("office.33.16")
    nur.taps("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none").writes(STORY)
    nur.taps("act.hit", "done", "when.30d", "33.16.05", "submit")
    code = nur.draft["receipt"]
    nur.taps("saved", "life.no", "hub.safe_word").writes("Melati Putih", "anggrek")
    house.acknowledges(sri, nur.number)
    two.moves(sri, nur.number, "law", LAW)
    two.delivers()
    other = house.person(8_800_900_100)
    house.take(other.update(Checked(house.clock, code)))
    assert other.step == "status"
    assert "sudah diterima" in write(other.screen).text
    assert "Rembang" not in write(other.screen).text
    other.taps("status.word").writes("Melati Putih")
    assert other.draft["visit"]["is_open"]
    other.writes("dari HP teman")
    assert {row.office_code for row in house.rows("reports")} == {CODE}
    assert {row.case_id for row in house.rows("reports")} == {two.case.id}
    assert two.record(other.report_id)["words"][-1]["text"] == "dari HP teman"
    third = house.person(8_800_900_111)
    house.take(third.update(Checked(house.clock, code)))
    third.taps("status.word").writes("anggrek")
    assert {row.office_code for row in house.rows("outbox", kind="heed")} == {CODE}


def test_erasing_and_retention_go_on(house, moved, person):
    now = Retention(house.sides["reporter"], house.keys, [house.office, REMBANG])
    house.passes(days=200)
    now.forget(house.clock)
    assert house.rows("return_addresses"), "nobody there has opened it: nothing is forgotten"
    holder = REMBANG.escalation.holder
    house.desk(cases.acknowledge, moved.wati, moved.case.number, house.clock, holder=holder)
    with house.db.writing() as conn:
        conn.execute(update(Row.metadata.tables["cases"]).values(closed=house.clock))
    house.passes(days=REMBANG.retention.return_address_after_closing + 2)
    now.forget(house.clock)
    assert not house.rows("return_addresses")
    last = [row for row in house.rows("audit") if row.action == "way back forgotten"][-1]
    assert (last.office_code, last.case_number) == (CODE, moved.case.number)


def test_erased_by_its_reporter_nothing_leads_back_and_the_case_stays_there(house, moved, person):
    house.take(person.update(AskedErasure(house.clock)))
    person.taps("erase.yes")
    for table in ("sessions", "return_addresses", "receipts"):
        assert not house.rows(table), table
    assert moved.case.closed is None
    erased = [row for row in house.rows("audit") if row.action == "erased"]
    assert [(row.office_code, row.case_number) for row in erased] == [(CODE, moved.case.number)]


def test_a_duress_word_that_was_not_heard_here_is_heard_there(house, two, sri, person):
    with house.db.writing() as conn:
        case = person.case
        outbox.owe(
            conn,
            "duty",
            "heed",
            "desk",
            code=f"{case.number}.heed0.2026112302",
            due_at=house.clock,
            office_code="33.16",
            case_id=case.id,
        )
    two.signs(sri, person.number)
    two.moves(sri, person.number)
    (row,) = house.rows("outbox", kind="heed", done_hour=None)
    assert (row.office_code, row.case_id) == (CODE, two.case.id)


def sealed_here(house, number):
    """A piece of each box that the case leaves behind, as a thief of the file would look for it."""
    case = house.row("cases", number=number)
    (report,) = house.rows("reports")
    (letter,) = house.rows("letters", case_id=case.id)
    (deed,) = house.rows("deeds", case_id=case.id, kind="note")
    boxes = (report.snapshot, case.face, letter.office_copy, deed.box, house.row("voices").box)
    return [bytes(box[5:69]) for box in boxes]


@on_sqlite
def test_what_was_sealed_to_this_office_leaves_the_file_and_its_log(house, two, sri, person):
    number, report = person.number, person.report_id
    house.desk(deeds.record, house.desk_keys, sri, number, "note", "Sudah dicek.", house.clock)
    house.replies(sri, number, "Besok kami datang.")
    with house.db.writing() as conn:
        voices.seal_away(conn, house.keys, report, "33.16", "office", voices.packed(b"OggS", 7), house.clock)
    before = sealed_here(house, number)
    assert house.holds(*before) == before
    two.moves(sri, number, "law", LAW)
    assert house.holds(*before) == []


@on_sqlite
def test_a_log_that_somebody_was_reading_is_emptied_later(house, two, sri, person, monkeypatch):
    monkeypatch.setattr(database, "_TRIED_AGAIN_AFTER", 0.0)
    raw = house.db._writer.raw_connection()
    raw.cursor().execute("PRAGMA busy_timeout=50")
    raw.close()
    before = bytes(house.row("reports").snapshot[5:69])
    with house.db.reading() as conn:
        conn.execute(text("SELECT count(*) FROM reports")).scalar()
        two.moves(sri, person.number, "law", LAW)
        assert house.holds(before)
    two.wakes()
    assert not house.holds(before)


@on_sqlite
def test_a_log_that_cannot_be_emptied_does_not_undo_a_move(house, two, sri, person, monkeypatch):
    def breaks(*_):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(house.db, "truncate_wal", breaks)
    assert two.moves(sri, person.number, "law", LAW) == "dialihkan"
    assert two.case.state == "baru"


def test_a_reporters_process_that_does_not_know_the_new_office_seals_nothing_to_the_old_one(house, two, sri, person):
    """One that was not started again since: it keeps what was said until it is, and does not lock it for Blora."""
    two.moves(sri, person.number, "law", LAW)
    house.keys = ReporterKeys.load(house.home, house.runtime, house.clock, [], house.office.code)
    house.turns = Turns(house.sides["reporter"], house.keys, house.office, [])
    before, said = house.row("reports"), person.message("kata-kata berikutnya")
    with pytest.raises(KeyMissing):
        house.take(said)
    assert house.row("reports") == before
    two.restart()
    house.take(said)
    assert two.record(person.report_id)["words"][-1]["text"] == "kata-kata berikutnya"


# --- when it cannot be ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", ["office.toml", "keys/public/office.pub", "keys/public/escalation.pub"])
def test_an_office_whose_folder_or_key_is_missing_gets_nothing(house, two, sri, person, gone):
    (two.folder / gone).unlink()
    with pytest.raises(NotPossible) as error:
        two.moves(sri, person.number, "law", LAW)
    assert why(error) == "desk-why-move-nowhere"
    nothing_changed(house, person.number)


@pytest.mark.parametrize("code", ["33.18", "33.16", "../33.17"])
def test_an_office_that_is_not_there_or_is_ourselves_gets_nothing(house, two, sri, person, code):
    with pytest.raises(NotPossible) as error:
        two.moves(sri, person.number, "law", LAW, code=code)
    assert why(error) == "desk-why-move-nowhere"
    nothing_changed(house, person.number)


@pytest.mark.threat("O7")
def test_an_office_of_another_deployment_gets_nothing(house, two, sri, person, tmp_path):
    create_home_keys(tmp_path / "else", tmp_path / "run2", PASSPHRASE, escalation_passphrase=ESCALATION)
    for name in ("office.pub", "reply.pub"):
        (two.folder / "keys/public" / name).write_bytes((tmp_path / "else/keys/public" / name).read_bytes())
    with pytest.raises(NotPossible) as error:
        two.moves(sri, person.number, "law", LAW)
    assert why(error) == "desk-why-move-stranger"
    nothing_changed(house, person.number)


@pytest.mark.threat("O7")
@pytest.mark.parametrize("name", ["office", "escalation"])
def test_a_case_is_never_sealed_to_a_key_that_the_desk_there_did_not_show(house, two, sri, person, name):
    """A wrong copy of its public key lies here: what went would be lost for good."""
    path = two.folder / f"keys/public/{name}.pub"
    right = path.read_bytes()
    path.write_bytes(Key.fresh().lock.public)
    with pytest.raises(NotPossible) as error:
        two.moves(sri, person.number, "law", LAW)
    assert why(error) == "desk-why-move-key"
    nothing_changed(house, person.number)
    path.write_bytes(right)
    two.moves(sri, person.number, "law", LAW)
    assert STORY in str(two.record(person.report_id))


def test_a_key_that_was_shown_long_ago_is_not_known_to_be_held(house, two, sri, person, monkeypatch):
    house.passes(minutes=4)
    with house.db.writing() as conn:
        for part in pulses.PARTS:
            pulses.beat(conn, CODE, part, house.clock)
    monkeypatch.setattr(two, "wakes", lambda: None)
    with pytest.raises(NotPossible) as error:
        two.moves(sri, person.number, "law", LAW)
    assert why(error) == "desk-why-move-key"
    nothing_changed(house, person.number)


@pytest.mark.threat("O7")
@pytest.mark.parametrize("name", [REMBANG.name, f"  {REMBANG.name.upper()} ", read_office(default_office_text()).name])
def test_offices_that_share_a_name_get_nothing_since_nobody_knows_which_was_meant(house, two, sri, person, name):
    """Somebody copied an office file: a yes to one would have moved the case to the other."""
    two.signs(sri, person.number)
    folder = two.copies(text=FILE.replace(f'name = "{REMBANG.name}"', f'name = "{name}"'))
    two.officer("Joko", 503, code="33.18")
    shown = two.makes_keys(folder)
    with house.db.writing() as conn:
        for part in pulses.PARTS:
            pulses.beat(conn, "33.18", part, house.clock)
        pulses.show_keys(conn, "33.18", shown, house.clock)
    assert "33.18" not in neighbours.names(house.desk_keys, "33.16")
    for basis in ("consent", "law"):
        with pytest.raises(NotPossible) as error:
            two.moves(sri, person.number, basis, LAW, code="33.18")
        assert why(error) == "desk-why-move-double"
    nothing_changed(house, person.number)
    (folder / "office.toml").unlink()
    two.moves(sri, person.number)


@pytest.mark.threat("O7")
def test_a_yes_is_to_an_office_and_not_to_whoever_has_its_name_later(house, two, sri, person):
    two.signs(sri, person.number)
    folder = two.copies()
    shown = two.makes_keys(folder)
    (two.folder / "office.toml").write_text(FILE.replace(REMBANG.name, "Dinsos Lasem"), "utf-8")
    two.officer("Joko", 503, code="33.18")
    with house.db.writing() as conn:
        for part in pulses.PARTS:
            pulses.beat(conn, "33.18", part, house.clock)
        pulses.show_keys(conn, "33.18", shown, house.clock)
    for code in (CODE, "33.18"):
        with pytest.raises(NotPossible) as error:
            two.moves(sri, person.number, code=code)
        assert why(error) == "desk-why-consent"
    nothing_changed(house, person.number)


@pytest.mark.threat("O7")
def test_two_offices_with_one_key_get_nothing_either_of_them(house, two, sri, person):
    other = FILE.replace("Rembang", "Pati")
    folder = two.copies(text=other)
    two.officer("Joko", 503, code="33.18")
    for code in (CODE, "33.18"):
        with pytest.raises(NotPossible) as error:
            two.moves(sri, person.number, "law", LAW, code=code)
        assert why(error) == "desk-why-move-double"
    nothing_changed(house, person.number)
    two.makes_keys(folder)
    two.moves(sri, person.number, "law", LAW)


def test_an_office_where_nobody_can_be_called_gets_nothing(house, two, sri, person):
    house.desk(lambda conn: roster.mark_unreachable(conn, CODE, two.wati.telegram_id))
    with pytest.raises(NotPossible) as error:
        two.moves(sri, person.number, "law", LAW)
    assert why(error) == "desk-why-move-asleep"
    nothing_changed(house, person.number)


@pytest.mark.parametrize("part", neighbours.NEEDED)
def test_an_office_whose_process_is_silent_gets_nothing(house, two, sri, person, part, monkeypatch):
    with house.db.writing() as conn:
        pulses.beat(conn, CODE, part, house.clock - timedelta(minutes=4))
    monkeypatch.setattr(two, "wakes", lambda: None)
    with pytest.raises(NotPossible) as error:
        two.moves(sri, person.number, "law", LAW)
    assert why(error) == "desk-why-move-asleep"
    nothing_changed(house, person.number)


def test_what_does_not_open_keeps_it_here(house, two, sri, person):
    report = house.row("reports")
    with house.db.writing() as conn:
        voices.seal_away(conn, house.keys, report.id, "33.16", "office", voices.packed(b"OggS", 7), house.clock)
    with house.db.writing() as conn:
        (row,) = conn.execute(select(Row.metadata.tables["voices"])).all()
        box = bytearray(row.box)
        box[20] ^= 1
        conn.execute(update(Row.metadata.tables["voices"]).values(box=bytes(box)))
    with pytest.raises(NotPossible) as error:
        two.moves(sri, person.number, "law", LAW)
    assert why(error) == "desk-why-move-unread"
    nothing_changed(house, person.number)


def test_a_case_that_is_sealed_away_from_the_office_does_not_go_this_way(house, two, sri):
    person = house.person().starts().taps("office.33.16")
    person.taps("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.some").writes(STORY)
    person.taps("act.hit", "done", "when.30d", "33.16.05", "submit")
    with pytest.raises(CannotOpen):
        two.moves(sri, person.number, "law", LAW)
    assert not house.rows("cases", office_code=CODE)


def test_a_merged_case_stays(house, two, sri, person):
    other = house.person(8_222_333_444).starts().taps("office.33.16")
    other.taps("safety.yes", "privacy.yes", "saving.go", "who.witness", "age.15_17", "insider.none").writes(STORY)
    other.taps("act.hit", "done", "when.30d", "33.16.05", "submit")
    house.acknowledges(sri, other.number)
    number, gone = person.number, other.number
    house.desk(merging.merge, house.desk_keys, house.office, sri, gone, number, house.clock)
    with pytest.raises(NotPossible) as error:
        two.moves(sri, number, "law", LAW)
    assert why(error) == "desk-why-move-merged"
    nothing_changed(house, number)


STOPS = ("voices.hand_over", "numbers.hand_over", "replies.write_letter", "calling.call", "audit.append", "_leave")


@pytest.mark.parametrize("stop", STOPS)
def test_stopped_anywhere_it_is_still_here_whole(house, two, sri, person, stop, monkeypatch):
    class Killed(Exception):
        pass

    def dies(*_, **__):
        raise Killed

    def state():
        return {name: [tuple(row) for row in house.rows(name)] for name in sorted(Row.metadata.tables)}

    two.signs(sri, person.number)
    two.wakes()
    before = state()
    where, _, what = stop.rpartition(".")
    with monkeypatch.context() as patched:
        patched.setattr(getattr(moving, where) if where else moving, what, dies)
        with pytest.raises(Killed):
            two.moves(sri, person.number)
    assert state() == before
    two.moves(sri, person.number)
    assert two.case.state == "baru"


# --- the keys ---------------------------------------------------------------------------------------------------------


def test_the_other_offices_private_key_is_never_needed(house, two, sri, person):
    for path in (two.folder / "keys/duty").iterdir():
        path.unlink()
    for folder in ("duty", "escalation"):
        for path in (two.folder / "keys" / folder).glob("*"):
            path.unlink()
    two.moves(sri, person.number, "law", LAW)
    assert STORY in str(two.record(person.report_id))


def test_nothing_of_the_draft_or_the_way_back_is_read(house, two, sri, person):
    tables = ("sessions", "return_addresses", "receipts", "safe_words")
    before = {name: house.rows(name) for name in tables}
    two.signs(sri, person.number)
    two.moves(sri, person.number)
    assert {name: house.rows(name) for name in tables} == before
    lines = "\n".join(moving.came_with(two.keys, two.case)).encode()
    assert not any(trace in lines for trace in person.traces())


@on_postgres
def test_the_desk_changes_a_voice_only_with_a_case_that_goes(house, two, sri, person):
    with house.sides["reporter"].writing() as conn:
        report = house.row("reports").id
        voices.seal_away(conn, house.keys, report, "33.16", "office", voices.packed(b"OggS", 7), house.clock)
    with house.sides["duty"].writing() as conn:
        assert conn.execute(text("UPDATE voices SET box = 'x'")).rowcount == 0
    for statement in ("UPDATE voices SET sealed_to = 'escalation'", "DELETE FROM voices"):
        with pytest.raises(ProgrammingError, match="InsufficientPrivilege"), house.sides["duty"].writing() as conn:
            conn.execute(text(statement))
    two.signs(sri, person.number)
    two.moves(sri, person.number)
    assert house.desk(voices.of_case, two.keys.office_key, two.case.id) == [(b"OggS", 7)]


@on_postgres
def test_while_a_referral_is_accepted_the_desk_changes_no_voice_that_stays(house, two, sri, person):
    """Accepted by the police, say: what a child said could have been written over where it lies."""
    with house.sides["reporter"].writing() as conn:
        report = house.row("reports").id
        voices.seal_away(conn, house.keys, report, "33.16", "office", voices.packed(b"OggS", 7), house.clock)
    track = house.desk(tracks.transfer_of, house.desk_keys, house.office, sri, person.number, house.clock)
    about = (house.desk_keys, house.office, sri, person.number)
    law = {"ground": "law", "reason": LAW}
    referral = house.desk(referrals.offer, *about, track.id, REMBANG.name, house.clock, **law)
    house.desk(referrals.step, *about, referral.id, "accepted", house.clock)
    kept = house.row("voices")
    for statement in ("UPDATE voices SET box = 'x'", "UPDATE voices SET box = 'x', office_code = office_code"):
        with pytest.raises(ProgrammingError, match="InsufficientPrivilege"), house.sides["duty"].writing() as conn:
            conn.execute(text(statement))
    assert house.row("voices") == kept


@on_postgres
@pytest.mark.parametrize(
    "before",
    [
        f"REVOKE UPDATE (office_code, key_id, box) ON voices FROM {ROLES['duty']}",
        f"CREATE POLICY none ON voices AS RESTRICTIVE FOR UPDATE TO {ROLES['duty']} USING (false)",
    ],
    ids=["no right", "no row"],
)
def test_where_the_roles_were_not_given_their_rights_anew_it_says_so_and_the_desk_goes_on(
    house, two, sri, budi, person, before
):
    """After an update of the program and before `wadul db roles --apply`."""
    with house.sides["reporter"].writing() as conn:
        report = house.row("reports").id
        voices.seal_away(conn, house.keys, report, "33.16", "office", voices.packed(b"OggS", 7), house.clock)
    two.signs(sri, person.number)
    with house.db.writing() as conn:
        conn.execute(text(before))

    def tries(conn):
        how = ending.Ending("hand_on", to=REMBANG.name, basis="law", why=LAW, office=CODE)
        with pytest.raises(NotPossible) as error:
            ending.end(conn, house.desk_keys, house.office, sri, person.number, how, house.clock)
        related.mark(conn, sri, budi, person.number, house.clock, holder=house.office.escalation.holder)  # it goes on
        return error

    try:
        assert why(house.desk(tries)) == "desk-why-move-rights"
        nothing_changed(house, person.number)
        assert house.row("consents").state == "granted"
    finally:
        with house.db.writing() as conn:
            conn.execute(text("DROP POLICY IF EXISTS none ON voices"))
            roles.apply(conn, *ROLES.values())
    two.moves(sri, person.number)
    assert house.desk(voices.of_case, two.keys.office_key, two.case.id) == [(b"OggS", 7)]


def test_whoever_is_off_it_here_is_off_it_there_under_whichever_entry(house, two, sri, budi, person):
    same = two.officer("Budi", budi.telegram_id)
    house.desk(related.mark, sri, budi, person.number, house.clock, holder=house.office.escalation.holder)
    house.desk(lambda conn: roster.mark_unreachable(conn, CODE, two.wati.telegram_id))
    with pytest.raises(NotPossible) as error:  # nobody else there could be called
        two.moves(sri, person.number, "law", LAW)
    assert why(error) == "desk-why-move-asleep"
    house.desk(lambda conn: roster.mark_started(conn, CODE, two.wati.telegram_id, house.clock))
    two.moves(sri, person.number, "law", LAW)
    called = [to for kind, to, _ in two.delivers() if kind == "alert"]
    assert f"officer:{two.wati.id}" in called
    assert f"officer:{same.id}" not in called
    with pytest.raises(NoSuchCase):
        house.desk(cases.open_for, same, two.case.number)


def test_the_whole_of_it_is_read_in_the_terminal_there_and_not_here(house, two, sri, person):
    old = person.number
    house.replies(sri, old, "Besok kami datang. " * 150)
    two.moves(sri, old, "law", LAW)
    whole = house.desk(case_file.read_whole, two.keys.office_key, REMBANG, two.case.number, house.clock)
    assert ("Besok kami datang. " * 150).strip() in "\n".join(whole.before)
    with pytest.raises(NotPossible) as error:
        house.desk(case_file.read_whole, house.desk_keys.office_key, house.office, old, house.clock)
    assert why(error) == "desk-why-moved"


def test_it_can_go_back_the_same_way_with_everything(house, two, sri, person):
    first = person.number
    house.desk(deeds.record, house.desk_keys, sri, first, "note", "Sudah dicek.", house.clock)
    two.moves(sri, first, "law", LAW)
    second = two.case.number
    holder = REMBANG.escalation.holder
    house.desk(cases.acknowledge, two.wati, second, house.clock, holder=holder)
    with house.db.writing() as conn:
        for part in pulses.PARTS:
            pulses.beat(conn, "33.16", part, house.clock)
        own = seen_from_afar(house.desk_keys.office, house.desk_keys.escalation)
        pulses.show_keys(conn, "33.16", own, house.clock)
    how = ending.Ending("hand_on", to=house.office.name, basis="law", why=LAW, office="33.16")
    house.desk(ending.end, two.keys, REMBANG, two.wati, second, how, house.clock)
    case = house.row("cases", office_code="33.16", closed=None)
    lines = "\n".join(moving.came_with(house.desk_keys, case))
    for part in (first, second, "Sudah dicek."):
        assert part in lines
    assert house.record(person.report_id)["words"][0]["text"] == STORY

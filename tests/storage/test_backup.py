"""A copy for the worst day: what is in it, what never is, and that it brings everything back."""

import io
import os
import shutil
import stat
from datetime import timedelta

import pytest
from sqlalchemy import insert, text

from storage import audit, case_file, fetching, outbox, pulses
from storage.backup import allowed, stream
from storage.backup.checking import check
from storage.backup.leftovers import held
from storage.backup.restoring import key_on_paper, restore
from storage.backup.stream import Reader
from storage.backup.taking import take
from storage.database import Database
from storage.errors import BackupDamaged, BackupRefused, CannotOpen
from storage.keyring import DutyKeys, ReporterKeys, problems
from storage.rekeying import rotate
from storage.sealing import Key
from storage.tables import Row
from tests.storage.copies import in_the_clear, lines_of, moves_in, quiet, restored, rows_in
from tests.storage.telling import PASSPHRASE, TO_READY, TO_WORDS
from tests.storage.test_voices import FILE, IN_CHAT, speaks


@pytest.fixture
def house(sqlite_house):
    """What is true of the file is true of the server; test_backup_servers.py goes from one to the other."""
    return sqlite_house


# -- what is in it ---------------------------------------------------------------------------------------------------


@pytest.mark.threat("R4")
def test_nothing_in_a_copy_leads_to_a_reporter(house, sri, make_copy, open_copy):
    person = house.person()
    person.calls_for_help()
    told = house.person(7_204_558_194).files()
    house.acknowledges(sri, told.number)
    half = house.person(7_204_558_195).tells()
    address = house.rows("return_addresses")[0]
    never = [
        *(trace for one in (person, told, half) for trace in one.traces()),
        *(one.tag for one in (person, told, half)),
        address.box, address.tag, address.salt,
        *(row.draft for row in house.rows("sessions")),
        *(path.read_bytes() for path in (house.home / "keys/reporter").glob("*.key")),
        (house.runtime / "draft.key").read_bytes(),
        house.desk_keys.office_key.raw(),
    ]  # fmt: skip
    path = make_copy()
    opened = list(in_the_clear(open_copy(path), house.desk_keys.office_key))
    assert [one for one in never if any(one in value for value in [*opened, path.read_bytes()])] == []
    assert any(told.number.encode() in value for value in opened), "the search finds what is there"


def test_a_number_to_call_and_a_voice_under_the_draft_key_stay_out(house, make_copy, open_copy):
    report = house.person().files().report_id
    with house.db.writing() as conn:
        for sealed_to in ("draft", "office"):
            id = "d" * 32 if sealed_to == "draft" else report
            values = {"report_id": id, "office_code": house.office.code, "sealed_to": sealed_to, "key_id": b"k"}
            conn.execute(
                insert(Row.metadata.tables["voices"]).values(**values, box=sealed_to.encode(), hour=house.clock)
            )
        conn.execute(
            insert(Row.metadata.tables["reported_numbers"]).values(
                report_id=report, sealed_to="office", office_code=house.office.code, box=b"081234567890", key_id=b"k"
            )
        )
    values = [value for line in lines_of(open_copy(make_copy()), house.desk_keys.office_key) for value in line]
    assert b"office" in values
    assert b"draft" not in values
    assert b"081234567890" not in values


def test_brought_back_while_a_voice_was_owed_the_desk_does_not_wait_for_it_for_ever(
    house, sri, make_copy, open_copy, tmp_path
):
    house.office = IN_CHAT
    house.restart()
    person, other = (house.person(chat).starts().taps(*TO_WORDS) for chat in (7_204_558_198, 7_204_558_199))
    speaks(person).taps("voice.keep", *TO_READY, "submit")
    speaks(other).taps("voice.keep")  # nothing was sent, and nothing of it is in a copy
    number = person.number
    path = make_copy()
    values = list(in_the_clear(open_copy(path), house.desk_keys.office_key))
    never = (FILE, str(person.chat_id), other.report_id)
    assert [one for one in values for trace in never if trace.encode() in one] == []
    _, db = restored(house, path, open_copy, tmp_path / "empty")
    moves_in(house, db)
    (row,) = [row for row in house.rows("outbox") if row.kind == "voice"]
    assert (row.detail, row.done_hour) == ({}, None), "that one is owed, and not to whom or by which id"
    for claimed in outbox.claim(db, "reporter", house.clock + timedelta(hours=1), 60.0, 50):
        if claimed.kind == "voice":
            with pytest.raises(CannotOpen):
                fetching.opened(house.keys, claimed)
            house.turns.give_voice_up(claimed, house.clock)
    read = house.desk(case_file.read_card, house.desk_keys, sri, number, house.office, house.clock)
    assert "tidak akan datang" in read


def test_what_was_deleted_from_the_database_is_not_in_its_copy(house, tmp_path, open_copy):
    (house.home / "office.toml").write_text("")
    with house.db.writing() as conn:
        conn.execute(text("PRAGMA secure_delete=0"))
        conn.execute(text("CREATE TABLE scratch (words TEXT)"))
        conn.execute(text("INSERT INTO scratch VALUES ('burung kenari dua ekor')"))
        conn.execute(text("DROP TABLE scratch"))
    house.db.truncate_wal()
    assert b"burung kenari" in house.db.path.read_bytes(), "it still lies in a free page"
    path = take(house.db, house.home, house.office.code, tmp_path / "c", house.clock, quiet).path
    assert not any(b"kenari" in value for value in in_the_clear(open_copy(path), house.desk_keys.office_key))


def test_a_database_of_another_form_is_not_copied_and_stays_as_it_is(house, make_copy):
    with house.db.writing() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    with pytest.raises(BackupRefused, match="mulai ulang"):
        make_copy()


def test_a_column_nobody_decided_about_does_too(house, make_copy):
    with house.db.writing() as conn:
        conn.execute(text("ALTER TABLE cases ADD COLUMN chat TEXT"))
    with pytest.raises(BackupRefused, match=r"cases\.chat"):
        make_copy()


def test_every_table_is_on_one_list_only():
    assert not set(allowed.KEPT) & set(allowed.LEFT_OUT)
    assert set(allowed.KEPT) | set(allowed.LEFT_OUT) == set(Row.metadata.tables)


def test_a_copy_is_for_its_owner_only_and_two_weeks_old_ones_go(house, tmp_path):
    (house.home / "office.toml").write_text("")
    folder = tmp_path / "c"
    made = []
    for days in (0, 1, 1, 1, 14):
        house.passes(days=days)
        made.append(take(house.db, house.home, house.office.code, folder, house.clock, quiet))
    assert stat.S_IMODE(made[-1].path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(made[-1].forgotten) == 2, "three stay, however old"
    assert sorted(path.name for path in folder.iterdir()) == [one.path.name for one in made[2:]]


def test_what_stops_half_way_leaves_nothing(house, make_copy, tmp_path):
    def full(done, total):
        raise OSError(28, "No space left on device")

    house.person().files()
    copy_folder = tmp_path / "c"
    with pytest.raises(OSError, match="space"):
        take(house.db, house.home, house.office.code, copy_folder, house.clock, full)
    assert list(copy_folder.iterdir()) == []


def test_what_a_killed_one_left_goes_with_the_next_and_what_is_in_use_stays(house, make_copy, open_copy, tmp_path):
    folder = tmp_path / "cadangan"
    folder.mkdir()
    killed, running = (folder / f".wadul-33.16-20261101T000000Z.cadangan.{name}" for name in ("dead", "beef"))
    scratch = tmp_path / "periksa-mati"
    (scratch / "home").mkdir(parents=True)
    for left in (killed, running, scratch / "home/wadul.db"):
        left.write_bytes(b"setengah")
    house.person().files()
    with held(running):
        path = make_copy()
        check(open_copy(path), house.desk_keys.office_key, tmp_path, house.clock, quiet)
    assert sorted(folder.iterdir()) == sorted([running, path])
    assert not scratch.exists()


# -- cut and swapped -------------------------------------------------------------------------------------------------


@pytest.fixture
def long_copy(house, make_copy, monkeypatch):
    monkeypatch.setattr(stream, "PIECE", 2000)
    house.person().files()
    return make_copy()


def frames(content):
    at, found = content.index(b"\n") + 1, [content[: content.index(b"\n") + 1]]
    while at < len(content):
        size = 4 + int.from_bytes(content[at : at + 4], "big")
        found.append(content[at : at + size])
        at += size
    return found


HARMS = {
    "its end cut off": lambda f: f[:-1],
    "the last piece left out": lambda f: [*f[:-2], f[-1]],
    "two pieces swapped": lambda f: [*f[:3], f[4], f[3], *f[5:]],
    "a piece twice": lambda f: [*f[:4], f[3], *f[4:]],
    "something behind the end": lambda f: [*f, f[-1]],
    "cut inside a piece": lambda f: [*f[:-1], f[-1][:-9]],
    "one bit": lambda f: [*f[:4], f[4][:-1] + bytes([f[4][-1] ^ 1]), *f[5:]],
    "another label": lambda f: [f[0], f[1].replace(b"2026", b"2025"), *f[2:]],
    "nothing but its name": lambda f: f[:1],
    "empty": lambda f: [],
}


def test_a_copy_that_was_cut_or_swapped_is_refused(house, long_copy, tmp_path):
    whole = long_copy.read_bytes()
    assert len(frames(whole)) > 6
    home, key = tmp_path / "h", house.desk_keys.office_key
    for name, harm in HARMS.items():
        harmed = b"".join(harm(frames(whole)))
        assert harmed != whole, name
        with pytest.raises((BackupDamaged, CannotOpen)):
            restore(home, f"sqlite:///{home / 'wadul.db'}", Reader(io.BytesIO(harmed)), key, house.clock, quiet)
        assert not home.exists(), name


def test_a_piece_of_another_copy_is_refused(house, long_copy, make_copy, open_copy):
    house.passes(seconds=1)
    mine, theirs = frames(long_copy.read_bytes()), frames(make_copy().read_bytes())
    swapped = Reader(io.BytesIO(b"".join([*mine[:3], theirs[3], *mine[4:]])))
    with pytest.raises(BackupDamaged):
        lines_of(swapped, house.desk_keys.office_key)


def test_only_the_offices_own_key_opens_it(house, make_copy, open_copy):
    path = make_copy()
    for key in (Key.fresh(), house.holder_keys.escalation_key):
        with pytest.raises(CannotOpen):
            lines_of(open_copy(path), key)


# -- back again ------------------------------------------------------------------------------------------------------


def test_a_case_merged_into_a_later_one_comes_back(house, make_copy, open_copy, tmp_path):
    first, second = (house.person(chat).files().case for chat in (7_204_558_193, 7_204_558_194))
    with house.db.writing() as conn:
        conn.execute(text("UPDATE cases SET merged_into = :a WHERE id = :b"), {"a": second.id, "b": first.id})
    _, db = restored(house, make_copy(), open_copy, tmp_path / "new")
    assert [row.merged_into for row in rows_in(db, "cases")] == [second.id, None]
    db.close()


# -- onto what is there ----------------------------------------------------------------------------------------------


@pytest.mark.fault("B1")
def test_officers_hear_nothing_again_that_is_older_than_the_copy(house, sri, make_copy, open_copy, tmp_path):
    """B1: yesterday's make_copy, put in the place of today's database."""
    before = house.person().files().number
    assert any(kind == "alert" for kind, *_ in house.delivers())
    path, taken = make_copy(), house.clock
    house.passes(hours=20)
    after = house.person(7_204_558_194).files().number
    house.delivers()
    home = tmp_path / "new"
    result, db = restored(house, path, open_copy, home)
    moves_in(house, db)
    told = house.delivers()
    assert not [code for kind, _, code in told if kind == "alert" and code.startswith(f"{before}.0@")]
    assert not [code for *_, code in told if after in code]
    db.close()
    assert result.lost is None, "nobody was there to ask"
    assert result.since == taken
    assert result.until > result.since + timedelta(hours=20)


def test_a_database_that_is_there_is_replaced_only_when_told_and_put_aside(house, tmp_path, open_copy):
    (house.home / "office.toml").write_text("")
    before = house.person().files().number
    path = take(house.db, house.home, house.office.code, tmp_path / "c", house.clock, quiet).path
    gap = house.person(7_204_558_194).files().number
    url = f"sqlite:///{house.db.path}"
    with pytest.raises(BackupRefused, match="--replace"):
        restored(house, path, open_copy, house.home, url)
    with pytest.raises(BackupRefused, match="dipakai"):
        restored(house, path, open_copy, house.home, url, replace=True)
    house.db.close()
    result, db = restored(house, path, open_copy, house.home, url, replace=True)
    assert result.lost == (gap,)
    assert [row.number for row in rows_in(db, "cases")] == [before]
    db.close()
    aside = Database(f"sqlite:///{result.aside}")
    assert {row.number for row in rows_in(aside, "cases")} == {before, gap}
    aside.close()
    assert [path.name for path in house.db.path.parent.glob(".*")] == []


def test_whoever_shared_the_replaced_database_shares_the_new_one(house, make_copy, open_copy):
    house.person().files()
    path = make_copy()
    house.db.close()
    house.db.path.chmod(0o660)
    mine = os.geteuid() == 0
    if mine:
        os.chown(house.db.path, 61_002, 61_000)
    _, db = restored(house, path, open_copy, house.home, f"sqlite:///{house.db.path}", replace=True)
    db.close()
    found = house.db.path.stat()
    assert stat.S_IMODE(found.st_mode) == 0o660
    assert not mine or (found.st_uid, found.st_gid) == (61_002, 61_000)


def test_a_database_that_cannot_be_read_any_more_is_replaced_too(house, tmp_path, open_copy):
    (house.home / "office.toml").write_text("")
    number = house.person().files().number
    path = take(house.db, house.home, house.office.code, tmp_path / "c", house.clock, quiet).path
    house.db.close()
    house.db.path.write_bytes(b"rusak" * 4000)
    result, db = restored(house, path, open_copy, house.home, f"sqlite:///{house.db.path}", replace=True)
    assert (result.lost, [row.number for row in rows_in(db, "cases")]) == (None, [number])
    db.close()


def test_a_damaged_database_whose_log_stays_may_be_in_use(house, make_copy, open_copy):
    number = house.person().files().number
    path, there = make_copy(), house.db.path
    url = f"sqlite:///{there}"
    with house.db.reading():  # somebody else
        there.write_bytes(b"rusak" * 4000)
        with pytest.raises(BackupRefused, match="--unused"):
            restored(house, path, open_copy, house.home, url, replace=True)
        assert there.read_bytes()[:5] == b"rusak"
        result, db = restored(house, path, open_copy, house.home, url, replace=True, unused=True)
    assert (result.lost, [row.number for row in rows_in(db, "cases")]) == (None, [number])
    db.close()


def test_half_told_reports_still_reach_the_desk_without_their_chat(house, sri, make_copy, open_copy, tmp_path):
    from storage import broken_off

    half = house.person().tells()
    report = half.report_id
    assert house.rows("outbox", kind="broken_off")
    _, db = restored(house, make_copy(), open_copy, tmp_path / "new")
    (row,) = [row for row in rows_in(db, "outbox") if row.kind == "broken_off"]
    assert set(row.detail) == {"urgency"}
    house.passes(days=2)
    keys = ReporterKeys.load(house.home, house.runtime, house.clock)
    (owed,) = [one for one in outbox.claim(db, "reporter", house.clock, 60, 9) if one.kind == "broken_off"]
    with db.writing() as conn:
        broken_off.pass_on(conn, keys, [house.office], owed, house.clock)
    (case,) = rows_in(db, "cases")
    (kept,) = rows_in(db, "reports")
    assert (kept.id, kept.case_id) == (report, case.id)
    db.close()


# -- onto an empty machine -------------------------------------------------------------------------------------------


def test_file_and_paper_are_enough(house, person, paper, make_copy, open_copy, tmp_path):
    path, home = make_copy(), tmp_path / "empty"
    reader = open_copy(path)
    result = restore(
        home, f"sqlite:///{home / 'wadul.db'}", reader, key_on_paper(reader, paper), house.clock, quiet, code=paper
    )
    assert result.receipts
    assert problems(home) == []
    keys = DutyKeys.load(home, PASSPHRASE)
    assert keys.office_key.open("face", person.number, person.case.face)
    mine = ReporterKeys.load(home, tmp_path / "run2", house.clock)
    assert mine.receipts.hash("1234567812345678") == house.keys.receipts.hash("1234567812345678")
    assert mine.reply.raw() == house.keys.reply.raw()
    assert mine.tagger.tag("sesi", 1) != house.keys.tagger.tag("sesi", 1), "no chat is found by the tags of before"
    assert stat.S_IMODE((home / "wadul.db").stat().st_mode) == 0o600


def test_without_what_reporters_come_back_with_all_else_works(house, person, paper, make_copy, open_copy, tmp_path):
    (house.home / "keys/reporter/reply.recovery").unlink()
    path, home = make_copy(), tmp_path / "empty"
    reader = open_copy(path)
    key = key_on_paper(reader, paper)
    result = restore(home, f"sqlite:///{home / 'wadul.db'}", reader, key, house.clock, quiet, code=paper)
    assert result.receipts is False
    assert problems(home) == []
    ReporterKeys.load(home, tmp_path / "run2", house.clock)


def test_a_home_with_keys_of_its_own_gets_what_else_is_missing(house, make_copy, open_copy, tmp_path):
    home = tmp_path / "keys-only"
    shutil.copytree(house.home / "keys", home / "keys")
    result, db = restored(house, make_copy(), open_copy, home)
    db.close()
    assert result.receipts is None
    assert (home / "office.toml").is_file()
    assert (home / "keys/reporter/tag.key").read_bytes() == (house.home / "keys/reporter/tag.key").read_bytes()


def test_where_each_side_has_a_home_of_its_own(house, paper, make_copy, open_copy, tmp_path):
    reporters, desk = tmp_path / "reporter-home", tmp_path / "duty-home"
    make_copy()
    for home, side in ((reporters, "reporter"), (desk, "duty")):
        shutil.copytree(house.home / "keys/public", home / "keys/public")
        shutil.copytree(house.home / f"keys/{side}", home / f"keys/{side}")
        (home / "office.toml").write_text("# kantor\n")
    folder = tmp_path / "c"
    assert not take(house.db, desk, house.office.code, folder, house.clock, quiet).receipts
    house.passes(seconds=1)
    made = take(house.db, desk, house.office.code, folder, house.clock, quiet, reporters=reporters)
    assert made.receipts
    result, db = restored(house, made.path, open_copy, desk)
    db.close()
    assert (result.receipts, (desk / "keys/reporter").exists()) == (None, False), "each keeps its own keys"
    with pytest.raises(BackupRefused, match="tidak lengkap"):
        restored(house, made.path, open_copy, reporters)
    home, reader = tmp_path / "empty", open_copy(made.path)
    url = f"sqlite:///{home / 'wadul.db'}"
    assert restore(home, url, reader, key_on_paper(reader, paper), house.clock, quiet, code=paper).receipts
    newer = rotate(desk, DutyKeys.load(desk, PASSPHRASE), PASSPHRASE, reporters)
    assert problems(desk, reporter=False, modes=False) == problems(reporters, duty=False, modes=False) == []
    house.passes(seconds=1)
    made = take(house.db, desk, house.office.code, folder, house.clock, quiet, reporters=reporters)
    home, reader = tmp_path / "again", open_copy(made.path)
    url = f"sqlite:///{home / 'wadul.db'}"
    assert restore(home, url, reader, key_on_paper(reader, newer), house.clock, quiet, code=newer).receipts


def test_ids_given_since_the_copy_are_not_given_again(house, make_copy, open_copy, tmp_path):
    path = make_copy()
    _, db = restored(house, path, open_copy, tmp_path / "new")
    moves_in(house, db)
    assert house.person().files().case.id > 10_000
    db.close()


def test_a_home_with_half_its_keys_is_refused(house, person, make_copy, open_copy, tmp_path):
    home = tmp_path / "half"
    (home / "keys/public").mkdir(parents=True)
    (home / "keys/public/office.pub").write_bytes(house.desk_keys.office.public)
    with pytest.raises(BackupRefused, match="tidak lengkap"):
        restored(house, make_copy(), open_copy, home)
    assert not (home / "wadul.db").exists()


# -- checked ---------------------------------------------------------------------------------------------------------


def test_a_hundred_cases_are_read(house, sri, person, visum, make_copy, open_copy, tmp_path):
    house.replies(sri, person.number, "Kami dengar.")
    house.person(7_204_558_194).files(insider="insider.some")
    found = check(open_copy(make_copy()), house.desk_keys.office_key, tmp_path, house.clock, quiet)
    assert (found.cases, found.read, found.broken, found.others) == (2, 1, (), 1)
    assert found.is_good
    assert not list(tmp_path.glob("periksa-*"))


def test_a_case_that_does_not_open_is_named(house, person, make_copy, open_copy, tmp_path):
    """Its alert is another's, or its words are."""
    other, third = (house.person(chat).files() for chat in (7_204_558_194, 7_204_558_195))
    words = house.row("reports", id=other.report_id).snapshot
    with house.db.writing() as conn:
        face = {"face": other.case.face, "id": person.case.id}
        conn.execute(text("UPDATE cases SET face = :face WHERE id = :id"), face)
        conn.execute(text("UPDATE reports SET snapshot = :w WHERE id = :id"), {"w": words, "id": third.report_id})
    found = check(open_copy(make_copy()), house.desk_keys.office_key, tmp_path, house.clock, quiet)
    assert (found.read, set(found.broken)) == (3, {person.number, third.number})
    assert not found.is_good


def test_a_copy_somebody_else_sealed_to_us_does_not_know_our_chain(house, make_copy, open_copy, tmp_path):
    with house.db.writing() as conn:
        ours = audit.append(conn, at=house.clock, office_code="x", actor="system", action="noted")
    key = house.desk_keys.office_key
    path = make_copy()
    assert check(open_copy(path), key, tmp_path, house.clock, quiet, ours).is_good
    with pytest.raises(BackupDamaged, match="Ujung rantai"):
        check(open_copy(path), key, tmp_path, house.clock, quiet, audit.Head(ours.seq, bytes(32)))


# -- another key -----------------------------------------------------------------------------------------------------


def test_copies_and_cases_from_before_a_new_key_still_open(house, person, make_copy, open_copy, tmp_path):
    path = make_copy()
    code = rotate(house.home, house.desk_keys, PASSPHRASE)
    for keys in (DutyKeys.load(house.home, PASSPHRASE), DutyKeys.recover(house.home, code)):
        assert keys.office != house.desk_keys.office
        found = check(open_copy(path), keys.office_key, tmp_path, house.clock, quiet)
        assert (found.read, found.broken) == (1, ())
    house.passes(seconds=1)
    house.restart()
    house.person(7_204_558_194).files()
    found = check(open_copy(make_copy()), keys.office_key, tmp_path, house.clock, quiet)
    assert (found.read, found.broken) == (2, ())
    reader = open_copy(path.parent / sorted(one.name for one in path.parent.iterdir())[-1])
    home = tmp_path / "empty"
    restore(home, f"sqlite:///{home / 'wadul.db'}", reader, keys.office_key, house.clock, quiet, code=code)
    again = DutyKeys.load(home, PASSPHRASE).office_key
    assert len(again.key_ids) == 2


def test_paper_alone_reads_the_cases_from_before_a_new_key(house, person, make_copy, open_copy, tmp_path):
    code = rotate(house.home, house.desk_keys, PASSPHRASE)
    reader = open_copy(make_copy())
    found = check(reader, key_on_paper(reader, code), tmp_path, house.clock, quiet)
    assert (found.read, found.broken, found.others) == (1, (), 0)


def test_a_case_under_a_key_nobody_holds_is_broken_not_somebody_elses(house, person, make_copy, open_copy, tmp_path):
    with house.db.writing() as conn:
        conn.execute(text("UPDATE cases SET key_id = :id"), {"id": Key.fresh().key_id})
    found = check(open_copy(make_copy()), house.desk_keys.office_key, tmp_path, house.clock, quiet)
    assert (found.broken, found.others) == ((person.number,), 0)


def test_signs_of_life_do_not_come_back(house, make_copy, open_copy, tmp_path):
    with house.db.writing() as conn:
        pulses.beat(conn, house.office.code, "duty-listener", house.clock)
    _, db = restored(house, make_copy(), open_copy, tmp_path / "new")
    assert rows_in(db, "pulses") == []
    db.close()

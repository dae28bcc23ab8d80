"""Every door into one queue: what an officer enters by `/baru` is a case like any other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import audit, cases
from storage.errors import NoWayBack

from .at_work import Phone, Room

SHORT = ("entry|age.25_59", "entry|act.hit", "entry|when.7d", "entry|skip", "entry|33.16.05")
STORY = "ibu datang dengan anaknya, menangis"


def begun(room: Room, door: str = "walkin.self", name: str = "Sri") -> Phone:
    sri = room.phone(name)
    sri.types("/baru")
    sri.taps(f"entry|{door}")
    return sri


def the_case(room: Room):  # type: ignore[no-untyped-def]
    return room.house.row("cases")


def test_a_walk_in_is_a_case_in_eight_taps(room: Room) -> None:
    sri = room.phone("Sri")
    budi = room.phone("Budi")
    first = sri.types("/baru")
    assert "berkas kertas" in first.said, "names stay in the paper file: said once, at the beginning"
    sri.taps("entry|walkin.self", *SHORT)
    assert "berkas kertas" not in "".join(answer.said for answer in sri.heard[1:])
    assert "Masuk lewat: 🚶 Datang: korban" in sri.said
    assert "Urgensi menurut rubrik: SEDANG" in sri.said
    sri.taps("entry|insider.none")
    taps = len(sri.heard)
    assert taps <= 8, "the command and every tap"
    case = the_case(room)
    assert (case.source, case.urgency, case.state, case.acknowledged_by) == ("walkin", "SEDANG", "baru", None)
    assert f"{case.number} · SEDANG tersimpan" in sri.said
    assert room.house.rows("return_addresses") == []
    sent = room.house.delivers()
    for destination in ("group", f"officer:{sri.officer.id}", f"officer:{budi.officer.id}"):
        assert ("alert", destination) in [(kind, where) for kind, where, _ in sent]
    sri.taps("take|")
    assert the_case(room).acknowledged_by == sri.officer.id
    entries = [(row.actor, row.action) for row in room.house.rows("audit", case_number=case.number)]
    assert entries == [(f"officer:{sri.officer.id}", "entered"), (f"officer:{sri.officer.id}", "acknowledged")]
    with room.house.db.reading() as conn:
        assert audit.verify(conn) is None


def test_the_ladder_runs_for_what_was_entered(room: Room) -> None:
    sri = begun(room, "police")
    sri.taps(
        "entry|age.12_14", "entry|act.touched", "entry|when.72h", "entry|skip", "entry|33.16.05", "entry|insider.none"
    )
    assert the_case(room).urgency == "DARURAT"
    room.house.delivers()
    room.house.passes(minutes=room.house.office.ladder["DARURAT"])
    assert f"{the_case(room).number}.0.r1@group" in [code for _, _, code in room.house.delivers()]


def test_typed_words_are_the_records_words_and_say_who_wrote_them(room: Room) -> None:
    room.house.office = room.house.office.model_copy(
        update={"reading": room.house.office.reading.model_copy(update={"words": "chat"})}
    )
    room.restarts()
    sri = begun(room)
    assert "Tercatat" in sri.types(STORY).said
    assert "catatan: 1" in sri.said
    sri.taps(*SHORT)
    sri.types("anaknya ikut ke kantor", reply_to=sri.said)
    sri.taps("entry|insider.none")
    record = room.house.record(room.house.row("reports").id)
    assert [one["text"] for one in record["words"]] == [STORY, "anaknya ikut ke kantor"]
    assert record["source"] == "walkin.self"
    card = room.desk.card(sri.officer, the_case(room).number, room.house.clock)
    assert "Catatan petugas yang menerima:" in card
    assert "Masuk lewat: 🚶 Datang: korban" in card
    assert "tidak ada chat" in card
    assert "Aku sendiri" not in card
    assert "Kata-kata pelapor" not in card
    assert not room.house.holds(STORY.encode())
    assert room.house.rows("letters") == []


@pytest.mark.parametrize("data", ["open|{}|1", "follow|{}|1", "acknowledge|{}|1"])
def test_what_is_typed_after_another_case_was_touched_is_no_note_of_the_entry(room: Room, data: str) -> None:
    """It is about another woman; in the record of this one it would stand for ever."""
    other = room.house.person().files().number
    sri = begun(room)
    sri.types(STORY)
    sri.presses(data.format(other))
    said = sri.types("korban sudah aman di rumah nenek").said
    assert "Belum terkirim ke siapa pun, dan tidak tersimpan" in said
    assert "/baru" in said, "perhaps it was meant for the entry"
    wiped = [row.detail["message"] for row in room.house.rows("outbox", kind="wipe")]
    assert sri.typed in wiped, "whoever it is about, it does not stay in the chat"
    sri.types("/baru")
    assert "catatan: 1" in sri.said
    sri.taps(*SHORT, "entry|insider.none")
    records = [room.house.record(row.id) for row in room.house.rows("reports")]
    (entered,) = [record for record in records if record.get("source")]
    assert [one["text"] for one in entered["words"]] == [STORY]


def test_giving_up_an_entry_says_that_it_is_thrown_away(room: Room) -> None:
    sri = begun(room)
    sri.types(STORY)
    assert "dibuang, dengan catatannya" in sri.types("/batal").said
    assert room.house.rows("reports") == []


def test_an_entry_that_an_office_person_must_not_read_is_locked_away_from_the_one_who_entered_it(room: Room) -> None:
    head = room.phone("Bu Kepala", "head")
    sri = begun(room)
    sri.types("yang melakukan itu Pak Kabid")
    sri.taps(*SHORT, "entry|insider.some")
    case = the_case(room)
    assert case.sealed_to == "escalation"
    assert "terkunci" in sri.said
    assert sri.buttons() == []
    assert "pemegang kunci" in sri.presses(f"open|{case.number}|1").toast
    assert case.number not in sri.types("/antrean").said
    targets = {where for kind, where, _ in room.house.delivers() if kind == "alert"}
    assert targets == {f"officer:{head.officer.id}"}
    report = room.house.row("reports")
    assert (report.sealed_to, report.key_id) == ("escalation", room.house.desk_keys.escalation.key_id)
    key = room.house.holder_keys.escalation_key
    assert [one["text"] for one in room.house.record(report.id, key)["words"]] == ["yang melakukan itu Pak Kabid"]


def test_there_is_no_chat_to_answer_in_and_that_is_said_kindly(room: Room) -> None:
    sri = begun(room, "sapa129")
    sri.taps(*SHORT, "entry|insider.none")
    number = the_case(room).number
    assert "tidak ada chat untuk membalas" in sri.presses(f"reply|{number}|1").toast
    assert "tidak ada chat" in sri.types("Halo?", reply_to=f"🔴 Laporan {number}").said
    with pytest.raises(NoWayBack):
        room.house.replies(sri.officer, number, "Halo?")
    sri.presses(f"phrases|{number}")
    sri.taps("phrase|")
    sri.taps("send|")
    assert "tidak ada chat" in sri.last.toast
    assert room.house.rows("letters") == []
    assert the_case(room).acted_at is None
    sri.presses(f"did|{number}|answered")
    assert the_case(room).acted_at is not None, "who was answered face to face was answered"


def test_what_needs_a_chat_is_not_offered_where_there_is_none(room: Room) -> None:
    sri = begun(room)
    sri.taps(*SHORT, "entry|insider.none")
    number = the_case(room).number
    assert not any(data.startswith("reply|") for data in sri.buttons())
    sri.taps("take|")
    assert any(data.startswith("open|") for data in sri.buttons())
    assert not any(data.startswith("reply|") for data in sri.buttons())
    sri.presses(f"opentrack|{number}|{the_case(room).version}|medical")
    sri.taps("leave|")
    assert "📝 Izin di kertas: ya" in sri.labels()
    assert "💬 Minta izin lewat chat" not in sri.labels()


def test_an_old_button_for_consent_in_a_chat_that_is_not_there_asks_nobody(room: Room) -> None:
    sri = begun(room)
    sri.taps(*SHORT, "entry|insider.none", "take|")
    number = the_case(room).number
    sri.presses(f"opentrack|{number}|{the_case(room).version}|medical")
    track = room.house.row("tracks").id
    assert "tidak ada chat" in sri.presses(f"lvask|{number}|{track}|chat|4|30").toast
    assert (room.house.rows("consents"), room.house.rows("letters")) == ([], [])
    assert "Izin di kertas" in sri.presses(f"lvask|{number}|{track}|paper|4|30").said


def test_who_tells_in_a_chat_too_can_be_answered_there(room: Room) -> None:
    sri = begun(room)
    sri.taps(*SHORT, "entry|insider.none", "take|")
    number = the_case(room).number
    told = room.house.person().calls_for_help()
    sri.presses(f"take|{told.number}|{told.case.version}")
    sri.presses(f"mergedo|{told.number}|{number}|{told.case.version}")
    sri.presses(f"case|{number}|p")
    assert any(data.startswith("reply|") for data in sri.buttons())


def test_the_last_question_shows_which_words_made_it_so_urgent(room: Room) -> None:
    sri = begun(room)
    sri.taps(*SHORT)
    assert "Urgensi menurut rubrik: SEDANG" in sri.said
    assert "terdengar mendesak" not in sri.types(STORY).said, "words that raise nothing are not held up to anybody"
    sri.types("tadi pagi suaminya mengancam mau membunuh dia")
    level = sri.said.partition("Urgensi menurut rubrik: ")[2].split("\n\n")[0]
    assert level.startswith("DARURAT\nDinaikkan, karena terdengar mendesak: “")
    assert "mengancam mau membunuh dia" in level
    assert "ibu datang" not in level
    sri.taps("entry|insider.none")
    assert the_case(room).urgency == "DARURAT"
    assert "membunuh" not in sri.said, "what stays in the chat says it no more"


def test_what_was_tapped_is_not_said_to_have_been_heard(room: Room) -> None:
    sri = begun(room)
    sri.taps(*SHORT[:3], "entry|danger.kill", SHORT[-1])
    sri.types("suaminya mengancam mau membunuh dia")
    assert "Urgensi menurut rubrik: DARURAT" in sri.said
    assert "terdengar mendesak" not in sri.said


def test_words_that_were_heard_turn_nothing_round_and_stay_one_line(room: Room) -> None:
    sri = begun(room)
    sri.taps(*SHORT)
    sri.types("suaminya\u202e mengancam\nmau membunuh dia")
    line = next(line for line in sri.said.split("\n") if "terdengar mendesak" in line)
    assert "\u202e" not in sri.said
    assert "membunuh" in line


# -- in the middle -----------------------------------------------------------------------------------------------


def test_an_entry_waits_through_a_restart(room: Room) -> None:
    sri = begun(room)
    sri.taps(*SHORT[:2])
    sri.types(STORY)
    old = sri.last
    room.restarts()
    room.house.passes(hours=3)
    sri.types("/baru")
    assert "belum selesai" in sri.said
    assert "Kapan terakhir terjadi?" in sri.said
    assert "catatan: 1" in sri.said
    sri.last = old
    stale = sri.taps("entry|when.7d")
    assert "sudah lewat" in stale.toast, "the older screen's buttons are stale, and it stands anew"
    sri.taps(*SHORT[2:], "entry|insider.none")
    assert the_case(room).number in sri.said


def test_a_number_that_names_somebody_is_not_kept_and_that_is_said(room: Room) -> None:
    sri = begun(room)
    assert "tetap di berkas kertas" in sri.types("hp ibunya 0812-3456-7890").said
    assert "Umur korban?" in sri.said
    assert "catatan" not in sri.said.split("\n")[0]


def test_an_entry_begun_anew_forgets_the_other(room: Room) -> None:
    sri = begun(room)
    sri.types(STORY)
    sri.types("/baru")
    sri.taps("entrynew|")
    assert "Lewat mana masuknya" in sri.said
    assert "catatan" not in sri.said.split("\n")[0]
    assert not room.house.holds(STORY.encode())


def test_an_entry_is_given_up_with_batal_and_gone_after_a_day(room: Room) -> None:
    sri = begun(room)
    screen = sri.last
    sri.types("/batal")
    sri.last = screen
    assert "/baru untuk mulai lagi" in sri.taps("entry|age.60").toast
    sri = begun(room, name="Wati")
    screen = sri.last
    room.house.passes(hours=25)
    sri.last = screen
    assert "sudah lewat sehari" in sri.taps("entry|age.60").toast
    assert room.house.rows("cases") == []


def test_a_note_on_a_case_in_the_middle_of_an_entry_loses_nothing(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri = begun(room)
    sri.taps(*SHORT[:2])
    sri.presses(f"note|{person.number}")
    said = sri.types("polisi sudah di lokasi").said
    assert "/baru untuk melanjutkan" in said
    sri.types("/baru")
    assert "Kapan terakhir terjadi?" in sri.said
    sri.taps(*SHORT[2:], "entry|insider.none")
    assert len(room.house.rows("cases")) == 2


def test_an_answer_to_a_reporter_in_the_middle_of_an_entry_loses_nothing(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri = begun(room)
    sri.taps(*SHORT[:2])
    sri.presses(f"reply|{person.number}|1")
    sri.types("Kami di jalan.")
    assert len(room.house.rows("letters")) == 1, "what is typed now is the answer"
    assert "/baru untuk melanjutkan" in sri.types("/batal").said
    assert "Belum terkirim" in sri.types("bukan apa-apa").said
    sri.types("/cari cepu")
    sri.types("/baru")
    assert "Kapan terakhir terjadi?" in sri.said
    sri.types(STORY)
    assert len(room.house.rows("letters")) == 1
    assert "catatan: 1" in sri.said


@pytest.mark.parametrize("resumes", ["/baru", "an old button"])
def test_a_form_of_another_case_in_the_middle_of_an_entry_loses_nothing(room: Room, resumes: str) -> None:
    """An alert comes while somebody sits in front of the officer; who came in must not be forgotten over it."""
    person = room.house.person().files().taps("saved", "life.no")
    sri = begun(room)
    sri.taps(*SHORT[:2])
    sri.types(STORY)
    screen = sri.last
    sri.presses(f"acknowledge|{person.number}|1")
    sri.presses(f"work|{person.number}")
    sri.taps("assess|", "team|", "need|", "assessed|")
    assert "tersimpan" in sri.said
    assert "Belum terkirim" in sri.types("bukan untuk laporan baru").said, "what is typed now is no part of the entry"
    if resumes == "/baru":
        sri.types("/baru")
    else:
        sri.last = screen
        assert "belum selesai" in sri.taps("entry|when.7d").toast
    assert "Kapan terakhir terjadi?" in sri.said
    assert "catatan: 1" in sri.said
    sri.taps(*SHORT[2:], "entry|insider.none")
    assert len(room.house.rows("cases")) == 2


def test_the_screen_that_is_tapped_stays(room: Room) -> None:
    """It was to go, because a newer one was to stand below it; then it became the newest again."""
    sri = begun(room)
    sri.taps(*SHORT)
    sri.presses("entry|skip|danger|1")
    assert "sudah lewat" in sri.last.toast
    sri.taps("entry|insider.none")
    assert "tersimpan" in sri.said
    due = [row.due_at - room.house.clock for row in room.house.rows("outbox", kind="wipe")]
    assert due
    assert all(wait > timedelta(hours=23) for wait in due)


def test_a_search_in_the_middle_of_an_entry_loses_nothing(room: Room) -> None:
    sri = begun(room)
    screen = sri.last
    sri.types("/cari")
    sri.taps("find|u.DARURAT")
    sri.types("/cari")
    assert "/baru untuk melanjutkan" in sri.types("/batal").said
    sri.last = screen
    assert "sudah lewat" in sri.taps("entry|age.60").toast, "its older buttons are stale, and it is asked again"
    assert "Umur korban?" in sri.said
    assert "Apa yang terjadi?" in sri.taps("entry|age.60").said


def test_words_that_come_again_after_a_crash_are_heard_once_and_shown(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri = begun(room)
    sri.types(STORY, again=8_001)
    room.restarts()
    sri.types(STORY, again=8_001)
    assert "catatan: 1" in sri.said
    sri.presses(f"note|{person.number}")
    sri.types("polisi sudah di sana", again=8_002)
    room.restarts()
    assert f"Catatan untuk {person.number} tersimpan" in sri.types("polisi sudah di sana", again=8_002).said
    assert len(room.house.rows("deeds")) == 1


def test_a_tap_that_comes_again_after_a_crash_enters_nothing_twice(room: Room) -> None:
    sri = begun(room)
    sri.taps(*SHORT)
    last = next(data for data in sri.buttons() if "insider.none" in data)
    sri.presses(last, update=7_000)
    room.restarts()
    sri.presses(last, update=7_000)
    assert len(room.house.rows("cases")) == 1
    assert the_case(room).number in sri.said
    assert "take|" in "".join(sri.buttons())
    with room.house.db.reading() as conn:
        assert cases.open_count(conn, room.house.office.code) == 1


def test_two_quick_taps_enter_once(room: Room) -> None:
    sri = begun(room)
    sri.taps(*SHORT)
    screen = sri.last
    sri.taps("entry|insider.none")
    sri.last = screen
    assert "/baru untuk mulai lagi" in sri.taps("entry|insider.none").toast
    assert len(room.house.rows("cases")) == 1


@pytest.mark.parametrize(
    "data", ["entry|age.99|age|{v}", "entry|act.hit|acts|{v}", "entry||age|{v}", "entry|age.60", "entry"]
)
def test_a_button_that_is_none_of_these_is_answered_and_the_question_stays(room: Room, data: str) -> None:
    sri = begun(room)
    version = sri.buttons()[0].split("|")[3]
    answer = sri.presses(data.format(v=version))
    assert "sudah lewat" in answer.toast
    assert "Umur korban?" in answer.said
    assert room.house.rows("cases") == []


def test_nothing_can_be_entered_in_a_group_or_by_a_stranger(room: Room) -> None:
    sri = begun(room)
    data = next(data for data in sri.buttons() if data.startswith("entry|age.60"))
    answer = sri.presses(data, private=False)
    assert answer.said == ""
    assert answer.toast
    from storage import roster

    roster.end(room.house.db, room.house.office.code, sri.officer.telegram_id, room.house.clock)
    assert "hanya untuk petugas piket" in sri.presses(data).toast
    assert "hanya untuk petugas piket" in sri.types("/baru").said

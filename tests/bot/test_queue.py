"""An officer works from a phone: the queue, what was done, handing over, ready-made answers, search."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.office_parts import Template
from flows.wording import text
from storage import audit, cases, related, roster
from tests.storage.telling import STORY

from .at_work import Room


def letters(room: Room) -> list[str]:
    """What the reporters' side can read of the officers' answers."""
    numbers = {row.id: row.number for row in room.house.rows("cases")}
    rows = room.house.rows("letters")
    return [room.house.keys.reply.open("letter", numbers[row.case_id], row.box)["words"] for row in rows]


def notes(room: Room) -> list[str]:
    boxes = [(row.case_id, row.box) for row in room.house.rows("deeds") if row.box]
    numbers = {row.id: row.number for row in room.house.rows("cases")}
    return [room.house.desk_keys.office_key.open("deed", numbers[case], box)["words"] for case, box in boxes]


# -- the queue ---------------------------------------------------------------------------------------------------


def test_the_queue_says_number_urgency_place_owner_and_waiting_and_nothing_else(room: Room) -> None:
    calm = room.house.person(1_000_000_001).files()
    room.house.passes(hours=2)
    urgent = room.house.person(1_000_000_002).calls_for_help()
    room.house.passes(minutes=12)
    sri = room.phone("Sri")
    said = sri.types("/antrean").said
    assert said.split("\n") == [
        "Laporan terbuka: 2",
        "",
        f"🔴 {urgent.number} · DARURAT · Cepu",
        "❗ Belum diterima · 12 mnt",
        "",
        f"{said[said.index(calm.number) - 2]} {calm.number} · {calm.case.urgency} · Cepu",
        "❗ Belum diterima · 2 jam",
    ]
    assert STORY not in said
    assert sri.labels() == [urgent.number, calm.number]


def test_from_the_queue_a_case_is_taken_and_stays_red_until_somebody_acts(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri, budi = room.phone("Sri"), room.phone("Budi")
    sri.types("/antrean")
    sri.taps("case|", "take|")
    assert sri.last.toast == f"{person.number} Anda terima."
    assert "❗ Sri: belum ada tindakan" in sri.said
    assert "❗ Sri" in budi.types("/antrean").said
    sri.taps("acted|")
    assert sri.labels()[:4] == [
        "📞 110/119 dipanggil",
        "🚗 Tim berangkat",
        "🤝 Korban ditemui",
        "💬 Pelapor dijawab langsung",
    ]
    sri.taps("did|")
    assert "110/119 dipanggil" in sri.said
    assert "✔️ Sri: sudah ada tindakan" in sri.said
    assert sri.last.edits, "in place: the chat does not fill up"
    assert "✔️ Sri" in budi.types("/antrean").said
    assert person.case.acted_at is not None


def test_back_from_a_deed_the_list_is_drawn_as_it_stands_now(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri, budi = room.phone("Sri"), room.phone("Budi")
    shown = budi.types("/antrean")
    sri.types("/antrean")
    assert f"🔴 {person.number} · DARURAT" in sri.said
    sri.taps("case|", "take|")
    assert "🔴" in sri.said, "taking it helps nobody yet"
    sri.taps("acted|", "did|")
    assert f"✅ {person.number} · DARURAT" in sri.said
    sri.taps("queue|")
    assert f"✅ {person.number} · DARURAT · Cepu\n✔️ Sri: sudah ada tindakan" in sri.said
    assert "🔴" not in sri.said
    assert sri.last.edits, "in place of the list that said it was red"
    budi.last = shown
    budi.taps("case|")
    assert "🔴" not in budi.said, "from a list of before, too, the case is shown as it is"
    budi.taps("queue|")
    assert "🔴" not in budi.said


def test_a_long_queue_is_turned_page_by_page(room: Room) -> None:
    people = [room.house.person(1_000_000_000 + n).calls_for_help() for n in range(8)]
    sri = room.phone("Sri")
    first = sri.types("/antrean")
    assert "halaman 1/2" in first.said
    assert len([data for data in sri.buttons() if data.startswith("case|")]) == 6
    sri.taps("queue|1")
    assert "halaman 2/2" in sri.said
    assert [person.number for person in people[6:]] == [data.split("|")[1] for data in sri.buttons() if "case|" in data]
    sri.presses("queue|99")
    assert "halaman 2/2" in sri.said, "a list that shrank meanwhile has a last page"


def test_an_empty_queue_is_said(room: Room) -> None:
    assert "kosong" in room.phone("Sri").types("/antrean").said


def test_what_is_sealed_away_is_a_counter_for_all_but_its_holder(room: Room) -> None:
    sealed = room.house.person().files(insider="insider.some")
    sri, head = room.phone("Sri"), room.phone("Bu Kepala", "head")
    assert sri.types("/antrean").said.endswith("tertutup: 1")
    assert sealed.number not in sri.said
    assert sealed.number in head.types("/antrean").said
    for kind in ("case", "acted", "note", "give"):
        sri.presses(f"{kind}|{sealed.number}|p")
        assert "pemegang kunci eskalasi" in sri.last.toast, kind
        assert sri.last.stays, "why it does not go is read, not glimpsed"
    for wanted in (sealed.number, "cepu"):
        assert "Jawaban" not in sri.types(f"/cari {wanted}").said
        assert "tertutup" not in sri.said
    head.taps("case|", "take|")
    assert sealed.case.acknowledged_by == head.officer.id
    head.taps("acted|", "did|")
    assert sealed.case.acted_at is not None, "what they did they may say here, and nothing else"
    assert "hanya lewat `wadul case show" in head.said
    head.presses(f"did|{sealed.number}|team")
    assert room.house.row("deeds", kind="team").officer_id == head.officer.id, "only they know whether nobody may come"


# -- what may be answered by a reply -------------------------------------------------------------------------------


def test_a_reply_to_what_is_for_officers_reaches_no_reporter(room: Room) -> None:
    """Their own reminders and lists name cases too: what is said about them is said to colleagues."""
    person, _ = (room.house.person(1_000_000_000 + n).calls_for_help() for n in range(2))
    sri = room.phone("Sri")
    room.house.acknowledges(sri.officer, person.number)
    for said in (
        sri.types("/antrean").said,
        sri.types(f"/cari {person.number}").said,
        text("desk-notice-due", number=person.number),
        text("desk-write-reason", number=person.number),
        sri.presses(f"acted|{person.number}").said,
        f"Kasus {person.number}",
    ):
        assert person.number in said
        assert "Belum terkirim ke siapa pun" in sri.types("Ibunya bohong menurut saya", reply_to=said).said, said
    assert letters(room) == []


def test_a_reply_to_an_alert_an_addition_a_card_or_the_invitation_is_an_answer(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri = room.phone("Sri")
    card = room.desk.card(sri.officer, person.number, room.house.clock)
    invited = sri.presses(f"reply|{person.number}|0").said
    sent = sri.types("Kami baca.").said
    addition = text("addition", number=person.number)
    for n, said in enumerate((card, invited, sent, addition, f"🔴 Laporan {person.number} · DARURAT")):
        sri.types("/batal")
        assert "Pelapor" in sri.types(f"Kami di jalan {n}.", reply_to=said).said, said
    assert len(letters(room)) == 6


@pytest.mark.parametrize("data", ["text|x", "start", "cancel", "other|1", "moved|2"])
def test_no_button_says_what_only_a_message_says(room: Room, data: str) -> None:
    person = room.house.person().calls_for_help()
    sri = room.phone("Sri")
    sri.presses(f"reply|{person.number}|0")
    for private in (True, False):
        assert sri.presses(data, private=private).said == ""
    assert letters(room) == []
    assert room.house.again(sri.officer).replying_to is not None


def test_who_opens_another_case_after_balas_sends_nothing_to_the_first_ones_reporter(room: Room) -> None:
    first, other = (room.house.person(1_000_000_000 + n).calls_for_help() for n in range(2))
    sri = room.phone("Sri")
    for look in (f"open|{other.number}", f"case|{other.number}", f"note|{other.number}", f"phrases|{other.number}|0"):
        sri.presses(f"reply|{first.number}|0")
        assert f"Balas ke pelapor {first.number} dihentikan" in sri.presses(look).toast, look
        sri.types("Kami di jalan.")
        assert letters(room) == [], look


def test_taking_another_case_or_looking_at_the_same_one_leaves_balas_as_it_is(room: Room) -> None:
    first, other = (room.house.person(1_000_000_000 + n).calls_for_help() for n in range(2))
    sri = room.phone("Sri")
    sri.presses(f"reply|{first.number}|0")
    for tap in (f"open|{first.number}", f"phrases|{first.number}|0", f"acknowledge|{other.number}|0"):
        assert "dihentikan" not in sri.presses(tap).toast
    sri.types("Kami di jalan.")
    assert letters(room) == ["Kami di jalan."]


# -- notes -------------------------------------------------------------------------------------------------------


def test_a_note_is_for_officers_and_the_next_text_is_none(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri = room.phone("Sri")
    sri.presses(f"note|{person.number}")
    assert "tidak dikirim ke pelapor" in sri.said
    assert f"Catatan untuk {person.number} tersimpan" in sri.types("kunci rumah di tetangga").said
    assert "Belum terkirim ke siapa pun" in sri.types("halo?").said
    assert notes(room) == ["kunci rumah di tetangga"]
    assert letters(room) == []


@pytest.mark.threat("O6")
def test_what_is_typed_about_a_case_leaves_the_chat_as_its_card_does(room: Room) -> None:
    """An answer stays, for it stands in the reporter's chat too; what is typed to look for something says nothing."""
    person = room.house.person().calls_for_help()
    sri, _ = room.phone("Sri"), room.phone("Budi")
    sri.presses(f"acknowledge|{person.number}|1")
    sri.presses(f"note|{person.number}")
    sri.types("kunci rumah di tetangga")
    note = sri.typed
    sri.types(f"/serah {person.number}")
    sri.taps("giveto|")
    sri.types("ibunya sudah ditelepon, tunggu kabar")
    handed_over = sri.typed
    sri.presses(f"reply|{person.number}|1")
    sri.types("Kami di jalan.")
    sri.types("/cari")
    sri.types("Cepu")
    wiped = room.house.rows("outbox", kind="wipe")
    assert [row.detail["message"] for row in wiped] == [note, handed_over]
    assert {row.case_id for row in wiped} == {person.case.id}, "so that it goes at once, when she is taken off the case"
    minutes = room.house.office.reading.minutes
    assert all(timedelta(0) < row.due_at - room.house.clock <= timedelta(minutes=minutes) for row in wiped)


def test_what_is_typed_about_a_case_goes_also_where_it_was_closed_to_its_writer(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri, budi = room.phone("Sri"), room.phone("Budi", "supervisor")
    sri.presses(f"note|{person.number}")
    house = room.house
    house.desk(related.mark, budi.officer, sri.officer, person.number, house.clock, holder="head")
    sri.types("kunci rumah di tetangga")
    assert notes(room) == []
    assert sri.typed in [row.detail["message"] for row in house.rows("outbox", kind="wipe")]


def test_a_note_written_as_a_reply_to_the_question_is_no_answer_to_the_reporter(room: Room) -> None:
    """Telegram's own *reply* to a message that names a case is an answer to its reporter; but not to this message."""
    person, other = (room.house.person(1_000_000_000 + n).calls_for_help() for n in range(2))
    sri = room.phone("Sri")
    asked = sri.presses(f"note|{person.number}").said
    sri.types("ayahnya di rumah, jangan datang", reply_to=asked)
    assert notes(room) == ["ayahnya di rumah, jangan datang"]
    assert letters(room) == []
    sri.presses(f"note|{person.number}")
    sri.types("Kami di jalan.", reply_to=f"🔴 Laporan {other.number} · DARURAT")
    assert letters(room) == ["Kami di jalan."], "a reply to another case is an answer there"
    assert notes(room) == ["ayahnya di rumah, jangan datang"]


def test_a_second_note_written_as_a_reply_to_the_old_question_reaches_no_reporter(room: Room) -> None:
    """The question stands in the chat for ever, and its note was kept long ago."""
    person = room.house.person().calls_for_help()
    sri, wati = room.phone("Sri"), room.phone("Wati")
    asked = sri.presses(f"note|{person.number}").said
    kept = sri.types("ayahnya di rumah").said
    room.house.acknowledges(sri.officer, person.number)
    sri.presses(f"give|{person.number}")
    give = sri.taps("giveto|").said
    given = sri.types("titip ya").said
    handed = text("queue-handed", number=person.number, urgency="DARURAT", by="Sri")
    for said in (asked, kept, give, given, handed):
        assert "Belum terkirim ke siapa pun" in wati.types("jangan lewat gang depan", reply_to=said).said, said
    assert letters(room) == []
    wati.types("Kami di jalan.", reply_to=f"🔴 Laporan {person.number} · DARURAT")
    assert letters(room) == ["Kami di jalan."]


def test_a_note_can_be_given_up(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri = room.phone("Sri")
    sri.presses(f"note|{person.number}")
    sri.types("/batal")
    assert "Belum terkirim" in sri.types("bukan catatan").said
    assert notes(room) == []


def test_the_card_shows_what_was_done_last(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri = room.phone("Sri")
    for kind in ("called", "team"):
        sri.presses(f"did|{person.number}|{kind}")
    sri.presses(f"note|{person.number}")
    sri.types("bidan desa ikut " + "x" * 900)
    card = room.desk.card(sri.officer, person.number, room.house.clock)
    assert "Sri: 🚗 Tim berangkat" in card
    assert "bidan desa ikut" in card
    assert "x" * 400 not in card, "of a long note its beginning"


# -- handing over ------------------------------------------------------------------------------------------------


def test_a_case_is_handed_over_with_a_note(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri, wati = room.phone("Sri"), room.phone("Wati")
    room.phone("Budi")
    assert "Tidak ada laporan terbuka pada Anda" in sri.types("/serah").said
    room.house.acknowledges(sri.officer, person.number)
    sri.types("/serah")
    sri.taps("give|")
    assert sri.labels()[:2] == ["Wati", "Budi"]
    sri.taps("giveto|")
    assert "Hanya petugas yang membacanya" in sri.said
    sri.types("korban di rumah bibinya", reply_to=sri.said)
    assert f"{person.number} sekarang pada Wati" in sri.said
    assert person.case.acknowledged_by == wati.officer.id
    assert letters(room) == []
    assert "korban di rumah bibinya" in room.desk.card(wati.officer, person.number, room.house.clock)
    assert ("handed", f"officer:{wati.officer.id}") in [(kind, to) for kind, to, _ in room.house.delivers()]
    with room.house.db.reading() as conn:
        assert audit.verify(conn) is None


def test_a_case_can_be_handed_over_without_a_note_and_taken_over(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri, wati = room.phone("Sri"), room.phone("Wati")
    room.house.acknowledges(sri.officer, person.number)
    sri.types(f"/serah {person.number.lower()}")
    sri.taps("giveto|", "given|")
    assert person.case.acknowledged_by == wati.officer.id
    sri.presses(f"give|{person.number}")
    assert sri.labels()[0] == "🙋 Saya ambil alih"
    sri.taps("giveto|")
    assert "sekarang pada Anda" in sri.said
    assert person.case.acknowledged_by == sri.officer.id


def test_what_cannot_be_handed_over_is_said_in_a_sentence(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri, wati = room.phone("Sri"), room.phone("Wati")
    assert "Ketuk Terima dulu" in sri.presses(f"give|{person.number}").toast
    assert "Ketuk Terima dulu" in sri.types(f"/serah {person.number}").said
    room.house.acknowledges(sri.officer, person.number)
    sri.presses(f"give|{person.number}")
    sri.taps("giveto|")
    roster.end(room.house.db, room.house.office.code, wati.officer.telegram_id, room.house.clock)
    assert "tidak bisa menerima" in sri.types("titip ya").said
    assert "tidak bisa menerima" in sri.presses(f"given|{person.number}|{wati.officer.id}").toast
    sri.presses(f"give|{person.number}")
    assert "Belum ada rekan lain" in sri.said
    room.house.change("cases", closed=room.house.clock)
    assert "sudah ditutup" in sri.presses(f"give|{person.number}").toast
    assert "sudah ditutup" in sri.presses(f"did|{person.number}|called").toast
    assert "sudah ditutup" in sri.presses(f"note|{person.number}").toast


# -- an answer that waits to be read -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        ("tolong", "jangan hanya menunggu: hubungi 110 atau catat"),
        ("tolong, 081234567890", "telepon nomor di kartunya pada jam yang ia tulis, hubungi 110, atau catat"),
    ],
)
def test_whoever_wrote_to_somebody_who_may_not_be_written_to_hears_that_it_waits_and_what_else_to_do(
    room: Room, told: str, instead: str
) -> None:
    ani = room.house.person().starts().taps("safety.no", "33.16.05").writes(told).taps("distress.silent")
    sri = room.phone("Sri")
    room.house.acknowledges(sri.officer, ani.number)
    sri.presses(f"reply|{ani.number}|{ani.case.version}")
    for _ in ("first", "as it came again after a crash"):
        said = sri.types("Kami di jalan.", again=9_001).said
        assert f"Tersimpan. Pelapor {ani.number}" in said
        assert "merah dan pengingat jalan terus sampai jawaban ini dibaca" in said
        assert instead in said
        room.restarts()
    assert sri.labels() == ["✉️ Tulis lagi", "☑️ Sudah bertindak…"]
    wati = room.phone("Wati")
    assert "❗ Sri: ada jawaban yang menunggu dibaca" in wati.types("/antrean").said
    sri.taps("acted|", "did|")
    assert "✔️ Sri: sudah ada tindakan" in sri.said
    assert "merah" not in sri.types("Polisi datang.", reply_to=f"🔴 Laporan {ani.number} · DARURAT").said


def test_a_ready_made_answer_to_an_emergency_says_so_too(room: Room) -> None:
    ani = room.house.person().calls_for_help()
    sri = room.phone("Sri")
    sri.presses(f"phrases|{ani.number}")
    sri.taps("phrase|", "send|")
    assert "diberi tahu “Ada kabar.”\n🔴 Kasusnya tetap merah" in sri.said
    assert sri.labels() == ["☑️ Sudah bertindak…"]


# -- ready-made answers ------------------------------------------------------------------------------------------


def test_a_ready_made_answer_is_read_before_it_is_sent(room: Room) -> None:
    person = room.house.person().files().taps("saved", "life.no")
    sri = room.phone("Sri")
    sri.presses(f"reply|{person.number}|{person.case.version}")
    sri.taps("phrases|", "phrase|")
    words = text("phrase-read", register="anak", numbers=room.house.office.numbers())
    assert words in sri.said, "a child is spoken to as a child"
    assert letters(room) == []
    check = sri.last
    sri.taps("send|")
    assert letters(room) == [words]
    assert "Tersimpan" in sri.said
    assert "merah" not in sri.said, "it can wait"
    assert sri.labels() == []
    sri.last = check
    sri.taps("send|")
    assert letters(room) == [words], "a second quick tap sends nothing twice"


def test_the_offices_own_sentences_come_first_and_an_old_button_sends_no_other(room: Room) -> None:
    room.house.office = room.house.office.model_copy(
        update={"templates": (Template(title="Jam kantor", words="Kami buka pukul 07.30."),)}
    )
    room.restarts()
    person = room.house.person().files()
    sri = room.phone("Sri")
    sri.presses(f"phrases|{person.number}")
    assert sri.labels()[0] == "Jam kantor"
    sri.taps("phrase|")
    old = sri.buttons()[0]
    room.house.office = room.house.office.model_copy(
        update={"templates": (Template(title="Jam kantor", words="Kami buka pukul 08.00."),)}
    )
    room.restarts()
    assert "sudah diganti kantor" in sri.presses(old).toast
    assert letters(room) == []


# -- search ------------------------------------------------------------------------------------------------------


def test_a_search_by_number_place_age_and_urgency(room: Room) -> None:
    person = room.house.person().files()
    sri = room.phone("Sri")
    for typed in (person.number.lower(), "kec. cepu", "16", person.case.urgency.lower()):
        sri.types("/cari")
        sri.types(typed)
        assert person.number in sri.said, typed
        assert STORY not in sri.said
    assert "Cepu: 1 laporan" in sri.types("/cari cepu").said
    sri.types("/cari")
    sri.taps("find|a.age.15_17")
    assert person.number in sri.said
    sri.types("/cari")
    sri.taps("find|k", "find|k.33.16.01")
    assert "Jati: belum ada laporan" in sri.said
    sri.types("/cari")
    assert "Belum ketemu" in sri.types("siapa namanya").said
    assert person.number in sri.types("cepu").said, "and one may try again"
    assert sri.types("/cari A9A9A").said == "Laporan itu tidak ada."


def test_a_closed_case_is_found_and_can_only_be_read(room: Room) -> None:
    person = room.house.person().files()
    room.house.change("cases", closed=room.house.clock)
    sri = room.phone("Sri")
    sri.types(f"/cari {person.number}")
    assert "Ditutup" in sri.said
    assert [data.split("|")[0] for data in sri.buttons()] == ["open", "queue"]


# -- what goes wrong ---------------------------------------------------------------------------------------------


@pytest.mark.threat("O2")
def test_who_left_the_roster_can_do_nothing_with_an_old_button(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri = room.phone("Sri")
    roster.end(room.house.db, room.house.office.code, sri.officer.telegram_id, room.house.clock)
    before = len(room.house.rows("deeds"))
    for data in (f"did|{person.number}|called", f"take|{person.number}|1", f"given|{person.number}|1", "queue|0"):
        assert sri.presses(data).toast == "Tombol ini hanya untuk petugas piket."
    assert "hanya untuk petugas piket" in sri.types("/antrean").said
    assert len(room.house.rows("deeds")) == before
    assert person.case.acknowledged_by is None


def test_nothing_of_the_queue_is_shown_in_a_group(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri = room.phone("Sri")
    for data in ("queue|0", f"case|{person.number}|p", f"did|{person.number}|called", f"note|{person.number}"):
        answer = sri.presses(data, private=False)
        assert (answer.said, answer.card) == ("", ""), data
        assert answer.toast
    assert room.house.rows("deeds") == []


@pytest.mark.parametrize(
    "data", ["did|{n}|danced", "did|{n}", "send|{n}|gone", "phrase|{n}", "find|x.y|0", "giveto|{n}|999", "given|{n}|x"]
)
def test_a_button_of_another_version_is_answered_in_one_sentence(room: Room, data: str) -> None:
    person = room.house.person().calls_for_help()
    sri = room.phone("Sri")
    room.house.acknowledges(sri.officer, person.number)
    said = sri.presses(data.format(n=person.number))
    assert said.toast
    assert not said.said
    assert letters(room) == []
    assert room.house.rows("deeds") == []
    assert person.case.acknowledged_by == sri.officer.id


def test_a_case_that_is_not_there_is_one_sentence(room: Room) -> None:
    sri = room.phone("Sri")
    for data in ("case|Z9Z9Z|p", "take|Z9Z9Z|1", "did|Z9Z9Z|called", "give|Z9Z9Z", "note|Z9Z9Z", "phrases|Z9Z9Z"):
        assert sri.presses(data).toast == "Laporan itu tidak ada.", data


def test_an_acknowledgement_hours_late_is_taken_and_says_how_long_it_waited(room: Room) -> None:
    person = room.house.person().calls_for_help()
    version = person.case.version
    room.house.passes(hours=5)
    sri, budi = room.phone("Sri"), room.phone("Budi")
    sri.presses(f"acknowledge|{person.number}|{version}")
    assert sri.last.toast == f"{person.number} Anda terima."
    assert person.case.acknowledged_at == room.house.clock
    budi.presses(f"acknowledge|{person.number}|{version}")
    assert budi.last.toast == f"{person.number} sudah diterima Sri."
    assert "· 5 jam" in budi.types("/antrean").said


def test_the_queues_terima_does_not_silence_a_newer_call(room: Room) -> None:
    person = room.house.person().files().taps("saved", "life.no")
    sri = room.phone("Sri")
    sri.types("/antrean")
    sri.taps("case|")
    person.adds("danger", "danger.weapon", "done")
    sri.taps("take|")
    assert "Belum diterima" in sri.last.toast
    assert "DARURAT" in sri.said, "and what it has become stands there"
    assert person.case.acknowledged_by is None
    sri.taps("take|")
    assert person.case.acknowledged_by == sri.officer.id


def test_an_answer_to_somebody_who_erased_themselves_is_kept_and_says_so(room: Room) -> None:
    person = room.house.person().files()
    number = person.number
    sri = room.phone("Sri")
    from sqlalchemy import text as sql

    with room.house.db.writing() as conn:
        conn.execute(sql("DELETE FROM return_addresses"))
    sri.presses(f"reply|{number}|1")
    assert "tidak ada lagi jalan kembali ke pelapor" in sri.types("Halo, kami di sini.").said
    assert "Tulis lagi" not in str(sri.labels())
    assert letters(room) == ["Halo, kami di sini."]


def test_a_tap_read_before_a_crash_is_shown_and_not_done_again(room: Room) -> None:
    person = room.house.person().calls_for_help()
    sri, wati = room.phone("Sri"), room.phone("Wati")
    room.house.acknowledges(sri.officer, person.number)
    for data in (f"did|{person.number}|team", f"given|{person.number}|{wati.officer.id}", f"take|{person.number}|2"):
        number = 9_000 + len(data)
        sri.presses(data, update=number)
        deeds = len(room.house.rows("deeds"))
        room.restarts()
        room.house.passes(minutes=5)
        sri.presses(data, update=number)
        assert person.number in sri.said, data
        assert len(room.house.rows("deeds")) == deeds
    assert person.case.acknowledged_by == wati.officer.id
    check = sri.presses(f"phrase|{person.number}|safe")
    sri.last = check
    sri.presses(f"send|{person.number}|safe", update=9_999)
    room.restarts()
    room.house.passes(minutes=5)
    sri.presses(f"send|{person.number}|safe", update=9_999)
    assert len(letters(room)) == 1
    with room.house.db.reading() as conn:
        assert cases.open_count(conn, room.house.office.code) == 1

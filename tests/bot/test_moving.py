"""An officer sees that a case belongs to another office: asks the survivor, looks twice, and hands it over by taps."""

from __future__ import annotations

import pytest

from bot.duty.desk import Desk
from flows.wording import write
from storage import case_file, pulses
from tests.bot.at_work import GROUP, Phone, Room
from tests.storage.telling import STORY, Person
from tests.storage.test_moving import CODE, LAW, REMBANG, Two

MOST = 8  # taps, the first on the card and the last one too


class Rembang(Room):
    """The other office's desk, over the same database."""

    def __init__(self, two: Two) -> None:
        self.two = two
        super().__init__(two.house)

    def restarts(self) -> None:
        self.desk = Desk(self.house.db, self.two.keys, REMBANG, GROUP - 1)


@pytest.fixture
def two(room: Room) -> Two:
    two = Two(room.house)
    room.restarts()
    return two


@pytest.fixture
def person(room: Room, two: Two) -> Person:
    person: Person = room.house.person().starts().taps("office.33.16")
    person.taps("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none").writes(STORY)
    person.taps("act.hit", "done", "when.30d", "33.16.05", "submit", "saved", "life.no")
    return person.adds("contact", "contact.anytime")


@pytest.fixture
def sri(room: Room, person: Person) -> Phone:
    phone = room.phone("Sri")
    room.house.acknowledges(phone.officer, person.number)
    return phone


def test_asked_in_the_chat_and_handed_over_within_eight_taps(two: Two, sri: Phone, person: Person) -> None:
    old = person.number
    sri.presses(f"follow|{old}|1")
    sri.taps("close|", "handon|", f"move|{old}|")
    assert "Tanyakan izinnya dulu" in sri.said
    assert not any("movesure" in data and data.endswith("consent") for data in sri.buttons())
    sri.taps("moveask|")
    assert "masih ditunggu" in sri.said
    person.starts().taps("open_news", "news.safe")
    assert REMBANG.name in write(person.screen).text
    person.taps("permit.yes")
    taps = ("close|", "handon|", f"move|{old}|", "movesure|", "movedo|")
    sri.presses(f"follow|{old}|1")
    two.wakes()
    sri.taps(*taps[:4])
    for part in (REMBANG.name, "laporan 1", "surat ke pelapor 1", "tidak bisa dibuka lagi"):
        assert part in sri.said
    assert two.house.row("cases", number=old).closed is None, "looking is not doing"
    sri.taps(*taps[4:])
    assert 1 + len(taps) <= MOST
    assert f"sudah pindah ke {REMBANG.name}" in sri.said
    assert f"Dialihkan ke {REMBANG.name}" in sri.said
    assert two.case.state == "baru"


def test_by_law_it_is_written_why_and_then_it_goes(two: Two, sri: Phone, person: Person) -> None:
    old = person.number
    sri.presses(f"follow|{old}|1")
    two.wakes()
    sri.taps("close|", "handon|", f"move|{old}|")
    law = next(data for data in sri.buttons() if data.startswith("movesure|") and data.endswith("|law"))
    sri.presses(law)
    sri.taps("movedo|")
    assert "Tulis alasannya" in sri.said
    assert not two.house.rows("cases", office_code=CODE)
    sri.types(LAW)
    assert f"sudah pindah ke {REMBANG.name}" in sri.said
    assert two.case.state == "baru"


def test_here_only_a_note_is_left(two: Two, sri: Phone, person: Person) -> None:
    old = person.number
    two.signs(sri.officer, old)
    two.moves(sri.officer, old)
    for kind in ("open", "reply"):
        said = sri.presses(f"{kind}|{old}|9")
        assert said.toast == "Kasus ini sudah dialihkan ke kantor lain; di sini tinggal catatannya."
        assert said.card is None or not said.card
    sri.presses(f"follow|{old}|9")
    assert f"Dialihkan ke {REMBANG.name}" in sri.said
    assert sri.buttons() == []
    assert "dialihkan ke kantor lain" in sri.presses(f"reopen|{old}").toast
    sri.presses(f"follow|{two.case.number}|1")
    assert two.case.number not in sri.said


def test_there_the_duty_officer_reads_answers_and_sees_what_was_done_before(
    two: Two, sri: Phone, person: Person
) -> None:
    sri.presses(f"note|{person.number}")
    sri.types("Ibunya sudah dihubungi lewat guru.")
    two.signs(sri.officer, person.number)
    two.moves(sri.officer, person.number)
    there = Rembang(two)
    wati = Phone(there, two.wati)
    number = two.case.number
    wati.presses(f"acknowledge|{number}|1")
    assert wati.presses(f"open|{number}|2").card == number
    assert "Pindahan dari" in there.desk.card(two.wati, number, there.house.clock)
    wati.presses(f"follow|{number}|2")
    wati.taps("before|")
    assert "Ibunya sudah dihubungi lewat guru." in wati.said
    wati.presses(f"reply|{number}|2")
    wati.types("Kami dari Rembang.")
    person.starts().taps("open_news", "news.safe")
    assert "Kami dari Rembang." in write(person.screen).text


def test_a_long_history_is_read_to_its_end(two: Two, sri: Phone, person: Person) -> None:
    told = [f"Kunjungan {n}. " + "Keadaannya dicatat di sini. " * 30 for n in range(12)]
    for words in told:
        sri.presses(f"note|{person.number}")
        sri.types(words)
    two.signs(sri.officer, person.number)
    two.moves(sri.officer, person.number)
    wati = Phone(Rembang(two), two.wati)
    number = two.case.number
    wati.presses(f"acknowledge|{number}|1")
    wati.presses(f"before|{number}")
    read = [wati.said]
    while turn := [data for data in wati.buttons() if data == f"before|{number}|{len(read)}"]:
        wati.presses(turn[0])
        read.append(wati.said)
    assert len(read) > 3
    assert all(len(said.encode("utf-16-le")) // 2 <= 3500 and not said.endswith("…") for said in read)
    assert [n for n in range(12) if not any(f"Kunjungan {n}." in said for said in read)] == []
    wati.presses(f"before|{number}|999")
    assert wati.said == read[-1], "a button that was made up shows the last page"


def test_what_was_written_before_plays_no_tricks_on_the_screen_or_in_the_terminal(
    two: Two, sri: Phone, person: Person
) -> None:
    sri.presses(f"note|{person.number}")
    sri.types("Jangan\u202e percaya.")
    two.signs(sri.officer, person.number)
    two.moves(sri.officer, person.number)
    there = Rembang(two)
    wati, number = Phone(there, two.wati), two.case.number
    wati.presses(f"acknowledge|{number}|1")
    wati.presses(f"before|{number}")
    house = two.house
    whole = house.desk(case_file.read_whole, two.keys.office_key, REMBANG, number, house.clock)
    for shown in (wati.said, "\n".join(whole.before)):
        assert "Jangan⟨202E⟩ percaya." in shown
        assert "⟨2068⟩" not in shown, "written out once, not twice"


def test_an_office_that_sleeps_is_refused_in_one_sentence(two: Two, sri: Phone, person: Person) -> None:
    with two.house.db.writing() as conn:
        pulses.beat(conn, CODE, "duty-listener", two.house.clock.replace(year=2025))
    sri.presses(f"follow|{person.number}|1")
    sri.taps("close|", "handon|", f"move|{person.number}|")
    law = next(data for data in sri.buttons() if data.endswith("|law"))
    assert "sedang tidak bisa dipanggil" in sri.presses(law).toast
    (two.folder / "keys/public/office.pub").unlink()
    assert "Tidak ada yang berubah" in sri.presses(law).toast
    assert "Tidak ada yang berubah" in sri.presses(law.replace(CODE, "33.18")).toast
    assert not two.house.rows("cases", office_code=CODE)


def test_a_second_tap_hands_nothing_over_twice(two: Two, sri: Phone, person: Person) -> None:
    old = person.number
    two.signs(sri.officer, old)
    sri.presses(f"follow|{old}|1")
    two.wakes()
    sri.taps("close|", "handon|", f"move|{old}|", "movesure|")
    tap = next(data for data in sri.buttons() if data.startswith("movedo|"))
    sri.presses(tap, update=700)
    assert len(two.house.rows("cases")) == 2
    again = sri.presses(tap)
    assert "sudah ditutup" in again.toast
    sri.room.restarts()
    sri.presses(tap, update=700)
    assert len(two.house.rows("cases")) == 2


def test_an_office_alone_is_offered_no_other(room: Room) -> None:
    person = room.house.person().files().taps("saved", "life.no")
    sri = room.phone("Sri")
    room.house.acknowledges(sri.officer, person.number)
    sri.presses(f"follow|{person.number}|1")
    sri.taps("close|", "handon|")
    assert not any(data.startswith("move|") for data in sri.buttons())


def test_of_a_walk_in_the_way_to_another_office_is_asked_on_paper(two: Two, sri: Phone) -> None:
    sri.types("/baru")
    for answer in ("walkin.self", "age.25_59", "act.hit", "when.7d", "skip", "33.16.05", "insider.none"):
        sri.taps(f"entry|{answer}")
    sri.taps("take|")
    number = two.house.row("cases", source="walkin").number
    sri.presses(f"follow|{number}|1")
    sri.taps("close|", "handon|", f"move|{number}|")
    assert [data.split("|")[4] for data in sri.buttons() if data.startswith("moveask|")] == ["paper"]
    here = next(data for data in sri.buttons() if data.startswith("moveask|"))
    assert "tidak ada chat" in sri.presses(here.removesuffix("paper") + "chat").toast
    assert two.house.rows("letters") == []

"""The reporter asked that nobody comes to the house: from a phone no team leaves by one thumb, and nobody is stuck."""

from __future__ import annotations

import pytest

from tests.storage.telling import Person

from .at_work import Phone, Room

OTHERS = ["📞 110/119 dipanggil", "🚗 Tim berangkat", "🤝 Korban ditemui", "💬 Pelapor dijawab langsung"]


@pytest.fixture
def hidden(room: Room) -> Person:
    """Somebody with a weapon over them, at whose door nobody may be seen."""
    person = room.house.person().files().taps("saved", "life.no")
    return person.adds("danger", "danger.weapon", "done").adds("visit", "visit.danger")


@pytest.fixture
def sri(room: Room, hidden: Person) -> Phone:
    phone = room.phone("Sri")
    room.house.acknowledges(phone.officer, hidden.number)
    return phone


def test_a_team_leaves_against_a_jangan_by_two_thumbs(room: Room, hidden: Person, sri: Phone) -> None:
    budi, n = room.phone("Budi"), hidden.number
    said = sri.presses(f"acted|{n}|p") and sri.taps(f"did|{n}|team").said
    assert said.startswith(f"⛔ {n}: pelapor minta JANGAN datang ke rumah. Keberangkatan belum dicatat.")
    assert "110/119" in said
    assert room.house.rows("deeds") == []
    assert hidden.case.acted_at is None
    assert "tulis alasannya" in sri.taps("visit|").said
    assert "menunggu orang kedua" in sri.types("polisi minta tim ikut sekarang").said
    assert "sudah diminta; siapa pun selain yang meminta" in sri.presses(f"did|{n}|team").said
    assert room.house.rows("deeds") == []
    assert not [data for data in sri.taps("second|").buttons if data[0][1].startswith("decide")], "not by oneself"
    budi.presses(f"did|{n}|team")
    assert "polisi minta tim ikut sekarang" in budi.taps("second|").said, "a colleague who taps it may answer at once"
    assert "disetujui" in budi.taps("decide|").said
    assert "🚗 Tim berangkat" in sri.presses(f"did|{n}|team").said
    assert "✔️ Sri: sudah ada tindakan" in sri.said
    assert hidden.case.acted_at == room.house.clock


def test_who_has_not_taken_it_is_led_to_that_first(room: Room, hidden: Person) -> None:
    budi, n = room.phone("Budi"), hidden.number
    assert "Terima dulu" in budi.presses(f"did|{n}|team").said
    budi.taps("take|")
    assert hidden.case.acknowledged_by == budi.officer.id
    assert [data for data in budi.presses(f"did|{n}|team").buttons[0] if data[1].startswith("visit|")]


def test_from_there_everything_else_is_one_tap_away(room: Room, hidden: Person, sri: Phone) -> None:
    """A team that is on its way already stands in a note as it was; 110 waits for nobody."""
    n = hidden.number
    sri.presses(f"did|{n}|team")
    sri.taps("note|")
    assert "tersimpan" in sri.types("tim berangkat 02.40 bersama polisi, sebelum disetujui").said
    assert "tim berangkat 02.40" in room.desk.card(sri.officer, n, room.house.clock)
    assert hidden.case.acted_at is None, "a note is no deed"
    sri.presses(f"did|{n}|team")
    sri.taps("acted|")
    assert sri.labels()[:4] == OTHERS
    assert "Tercatat" in sri.taps("did|").said
    assert hidden.case.acted_at == room.house.clock


def test_a_visit_that_was_opened_before_is_not_planned_on_by_one_thumb(room: Room) -> None:
    person = room.house.person(1_000_000_009).files().taps("saved", "life.no")
    sri, budi, n = room.phone("Sri"), room.phone("Budi"), person.number
    room.house.acknowledges(sri.officer, n)
    sri.presses(f"tracks|{n}")
    sri.taps("opentrack|")
    screen = sri.last
    person.adds("visit", "visit.danger")
    sri.taps(f"field|{n}|1|who_goes")
    assert "persetujuan orang kedua" in sri.taps(f"value|{n}|1|who_goes|0|team").toast
    sri.presses(f"tracks|{n}")
    sri.taps("visit|")
    sri.types("ia minta dijemput, alamatnya lewat telepon")
    budi.presses(f"second|{n}")
    budi.taps("decide|")
    sri.last = screen
    sri.taps(f"field|{n}|1|who_goes")
    assert "Yang berangkat: Tim kantor" in sri.taps(f"value|{n}|1|who_goes|0|team").said


def test_what_it_tells_leaves_the_chat_and_reaches_no_reporter(room: Room, hidden: Person, sri: Phone) -> None:
    n = hidden.number
    said = sri.presses(f"did|{n}|team").said
    assert (sri.last.wipes, sri.last.edits) == (n, 0), "of its own, to be taken away as a card is"
    assert room.house.rows("audit", action="opened", actor=f"officer:{sri.officer.id}", case_number=n)
    assert "Belum terkirim ke siapa pun" in sri.types("Kami tetap datang.", reply_to=said).said
    assert room.house.rows("letters") == []

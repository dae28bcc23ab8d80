"""An officer works on a case with a thumb: taps what stands there, types only where words are needed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from nacl.pwhash import argon2id

from bot.duty.desk import Desk
from bot.duty.reading import Act
from bot.duty.rooms import Answer
from storage import middle, sealing
from storage.database import Database
from storage.tables import Officer
from tests.storage.telling import House, Person

NOW = datetime(2026, 11, 23, 2, 47, 11, tzinfo=UTC)
RSUD = "RSUD dr. R. Soetijono Blora"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    cheap = (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)
    monkeypatch.setattr(sealing, "PASSPHRASE_COST", cheap)
    monkeypatch.setattr(sealing, "RECEIPT_COST", cheap)
    db = Database(f"sqlite:///{tmp_path / 'wadul.db'}")
    db.migrate()
    yield House(db, tmp_path / "home", tmp_path / "run", NOW)
    db.close()


class Phone:
    """An officer's private chat with the duty bot: what stands in it, and what can be tapped."""

    updates = itertools.count(50_000)

    def __init__(self, house: House, officer: Officer) -> None:
        self.house, self.officer = house, officer
        self.answer = Answer()
        self.last: Act | None = None

    def take(self, act: Act) -> Answer:
        self.last = act
        desk = Desk(self.house.db, self.house.desk_keys, self.house.office, None)
        answer = desk.take(act, self.house.clock) or Answer()
        for row in answer.buttons:
            for words, data in row:
                assert 0 < len(words) <= 64, words
                assert len(data.encode()) <= 64, data
        assert len(answer.said) < 4096
        assert len(answer.toast) <= 200
        self.answer = answer if answer.said else self.answer
        return answer

    def opens(self, number: str) -> Phone:
        self.sends_data(f"follow|{number}|0")
        return self

    def sends_data(self, data: str) -> Answer:
        kind, *args = data.split("|")
        more: dict[str, Any] = {
            "args": tuple(args),
            "number": args[0] if args else "",
            "callback_id": "7",
            "message": 9,
        }
        who = self.officer.telegram_id
        return self.take(Act(next(self.updates), kind, person=who, chat=who, **more))

    def taps(self, *ways: str) -> Answer:
        """Each a kind, and after a slash what the button ends in: ``need/medical``."""
        answer = Answer()
        for way in ways:
            answer = self.sends_data(self.button(way))
        return answer

    def button(self, way: str) -> str:
        kind, _, last = way.partition("/")
        for data in self.buttons:
            if data.split("|")[0] == kind and (not last or data.split("|", 1)[1].endswith(last)):
                return data
        raise LookupError(f"no button {way} in {self.buttons}")

    @property
    def buttons(self) -> list[str]:
        return [data for row in self.answer.buttons for _, data in row]

    def types(self, words: str) -> Answer:
        who = self.officer.telegram_id
        return self.take(Act(next(self.updates), "text", person=who, chat=who, text=words, message=77, written=None))

    def hears_it_again(self) -> Answer:
        """The process died before it spoke: the same update comes again."""
        assert self.last is not None
        return self.take(self.last)


@pytest.fixture
def sri(house: House) -> Phone:
    return Phone(house, house.officer("Sri"))


@pytest.fixture
def budi(house: House) -> Phone:
    return Phone(house, house.officer("Budi"))


@pytest.fixture
def person(house: House, sri: Phone) -> Person:
    person = house.person().files().taps("saved", "life.no").adds("contact", "contact.anytime")
    house.acknowledges(sri.officer, person.number)
    return person


def test_from_the_card_to_a_visum_with_consent_on_paper(house: House, sri: Phone, person: Person) -> None:
    sri.opens(person.number).taps("assess", "team/worker", "need/medical", "need/psych", "assessed")
    assert "tersimpan" in sri.answer.said
    assert person.case.state == "asesmen"
    sri.taps("opentrack/medical", "field/treatment|0", "value/treated")
    assert "Sudah diobati" in sri.answer.said
    refused = sri.taps("field/hospital|1", "value/4")
    assert "izin" in refused.toast
    sri.opens(person.number).taps("tracks", "track", "leave", "asklv/paper", "asklong/4", "lvask/30")
    assert RSUD in sri.answer.said
    sri.taps("refer", "referdo/4", "refstep/accepted")
    assert "diterima" in sri.answer.said
    sri.taps("lvback")
    assert "DIBATALKAN" in sri.answer.said
    assert (house.row("referrals").state, house.row("consents").state) == ("revoked", "withdrawn")


def test_what_the_other_body_answered_is_noted_below_the_referral(house: House, sri: Phone, person: Person) -> None:
    def answers() -> list[str]:
        words = [words for row in sri.answer.buttons for words, _ in row]
        return [one.removeprefix(f"{RSUD}: ") for one in words if one.startswith(f"{RSUD}: ")]

    sri.opens(person.number).taps("tracks", "opentrack/medical", "leave", "asklv/paper", "asklong/4", "lvask/30")
    sri.taps("refer", "referdo/4")
    assert "ditawarkan" in sri.answer.said
    assert answers() == ["diterima", "ditolak", "batalkan"]
    refused = sri.opens(person.number).taps("close", "closedo/solved")
    assert "Catat hasilnya atau batalkan dulu" in refused.toast
    sri.opens(person.number).taps("leaves", "leave", "refstep/rejected")
    assert answers() == []
    sri.taps("refer", "referdo/4", "refstep/accepted")
    assert answers() == ["selesai", "ditolak", "batalkan"]
    sri.taps("refstep/done")
    assert answers() == []
    assert [row.state for row in house.rows("referrals")] == ["rejected", "done"]
    sri.taps("refer", "referdo/4", "refstep/revoked")
    assert f"{RSUD} · DIBATALKAN, jangan kirim data lagi" in sri.answer.said


def test_an_older_screens_rujuk_hands_nothing_over_when_its_consent_is_used_or_gone(
    house: House, sri: Phone, person: Person
) -> None:
    sri.opens(person.number).taps("tracks", "opentrack/medical", "leave", "asklv/paper", "asklong/4", "lvask/30")
    rujuk = sri.button("refer")
    sri.taps("refer")
    older = sri.button("referdo/4")
    sri.taps("referdo/4")
    assert "sudah berjalan" in sri.sends_data(older).toast
    sri.taps("lvback")
    refused = sri.sends_data(older)
    assert "izinnya sudah berakhir. Minta izin dulu" in refused.toast
    assert refused.said == "", "the screen stays as it is"
    assert [row.state for row in house.rows("referrals")] == ["revoked"]
    assert "belum ada izin yang berlaku" in sri.sends_data(rujuk).said, "the menu is drawn as it stands now"
    assert not any(data.startswith("referdo|") for data in sri.buttons)


def test_paper_after_a_yes_was_taken_back_asks_for_the_letters_number(house: House, sri: Phone, person: Person) -> None:
    sri.opens(person.number).taps("tracks", "opentrack/medical", "leave")
    sri.taps("asklv/paper", "asklong/4", "lvask/30", "lvback")
    said = sri.taps("asklv/paper", "asklong/4", "lvask/30").said
    assert "tanyakan lagi kepadanya" in said
    assert "nomor surat" in sri.types("ya, mau").said
    assert [row.state for row in house.rows("consents")] == ["withdrawn"]
    assert "dicatat" in sri.types("460/12/XI/2026").said
    assert [row.state for row in house.rows("consents")] == ["withdrawn", "granted"]


def test_what_needs_words_is_typed_and_leaves_the_chat(house: House, sri: Phone, person: Person) -> None:
    sri.opens(person.number).taps("tracks", "opentrack/medical", "field/cost|0")
    said = sri.types("tiga ratus ribu").said
    assert "Coba sekali lagi" in said
    sri.types("Rp 300.000")
    assert "300000" in sri.answer.said
    assert (sri.answer.edits, sri.answer.retires) == (0, 9), "below what was typed; what asked is tapped no more"
    assert [row.detail["message"] for row in house.rows("outbox", kind="wipe")] == [77]
    assert "Belum terkirim" in sri.types("dan ini?").said, "what was typed has one meaning, once"


def test_who_goes_on_tapping_no_longer_types_what_was_asked(house: House, sri: Phone, person: Person) -> None:
    sri.opens(person.number).taps("tracks", "opentrack/medical", "field/cost|0", "track")
    assert "Belum terkirim" in sri.types("300000").said


def test_an_urgency_is_lowered_by_two_thumbs(house: House, sri: Phone, budi: Phone, person: Person) -> None:
    number = person.number
    sri.opens(number).taps("lower", "lowerto/RENDAH")
    sri.types("pendek")
    sri.types("sudah aman di rumah nenek, diperiksa bersama psikolog")
    assert person.case.urgency == "SEDANG"
    sri.opens(number).taps("second")
    assert "psikolog" in sri.answer.said
    assert not [data for data in sri.buttons if data.startswith("decide")], "not by oneself"
    ours = [data for data in sri.buttons if data]
    made_up = sri.sends_data(f"decide|{number}|{person.case.version}|1|yes")
    assert "Orang kedua" in made_up.toast
    assert ours
    budi.opens(number).taps("second", "decide/yes")
    assert person.case.urgency == "RENDAH"


def test_what_was_asked_before_a_case_rose_can_only_be_declined(
    house: House, sri: Phone, budi: Phone, person: Person
) -> None:
    number = person.number
    sri.opens(number).taps("lower", "lowerto/RENDAH")
    sri.types("sudah aman di rumah nenek, diperiksa bersama psikolog")
    person.adds("danger", "danger.weapon", "done")
    house.acknowledges(sri.officer, number)
    budi.opens(number).taps("second")
    assert "hanya bisa ditolak" in budi.answer.said
    assert not [data for data in budi.buttons if data.endswith("yes")]
    budi.taps("decide/no")
    assert person.case.urgency == "DARURAT"


def test_an_urgent_case_is_buried_by_nobody_alone(house: House, sri: Phone, budi: Phone) -> None:
    person = house.person(7_444_111_222).calls_for_help()
    number = person.number
    house.acknowledges(sri.officer, number)
    sri.opens(number).taps("close")
    assert "orang kedua" in sri.answer.said
    sri.taps("closedo/mistake")
    assert "Salah kirim atau uji coba" in sri.answer.said
    assert person.case.closed is None
    sri.types("pendek")
    assert "menunggu orang kedua" in sri.types("salah kirim, ibunya sudah ditelepon").said
    assert person.case.closed is None
    sri.opens(number).taps("second")
    assert not [data for data in sri.buttons if data.startswith("decide")], "not by oneself"
    budi.opens(number).taps("second")
    assert "Akhiri kasus ini: Salah kirim atau uji coba" in budi.answer.said
    assert "ibunya sudah ditelepon" in budi.answer.said
    budi.taps("decide/yes")
    assert (person.case.state, person.case.urgency) == ("ditutup", "DARURAT")


def test_a_legal_clock_is_closed_with_a_letters_number(house: House, sri: Phone, budi: Phone) -> None:
    person = house.person(6_444_555_666).files(act="act.touched").taps("saved", "life.no")
    house.acknowledges(sri.officer, person.number)
    sri.opens(person.number)
    assert "⏳" in sri.answer.said
    refused = sri.taps("close", "closedo/declined")
    assert "Batas waktu hukum" in refused.toast
    sri.opens(person.number).taps("clocks", "letter/TPKS41")
    sri.types("B/400/XI/2026")
    sri.opens(person.number).taps("close", "closedo/declined")
    sri.types("sudah dijelaskan dua kali, tidak mau dilanjutkan")
    budi.opens(person.number).taps("second", "decide/yes")
    assert person.case.state == "ditutup"
    budi.taps("reopen")
    assert person.case.state == "baru"


def test_two_cases_become_one_after_being_asked_once_more(house: House, sri: Phone, person: Person) -> None:
    other = house.person(8_222_333_444).files(who="who.witness").taps("saved", "life.no")
    gone = other.number
    sri.opens(gone).taps("merge", f"mergein/{person.number}", "mergedo")
    assert other.number == person.number
    assert f"{gone} sudah digabung ke {person.number}" in sri.answer.said
    again = sri.sends_data(f"mergedo|{gone}|{person.number}|1")
    assert "ditutup" in again.toast


def test_handing_on_asks_by_what_right(house: House, sri: Phone, person: Person) -> None:
    refused = sri.opens(person.number).taps("close", "handon", "handon/4", "handdo/consent")
    assert "Belum ada izin" in refused.toast
    sri.taps("handdo/law")
    assert person.case.closed is None
    sri.types("UU TPKS pasal 39, pelakunya aparat")
    assert person.case.state == "dialihkan"


def test_handing_on_with_the_consent_there_is(house: House, sri: Phone, person: Person) -> None:
    sri.opens(person.number).taps("tracks", "opentrack/medical", "leave", "asklv/paper", "asklong/4", "lvask/7")
    sri.opens(person.number).taps("close", "handon", "handon/4", "handdo/consent")
    assert person.case.state == "dialihkan"


def test_a_tap_that_comes_again_is_shown_and_not_done_twice(house: House, sri: Phone, person: Person) -> None:
    sri.opens(person.number).taps("tracks", "opentrack/medical")
    again = sri.hears_it_again()
    assert "Layanan" in again.said
    assert len(house.rows("tracks")) == 1
    sri.taps("track", "leave", "asklv/paper", "asklong/4", "lvask/7")
    sri.hears_it_again()
    assert len(house.rows("consents")) == 1


def test_a_refusal_half_way_leaves_nothing_behind(house: House, sri: Phone, budi: Phone, person: Person) -> None:
    """The case changes between question and answer: no decision without what was decided."""
    sri.opens(person.number).taps("lower", "lowerto/RENDAH")
    sri.types("sudah aman di rumah nenek, diperiksa bersama psikolog")
    budi.opens(person.number).taps("second")
    yes = budi.button("decide/yes")
    person.adds("danger", "danger.weapon", "done")
    assert "Terima" in budi.sends_data(yes).toast
    assert house.row("decisions").agreed is None
    assert person.case.urgency == "DARURAT"


@pytest.mark.parametrize(
    ("screens", "tapped"),
    [
        (["close"], "closedo/mistake"),
        (["close", "handon", "handon/4"], "handdo/law"),
        (["close"], "handon"),
        (["clocks"], "ownwords"),
        (["tracks"], "opentrack/medical"),
        (["lower"], "lowerto/RENDAH"),
        (["second"], "decide/yes"),
    ],
)
def test_a_button_from_before_the_case_rose_does_nothing(
    house: House, sri: Phone, budi: Phone, person: Person, screens: list[str], tapped: str
) -> None:
    number = person.number
    sri.opens(number).taps("lower", "lowerto/RENDAH")
    sri.types("sudah aman di rumah nenek, diperiksa bersama psikolog")
    old = budi.opens(number).taps(*screens) and budi.button(tapped)
    person.adds("danger", "danger.weapon", "done")
    house.acknowledges(sri.officer, number)
    assert "baru saja diubah" in budi.sends_data(old).toast
    assert (person.case.urgency, person.case.state) == ("DARURAT", "diterima")
    assert not house.rows("tracks")


def test_a_reason_that_was_being_written_when_the_case_rose_is_not_taken(
    house: House, sri: Phone, person: Person
) -> None:
    sri.opens(person.number).taps("lower", "lowerto/RENDAH")
    person.adds("danger", "danger.weapon", "done")
    house.acknowledges(sri.officer, person.number)
    assert "baru saja diubah" in sri.types("sudah aman di rumah nenek, diperiksa bersama psikolog").said
    assert not house.rows("decisions")


def test_old_and_made_up_buttons_end_in_one_sentence(house: House, sri: Phone, person: Person) -> None:
    n = person.number
    made_up = ["track", "field", "value", "providedby", "leave", "lvask", "lvback", "refstep", "referdo"]
    made_up += ["decide", "ground"]
    made_up += ["mergein", "mergedo", "closedo", "handdo", "letter", "sign", "lowerto", "asklong", "day", "opentrack"]
    sri.opens(n)
    for kind in made_up:
        for rest in ("", "|x", "|9999", "|1|x|y|z", "|999999999|999999999|999999999|1"):
            answer = sri.sends_data(f"{kind}|{n}{rest}")
            assert answer.toast or answer.said, kind
    sri.sends_data("track|Z9Z9Z|1")
    assert person.case.closed is None


def test_every_button_leads_to_a_screen(house: House, sri: Phone, person: Person) -> None:
    """Whatever an officer taps, in whatever order they find it, there is a screen and a way on."""
    ends = ("closedo", "handdo", "reopen", "mergedo", "open", "value", "providedby", "team", "need", "day", "assessed")
    sri.opens(person.number).taps("assess", "team/worker", *(f"need/{t}" for t in ("legal", "psych")), "assessed")
    sri.taps("opentrack/legal")
    waiting, seen = list(sri.opens(person.number).buttons), set[str]()
    while waiting:
        data = waiting.pop()
        shape = "|".join(part for part in data.split("|") if not part.isdigit())
        if shape in seen or data.split("|")[0] in ends:
            continue
        seen.add(shape)
        answer = sri.sends_data(data)
        assert answer.said or answer.toast, data
        assert not answer.said or answer.buttons, data
        waiting += [here for row in answer.buttons for _, here in row]
    assert len(seen) > 40


def test_an_entry_under_way_elsewhere_stays(house: House, sri: Phone, person: Person) -> None:
    with house.db.writing() as conn:
        middle.keep(conn, house.desk_keys, sri.officer, "entry", {"step": 3}, house.clock)
    sri.opens(person.number).taps("tracks")
    with house.db.reading() as conn:
        found = middle.load(conn, house.desk_keys, sri.officer, house.clock)
    assert middle.entry_of(found) is not None, "it waits"


def test_who_reads_in_a_case_is_written_down_once_an_hour(
    house: House, sri: Phone, budi: Phone, person: Person
) -> None:
    def read_by(phone: Phone) -> int:
        return len(house.rows("audit", action="opened", actor=f"officer:{phone.officer.id}", case_number=person.number))

    budi.opens(person.number).taps("tracks")
    budi.opens(person.number).taps("leaves")
    assert (read_by(budi), read_by(sri)) == (1, 0)
    sri.sends_data(f"clocks|{person.number}")
    assert (read_by(budi), read_by(sri)) == (1, 1), "an old button of a room below is a way in too"
    house.passes(hours=1)
    budi.opens(person.number)
    assert read_by(budi) == 2
    budi.sends_data("follow|Z9Z9Z|0")
    assert not house.rows("audit", case_number="Z9Z9Z")


def test_nobody_works_on_a_case_in_a_group(house: House, sri: Phone, person: Person) -> None:
    act = Act(
        1, "follow", person=sri.officer.telegram_id, chat=-100, private=False, number=person.number, callback_id="7"
    )
    desk = Desk(house.db, house.desk_keys, house.office, -100)
    answer = desk.take(act, house.clock)
    assert answer is not None
    assert not answer.said

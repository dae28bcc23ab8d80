"""An office file: what it says, and how kindly it is told what is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from flows.office import Office, OfficeUnclear, blora, default_office_text, read_office
from tests.flows.talking import TUESDAY_TEN, TUESDAY_TWO_AT_NIGHT


def changed(old: str, new: str) -> str:
    assert old in default_office_text()
    return default_office_text().replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "33.16"', 'code = "33.16', "bukan TOML yang bisa dibaca"),
        ('code = "33.16"', 'code = "99.99"', "`code` 99.99 bukan kode kabupaten"),
        ('name = "Dinsos P3A Blora"\n', "", "`name` belum ada"),
        ('timezone = "Asia/Jakarta"', 'timezone = "Asia/Blora"', "`timezone` bukan zona waktu yang dikenal"),
        ("emergency = true", "emergency = false", "`hotlines` belum punya nomor dengan emergency = true"),
        ("DARURAT = 5\n", "", "`ladder` dan `promise` perlu waktu untuk DARURAT"),
        ("DARURAT = 5\n", "DARURAT = 0\n", "`ladder.DARURAT`"),
        ("RENDAH = 1440\n\n[promise]", "BIASA = 1440\n\n[promise]", "`ladder.BIASA"),
        ("days = [1, 2, 3, 4, 5]", "days = []", "`hours.days`"),
        ("days = [1, 2, 3, 4, 5]", "days = [8]", "`hours.days.0`"),
        ('words = "terminal"', 'words = "everywhere"', "`reading.words`"),
        ('holder = "head"', 'holder = "anyone"', "`escalation.holder`"),
        ("minutes = 10", "minutes = 10\nhours = 2", "`reading.hours` tidak dikenal"),
        ('word = "keluar"', 'word = ""', "`exit.word`"),
    ],
)
def test_a_file_that_is_unclear_is_told_where(old: str, new: str, said: str) -> None:
    with pytest.raises(OfficeUnclear) as refusal:
        read_office(changed(old, new), name="blora.toml")
    assert str(refusal.value).startswith("blora.toml: ")
    assert said in str(refusal.value)
    assert read_office(default_office_text()).name == "Dinsos P3A Blora"


def test_a_refusal_does_not_repeat_what_the_file_says() -> None:
    with pytest.raises(OfficeUnclear) as refusal:
        read_office(changed('verified_by = "halaman publik 2024; belum dihubungi kantor"', "verified_by = 0x5EC12E7"))
    assert str(0x5EC12E7) not in str(refusal.value)


def test_emergency_numbers_care_and_people_are_kept_apart() -> None:
    office = blora()
    assert office.numbers() == "110 (polisi) · 119 (ambulans) · 129 (SAPA, 24 jam)"
    assert "healing119.id" in office.care_numbers()
    assert "healing119.id" not in office.people()
    assert "0895" in office.people()


def test_blora_makes_no_promise_at_night() -> None:
    assert blora().night_cover is False


def test_who_reads_when() -> None:
    office = blora()
    assert office.is_read_at(TUESDAY_TEN)
    assert not office.is_read_at(TUESDAY_TWO_AT_NIGHT)
    assert not office.is_read_at(datetime(2026, 11, 28, 3, tzinfo=UTC))  # a Saturday
    assert office.next_reading(TUESDAY_TEN) == office.clock(TUESDAY_TEN)
    assert office.next_reading(TUESDAY_TWO_AT_NIGHT).strftime("%a %H.%M") == "Tue 07.30"
    assert office.next_reading(datetime(2026, 11, 24, 9, tzinfo=UTC)).strftime("%a %H.%M") == "Wed 07.30"
    assert office.next_reading(datetime(2026, 11, 28, 3, tzinfo=UTC)).strftime("%a %H.%M") == "Mon 07.30"


def test_an_office_that_reads_one_day_a_week_names_that_day() -> None:
    office = read_office(changed("days = [1, 2, 3, 4, 5]", "days = [2]"))
    after = datetime(2026, 11, 24, 10, tzinfo=UTC)  # Tuesday, after hours
    assert office.next_reading(after).date() == date(2026, 12, 1)


def test_with_night_cover_somebody_always_reads() -> None:
    office: Office = read_office(changed("night_cover = false", "night_cover = true"))
    assert office.is_read_at(TUESDAY_TWO_AT_NIGHT)


def test_numbers_nobody_called_for_ninety_days_are_stale() -> None:
    office = blora()
    checked = max(line.verified_on for line in office.hotlines)
    assert office.stale(checked + timedelta(days=90)) == ()
    assert len(office.stale(checked + timedelta(days=91))) == len(office.hotlines)

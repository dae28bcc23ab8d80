"""An office file: what it says, and how kindly it is told what is missing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.office import Office
from flows.office_file import OfficeUnclear, blora, default_office_text, read_office
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


MAIL = {"to": ["a@x.id"], "from": "w@x.id", "host": "mail.x.id"}
HOOK = {"url": "https://x.id/w", "key": "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="}
SMS = {"to": ["6281200000001"], "url": "https://sms.x.id/{to}?k={token}"}
PRIMERO = {"url": "https://p.x.id", "user": "w", "fields": {"filed": "date_of_first_report"}}


def with_tables(**tables: object) -> Office:
    return Office.model_validate(blora().model_dump(by_alias=True, exclude_none=True) | tables)


@pytest.mark.parametrize(
    ("name", "fine", "odd"),
    [
        ("mail", MAIL, {"to": []}),
        ("mail", MAIL, {"to": ["a@x.id\r\nBcc: b@x.id"]}),
        ("mail", MAIL, {"from": "Wadul <w@x.id>"}),
        ("mail", MAIL, {"host": "mail.x.id\n"}),
        ("mail", MAIL, {"tls": "none"}),
        ("mail", MAIL, {"password": "rahasia"}),
        ("webhook", HOOK, {"url": "http://x.id/w"}),
        ("webhook", HOOK, {"url": "https://a:b@x.id/w"}),
        ("webhook", HOOK, {"url": "http://127.0.0.1.x.id/"}),
        ("webhook", HOOK, {"url": "https://x.id:0/"}),
        ("webhook", HOOK, {"key": ""}),
        ("webhook", HOOK, {"key": "a2s="}),
        ("webhook", HOOK, {"key": "bukan kunci"}),
        ("webhook", HOOK, {"secret": "whsec_rahasia"}),
        ("sms", SMS, {"to": ["0812 rahasia"]}),
        ("sms", SMS, {"url": "https://{to}/"}),
        ("sms", SMS, {"method": "DELETE"}),
        ("primero", PRIMERO, {"fields": {}}),
        ("primero", PRIMERO, {"fields": {"words": "notes"}}),
        ("primero", PRIMERO, {"fields": {"filed": "Date Of"}}),
    ],
)
def test_a_destination_that_is_unclear_is_refused(name: str, fine: dict[str, object], odd: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=name) as refusal:
        with_tables(**{name: fine | odd})
    assert "rahasia" not in str(refusal.value)
    assert getattr(with_tables(**{name: fine}), name) is not None


def test_everything_is_off_until_the_office_says_so() -> None:
    assert blora().destinations("DARURAT", TUESDAY_TWO_AT_NIGHT) == ()


def test_what_stands_in_blora_s_file_behind_a_hash_can_be_switched_on() -> None:
    shipped, _, off = default_office_text().partition("# [mail]")
    on = re.sub(r"(?m)^# ?", "", "# [mail]" + off).replace('key = ""', f'key = "{HOOK["key"]}"')
    office = read_office(shipped + on)
    assert office.destinations("DARURAT", TUESDAY_TWO_AT_NIGHT) == ("mail:1", "sms:1", "webhook", "primero")
    assert "{token}" in office.sms.headers["Authorization"] if office.sms else False

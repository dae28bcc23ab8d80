"""When, under whose roof, to whom: what tells a matter of three days from one of today, and the contraries of each."""

from __future__ import annotations

import pytest

from flows.triage import Urgency
from flows.triage.hearing import hear
from flows.triage.hearing.listening import listen

pytestmark = pytest.mark.no_cover  # the same lines, over and over

D = Urgency.DARURAT


def when(text: str) -> tuple[str, ...]:
    return listen(text).answers.get("when", ())


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("suami memukul saya setengah tahun lalu", "when.1y"),
        ("saya ditampar, kejadiannya puasa kemarin", "when.30d"),
        ("saya ditampar waktu lebaran kemarin", "when.5d"),
        ("saya dipukul, itu kejadian bulan april kemarin", "when.1y"),
        ("dia memukul saya, sudah delapan bulan kami tidak serumah", "when.1y"),
        ("sudah empat hari sejak saya diperkosa", "when.5d"),
        ("setahun lalu dia memukul saya, baru berani cerita", "when.1y"),
        ("waktu saya SD bapak memukul saya", "when.older"),
        ("semalam dia memukul saya, baru berani cerita", "when.72h"),
        ("kemarin dia memukul saya", "when.72h"),
    ],
)
def test_people_date_by_feasts_months_and_partings(text: str, window: str) -> None:
    assert when(text) == (window,)


def test_a_grown_womans_age_beside_a_month_makes_no_baby() -> None:
    assert listen("umur saya 31, bulan lalu dipukul").answers["age"] == ("age.25_59",)
    assert listen("bayi umur 5 bulan dipukul").answers["age"] == ("age.u5",)


@pytest.mark.parametrize(
    "text",
    [
        "waktu SD saya pernah dipukul rotan, sekarang saya 20 dan bekerja",
        "kemarin kena lagi dari pakde",
    ],
)
def test_what_did_happen_is_not_happening(text: str) -> None:
    assert hear(text).level is not D


@pytest.mark.parametrize(
    "text",
    [
        "dia pernah memukul saya, sekarang dia di depan pintu bawa kayu",
        "dulu saya sering dipukul, tadi dipukul lagi, sekarang dia masih ngamuk",
        "aku lagi kena pukul bapak",
        "bapak ibu berantem sekarang, ibu berdarah",
        "anakku kalau ditegur ngamuk, sekarang dia ngamuk bawa pisau ke aku",
        "sudah cerai tapi malam ini dia gedor-gedor pintu kontrakan saya",
    ],
)
def test_and_what_is_happening_is_not_what_did(text: str) -> None:
    assert hear(text).level is D


def test_what_once_happened_is_only_asked_by_the_tables() -> None:
    told = [hit for hit in hear("dia pernah ngamuk banting gelas").hits if hit.layer != "model"]
    assert {hit.strength for hit in told if hit.code == "D01_BERLANGSUNG"} == {2}


@pytest.mark.parametrize("text", ["saya kena marah bos gara-gara telat", "saya kena denda gara-gara telat"])
def test_who_is_scolded_or_fined_was_not_struck(text: str) -> None:
    assert not any(hit.code.startswith(("T02", "S01", "D")) for hit in hear(text).hits)


def test_who_hears_parents_quarrel_is_a_witness_and_not_struck() -> None:
    assert "S01_FISIK" not in hear("kalau orang tua berantem aku tutup kuping").codes
    assert "S01_FISIK" in hear("orang tua berantem terus aku ditampar bapak").codes


def test_who_breaks_off_is_not_passed_over() -> None:
    assert "S09_TERPUTUS" in hear("mau lapor soal suami saya, tapi nanti saja").codes
    assert "S09_TERPUTUS" in hear("sakjane arep crita, ning ra sido").codes


def test_a_mother_of_two_is_grown_and_whoever_speaks_of_a_child_is_not_the_victim() -> None:
    assert "T03_SEKS_ANAK" not in listen_codes("saya ibu dua anak, tukang pijat meraba saya")
    assert "T03_SEKS_ANAK" in listen_codes("saya guru honorer, murid saya diraba")


def listen_codes(text: str) -> set[str]:
    """By the lexicon and the rubric alone."""
    return {hit.code for hit in hear(text).hits if hit.layer != "model"}


def test_a_wedding_of_once_is_no_wedding_to_come() -> None:
    assert listen("saya dinikahkan umur 15 dulu").answers["wedding"] == ("wedding.done",)
    assert "wedding" not in listen("dulu mau disekolahkan, sekarang saya dinikahkan").answers


@pytest.mark.parametrize(
    "text", ["Sudah lama dipukul di rumah.", "sudah lama bapak mukul ibu", "dari dulu aku dipukul bapak"]
)
def test_for_a_long_time_is_not_long_ago(text: str) -> None:
    assert hear(text).level is Urgency.TINGGI

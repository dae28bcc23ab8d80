"""Places as people type them: a slip is forgiven, a guess is never made."""

from __future__ import annotations

from collections import Counter

import pytest

from flows import areas

BLORA = "33.16"
VILLAGES = [village for district in areas.kecamatan_of(BLORA) for village in areas.villages_of(district.code)]
DOUBLES = sorted(name for name, times in Counter(village.name for village in VILLAGES).items() if times > 1)


def test_blora_has_sixteen_kecamatan() -> None:
    assert len(areas.kecamatan_of(BLORA)) == 16
    assert len(VILLAGES) > 250


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cepu", "33.16.05"),
        ("CEPU ", "33.16.05"),
        ("Kec. Randu Blatung", "33.16.02"),
        ("randublatng", "33.16.02"),
        ("di kecamatan todanan", "33.16.14"),
        ("neng ngawen", "33.16.12"),
        ("kedung tuban", "33.16.04"),
        ("Ds. Sumber", "33.16.03.2007"),
        ("kec cepu blora", "33.16.05"),
        ("di cepu sini", "33.16.05"),
        ("cepu kota", "33.16.05"),
        ("belakang masjid Cepu", "33.16.05"),
        ("daerah jepon", "33.16.08"),
        ("kota blora", "33.16.09"),
        ("kec jati", "33.16.01"),
    ],
)
def test_a_place_is_known_through_its_slips(typed: str, found: str) -> None:
    area = areas.match(typed, BLORA)
    assert area is not None
    assert area.code == found
    assert area.kecamatan == found[:8]
    assert area.is_village == (len(found) > 8)


@pytest.mark.parametrize(
    "typed",
    [
        *("jalan raya cepu blora", "bukan di cepu", "luar kota blora", "hutan jati", "cepu atau jepon", "ke cepu"),
        *("rumah saya di cepu tapi kejadian di blora", "pasar lama kota"),
        *("", "   ", "surabaya", "rumah", "pasar", "\u202e", "\ud800", "a" * 10_000, "cepu " * 20, "١٢٣", "???"),
    ],
)
def test_what_is_no_place_of_ours_gives_none(typed: str) -> None:
    assert areas.match(typed, BLORA) is None


def test_seventeen_names_occur_twice() -> None:
    assert len(DOUBLES) == 17


@pytest.mark.parametrize("name", DOUBLES)
def test_a_double_name_gives_none_rather_than_a_guess(name: str) -> None:
    assert areas.match(f"Desa {name}", BLORA) is None
    alone = areas.match(name, BLORA)
    assert alone is None or not alone.is_village  # Bogorejo is a kecamatan too


@pytest.mark.parametrize("name", DOUBLES)
def test_inside_a_kecamatan_a_double_name_is_clear(name: str) -> None:
    for village in VILLAGES:
        if village.name == name:
            assert areas.match(name, BLORA, village.kecamatan) == village


def test_a_village_outside_the_chosen_kecamatan_is_not_found() -> None:
    assert areas.match("sumber", BLORA, "33.16.05") is None
    assert areas.match("sumber", BLORA, "area.elsewhere") is None


def test_codes_that_are_nowhere_have_no_name_and_nothing_in_them() -> None:
    assert areas.name_of("33.16.05") == "Cepu"
    assert areas.name_of("33.16.99") == areas.name_of("area.elsewhere") == ""
    assert areas.kecamatan_of("99.99") == areas.villages_of("") == areas.villages_of("area.elsewhere") == ()
    assert areas.match("cepu", "99.99") is None

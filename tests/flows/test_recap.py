"""A year in counts: how soon first, once for each case, and nothing small."""

from __future__ import annotations

from datetime import UTC, datetime

from flows.desk.recap import Counted, recap
from flows.desk.register import COLUMNS, Kept, heading, line, sheet
from flows.office import blora

OFFICE = blora()
MARCH = datetime(2026, 3, 31, 18, tzinfo=UTC)  # in Blora it is April already


def counted(number: int, **more: object) -> Counted:
    kept = Kept(f"K{number}", "DARURAT", "baru", "telegram", MARCH, **more)  # type: ignore[arg-type]
    return Counted(kept, {"acts": ("act.hit",), "age": ("age.12_14",), "where": ("33.16.05",)}, 600.0 * number, None)


def test_a_year_counts_each_case_once_on_the_offices_own_clock() -> None:
    found = recap(2026, OFFICE, [*(counted(n) for n in range(1, 10)), counted(11, duplicate="K1")])
    assert found.total == 9
    assert found.twice is None, "one is few"
    assert found.months[3] == 9
    assert found.months[2] == 0
    assert found.forms_by_age.cells["fisik"]["age.12_14"] == 9
    assert (found.acknowledged["DARURAT"].median, found.acknowledged["DARURAT"].known) == (50.0, 9)
    assert found.acted["DARURAT"].median is None
    assert found.acted["DARURAT"].known == 0


def test_how_soon_is_not_told_of_a_few() -> None:
    found = recap(2026, OFFICE, [counted(n) for n in range(1, 5)])
    assert found.acknowledged["DARURAT"].median is None
    assert found.acknowledged["DARURAT"].known is None


def test_the_sheet_follows_the_register_and_guesses_nothing() -> None:
    kept = counted(1).kept
    found = line(kept, {"acts": ("act.touched",), "sex": ("sex.female",)}, OFFICE)
    assert tuple(found) == COLUMNS
    assert (found["form_seksual"], found["form_fisik"]) == (1, 0)
    assert found["sex"] == "Perempuan"
    assert found["kecamatan"] == found["age"] == found["nik"] == ""
    assert sheet(kept, {}, OFFICE).count("(di berkas kertas)") == 7
    assert all(heading(column) for column in COLUMNS)

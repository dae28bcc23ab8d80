"""The month for the ministry's register, the year for the head of the office, and what neither may say."""

from __future__ import annotations

import re
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from storage.database import Database

from .conftest import Terminal, filed

JAKARTA = ZoneInfo("Asia/Jakarta")
EVIL = (
    *("safety.yes", "privacy.yes", "saving.go", "who.self", "age.12_14", "insider.none"),
    *('>=HYPERLINK("http://evil.example")', "act.touched", "done", "when.30d", "33.16.05", "submit"),
)


def month() -> str:
    """The month it is at the office, which is another one than here for seven hours of its first day."""
    return f"{datetime.now(JAKARTA):%Y-%m}"


def year() -> int:
    return datetime.now(JAKARTA).year


def actions(home: Path) -> list[str]:
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.reading() as conn:
        found = [row[0] for row in conn.exec_driver_sql("SELECT action FROM audit WHERE actor = 'terminal'")]
    db.close()
    return found


def sheet_of(path: Path) -> list[dict[str, object]]:
    rows = list(openpyxl.load_workbook(path)["Kasus"].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_a_month_stands_in_the_registers_order(case: str, home: Path, wadul: Terminal) -> None:
    path = home.parent / "bulan.xlsx"
    done = wadul("export", "--month", month(), "--xlsx", path)
    assert done.code == 0, done.err
    (row,) = sheet_of(path)
    assert row["Nomor kasus Wadul"] == case
    assert (row["Kode kecamatan"], row["Kecamatan"]) == ("33.16.05", "Cepu")
    assert (row["Fisik"], row["Seksual"], row["Risiko"]) == (1, 0, "tinggi")
    assert row["Kelompok umur"] == "15–17 tahun"
    assert not any(row[name] for name in ("NIK", "Nama", "Alamat")), "the office has them on paper"
    about = dict(openpyxl.load_workbook(path)["Tentang"].iter_rows(values_only=True))
    assert about["Belum dientri"] == case
    assert path.stat().st_mode & 0o077 == 0
    assert actions(home) == ["exported"]


@pytest.mark.threat("I4")
def test_nothing_in_a_sheet_acts_as_a_formula_and_no_words_leave(home: Path, wadul: Terminal) -> None:
    filed(home, *EVIL)
    path = home.parent / "bulan.xlsx"
    assert wadul("export", "--month", month(), "--xlsx", path).code == 0
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and "evil" not in str(cell.value) for cell in row)


def test_a_sealed_case_has_no_line_and_is_not_told_of_when_there_are_few(
    sealed_case: str, home: Path, wadul: Terminal
) -> None:
    path = home.parent / "bulan.xlsx"
    done = wadul("export", "--month", month(), "--xlsx", path)
    assert (done.code, done.out[:7]) == (0, "0 kasus")
    assert sheet_of(path) == []
    about = dict(openpyxl.load_workbook(path)["Tentang"].iter_rows(values_only=True))
    assert (about["Jumlah kasus"], about["Tertutup (kunci eskalasi)"]) == ("0", "·")
    assert sealed_case not in str(about)


def test_a_sealed_case_has_no_sheet_either(sealed_case: str, home: Path, wadul: Terminal) -> None:
    for typed in (("sheet", sealed_case), ("register", sealed_case, "--no", "1", "--on", "2026-01-01")):
        done = wadul("case", *typed)
        assert (done.code, done.out) == (2, "")
        assert "tidak bisa dibuka dengan kunci kantor" in done.err
    assert actions(home) == []


def test_a_case_is_typed_in_and_that_is_recorded(case: str, home: Path, wadul: Terminal) -> None:
    done = wadul("case", "sheet", case)
    assert "NIK: (di berkas kertas)" in done.out
    assert done.out.index("Nomor register") < done.out.index("Kelompok umur") < done.out.index("Fisik: 1")
    assert wadul("case", "register", case, "--no", "SIM-0042", "--on", "2026-11-30").code == 0
    path = home.parent / "bulan.xlsx"
    wadul("export", "--month", month(), "--xlsx", path)
    (row,) = sheet_of(path)
    assert (row["Nomor register"], str(row["Tanggal register"])[:10]) == ("SIM-0042", "2026-11-30")
    assert dict(openpyxl.load_workbook(path)["Tentang"].iter_rows(values_only=True))["Belum dientri"] == "–"
    assert actions(home) == ["opened", "registered", "exported"]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("export", "--month", "oktober", "--xlsx", "x.xlsx"), "Bulan ditulis seperti"),
        (("export", "--month", "2026-13", "--xlsx", "x.xlsx"), "Bulan ditulis seperti"),
        (("case", "sheet", "ZZZZZ"), "Tidak ada kasus ZZZZZ"),
        (("case", "register", "ZZZZZ", "--no", "1", "--on", "2026-01-01"), "Tidak ada kasus ZZZZZ"),
        (("case", "register", "ZZZZZ", "--no", " ", "--on", "2026-01-01"), "Nomor register harus diisi"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(home: Path, wadul: Terminal, typed: tuple[str, ...], why: str) -> None:
    done = wadul(*typed)
    assert done.code == 2
    assert why in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_nothing_of_a_sheet_lies_in_a_temporary_folder_while_it_is_written(
    case: str, home: Path, wadul: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file there would lie in clear on a disk, and stay when the power goes."""
    (tmp_path / "sementara").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "sementara"))
    made: list[str] = []
    watching = [True]  # a hook cannot be taken off again
    sys.addaudithook(lambda event, args: made.append(str(args[0])) if watching and event == "open" else None)
    assert wadul("export", "--month", month(), "--xlsx", home.parent / "bulan.xlsx").code == 0
    assert wadul("recap", "--year", year(), "--xlsx", home.parent / "rekap.xlsx").code == 0
    watching.clear()
    assert any("wadul.db" in path or "bulan.xlsx" in path for path in made), "it watches"
    assert [path for path in made if "sementara" in path] == []


def test_a_file_that_is_there_is_not_written_over(case: str, home: Path, wadul: Terminal) -> None:
    path = home.parent / "bulan.xlsx"
    path.write_text("penting")
    done = wadul("export", "--month", month(), "--xlsx", path)
    assert (done.code, path.read_text()) == (2, "penting")
    assert "sudah ada" in done.err


@pytest.mark.parametrize("option", ["--html", "--xlsx"])
def test_a_link_is_not_followed(home: Path, wadul: Terminal, option: str) -> None:
    """Somebody who may write in that folder would choose where the file goes, and who reads it."""
    link, elsewhere = home.parent / "rekap", home.parent / "elsewhere"
    link.symlink_to(elsewhere)
    done = wadul("recap", "--year", year(), option, link)
    assert (done.code, elsewhere.exists()) == (2, False)
    assert "sudah ada" in done.err
    link.unlink()
    assert wadul("recap", "--year", year(), option, link).code == 0
    assert link.stat().st_mode & 0o777 == 0o600


def test_a_year_shows_no_small_count_and_every_printed_one_with_its_source(
    case: str, home: Path, wadul: Terminal
) -> None:
    page, sheet = home.parent / "rekap.html", home.parent / "rekap.xlsx"
    done = wadul("recap", "--year", year(), "--html", page, "--xlsx", sheet)
    assert done.code == 0, done.err
    shown = re.sub(r"<style>.*?</style>", "", page.read_text("utf-8"))
    for part in ("bloranews.com", "tribunnews.com", "<b>·</b>Kasus setahun"):
        assert part in shown
    for part in (case, "takut", "src=", "http://", "<script"):
        assert part not in shown
    assert "2021: 32" in done.out
    values = [cell.value for one in openpyxl.load_workbook(sheet) for row in one.iter_rows() for cell in row]
    assert not any(isinstance(value, int) and 0 < value < 5 for value in values)
    assert actions(home) == ["recapped"]

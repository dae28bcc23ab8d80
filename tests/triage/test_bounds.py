"""A guess of the text model is held to what the words say of when and to whom."""

from __future__ import annotations

import pytest

from flows.triage.hearing.bounds import within_bounds
from flows.triage.hearing.listening import listen
from flows.triage.hearing.model import Spotted

FULL = {"D06": "D06_SEKS_72J", "T02": "T02_PELAKU_AKSES", "T03": "T03_SEKS_ANAK", "T04": "T04_SEKS_120J"} | {
    "S01": "S01_FISIK",
    "S03": "S03_SEKS_DEWASA",
    "S06": "S06_NIKAH_ANAK",
    "T11": "T11_NIKAH_30H",
}


def guess(code: str) -> Spotted:
    return Spotted(FULL[code.rstrip("?")], 0.9, 0, 4, not code.endswith("?"))


@pytest.mark.parametrize(
    ("words", "guessed", "held"),
    [
        ("semalam dipaksa teman kantor", "T04", "T04 D06?"),
        ("72 jam lalu dipaksa teman kantor", "T04", "T04 D06?"),
        ("73 jam lalu dipaksa teman kantor", "T04", "T04"),
        ("dipaksa teman kantor", "T04", "T04"),
        ("semalam dipaksa teman kantor", "T04?", "T04?"),
        ("semalam dipaksa teman kantor", "D06 T04", "D06 T04"),
        ("semalam dipaksa lembur di kantor", "T04", "T04"),
        ("tiga bulan lalu, saya 30 tahun", "T04 T02 T03", "S03 S01 S03"),
        ("saya 30 tahun", "T04 T02 T03", "T04 T02 T04"),
        ("tiga bulan lalu", "T04 T02 T03", "T04 S01 T03"),
        ("tiga bulan lalu, anak saya 9 tahun", "T04 T02 T03", "T04 S01 T03"),
        ("720 jam lalu", "T02", "T02"),
        ("721 jam lalu", "T02", "S01"),
        ("120 jam lalu, saya 30 tahun", "T04", "T04"),
        ("121 jam lalu, saya 30 tahun", "T04", "S03"),
        ("721 jam lalu dan 2 jam lalu", "T02", "T02"),
        ("dulu, saya 30 tahun", "T04 T02", "T04 T02"),
        ("tiga bulan lalu, sampai sekarang", "T02", "T02"),
        ("tahun depan dinikahkan paksa", "T11", "S06"),
        ("dulu dinikahkan paksa", "T11", "S06"),
        ("minggu depan dinikahkan paksa", "T11", "T11"),
    ],
)
def test_a_guess_stays_inside_what_was_told(words: str, guessed: str, held: str) -> None:
    assert within_bounds([guess(one) for one in guessed.split()], listen(words)) == [guess(one) for one in held.split()]

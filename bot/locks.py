"""``wadul key``: a new passphrase, new paper, a new key. Each is noted in the chain, and what must go on paper is said
once: before it is noted, for a code that nobody saw opens nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import typer

from bot.copies import code_on_paper
from bot.founding import new_passphrase
from bot.opening import Refusal, database_of, office_of, unlock
from bot.settings import Settings
from storage import audit, rekeying
from storage.database import DatabaseTrouble
from storage.errors import CodeMistyped, StorageError, WrongPassphrase
from storage.keyring import DutyKeys

NOT_NOTED = (
    "Yang di atas SUDAH berlaku, tetapi tidak tercatat di rantai catatan: basis datanya tidak bisa ditulis. Tulis di"
    " buku piket kapan dan siapa yang menggantinya."
)
WORD_FILE = "Isi WADUL_PASSPHRASE_FILE, kalau dipakai, harus ikut diganti sebelum mulai ulang."
AGAIN = "Berikutnya: mulai ulang `wadul run`, lalu buat cadangan: `wadul db backup`."
ELSEWHERE = (
    "Kunci proses pelapor tidak ada di folder ini: tanpa kunci baru ia terus mengunci laporan dengan kunci lama."
    " Tambahkan --reporter-home FOLDER; kalau ia di mesin lain: --two-machines."
)
CARRY = """
SALIN SEKARANG ke mesin pelapor, lalu mulai ulang proses pelapornya. Sampai itu laporan masih dikunci dengan kunci lama.

  dari     {path}
  ke       HOME/keys/public/office.pub di mesin pelapor (bukan rahasia; pemilik dan izinnya seperti yang lama)"""
PAPER = """\
TULIS DI KERTAS SEKARANG. Kode ini tidak disimpan di mana pun.

  Kode pemulihan   {code}
      Amplop tertutup, disimpan kepala kantor. Amplop lama disimpan 14 hari lagi (cadangan lama dibuka dengannya),
      lalu dimusnahkan."""


def change_word(settings: Settings, new: Path | None) -> None:
    """Another passphrase. Raises Refusal, StorageError, SettingsUnclear."""
    with _noted(settings, "passphrase changed"):
        rekeying.change_passphrase(settings.home, unlock(settings), new_passphrase(new))
        typer.echo(f"Kata sandi kantor sudah diganti. {WORD_FILE}\n{AGAIN}")


def change_envelope(settings: Settings, reporters: Path | None) -> None:
    """Another code for paper. Raises Refusal, StorageError."""
    _are_there(reporters)
    with _noted(settings, "paper changed"):
        code = rekeying.change_paper(settings.home, unlock(settings), reporters)
        typer.echo(f"{PAPER.format(code=code)}\n\n{AGAIN}")


def recover_with_paper(settings: Settings, code_file: Path | None, new: Path | None, reporters: Path | None) -> None:
    """The passphrase is lost: a new one, with the code on paper, and a new code, for this one was read. Raises Refusal,
    StorageError, SettingsUnclear."""
    _are_there(reporters)
    with _noted(settings, "recovered"):
        try:
            keys = DutyKeys.recover(settings.home, code_on_paper(code_file))
        except CodeMistyped:
            raise Refusal("Kodenya salah salin: periksa lagi huruf demi huruf.") from None
        except WrongPassphrase:
            raise Refusal("Kode ini bukan kode pemulihan kantor ini (amplop lama?).") from None
        code = rekeying.change_hands(settings.home, keys, new_passphrase(new), reporters)
        typer.echo(f"Kantor terbuka lagi, dengan kata sandi baru. {WORD_FILE}\n\n{PAPER.format(code=code)}\n\n{AGAIN}")


def change_key(settings: Settings, new: Path | None, reporters: Path | None, *, two_machines: bool = False) -> None:
    """A new key for what is told from now on. Where the reporters' process has its keys elsewhere, it must learn of it:
    else it goes on sealing to the old one. Raises Refusal, StorageError, SettingsUnclear."""
    served_here = reporters is not None or settings.beside() is not None or (settings.home / "keys/reporter").is_dir()
    if not served_here and not two_machines:
        raise Refusal(ELSEWHERE)
    _are_there(reporters)
    with _noted(settings, "key changed"):
        code = rekeying.rotate(settings.home, unlock(settings), new_passphrase(new), reporters)
        typer.echo(
            "Kantor ini punya kunci baru. Kasus lama tetap terbuka; laporan baru dikunci dengannya sesudah mulai ulang."
            f" Kata sandinya juga baru. {WORD_FILE}\n\n{PAPER.format(code=code)}\n\n{AGAIN}"
        )
        if not served_here:
            typer.echo(CARRY.format(path=(settings.home / "keys/public/office.pub").absolute()))


def _are_there(reporters: Path | None) -> None:
    if reporters is not None and not (reporters / "keys/reporter").is_dir():
        raise Refusal(f"Di {reporters} tidak ada kunci pelapor: periksa --reporter-home.")


@contextmanager
def _noted(settings: Settings, action: str) -> Iterator[None]:
    """What is changed and said inside is noted after. The database is opened before anything is touched."""
    os.umask(0o077)
    office = office_of(settings)
    with closing(database_of(settings)) as db:
        yield
        try:
            with db.writing() as conn:
                audit.append(conn, at=datetime.now(UTC), office_code=office.code, actor="terminal", action=action)
        except (StorageError, DatabaseTrouble):
            raise Refusal(NOT_NOTED) from None

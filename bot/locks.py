"""``wadul key``: a new passphrase, new paper, a new key. Each is noted in the chain, and what must go on paper is said
once."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from bot.copies import code_on_paper
from bot.founding import new_passphrase
from bot.opening import Refusal, database_of, office_of, unlock
from bot.settings import Settings
from storage import audit, rekeying
from storage.errors import CodeMistyped, WrongPassphrase
from storage.keyring import DutyKeys

AGAIN = "Berikutnya: mulai ulang `wadul run`, lalu buat cadangan: `wadul db backup`."
PAPER = """\
TULIS DI KERTAS SEKARANG. Kode ini tidak disimpan di mana pun.

  Kode pemulihan   {code}
      Amplop tertutup, disimpan kepala kantor. Amplop lama disimpan 14 hari lagi (cadangan lama dibuka dengannya),
      lalu dimusnahkan."""


def change_word(settings: Settings, new: Path | None) -> str:
    """Another passphrase. Raises Refusal, StorageError, SettingsUnclear."""
    keys = _unlocked(settings)
    rekeying.change_passphrase(settings.home, keys, new_passphrase(new))
    _note(settings, "passphrase changed")
    return f"Kata sandi kantor sudah diganti. Isi WADUL_PASSPHRASE_FILE, kalau dipakai, harus ikut diganti.\n{AGAIN}"


def change_envelope(settings: Settings, reporters: Path | None) -> str:
    """Another code for paper. Raises Refusal, StorageError."""
    code = rekeying.change_paper(settings.home, _unlocked(settings), reporters)
    _note(settings, "paper changed")
    return f"{PAPER.format(code=code)}\n\n{AGAIN}"


def recover_with_paper(settings: Settings, code_file: Path | None, new: Path | None, reporters: Path | None) -> str:
    """The passphrase is lost: a new one, with the code on paper, and a new code, for this one was read. Raises Refusal,
    StorageError, SettingsUnclear."""
    os.umask(0o077)
    office_of(settings)
    try:
        keys = DutyKeys.recover(settings.home, code_on_paper(code_file))
    except CodeMistyped:
        raise Refusal("Kodenya salah salin: periksa lagi huruf demi huruf.") from None
    except WrongPassphrase:
        raise Refusal("Kode ini bukan kode pemulihan kantor ini (amplop lama?).") from None
    code = rekeying.change_hands(settings.home, keys, new_passphrase(new), reporters)
    _note(settings, "recovered")
    return f"Kantor terbuka lagi, dengan kata sandi baru.\n\n{PAPER.format(code=code)}\n\n{AGAIN}"


def change_key(settings: Settings, new: Path | None, reporters: Path | None) -> str:
    """A new key for what is told from now on. Raises Refusal, StorageError, SettingsUnclear."""
    keys = _unlocked(settings)
    code = rekeying.rotate(settings.home, keys, new_passphrase(new), reporters)
    _note(settings, "key changed")
    return (
        "Kantor ini punya kunci baru. Kasus lama tetap terbuka; laporan baru dikunci dengannya sesudah mulai ulang.\n\n"
        f"{PAPER.format(code=code)}\n\n{AGAIN}"
    )


def _unlocked(settings: Settings) -> DutyKeys:
    os.umask(0o077)
    office_of(settings)
    return unlock(settings)


def _note(settings: Settings, action: str) -> None:
    office, db = office_of(settings), database_of(settings)
    with db.writing() as conn:
        audit.append(conn, at=datetime.now(UTC), office_code=office.code, actor="terminal", action=action)
    db.close()

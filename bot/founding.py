"""A new office: keys, database and office file, all or nothing, and what must go on paper."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.settings import Settings, SettingsUnclear
from flows import wording
from flows.office_file import default_office_text, read_office
from storage import audit
from storage.database import Database
from storage.errors import AlreadyThere, WeakPassphrase
from storage.keyring import SHORTEST_PASSPHRASE, create_home_keys
from storage.rekeying import change_hands

PAPER = """\
Kantor {office} sudah dibuat di {home}.

TULIS DI KERTAS SEKARANG. Dua kode ini tidak disimpan di mana pun dan tidak bisa ditampilkan lagi.

  Kode pemulihan   {recovery}
      Amplop tertutup, disimpan kepala kantor. Untuk membuka laporan bila kata sandi kantor hilang.

  Kunci eskalasi   {escalation}
      Untuk {holder} saja. Satu-satunya yang membuka laporan tentang orang di kantor ini.

Berikutnya: periksa {home}/office.toml, `wadul officer add`, lalu `wadul doctor`."""
BESIDE = """
Sesudah itu mulai ulang proses pelapor kantor induk, dan jalankan `wadul duty --home {home}` untuk kantor ini."""


@dataclass(frozen=True)
class Paper:
    """What must be written down once: the whole page, and its two codes."""

    page: str = field(repr=False)
    recovery: str = field(repr=False)
    escalation: str = field(repr=False)


def found(settings: Settings, passphrase_file: Path | None, office_file: Path | None = None) -> Paper:
    """Make the office and return what goes on paper; `office_file` describes it, else it is Blora's.

    In ``HOME/offices/CODE`` of a home that is there it becomes an office beside that one: it shares its reporters'
    process and its database. Raises StorageError, FlowError, SettingsUnclear or OSError; nothing stays.
    """
    os.umask(0o077)
    home, beside = settings.home, settings.beside()
    if (home / "office.toml").exists() or (home / "wadul.db").exists() or (home / "keys").exists():
        raise AlreadyThere("Di folder ini sudah ada kantor; kunci dan laporannya tidak akan ditimpa.")
    passphrase = new_passphrase(passphrase_file or settings.passphrase_file)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise WeakPassphrase
    text = office_file.read_text("utf-8") if office_file is not None else default_office_text()
    office = read_office(text, name=office_file.name if office_file is not None else "office file")
    if beside is not None and home.name != office.code:
        raise SettingsUnclear(f"Kantor ini berkode {office.code}: foldernya harus {beside}/offices/{office.code}.")
    with ExitStack() as undo:  # a half-made office would refuse the next try, and its two codes were never seen
        if not home.exists():
            home.mkdir(mode=0o700, parents=True)
            undo.callback(_remove_folder, home)
        printed = create_home_keys(home, settings.runtime(), passphrase, escalation_passphrase=None, beside=beside)
        undo.callback(shutil.rmtree, home / "keys")
        with (home / "office.toml").open("x", encoding="utf-8") as file:
            undo.callback((home / "office.toml").unlink)
            file.write(text)
        if beside is None:
            undo.callback(_remove_database, home)
            Database(settings.database()).migrate()
        undo.pop_all()
    escalation = printed.escalation_code or ""
    page = PAPER.format(
        office=office.name,
        home=home,
        recovery=printed.recovery_code,
        escalation=escalation,
        holder=wording.text("desk-role", role=office.escalation.holder),
    )
    if beside is not None:
        page += BESIDE.format(home=home)
    return Paper(page, printed.recovery_code, escalation)


HANDED = """\
Kantor ini sekarang {office}. Kasus terbuka, batas waktu, dan daftar piketnya berlanjut.

TULIS DI KERTAS SEKARANG. Kode ini tidak disimpan di mana pun.

  Kode pemulihan   {recovery}
      Menggantikan yang lama, yang tidak membuka berkas kunci ini lagi. Musnahkan amplop lama dan cadangan kunci lama:
      salinan lama masih terbuka dengan kata sandi lama.

Berikutnya: mulai ulang `wadul run`, perbarui daftar petugas, lalu `wadul doctor`."""


def transfer(settings: Settings, name: str, full_name: str, passphrase_file: Path | None, at: datetime) -> str:
    """The unit changes its name and owner (a UPTD PPA takes over): office file and locks are written anew, the key and
    every case stay. Returns the page for the new owner. Raises StorageError, FlowError, SettingsUnclear."""
    from bot.opening import database_of, office_of, unlock

    office = office_of(settings)
    path = settings.home / "office.toml"
    text = _renamed(path.read_text("utf-8"), name=name, full_name=full_name)
    renamed = read_office(text, name=path.name)
    keys = unlock(settings)
    passphrase = new_passphrase(passphrase_file)
    db = database_of(settings)
    recovery = change_hands(settings.home, keys, passphrase)
    growing = path.with_name(f".{path.name}.baru")
    growing.write_text(text, "utf-8")
    growing.replace(path)
    with db.writing() as conn:
        audit.append(conn, at=at, office_code=office.code, actor="terminal", action="transferred")
    return HANDED.format(office=renamed.name, recovery=recovery)


def _renamed(text: str, **names: str) -> str:
    """The office file with these names, every comment as it was."""
    for key, said in names.items():
        if '"' in said or "\\" in said or not said.isprintable():
            raise SettingsUnclear("Nama kantor tidak boleh berisi tanda kutip atau garis miring terbalik.")
        start = re.search(rf"(?m)^{key} = .*$", text)
        if start is None:
            raise SettingsUnclear(f"Berkas kantor tidak punya baris `{key} = …`; ubah dengan tangan.")
        text = f'{text[: start.start()]}{key} = "{said}"{text[start.end() :]}'
    return text


def _remove_database(home: Path) -> None:
    for path in home.glob("wadul.db*"):
        path.unlink()


def _remove_folder(home: Path) -> None:
    """The folder we made, with nothing in it but a draft key of ours; what somebody else put there stays."""
    (home / "runtime" / "draft.key").unlink(missing_ok=True)
    for folder in (home / "runtime", home):
        with suppress(OSError):
            folder.rmdir()


def new_passphrase(path: Path | None) -> str:
    """From its file, or typed twice. Raises SettingsUnclear."""
    if path is not None:
        try:
            return path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SettingsUnclear(f"Berkas kata sandi {path} tidak bisa dibaca.") from None
    if not sys.stdin.isatty():
        raise SettingsUnclear("Kata sandi kantor belum diberikan: pakai --passphrase-file.")
    first = getpass.getpass("Kata sandi kantor (≥ 14 huruf, mis. lima kata): ", stream=sys.stderr)
    if first != getpass.getpass("Sekali lagi: ", stream=sys.stderr):
        raise SettingsUnclear("Kedua ketikan tidak sama; belum ada yang dibuat.")
    return first

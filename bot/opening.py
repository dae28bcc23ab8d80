"""What a command opens first: the office file, the database, the keys. Whatever is wrong is one sentence."""

from __future__ import annotations

import getpass
import sys

from bot.offices import offices_beside
from bot.settings import Settings
from flows import FlowError
from flows.office import Office
from flows.office_file import read_office
from storage.database import Database
from storage.errors import StorageError, WrongPassphrase
from storage.keyring import DutyKeys


class Refusal(Exception):
    """We do not start, or not go on; the message is one sentence for the operator."""


def office_of(settings: Settings) -> Office:
    """The office file of this home. Raises Refusal."""
    path = settings.home / "office.toml"
    try:
        return read_office(path.read_text("utf-8"), name=str(path.name))
    except OSError:
        where = f"Di {settings.home} tidak ada kantor: kalau di folder lain, `--home FOLDER` atau WADUL_HOME."
        raise Refusal(f"{where} Hanya untuk kantor baru: `wadul init --home {settings.home}`.") from None
    except FlowError as error:
        raise Refusal(str(error)) from None


def database_of(settings: Settings) -> Database:
    """The database, migrated and writable. Raises Refusal."""
    try:
        db = Database(settings.database())
        db.migrate()
        db.check()
    except StorageError as error:
        raise Refusal(str(error)) from None
    return db


def others_of(settings: Settings, office: Office) -> tuple[Office, ...]:
    """The offices served beside this one. Raises Refusal."""
    try:
        return offices_beside(settings.home, office)
    except FlowError as error:
        raise Refusal(str(error)) from None


def unlock(settings: Settings) -> DutyKeys:
    """The office's keys, with the passphrase from its file, from standard input, or typed. Raises Refusal."""
    passphrase = settings.passphrase()
    if passphrase is None:
        if sys.stdin is not None and sys.stdin.isatty():
            passphrase = getpass.getpass("Kata sandi kantor: ", stream=sys.stderr)
        else:
            passphrase = sys.stdin.readline().rstrip("\n") if sys.stdin is not None else ""
    if not passphrase:
        raise Refusal("Kata sandi kantor belum diberikan: isi WADUL_PASSPHRASE_FILE, atau ketik saat diminta.")
    try:
        return DutyKeys.load(settings.home, passphrase)
    except StorageError as error:
        raise Refusal("Kata sandi kantor tidak cocok." if isinstance(error, WrongPassphrase) else str(error)) from None

"""`wadul export`, `recap`, `case sheet` and `case register`, for whoever sits at the office's own machine."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

import typer
from rich.console import Console
from rich.progress import track

from bot.recap.month import month, write_month
from bot.settings import read_settings
from flows.desk.recap import Counted, recap
from flows.desk.register import sheet
from flows.office import Office
from flows.wording import text
from storage import posters, registry
from storage.database import Connection, Database
from storage.errors import NoSuchCase, NotPossible
from storage.keyring import DutyKeys

LONGEST_NUMBER = 60


class NotDone(Exception):
    """It cannot be done as asked; the message is one sentence for the operator."""


def export_month(written: str, xlsx: Path, home: Path | None) -> None:
    """The cases of one month as a new file. Raises PeriodUnclear, NotDone."""
    db, keys, office = _opened(home)
    counted = _counted(db, keys, office, *month(written, office))
    with _new(xlsx) as file:
        _note(db, office, "exported")
        count = write_month(file, written, office, counted, datetime.now(UTC))
    typer.echo(f"{count} kasus ditulis ke {xlsx}. Isinya jawaban pelapor: simpan seperti berkas kasus.")


def recap_year(year: int, html: Path | None, xlsx: Path | None, home: Path | None) -> None:
    """The counts of one year, printed, and as new files where asked. Raises NotDone."""
    from bot.recap.page import page
    from bot.recap.year import print_year, write_year

    db, keys, office = _opened(home)
    begin, end = datetime(year, 1, 1, tzinfo=office.zone), datetime(year + 1, 1, 1, tzinfo=office.zone)
    with db.reading() as conn:
        scanned = posters.of_year(conn, office, year)
    counts = recap(year, office, _counted(db, keys, office, begin, end), scanned)
    _note(db, office, "recapped")
    print_year(counts, Console())
    if html is not None:
        with _new(html) as file:
            file.write(page(counts).encode())
    if xlsx is not None:
        with _new(xlsx) as file:
            write_year(file, counts)


def print_sheet(number: str, home: Path | None) -> None:
    """One case in the register's order. Raises NotDone."""
    db, keys, office = _opened(home)
    with db.writing() as conn:
        one = _one(conn, keys, office, number)
        registry.note_taken_out(conn, office, "opened", datetime.now(UTC), one.kept.number)
    typer.echo(sheet(one.kept, one.answers, office))


def enter(number: str, register_no: str, on: date, home: Path | None) -> None:
    """Write down that a case stands in the register. Raises NotDone."""
    register_no = register_no.strip()
    if not register_no or len(register_no) > LONGEST_NUMBER or not register_no.isprintable():
        raise NotDone(f"Nomor register harus diisi, paling panjang {LONGEST_NUMBER} huruf.")
    db, keys, office = _opened(home)
    with db.writing() as conn:
        _one(conn, keys, office, number)
        try:
            registry.enter(conn, keys, office, number, register_no, on, datetime.now(UTC))
        except NotPossible as no:
            raise NotDone(text(no.why)) from None
    typer.echo(f"{number.upper()} dicatat: {register_no}.")


def _opened(home: Path | None) -> tuple[Database, DutyKeys, Office]:
    from bot.opening import database_of, office_of, unlock

    settings = read_settings(home)
    office = office_of(settings)
    return database_of(settings), unlock(settings), office


def _counted(db: Database, keys: DutyKeys, office: Office, begin: datetime, end: datetime) -> list[Counted]:
    with db.reading() as conn:
        found = registry.filed_between(conn, keys, office, begin, end)
        return list(track(found, "Membuka kasus …", console=Console(stderr=True), transient=True))


def _note(db: Database, office: Office, action: str) -> None:
    with db.writing() as conn:
        registry.note_taken_out(conn, office, action, datetime.now(UTC))


def _one(conn: Connection, keys: DutyKeys, office: Office, number: str) -> Counted:
    try:
        one = registry.one(conn, keys, office, number)
    except NoSuchCase:
        raise NotDone(f"Tidak ada kasus {number}.") from None
    if one.sealed:
        raise NotDone(f"Kasus {number} tidak bisa dibuka dengan kunci kantor.")
    return one


def _new(path: Path) -> BinaryIO:
    """A file that is there is never written over, nor one that a link points to; a new one is its owner's alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        raise NotDone(f"{path} sudah ada; pilih nama lain.") from None
    return open(handle, "wb")

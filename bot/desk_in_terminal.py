"""The duty inbox for whoever sits at the office's own machine."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.__main__ import Refusal, unlock
from bot.duty.standing import status
from bot.settings import Settings
from flows.office import Office
from storage import cases, pulses, queue
from storage.database import Database
from storage.errors import CannotOpen, NoSuchCase, StorageError
from storage.keyring import DutyKeys, EscalationKeys
from storage.sealing import Key


def print_queue(db: Database, keys: DutyKeys, office: Office) -> None:
    """Open cases, most urgent and oldest first."""
    with db.reading() as conn:
        lines = queue.waiting(conn, keys, office.code)
    table = Table("Nomor", "Urgensi", "Tempat", "Umur", "Sejak", "Pada", title=f"{office.name}: {len(lines)} kasus")
    for line in lines:
        place = "tertutup (kunci eskalasi)" if line.sealed_away else line.place
        since = office.clock(line.since).strftime("%d/%m %H.%M")
        table.add_row(line.number, line.urgency, place, line.age, since, line.taken_by or "BELUM DITERIMA")
    Console().print(table)


def print_status(db: Database, office: Office, now: datetime) -> bool:
    """What works and what waits. Whether a report of this moment would reach somebody."""
    with db.reading() as conn:
        found = pulses.standing(conn, office, now)
    Console(highlight=False).print(Text(status(found, office, now)), soft_wrap=True)
    return found.is_well(now)


def key_for(settings: Settings, *, escalation: bool) -> Key:
    """The key to read with: the office's, or the escalation holder's. Raises Refusal."""
    if not escalation:
        return unlock(settings).office_key
    if sys.stdin.isatty():
        code = getpass.getpass("Kunci eskalasi: ", stream=sys.stderr)
    else:
        code = sys.stdin.readline().strip()
    try:
        return EscalationKeys.load(settings.home, code).escalation_key
    except StorageError:
        raise Refusal("Kunci eskalasi tidak cocok.") from None


def print_case(db: Database, key: Key, office: Office, number: str) -> None:
    """One case whole. Raises Refusal."""
    try:
        with db.writing() as conn:  # reading a case is written down
            whole = cases.read_whole(conn, key, office, number, datetime.now(UTC))
    except NoSuchCase:
        raise Refusal(f"Tidak ada kasus {number}.") from None
    except CannotOpen:
        raise Refusal(
            f"Kasus {number} tidak bisa dibuka dengan kunci ini. Kalau tertutup, pakai --escalation."
        ) from None
    console = Console(highlight=False)
    console.print(Text(whole.card), soft_wrap=True)
    if whole.elsewhere:
        console.print(f"{whole.elsewhere} laporan lain dari kasus ini tersegel dengan kunci yang satunya lagi.")
    for title, lines in (("Kata-kata pelapor", whole.words), ("Jawaban petugas", whole.letters)):
        if lines:
            console.rule(title)
            for line in lines:
                console.print(Text(line), soft_wrap=True)

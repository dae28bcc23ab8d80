"""The duty inbox for whoever sits at the office's own machine."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from bot.duty.desk import LONGEST_ANSWER
from bot.duty.phrases import kept
from bot.duty.standing import status
from bot.opening import Refusal, unlock
from bot.settings import Settings
from flows.office import Office
from flows.wording import text
from storage import case_file, playing, pulses, queue, sealed_away
from storage.database import Database
from storage.errors import (
    CannotOpen,
    CaseAlreadyClosed,
    NoSuchCase,
    NotPossible,
    NotTakenYet,
    NoWayBack,
    StorageError,
)
from storage.keyring import DutyKeys, EscalationKeys
from storage.sealing import Key
from storage.voices import DAMAGED


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
    Console(highlight=False).print(Line(status(found, office, now)), soft_wrap=True)
    return found.is_well(now)


def key_for(settings: Settings, *, escalation: bool) -> Key:
    """The key to read with: the office's, or the escalation holder's. Raises Refusal."""
    return escalation_keys(settings).escalation_key if escalation else unlock(settings).office_key


def escalation_keys(settings: Settings) -> EscalationKeys:
    """What the escalation holder unlocks, with the code typed or from the first line of the input. Raises Refusal."""
    if sys.stdin.isatty():
        code = getpass.getpass("Kunci eskalasi: ", stream=sys.stderr)
    else:
        code = sys.stdin.readline().strip()
    try:
        return EscalationKeys.load(settings.home, code)
    except StorageError:
        raise Refusal("Kunci eskalasi tidak cocok.") from None


def answer_sealed(db: Database, keys: EscalationKeys, office: Office, number: str) -> str:
    """Answer the reporter of a case that is sealed away from the office, with what is typed now. Gives a sentence.
    Raises Refusal; then nothing was sent."""
    if sys.stdin.isatty():
        Console(stderr=True).print("Jawaban untuk pelapor (akhiri dengan Ctrl+D):")
    words = sys.stdin.read().strip()
    if not words:
        raise Refusal("Jawabannya kosong: belum ada yang terkirim.")
    if len(words.encode("utf-16-le", "replace")) // 2 > LONGEST_ANSWER:
        raise Refusal(text("desk-too-long"))
    with _in_words(number), db.writing() as conn:
        return kept(sealed_away.answer(conn, keys, office.code, number, words, datetime.now(UTC)))


def hand_on_sealed(
    db: Database, keys: EscalationKeys, office: Office, number: str, to: str, basis: str, why: str
) -> str:
    """Another body has this case from now on. Gives a sentence. Raises Refusal."""
    with _in_words(number), db.writing() as conn:
        sealed_away.hand_on(conn, keys, office.code, number, to, basis, why, datetime.now(UTC))
    return f"Kasus {number.upper()} dialihkan ke {to}."


@contextmanager
def _in_words(number: str) -> Iterator[None]:
    """What does not go, as a sentence for whoever sits here."""
    try:
        yield
    except NoSuchCase:
        raise Refusal(f"Tidak ada kasus {number}.") from None
    except NotTakenYet:
        raise Refusal(f"Kasus {number} belum diterima: ketuk Terima di bot piket dulu.") from None
    except CaseAlreadyClosed:
        raise Refusal(f"Kasus {number} sudah ditutup.") from None
    except NoWayBack:
        raise Refusal(text("desk-no-chat", number=number)) from None
    except NotPossible as no:
        raise Refusal(text(no.why)) from None
    except CannotOpen:
        raise Refusal(
            f"Kasus {number} tidak bisa dibuka dengan kunci ini. Kalau tertutup, pakai --escalation."
        ) from None


def play_case(db: Database, key: Callable[[], Key], office: Office, number: str) -> None:
    """The voice notes of a case on stdout, for a player behind a pipe: they never lie on this disk. Raises Refusal."""
    if sys.stdout.isatty():
        raise Refusal(f"Sambungkan ke pemutar suara, mis. `wadul case hear {number} | mpv --no-video -`.")
    opened = key()
    with _in_words(number), db.writing() as conn:  # hearing is written down
        found = playing.sounds_in_terminal(conn, opened, office, number, datetime.now(UTC))
    for sound, seconds in found:
        sys.stdout.buffer.write(sound)
        if (sound, seconds) == DAMAGED:
            sys.stderr.write(text("desk-hear-damaged", number=number.upper()) + "\n")
    sys.stdout.flush()


def print_case(db: Database, key: Key, office: Office, number: str) -> None:
    """One case whole. Raises Refusal."""
    with _in_words(number), db.writing() as conn:  # reading a case is written down
        whole = case_file.read_whole(conn, key, office, number, datetime.now(UTC))
    console = Console(highlight=False)
    console.print(Line(whole.card), soft_wrap=True)
    if whole.elsewhere:
        console.print(f"{whole.elsewhere} laporan lain dari kasus ini tersegel dengan kunci yang satunya lagi.")
    parts = {"Kata-kata pelapor": whole.words, "Jawaban petugas": whole.letters, "Dari kantor sebelumnya": whole.before}
    for title, lines in parts.items():
        if lines:
            console.rule(title)
            for line in lines:
                console.print(Line(line), soft_wrap=True)

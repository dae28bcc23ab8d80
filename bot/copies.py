"""``wadul db``: copies made, checked and brought back; what is forgotten. Said are counts, times and case numbers."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import gettempdir

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.opening import Refusal, database_of, office_of, others_of, unlock
from bot.settings import Settings, SettingsUnclear
from flows.office import Office
from storage import pulses
from storage.audit import Head
from storage.backup.checking import check
from storage.backup.restoring import Restored, has_keys, key_on_paper, restore
from storage.backup.stream import Reader
from storage.backup.taking import Tell, take
from storage.database import Database
from storage.errors import CannotOpen, CodeMistyped, StorageError, WrongPassphrase
from storage.keyring import ReporterKeys
from storage.retention import Retention
from storage.sealing import Key

BACK = timedelta(minutes=10)  # so far a clock may be behind what was written last
AHEAD = timedelta(days=1)  # and ahead of it
NO_DRAFT_KEY = (
    "Kunci draf proses pelapor tidak ada di WADUL_RUNTIME_DIR: tanpa itu tidak terlihat percakapan mana yang masih"
    " berjalan. Jalankan sebagai pengguna pelapor dengan setelannya, sesudah prosesnya pernah mulai."
)
LIVES_AGAIN = (
    "HIDUP LAGI, dari {since} sampai {until}: yang dihapus pelapor dengan /hapus, laporan yang ditarik sebelum dikirim,"
    " persetujuan yang dicabut, dan petugas yang diakhiri atau HP-nya hilang. Periksa `wadul officer list`; akhiri lagi"
    " dengan `wadul officer lost` atau `end`."
)


def make(settings: Settings, folder: Path, reporters: Path | None) -> None:
    """Make a copy in this folder. Raises Refusal, StorageError, OSError."""
    _not_beside(settings)
    os.umask(0o077)
    office = office_of(settings)
    db = Database(settings.database())  # read only: a copy changes nothing of what it copies
    try:
        with _bar("Menyalin") as tell:
            now = datetime.now(UTC)
            made = take(db, settings.home, office.code, folder, now, tell, reporters=reporters)
    finally:
        db.close()
    typer.echo(f"Cadangan {made.path}: {made.cases} kasus, {made.rows} baris, tersegel untuk kantor ini.")
    typer.echo(f"Ujung rantai: {made.head}")
    for name in made.forgotten:
        typer.echo(f"Dihapus karena lebih tua dari 14 hari: {name}")
    if not made.receipts:
        typer.echo(
            "Tanda terima pelapor TIDAK ikut: sesudah pulih di komputer lain, kode lama tidak membuka apa pun. "
            "Perbaiki dengan `wadul key paper`; kalau proses pelapor punya folder sendiri, dengan --reporter-home.",
            err=True,
        )


def examine(settings: Settings, copy: Path, anchor: str, *, paper: bool, code_file: Path | None) -> int:
    """Restore a copy into a scratch home and read a hundred cases; 1 when one does not open. Raises Refusal,
    StorageError, OSError."""
    os.umask(0o077)
    try:
        before = Head.parse(anchor) if anchor else None
    except ValueError:
        raise Refusal("Ujung rantai itu tidak terbaca: bentuknya ANGKA:HURUF, dari `wadul audit head`.") from None
    with copy.open("rb") as file, _told():
        reader = Reader(file)
        key = key_on_paper(reader, code_on_paper(code_file)) if paper else unlock(settings).office_key
        with _bar("Memulihkan ke folder coba") as tell:
            scratch = settings.home if settings.home.is_dir() else Path(gettempdir())
            found = check(reader, key, scratch, datetime.now(UTC), tell, before)
    typer.echo(f"Cadangan {_when(found.taken_at)} utuh: {found.cases} kasus, {found.rows} baris.")
    typer.echo(f"Dibuka: {found.read - len(found.broken)}/{found.read} kasus acak.")
    if found.others:
        typer.echo(f"{found.others} kasus tersegel untuk orang lain, atau digabung: ikut pulih, tidak dibuka di sini.")
    typer.echo(f"Ujung rantai: {found.head}")
    if found.broken:
        typer.echo(f"TIDAK terbuka: {', '.join(found.broken)}", err=True)
    return 0 if found.is_good else 1


def bring_back(settings: Settings, copy: Path, code_file: Path | None, *, replace: bool, unused: bool) -> None:
    """Make home and database from a copy, and say what is lost. Raises Refusal, StorageError, OSError."""
    _not_beside(settings)
    os.umask(0o077)
    with copy.open("rb") as file, _told():
        reader = Reader(file)
        code = ""
        if has_keys(settings.home):
            key: Key = unlock(settings).office_key
        else:
            code = code_on_paper(code_file)
            key = key_on_paper(reader, code)
        with _bar("Memulihkan") as tell:
            now = datetime.now(UTC)
            home, url = settings.home, settings.database()
            done = restore(home, url, reader, key, now, tell, code=code, replace=replace, unused=unused)
    for line in _restored(done):
        typer.echo(line)
    if settings.database().startswith("postgresql"):
        typer.echo("Peran di PostgreSQL, kalau dipakai, dipasang lagi: `wadul db roles --apply`.")


def _restored(done: Restored) -> Iterator[str]:
    yield f"Pulih: {done.cases} kasus, {done.rows} baris. Rantai catatan utuh sampai saat cadangan dibuat."
    yield f"Yang hilang: semua yang terjadi dari {_when(done.since)} sampai {_when(done.until)}."
    if done.lost is None:
        yield "Nomor kasus yang hilang: yang ada di grup piket, tetapi tidak di `wadul case list`."
    else:
        yield f"Nomor kasus yang hilang: {', '.join(done.lost) or 'tidak ada'}."
    if done.gone is None:
        yield LIVES_AGAIN.format(since=_when(done.since), until=_when(done.until))
    else:
        yield (
            f"Tetap terhapus, menurut basis data lama: {done.gone.ways_back} tanda terima pelapor, {done.gone.reports}"
            f" laporan yang ditarik, {done.gone.officers} petugas yang diakhiri."
        )
    if done.aside:
        yield f"Basis data lama disimpan: {done.aside}"
    yield "Jalan kembali ke pelapor tidak pernah ikut cadangan: pelapor kembali dengan kode dan kata amannya."
    if done.receipts is False:
        yield "Tanda terima lama TIDAK berlaku lagi: cadangan ini tidak membawanya."
    yield f"Ujung rantai sekarang: {done.head}"
    yield "Berikutnya: `wadul doctor`, lalu `wadul run`."


def forget(settings: Settings, *, yes: bool) -> None:
    """Show what retention would forget; with `yes` forget it. Raises Refusal, StorageError."""
    _not_beside(settings)
    os.umask(0o077)
    office = office_of(settings)
    offices = (office, *others_of(settings, office))
    now = datetime.now(UTC)
    if not (settings.runtime() / "draft.key").is_file():
        raise Refusal(NO_DRAFT_KEY)
    with closing(database_of(settings)) as db:
        further = [one.code for one in offices[1:]]
        keys = ReporterKeys.load(settings.home, settings.runtime(), now, further, office.code)
        with db.reading() as conn:
            beats = [at for one in offices for at in pulses.of(conn, one.code).values()]
        _trust_clock(now, beats, office)
        retention = Retention(db, keys, offices)
        due = retention.due(now)
        verb = "Dilupakan" if yes else "Waktunya dilupakan"
        if yes:
            retention.forget(now)
    typer.echo(f"{verb}: {due.conversations} percakapan, {due.ways_back} jalan kembali, {due.voices} rekaman tak jadi.")
    if due.waiting:
        typer.echo(f"{due.waiting} jalan kembali lagi sudah waktunya; dilupakan sedikit demi sedikit, jam berikutnya.")
    if not yes:
        typer.echo("Belum ada yang dilupakan. Untuk melakukannya: `wadul db purge --yes`.")


def _trust_clock(now: datetime, beats: list[datetime], office: Office) -> None:
    """A clock that lies forgets what is not due: it must agree with the last sign of life."""
    last = max(beats, default=None)
    if last is None or now < last - BACK or now > last + AHEAD:
        said = "belum ada" if last is None else f"{office.clock(last):%d/%m/%Y %H.%M}"
        raise Refusal(
            f"Jam di sini ({office.clock(now):%d/%m/%Y %H.%M}) tidak bisa dicocokkan: tanda hidup terakhir {said}. "
            "Betulkan jamnya, atau jalankan dulu `wadul run` beberapa menit."
        )


# -- below the surface -------------------------------------------------------------------------------------------


@contextmanager
def _bar(what: str) -> Iterator[Tell]:
    """A bar for whoever waits; where nobody looks it draws nothing."""
    columns = (TextColumn("{task.description}"), BarColumn(30), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(f"{what} …", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def _told() -> Iterator[None]:
    """What a key does not open, said of a copy."""
    try:
        yield
    except CodeMistyped:
        raise Refusal("Kodenya salah salin: periksa lagi huruf demi huruf.") from None
    except WrongPassphrase:
        raise Refusal("Kode ini bukan kode pemulihan cadangan itu (amplop dari sebelum atau sesudahnya?).") from None
    except CannotOpen:
        raise Refusal("Cadangan ini tidak terbuka dengan kunci kantor ini: rusak, atau milik kantor lain.") from None
    except StorageError as error:
        raise Refusal(_sentence(error)) from None


def _sentence(error: StorageError) -> str:
    from bot.sentences import in_words

    return in_words(error)


def _not_beside(settings: Settings) -> None:
    if settings.beside() is not None:
        raise Refusal(f"Kantor ini memakai basis data kantor induk: jalankan dengan --home {settings.beside()}.")


def code_on_paper(path: Path | None) -> str:
    """The code on paper, from a file, typed, or from the first line of the input."""
    if path is not None:
        try:
            return path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SettingsUnclear(f"Berkas kode {path} tidak bisa dibaca.") from None
    if sys.stdin.isatty():
        return getpass.getpass("Kode pemulihan dari kertas: ", stream=sys.stderr).strip()
    return sys.stdin.readline().strip()


def _when(at: datetime) -> str:
    return f"{at.astimezone():%d/%m/%Y %H.%M}"

"""Could this office take a report tonight? Each line is a check; what would stop a report ends in exit code 1."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.introducing import how_introduced
from bot.listening import ask, server_time
from bot.metrics.telling import shown
from bot.offices import offices_beside
from bot.sentences import in_words
from bot.settings import Settings, SettingsUnclear
from bot.switched_on import lacking, listens, servers
from bot.webhook_place import as_telegram_has_it, place_of
from flows import FlowError, advice
from flows.lint import lint
from flows.office import Office
from flows.office_file import read_office
from flows.wording import text
from storage import roster
from storage.database import Database, DatabaseTrouble
from storage.errors import StorageError
from storage.keyring import DutyKeys, problems
from storage.tables import OF_THE_OFFICE, Officer
from storage.turns import unserved

SIDE = {"reporter": "pelapor", "duty": "piket"}
FREE = 500  # MiB below which a disk is too full to promise anything
DRIFT = 60  # seconds a clock may be off


@dataclass(frozen=True)
class Finding:
    """``bad`` would stop a report; ``word`` should be mended; neither is fine."""

    what: str
    said: str
    bad: bool = False
    word: bool = False


def examine(settings: Settings) -> int:
    """Print every check. Returns 0 when a report could be taken tonight, else 1."""
    findings = list(_all(settings))
    table = Table("", "Pemeriksaan", "Hasil", title="Bisakah menerima laporan malam ini?")
    for one in findings:
        table.add_row("✗" if one.bad else "!" if one.word else "✓", one.what, one.said)
    bad = sum(one.bad for one in findings)
    console = Console()
    console.print(table)
    console.print("Belum bisa: perbaiki yang bertanda ✗." if bad else "Bisa.")
    return 1 if bad else 0


def _all(settings: Settings) -> Iterator[Finding]:
    offices = yield from _office(settings)
    yield from _secrets(settings)
    yield from _keys(settings)
    yield from _database(settings, offices)
    yield from _telegram(settings, offices[:1])
    yield from _destinations(settings, offices[:1])
    yield from (Finding("Metrik", said, word=word) for said, word in shown(settings))
    yield from _machine(settings)


def _office(settings: Settings) -> Generator[Finding, None, tuple[Office, ...]]:
    path = settings.home / "office.toml"
    try:
        office = read_office(path.read_text("utf-8"), name=path.name)
    except OSError:
        yield Finding("Berkas kantor", f"belum ada di {settings.home}: `wadul init`", bad=True)
        return ()
    except FlowError as error:
        yield Finding("Berkas kantor", str(error), bad=True)
        return ()
    yield Finding("Berkas kantor", office.name)
    stale = office.stale(datetime.now(office.zone).date())
    if stale:
        names = ", ".join(line.number for line in stale)
        yield Finding("Nomor telepon", f"lebih dari 90 hari tidak dicek: {names}", word=True)
    else:
        yield Finding("Nomor telepon", "semua dicek dalam 90 hari")
    unread = [name for name in advice.SIGNED if not office.signed_off(name)]
    if unread:
        said = f"belum ditandatangani kantor, jadi tidak ditampilkan: {', '.join(unread)}"
        yield Finding("Saran untuk pelapor", said, word=True)
    if office.voice.on:
        yield Finding("Rekaman suara", f"menyala; layar batas berkata: {text('limits-voice')}", word=True)
    if not office.night_cover:
        yield Finding("Malam hari", "tidak ada yang membaca; pelapor diberi tahu jamnya", word=True)
    others: tuple[Office, ...] = ()
    try:
        others = offices_beside(settings.home, office)
    except FlowError as error:
        yield Finding("Kantor lain", str(error), bad=True)
    for other in others:
        yield Finding("Kantor lain", f"{other.code} {other.name}")
    wrong = lint(office, others=others).errors
    yield Finding("Alur dan teks", wrong[0] if wrong else "beres", bad=bool(wrong))
    return (office, *others)


def _secrets(settings: Settings) -> Iterator[Finding]:
    for name in settings.plain_secrets():
        yield Finding("Rahasia", f"{name} berupa variabel biasa; lebih aman {name}_FILE", word=True)
    if "reporter" not in settings.carries():  # no reporters' process, no draft key
        return
    try:
        in_memory = _is_in_memory(settings.runtime())
        said = "di memori" if in_memory else "di disk: kunci draf ikut tersimpan; pasang tmpfs pada WADUL_RUNTIME_DIR"
        yield Finding("Kunci draf", said, word=not in_memory)
    except OSError:
        yield Finding("Kunci draf", "WADUL_RUNTIME_DIR tidak bisa dipakai", bad=True)


def _keys(settings: Settings) -> Iterator[Finding]:
    carried = settings.carries()
    wrong = problems(settings.home, reporter="reporter" in carried, duty="duty" in carried)
    for sentence in wrong:
        yield Finding("Kunci", sentence, bad=True)
    if not wrong:
        yield Finding("Kunci", "lengkap dan hanya bisa dibuka pemiliknya")
    if settings.beside() is None and len(carried) == 1:
        yield Finding("Mesin ini", f"hanya untuk {SIDE[carried[0]]}; periksa juga mesin yang lain", word=True)
    if "duty" in carried:
        yield _passphrase(settings)


def _passphrase(settings: Settings) -> Finding:
    """Whether the duty process could unlock its keys by itself."""
    what = "Kata sandi kantor"
    try:
        passphrase = settings.passphrase()
        if passphrase is None:
            return Finding(
                what, "akan ditanyakan saat mulai (tidak bisa mulai sendiri sesudah mati listrik)", word=True
            )
        DutyKeys.load(settings.home, passphrase)
    except (SettingsUnclear, StorageError) as error:
        return Finding(what, in_words(error), bad=True)
    return Finding(what, "dari berkas, dan cocok")


def _database(settings: Settings, offices: Sequence[Office]) -> Iterator[Finding]:
    try:
        db = Database(settings.database())
        if db.dialect == "sqlite" and not db.path.exists():  # looking would make it, and then `init` would refuse
            yield Finding("Basis data", "belum ada: `wadul init`", bad=True)
            return
        db.check()
        carried = settings.carries()  # a role of the database reads what its side may read, and no more
        rosters = [roster.everyone(db, office.code) for office in offices] if "duty" in carried else []
        missing = unserved(db, offices) if "reporter" in carried else []
    except (StorageError, SettingsUnclear, DatabaseTrouble) as error:
        yield Finding("Basis data", in_words(error), bad=True)
        return
    yield Finding("Basis data", "bisa ditulis, versinya cocok")
    db.close()
    for code in missing if offices else []:
        yield Finding("Kantor lain", f"{code} punya percakapan atau kasus, tetapi tidak ada di sini lagi", bad=True)
    for office, people in zip(offices[1:], rosters[1:], strict=False):
        if not any(one.started_at is not None and one.reachable for one in people):
            yield Finding("Kantor lain", f"{office.code}: belum ada petugas yang bisa dibangunkan bot", bad=True)
    if rosters:
        yield from _roster(offices[0], rosters[0])


def _roster(office: Office, people: Sequence[Officer]) -> Iterator[Finding]:
    reached = [one for one in people if one.started_at is not None and one.reachable]
    ready = [one for one in reached if one.role in OF_THE_OFFICE]
    if not people:
        yield Finding("Daftar piket", "kosong: `wadul officer add`", bad=True)
    elif not ready:
        yield Finding("Daftar piket", f"{len(people)} orang, belum ada yang menekan Start di bot piket", bad=True)
    else:
        yield Finding("Daftar piket", f"{len(ready)} dari {len(people)} orang bisa dibangunkan bot")
    if not any(one.role == office.escalation.holder for one in reached):
        holder = text("desk-role", role=office.escalation.holder)
        yield Finding("Kunci eskalasi", f"pemegangnya ({holder}) belum bisa dihubungi bot", word=True)


def _telegram(settings: Settings, offices: Sequence[Office]) -> Iterator[Finding]:
    tokens = []
    for side in settings.carries():
        called = f"Bot {SIDE[side]}"
        try:
            token = settings.token(side)
        except SettingsUnclear as error:
            yield Finding(called, str(error), bad=True)
            continue
        tokens.append(token)
        status, me = ask(settings.api_base, token, "getMe")
        if status != 200:
            yield Finding(called, _why(status), bad=True)
            continue
        yield Finding(called, f"@{me.get('username', '?')}")
        if side == "reporter" and me.get("can_join_groups"):
            yield Finding(called, "masih boleh dimasukkan ke grup: matikan di BotFather (/setjoingroups)", word=True)
        _, hook = ask(settings.api_base, token, "getWebhookInfo")
        yield from _visited(settings, side, called, str(hook.get("url") or ""))
        for office in offices:
            said, lacks = how_introduced(settings, office, side)
            yield Finding(called, said, word=lacks)  # it stops no report; but a name may tell
        if side == "duty":
            yield from _group(settings, token)
    if len(tokens) > len(set(tokens)):
        yield Finding("Kedua bot", "tokennya sama: pelapor dan piket harus dua bot yang berbeda", bad=True)


def _visited(settings: Settings, side: str, called: str, url: str) -> Iterator[Finding]:
    """Whether Telegram comes where the settings say, or to nobody."""
    try:
        place = place_of(settings) if side == "reporter" else None
    except SettingsUnclear as error:
        yield Finding(called, str(error), bad=True)
        return
    if place is None and url:
        how = "`wadul reporter --end-webhook`" if side == "reporter" else "deleteWebhook"
        yield Finding(called, f"masih memakai webhook: hapus dulu ({how})", bad=True)
    elif place is not None and (not url or as_telegram_has_it(url) != place.url):
        yield Finding(called, "webhook-nya belum terpasang: dipasang saat proses pelapor mulai", word=True)


def _group(settings: Settings, token: str) -> Iterator[Finding]:
    if settings.duty_chat is None:
        yield Finding("Grup piket", "WADUL_DUTY_CHAT belum diisi", bad=True)
        return
    status, chat = ask(settings.api_base, token, "getChat", chat_id=settings.duty_chat)
    if status != 200:
        yield Finding("Grup piket", "bot piket belum ada di grup itu, atau nomornya salah", bad=True)
        return
    if chat.get("type") not in ("group", "supergroup"):
        yield Finding("Grup piket", "WADUL_DUTY_CHAT bukan grup", bad=True)
    elif chat.get("username"):
        yield Finding("Grup piket", "grup ini terbuka untuk umum: jadikan tertutup", bad=True)
    else:
        yield Finding("Grup piket", "tertutup, dan bot piket ada di dalamnya")


def _destinations(settings: Settings, offices: Sequence[Office]) -> Iterator[Finding]:
    """What the office switched on beside Telegram. Whether the other end takes anything, only a case can show."""
    for office in offices if "duty" in settings.carries() else ():
        for name, host, port in servers(office):
            what, sentence = f"Tujuan {name}", lacking(settings, office, name)
            if sentence:
                yield Finding(what, sentence, bad=True)
            elif not listens(host, port):
                yield Finding(what, f"menyala, tetapi {host}:{port} tidak menjawab", word=True)
            else:
                yield Finding(what, f"menyala; {host}:{port} menjawab")


def _machine(settings: Settings) -> Iterator[Finding]:
    place = settings.home if settings.home.exists() else Path.cwd()
    free = shutil.disk_usage(place).free // 2**20
    yield Finding("Ruang disk", f"{free} MiB kosong", bad=free < FREE)
    said = server_time(settings.api_base)
    if said is None:
        yield Finding("Jam", "tidak bisa dibandingkan dengan Telegram", word=True)
        return
    try:
        off = abs((parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return
    yield Finding("Jam", f"selisih {off:.0f} detik dari Telegram", bad=off > DRIFT)


def _why(status: int) -> str:
    if status == 0:
        return "Telegram tidak menjawab (jaringan, atau WADUL_API_BASE salah)"
    return "token ditolak Telegram (dicabut atau salah ketik)" if status in (401, 404) else f"dijawab {status}"


def _is_in_memory(folder: Path) -> bool:
    """Whether a folder lies on tmpfs or ramfs, as far as this machine can say."""
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return False
    around = [mount for mount in mounts if folder.absolute().is_relative_to(mount[0])]
    nearest = max(around, key=lambda mount: len(mount[0]), default=["/", ""])
    return nearest[1] in ("tmpfs", "ramfs")

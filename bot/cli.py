"""``wadul``: every command there is. What a command needs is imported when it is called, so that ``--help`` is quick.

Exit codes: 0 done · 1 a check said no · 2 it could not start or go on, and one sentence says why · 3 some lines were
passed over · 70 a fault of ours.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from flows.office import Office

CHILD = "WADUL_CHILD"  # `bot.settings.CHILD`, without loading the settings for `--help`
FAULT = 70  # a fault of ours, not of what we were given

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Wadul: kanal lapor anonim kekerasan pada anak dan perempuan, dan meja piket yang menjawabnya.",
)
officer_app = typer.Typer(no_args_is_help=True, help="Daftar piket: tambah, lihat, akhiri.")
case_app = typer.Typer(no_args_is_help=True, help="Kotak masuk di terminal (kata sandi kantor ditanyakan).")
office_app = typer.Typer(help="Kantornya sendiri.", no_args_is_help=True)
flow_app = typer.Typer(no_args_is_help=True, help="Percakapannya: periksa, gambar, coba, keluarkan sebagai data.")
audit_app = typer.Typer(no_args_is_help=True, help="Rantai catatan: utuhkah, dan sampai di mana.")
app.add_typer(officer_app, name="officer")
app.add_typer(audit_app, name="audit")
app.add_typer(case_app, name="case")
app.add_typer(office_app, name="office")
app.add_typer(flow_app, name="flow")

Home = Annotated[Path | None, typer.Option("--home", help="Folder kantor (bawaan: WADUL_HOME, atau wadul-home).")]


def main() -> None:
    """The entry point: one sentence instead of a traceback, whatever happens."""
    try:
        app(standalone_mode=True)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            typer.echo(f"Ada yang keliru di dalam program ({type(error).__name__}). Coba `wadul doctor`.", err=True)
        else:
            typer.echo(sentence, err=True)
        sys.exit(FAULT if sentence is None or (os.environ.get(CHILD) and _passes(error)) else 2)


def _passes(error: Exception) -> bool:
    """Trouble of the moment: `wadul run` starts its child again; what somebody must mend first ends with 2."""
    return isinstance(error, OSError) or "DBAPIError" in {kind.__name__ for kind in type(error).__mro__}


def _sentence(error: BaseException) -> str | None:
    """The sentence of an error that was made to be read; None for a fault of ours."""
    from bot.settings import SettingsUnclear
    from flows import FlowError

    if isinstance(error, SettingsUnclear | FlowError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename or 'Sebuah berkas'} tidak bisa dibaca atau ditulis ({type(error).__name__})."
    if isinstance(error, UnicodeDecodeError):
        return "Sebuah berkas bukan tulisan UTF-8 yang utuh."
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if kinds & {"PeriodUnclear", "NotDone"}:
        return str(error)
    if kinds & {"StorageError", "DBAPIError", "Refusal"}:
        from bot.doctor import in_words

        return in_words(error)
    return None


def _settings(home: Path | None = None) -> Settings:
    from bot.settings import read_settings

    return read_settings(home)


# -- starting ----------------------------------------------------------------------------------------------------


@app.command()
def demo(
    script: Annotated[str, typer.Option("--script", help="Mainkan satu percakapan bernama, lalu selesai.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="Sebutkan percakapan yang ada.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Porta halaman demo; 0: mana saja yang kosong.")] = 8129,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Jangan buka peramban.")] = False,
) -> None:
    """Semuanya di komputer ini, tanpa token dan tanpa akun: dua bot sungguhan dan halaman dengan dua telepon."""
    from bot.demo.show import play, serve, tell_scripts

    if listed:
        tell_scripts()
        return
    raise typer.Exit(play(script) if script else serve(port, browser=not no_browser))


@app.command()
def init(
    home: Annotated[Path, typer.Option("--home", help="Folder baru untuk kunci, basis data, dan berkas kantor.")],
    passphrase_file: Annotated[
        Path | None, typer.Option("--passphrase-file", help="Berkas berisi kata sandi kantor (≥ 14 huruf).")
    ] = None,
    office: Annotated[Path | None, typer.Option("--office", help="Berkas kantornya (bawaan: Blora).")] = None,
) -> None:
    """Buat kantor baru: kunci, basis data, berkas kantor. Tidak pernah menimpa yang sudah ada.

    Kantor lain yang memakai bot pelapor yang sama: --home KANTOR_INDUK/offices/KODE --office BERKAS.toml.
    """
    from bot.founding import found

    typer.echo(found(_settings(home), passphrase_file, office).page)


@app.command()
def run(home: Home = None) -> None:
    """Jalankan kedua proses, masing-masing hanya dengan setelannya sendiri. Mencetak `ready` kalau sudah siap."""
    import getpass

    from bot import logs
    from bot.__main__ import Refusal, office_of
    from bot.running import Both

    logs.set_up()
    settings = _settings(home)
    office_of(settings)
    if len({settings.token(side).partition(":")[0] for side in ("reporter", "duty")}) == 1:
        raise Refusal("Bot pelapor dan bot piket memakai token yang sama: perlu dua bot, masing-masing satu token.")
    passphrase = settings.passphrase()
    if passphrase is None:
        if not sys.stdin.isatty():
            raise Refusal("Kata sandi kantor belum diberikan: isi WADUL_PASSPHRASE_FILE.")
        passphrase = getpass.getpass("Kata sandi kantor: ", stream=sys.stderr)
    raise typer.Exit(Both(settings, passphrase).run())


@app.command()
def reporter(home: Home = None) -> None:
    """Jalankan bot pelapor saja."""
    from bot.__main__ import run_reporter

    run_reporter(_settings(home))


@app.command()
def duty(home: Home = None) -> None:
    """Jalankan bot piket saja."""
    from bot.__main__ import run_duty

    run_duty(_settings(home))


@app.command()
def doctor(home: Home = None) -> None:
    """Bisakah kantor ini menerima laporan malam ini? Keluar dengan 1 kalau tidak."""
    from bot.doctor import examine

    raise typer.Exit(examine(_settings(home)))


@app.command()
def status(home: Home = None) -> None:
    """Hidupkah semuanya, dan adakah yang menunggu? Keluar dengan 1 kalau ada yang macet."""
    from datetime import UTC, datetime

    from bot.__main__ import database_of, office_of
    from bot.desk_in_terminal import print_status

    settings = _settings(home)
    raise typer.Exit(0 if print_status(database_of(settings), office_of(settings), datetime.now(UTC)) else 1)


# -- the roster --------------------------------------------------------------------------------------------------


@officer_app.command("add")
def officer_add(
    telegram_id: Annotated[int, typer.Option("--telegram-id", help="Nomor Telegram petugas (bukan nomor telepon).")],
    name: Annotated[str, typer.Option("--name", help="Nama yang dibaca rekan-rekannya.")],
    role: Annotated[str, typer.Option("--role", help="officer, supervisor, atau head.")] = "officer",
    home: Home = None,
) -> None:
    """Tambahkan petugas ke daftar piket."""
    from datetime import UTC, datetime

    from bot.__main__ import database_of, office_of
    from storage import roster

    settings = _settings(home)
    office = office_of(settings)
    officer = roster.add(database_of(settings), office.code, telegram_id, name, role, datetime.now(UTC))
    typer.echo(f"{officer.name} masuk daftar piket ({officer.role}). Mintalah ia menekan Start di bot piket.")


@officer_app.command("list")
def officer_list(home: Home = None) -> None:
    """Siapa saja di daftar piket."""
    from bot.__main__ import database_of, office_of
    from storage import roster

    settings = _settings(home)
    office = office_of(settings)
    people = roster.everyone(database_of(settings), office.code)
    for one in people:
        state = "siap" if one.started_at and one.reachable else "belum menekan Start di bot piket"
        typer.echo(f"{one.telegram_id:>14}  {one.role:<10}  {one.name}  ({state})")
    if not people:
        typer.echo("Daftar piket masih kosong: `wadul officer add`.")


@officer_app.command("end")
def officer_end(
    telegram_id: Annotated[int, typer.Option("--telegram-id", help="Nomor Telegram petugas.")], home: Home = None
) -> None:
    """Akhiri tugas seseorang: mulai sekarang ia tidak bisa membuka apa pun."""
    from datetime import UTC, datetime

    from bot.__main__ import database_of, office_of
    from storage import roster

    settings = _settings(home)
    office = office_of(settings)
    officer = roster.end(database_of(settings), office.code, telegram_id, datetime.now(UTC))
    typer.echo(f"{officer.name} tidak lagi di daftar piket.")


@officer_app.command("invite")
def officer_invite(
    name: Annotated[str, typer.Option("--name", help="Nama yang dibaca rekan-rekannya.")],
    role: Annotated[str, typer.Option("--role", help="officer, supervisor, atau head.")] = "officer",
    home: Home = None,
) -> None:
    """Buat kode undangan: sekali pakai, berlaku sehari. Petugas baru mengirimnya ke bot piket."""
    from datetime import UTC, datetime

    from bot.__main__ import database_of, office_of
    from storage import inviting

    settings = _settings(home)
    office = office_of(settings)
    now = datetime.now(UTC)
    with database_of(settings).writing() as conn:
        code = inviting.invite(conn, office.code, name, role, now)
    until = office.clock(now + inviting.LASTS).strftime("%d/%m %H.%M")
    typer.echo(f"Minta {name} membuka bot piket dan mengirim, sebelum {until}:\n\n  /gabung {code}")


# -- cases in the terminal ---------------------------------------------------------------------------------------


@case_app.command("list")
def case_list(home: Home = None) -> None:
    """Kasus yang terbuka, yang paling mendesak dulu."""
    from bot.__main__ import database_of, office_of, unlock
    from bot.desk_in_terminal import print_queue

    settings = _settings(home)
    office = office_of(settings)
    print_queue(database_of(settings), unlock(settings), office)


@case_app.command("show")
def case_show(
    number: Annotated[str, typer.Argument(help="Nomor kasus, mis. K7Q2M.")],
    home: Home = None,
    escalation: Annotated[bool, typer.Option("--escalation", help="Buka dengan kunci eskalasi.")] = False,
) -> None:
    """Satu kasus utuh, dengan kata-kata pelapor. Tercatat."""
    from bot.__main__ import database_of, office_of
    from bot.desk_in_terminal import key_for, print_case

    settings = _settings(home)
    office = office_of(settings)
    print_case(database_of(settings), key_for(settings, escalation=escalation), office, number)


# -- the chain ---------------------------------------------------------------------------------------------------


@audit_app.command("verify")
def audit_verify(
    anchor: Annotated[
        str, typer.Option("--anchor", help="Ujung rantai yang pernah dicatat (wadul audit head): ada yang dipotong?")
    ] = "",
    home: Home = None,
) -> None:
    """Utuhkah catatan siapa melakukan apa? Keluar dengan 1 kalau ada yang diubah, dihapus, atau dipotong."""
    from bot.__main__ import database_of
    from bot.chain import verify

    raise typer.Exit(verify(database_of(_settings(home)), anchor))


@audit_app.command("head")
def audit_head(home: Home = None) -> None:
    """Ujung rantai, untuk dicatat di luar kantor: dengan itu terlihat kalau akhirnya dipotong."""
    from bot.__main__ import database_of
    from bot.chain import print_head

    print_head(database_of(_settings(home)))


@app.command()
def triage(
    source: Annotated[Path, typer.Argument(metavar="BERKAS", help="Pesan, satu JSON sebaris; - untuk masukan baku.")],
    labelled: Annotated[
        bool, typer.Option("--evaluate", help="Ukur terhadap baris berlabel (level, codes), cetak tabel.")
    ] = False,
    rough: Annotated[
        bool, typer.Option("--rough", help="Dengan --evaluate: juga kalau diketik dengan delapan cara lain.")
    ] = False,
) -> None:
    """Timbang pesan-pesan menurut rubrik. Tidak ada yang disimpan. Keluar dengan 3 kalau ada baris yang dilewati."""
    from bot.weigh.lines import weigh_lines
    from bot.weigh.table import evaluate

    path = sys.stdin.fileno() if str(source) == "-" else source
    with open(path, encoding="utf-8", errors="surrogateescape", closefd=path is source) as file:
        raise typer.Exit(evaluate(file, sys.stdout, rough) if labelled else weigh_lines(file, sys.stdout))


# -- the office itself -------------------------------------------------------------------------------------------


@office_app.command("transfer")
def office_transfer(
    name: Annotated[str, typer.Option("--name", help="Nama pendek yang baru, mis. UPTD PPA Blora.")],
    full_name: Annotated[str, typer.Option("--full-name", help="Nama resminya.")],
    passphrase_file: Annotated[
        Path | None, typer.Option("--new-passphrase-file", help="Berkas berisi kata sandi pemilik baru.")
    ] = None,
    home: Home = None,
) -> None:
    """Kantor berganti nama dan pemilik (mis. menjadi UPTD PPA): kasus terbuka dan batas waktunya berlanjut."""
    from datetime import UTC, datetime

    from bot.founding import transfer

    typer.echo(transfer(_settings(home), name, full_name, passphrase_file, datetime.now(UTC)))


# -- files for the office (the rooms are imported when one is asked for) -------------------------------------------


@app.command("export")
def export_(
    month: Annotated[str, typer.Option("--month", help="Bulannya, mis. 2026-10.")],
    xlsx: Annotated[Path, typer.Option("--xlsx", help="Berkas baru untuk lembarnya.")],
    home: Home = None,
) -> None:
    """Kasus sebulan sebagai lembar, urut seperti Simfoni. NIK dan nama kosong: diisi dari berkas kertas."""
    from bot.recap.commands import export_month

    export_month(month, xlsx, home)


@app.command()
def recap(
    year: Annotated[int, typer.Option("--year", min=2020, max=2100, help="Tahunnya.")],
    html: Annotated[Path | None, typer.Option("--html", help="Juga sebagai halaman dengan gambar.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Juga sebagai lembar dengan gambar.")] = None,
    home: Home = None,
) -> None:
    """Angka setahun; yang di bawah lima tidak ditampilkan, juga sesudah disilangkan."""
    from bot.recap.commands import recap_year

    recap_year(year, html, xlsx, home)


@case_app.command("sheet")
def case_sheet(number: Annotated[str, typer.Argument(help="Nomor kasus, mis. K7Q2M.")], home: Home = None) -> None:
    """Satu kasus menurut urutan Simfoni, untuk diketik di sana."""
    from bot.recap.commands import print_sheet

    print_sheet(number, home)


@case_app.command("register")
def case_register(
    number: Annotated[str, typer.Argument(help="Nomor kasus, mis. K7Q2M.")],
    register_no: Annotated[str, typer.Option("--no", help="Nomor register Simfoni.")],
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="Tanggal dientri.")],
    home: Home = None,
) -> None:
    """Catat bahwa kasus sudah dientri di Simfoni."""
    from bot.recap.commands import enter

    enter(number, register_no, on.date(), home)


# -- the flow ----------------------------------------------------------------------------------------------------


@flow_app.command("export")
def flow_export(
    as_json: Annotated[bool, typer.Option("--json", help="JSON (satu-satunya bentuk).")] = True, home: Home = None
) -> None:
    """Percakapannya sebagai data."""
    import json

    from flows.export import export

    typer.echo(json.dumps(export(*_offices(home)), ensure_ascii=False, indent=2))


@flow_app.command("lint")
def flow_lint(home: Home = None) -> None:
    """Apa yang belum beres pada alur atau teksnya. Keluar dengan 1 kalau ada."""
    from flows.lint import lint

    office, others = _offices(home)
    found = lint(office, others=others)
    for note in found.notes:
        typer.echo(f"catatan: {note}")
    for error in found.errors:
        typer.echo(f"salah: {error}", err=True)
    typer.echo(f"{len(found.errors)} salah, {len(found.notes)} catatan")
    raise typer.Exit(1 if found.errors else 0)


@flow_app.command("draw")
def flow_draw(
    life: Annotated[bool, typer.Option("--case", help="Perjalanan kasus, bukan percakapannya.")] = False,
) -> None:
    """Percakapannya sebagai gambar Mermaid."""
    from flows.drawing import draw, draw_life

    typer.echo(draw_life() if life else draw())


@flow_app.command("rehearse")
def flow_rehearse(home: Home = None) -> None:
    """Bicara dengan percakapannya di terminal, tanpa jaringan dan tanpa basis data. Tidak ada yang disimpan."""
    from bot.rehearsal import rehearse

    rehearse(*_offices(home))


def _offices(home: Path | None) -> tuple[Office, tuple[Office, ...]]:
    """The home's office and those beside it; Blora where there is no home."""
    from flows.office import blora, read_office

    settings = _settings(home)
    path = settings.home / "office.toml"
    if not path.is_file():
        return blora(), ()
    from bot.offices import offices_beside  # it looks at keys: only where there are some

    office = read_office(path.read_text("utf-8"), name="office.toml")
    return office, offices_beside(settings.home, office)


if __name__ == "__main__":
    main()

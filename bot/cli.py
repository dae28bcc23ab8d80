"""``wadul``: where it begins, and the commands that start something; the others stand in ``cli_*``.

What a command needs is imported when it is called, so that ``--help`` is quick.

Exit codes: 0 done · 1 a check said no · 2 it could not start or go on, and one sentence says why · 3 some lines were
passed over · 70 a fault of ours.
"""

from __future__ import annotations

import gc
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import cli_db, cli_desk, cli_flow, cli_key, cli_officer
from bot.cli_home import Home, settings_of

CHILD = "WADUL_CHILD"  # `bot.settings.CHILD`, without loading the settings for `--help`
FAULT = 70  # a fault of ours, not of what we were given

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Wadul: kanal lapor anonim kekerasan pada anak dan perempuan, dan meja piket yang menjawabnya.",
)


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
        from bot.sentences import in_words

        return in_words(error)
    return None


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

    typer.echo(found(settings_of(home), passphrase_file, office).page)


@app.command()
def run(home: Home = None) -> None:
    """Jalankan kedua proses, masing-masing hanya dengan setelannya sendiri. Mencetak `ready` kalau sudah siap."""
    import getpass

    from bot import logs
    from bot.opening import Refusal, office_of
    from bot.running import Both

    logs.set_up()
    settings = settings_of(home)
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
def reporter(
    end_webhook: Annotated[
        bool, typer.Option("--end-webhook", help="Kembali menjemput: Telegram diberi tahu webhook-nya berakhir.")
    ] = False,
    home: Home = None,
) -> None:
    """Jalankan bot pelapor saja."""
    gc.disable()  # a third of the start would go into looking for rubbish; `_serve` looks again
    from bot.starting import run_reporter

    run_reporter(settings_of(home), end_webhook=end_webhook)


@app.command()
def duty(
    deliver_only: Annotated[
        bool, typer.Option("--deliver-only", help="Proses kedua kantor ini: hanya mengirim panggilan (PostgreSQL).")
    ] = False,
    home: Home = None,
) -> None:
    """Jalankan bot piket saja."""
    gc.disable()
    from bot.starting import run_duty

    run_duty(settings_of(home), listens=not deliver_only)


@app.command()
def doctor(home: Home = None) -> None:
    """Bisakah kantor ini menerima laporan malam ini? Keluar dengan 1 kalau tidak."""
    from bot.doctor import examine

    raise typer.Exit(examine(settings_of(home)))


@app.command()
def setup(home: Home = None) -> None:
    """Pasang nama, keterangan, perintah, dan tombol menu kedua bot. Boleh diulang: yang sudah cocok dibiarkan."""
    from bot.introducing import introduce
    from bot.opening import office_of

    settings = settings_of(home)
    for sentence in introduce(settings, office_of(settings)):
        typer.echo(sentence)


@app.command()
def poster(
    places: Annotated[
        list[str] | None, typer.Argument(help="Kode tempat dari berkas kantor (bawaan: semuanya).")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="id atau jv.")] = "id",
    to: Annotated[Path, typer.Option("--to", help="Folder untuk berkasnya.")] = Path("poster"),
    bot: Annotated[str, typer.Option("--bot", help="Nama bot pelapor (bawaan: ditanyakan ke Telegram).")] = "",
    home: Home = None,
) -> None:
    """Poster dengan kode QR, sebagai SVG dan PDF, satu untuk tiap tempat; juga tautan undangan fasilitator."""
    from bot.opening import office_of
    from bot.posters.commands import make

    settings = settings_of(home)
    for sentence in make(settings, office_of(settings), places or [], language, to, bot):
        typer.echo(sentence)


@app.command()
def status(home: Home = None) -> None:
    """Hidupkah semuanya, dan adakah yang menunggu? Keluar dengan 1 kalau ada yang macet."""
    from bot.desk_in_terminal import print_status
    from bot.opening import database_of, office_of

    settings = settings_of(home)
    raise typer.Exit(0 if print_status(database_of(settings), office_of(settings), datetime.now(UTC)) else 1)


# -- in rooms of their own ---------------------------------------------------------------------------------------

app.command()(cli_flow.triage)
app.command()(cli_desk.export)
app.command()(cli_desk.recap)
app.add_typer(cli_officer.officer_app, name="officer")
app.add_typer(cli_desk.audit_app, name="audit")
app.add_typer(cli_desk.case_app, name="case")
app.add_typer(cli_desk.office_app, name="office")
app.add_typer(cli_flow.flow_app, name="flow")
app.add_typer(cli_db.db_app, name="db")
app.add_typer(cli_key.key_app, name="key")

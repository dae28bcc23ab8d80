"""The desk's commands, for whoever sits at the office's own machine. What one needs is imported when it is called."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli_home import Home, opened, settings_of

case_app = typer.Typer(no_args_is_help=True, help="Kotak masuk di terminal (kata sandi kantor ditanyakan).")
audit_app = typer.Typer(no_args_is_help=True, help="Rantai catatan: utuhkah, dan sampai di mana.")
office_app = typer.Typer(no_args_is_help=True, help="Kantornya sendiri.")


# -- cases in the terminal ---------------------------------------------------------------------------------------


@case_app.command("list")
def case_list(home: Home = None) -> None:
    """Kasus yang terbuka, yang paling mendesak dulu."""
    from bot.desk_in_terminal import print_queue
    from bot.opening import unlock

    settings, office, db = opened(home)
    print_queue(db, unlock(settings), office)


@case_app.command("show")
def case_show(
    number: Annotated[str, typer.Argument(help="Nomor kasus, mis. K7Q2M.")],
    home: Home = None,
    escalation: Annotated[bool, typer.Option("--escalation", help="Buka dengan kunci eskalasi.")] = False,
) -> None:
    """Satu kasus utuh, dengan kata-kata pelapor. Tercatat."""
    from bot.desk_in_terminal import key_for, print_case

    settings, office, db = opened(home)
    print_case(db, key_for(settings, escalation=escalation), office, number)


@case_app.command("hear")
def case_hear(
    number: Annotated[str, typer.Argument(help="Nomor kasus, mis. K7Q2M.")],
    home: Home = None,
    escalation: Annotated[bool, typer.Option("--escalation", help="Buka dengan kunci eskalasi.")] = False,
) -> None:
    """Rekaman suara pelapor, langsung ke pemutar: `wadul case hear K7Q2M | mpv --no-video -`. Tercatat."""
    from bot.desk_in_terminal import key_for, play_case

    settings, office, db = opened(home)
    play_case(db, lambda: key_for(settings, escalation=escalation), office, number)


@case_app.command("answer")
def case_answer(number: Annotated[str, typer.Argument(help="Nomor kasus, mis. K7Q2M.")], home: Home = None) -> None:
    """Jawab pelapor kasus yang tertutup bagi kantor (kunci eskalasi ditanyakan, lalu jawabannya)."""
    from bot.desk_in_terminal import answer_sealed, escalation_keys

    settings, office, db = opened(home)
    typer.echo(answer_sealed(db, escalation_keys(settings), office, number))


@case_app.command("hand-on")
def case_hand_on(
    number: Annotated[str, typer.Argument(help="Nomor kasus, mis. K7Q2M.")],
    to: Annotated[str, typer.Option("--to", help="Lembaga yang menanganinya sekarang.")],
    basis: Annotated[str, typer.Option("--basis", help="consent (izin penyintas) atau law (kewajiban hukum).")],
    why: Annotated[str, typer.Option("--why", help="Bagaimana izinnya diberikan, atau hukum yang mana.")],
    home: Home = None,
) -> None:
    """Alihkan kasus yang tertutup bagi kantor ke lembaga lain (kunci eskalasi ditanyakan)."""
    from bot.desk_in_terminal import escalation_keys, hand_on_sealed

    settings, office, db = opened(home)
    typer.echo(hand_on_sealed(db, escalation_keys(settings), office, number, to, basis, why))


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


# -- the chain ---------------------------------------------------------------------------------------------------


@audit_app.command("verify")
def audit_verify(
    anchor: Annotated[
        str, typer.Option("--anchor", help="Ujung rantai yang pernah dicatat (wadul audit head): ada yang dipotong?")
    ] = "",
    home: Home = None,
) -> None:
    """Utuhkah catatan siapa melakukan apa? Keluar dengan 1 kalau ada yang diubah, dihapus, atau dipotong."""
    from bot.chain import verify
    from bot.opening import database_of

    raise typer.Exit(verify(database_of(settings_of(home)), anchor))


@audit_app.command("head")
def audit_head(home: Home = None) -> None:
    """Ujung rantai, untuk dicatat di luar kantor: dengan itu terlihat kalau akhirnya dipotong."""
    from bot.chain import print_head
    from bot.opening import database_of

    print_head(database_of(settings_of(home)))


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
    from bot.founding import transfer

    typer.echo(transfer(settings_of(home), name, full_name, passphrase_file, datetime.now(UTC)))


# -- files for the office ----------------------------------------------------------------------------------------


def export(
    month: Annotated[str, typer.Option("--month", help="Bulannya, mis. 2026-10.")],
    xlsx: Annotated[Path, typer.Option("--xlsx", help="Berkas baru untuk lembarnya.")],
    home: Home = None,
) -> None:
    """Kasus sebulan sebagai lembar, urut seperti Simfoni. NIK dan nama kosong: diisi dari berkas kertas."""
    from bot.recap.commands import export_month

    export_month(month, xlsx, home)


def recap(
    year: Annotated[int, typer.Option("--year", min=2020, max=2100, help="Tahunnya.")],
    html: Annotated[Path | None, typer.Option("--html", help="Juga sebagai halaman dengan gambar.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Juga sebagai lembar dengan gambar.")] = None,
    home: Home = None,
) -> None:
    """Angka setahun; yang di bawah lima tidak ditampilkan, juga sesudah disilangkan."""
    from bot.recap.commands import recap_year

    recap_year(year, html, xlsx, home)

"""``wadul db``: copies, what is forgotten, and roles. What a command needs is imported when it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli_home import Home, settings_of

db_app = typer.Typer(no_args_is_help=True, help="Basis datanya: cadangan, pemulihan, yang waktunya dilupakan, peran.")

Copy = Annotated[Path, typer.Argument(help="Berkas cadangan (….cadangan).")]
Code = Annotated[
    Path | None, typer.Option("--code-file", help="Berkas berisi kode pemulihan dari kertas (bawaan: ditanyakan).")
]


@db_app.command("backup")
def backup(
    to: Annotated[Path, typer.Option("--to", help="Folder cadangan; yang lebih tua dari 14 hari dihapus.")],
    reporter_home: Annotated[
        Path | None, typer.Option("--reporter-home", help="Folder proses pelapor, kalau terpisah dari folder piket.")
    ] = None,
    home: Home = None,
) -> None:
    """Buat satu cadangan tersegel. Boleh selagi Wadul berjalan; tidak perlu kata sandi."""
    from bot.copies import make

    make(settings_of(home), to, reporter_home)


@db_app.command("check")
def check(
    copy: Copy,
    paper: Annotated[bool, typer.Option("--paper", help="Buka dengan kode pemulihan dari kertas.")] = False,
    code_file: Code = None,
    anchor: Annotated[
        str, typer.Option("--anchor", help="Ujung rantai yang pernah dicatat: betulkah cadangan ini buatan kantor?")
    ] = "",
    home: Home = None,
) -> None:
    """Pulihkan ke folder coba, buka seratus kasus acak, lalu hapus foldernya. Keluar dengan 1 kalau ada yang rusak."""
    from bot.copies import examine

    by_paper = paper or code_file is not None
    raise typer.Exit(examine(settings_of(home), copy, anchor, paper=by_paper, code_file=code_file))


@db_app.command("restore")
def restore(
    copy: Copy,
    replace: Annotated[
        bool, typer.Option("--replace", help="Ganti basis data yang ada; yang lama disimpan dengan nama lain.")
    ] = False,
    unused: Annotated[
        bool, typer.Option("--unused", help="Yang rusak itu sungguh tidak dipakai lagi, walaupun -wal-nya masih ada.")
    ] = False,
    code_file: Code = None,
    home: Home = None,
) -> None:
    """Pulihkan dari cadangan. Di komputer kosong: dengan kode pemulihan dari kertas; kalau tidak: kata sandi kantor."""
    from bot.copies import bring_back

    bring_back(settings_of(home), copy, code_file, replace=replace, unused=unused)


@db_app.command("purge")
def purge(
    yes: Annotated[bool, typer.Option("--yes", help="Lupakan sekarang. Tanpa ini hanya ditampilkan.")] = False,
    home: Home = None,
) -> None:
    """Apa yang menurut berkas kantor waktunya dilupakan. Laporan dan kasus tidak pernah termasuk."""
    from bot.copies import forget

    forget(settings_of(home), yes=yes)


@db_app.command("roles")
def db_roles(
    apply: Annotated[bool, typer.Option("--apply", help="Jalankan (tanpa ini hanya dicetak).")] = False,
    reporter: Annotated[str, typer.Option("--reporter", help="Nama peran proses pelapor.")] = "wadul_reporter",
    duty: Annotated[str, typer.Option("--duty", help="Nama peran proses piket.")] = "wadul_duty",
    home: Home = None,
) -> None:
    """Dua peran di PostgreSQL: pelapor tidak bisa membaca daftar piket, piket tidak bisa membaca alamat balik.

    Dijalankan pemilik tabel (WADUL_DATABASE_URL_FILE miliknya), sekali di awal dan lagi sesudah program diperbarui.
    """
    from storage import roles

    if not apply:
        typer.echo("\n".join(f"{statement};" for statement in roles.statements(reporter, duty)))
        return
    from bot.opening import Refusal, database_of

    db = database_of(settings_of(home))
    if db.dialect != "postgresql":
        raise Refusal("Peran hanya ada di PostgreSQL; di SQLite satu berkas dipakai kedua proses.")
    with db.writing() as conn:
        roles.apply(conn, reporter, duty)
    db.close()
    typer.echo(
        f"Peran {reporter} dan {duty} siap. Beri masing-masing kata sandi (psql: \\password {reporter}), lalu isi"
        " WADUL_DATABASE_URL_FILE tiap proses dengan alamat perannya sendiri."
    )

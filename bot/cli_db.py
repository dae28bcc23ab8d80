"""``wadul db``: the database itself, for whoever owns it."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli_home import Home, settings_of

db_app = typer.Typer(no_args_is_help=True, help="Basis datanya sendiri.")


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

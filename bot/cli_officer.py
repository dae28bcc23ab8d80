"""``wadul officer``: the roster. What a command needs is imported when it is called."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_home import Home, opened

if TYPE_CHECKING:
    from flows.office import Office
    from storage.database import Database

officer_app = typer.Typer(no_args_is_help=True, help="Daftar piket: tambah, lihat, akhiri, ganti HP.")


@officer_app.command("add")
def officer_add(
    telegram_id: Annotated[int, typer.Option("--telegram-id", help="Nomor Telegram petugas (bukan nomor telepon).")],
    name: Annotated[str, typer.Option("--name", help="Nama yang dibaca rekan-rekannya.")],
    role: Annotated[str, typer.Option("--role", help="officer, supervisor, head, atau keyholder.")] = "officer",
    home: Home = None,
) -> None:
    """Tambahkan petugas ke daftar piket."""
    from storage import roster

    _, office, db = opened(home)
    officer = roster.add(db, office.code, telegram_id, name, role, datetime.now(UTC))
    typer.echo(f"{officer.name} masuk daftar piket ({officer.role}). Mintalah ia menekan Start di bot piket.")


@officer_app.command("list")
def officer_list(home: Home = None) -> None:
    """Siapa saja di daftar piket."""
    from storage import roster

    _, office, db = opened(home)
    people = roster.everyone(db, office.code)
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
    from storage import roster

    _, office, db = opened(home)
    officer = roster.end(db, office.code, telegram_id, datetime.now(UTC))
    typer.echo(
        f"{officer.name} tidak lagi di daftar piket. Keluarkan juga dari grup piket: bot tidak bisa melakukannya."
    )
    _say_who_is_missing(db, office)


@officer_app.command("lost")
def officer_lost(
    telegram_id: Annotated[int, typer.Option("--telegram-id", help="Nomor Telegram petugas.")], home: Home = None
) -> None:
    """HP petugas hilang: mulai sekarang HP itu tidak membuka apa pun; cetak kode undangan untuk HP barunya."""
    from storage import inviting, roster

    _, office, db = opened(home)
    now = datetime.now(UTC)
    officer = roster.end(db, office.code, telegram_id, now)
    with db.writing() as conn:
        code = inviting.invite(conn, office.code, officer.name, officer.role, now)
    typer.echo(
        f"HP {officer.name} tidak membuka apa pun lagi, dan kasusnya memanggil yang lain. Keluarkan akun itu dari "
        "grup piket: bot tidak bisa melakukannya. Sesudah HP baru siap, kirim ke bot piket dalam 24 jam:\n\n"
        f"  /gabung {code}"
    )
    _say_who_is_missing(db, office)


@officer_app.command("invite")
def officer_invite(
    name: Annotated[str, typer.Option("--name", help="Nama yang dibaca rekan-rekannya.")],
    role: Annotated[str, typer.Option("--role", help="officer, supervisor, head, atau keyholder.")] = "officer",
    home: Home = None,
) -> None:
    """Buat kode undangan: sekali pakai, berlaku sehari. Petugas baru mengirimnya ke bot piket."""
    from storage import inviting

    _, office, db = opened(home)
    now = datetime.now(UTC)
    with db.writing() as conn:
        code = inviting.invite(conn, office.code, name, role, now)
    until = office.clock(now + inviting.LASTS).strftime("%d/%m %H.%M")
    typer.echo(f"Minta {name} membuka bot piket dan mengirim, sebelum {until}:\n\n  /gabung {code}")


def _say_who_is_missing(db: Database, office: Office) -> None:
    from storage import roster

    with db.reading() as conn:
        if not roster.on_duty(conn, office.code):
            typer.echo("Sekarang tidak ada petugas yang bisa dibangunkan bot: `wadul officer add`.", err=True)
        if not roster.on_duty(conn, office.code, office.escalation.holder):
            typer.echo(
                "Pemegang kunci eskalasi tidak ada lagi di daftar: laporan tentang kantor tidak sampai ke siapa pun.",
                err=True,
            )

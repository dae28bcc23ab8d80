"""``wadul key``: the office's locks changed. What a command needs is imported when it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli_home import Home, settings_of

key_app = typer.Typer(no_args_is_help=True, help="Kunci kantor: kata sandi, kode di kertas, kunci baru.")

NewWord = Annotated[
    Path | None, typer.Option("--new-passphrase-file", help="Berkas berisi kata sandi baru (bawaan: ditanyakan).")
]
ReporterHome = Annotated[
    Path | None, typer.Option("--reporter-home", help="Folder proses pelapor, kalau terpisah dari folder piket.")
]


@key_app.command("passphrase")
def passphrase(new: NewWord = None, home: Home = None) -> None:
    """Ganti kata sandi kantor. Kode di kertas tetap berlaku."""
    from bot.locks import change_word

    change_word(settings_of(home), new)


@key_app.command("paper")
def paper(reporter_home: ReporterHome = None, home: Home = None) -> None:
    """Kode pemulihan baru untuk amplop (kata sandi kantor ditanyakan); yang lama tidak berlaku lagi."""
    from bot.locks import change_envelope

    change_envelope(settings_of(home), reporter_home)


@key_app.command("recover")
def recover(
    new: NewWord = None,
    code_file: Annotated[
        Path | None, typer.Option("--code-file", help="Berkas berisi kode pemulihan (bawaan: ditanyakan).")
    ] = None,
    reporter_home: ReporterHome = None,
    home: Home = None,
) -> None:
    """Kata sandi hilang: buka dengan kode di kertas, pasang kata sandi baru, dan cetak kode baru."""
    from bot.locks import recover_with_paper

    recover_with_paper(settings_of(home), code_file, new, reporter_home)


@key_app.command("rotate")
def rotate(
    new: NewWord = None,
    reporter_home: ReporterHome = None,
    two_machines: Annotated[
        bool,
        typer.Option("--two-machines", help="Proses pelapor di mesin lain: office.pub disalin ke sana sesudahnya."),
    ] = False,
    home: Home = None,
) -> None:
    """Kunci kantor baru untuk laporan berikutnya; kasus lama tetap terbuka. Setahun sekali, atau kalau kunci bocor."""
    from bot.locks import change_key

    change_key(settings_of(home), new, reporter_home, two_machines=two_machines)

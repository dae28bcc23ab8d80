"""The conversation's own commands: weigh messages, look at the flow, try it. They need no office, and keep nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_home import Home, settings_of

if TYPE_CHECKING:
    from flows.office import Office

flow_app = typer.Typer(no_args_is_help=True, help="Percakapannya: periksa, gambar, coba, keluarkan sebagai data.")


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
    from flows.office_file import blora, read_office

    settings = settings_of(home)
    path = settings.home / "office.toml"
    if not path.is_file():
        return blora(), ()
    from bot.offices import offices_beside  # it looks at keys: only where there are some

    office = read_office(path.read_text("utf-8"), name="office.toml")
    return office, offices_beside(settings.home, office)

"""What ``wadul demo`` does. The stage and its libraries load behind the progress bar, so that it shows at once."""

from __future__ import annotations

import asyncio
import errno
import shutil
import signal
import sys
import textwrap
import webbrowser
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.demo.script import Script, ScriptFailed, find_script, list_scripts

if TYPE_CHECKING:
    from bot.demo.stage import Stage

STEPS = 4  # loading, the office, one bot, the other
WIDEST = 110  # columns of a printed transcript
NAME = 10  # columns of who speaks in it


def tell_scripts() -> None:
    """Every named conversation, as a table."""
    table = Table("Nama", "Percakapan", title="wadul demo --script NAMA", title_style="bold", box=None, padding=(0, 2))
    for name, title in list_scripts():
        table.add_row(f"[bold]{name}[/bold]", title)
    Console().print(table)


def serve(port: int, *, browser: bool) -> int:
    """The two phones, until Ctrl-C."""
    return _run(_serve(port, browser=browser))


def play(name: str) -> int:
    """Play a named conversation and print it as it reads on the phones. 0 only when its declared end was reached."""
    script = find_script(name)
    if script is None:
        names = "\n  ".join(known for known, _ in list_scripts())
        print(f"Tidak ada percakapan {name}. Yang ada:\n  {names}", file=sys.stderr)  # noqa: T201
        return 2
    return _run(_play(script))


def _run(work: Coroutine[Any, Any, int]) -> int:
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        return 0
    except OSError as error:
        taken = "porta itu sudah dipakai program lain; coba --port 0" if error.errno == errno.EADDRINUSE else str(error)
        print(f"Demo tidak bisa mulai: {taken}.", file=sys.stderr)  # noqa: T201
        return 2
    except RuntimeError as error:
        print(f"Demo tidak bisa mulai: {error or 'dihentikan dari luar.'}", file=sys.stderr)  # noqa: T201
        return 2


@asynccontextmanager
async def _stage(port: int = 0) -> AsyncIterator[Stage]:
    """The stage, with a bar while it is built: the first time on a slow machine takes a while."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Memuat program …", total=STEPS)

        def step(said: str) -> None:
            progress.update(task, advance=1, description=said)
            if not console.is_terminal:  # a bar shows nothing there, and the first start takes a while
                print(said, file=sys.stderr, flush=True)  # noqa: T201

        from bot.demo.stage import open_stage

        async with open_stage(port=port, step=step) as stage:
            progress.stop()
            yield stage


async def _serve(port: int, *, browser: bool) -> int:
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    async with _stage(port) as stage:
        Console().print(f"Buka [bold]{stage.sandbox.url}[/bold]  (Ctrl-C untuk selesai)")
        if browser:
            await asyncio.to_thread(webbrowser.open, stage.sandbox.url)
        await stopping.wait()
    return 0


async def _play(script: Script) -> int:
    failed = ""
    async with _stage() as stage:
        from bot.demo.playing import perform

        print(f"# {script.title}", flush=True)  # noqa: T201
        try:
            await perform(script, stage)
        except ScriptFailed as error:
            failed = str(error)
        for line in transcript(stage):
            print(line)  # noqa: T201
    if failed:
        print(f"\nTIDAK SAMPAI: {failed}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"\nSAMPAI: {script.title}")  # noqa: T201
    return 0


def transcript(stage: Stage) -> list[str]:
    """What stands on the phones, as lines that fit a terminal."""
    from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN

    phones = (
        ("Telepon pelapor", stage.reporter.chat(REPORTER_TOKEN).transcript()),
        ("Grup piket", stage.group.transcript()),
        ("Telepon petugas", stage.officer.chat(DUTY_TOKEN).transcript()),
        *([("Telepon rekan", stage.colleague.chat(DUTY_TOKEN).transcript())] if stage.colleague is not None else []),
    )
    width = min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)
    lines = []
    for title, said in phones:
        lines += ["", f"== {title}"]
        for line in said:
            lines += textwrap.wrap(line, width, subsequent_indent=" " * NAME, break_on_hyphens=False)
    if stage.at_the_desk:
        lines += ["", "== Terminal kantor (wadul case show --escalation)", *stage.at_the_desk]
    return lines

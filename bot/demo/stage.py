"""A throw-away office on loopback. Both bots run as they do for real; only their API base and tokens differ."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from bot.demo.script import Script, ScriptFailed, find_script, list_scripts, perform
from bot.founding import found
from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Group, Person, Sandbox
from bot.settings import CHILD, Settings, environment_of, read_settings
from flows.office import default_office_text, read_office
from storage import roster
from storage.database import Database

SIDES = ("reporter", "duty")
START_WITHIN = 60.0  # seconds: the first start on a slow machine compiles everything
GROUP = -1_001_234_567_890

__all__ = ["Stage", "list_scripts", "open_stage", "play", "serve"]


class Stage:
    """An office with a reporter, an officer and a duty group, and its two processes."""

    def __init__(self, home: Path, settings: Settings, sandbox: Sandbox, *, escalation: str = "") -> None:
        self.home, self.settings, self.sandbox = home, settings, sandbox
        self.escalation = escalation
        self.reporter: Person = sandbox.person("Pelapor")
        self.officer: Person = sandbox.person("Petugas")
        assert sandbox.desk is not None
        self.group: Group = sandbox.desk
        self.processes: dict[str, asyncio.subprocess.Process] = {}

    async def start(self, side: str) -> None:
        """Start one process and wait until it polls. Raises RuntimeError when it does not."""
        environment = environment_of(side, self.settings)
        if side == "duty":
            environment["WADUL_PASSPHRASE_FILE"] = str(self.settings.passphrase_file)
        with (self.home / f"{side}.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                side,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self.processes[side] = process
        assert process.stdout is not None
        try:
            async with asyncio.timeout(START_WITHIN):
                line = await process.stdout.readline()
        except TimeoutError:
            line = b""
        if line.strip() != b"ready":
            last = (self.home / f"{side}.log").read_text("utf-8", "replace").strip().splitlines()[-1:]
            raise RuntimeError(f"Bot {side} tidak mau mulai. {' '.join(last)}")

    async def kill(self, side: str) -> None:
        """kill -9: what a power cut or an upgrade gone wrong looks like."""
        process = self.processes.pop(side)
        process.kill()
        await process.wait()

    async def restart(self, side: str) -> None:
        """Die without warning and come back."""
        await self.kill(side)
        await self.start(side)

    async def stop(self) -> None:
        """End both processes the polite way."""
        living = [process for process in self.processes.values() if process.returncode is None]
        for process in living:
            process.send_signal(signal.SIGTERM)
        for process in living:
            try:
                async with asyncio.timeout(6.0):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()

    def tell_roster(self) -> None:
        """Put the demo's officer on the roster, who is also the head: the demo has one person."""
        db = Database(self.settings.database())
        office = read_office((self.settings.home / "office.toml").read_text("utf-8"))
        roster.add(db, office.code, self.officer.id, "Petugas Demo", "head", datetime.now(UTC))
        db.close()


@asynccontextmanager
async def open_stage(
    *, port: int = 0, page: bool = False, words: str = "chat", progress: Progress | None = None
) -> AsyncIterator[Stage]:
    """Build everything, hand it over, take it down. Settings of a real office are left alone and never read."""
    for name in [name for name in os.environ if name.startswith("WADUL_")]:
        del os.environ[name]
    os.environ[CHILD] = "1"
    os.environ["NO_PROXY"] = ",".join(filter(None, (os.environ.get("NO_PROXY"), "127.0.0.1,localhost")))
    task = progress.add_task("Menyiapkan kantor …", total=4) if progress else None

    def step(words_: str) -> None:
        if progress is not None and task is not None:
            progress.update(task, advance=1, description=words_)

    home = Path(tempfile.mkdtemp(prefix="wadul-demo-"))
    sandbox = Sandbox(page=True, group_id=GROUP)
    stage = None
    try:
        await sandbox.start(port)
        settings = _found(home, sandbox.url, words)
        stage = Stage(home, settings[0], sandbox, escalation=settings[1])
        await asyncio.to_thread(stage.tell_roster)
        await stage.officer.chat(DUTY_TOKEN).send("/start")
        step("Menyalakan bot pelapor dan bot piket …")
        starting = [asyncio.create_task(stage.start(side)) for side in SIDES]
        for done in asyncio.as_completed(starting):
            await done
            step("Menunggu bot yang satu lagi …")
        step("Siap.")
        yield stage
    finally:
        if stage is not None:
            await stage.stop()
        await sandbox.stop()
        shutil.rmtree(home, ignore_errors=True)


def _found(home: Path, api_base: str, words: str) -> tuple[Settings, str]:
    office = home / "office"
    secret = home / "passphrase"
    secret.write_text(secrets.token_urlsafe(24))
    for side, token in (("REPORTER", REPORTER_TOKEN), ("DUTY", DUTY_TOKEN)):
        path = home / f"{side.lower()}.token"
        path.write_text(token)
        os.environ[f"WADUL_{side}_TOKEN_FILE"] = str(path)
    os.environ |= {
        "WADUL_API_BASE": api_base,
        "WADUL_DUTY_CHAT": str(GROUP),
        "WADUL_PASSPHRASE_FILE": str(secret),
        "WADUL_RUNTIME_DIR": str(home / "runtime"),
    }
    settings = read_settings(office)
    printed = found(settings, None)
    (office / "office.toml").write_text(
        default_office_text().replace('words = "terminal"', f'words = "{words}"'), "utf-8"
    )
    return settings, printed.escalation


# -- what the command does ---------------------------------------------------------------------------------------


def serve(port: int, *, browser: bool) -> int:
    """The two phones, until Ctrl-C."""
    return _run(_serve(port, browser=browser))


def play(name: str) -> int:
    """Play a named conversation and print it as it reads on the phones. 0 only when its declared end was reached."""
    script = find_script(name)
    if script is None:
        names = ", ".join(known for known, _ in list_scripts())
        print(f"Tidak ada percakapan {name}. Yang ada: {names}.", file=sys.stderr)  # noqa: T201
        return 2
    return _run(_play(script))


def _run(work: object) -> int:
    try:
        return asyncio.run(work)  # type: ignore[arg-type]
    except KeyboardInterrupt:
        return 0
    except (RuntimeError, OSError) as error:
        print(f"Demo tidak bisa mulai: {error}", file=sys.stderr)  # noqa: T201
        return 2


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True), transient=True, expand=False
    )


async def _serve(port: int, *, browser: bool) -> int:
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    with _bar() as progress:
        async with open_stage(port=port, page=True, progress=progress) as stage:
            progress.stop()
            console = Console()
            console.print(f"Buka [bold]{stage.sandbox.url}[/bold]  (Ctrl-C untuk selesai)")
            if browser:
                await asyncio.to_thread(webbrowser.open, stage.sandbox.url)
            await stopping.wait()
    return 0


async def _play(script: Script) -> int:
    with _bar() as progress:
        async with open_stage(progress=progress) as stage:
            progress.stop()
            failed = ""
            try:
                await perform(script, stage)
            except ScriptFailed as error:
                failed = str(error)
            _print_phones(script, stage)
    if failed:
        print(f"\nTIDAK SAMPAI: {failed}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"\nSAMPAI: {script.title}")  # noqa: T201
    return 0


def _print_phones(script: Script, stage: Stage) -> None:
    print(f"# {script.title}")  # noqa: T201
    phones = (
        ("Telepon pelapor", stage.reporter.chat(REPORTER_TOKEN).transcript()),
        ("Grup piket", stage.group.transcript()),
        ("Telepon petugas", stage.officer.chat(DUTY_TOKEN).transcript()),
    )
    for title, lines in phones:
        print(f"\n== {title}")  # noqa: T201
        for line in lines:
            print(line)  # noqa: T201

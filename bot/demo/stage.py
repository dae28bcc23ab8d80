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
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.founding import found
from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Group, Person, Sandbox
from bot.settings import CHILD, Settings, environment_of, read_settings
from flows.office_file import default_office_text, read_office
from storage import outbox, roster
from storage.database import Database

SIDES = ("reporter", "duty")
START_WITHIN = 60.0  # seconds: the first start on a slow machine compiles everything
GROUP = -1_001_234_567_890

Step = Callable[[str], None]  # told what comes next, in words for whoever waits


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
        self.at_the_desk: list[str] = []  # what the office's own terminal showed last
        self.met = 1
        self.colleague: Person | None = None

    async def start(self, side: str) -> None:
        """Start one process and wait until it polls. Raises RuntimeError when it does not."""
        environment = self._environment(side)
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

    def _environment(self, side: str) -> dict[str, str]:
        environment = environment_of(side, self.settings)
        direct = (environment.get("NO_PROXY"), "127.0.0.1,localhost")
        return environment | {"NO_PROXY": ",".join(filter(None, direct))}

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

    def newcomer(self) -> Person:
        """Somebody whom nobody here has met yet is the reporter from now on."""
        self.met += 1
        self.reporter = self.sandbox.person(f"Pelapor {self.met}")
        return self.reporter

    async def call_in_colleague(self) -> None:
        """A second officer comes on duty."""
        if self.colleague is None:
            self.colleague = self.sandbox.person("Wati")
            self.group.join(self.colleague)
            await asyncio.to_thread(self._enlist, self.colleague, "Petugas Wati", "officer")
            chat = self.colleague.chat(DUTY_TOKEN)
            await chat.send("/start")
            await chat.wait("Halo Petugas Wati", START_WITHIN)

    async def pass_time(self, minutes: int) -> None:
        """Nobody waits for a ladder in a demo: the clock stays, and what the desk is owed later comes nearer."""

        def bring_nearer() -> None:
            db = Database(self.settings.database())
            with db.writing() as conn:
                outbox.bring_nearer(conn, "duty", timedelta(minutes=minutes))
            db.close()

        await asyncio.to_thread(bring_nearer)

    async def show_sealed_case(self, number: str) -> str:
        """What the holder of the escalation key reads at the office's own machine: `wadul case show --escalation`."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "case", "show", number, "--escalation"),
            env=self._environment("duty"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        said, _ = await process.communicate(f"{self.escalation}\n".encode())
        self.at_the_desk = said.decode("utf-8", "replace").splitlines()
        return "\n".join(self.at_the_desk)

    def tell_roster(self) -> None:
        """Put the demo's officer on the roster, who is also the head: the demo has one person."""
        self._enlist(self.officer, "Petugas Demo", "head")

    def _enlist(self, person: Person, name: str, role: str) -> None:
        db = Database(self.settings.database())
        office = read_office((self.settings.home / "office.toml").read_text("utf-8"))
        roster.add(db, office.code, person.id, name, role, datetime.now(UTC))
        db.close()


@asynccontextmanager
async def open_stage(*, port: int = 0, words: str = "chat", step: Step = lambda _: None) -> AsyncIterator[Stage]:
    """Build everything, hand it over, take it down. Settings of a real office are left alone and never read."""
    home = Path(tempfile.mkdtemp(prefix="wadul-demo-"))
    sandbox = Sandbox(page=True, group_id=GROUP)
    stage = None
    try:
        await sandbox.start(port)
        step("Membuat kantor dan kuncinya …")
        settings = _found(home, sandbox.url, words)
        stage = Stage(home, settings[0], sandbox, escalation=settings[1])
        await asyncio.to_thread(stage.tell_roster)
        await stage.officer.chat(DUTY_TOKEN).send("/start")
        step("Menyalakan bot pelapor dan bot piket …")
        starting = [asyncio.create_task(stage.start(side)) for side in SIDES]
        try:
            for done in asyncio.as_completed(starting):
                await done
                step("Menunggu bot yang satu lagi …")
        finally:
            await asyncio.gather(*starting, return_exceptions=True)  # neither is left half started
        yield stage
    finally:
        if stage is not None:
            await stage.stop()
        await sandbox.stop()
        shutil.rmtree(home, ignore_errors=True)


def _found(home: Path, api_base: str, words: str) -> tuple[Settings, str]:
    """An office with throw-away secrets; its settings and its escalation key."""
    office = home / "office"
    secret = home / "passphrase"
    secret.write_text(secrets.token_urlsafe(24))
    given = {CHILD: "1", "WADUL_API_BASE": api_base, "WADUL_DUTY_CHAT": str(GROUP)}
    given |= {"WADUL_PASSPHRASE_FILE": str(secret), "WADUL_RUNTIME_DIR": str(home / "runtime")}
    for side, token in (("REPORTER", REPORTER_TOKEN), ("DUTY", DUTY_TOKEN)):
        path = home / f"{side.lower()}.token"
        path.write_text(token)
        given[f"WADUL_{side}_TOKEN_FILE"] = str(path)
    with _only(given):
        settings = read_settings(office)
    printed = found(settings, None)
    # In the demo somebody does sit at the desk, at any hour; and so a script reads the same at night.
    text = default_office_text().replace("night_cover = false", "night_cover = true ")
    (office / "office.toml").write_text(text.replace('words = "terminal"', f'words = "{words}"'), "utf-8")
    return settings, printed.escalation


@contextmanager
def _only(given: dict[str, str]) -> Iterator[None]:
    """These settings and no other: a real office's, in this environment or a ``.env``, are never read."""
    before = {name: value for name, value in os.environ.items() if name.startswith("WADUL_")}
    try:
        for name in before:
            del os.environ[name]
        os.environ |= given
        yield
    finally:
        for name in given:
            del os.environ[name]
        os.environ |= before

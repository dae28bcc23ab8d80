"""The worst day, rehearsed: `python -m tests.faults.drill`.

An office runs as it does every day, people tell, a copy is made, and then its machine is gone. From there on
`docs/operasi.md` is followed: what is typed stands on that page, and nothing else is known. It ends when somebody told
something new, an officer answered it and the reporter read that; then the page's exercise is done too. Only Telegram is
a stand-in. Exits with 1 when a step cannot be followed or the page's own limit is passed. It installs the program, as
the page says: that needs a package index, and it is not for the suite.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Side
from bot.settings import Settings
from flows.wording import text
from storage import case_file
from storage.database import Database
from storage.errors import StorageError
from storage.keyring import DutyKeys
from storage.tables import Row
from tests.bot.town import PASSPHRASE, ROOT, Processes, Town, calls_for_help, files, say, tap
from tests.faults.processes import AT_ONCE, founded
from tests.faults.telling import tell

PAGE = ROOT / "docs" / "operasi.md"
LIMIT = 15 * 60  # seconds: what the page promises, and the goal R of the restore drill
CALLS = 10  # one in so many calls for help instead of telling
PATIENCE = 300.0  # seconds one step may take
ANSWER = "Kami sudah membaca ceritamu. Kamu tidak sendirian."
TYPED = re.compile(r"`((?:nano|chmod|\.venv/bin/wadul) [^`]+)`")


@dataclass(frozen=True)
class Step:
    """A numbered step of the page: what is typed (nothing: it is done in the chats), and the file to be written.
    ``answers``: an old case is looked at, and a new report answered."""

    number: int
    typed: tuple[str, ...]
    shown: str
    answers: bool


def steps(page: str) -> list[Step]:
    """The steps from an empty machine to an office that answers, in order."""
    section = page.partition("\n## Pulih di komputer kosong\n")[2].partition("\n## ")[0]
    found = []
    for number, told in re.findall(r"^(\d+)\. (.*?)(?=^\d+\. |^\S)", section, re.MULTILINE | re.DOTALL):
        if int(number) <= len(found):
            break  # another list: without the paper
        first = TYPED.search(told.partition("\n\n")[0])
        block = re.search(r"```sh\n(.*?)```", told, re.DOTALL)
        lines = tuple(line.strip() for line in block[1].strip().splitlines()) if block else ()
        typed = lines if first is None else (first[1],)
        shown = "\n".join(lines) if first is not None and lines else ""
        found.append(Step(int(number), typed, shown, "laporan baru yang dijawab" in " ".join(told.split())))
    return found


def exercise(page: str) -> list[str]:
    """What the page's quarterly exercise types after steps 1 and 2."""
    told = page.partition("\n### Latihan\n")[2].partition("\n## ")[0]
    return TYPED.findall(told)


@dataclass
class Machine:
    """An empty machine, and somebody who types what a page says."""

    disk: Path
    paper: str
    copy: Path
    town: Town
    began: float = field(default_factory=time.monotonic)
    after: list[tuple[str, int]] = field(default_factory=list)  # what was done, and how many seconds that was after
    said: str = ""  # by the last command

    def __post_init__(self) -> None:
        self.program = self.disk / "srv" / "wadul-program"
        self.home = self.disk / "srv" / "wadul"
        self.program.parent.mkdir(parents=True)
        self.folder = self.disk
        here = {name: value for name, value in os.environ.items() if not name.startswith(("WADUL_", "PYTHON"))}
        self.shell = here | {"COLUMNS": "200"}
        self.running: asyncio.subprocess.Process | None = None

    def done(self, what: str) -> None:
        self.after.append((what, round(time.monotonic() - self.began)))

    async def follow(self, step: Step) -> None:
        """Type what the step says. Raises AssertionError where that does not go well."""
        for typed in step.typed:
            command, _, rest = self.here(typed).partition(" ")
            if command == "cd":
                self.folder = Path(rest)
            elif command == "nano":
                self.writes(self.folder / rest, step.shown)
            elif typed.endswith("wadul run"):
                await self.runs(self.here(typed))
            else:
                await self.types(self.here(typed), self.paper + "\n" if " restore " in typed else "")
        self.done(f"{step.number}. {step.typed[-1] if step.typed else 'in the chats'}")

    def here(self, typed: str) -> str:
        """The page's folders, file and address are those of this machine; its owner needs no sudo there."""
        known = {"sudo ": "", "/srv/": f"{self.disk}/srv/", "BERKAS.cadangan": str(self.copy)}
        for word, meant in {**known, "ALAMAT_REPOSITORI": shlex.quote(str(ROOT))}.items():
            typed = typed.replace(word, meant)
        return typed

    def writes(self, file: Path, shown: str) -> None:
        """What belongs into a file: what the page shows, or the one thing its name says."""
        known = {"pelapor.token": REPORTER_TOKEN, "piket.token": DUTY_TOKEN, "kata-sandi": PASSPHRASE}
        if shown:
            shown = re.sub(r"(?<=WADUL_DUTY_CHAT=).*", str(self.town.group_id), self.here(shown))
            shown += f"\nWADUL_API_BASE={self.town.sandbox.url}\n"  # not the page's: there is no Telegram here
        file.write_text(shown or known[file.name] + "\n")
        file.chmod(0o600)

    async def types(self, command: str, stdin: str = "") -> str:
        """At a shell of this machine. Gives what it said; raises AssertionError unless it ends in 0."""
        typed = await asyncio.create_subprocess_shell(
            command,
            cwd=self.folder,
            env=self.shell,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            out, _ = await asyncio.wait_for(typed.communicate(stdin.encode()), PATIENCE)
        finally:
            _ends(typed)
        self.said = out.decode()
        assert typed.returncode == 0, f"{command}\n{self.said[-2000:]}"
        return self.said

    async def runs(self, command: str) -> None:
        """In a window that stays open. Raises AssertionError unless it says ready."""
        with (self.disk / "window").open("wb") as log:
            self.running = await asyncio.create_subprocess_exec(
                *shlex.split(command),
                cwd=self.folder,
                env=self.shell,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        assert self.running.stdout is not None
        said = await asyncio.wait_for(self.running.stdout.readline(), PATIENCE)
        assert said == b"ready\n", (self.disk / "window").read_text()[-2000:]

    async def off(self) -> None:
        """Ctrl-C in that window; nothing goes on, and nothing stays in the memory."""
        if self.running is not None and self.running.returncode is None:
            self.running.send_signal(signal.SIGINT)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.running.wait(), PATIENCE)
        if self.running is not None:
            _ends(self.running)
        shutil.rmtree(Settings(_env_file=None, home=self.home).runtime(), ignore_errors=True)


def _ends(process: asyncio.subprocess.Process) -> None:
    """It and all it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


async def rehearse(folder: Path, cases: int, told: Callable[[], None]) -> tuple[Machine, list[str]]:
    """The office's last hour with so many reports, and the page from its first step to its exercise."""
    page = PAGE.read_text("utf-8")
    old = folder / "old"
    old.mkdir()
    paper = founded(old)
    town = Town(old, DutyKeys.load(old / "office", PASSPHRASE))
    await town.open()
    machine = Machine(folder / "new", paper.recovery, folder / "copy", town)
    broken: list[str] = []
    try:
        shutil.copy(await _last_hour(town, cases, told), machine.copy)
        machine.began = time.monotonic()
        for step in steps(page):
            await (_answers(machine) if step.answers else machine.follow(step))
            if " restore " in " ".join(step.typed):
                assert f"Pulih: {cases} kasus, " in machine.said, machine.said
        missing = {f"cerita nomor {number}" for number in range(cases) if number % CALLS} - _told(machine)
        broken += [f"not told any more: {words}" for words in sorted(missing)]
        for typed in exercise(page):
            said = await machine.types(machine.here(typed), _asked(typed, paper.recovery))
            machine.done(typed)
            opens = min(cases, 100)
            if " check " in typed and not (f" {cases} kasus, " in said and f"Dibuka: {opens}/{opens} " in said):
                broken.append(said.strip())
    except (AssertionError, TimeoutError, StorageError) as why:
        broken.append(f"{type(why).__name__}: {why}")
    finally:
        await machine.off()
        await town.close()
    return machine, broken


def _told(machine: Machine) -> set[str]:
    """What was told in every case that opens in the restored office, with the keys that were restored."""
    keys = DutyKeys.load(machine.home, PASSPHRASE)
    office = machine.town.office
    db = Database(f"sqlite:///{machine.home / 'wadul.db'}")
    try:
        with db.writing() as conn:
            numbers = conn.scalars(select(Row.metadata.tables["cases"].c.number)).all()
            read = [case_file.read_whole(conn, keys.office_key, office, one, datetime.now(UTC)) for one in numbers]
    finally:
        db.close()
    return {words.partition("] ")[2].strip("\u2068\u2069") for one in read for words in one.words}


def _asked(typed: str, paper: str) -> str:
    return paper + "\n" if "--paper" in typed else PASSPHRASE + "\n"


async def _last_hour(town: Town, cases: int, told: Callable[[], None]) -> Path:
    """Both processes run, the officer pressed Start, people tell; then a copy, and the machine is gone."""
    processes = await Processes(town).up()
    await town.desk.wait(town.officer.name, PATIENCE)
    waiting = list(range(cases))

    async def some_tell() -> None:
        while waiting:
            number = waiting.pop()
            side = town.reporter(f"Orang {number}")
            await (files(side, f"cerita nomor {number}") if number % CALLS else calls_for_help(side))
            told()

    try:
        await asyncio.gather(*(some_tell() for _ in range(AT_ONCE)))
        taken = town.home / "copies"
        command = [sys.executable, "-m", "bot", "db", "backup", "--to", str(taken)]
        given = processes.environment("duty") | {"WADUL_HOME": str(town.office_home)}
        await asyncio.to_thread(subprocess.run, command, env=given, cwd=ROOT, check=True, capture_output=True)
        (copy,) = taken.iterdir()
    finally:
        await processes.down()
    shutil.rmtree(town.office_home)
    return copy


async def _answers(machine: Machine) -> None:
    """The officer opens an old case out of the queue; somebody tells something new, is answered, and reads it."""
    town, desk = machine.town, machine.town.desk
    typed = await desk.send("/antrean")
    await desk.wait("Laporan terbuka", PATIENCE, since=typed["message_id"])
    await _taps(desk, "open|")
    await desk.wait(text("card-dont", what="").strip(), PATIENCE, since=typed["message_id"])
    machine.done("an old case, opened out of the queue")
    ani = town.reporter("Ani")
    await files(ani, "kemarin aku dipukul")
    machine.done("a new report")
    with sqlite3.connect(machine.home / "wadul.db") as db:
        ((number,),) = db.execute("SELECT number FROM cases ORDER BY id DESC LIMIT 1")
    await _taps(desk, f"open|{number}|")
    machine.done("its alert in the officer's chat")
    await _taps(desk, f"reply|{number}|", on=text("card-dont", what="").strip())
    machine.done("its card")
    typed = await desk.send(ANSWER)
    await desk.wait(number, PATIENCE, since=typed["message_id"])
    machine.done("the answer")
    await say(ani, "/start")
    await tap(ani, "open_news", "news.safe", within=PATIENCE)
    await ani.wait(ANSWER, PATIENCE)
    machine.done("the reporter has read it")


async def _taps(desk: Side, begins: str, on: str = "") -> None:
    def there() -> tuple[int, str] | None:
        for message in reversed(desk.messages):
            for _, data in message["buttons"] if on in message["text"] else ():
                if data is not None and data.startswith(begins):
                    return message["message_id"], data
        return None

    message, data = await desk.until(there, PATIENCE, f"No button {begins}")
    await desk.tap(data=data, message_id=message)


def main() -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    given = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    given.add_argument("--cases", type=int, default=114)
    asked = given.parse_args()
    columns = (TextColumn("reports"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    shown = Progress(*columns, console=Console(stderr=True))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: what was started ends too
    with tempfile.TemporaryDirectory(prefix="wadul-drill-") as folder, shown as progress:
        task = progress.add_task("reports", total=asked.cases)
        machine, broken = asyncio.run(rehearse(Path(folder), asked.cases, lambda: progress.advance(task)))
    took = machine.after[-1][1] if machine.after else 0
    if took > LIMIT:
        broken.append(f"The page promises {LIMIT} seconds.")
    return tell(f"{asked.cases} cases, an empty machine, {PAGE.name}: seconds after the start", machine.after, broken)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)

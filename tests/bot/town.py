"""A small office on loopback: its home, its people, and its two bots, either inside the test or as real processes."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import signal
import socket
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.dispatch.loop import Dispatcher
from bot.duty.app import Duty
from bot.reporter.app import Reporter
from bot.reporter.floor import Floor
from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Group, Person, Sandbox, Side
from bot.sandbox.faults import Fault
from bot.settings import Settings, environment_of
from bot.webhook_place import Place
from flows import wording
from flows.office_file import read_office
from flows.session import Session
from storage import roster
from storage.database import Database
from storage.keyring import DutyKeys, ReporterKeys
from tests.sandbox.schema import validating

from .nursery import Born

ROOT = Path(__file__).parents[2]
GROUP = -1_001_234_567_890
PASSPHRASE = "lima kata untuk kantor uji"
START_WITHIN = 120.0  # seconds: it takes five of a core, which others may have
RECEIPT = wording.text("receipt", code="|", words="").partition("|")[0].strip()  # what stands before the code
CEPU = "33.16.05"


class Town:
    """One office, one sandbox, one officer who pressed Start."""

    def __init__(self, home: Path, duty_keys: DutyKeys, *, group_id: int = GROUP) -> None:
        self.home, self.office_home, self.group_id = home, home / "office", group_id
        self.duty_keys = duty_keys
        self.reporter_keys = ReporterKeys.load(self.office_home, home / "runtime", datetime.now(UTC))
        self.office = read_office((self.office_home / "office.toml").read_text("utf-8"))
        self.sandbox = validating(Sandbox())
        self.db_path = self.office_home / "wadul.db"
        self.url = f"sqlite:///{self.db_path}"
        self.officer: Person = self.sandbox.person("Petugas Satu")
        self.group: Group = self.sandbox.group("Piket P3A", id=group_id, bots=[DUTY_TOKEN], members=[self.officer])
        self.place: Place | None = None  # where Telegram visits the reporters' bot, if it does not poll

    async def open(self) -> None:
        """Start the sandbox, put the officer on the roster and let them press Start."""
        await self.sandbox.start()
        self.employ(self.officer, "head")
        await self.desk.send("/start")

    async def close(self) -> None:
        """Nothing of it goes on."""
        await self.sandbox.stop()

    def employ(self, person: Person, role: str = "officer") -> None:
        """Put somebody on the roster."""
        with self.database() as db:
            roster.add(db, self.office.code, person.id, person.name, role, datetime.now(UTC))

    @property
    def desk(self) -> Side:
        """The officer's private chat with the duty bot."""
        return self.officer.chat(DUTY_TOKEN)

    def reporter(self, name: str, **more: Any) -> Side:
        """Somebody's chat with the reporters' bot."""
        return self.sandbox.person(name, **more).chat(REPORTER_TOKEN)

    # -- what was written ---------------------------------------------------------------------------------------

    @contextmanager
    def database(self) -> Iterator[Database]:
        """The database, from outside."""
        db = Database(self.url)
        try:
            yield db
        finally:
            db.close()

    @contextmanager
    def plain(self) -> Iterator[sqlite3.Connection]:
        """The same file with nothing of ours in between."""
        conn = sqlite3.connect(self.db_path, isolation_level=None, timeout=10)
        try:
            yield conn
        finally:
            conn.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else can write."""
        with self.plain() as conn:
            conn.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                conn.execute("ROLLBACK")

    def takes_the_lock(self) -> float:
        """Another process writes, waiting as ours do. How many seconds it had to wait."""
        began = time.monotonic()
        with self.database() as db, db.writing() as conn:
            conn.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
        return time.monotonic() - began

    def url_of(self, side: str) -> str:
        """Where one side's process enters the database."""
        return self.url

    def rows(self, question: str, *given: Any) -> list[tuple[Any, ...]]:
        """Rows of the file."""
        with self.plain() as conn:
            return conn.execute(question, given).fetchall()

    def number(self, question: str, *given: Any) -> int:
        """One number from the file."""
        return int(self.rows(question, *given)[0][0])

    def session_of(self, side: Side) -> Session:
        """What is remembered of somebody's conversation; a fresh one when nothing is."""
        tag = self.reporter_keys.tagger.tag("sesi", side.id)
        found = self.rows("SELECT draft FROM sessions WHERE tag = ?", tag)
        if not found:
            return Session(office=self.office.code)
        return Session.from_data(self.reporter_keys.draft.open("draft", tag.hex(), found[0][0]))

    def known_of(self, side: Side) -> list[int]:
        """Ids of messages it would take out of somebody's chat."""
        return [trace.id for trace in self.session_of(side).messages]

    def words_of(self, side: Side) -> list[str]:
        """What somebody told in their own words."""
        return [words.text for words in self.session_of(side).words]

    def case_number(self) -> str:
        """The newest case."""
        return str(self.rows("SELECT number FROM cases ORDER BY id DESC LIMIT 1")[0][0])

    def unconfirmed(self, token: str) -> Fault:
        """Hold the poll that would confirm what was just sent or tapped; it arrives when that was read and written."""
        faults = self.sandbox.faults
        return faults.hold(method="getUpdates", token=token, times=None, past=self.sandbox.newest(token))

    # -- the bots, inside the test ------------------------------------------------------------------------------

    def make_reporter(self, db: Database) -> Reporter:
        return Reporter(self.sandbox.url, REPORTER_TOKEN, db, self.reporter_keys, self.office, place=self.place)

    def make_duty(self, db: Database, group: int | None = None) -> Duty:
        chat = self.group_id if group is None else group
        return Duty(self.sandbox.url, DUTY_TOKEN, db, self.duty_keys, self.office, chat, None)

    @asynccontextmanager
    async def bots(self, *sides: str) -> AsyncIterator[dict[str, Any]]:
        """Both bots (or one), each with its dispatcher, as the processes run them."""
        async with _running(self, sides or ("reporter", "duty")) as running:
            yield running


@asynccontextmanager
async def _running(town: Town, sides: tuple[str, ...]) -> AsyncIterator[dict[str, Any]]:
    bots: dict[str, Any] = {}
    stops: list[Any] = []
    tasks: list[asyncio.Task[None]] = []
    databases: list[Database] = []
    for side in sides:
        db = Database(town.url_of(side))
        databases.append(db)
        bot: Any = town.make_reporter(db) if side == "reporter" else town.make_duty(db)
        dispatcher = Dispatcher(db, side, bot.deliver)
        ready = asyncio.Event()

        async def say_ready(event: asyncio.Event = ready) -> None:
            event.set()

        running = asyncio.create_task(bot.run(say_ready))
        tasks += [running, asyncio.create_task(dispatcher.run())]
        stops += [bot, dispatcher]
        bots[side] = bot
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait((waiting, running), return_when=asyncio.FIRST_COMPLETED, timeout=15)
        waiting.cancel()
        if running.done():
            await running
    try:
        yield bots
    finally:
        for one in stops:
            one.stop()
        town.sandbox.faults.clear()
        _, left = await asyncio.wait(tasks, timeout=10)
        for task in left:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for db in databases:
            db.close()
        assert not left, "a bot did not stop"


# -- as real processes -------------------------------------------------------------------------------------------


class Process:
    """One of ours, as the operating system sees it. ``out`` is its stdout by lines; its stderr is a file."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self._command, self._environment, self._log = command, environment, log
        self.out: list[str] = []
        self._reading: asyncio.Task[None] | None = None

    async def start(self) -> Process:
        with self._log.open("ab") as log:
            self._process = await self._begin(log.fileno())
        self._reading = asyncio.create_task(self._read())
        return self

    async def _begin(self, log: int) -> asyncio.subprocess.Process | Born:
        return await asyncio.create_subprocess_exec(
            *self._command,
            env=self._environment | {"PYTHONFAULTHANDLER": "1"},
            cwd=ROOT,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.out.append(line.decode().rstrip("\n"))

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def code(self) -> int | None:
        return self._process.returncode

    def log(self) -> str:
        return self._log.read_text("utf-8", "replace")

    async def ready(self, within: float = START_WITHIN) -> None:
        """Wait for its one line."""
        try:
            async with asyncio.timeout(within):
                while not self.out and self.code is None:  # noqa: ASYNC110 - its end is heard of before its code is known
                    await asyncio.sleep(0.05)
        except TimeoutError:
            self._process.send_signal(signal.SIGABRT)  # it says where it stands
            await self._process.wait()
        assert self.out[:1] == ["ready"], self.log()[-4000:]

    async def kill(self) -> None:
        """kill -9."""
        if self.code is None:
            self._process.kill()
        await self._end()

    async def ask_to_stop(self) -> None:
        """SIGTERM."""
        self._process.send_signal(signal.SIGTERM)

    async def ended(self, within: float) -> int:
        """Its exit code. Raises TimeoutError."""
        async with asyncio.timeout(within):
            await self._process.wait()
        await self._end()
        assert self.code is not None
        return self.code

    async def _end(self) -> None:
        await self._process.wait()
        if self._reading is not None:
            await asyncio.wait((self._reading,), timeout=2)
            self._reading.cancel()

    def may_write_files_of(self, size: int | None) -> None:
        """A disk that is full for this process (None: it is not)."""
        hard = resource.RLIM_INFINITY
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (hard if size is None else size, hard))


class Bot(Process):
    """``wadul reporter`` or ``wadul duty``, born in the nursery: a process of its own that has read the program."""

    async def _begin(self, log: int) -> Born:
        return await Born().come(self._command, self._environment, log)


class Processes:
    """Both processes of a town, started with what the office gives them."""

    def __init__(self, town: Town, **environment: str) -> None:
        self.town = town
        self._environment = environment
        self._living: dict[str, Process] = {}
        self.metrics = {side: free_port() for side in ("reporter", "duty")}

    def settings(self) -> Settings:
        for name in [name for name in os.environ if name.startswith("WADUL_") and name != "TEST_POSTGRES"]:
            del os.environ[name]
        return Settings(
            _env_file=None,
            home=self.town.office_home,
            runtime_dir=self.town.home / "runtime",
            reporter_token_file=self.town.home / "reporter.token",
            duty_token_file=self.town.home / "duty.token",
            passphrase_file=self.town.home / "passphrase",
            api_base=self.town.sandbox.url,
            duty_chat=self.town.group_id,
            reporter_metrics=f"127.0.0.1:{self.metrics['reporter']}",
            duty_metrics=f"127.0.0.1:{self.metrics['duty']}",
        )

    def environment(self, side: str) -> dict[str, str]:
        address = self.town.home / f"{side}.database"
        address.write_text(self.town.url_of(side))
        settings = self.settings().model_copy(update={"database_url_file": address})
        environment = environment_of(side, settings) | self._environment
        if side == "duty":
            environment["WADUL_PASSPHRASE_FILE"] = str(self.town.home / "passphrase")
        return environment

    async def start(self, *sides: str, by_hand: bool = False, within: float = START_WITHIN) -> None:
        """Start them, and wait until each polls; ``by_hand``: as the office does, by a command of its own."""
        for side in sides:
            given = self.environment(side), self.town.home / f"{side}.log"
            process = Process([sys.executable, "-m", "bot", side], *given) if by_hand else Bot([side], *given)
            self._living[side] = await process.start()
        await asyncio.gather(*(self._living[side].ready(within) for side in sides))

    def __getitem__(self, side: str) -> Process:
        return self._living[side]

    async def up(self) -> Processes:
        """Both are running, whatever happened before."""
        self.town.sandbox.faults.clear()
        dead = [side for side in ("reporter", "duty") if side not in self._living or self[side].code is not None]
        await self.start(*dead)
        return self

    async def restart(self, side: str) -> None:
        """kill -9, and start again."""
        await self[side].kill()
        await self.start(side)

    async def down(self) -> None:
        for process in self._living.values():
            await process.kill()


def nobody_else() -> Floor:
    """The floor of a process that is alone."""
    return Floor(None, lambda chat: {}, lambda chat, told: None, lambda: asyncio.sleep(0))


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def told_to(pid: int) -> str:
    """A process's command line and environment, as anybody on the machine could read them."""
    at = Path(f"/proc/{pid}")
    return ((at / "cmdline").read_bytes() + b"\0" + (at / "environ").read_bytes()).decode("utf-8", "replace")


# -- thumbs ------------------------------------------------------------------------------------------------------


def button(side: Side, id: str) -> str | None:
    """The data of the newest button with this id."""
    for message in reversed(side.messages):
        for _, data in message["buttons"]:
            if data is not None and data.split("|")[0] == id:
                return str(data)
    return None


async def tap(side: Side, *ids: str, within: float = 30) -> None:
    """Tap buttons one after the other, each when it is there, and wait until the tap is answered, which is after its
    commit, and for what it changes. A change alone may come of the tap before: an old screen leaves late."""
    for id in ids:
        data = await side.until(lambda id=id: button(side, id), within, f"No button {id}")  # type: ignore[misc]
        before = _looks(side)
        query = await side.tap(data=data)
        await eventually(lambda query=query: not side.is_turning(query), within, f"No answer to {id}")  # type: ignore[misc]
        await side.until(lambda before=before: _looks(side) != before, within, f"Nothing after {id}")  # type: ignore[misc]


async def say(side: Side, text: str, within: float = 30) -> dict[str, Any]:
    """Type, and wait for the answer."""
    sent = await side.send(text)
    return await side.wait(lambda message: True, within, since=sent["message_id"])


async def calls_for_help(side: Side, *, answer: str = "distress.write") -> None:
    """From /start to the distress alert: four actions."""
    await say(side, "/start")
    await tap(side, "safety.no", CEPU, answer)


async def files(side: Side, *words: str, age: str = "age.15_17", insider: str = "insider.none") -> None:
    """A whole report, sent."""
    await say(side, "/start")
    await tap(side, "safety.yes", "privacy.yes", "saving.go", "who.self", age, insider)
    for one in words or ("kemarin aku dipukul",):
        await say(side, one)
        await past_what_was_heard(side)
    await tap(side, "submit")
    await side.wait(RECEIPT)


async def past_what_was_heard(side: Side) -> None:
    """Skip the question about what the words may mean, for the stories that are about something else.

    *Kirim sekarang* stands on that question and on the screen after it, so wait for the later one.
    """
    if button(side, "heard.yes"):
        asked = button(side, "skip")
        await tap(side, "skip")
        await side.until(lambda: button(side, "skip") != asked, 10, "Nothing after the question was skipped")


async def eventually(found: Callable[[], Any], within: float = 30, otherwise: str = "it did not happen") -> Any:
    """Wait until `found()` is true."""
    try:
        async with asyncio.timeout(within):
            while not (result := found()):  # noqa: ASYNC110 - nobody rings when a file changes
                await asyncio.sleep(0.02)
            return result
    except TimeoutError:
        raise AssertionError(f"{otherwise} within {within} s") from None


def _looks(side: Side) -> Any:
    return [(m["message_id"], m["text"], m["buttons"]) for m in side.messages], len(side.toasts)


def copy_home(template: Path, home: Path) -> Path:
    """A founded home, for one test."""
    shutil.copytree(template, home, dirs_exist_ok=True)
    return home

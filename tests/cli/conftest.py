"""Somebody at the office's machine: what they type, what they read, and the homes they have."""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from nacl.pwhash import argon2id

from bot.cli import main
from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Person, Sandbox
from flows import office as offices
from flows.events import Event, Started, Wrote, tapped
from flows.lint import Findings, lint
from flows.office_file import read_office
from flows.outcome import Screen
from flows.wording import write
from storage import sealing
from storage.database import Database
from storage.keyring import ReporterKeys
from storage.sealing import Address
from storage.turns import Arrived, Turns

PASSPHRASE = "lima kata untuk kantor uji"
GROUP = -1_001_234_567_890
QUICK = (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)


@dataclass(frozen=True)
class Done:
    """A command that ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


@pytest.fixture(scope="session", autouse=True)
def _linted_once() -> Iterator[None]:
    """The flow of an office is looked through once, not each time a command starts."""

    known: dict[str, Findings] = {}

    def once(office: offices.Office, *, others: Sequence[offices.Office] = ()) -> Findings:
        asked = "\n".join(one.model_dump_json() for one in (office, *others))
        if asked not in known:
            known[asked] = lint(office, others=others)
        return known[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.doctor.lint", once)
        yield


class Terminal:
    """Types commands as a person does, in this process: the entry point itself, so that nothing is skipped.

    ``settings`` are the ``WADUL_…`` variables of this person's shell; the machine's own are never seen.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings: dict[str, str] = {}

    def __call__(self, *typed: str | int | Path, stdin: str = "") -> Done:
        raw, err = io.BytesIO(), io.StringIO()
        out = io.TextIOWrapper(raw, "utf-8", write_through=True)
        before, kept = dict(os.environ), (sys.argv, sys.stdin, os.getcwd(), os.umask(0o022))
        for name in [name for name in os.environ if name.startswith("WADUL_")]:
            del os.environ[name]
        os.environ |= {"COLUMNS": "240", "TERM": "dumb", **self.settings}
        sys.argv, sys.stdin = ["wadul", *map(str, typed)], io.StringIO(stdin)
        os.chdir(self.folder)
        code = 0
        try:
            with redirect_stdout(out), redirect_stderr(err):
                main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        finally:
            sys.argv, sys.stdin = kept[0], kept[1]
            os.chdir(kept[2])
            os.umask(kept[3])
            os.environ.clear()
            os.environ.update(before)
        done = Done(code, raw.getvalue().decode("utf-8", "replace"), err.getvalue())
        assert "Traceback" not in done.said
        return done


@dataclass(frozen=True)
class Office:
    """A home made by ``wadul init``, and what its page said."""

    home: Path
    page: str
    recovery: str
    escalation: str


@pytest.fixture
def wadul(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One office, made once; `home` gives each test a copy."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "passphrase").write_text(PASSPHRASE + "\n")
    typing = Terminal(folder)
    typing.settings["WADUL_RUNTIME_DIR"] = str(folder / "runtime")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "PASSPHRASE_COST", QUICK)
        done = typing("init", "--home", folder / "office", "--passphrase-file", folder / "passphrase")
    assert done.code == 0, done.err
    after = {label: done.out.split(label)[1].split()[0] for label in ("Kode pemulihan", "Kunci eskalasi")}
    return Office(folder / "office", done.out, after["Kode pemulihan"], after["Kunci eskalasi"])


@pytest.fixture
def home(made: Office, wadul: Terminal) -> Path:
    """A home of this test's own; the terminal's settings point to it."""
    shutil.copytree(made.home.parent, wadul.folder / "kantor", dirs_exist_ok=True)
    at = wadul.folder / "kantor"
    for path in (at / "office", at / "office" / "keys"):
        path.chmod(0o700)
    wadul.settings |= {
        "WADUL_HOME": str(at / "office"),
        "WADUL_RUNTIME_DIR": str(at / "runtime"),
        "WADUL_PASSPHRASE_FILE": str(at / "passphrase"),
    }
    return at / "office"


@pytest.fixture(autouse=True)
def _quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks and receipts that cost nearly nothing; test_sealing asserts the real cost."""
    monkeypatch.setattr(sealing, "PASSPHRASE_COST", QUICK)
    monkeypatch.setattr(sealing, "RECEIPT_COST", QUICK)


class Teller:
    """Somebody who tells, through the same turns as the reporters' bot and without it."""

    def __init__(self, home: Path, chat_id: int = 7_000_000_001) -> None:
        office = read_office((home / "office.toml").read_text("utf-8"))
        self._keys = ReporterKeys.load(home, home.parent / "runtime", datetime.now(UTC))
        self.db = Database(f"sqlite:///{home / 'wadul.db'}")
        self._turns = Turns(self.db, self._keys, office)
        self._chat, self._update = chat_id, chat_id % 1_000_000
        self._screen: Screen | None = None

    def tells(self, *acts: str) -> None:
        """``>words`` are typed, anything else is the id of a button on the screen."""
        for act in ("/start", *acts):
            self._update += 1
            tag = self._keys.tagger.tag("sesi", self._chat)
            arrived = Arrived(self._update, tag, Address(self._chat), self._event(act), {})
            (told,) = self._turns.take([arrived]).told
            assert told.screen is not None
            self._screen = told.screen

    def _event(self, act: str) -> Event:
        now = datetime.now(UTC)
        if act == "/start":
            return Started(now)
        if act.startswith(">"):
            return Wrote(now, act[1:])
        assert self._screen is not None
        data = [key.data for row in write(self._screen).rows for key in row]
        event = tapped(now, next(one for one in data if one.split("|")[0] == act))
        assert event is not None
        return event


ORDINARY = (
    *("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none"),
    *(">takut pulang ke rumah", "act.hit", "done", "when.72h", "33.16.05", "submit"),
)
ABOUT_THE_OFFICE = tuple("insider.some" if act == "insider.none" else act for act in ORDINARY)


@pytest.fixture
def case(home: Path) -> str:
    """The number of a case somebody filed."""
    return filed(home, *ORDINARY)


@pytest.fixture
def sealed_case(home: Path) -> str:
    """The number of a case about somebody at the office."""
    return filed(home, *ABOUT_THE_OFFICE)


def filed_again(home: Path) -> str:
    """The number of another case, from another chat."""
    return filed(home, *ORDINARY, chat_id=7_000_500_002)


def filed(home: Path, *acts: str, chat_id: int = 7_000_000_001) -> str:
    teller = Teller(home, chat_id)
    teller.tells(*acts)
    with teller.db.reading() as conn:
        number = conn.exec_driver_sql("SELECT number FROM cases ORDER BY id DESC LIMIT 1").scalar_one()
    teller.db.close()
    return str(number)


class Telegram:
    """The sandbox, and a home whose settings are complete: bots, group, an officer who is the head and is ready."""

    def __init__(self, sandbox: Sandbox, wadul: Terminal, officer: Person) -> None:
        self.sandbox, self.wadul, self.officer = sandbox, wadul, officer

    async def doctor(self) -> Done:
        """``wadul doctor``, while the sandbox goes on answering."""
        return await asyncio.to_thread(self.wadul, "doctor")


@pytest.fixture
async def telegram(home: Path, wadul: Terminal) -> AsyncIterator[Telegram]:
    sandbox = Sandbox()
    officer = sandbox.person("Petugas Uji")
    sandbox.group("Piket P3A", id=GROUP, bots=[DUTY_TOKEN], members=[officer])
    await sandbox.start()
    for side, token in (("REPORTER", REPORTER_TOKEN), ("DUTY", DUTY_TOKEN)):
        path = home.parent / f"{side.lower()}.token"
        path.write_text(token)
        wadul.settings[f"WADUL_{side}_TOKEN_FILE"] = str(path)
    wadul.settings |= {"WADUL_API_BASE": sandbox.url, "WADUL_DUTY_CHAT": str(GROUP)}
    assert wadul("officer", "add", "--telegram-id", officer.id, "--name", "Bu Kepala", "--role", "head").code == 0
    start(home, officer.id)
    yield Telegram(sandbox, wadul, officer)
    await sandbox.stop()


def start(home: Path, telegram_id: int) -> None:
    """This officer pressed Start in the duty bot."""
    from storage import roster

    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.writing() as conn:
        roster.mark_started(conn, "33.16", telegram_id, datetime.now(UTC))
    db.close()


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """Commands narrow the umask of their process; ours goes on."""
    mask = os.umask(0o022)
    yield
    os.umask(mask)

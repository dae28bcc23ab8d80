"""The bots as processes of their own, in a home that lives as long as the run, and what each uses of the machine."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.founding import found
from bot.settings import Settings, environment_of
from flows.office import Office
from flows.office_file import default_office_text, read_office
from storage import roster
from storage.database import Database
from tests.bench import echo, tutorial
from tests.bot.town import PASSPHRASE, Process

REPORTER, DUTY = "70001:DEMO-bench-reporter", "70002:DEMO-bench-duty"
GROUP, OFFICER = -1_001_234_567_890, 5_000_000_001
_TICK = os.sysconf("SC_CLK_TCK")


class Home:
    """An office with keys, a database and one officer who pressed Start."""

    def __init__(self, at: Path, api_base: str) -> None:
        at.mkdir(parents=True)
        self.at, self.office_home = at, at / "office"
        for name, secret in (("passphrase", PASSPHRASE), ("reporter.token", REPORTER), ("duty.token", DUTY)):
            (at / name).write_text(secret)
        self.settings = Settings(
            _env_file=None,
            home=self.office_home,
            runtime_dir=at / "runtime",
            reporter_token_file=at / "reporter.token",
            duty_token_file=at / "duty.token",
            passphrase_file=at / "passphrase",
            api_base=api_base,
            duty_chat=GROUP,
        )
        found(self.settings, at / "passphrase")
        (self.office_home / "office.toml").write_text(default_office_text().replace('"terminal"', '"chat"'), "utf-8")
        db = self.database()
        now = datetime.now(UTC)
        roster.add(db, self.office.code, OFFICER, "Petugas", "head", now)
        with db.writing() as conn:
            roster.mark_started(conn, self.office.code, OFFICER, now)
        db.close()

    @property
    def office(self) -> Office:
        return read_office((self.office_home / "office.toml").read_text("utf-8"))

    def database(self) -> Database:
        return Database(self.settings.database())

    async def start(self, side: str) -> Process:
        """One of ours, as the office starts it."""
        environment = environment_of(side, self.settings) | _LOCAL
        if side == "duty":
            environment["WADUL_PASSPHRASE_FILE"] = str(self.at / "passphrase")
        command = [sys.executable, "-m", "bot", side]
        process = await Process(command, environment, self.at / f"{side}.log").start()
        await process.ready()
        return process


_LOCAL = {"NO_PROXY": "127.0.0.1"}


async def side_program(name: str, at: Path, api_base: str) -> Process:
    """One of the others: ``echo`` or ``tutorial``."""
    command = [sys.executable, "-m", f"tests.bench.{name}", api_base, str(at / f"{name}.db")]
    process = await Process(command, dict(os.environ) | _LOCAL, at / f"{name}.log").start()
    await process.ready()
    return process


TOKENS = {"wadul": REPORTER, "echo": echo.TOKEN, "tutorial": tutorial.TOKEN}


def cpu(process: Process) -> float:
    """Seconds of CPU it has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def resident(process: Process) -> int:
    """Bytes in memory that are its own."""
    for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Private_Dirty"):
            return int(line.split()[1]) * 1024
    raise LookupError("Private_Dirty")

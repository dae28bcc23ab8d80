"""The whole real processes, killed: `python -m tests.faults.processes`.

Both bots as the office starts them, against the sandbox server; people tell all the while, and in turns one of the
processes gets a SIGKILL at a random moment and is started again, while the other stays up. One that does not come up is
started again, as systemd does, and what it said is told. Afterwards everybody has a receipt, every report opens whole,
and each chat of the desk heard of every case, by one code for each call. Exits with 1 otherwise. A start costs six CPU
seconds: not for the suite.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.duty.alerts import dedupe
from bot.founding import Paper, found
from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Side
from bot.settings import Settings
from flows.wording import text
from storage import audit, outbox
from storage.fanout import GROUP
from storage.filing import NUMBER
from storage.keyring import DutyKeys
from storage.tables import Row
from tests.bot.machines import WideTown
from tests.bot.town import PASSPHRASE, RECEIPT, Processes, Town, _looks
from tests.faults.holding import ONE_BY_ONE
from tests.faults.telegram import PLANS
from tests.faults.telling import tell
from tests.storage.conftest import PostgreSQL

AT_ONCE = 3  # people who tell at the same time
PATIENCE = 12.0  # seconds until somebody taps once more
LATEST = 4.0  # seconds from a start to the next kill, at the most
UP_WITHIN, ANSWERED_WITHIN = 600.0, 600.0  # seconds, however busy the machine is
SENT = "SELECT kind, destination, code, case_id, done_hour FROM outbox WHERE kind IN ('alert', 'digest') ORDER BY id"
OWED = "SELECT 1 FROM outbox WHERE kind = 'alert' AND done_hour IS NULL"
# Of digests what is due: a reminder may draw others into a later one.
DRAWN = "SELECT 1 FROM outbox WHERE kind = 'digest' AND done_hour IS NULL AND (next_try_at IS NULL OR tries > 0)"
STARTS = 5  # times a process is started until it counts as one that stays away

_ALERT = re.compile(
    rf"(?P<number>{NUMBER.pattern}).*\bkode (?P<code>\S+)(?: · panggilan ke-(?P<calls>\d+))?", re.DOTALL
)
_DIGEST = text("desk-digest", calm="|", low="|").partition("|")[0]


@dataclass
class Tally:
    """What came of it."""

    kills: Counter[str] = field(default_factory=Counter)
    told: int = 0
    twice: int = 0
    refused: list[str] = field(default_factory=list)  # the last words of a process that did not come up
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sent:
    """A row of the outbox for the desk."""

    kind: str
    destination: str
    code: str
    case_id: int | None
    done_hour: Any


async def tells(side: Side, words: str) -> None:
    """Somebody tells to the end, or calls for help when there are no ``words``; they tap again when nobody answers."""
    plan = PLANS["early" if words else "help"]
    wrote, last, tapped = False, "/start", set[str]()
    await side.send("/start")
    while True:
        before = _looks(side)
        offered = _buttons(side)
        called = any(word.startswith("distress.write") for word in tapped) and "distress.write" not in offered
        if any(RECEIPT in message["text"] for message in side.messages) or (called and "next" in offered):
            return
        data = next((offered[id] for id in plan if id in offered), None)
        if "words.hard" in offered and not wrote:
            wrote, data = True, None
            await side.send(words)
        elif data is None and "skip" in offered and wrote:
            data = offered["skip"]
        if data is not None:
            tapped.add(data)
            await side.tap(data=data)
        elif last == "silent":
            await side.send("/start")
        last = await _changes(side, before)


async def _changes(side: Side, before: Any) -> str:
    try:
        async with asyncio.timeout(PATIENCE):
            while _looks(side) == before:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        return "heard"
    except TimeoutError:
        return "silent"


def _buttons(side: Side) -> dict[str, str]:
    for message in reversed(side.messages):
        if message["buttons"]:
            return {str(data).split("|")[0]: str(data) for _, data in message["buttons"] if data is not None}
    return {}


async def kill(
    home: Path, kills: int, seed: int, after_each: Callable[[], None], server: PostgreSQL | None = None
) -> Tally:
    """Found an office in ``home``, start both bots, and kill them so many times; its database is a file of ``home``,
    or one of the ``server``."""
    luck, tally = random.Random(seed), Tally()
    founded(home)
    keys = DutyKeys.load(home / "office", PASSPHRASE)
    town = Town(home, keys) if server is None else WideTown(home, keys, server)
    await town.open()
    processes = Processes(town)
    people: dict[Side, str] = {}

    async def comes_and_tells() -> None:
        while sum(tally.kills.values()) < kills:
            side = town.reporter(f"Orang {len(people)}")
            people[side] = f"cerita nomor {len(people)}" if luck.random() < 0.5 else ""
            await tells(side, people[side])
            tally.told += 1

    sides = ["reporter", "duty"]
    for side in sides:
        await _comes_up(processes, side, tally)
    telling = [asyncio.create_task(comes_and_tells()) for _ in range(AT_ONCE)]
    try:
        for number in range(kills):
            await asyncio.sleep(luck.uniform(0, LATEST))
            side = sides[number % 2]
            _is_alive(processes, side, tally)
            await processes[side].kill()
            tally.kills[side] += 1
            await _comes_up(processes, side, tally)
            after_each()
        await asyncio.wait(telling, timeout=ANSWERED_WITHIN)
        tally.broken += ["somebody was not answered" for one in telling if not one.done() or one.exception()]
        tally.broken += [] if tally.told else ["nobody told anything"]
        if not await _until(lambda: not town.rows(OWED), ANSWERED_WITHIN):
            tally.broken.append("alerts never arrived")
        with town.database() as db, db.writing() as conn:
            outbox.hurry(conn, "digest", datetime.now(UTC))
        if not await _until(lambda: not town.rows(DRAWN), ANSWERED_WITHIN):
            tally.broken.append("a digest was never said")
        for side in sides:
            _is_alive(processes, side, tally)
        await processes.down()  # nothing changes any more
        _look(town, people, tally)
    finally:
        for one in telling:
            one.cancel()
        await processes.down()
        await town.close()
    return tally


async def _comes_up(processes: Processes, side: str, tally: Tally) -> None:
    """Start it, and wait until it polls. Raises AssertionError when it stays away."""
    for left in reversed(range(STARTS)):
        try:
            await processes.start(side, within=UP_WITHIN)
            return
        except AssertionError as why:
            lines = str(why).split("\nassert ")[0].strip().splitlines()
            tally.refused.append(f"{side}: {lines[-1] if lines else 'nothing'}"[:400])
            await processes[side].kill()
            if not left:
                raise


def _is_alive(processes: Processes, side: str, tally: Tally) -> None:
    if (code := processes[side].code) is not None:
        tally.broken.append(f"the {side} process ended by itself ({code})")


async def _until(holds: Callable[[], bool], within: float) -> bool:
    ends = time.monotonic() + within
    while not holds() and time.monotonic() < ends:  # noqa: ASYNC110 - nobody rings
        await asyncio.sleep(0.2)
    return holds()


def _look(town: Town, people: dict[Side, str], tally: Tally) -> None:
    reports, cases = Row.metadata.tables["reports"], Row.metadata.tables["cases"]
    with town.database() as db, db.reading() as conn:
        snapshots = dict(conn.execute(select(reports.c.id, reports.c.snapshot)).all())
        numbers = dict(conn.execute(select(cases.c.number, cases.c.urgency)).all())
        if audit.verify(conn) is not None:
            tally.broken.append("the chain is broken")
    for side, words in people.items():
        session = town.session_of(side)
        try:
            record = town.duty_keys.office_key.open("report", session.report_id, snapshots[session.report_id])
            if [one["text"] for one in record["words"]] != ([words] if words else []):
                tally.broken.append("somebody's words do not stand there once")
        except Exception as error:
            tally.broken.append(f"a report is lost or torn ({type(error).__name__})")
    if len(numbers) != len(people):
        tally.broken.append(f"{len(numbers)} cases of {len(people)} people")
    shown = {GROUP: town.group, f"officer:{town.number('SELECT id FROM officers')}": town.desk}
    rows = town.rows(
        "SELECT kind, destination, code, case_id, done_hour FROM outbox WHERE kind IN ('alert', 'digest') ORDER BY id"
    )
    texts = {chat: [message["text"] for message in side.messages] for chat, side in shown.items()}
    tally.twice, wrong = heard(texts, [Sent(*row) for row in rows], numbers)
    tally.broken += wrong
    if not isinstance(town, WideTown) and town.rows("PRAGMA integrity_check") != [("ok",)]:
        tally.broken.append("the file is not whole")


def heard(
    texts: Mapping[str, Sequence[str]], rows: Sequence[Sent], urgencies: Mapping[str, str]
) -> tuple[int, list[str]]:
    """What each chat of the desk was shown, against what it was owed: how many alerts came more than once, and what
    does not hold."""
    broken: list[str] = []
    alerts = [row for row in rows if row.kind == "alert" and row.destination in texts]
    digests = [row for row in rows if row.kind == "digest" and row.done_hour is not None]
    owed = {(row.destination, dedupe(row.code)) for row in alerts}
    newest = {(row.destination, row.case_id): row for row in alerts}
    codes: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    shown = Counter[tuple[str, str]]()
    for chat, said in texts.items():
        for line in said:
            if found := _ALERT.search(line):
                shown[chat, found["code"]] += 1
                raised = found["code"].split(".")[1:2]
                codes[chat, found["number"], found["calls"] or "1", *raised].add(found["code"])
        owes = max(sum(row.destination == one for row in digests) for one in (chat, "desk"))
        if (told := sum(line.startswith(_DIGEST) for line in said)) < owes:
            broken.append(f"of {owes} digests {told} were said")
    broken += ["an alert shows a code that is not owed" for one in shown if one not in owed]
    broken += ["a call came under more than one code" for some in codes.values() if len(some) > 1]
    # An older call that a newer one overtook says nothing.
    for (chat, _), row in newest.items():
        if row.done_hour is not None and (chat, dedupe(row.code)) not in shown:
            broken.append("an alert is marked as sent and was not")
    drawn_in = any(row.kind == "digest" for row in rows)
    for number, urgency in urgencies.items():
        for chat in texts if urgency in ONE_BY_ONE or not drawn_in else ():
            if not any(at == chat and code.startswith(f"{number}.") for at, code in shown):
                broken.append("somebody never heard of a case")
    return sum(count - 1 for count in shown.values()), broken


def founded(home: Path) -> Paper:
    """An office in ``home/office``, with its passphrase and tokens beside it. Gives what goes on paper."""
    (home / "passphrase").write_text(PASSPHRASE)
    (home / "reporter.token").write_text(REPORTER_TOKEN)
    (home / "duty.token").write_text(DUTY_TOKEN)
    return found(Settings(_env_file=None, home=home / "office", runtime_dir=home / "runtime"), home / "passphrase")


def main() -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    given = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    given.add_argument("--kills", type=int, default=100)
    given.add_argument("--postgres", metavar="URL", help="on a real PostgreSQL; a SQLite file otherwise")
    given.add_argument("--seed", type=int, default=1)
    asked = given.parse_args()
    began = time.monotonic()
    columns = (TextColumn("kills"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    shown = Progress(*columns, console=Console(stderr=True))
    with tempfile.TemporaryDirectory(prefix="wadul-processes-") as home, shown as progress:
        task = progress.add_task("kills", total=asked.kills)
        server = PostgreSQL(asked.postgres) if asked.postgres else None
        tally = asyncio.run(kill(Path(home), asked.kills, asked.seed, lambda: progress.advance(task), server))
        if server is not None:
            server.close()
    counts = (
        *((f"of the {side} process", count) for side, count in tally.kills.most_common()),
        ("reports told to their receipt", tally.told),
        ("starts that had to be tried again", len(tally.refused)),
        ("alerts the desk saw more than once in one chat", tally.twice),
        ("broken promises", len(tally.broken)),
        ("seconds", round(time.monotonic() - began)),
    )
    where = "PostgreSQL" if asked.postgres else "SQLite"
    title = f"{tally.kills.total()} SIGKILLs on whole processes, {where}, seed {asked.seed}"
    for one in tally.refused:
        print("did not come up:", one)
    return tell(title, counts, tally.broken)


if __name__ == "__main__":
    sys.exit(main())

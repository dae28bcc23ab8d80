"""The metrics: what a machine may watch, and that nobody who watches can tell when somebody reports."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.metrics import door
from bot.metrics.coarse import STEPS, NextDay, Tick, in_fives, waited
from bot.metrics.door import PLAIN, Door
from bot.metrics.figures import Figures
from bot.metrics.text import Histogram, gauge, page
from bot.settings import Settings
from storage import pulses
from storage.outbox import Owed

from .at_work import Room
from .town import CEPU, Processes, calls_for_help, free_port, say

NUMBERS = "SELECT number FROM cases"
AREAS = ("Blora", "Cepu", CEPU)

# Every line there may ever be. What is not in here is not shown: a new line needs its reason beside `coarse`.
NUMBER = r"-?\d+(\.\d+)?(e[+-]\d+)?"
HISTOGRAM = rf'(_bucket{{le="({NUMBER}|\+Inf)"}}|_sum|_count) {NUMBER}'
PARTS = "|".join(pulses.PARTS)
STEP = "|".join(str(step) for step in (0, *STEPS))
LINES = (
    r"# (HELP|TYPE) wadul_[a-z_]+ .+",
    rf'wadul_start_time_seconds{{side="(reporter|duty)"}} {NUMBER}',
    r'wadul_ready{check="(database|keys|polling)"} [01]',
    rf'wadul_pulse_age_minutes{{part="({PARTS})"}} \d+',
    rf"wadul_oldest_undelivered_seconds ({STEP})",
    rf'wadul_oldest_unacknowledged_seconds{{urgency="(DARURAT|TINGGI)"}} ({STEP})',
    r"wadul_cases_open \d*[05]",
    r"wadul_officers_reachable \d+",
    rf"wadul_look_seconds{HISTOGRAM}",
    rf"wadul_delivered_seconds{HISTOGRAM}",
)


def strangers(said: str) -> list[str]:
    """Lines that must not be there."""
    return [line for line in said.splitlines() if not any(re.fullmatch(form, line) for form in LINES)]


# -- over a house of this test's own -------------------------------------------------------------------------------


class Watcher:
    """Somebody who asks the desk's port again and again, and keeps every answer."""

    def __init__(self, room: Room, side: str = "duty") -> None:
        self.house = room.house
        settings = Settings(
            _env_file=None, home=room.house.home, duty_metrics="127.0.0.1:9", reporter_metrics="[::1]:9"
        )
        keys = room.house.desk_keys if side == "duty" else None
        self.figures = Figures(side, settings, room.house.db, (room.house.office,), keys)
        self.heard = time.monotonic()
        self.figures.listen(lambda: self.heard)
        self.figures.looked(0.01)

    def looks(self, **passing: float) -> str:
        """Time passes, a look falls due, and the watcher reads."""
        self.house.passes(**passing)
        self.figures.look(self.house.clock)
        said = page(self.figures.metrics(self.house.clock))
        assert strangers(said) == []
        return said

    def until_the_grid(self) -> str:
        """To just after the next five minutes of the clock."""
        return self.looks(seconds=300 - self.house.clock.timestamp() % 300 + 1)

    def until_the_hour(self) -> str:
        return self.looks(seconds=3600 - self.house.clock.timestamp() % 3600 + 1)

    def page(self, path: str) -> tuple[int, str]:
        status, _, body = self.figures.pages()[path]()
        return status, body


def value(said: str, name: str) -> str:
    (found,) = re.findall(rf"^{re.escape(name)} (.+)$", said, re.MULTILINE)
    return str(found)


@pytest.fixture
def watcher(room: Room) -> Watcher:
    room.house.officer("Sri", "head")
    watcher = Watcher(room)
    watcher.looks()
    watcher.until_the_hour()
    return watcher


@pytest.mark.parametrize("side", ["duty", "reporter"])
def test_nobody_who_watches_can_tell_that_one_person_reports_now(room: Room, side: str) -> None:
    sri = room.house.officer("Sri", "head")
    watcher = Watcher(room, side)
    watcher.looks()
    before = watcher.until_the_hour()
    child = room.house.person()
    for act in (
        lambda: child.calls_for_help(),
        lambda: child.writes("dia pulang sebentar lagi"),
        lambda: room.house.delivers(),
    ):
        act()
        assert watcher.looks(seconds=20) == before
    # Nothing rings on the grid either, when she is answered within five minutes ...
    room.house.acknowledges(sri, child.number)
    assert watcher.until_the_grid() == before
    # ... and at the full hour one case more is no case more: a count moves in fives.
    room.house.passes(minutes=54)
    room.house.delivers()
    assert watcher.until_the_hour() == before


def test_an_urgent_case_nobody_takes_is_seen_on_the_grid_and_in_steps(room: Room, watcher: Watcher) -> None:
    room.house.passes(minutes=2)
    room.house.person().calls_for_help()
    room.house.delivers()
    name = 'wadul_oldest_unacknowledged_seconds{urgency="DARURAT"}'
    assert value(watcher.until_the_grid(), name) == "0", "three minutes are nobody's business"
    assert value(watcher.looks(minutes=4, seconds=50), name) == "0", "not between two grid lines"
    assert value(watcher.until_the_grid(), name) == "300"
    assert value(watcher.looks(minutes=5), name) == "600"
    assert value(watcher.looks(minutes=30), name) == "1800", "the step below"
    assert 'urgency="SEDANG"' not in watcher.looks()


def test_what_cannot_be_sent_is_seen_on_the_grid(room: Room, watcher: Watcher) -> None:
    assert value(watcher.until_the_grid(), "wadul_oldest_undelivered_seconds") == "0"
    room.house.person().calls_for_help()
    assert value(watcher.until_the_grid(), "wadul_oldest_undelivered_seconds") == "0"
    assert value(watcher.looks(minutes=5), "wadul_oldest_undelivered_seconds") == "300"
    room.house.delivers()
    assert value(watcher.looks(minutes=5), "wadul_oldest_undelivered_seconds") == "0"


def test_open_cases_move_at_the_full_hour_and_in_fives(room: Room, watcher: Watcher) -> None:
    for number in range(6):
        room.house.person(7_000 + number).calls_for_help()
        assert value(watcher.looks(), "wadul_cases_open") == "0"
    assert value(watcher.until_the_hour(), "wadul_cases_open") == "5"
    assert [in_fives(count) for count in (0, 1, 4, 5, 9, 10, 514)] == [0, 0, 0, 5, 5, 10, 510]


def test_the_reporters_side_shows_nothing_of_cases(room: Room) -> None:
    watcher = Watcher(room, "reporter")
    watcher.looks()
    room.house.person().calls_for_help()
    said = watcher.until_the_hour() + watcher.until_the_grid()
    assert "unacknowledged" not in said
    assert "cases" not in said
    assert "wadul_oldest_undelivered_seconds 0" in said


async def test_a_delivery_joins_its_histogram_a_day_later_with_four_others(room: Room, watcher: Watcher) -> None:
    sent: list[Owed] = []

    async def deliver(owed: Owed) -> None:
        sent.append(owed)

    def owed(kind: str = "alert", destination: str = "desk", ago: float = 3.0) -> Owed:
        due = datetime.now(UTC) - timedelta(seconds=ago)
        return Owed(1, "duty", "33.16", kind, destination, "K7Q2M.0", due, 1, 0, 1, None, None, {})

    timed = watcher.figures.timing(deliver)
    for _ in range(4):
        await timed(owed())
    await timed(owed("remind"))
    await timed(owed(destination="officer:1"))
    assert len(sent) == 6
    assert value(watcher.until_the_grid(), "wadul_delivered_seconds_count") == "0"
    assert value(watcher.looks(days=1), "wadul_delivered_seconds_count") == "0", "four are too few"
    await timed(owed(ago=40))
    assert value(watcher.until_the_grid(), "wadul_delivered_seconds_count") == "0", "not on the same day"
    said = watcher.looks(days=1)
    assert value(said, "wadul_delivered_seconds_count") == "5"
    assert value(said, 'wadul_delivered_seconds_bucket{le="5"}') == "4"
    assert value(said, 'wadul_delivered_seconds_bucket{le="60"}') == "5"


async def test_a_delivery_that_fails_is_not_timed_and_fails_as_before(room: Room, watcher: Watcher) -> None:
    async def deliver(owed: Owed) -> None:
        raise OSError

    due = datetime.now(UTC)
    with pytest.raises(OSError):
        await watcher.figures.timing(deliver)(
            Owed(1, "duty", "33.16", "alert", "desk", "K7Q2M.0", due, 1, 0, 1, None, None, {})
        )


def test_where_no_setting_asks_nothing_is_wrapped_and_nothing_runs(room: Room) -> None:
    figures = Figures("duty", Settings(_env_file=None, home=room.house.home), room.house.db, (room.house.office,))

    async def deliver(owed: Owed) -> None: ...

    assert figures.timing(deliver) is deliver
    asyncio.run(asyncio.wait_for(figures.run(), 5))


# -- is it ready ----------------------------------------------------------------------------------------------------


def test_ready_is_a_database_keys_and_polling(room: Room, watcher: Watcher) -> None:
    assert watcher.page("/readyz") == (200, "ok\n")
    watcher.heard = 0.0
    assert watcher.page("/readyz") == (503, "polling\n")
    watcher.heard = time.monotonic() - 61
    assert watcher.page("/readyz") == (503, "polling\n")
    watcher.heard = time.monotonic() - 59
    (room.house.home / "keys" / "duty" / "office.wrapped").rename(room.house.home / "away")
    watcher.looks()
    assert watcher.page("/readyz") == (503, "keys\n")
    assert watcher.page("/healthz") == (200, "ok\n")


def test_the_reporters_side_misses_its_own_keys_only(room: Room) -> None:
    watcher = Watcher(room, "reporter")
    (room.house.home / "keys" / "duty" / "office.wrapped").rename(room.house.home / "away")
    watcher.looks()
    assert watcher.page("/readyz") == (200, "ok\n")
    (room.house.home / "keys" / "reporter" / "tag.key").rename(room.house.home / "away")
    watcher.looks()
    assert watcher.page("/readyz") == (503, "keys\n")


def test_a_database_nobody_could_look_at_for_a_minute_is_not_there(room: Room, watcher: Watcher) -> None:
    fresh = Figures("duty", Settings(_env_file=None, home=room.house.home), room.house.db, (room.house.office,))
    assert fresh.checks() == {"database": False, "keys": False, "polling": False}
    watcher.figures._looked = time.monotonic() - 61
    assert watcher.page("/readyz") == (503, "database\n")


def test_the_age_of_a_pulse_is_told_in_whole_minutes(room: Room, watcher: Watcher) -> None:
    with room.house.db.writing() as conn:
        pulses.beat(conn, room.house.office.code, "reporter-listener", room.house.clock)
    name = 'wadul_pulse_age_minutes{part="reporter-listener"}'
    assert value(watcher.looks(seconds=50), name) == "0"
    assert value(watcher.looks(minutes=3), name) == "3"


# -- the smaller parts ----------------------------------------------------------------------------------------------


def test_the_format() -> None:
    histogram = Histogram(0.5, 1)
    for seconds in (0.1, 0.5, 0.7, 3):
        histogram.note(seconds)
    said = page(
        [gauge("a", "What a is.", ({"b": "c"}, 1.5)), gauge("unknown", "Not yet."), histogram.metric("h", "H.")]
    )
    assert said == (
        '# HELP a What a is.\n# TYPE a gauge\na{b="c"} 1.5\n'
        "# HELP h H.\n# TYPE h histogram\n"
        'h_bucket{le="0.5"} 2\nh_bucket{le="1"} 3\nh_bucket{le="+Inf"} 4\nh_sum 4\nh_count 4\n'
    )


def test_a_wait_is_told_as_the_step_below() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert waited(None, now) == 0
    for seconds, told in (
        (-5, 0),
        (299, 0),
        (300, 300),
        (899, 600),
        (3599, 1800),
        (90_000, 86_400),
        (10**9, 2_592_000),
    ):
        assert waited(now - timedelta(seconds=seconds), now) == told


def test_the_clock_ticks_on_its_own_grid_and_also_backwards() -> None:
    tick, start = Tick(300), datetime(2026, 11, 23, 2, 4, 59, tzinfo=UTC)
    assert [tick.passed(start + timedelta(seconds=s)) for s in (0, 0.5, 1, 2, 300, 301, 2)] == [
        False, False, True, False, False, True, True,
    ]  # fmt: skip


def test_durations_wait_for_company_however_many_days() -> None:
    held = NextDay(1)
    day = datetime(2026, 11, 23, tzinfo=UTC).date()
    for passed in range(5):
        held.turn(day + timedelta(days=passed))
        assert held.shown._counts == [0, 0]
        held.note(0.5)
    held.turn(day + timedelta(days=5))
    assert held.shown._counts == [5, 0]


# -- the door -------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def opened(port: int) -> AsyncIterator[None]:
    shut = asyncio.create_task(Door("127.0.0.1", port, {"/healthz": lambda: (200, PLAIN, "ok\n")}).run())
    try:
        yield
    finally:
        shut.cancel()
        await asyncio.wait((shut,))


async def ask(port: int, question: str) -> str:
    """Ask as somebody with a plain socket would, trying until somebody listens."""
    async with asyncio.timeout(30):
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                break
            except ConnectionRefusedError:
                await asyncio.sleep(0.02)
        try:
            writer.write(question.encode())
            return (await reader.read()).decode()
        except ConnectionResetError:
            return ""
        finally:
            writer.close()


async def get(port: int, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
    answer = await ask(port, f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n")
    head, _, body = answer.partition("\r\n\r\n")
    return int(head.split(" ")[1]), body


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.7", "::", "192.168.1.1"])
def test_the_door_opens_on_loopback_only(host: str) -> None:
    with pytest.raises(ValueError, match="this machine"):
        Door(host, 9101, {})


async def test_the_door_answers_this_machine_and_a_get() -> None:
    port = free_port()
    async with opened(port):
        assert await get(port, "/healthz") == (200, "ok\n")
        assert await get(port, "/healthz?x=1", "localhost") == (200, "ok\n")
        assert await get(port, "/healthz", "[::1]") == (200, "ok\n")
        assert (await get(port, "/else"))[0] == 404
        for host in ("rebound.example", "127.0.0.1.evil.example", ""):
            assert (await get(port, "/healthz", host))[0] == 403, host
        here = f"Host: 127.0.0.1:{port}\r\n"
        assert " 403 " in await ask(port, "GET /healthz HTTP/1.1\r\n\r\n")
        assert " 403 " in await ask(port, f"GET /healthz HTTP/1.1\r\n{here}Host: evil.example\r\n\r\n")
        assert " 405 " in await ask(port, f"POST /healthz HTTP/1.1\r\n{here}\r\n")
        assert " 400 " in await ask(port, f"nonsense\r\n{here}\r\n")


async def test_who_asks_badly_is_let_go_and_keeps_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "WITHIN", 0.2)
    port = free_port()
    async with opened(port):
        assert await ask(port, "GET /healthz HTT") == "", "said no more in time"
        assert await ask(port, "GET /" + "x" * 20_000) == "", "too long"
        waiting = [asyncio.create_task(ask(port, "GET ")) for _ in range(30)]
        assert set(await asyncio.gather(*waiting)) == {""}
        assert await get(port, "/healthz") == (200, "ok\n")


async def test_a_port_that_is_taken_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "AGAIN", 0.05)
    port = free_port()
    first = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", port)
    async with opened(port):
        assert await ask(port, "GET /healthz HTTP/1.1\r\n\r\n") == ""
        first.close()
        await first.wait_closed()
        assert await get(port, "/healthz") == (200, "ok\n")


# -- the real processes ---------------------------------------------------------------------------------------------


@pytest.mark.asyncio(loop_scope="session")
async def test_after_a_report_nothing_of_it_stands_in_the_metrics(real: Processes) -> None:
    town, seen = real.town, []

    async def everything() -> None:
        seen.extend([await get(port, "/metrics") for port in real.metrics.values()])

    child = town.reporter("Kenangametrik", username="kenanga_metrik")
    await everything()
    await calls_for_help(child)
    await everything()
    await say(child, "di gudang belakang pabrik kenanga")
    await everything()
    traces = {
        "enanga",
        "gudang",
        str(child.id),
        str(town.group_id),
        *AREAS,
        *(number for (number,) in town.rows(NUMBERS)),
    }
    for status, said in seen:
        assert status == 200
        assert strangers(said) == []
        assert {trace for trace in traces if trace in said} == set()


@pytest.mark.asyncio(loop_scope="session")
async def test_both_processes_say_when_they_are_ready(real: Processes) -> None:
    for side, port in real.metrics.items():
        async with asyncio.timeout(60):
            while (await get(port, "/readyz"))[0] != 200:  # noqa: ASYNC110 - nobody rings when a process has looked
                await asyncio.sleep(0.2)
        assert f'wadul_start_time_seconds{{side="{side}"}}' in (await get(port, "/metrics"))[1]

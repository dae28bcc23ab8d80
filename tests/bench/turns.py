"""P1, P2, P3, P6: turns over the wire, ours and others' in turns.

The echo answers what ours answers, a tap with two calls and words with one, and keeps nothing; the tutorial bot takes
the same number of typed answers. Throughput on a machine that others use says little: the CPU of a turn stands beside.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bot.reporter.noting import REMEMBERED
from tests.bench.people import CALL, REPORT, TYPED, Crowd
from tests.bench.programs import DUTY, REPORTER, TOKENS, Home, cpu, resident, side_program
from tests.bench.table import Figure, ms, ratio
from tests.bench.wire import Wire
from tests.bot.town import Process

MANY = 64


@dataclass
class _Run:
    rate: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)  # CPU of a turn
    p50: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)  # p50 with one person


async def throughput(at: Path, *, quick: bool) -> list[Figure]:
    """P1 and P2."""
    wire = Wire()
    await wire.start()
    for token in TOKENS.values():
        wire.line(token)
    home = Home(at / "home", wire.url)
    programs = {
        "echo": await side_program("echo", at, wire.url),
        "wadul": await home.start("reporter"),
        "tutorial": await side_program("tutorial", at, wire.url),
    }
    runs = {name: _Run() for name in programs}
    scripts = {"wadul": REPORT, "echo": REPORT, "tutorial": TYPED}
    try:
        for _ in range(2 if quick else 5):
            for name, process in programs.items():
                run, blind = runs[name], name != "wadul"
                crowd = Crowd(wire.line(TOKENS[name]), scripts[name], MANY, blind=blind)
                used = cpu(process)
                run.rate.append(await crowd.go(3 if quick else 6))
                run.cost.append((cpu(process) - used) / max(1, len(crowd.waits.took)))
                run.p50.append(crowd.waits.at(0.5))
                alone = Crowd(wire.line(TOKENS[name]), scripts[name], 1, blind=blind)
                await alone.go(1 if quick else 2)
                run.alone.append(alone.waits.at(0.5))
    finally:
        for process in programs.values():
            await process.kill()
        await wire.stop()
    ours, echo, tutorial = runs["wadul"], runs["echo"], runs["tutorial"]
    one, cost = ratio(ours.rate, echo.rate), ratio(echo.cost, ours.cost)
    five, half = ratio(ours.rate, tutorial.rate), ratio(ours.p50, tutorial.p50)
    return [
        Figure(
            "P1",
            "durable sealed turn ÷ bare aiogram echo, throughput",
            "≥ 1.0",
            f"{one:.2f} ({median(ours.rate):.0f} ÷ {median(echo.rate):.0f} turns/s); by CPU {cost:.2f} "
            f"({ms(median(ours.cost))} and {ms(median(echo.cost))}); alone p50 {ms(median(ours.alone))}"
            f" and {ms(median(echo.alone))}",
            "1.0 is a bot that remembers nothing",
            one >= 1.0,
        ),
        Figure(
            "P2",
            "÷ tutorial bot (aiogram, SQLite FSM): throughput, p50",
            "≥ 5 ×, ≤ 0.2 ×",
            f"{five:.1f} × ({median(tutorial.rate):.0f} turns/s), {half:.2f} × ({ms(median(ours.p50))} ÷ "
            f"{ms(median(tutorial.p50))}, {MANY} at once); alone {ratio(ours.alone, tutorial.alone):.2f} ×",
            "it confirms first, and loses what it had when killed",
            five >= 5 and half <= 0.2,
        ),
    ]


async def alerts(at: Path, *, quick: bool) -> list[Figure]:
    """P3: one person after the other calls for help; when did the desk's group hear, and when the person?"""
    wire = Wire()
    await wire.start()
    line, desk = wire.line(REPORTER), wire.line(DUTY)
    home = Home(at / "home", wire.url)
    programs = [await home.start(side) for side in ("reporter", "duty")]
    heard: list[float] = []
    rang = asyncio.Event()

    def at_the_desk(method: str, given: object, when: float) -> None:
        if method == "sendMessage":
            heard.append(when)
            rang.set()

    desk.listen = at_the_desk
    took = []
    try:
        for _ in range(8 if quick else 24):
            rang.clear()
            heard.clear()
            crowd = Crowd(line, CALL, 1)
            await crowd.once()
            async with asyncio.timeout(30):
                await rang.wait()
            took.append(heard[0] - next(iter(crowd.heard_at.values())))
            await asyncio.sleep(0.3)  # the other calls of this case go out
    finally:
        for process in programs:
            await process.kill()
        await wire.stop()
    late = median(took)
    limit = "wake-up: 0.8 to 3.4 ms (PRAGMA data_version)"
    what = "alert on the duty side − reply to the reporter, p50 (SQLite, one machine)"
    return [
        Figure(
            "P3", what, "≤ 5 ms", f"{ms(late)} (p95 {ms(sorted(took)[int(len(took) * 0.95)])})", limit, late <= 0.005
        )
    ]


async def memory(at: Path, *, quick: bool) -> list[Figure]:
    """P6: people who said one thing and went silent."""
    wire = Wire()
    await wire.start()
    line = wire.line(REPORTER)
    process = await Home(at / "home", wire.url).start("reporter")
    many, warm = (3_000, 1_000) if quick else (8_000, 2_000)
    try:
        sizes = [await _after(line_people, line, process) for line_people in (warm, many - warm)]
    finally:
        await process.kill()
        await wire.stop()
    added = (sizes[1] - sizes[0]) / (many - warm)
    whole = added * REMEMBERED / 1e6  # of those before the last ones nothing is kept
    told = f"{added:.0f} bytes for each of the last {REMEMBERED:,} ({warm:,}th to {many:,}th measured): {whole:.1f} MB"
    what = "memory of the process for idle conversations"
    return [Figure("P6", what, "0 each; ≤ 10 MB for 100,000", told, "rows only: 0", whole <= 10)]


async def _after(many: int, line: object, process: Process) -> int:
    crowd = Crowd(line, (("say", "/start"),), 64)  # type: ignore[arg-type]
    going = asyncio.create_task(crowd.go(600))
    while crowd.finished < many:  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    going.cancel()
    await asyncio.sleep(2)  # what is still being said; its notes are written once a second
    return resident(process)

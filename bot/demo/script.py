"""A named conversation: who does what, what they must see, and how it must end.

One line is one act: ``reporter sends …`` · ``reporter taps safety.no`` · ``group sees DARURAT`` · ``officer taps open``
· ``officer sends …`` · ``reporter restarts`` (its process is killed and comes back) · ``end officer sees …``.
The first line is the title. A script reaches its end when every ``end`` line holds.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN
from bot.sandbox.people import Side

if TYPE_CHECKING:
    from bot.demo.stage import Stage

WITHIN = 20.0  # seconds for each act
PAGES = 5
VERBS = ("sends", "taps", "sees", "lacks", "restarts", "photo")
ACTORS = ("reporter", "group", "officer")


class ScriptFailed(Exception):
    """What a script expected did not happen; the message says which line."""


@dataclass(frozen=True)
class Act:
    """One line: ``actor verb what``; ``end`` marks the declared end."""

    actor: str
    verb: str
    what: str
    end: bool
    line: int


@dataclass(frozen=True)
class Script:
    """A title and its acts."""

    name: str
    title: str
    acts: tuple[Act, ...]


def read_script(name: str, text: str) -> Script:
    """A script from its text. Raises ScriptFailed for a line that says nothing we know."""
    title, *lines = text.splitlines()
    acts = []
    for number, line in enumerate(lines, 2):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        end = stripped.startswith("end ")
        actor, verb, what = [*stripped.removeprefix("end ").split(" ", 2), "", ""][:3]
        if actor not in ACTORS or verb not in VERBS:
            raise ScriptFailed(f"{name}, line {number}: {stripped}")
        acts.append(Act(actor, verb, what, end, number))
    return Script(name, title.removeprefix("# ").strip(), tuple(acts))


def list_scripts() -> list[tuple[str, str]]:
    """Every script's name and title."""
    return [(script.name, script.title) for script in _scripts()]


def find_script(name: str) -> Script | None:
    """The script of that name."""
    return next((script for script in _scripts() if script.name == name), None)


def _scripts() -> list[Script]:
    folder = resources.files("bot.demo").joinpath("scripts")
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".txt")), key=lambda e: e.name)
    return [read_script(entry.name.removesuffix(".txt"), entry.read_text("utf-8")) for entry in files]


async def perform(script: Script, stage: Stage) -> None:
    """Play it. Raises ScriptFailed where it goes another way."""
    if not any(act.end for act in script.acts):
        raise ScriptFailed(f"{script.name}: no end is declared")
    for act in script.acts:
        try:
            await _do(act, stage)
        except (AssertionError, LookupError) as error:
            said = str(error).splitlines()[0]
            raise ScriptFailed(f"{script.name}, line {act.line}: {act.actor} {act.verb} {act.what} ({said})") from None


async def _do(act: Act, stage: Stage) -> None:
    sides = {
        "reporter": stage.reporter.chat(REPORTER_TOKEN),
        "group": stage.group.as_(stage.officer),
        "officer": stage.officer.chat(DUTY_TOKEN),
    }
    side = sides[act.actor]
    match act.verb:
        case "sends":
            await _send(side, act.what)
        case "photo":
            await side.send_photo(act.what)
        case "taps":
            await _tap(side, act.what)
        case "sees":
            await side.wait(act.what, WITHIN)
        case "lacks":
            await asyncio.sleep(0.3)
            seen = [message for message in side.messages if act.what in message["text"]]
            assert not seen, "it is there"
        case "restarts":
            await stage.restart("reporter" if act.actor == "reporter" else "duty")


async def _send(side: Side, text: str) -> None:
    """Type, and wait for what comes back: a person reads before they go on."""
    sent = await side.send(text)
    await side.wait(lambda message: True, WITHIN, since=sent["message_id"])


async def _tap(side: Side, id: str) -> None:
    """Tap the button of an id, turning pages of places until it is there."""
    for _ in range(PAGES):
        data = await _button(side, id, wait=WITHIN)
        if data is not None:
            before = _looks(side)
            await side.tap(data=data)
            await _moved(side, before)
            return
        more = await _button(side, "more_page", wait=1.0)
        if more is None:
            break
        before = _looks(side)
        await side.tap(data=more)
        await _moved(side, before)
    raise LookupError(f"no button {id}")


async def _button(side: Side, id: str, *, wait: float) -> str | None:
    def found() -> str | None:
        for message in reversed(side.messages):
            for _, data in message["buttons"]:
                if data is not None and data.split("|")[0] == id:
                    return str(data)
        return None

    pages = any((data or "").startswith("more_page|") for _, data in side.buttons())
    try:
        return await side.until(found, 0.1 if pages and id != "more_page" else wait)
    except AssertionError:
        return None


def _looks(side: Side) -> list[tuple[int, str, str]]:
    return [(m["message_id"], m["text"], str(m["buttons"])) for m in side.messages] + [(len(side.toasts), "", "")]


async def _moved(side: Side, before: list[tuple[int, str, str]]) -> None:
    """Wait until the chat looks different: the answer to a tap."""
    await side.until(lambda: _looks(side) != before or None, WITHIN)

"""Playing a script: its people act in their own chats, one after the other, and wait for what they must see."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import suppress

from bot.demo.script import Act, Script, ScriptFailed
from bot.demo.stage import Stage
from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN
from bot.sandbox.people import Side
from bot.sandbox.screen import Seen
from flows.wording import text

WITHIN = 30.0  # seconds for each act: a small, busy machine
SETTLES = 0.3  # seconds in which something that must not come would come
CASE = re.compile(r"\b[A-Z]\d[A-Z]\d[A-Z]\b")  # a case number
TRIES = 6  # taps until a button is found: pages of places, or a screen that was just changing


async def perform(script: Script, stage: Stage) -> None:
    """Play it. Raises ScriptFailed where it goes another way."""
    if any(act.actor == "colleague" for act in script.acts):
        await stage.call_in_colleague()
    cast = Cast(stage)
    for act in script.acts:
        try:
            await cast.do(act)
        except (AssertionError, LookupError) as error:
            said = str(error).splitlines()[0]
            raise ScriptFailed(f"{script.name}, baris {act.line}: {act} ({said})") from None


class Cast:
    """The people of one script, each in their chat, from this moment on."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._sides: dict[str, Side] = {
            "reporter": stage.reporter.chat(REPORTER_TOKEN),
            "group": stage.group.as_(stage.officer),
            "officer": stage.officer.chat(DUTY_TOKEN),
        }
        if stage.colleague is not None:
            self._sides["colleague"] = stage.colleague.chat(DUTY_TOKEN)
        self._begins = {
            name: max((message["message_id"] for message in side.messages), default=0)
            for name, side in self._sides.items()
        }
        desk = (self._sides["group"], self._sides["officer"])
        self._cases = {number for side in desk for m in side.messages for number in CASE.findall(m["text"])}

    async def do(self, act: Act) -> None:
        """One act. Raises AssertionError or LookupError when it cannot be done or seen."""
        if act.verb == "restarts":
            await self._stage.restart("reporter" if act.actor == "reporter" else "duty")
            return
        if act.actor == "time":
            await self._stage.pass_time(int(act.what))
            return
        if act.actor == "holder":
            await self._reads(act.what)
            return
        side = self._sides[act.actor]
        match act.verb:
            case "sends":
                sent = await side.send(act.what)
                await side.wait(lambda _: True, WITHIN, since=sent["message_id"])  # a person reads before they go on
            case "photo":
                sent = await side.send_photo(act.what)
                await side.wait(lambda _: True, WITHIN, since=sent["message_id"])
            case "taps":
                await self._tap(act.actor, act.what)
            case "sees":
                await side.until(lambda: self._says(act.actor, act.what), WITHIN, f"no message says {act.what!r}")
            case "lacks":
                await asyncio.sleep(SETTLES)
                await side.until(lambda: not self._says(act.actor, act.what), WITHIN, f"{act.what!r} is still there")

    def _messages(self, name: str) -> Iterator[Seen]:
        """Newest first; only those that came since this script began and are about none of the cases before it."""
        for message in reversed(self._sides[name].messages):
            is_ours = not self._cases.intersection(CASE.findall(message["text"]))
            if is_ours and message["message_id"] > self._begins[name]:
                yield message

    def _says(self, name: str, words: str) -> bool:
        return any(words in message["text"] for message in self._messages(name))

    # -- tapping ------------------------------------------------------------------------------------------------

    async def _tap(self, name: str, id: str) -> None:
        """Tap the newest button of an id, turning pages of places until it is there; a tap that came too soon again."""
        side, stale = self._sides[name], text("toast-stale")
        for _ in range(TRIES):
            with suppress(AssertionError):
                await side.until(lambda: self._button(name, id) or self._button(name, "more_page"), WITHIN)
            wanted = self._button(name, id)
            pressed = wanted or self._button(name, "more_page")
            if pressed is None:
                break
            toasts = len(side.toasts)
            await self._press(name, *pressed)
            if wanted and stale not in (toast["text"] for toast in side.toasts[toasts:]):
                return
        raise LookupError(f"no button {id}")

    def _button(self, name: str, id: str) -> tuple[int, str] | None:
        for message in self._messages(name):
            for _, data in message["buttons"]:
                kind, _, last = id.partition("/")
                if data is None or self._cases.intersection(CASE.findall(data)):
                    continue
                if f"{data}|".startswith(f"{kind}|") and (not last or data.endswith(f"|{last}")):
                    return message["message_id"], str(data)
        return None

    async def _press(self, name: str, message_id: int, data: str) -> None:
        """Tap, and wait for the answer: a toast, the button gone, or (the duty bot's buttons stay) a message."""
        side = self._sides[name]
        toasts, newest = len(side.toasts), side.messages[-1]["message_id"]

        def answered() -> bool:
            standing = {m["message_id"]: m["buttons"] for m in side.messages}
            gone = all(data != here for _, here in standing.get(message_id, []))
            said = name != "reporter" and side.messages[-1]["message_id"] > newest
            return gone or said or len(side.toasts) > toasts

        await side.tap(data=data, message_id=message_id)
        await side.until(answered, WITHIN)

    # -- at the office's own machine ----------------------------------------------------------------------------

    async def _reads(self, words: str) -> None:
        """The newest case, opened with the escalation key, must hold these words."""
        numbers = [number for message in self._messages("officer") for number in CASE.findall(message["text"])]
        if not numbers:
            raise LookupError("no case")
        said = await self._stage.show_sealed_case(numbers[0])
        assert words in said, f"{words!r} is not in the case"

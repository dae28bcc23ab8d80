"""People on the wire: each says the next thing as soon as they were answered (or some seconds later), and notes how
long that took. Who has told everything goes, and somebody new comes.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.bench.wire import SHOWN, Line

CEPU = "33.16.05"
SAY, TAP = "say", "tap"

# What one of them does, in order: typed, or tapped by the button's id. A whole report, in the shortest way to it.
REPORT = (
    (SAY, "/start"),
    *((TAP, id) for id in ("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")),
    (SAY, "kemarin sore aku dipukul pamanku di rumah, sekarang masih sakit"),
    (TAP, "act.hit"),
    (TAP, "done"),
)
SENT = (*REPORT[:8], (TAP, "submit"))
CALL = ((SAY, "/start"), (TAP, "safety.no"), (TAP, CEPU), (TAP, "distress.write"))
TYPED = ((SAY, "/start"), *((SAY, f"jawaban nomor {n}, dengan beberapa kata") for n in range(10)))

_ids = count(6_000_000_001)


@dataclass
class Waits:
    """How long answers took, in seconds."""

    took: list[float] = field(default_factory=list)
    stuck: int = 0

    def at(self, share: float) -> float:
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


class One:
    """Somebody with a phone. ``blind``: they tap without looking, for bots that show no buttons."""

    def __init__(self, line: Line, script: Iterable[tuple[str, str]], *, blind: bool = False) -> None:
        self.id, self._line, self._blind = next(_ids), line, blind
        self._script = list(script)
        self._n = 0
        self.asked = 0.0
        self._buttons: dict[str, str] = {}
        self._message = 1

    @property
    def finished(self) -> bool:
        return self._n >= len(self._script)

    def goes_on(self) -> bool:
        """Do the next thing. False: there is no such button here, and they are stuck."""
        kind, what = self._script[self._n]
        who = {"id": self.id, "is_bot": False, "first_name": "Ani"}
        chat = {"id": self.id, "type": "private", "first_name": "Ani"}
        message = {"message_id": self._line.message_id(), "date": int(time.time()), "chat": chat}
        if kind == SAY:
            update = message | {"from": who, "text": what}
            if what.startswith("/"):
                update["entities"] = [{"type": "bot_command", "offset": 0, "length": len(what)}]
            self._line.put("message", update)
        else:
            data = what if self._blind else self._button(what)
            if data is None:
                return False
            bot = {"id": int(self._line.token.split(":")[0]), "is_bot": True, "first_name": "b"}
            shown = message | {"message_id": self._message, "from": bot, "text": "x"}
            tapped = {"id": str(message["message_id"]), "from": who, "chat_instance": "1", "data": data}
            self._line.put("callback_query", tapped | {"message": shown})
        self._n += 1
        self.asked = time.perf_counter()
        return True

    def _button(self, id: str) -> str | None:
        """The button; where the words led to a question first, the way past it."""
        if id not in self._buttons and "heard.yes" in self._buttons:
            self._n -= 1
            return self._buttons.get("skip")
        return self._buttons.get(id)

    def hears(self, given: Mapping[str, Any], at: float) -> float:
        """A screen came; how long it took."""
        markup = given.get("reply_markup")
        if isinstance(markup, str):
            markup = json.loads(markup)
        keys = (markup or {}).get("inline_keyboard", ())
        self._buttons = {key["callback_data"].split("|")[0]: key["callback_data"] for row in keys for key in row}
        self._message = int(given["message_id"])
        return at - self.asked


class Crowd:
    """So many at once, for as long as asked."""

    def __init__(
        self, line: Line, script: Iterable[tuple[str, str]], many: int, *, blind: bool = False, pause: float = 0.0
    ) -> None:
        self._line, self._script, self._many, self._blind, self._pause = line, list(script), many, blind, pause
        self._people: dict[int, One] = {}
        self._going = False
        self.waits, self.finished = Waits(), 0
        self.heard_at: dict[int, float] = {}  # the last answer of each who told everything
        self.asked_at: list[float] = []  # and when each had asked for it

    async def go(self, seconds: float) -> float:
        """Turns a second."""
        self._line.listen = self.hears
        self._going = True
        began = time.perf_counter()
        loop = asyncio.get_running_loop()
        for n in range(self._many):
            loop.call_later(self._pause * n / self._many, self._comes)
        await asyncio.sleep(seconds)
        self._going = False
        took = time.perf_counter() - began
        turns = len(self.waits.took)
        async with asyncio.timeout(60):
            while self._people:  # noqa: ASYNC110 - what was asked last is answered too, and not counted
                await asyncio.sleep(0.02)
        return turns / took

    async def once(self) -> None:
        """Each tells everything, once, and nobody new comes."""
        self._line.listen = self.hears
        self._going = True
        for _ in range(self._many):
            self._comes()
        self._many = 0
        while self._people:  # noqa: ASYNC110
            await asyncio.sleep(0.02)

    def _comes(self) -> None:
        if self._going:
            one = One(self._line, self._script, blind=self._blind)
            self._people[one.id] = one
            one.goes_on()

    def hears(self, method: str, given: Mapping[str, Any], at: float) -> None:
        one = self._people.get(int(given.get("chat_id") or 0)) if method in SHOWN else None
        if one is None:
            return
        self.waits.took.append(one.hears(given, at))
        if one.finished or not self._going:
            self._goes(one, at)
        elif self._pause:
            asyncio.get_running_loop().call_later(self._pause, self._on, one)
        else:
            self._on(one)

    def _on(self, one: One) -> None:
        if not one.goes_on():
            self.waits.stuck += 1
            self._goes(one, 0.0)

    def _goes(self, one: One, at: float) -> None:
        del self._people[one.id]
        if one.finished:
            self.finished += 1
            self.heard_at[one.id] = at
            self.asked_at.append(one.asked)
        if self._going and self._many:
            self._comes()

"""Officers at work without a network: what they tap and type goes to the desk, what they hear stays on the phone."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from bot.duty.desk import Desk
from bot.duty.reading import Act, _read
from bot.duty.rooms import Answer
from storage.filing import NUMBER
from storage.tables import Officer
from tests.storage.telling import House

GROUP = -1_001_234_567_890


@dataclass
class Room:
    """A desk over a house, as the duty process has it; `restarts` forgets what lived in memory."""

    house: House
    ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.restarts()

    def restarts(self) -> None:
        self.desk = Desk(self.house.db, self.house.desk_keys, self.house.office, GROUP)

    def phone(self, name: str, role: str = "officer") -> Phone:
        return Phone(self, self.house.officer(name, role))


@dataclass
class Phone:
    """One officer's private chat: the last answer, and everything they were told."""

    room: Room
    officer: Officer
    last: Answer = field(default_factory=Answer)
    heard: list[Answer] = field(default_factory=list)
    typed: int = 0  # the message they typed last

    def _does(self, act: Act) -> Answer:
        self.room.house.passes(seconds=2)
        self.last = self.room.desk.take(act, self.room.house.clock) or Answer()
        self.heard.append(self.last)
        return self.last

    def types(self, text: str, *, reply_to: str = "", again: int = 0) -> Answer:
        """Type; ``reply_to`` are the words of a message of the bot that this answers."""
        command = text.split(" ")[0].split("@")[0].lower() if text.startswith("/") else ""
        kind = {"/start": "start", "/batal": "cancel"}.get(command, command or "text")
        found = NUMBER.search(reply_to)
        number = again or next(self.room.ids)
        self.typed = number
        return self._does(
            Act(
                number,
                kind,
                message=number,
                person=self.officer.telegram_id,
                chat=self.officer.telegram_id,
                text=text,
                number=found[0] if found else "",
                reply_to=77 if reply_to else 0,
                replied=reply_to,
            )
        )

    def taps(self, *prefixes: str) -> Answer:
        """Tap the button of the last answer whose data begins so, one after the other."""
        for prefix in prefixes:
            data = next((data for data in self.buttons() if data.startswith(prefix)), None)
            assert data is not None, (prefix, self.buttons())
            assert len(data.encode()) <= 64, data
            self.presses(data)
        return self.last

    def presses(self, data: str, *, private: bool = True, update: int = 0) -> Answer:
        """A button with this data, wherever it stood."""
        chat = self.officer.telegram_id if private else GROUP
        query = {
            "id": "1",
            "from": {"id": self.officer.telegram_id, "is_bot": False, "first_name": "x"},
            "chat_instance": "1",
            "data": data,
            "message": {
                "message_id": 500,
                "date": 1_790_000_000,
                "chat": {"id": chat, "type": "private" if private else "supergroup"},
            },
        }
        number = update or next(self.room.ids)
        return self._does(_read(number, _update({"update_id": number, "callback_query": query})))

    def buttons(self) -> list[str]:
        return [data for row in self.last.buttons for _, data in row]

    def labels(self) -> list[str]:
        return [words for row in self.last.buttons for words, _ in row]

    @property
    def said(self) -> str:
        return self.last.said


def _update(raw: dict[str, Any]) -> Any:
    from telegram import Update

    return Update.de_json(raw, None)

"""Telegram as a harness needs it, and the people on their phones. Lives in the parent: nothing here is ever killed.

An update is offered until a poll confirms it. What was said is recorded the moment it arrives, whether or not whoever
said it lived to hear so.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

TO_WORDS = ("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")
TO_READY = ("act.hit", "done", "when.30d", "33.16.05", "submit")
PLANS = {
    "whole": (*TO_WORDS, *TO_READY),
    "early": (*TO_WORDS, "submit"),
    "help": ("safety.no", "33.16.05", "distress.write"),
}
FILED = {"whole": "filed", "early": "filed", "help": "distress.sent"}
CANARY = "KENARIWADUL"


@dataclass
class Queue:
    """One bot's updates, and what it confirmed."""

    waiting: dict[int, dict[str, Any]] = field(default_factory=dict)
    confirmed: set[int] = field(default_factory=set)

    def poll(self, offset: int | None) -> list[dict[str, Any]]:
        if offset is not None:
            gone = [id for id in self.waiting if id < offset]
            self.confirmed.update(gone)
            for id in gone:
                del self.waiting[id]
        return [self.waiting[id] for id in sorted(self.waiting)[:100]]


@dataclass
class Person:
    """Somebody who tells, by a plan: taps what it says where it is offered, writes once, and asks again when nobody
    answers."""

    chat: int
    plan: str
    words: str
    heard: int = 0  # how many screens they were shown
    step: str = ""
    buttons: list[tuple[str, bool, str]] = field(default_factory=list)  # id, ticked, callback data
    wrote: bool = False
    told_kept: bool = False  # "it is with the office": from here on it must be
    last: int = 0  # the update they wait for an answer to
    waits: bool = False


class Town:
    """The people, their phones, and both bots' queues."""

    def __init__(self, luck: random.Random) -> None:
        self.luck = luck
        self.ids = itertools.count(luck.randrange(10**6, 10**8))
        self.reporter, self.duty = Queue(), Queue()
        self.people: dict[int, Person] = {}
        self.poison: set[int] = set()  # of these it is known that nobody can read them
        self.odd: set[int] = set()  # and of these it is not known what becomes of them
        self.sent: list[tuple[str, str, str]] = []  # kind, destination, code of what the desk was sent
        self.takings: dict[int, tuple[str, int]] = {}  # which case, as it stood then, an officer's tap was to take
        self.opened = True  # new people come
        self.plans: tuple[str, ...] = ("whole", "early", "help", "help")
        self.weather = 0.2  # how many of them come with an update nobody can read

    # -- people ------------------------------------------------------------------------------------------------

    def comes(self, at: datetime, plan: str | None = None) -> Person:
        """Somebody opens the chat."""
        chat = self.luck.randrange(10**9, 10**10)
        plan = plan or self.luck.choice(self.plans)
        person = self.people[chat] = Person(chat, plan, f"cerita {CANARY}{chat} di rumah")
        self._types(person, "/start", at)
        if self.luck.random() < self.weather:
            self.poisons(at)
        return person

    def poisons(self, at: datetime) -> None:
        """An update that nobody can read lies between the others."""
        number = next(self.ids)
        self.poison.add(number)
        self.reporter.waiting[number] = {"update_id": number, "message": {"message_id": "x", "chat": ["?"], "date": 0}}

    def busy(self) -> list[Person]:
        return [person for person in self.people.values() if not person.told_kept]

    def hears(self, chat: int, screen: dict[str, Any], at: datetime) -> None:
        """A screen arrives on a phone; its owner does what comes next."""
        person = self.people[chat]
        person.heard += 1
        person.waits = False
        person.step, person.buttons = screen["step"], [tuple(one) for one in screen["buttons"]]
        if person.step == FILED[person.plan]:
            person.told_kept = True
        if person.told_kept:
            return
        if person.step == "words" and not person.wrote:
            person.wrote = True
            self._types(person, person.words, at)
        elif data := self._next(person):
            self._taps(person, data, at)

    def asks_again(self, at: datetime) -> None:
        """Whoever's update was taken and who heard nothing taps the old button once more, or says hello."""
        for person in self.busy():
            if not person.waits or person.last in self.reporter.waiting:
                continue
            data = self._next(person)
            if data:
                self._taps(person, data, at)
            else:
                self._types(person, "/start", at)

    def _next(self, person: Person) -> str | None:
        offered = {id: (ticked, data) for id, ticked, data in person.buttons}
        for id in PLANS[person.plan]:
            if id in offered and not offered[id][0] and not (id == "submit" and person.step == "when"):
                if id == "submit" and person.step == "words" and not person.wrote:
                    continue
                if id == "submit" and person.step == "words":  # after a pause they stand here again, and send it so
                    person.plan = "early"
                return offered[id][1]
        if "resume" in offered:  # it took so long that the conversation rests
            return offered["resume"][1]
        return offered["skip"][1] if "skip" in offered and person.step == "heard" else None

    def _types(self, person: Person, text: str, at: datetime) -> None:
        fields: dict[str, Any] = {"text": text}
        if text.startswith("/"):
            fields["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        self._arrives(person, {"message": self._message(person, at, **fields)})

    def _taps(self, person: Person, data: str, at: datetime) -> None:
        query = {
            "id": str(self.luck.getrandbits(60)),
            "from": self._from(person),
            "chat_instance": "1",
            "data": data,
            "message": self._message(person, at, text="layar"),
        }
        self._arrives(person, {"callback_query": query})

    def _arrives(self, person: Person, what: dict[str, Any]) -> None:
        person.last, person.waits = next(self.ids), True
        self.reporter.waiting[person.last] = {"update_id": person.last, **what}

    def _message(self, person: Person, at: datetime, **fields: Any) -> dict[str, Any]:
        chat = {"id": person.chat, "type": "private", "first_name": f"{CANARY} nama"}
        head = {"message_id": next(self.ids), "date": int(at.timestamp()), "chat": chat}
        return {**head, "from": self._from(person), **fields}

    def _from(self, person: Person) -> dict[str, Any]:
        return {"id": person.chat, "is_bot": False, "first_name": f"{CANARY} nama", "username": f"{CANARY}_user"}

    # -- the desk ----------------------------------------------------------------------------------------------

    def desk_hears(self, kind: str, destination: str, code: str, version: int | None, officer: int) -> None:
        """An alert arrives at the desk; an officer takes the case, mostly at once."""
        self.sent.append((kind, destination, code))
        if kind != "alert" or version is None or self.luck.random() < 0.2:
            return
        number = next(self.ids)
        self.takings[number] = code.split(".")[0], version
        self.duty.waiting[number] = {
            "update_id": number,
            "callback_query": {
                "id": str(number),
                "from": {"id": officer, "is_bot": False, "first_name": "Petugas"},
                "chat_instance": "1",
                "data": f"acknowledge|{code.split('.')[0]}|{version}",
                "message": {"message_id": 1, "date": 1_790_000_000, "chat": {"id": officer, "type": "private"}},
            },
        }

"""The sandbox as tests and the demo hold it: start it, fill it with people, make it rain."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from bot.sandbox.chats import SUPERGROUPS_BELOW, Account, Bot, Chat
from bot.sandbox.faults import Faults
from bot.sandbox.groups import Group
from bot.sandbox.people import Person
from bot.sandbox.phones import Phones
from bot.sandbox.server import Call, Observer, Server
from bot.sandbox.visits import Visits
from bot.sandbox.world import World

REPORTER_TOKEN = "70001:DEMO-reporter-token-not-a-secret-000"  # noqa: S105 - opens nothing but this sandbox
DUTY_TOKEN = "70002:DEMO-duty-token-not-a-secret-00000000"  # noqa: S105

FIRST_PERSON = 5_000_000_001  # beyond 32 bits, as Telegram's ids are
FIRST_TOPIC = 2


class Sandbox:
    """A loopback Bot API server with its two demo bots, its people and its weather.

    With `page=True` it also serves the two phones at `/`, with the person "Pelapor", the officer "Petugas" and the
    duty group ready (`desk`).
    """

    def __init__(self, *, page: bool = False, officer: int | None = None, group_id: int | None = None) -> None:
        self.world = World()
        self.faults = Faults()
        self.visits = Visits(self.world, self.faults)
        self._server = Server(self.world, self.faults)
        self._person_ids = count(FIRST_PERSON)
        self._group_ids = count(1)
        self._people: dict[str, Person] = {}
        self._phones: Phones | None = None
        self.desk: Group | None = None
        self.world.register(REPORTER_TOKEN, "wadul_demo_bot", "Wadul")
        self.world.register(DUTY_TOKEN, "wadul_piket_demo_bot", "Wadul Piket")
        if page:
            reporter, on_duty = self.person("Pelapor"), self.person("Petugas", id=officer)
            self.desk = self.group("Piket P3A", id=group_id, bots=[DUTY_TOKEN], members=[on_duty])
            self._phones = Phones(self.world)
            self.phones(reporter=reporter, officer=on_duty, group=self.desk)

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> str:
        """Listen on loopback and return the base URL. Raises DemoOnly for any other host."""
        return await self._server.start(host, port, self._phones.routes() if self._phones else ())

    async def stop(self) -> None:
        """Stop. Raises the first thing the observer objected to, so that the test fails."""
        if self._phones:
            self._phones.close()
        await self.visits.stop()
        await self._server.stop()
        if self._server.misfits:
            raise self._server.misfits[0]

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`, once started."""
        return self._server.url

    def bot(self, token: str, *, username: str, name: str = "Demo") -> Bot:
        """Register one more bot. Raises DemoOnly for anything that is not a demo token."""
        return self.world.register(token, username, name)

    def person(self, name: str, *, username: str | None = None, id: int | None = None) -> Person:
        """Somebody with that name; the same person when asked again."""
        known = self._people.get(name)
        if known is None:
            account = Account(id or next(self._person_ids), name, username)
            if account.id in self.world.accounts:
                raise ValueError(f"There is a person with the id {account.id} already.")
            self.world.accounts[account.id] = account
            known = self._people[name] = Person(self.world, account)
        return known

    def group(
        self,
        title: str,
        *,
        id: int | None = None,
        bots: Iterable[str] = (),
        members: Iterable[Person] = (),
        topics: Iterable[str] = (),
        admin: bool = True,
    ) -> Group:
        """A new group. Bots are administrators unless `admin` is false: then they read commands and replies only."""
        within = [self.world.bots[token] for token in bots]
        chat = Chat(
            id or SUPERGROUPS_BELOW - 1_000_000_000 - next(self._group_ids),
            within,
            {person.id: person.account for person in members},
            title,
            topics=dict(enumerate(topics, FIRST_TOPIC)),
            admins={bot.id for bot in within} if admin else set(),
            is_started=True,
        )
        if chat.id >= 0 or chat.id in self.world.groups:
            raise ValueError(f"A group needs a negative id of its own, not {chat.id}.")
        self.world.groups[chat.id] = chat
        return Group(self.world, chat)

    def phones(self, *, reporter: Person, officer: Person, group: Group) -> None:
        """Say whose chats the page shows."""
        if self._phones is None:
            raise ValueError("This sandbox has no page: Sandbox(page=True).")
        duty = officer.chat(DUTY_TOKEN)
        self._phones.show({"reporter": reporter.chat(REPORTER_TOKEN), "group": group.as_(officer), "officer": duty})

    def inject(self, token: str, update: dict[str, Any]) -> int:
        """Queue a raw update as it is, well-formed or not. Returns the update_id it is kept under."""
        return self.world.bots[token].queue.inject(update)

    @property
    def injected(self) -> set[int]:
        """The ids of updates that were injected and need not be well-formed."""
        return {update_id for bot in self.world.bots.values() for update_id in bot.queue.injected}

    @property
    def calls(self) -> list[Call]:
        """Every call as it came in: token, method, parameters."""
        return self._server.calls

    def calls_of(self, method: str, token: str | None = None) -> list[dict[str, Any]]:
        """The parameters of every call of one method, by one bot if a token is given."""
        return [params for caller, name, params in self.calls if name == method and (token is None or token == caller)]

    def revoke(self, token: str) -> None:
        """Take the token back: 401 from now on."""
        self.world.bots[token].revoked = True

    def pending(self, token: str) -> int:
        """How many updates the bot has not confirmed."""
        return len(self.world.bots[token].queue)

    def newest(self, token: str) -> int:
        """The id of the update that was queued last."""
        return self.world.bots[token].queue.newest

    @property
    def clock(self) -> Callable[[], float]:
        """What the time is taken from; set it to age messages, updates and queries."""
        return self.world.clock

    @clock.setter
    def clock(self, clock: Callable[[], float]) -> None:
        self.world.clock = clock

    @property
    def observer(self) -> Observer | None:
        """Called with method, parameters and result (or Refused) of each call; what it raises, `stop` raises."""
        return self._server.observer

    @observer.setter
    def observer(self, observer: Observer | None) -> None:
        self._server.observer = observer

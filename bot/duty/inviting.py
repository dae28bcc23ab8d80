"""`/undang`: a code for a new officer. `/gabung`: whoever sends it is on the roster; guessing gets nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.duty.reading import Act
from bot.duty.rooms import Answer, Deed
from flows.office import Office
from flows.wording import text
from storage import cases, inviting, middle
from storage.database import Connection
from storage.errors import NotAnOfficer
from storage.keyring import DutyKeys
from storage.roster import checked_name
from storage.tables import ROLES, Officer

TRIES, TRIES_OF_ALL = 5, 50  # wrong codes in an hour: from one person, from everybody


class Inviting:
    """A name is typed, a role tapped, and the code stands in the chat, to be passed on."""

    name = "inviting"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._keys, self._office = keys, office

    def acts(self) -> Mapping[str, Deed]:
        """`/undang`, the roles below it, and `/gabung` of somebody who need not."""
        return {"/undang": self._begin, "invite": self._give, "/gabung": self._here_already}

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        """The name of the new officer."""
        return self._named(conn, act, officer, at, act.text)

    def _begin(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        if not any(inviting.may_invite(officer.role, role) for role in ROLES):
            return Answer(said=text("desk-invite-not-yours"), chat=act.chat)
        _, _, name = act.text.partition(" ")
        if name.strip():
            return self._named(conn, act, officer, at, name)
        if not act.again:
            middle.keep(conn, self._keys, officer, self.name, {}, at)
        return Answer(said=text("desk-invite-name"), chat=act.chat)

    def _named(self, conn: Connection, act: Act, officer: Officer, at: datetime, typed: str) -> Answer:
        try:
            name = checked_name(typed, "officer")
        except NotAnOfficer:
            return Answer(said=text("desk-invite-wrong"), chat=act.chat)
        under_way = middle.load(conn, self._keys, officer, at) if act.again else None
        version = under_way["version"] if under_way else 0
        if not act.again:
            version = middle.keep(conn, self._keys, officer, self.name, {"name": name}, at)
        roles = [role for role in ROLES if inviting.may_invite(officer.role, role)]
        buttons = tuple((text("desk-role", role=role), f"invite|{role}|{version}") for role in roles)
        return Answer(said=text("desk-invite-role", name=name), chat=act.chat, buttons=(buttons,))

    def _give(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        under_way = middle.load(conn, self._keys, officer, at)
        fits = under_way is not None and under_way["room"] == self.name and under_way["version"] == act.version
        if act.again or under_way is None or not fits or not under_way.get("name"):
            return Answer(toast=text("desk-invite-stale"))
        role = act.args[0]
        try:
            code = inviting.invite(conn, self._office.code, str(under_way["name"]), role, at, by=officer)
        except NotAnOfficer:
            return Answer(toast=text("desk-invite-not-yours"))
        middle.done(conn, self._keys, officer, at)
        said = text(
            "desk-invite-code",
            name=str(under_way["name"]),
            role=text("desk-role", role=role),
            until=self._office.clock(at + inviting.LASTS).strftime("%d/%m %H.%M"),
            code=code,
        )
        return Answer(said=said, chat=act.chat, may_be_copied=True)  # a message of its own: an edited one stays locked

    def _here_already(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        return self._hello(conn, act, officer) if act.again else Answer(said=text("desk-join-already"), chat=act.chat)

    def _hello(self, conn: Connection, act: Act, officer: Officer) -> Answer:
        open_ = cases.open_count(conn, self._office.code, officer)
        return Answer(said=text("desk-hello", name=officer.name, open=str(open_)), chat=act.chat)


class Joining:
    """Takes codes of people who are not on the roster. Wrong ones are counted, in memory only."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._hour, self._wrong = 0, dict[int, int]()

    def join(self, conn: Connection, act: Act, at: datetime) -> tuple[Answer, bool]:
        """What they hear, and whether the code was refused."""
        hour = int(at.timestamp()) // 3600
        if hour != self._hour:
            self._hour, self._wrong = hour, {}
        if self._wrong.get(act.person, 0) >= TRIES or sum(self._wrong.values()) >= TRIES_OF_ALL:
            return Answer(said=text("desk-join-later"), chat=act.chat), True
        officer = inviting.join(conn, self._office.code, act.person, act.text.partition(" ")[2], at)
        if officer is None:
            self._wrong[act.person] = self._wrong.get(act.person, 0) + 1
            return Answer(said=text("desk-join-no", numbers=self._office.numbers()), chat=act.chat), True
        open_ = str(cases.open_count(conn, self._office.code, officer))
        return Answer(said=text("desk-hello", name=officer.name, open=open_), chat=act.chat), False

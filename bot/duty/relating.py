"""*Terkait*: whoever is named in a case, or related to somebody in it, is taken off it, by themselves or another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.duty.reading import Act
from bot.duty.rooms import Answer, Deed
from flows.office import Office
from flows.wording import text
from storage import related, roster
from storage.database import Connection
from storage.errors import CannotOpen, NoSuchCase
from storage.keyring import DutyKeys
from storage.tables import Officer


class Relating:
    """Taps are ``related|number`` (who?) and ``related|number|officer``."""

    name = "relating"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._office = office

    def acts(self) -> Mapping[str, Deed]:
        """The tap below a card."""
        return {"related": self._tapped}

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        """Nothing is typed here."""
        return None

    def _tapped(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        try:
            return self._marked(conn, act, officer, at)
        except CannotOpen:  # who may not know of a sealed case does not learn here that there is one
            raise NoSuchCase from None

    def _marked(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        holder = self._office.escalation.holder
        people = roster.listed(conn, self._office.code)
        chosen = next((one for one in people if one.id == act.version), None) if len(act.args) > 1 else None
        if chosen is None:
            case = related.markable(conn, officer, act.number, holder)
            off = related.to(conn, case.id)
            rows = [((text("desk-related-me"), f"related|{case.number}|{officer.id}"),)]
            rows += [((o.name, f"related|{case.number}|{o.id}"),) for o in people if o.id not in (officer.id, *off)]
            said = text("desk-related-who", number=case.number)
            return Answer(said=said, chat=act.chat, buttons=tuple(rows))
        if act.again:
            return Answer(toast=text("desk-related-before", number=act.number))
        done = related.mark(conn, officer, chosen, act.number, at, holder=holder)
        key = "desk-related-done" if done else "desk-related-before"
        said = text(key, number=act.number, name=chosen.name)
        return Answer(said=said, chat=act.chat, edits=act.message)

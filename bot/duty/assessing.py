"""*Asesmen* on one screen: the day, who was there, which services are needed. It decides which may open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.duty.casework import arg, button, data, kindly, number_at, rows, screen, with_first
from bot.duty.reading import Act
from bot.duty.rooms import Answer, Deed
from bot.duty.tracks import Work
from flows.desk.tracks import TEAM, TRACKS
from flows.office import Office
from flows.wording import text
from storage import handling, middle
from storage.database import Connection
from storage.keyring import DutyKeys
from storage.tables import Case, Officer


class Assessing:
    """The room of the assessment."""

    name = "assessing"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._keys, self._office, self._work = keys, office, Work(keys, office)

    def acts(self) -> Mapping[str, Deed]:
        does = {"team": self._toggle, "need": self._toggle, "day": self._toggle, "assessed": self._assessed}
        return {"assess": kindly(self._assess)} | {kind: kindly(deed, self._assess) for kind, deed in does.items()}

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        """There is nothing to type here."""
        return Answer(said=text("desk-work-tap"), chat=act.chat)

    def _assess(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """One screen: the day, who was there, what is needed."""
        case = handling.at_work(conn, officer, act.number)
        draft = self._draft(conn, officer, case, at)
        if draft is None:
            needs = list(handling.needs(handling.read(self._keys, case)))
            draft = {"number": case.number, "on": 0, "team": [], "needs": needs, "case": case.version}
            middle.keep(conn, self._keys, officer, self.name, draft, at)
        return self._assessing(act, officer, draft)

    def _draft(self, conn: Connection, officer: Officer, case: Case, at: datetime) -> dict[str, Any] | None:
        found = middle.load(conn, self._keys, officer, at)
        fits = found is not None and found.get("number") == case.number and "team" in found
        return found if fits else None

    def _assessing(self, act: Act, officer: Officer, draft: Mapping[str, Any]) -> Answer:
        def ticked(words: str, on: bool, *what: object) -> tuple[str, str]:
            return ("✓ " if on else "") + words, data(*map(str, what))

        n = str(draft["number"])
        days = [ticked(text("desk-day", days=-ago), draft["on"] == ago, "day", n, ago) for ago in (0, 1, 2, 3)]
        team = [ticked(text(f"team-{who}"), who in draft["team"], "team", n, who) for who in TEAM]
        needs = [ticked(text(f"track-{t.id}"), t.id in draft["needs"], "need", n, t.id) for t in TRACKS]
        last = [button("desk-work-save", "assessed", n), button("desk-work-back", "work", n)]
        buttons = (*rows(days, 4), *rows(team), *rows(needs, 1), *rows(last))
        return screen(act, officer, n, text("desk-work-assessing", number=n), buttons)

    def _toggle(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        case = handling.at_work(conn, officer, act.number)
        draft = self._draft(conn, officer, case, at)
        if draft is None:
            return self._assess(conn, act, officer, at)
        what = arg(act, 1)
        if act.kind == "day":
            draft["on"] = number_at(act, 1)
        else:
            name = {"team": "team", "need": "needs"}[act.kind]
            draft[name] = [one for one in draft[name] if one != what] if what in draft[name] else [*draft[name], what]
        middle.keep(conn, self._keys, officer, self.name, draft, at)
        return self._assessing(act, officer, draft)

    def _assessed(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        case = handling.at_work(conn, officer, act.number)
        draft = self._draft(conn, officer, case, at)
        if draft is None:
            return self._assess(conn, act, officer, at)
        on = self._office.clock(at).date() - timedelta(days=min(int(draft["on"]), 3))
        told = {"on": on, "team": draft["team"], "needs": draft["needs"], "version": int(draft["case"])}
        handling.assess(conn, self._keys, officer, case.number, at=at, **told)
        middle.done(conn, self._keys, officer, at)
        return with_first(self._work.services(conn, act, officer, at), text("desk-done-assessed", number=case.number))

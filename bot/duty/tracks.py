"""*Tindak lanjut*: one case to work on. Its menu, its services and what is noted about each, by taps; typed only where
a field needs words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.duty.casework import (
    DAYS,
    arg,
    ask_to_type,
    button,
    data,
    iso_day,
    kindly,
    number_at,
    partner_at,
    partner_buttons,
    put_aside,
    rows,
    screen,
    seen,
)
from bot.duty.reading import Act
from bot.duty.rooms import Answer, Deed
from flows.desk.tracks import BY_ID, CHOICE, DATE, EVERY, PARTNER, TRACKS, Field, may_open
from flows.office import Office
from flows.wording import text
from storage import cases, clocks, decisions, deeds, handling, middle, moving, roster, tracks
from storage.database import Connection
from storage.errors import NotPossible
from storage.keyring import DutyKeys
from storage.tables import Case, Officer
from storage.tracks import Opened


class Work:
    """The room of one case."""

    name = "work"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._keys, self._office = keys, office

    def acts(self) -> Mapping[str, Deed]:
        shows = {"follow": self.menu, "work": self.menu, "tracks": self.services}
        shows |= {"track": self._track, "field": self._field, "owner": self._owner}
        does = {"opentrack": self._open, "value": self._value, "providedby": self._give}
        return {kind: kindly(deed) for kind, deed in shows.items()} | {
            kind: kindly(deed, self.services) for kind, deed in does.items()
        }

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        """A field that is typed."""

        def noted(conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
            number, id = str(under_way["number"]), int(under_way["track"])
            tracks.set_field(conn, self._keys, self._office, officer, number, id, str(under_way["field"]), act.text, at)
            middle.done(conn, self._keys, officer, at)
            return self._shown(conn, act, officer, number, id, int(under_way.get("message", 0)))

        return kindly(noted, lambda *_: None)(conn, act, officer, at)

    # -- the menu -----------------------------------------------------------------------------------------------

    def menu(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """Where the case stands, and what can be done."""
        put_aside(conn, self._keys, officer, at)
        case = self._case(conn, officer, act.number)
        if case.merged_into is not None:
            into = cases.by_id(conn, case.merged_into).number
            there = rows([button("desk-follow-up", "work", into)])
            return screen(act, officer, into, text("desk-work-merged", number=case.number, into=into), there)
        told = handling.read(self._keys, case)
        if cases.has_gone(conn, case):
            gone = text("desk-work-gone", to=moving.went_to(self._keys, case))
            head = text("desk-work-head", number=case.number, urgency=case.urgency, state=text(f"state-{case.state}"))
            return screen(act, officer, case.number, f"{head}\n{gone}", ())
        said = [text("desk-work-head", number=case.number, urgency=case.urgency, state=text(f"state-{case.state}"))]
        if "assessment" in told:
            said.append(text("desk-work-assessed", day=iso_day(told["assessment"]["on"])))
        said += [f"• {text(f'track-{one.track.id}')}" for one in tracks.of_case(conn, self._keys, case)]
        holding = [clock for clock in clocks.running(conn, self._keys, case) if clock.holds]
        said += [
            text("desk-work-clock", clock=text(f"clock-{c.code}", check="no"), due=self._when(c.due)) for c in holding
        ]
        n = case.number
        buttons = [button("desk-work-reopen", "reopen", n)]
        if case.closed is None:
            waiting = decisions.waiting(conn, self._keys, case)
            buttons = [button("desk-work-second", "second", n)] if waiting else []
            buttons += [button("desk-work-assess", "assess", n), button("desk-work-tracks", "tracks", n)]
            buttons += [button("desk-work-leave", "leaves", n), button("desk-work-clocks", "clocks", n)]
            buttons += [button("desk-work-lower", "lower", n), button("desk-work-merge", "merge", n)]
            buttons += [button("desk-work-end", "close", n)]
        if told.get("came_with"):
            buttons.append(button("desk-work-before", "before", n))
        buttons.append((text("desk-open"), data("open", n, case.version)))
        return screen(act, officer, n, "\n".join(said), rows(buttons))

    def _case(self, conn: Connection, officer: Officer, number: str) -> Case:
        return handling.held(conn, officer, number)

    def _when(self, at: datetime | None) -> str:
        return self._office.clock(at).strftime("%d/%m %H.%M") if at else "?"

    # -- services -----------------------------------------------------------------------------------------------

    def services(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """Only what was opened, and what may be."""
        put_aside(conn, self._keys, officer, at)
        case = handling.at_work(conn, officer, act.number)
        needs = handling.needs(handling.read(self._keys, case))
        open_ = tracks.of_case(conn, self._keys, case)
        names = {one.id: roster.name_of(conn, one.owner_id) for one in open_}
        said = [text("desk-work-services", number=case.number)]
        said += [
            text("desk-work-service", track=text(f"track-{o.track.id}"), owner=names[o.id], due=self._when(o.due_at))
            for o in open_
        ]
        buttons = [(text(f"track-{one.track.id}"), data("track", case.number, one.id)) for one in open_]
        running = {one.track.id for one in open_}
        for track in TRACKS:
            if track.id not in running and may_open(track, needs):
                words = text("desk-work-begin", track=text(f"track-{track.id}"))
                buttons.append((words, data("opentrack", case.number, case.version, track.id)))
        if handling.nobody_may_come(conn, self._keys, case):
            buttons.append(button("desk-work-visit", "visit", case.number, case.version))
        buttons.append(button("desk-work-back", "work", case.number))
        return screen(act, officer, case.number, "\n".join(said), rows(buttons, 1))

    def _open(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        handling.at_work(conn, officer, act.number, seen(act))
        track = tracks.open_track(conn, self._keys, self._office, officer, act.number, arg(act, 2), at)
        return self._shown(conn, act, officer, act.number, track.id)

    def _track(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        put_aside(conn, self._keys, officer, at)
        return self._shown(conn, act, officer, act.number, number_at(act, 1))

    def _shown(self, conn: Connection, act: Act, officer: Officer, number: str, id: int, asked: int = 0) -> Answer:
        case = self._case(conn, officer, number)
        track = tracks.find(conn, self._keys, case, id)
        said = [f"{case.number} · {text(f'track-{track.track.id}')}"]
        said += [f"{text(f'field-{f}')}: {self._value_of(track, f, v)}" for f, v in track.values.items()]
        if track.sessions:
            said.append(text("desk-work-sessions", count=str(len(track.sessions))))
        buttons = []
        if track.state == "open":
            fields = (*track.track.fields, *EVERY)
            buttons = [(text(f"field-{f.id}"), data("field", number, id, f.id, track.version)) for f in fields]
            buttons.append(button("desk-work-owner", "owner", number, id))
            if track.track.consent:
                buttons.append(button("desk-work-leave", "leave", number, id))
        buttons.append(button("desk-work-back", "tracks", number))
        return screen(act, officer, case.number, "\n".join(said), rows(buttons), asked=asked)

    def _value_of(self, track: Opened, name: str, value: str) -> str:
        about = track.track.field(name)
        if about is not None and about.kind == CHOICE:
            return text(f"value-{name}-{value}")
        return iso_day(value)

    def _field(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """Something to tap where that is enough; else words are waited for."""
        case = handling.at_work(conn, officer, act.number)
        id, version = number_at(act, 1), number_at(act, 3)
        track = tracks.find(conn, self._keys, case, id)
        about = track.track.field(arg(act, 2))
        if about is None:
            raise NotPossible("desk-why-value")
        said = text(
            "desk-work-choose", field=text(f"field-{about.id}"), typed="no" if about.kind == CHOICE else about.kind
        )
        buttons = self._choices(case.number, id, about, version)
        if about.kind not in (CHOICE, PARTNER):
            what = {"number": case.number, "track": id, "field": about.id}
            ask_to_type(conn, self._keys, officer, self.name, act, what, at)
        back = rows([button("desk-work-back", "track", case.number, id)])
        return screen(act, officer, case.number, f"{case.number} · {said}", (*buttons, *back))

    def _choices(self, number: str, id: int, about: Field, version: int) -> Any:
        here = ("value", number, id, about.id, version)
        if about.kind == PARTNER:
            return partner_buttons(self._office, about.partners, *here)
        if about.kind == CHOICE:
            return rows([(text(f"value-{about.id}-{choice}"), data(*here, choice)) for choice in about.choices])
        if about.kind == DATE:
            return rows([(text("desk-day", days=ahead), data(*here, f"+{ahead}")) for ahead in DAYS], 3)
        return ()

    def _value(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        id, name, version, value = number_at(act, 1), arg(act, 2), number_at(act, 3), arg(act, 4)
        found = next((t.field(name) for t in BY_ID.values() if t.field(name) is not None), None)
        if found is not None and found.kind == PARTNER:
            value = partner_at(self._office, number_at(act, 4))
        tracks.set_field(conn, self._keys, self._office, officer, act.number, id, name, value, at, version)
        middle.done(conn, self._keys, officer, at)
        return self._shown(conn, act, officer, act.number, id)

    def _owner(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        id = number_at(act, 1)
        there = deeds.may_work(conn, handling.at_work(conn, officer, act.number))
        buttons = [(one.name, data("providedby", act.number, id, one.id)) for one in there]
        back = button("desk-work-back", "track", act.number, id)
        return screen(act, officer, act.number, text("desk-work-whose", number=act.number), rows([*buttons, back]))

    def _give(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        id, to = number_at(act, 1), number_at(act, 2)
        tracks.give(conn, self._keys, self._office, officer, act.number, id, to, at)
        return self._shown(conn, act, officer, act.number, id)

"""*Pindah kantor*: a case that belongs to another office of this deployment; asked for, looked at twice, moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from bot.duty.agreeing import Agreeing
from bot.duty.casework import arg, ask_to_type, button, kindly, number_at, put_aside, rows, screen, seen, with_first
from bot.duty.changing import Changing
from bot.duty.panel import turning
from bot.duty.reading import Act
from bot.duty.rooms import Answer, Deed
from flows.desk.plain import visible
from flows.office import Office
from flows.wording import text
from storage import consents, handling, moving, neighbours, returning, tracks
from storage.database import Connection
from storage.ending import Ending, needs_two
from storage.errors import NotPossible
from storage.keyring import DutyKeys
from storage.tables import Case, Officer

HOLDS = timedelta(days=14)  # a yes to a case going elsewhere
PAGE = 1500  # characters of what was done before on one screen, under the longest there is whatever they are


class Moving:
    """The room between offices."""

    name = "moving"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._keys, self._office, self._changing = keys, office, Changing(keys, office)

    def acts(self) -> Mapping[str, Deed]:
        shows = {"move": self._where, "movesure": self._sure, "before": self._before}
        does = {"moveask": self._ask, "movedo": self._do}
        return {kind: kindly(deed) for kind, deed in shows.items()} | {
            kind: kindly(deed, self._changing.menu) for kind, deed in does.items()
        }

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        """Nothing is typed here: why is typed where a case ends, the number of a letter where consent is noted."""
        return None

    def _where(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """That office; by what right?"""
        put_aside(conn, self._keys, officer, at)
        case, to = self._about(conn, act, officer)
        here, name = (case.number, case.version, to), self._name(to)
        state = self._asked(conn, case, to, name, at)
        buttons = [button("desk-end-by-consent", "movesure", *here, "consent")] if state == "granted" else []
        if state == "none":
            ways = ("chat", "paper") if returning.has_chat(conn, case) else ("paper",)
            buttons += [button(f"desk-move-{how}", "moveask", *here, how) for how in ways]
        buttons += [button("desk-end-by-law", "movesure", *here, "law")]
        buttons += [button("desk-work-back", "handon", case.number, case.version)]
        said = text("desk-move", number=case.number, to=name, state=state)
        return screen(act, officer, case.number, said, rows(buttons, 1))

    def _ask(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        """Ask the survivor in their chat, or write down that they signed."""
        case, to = self._about(conn, act, officer)
        neighbours.find(self._keys, to, self._office.code)  # nobody is asked about an office that cannot have it
        name, until = self._name(to), self._office.clock(at).date() + HOLDS
        track = tracks.transfer_of(conn, self._keys, self._office, officer, case.number, at)
        about = (conn, self._keys, self._office, officer, case.number, track.id, name, until, at)
        if arg(act, 3) == "chat":
            asked = consents.ask(*about)
            said = text("desk-done-asked", number=case.number, how="push" if asked.pushed else "wait")
        elif consents.said_no(conn, self._keys, case, track, name):
            what = {"number": case.number, "track": track.id, "to": name, "until": until.isoformat()}
            ask_to_type(conn, self._keys, officer, Agreeing.name, act, what, at)
            back = rows([button("desk-work-back", "move", case.number, case.version, to)])
            return screen(act, officer, case.number, text("desk-write-signed", number=case.number), back)
        else:
            consents.record(*about, granted=True)
            said = text("desk-done-recorded", to=name, granted="yes")
        return with_first(self._where(conn, act, officer, at), said)

    def _sure(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """What goes along, before it does."""
        case, to = self._about(conn, act, officer)
        moving.check(conn, self._keys, self._office, case, to, arg(act, 3), at)
        goes = moving.what_goes(conn, case)
        counted: dict[str, Any] = {name: str(count) for name, count in asdict(goes).items()}
        two = "yes" if needs_two(case) else "no"
        said = text("desk-move-sure", number=case.number, to=self._name(to), two=two, **counted)
        here = (case.number, case.version, to)
        buttons = [button("desk-move-yes", "movedo", *here, arg(act, 3)), button("desk-work-back", "move", *here)]
        return screen(act, officer, case.number, said, rows(buttons, 1))

    def _do(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        _, to = self._about(conn, act, officer)
        how = Ending("hand_on", to=self._name(to), basis=arg(act, 3), office=to)
        return self._changing.ended(conn, act, officer, at, how)

    def _before(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """What the office that had it before did."""
        case = handling.held(conn, officer, act.number)
        pages = _pages([visible(line) for line in moving.came_with(self._keys, case)])
        page = min(number_at(act, 1) if len(act.args) > 1 else 0, len(pages) - 1)
        said = "\n".join((text("desk-move-before", number=case.number), *pages[page]))
        back = rows([button("desk-work-back", "work", case.number)])
        return screen(act, officer, case.number, said, turning(f"before|{case.number}", page, len(pages)) + back)

    def _about(self, conn: Connection, act: Act, officer: Officer) -> tuple[Case, str]:
        return handling.at_work(conn, officer, act.number, seen(act)), arg(act, 2)

    def _name(self, code: str) -> str:
        found = neighbours.names(self._keys, self._office.code).get(code)
        if found is None:
            raise NotPossible("desk-why-move-nowhere")
        return found

    def _asked(self, conn: Connection, case: Case, code: str, name: str, at: datetime) -> str:
        """``granted``, ``asked``, or ``none``."""
        if moving.consented(conn, self._keys, self._office, case, code, name, at) is not None:
            return "granted"
        running = {one.id for one in tracks.of_case(conn, self._keys, case) if one.track.id == "transfer"}
        given = consents.of_case(conn, self._keys, case)
        meant = [one for one in given if one.track_id in running and (one.office, one.to) == (code, name)]
        waits = any(one.state == "asked" for one in meant)
        return "asked" if waits else "none"


def _pages(lines: Sequence[str]) -> list[list[str]]:
    """All the lines, each page as long as one screen may be; what is longer than that goes on over the next."""
    pages: list[list[str]] = [[]]
    for piece in (line[at : at + PAGE] for line in lines for at in range(0, len(line), PAGE)):
        if pages[-1] and sum(len(one) + 1 for one in pages[-1]) + len(piece) > PAGE:
            pages.append([])
        pages[-1].append(piece)
    return pages

"""What weighs more than a note: a second person's word, a legal clock, a merging, an end, a new start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from bot.duty.casework import (
    arg,
    ask_to_type,
    button,
    data,
    kindly,
    number_at,
    partner_at,
    partner_buttons,
    rows,
    screen,
    seen,
    with_first,
)
from bot.duty.reading import Act
from bot.duty.rooms import Answer, Deed
from bot.duty.tracks import Work
from flows.desk import life
from flows.office import Office
from flows.triage import Urgency
from flows.wording import text
from storage import clocks, decisions, handling, merging, middle, neighbours, queue
from storage.database import Connection
from storage.ending import Ending, check, end, needs_two, needs_words
from storage.keyring import DutyKeys
from storage.tables import Officer

MOST = 8  # cases to merge into, on one screen


class Changing:
    """The room of decisions."""

    name = "changing"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._keys, self._office, self._work = keys, office, Work(keys, office)

    def acts(self) -> Mapping[str, Deed]:
        shows = {"second": self._second, "clocks": self._clocks, "lower": self._lower, "merge": self._merge}
        shows |= {"lowerto": self._why, "visit": self._why, "sign": self._why, "letter": self._why}
        shows |= {"mergein": self._sure, "close": self._close, "handon": self._hand_on}
        does = {"decide": self._decide, "ownwords": self._own_words, "mergedo": self._merged}
        does |= {"closedo": self._closed, "handdo": self._handed, "reopen": self._reopen}
        return {kind: kindly(deed) for kind, deed in shows.items()} | {
            kind: kindly(deed, self._work.menu) for kind, deed in does.items()
        }

    def menu(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """Where the case stands."""
        return self._work.menu(conn, act, officer, at)

    # -- a reason, or a letter's number --------------------------------------------------------------------------

    def _why(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """What a second person will read, or the number that closes a clock."""
        case = handling.at_work(conn, officer, act.number, seen(act))
        about = {"visit": "outreach"}.get(act.kind) or arg(act, 2)
        kind = {"lowerto": "lower", "sign": "clock"}.get(act.kind, act.kind)
        what = {"number": case.number, "kind": kind, "about": about, "case": case.version}
        ask_to_type(conn, self._keys, officer, self.name, act, what, at)
        key = "desk-write-letter" if act.kind == "letter" else "desk-write-reason"
        back = rows([button("desk-work-back", "work", case.number)])
        return screen(act, officer, case.number, text(key, number=case.number), back)

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        """The reason, or the letter's number."""

        def written(conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
            number, kind, about = str(under_way["number"]), str(under_way["kind"]), under_way["about"]
            version = int(under_way["case"])
            if kind == "letter":
                clocks.close_by_letter(conn, self._keys, officer, number, about, act.text, at, version)
                said = text("desk-done-letter", number=number)
            elif kind == "end":
                said = self._ends(conn, officer, number, replace(Ending(**about), why=act.text), at, version)
            else:
                decisions.ask(conn, self._keys, officer, number, kind, about, act.text, at, version)
                said = text("desk-done-second", number=number)
            middle.done(conn, self._keys, officer, at)
            back = rows([button("desk-work-back", "work", number)])
            return screen(act, officer, number, said, back, asked=int(under_way.get("message", 0)))

        return kindly(written, lambda *_: None)(conn, act, officer, at)

    # -- the second person --------------------------------------------------------------------------------------

    def _second(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        case = handling.at_work(conn, officer, act.number)
        said, buttons = [text("desk-second-head", number=case.number)], []
        for one in decisions.waiting(conn, self._keys, case):
            about = text(f"clock-{one.about}", check="no") if one.kind == "clock" else one.about
            about = _in_words(one.ending) if one.ending is not None else about
            said.append(text("desk-second-line", kind=one.kind, about=about, by=one.by, reason=one.reason))
            if one.stale:
                said.append(text("desk-second-stale"))
            if one.by_human != officer.telegram_id:
                for word in ("no",) if one.stale else ("yes", "no"):
                    buttons.append(button(f"desk-second-{word}", "decide", case.number, case.version, one.id, word))
        buttons.append(button("desk-work-back", "work", case.number))
        return screen(act, officer, case.number, "\n\n".join(said), rows(buttons))

    def _decide(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        handling.at_work(conn, officer, act.number, seen(act))
        agreed = arg(act, 3) == "yes"
        decisions.decide(conn, self._keys, self._office, officer, act.number, number_at(act, 2), agreed, at)
        said = text("desk-done-agreed" if agreed else "desk-done-declined", number=act.number)
        return with_first(self._work.menu(conn, act, officer, at), said)

    def _lower(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        case = handling.at_work(conn, officer, act.number)
        lower = [level for level in Urgency if Urgency(case.urgency).above(level)]
        buttons = [(level.value, data("lowerto", case.number, case.version, level.value)) for level in lower]
        buttons.append(button("desk-work-back", "work", case.number))
        said = text("desk-lower", number=case.number, urgency=case.urgency)
        return screen(act, officer, case.number, said, rows(buttons))

    # -- clocks -------------------------------------------------------------------------------------------------

    def _clocks(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        case = handling.at_work(conn, officer, act.number)
        running = clocks.running(conn, self._keys, case)
        said, buttons = [text("desk-clocks", number=case.number, any="yes" if running else "no")], []
        for one in running:
            due = self._office.clock(one.due).strftime("%d/%m %H.%M") if one.due else ""
            name = text(f"clock-{one.code}", check="yes" if one.check else "no")
            said.append(text("desk-clock-line", clock=name, due=due or "none", closed=one.closed or "no"))
            if one.code in clocks.LEGAL and not one.closed and one.due:
                here = (case.number, case.version, one.code)
                buttons.append((text("desk-clock-letter", clock=one.code), data("letter", *here)))
                buttons.append((text("desk-clock-sign", clock=one.code), data("sign", *here)))
        known = [one for one in running if one.code == clocks.OWN_WORDS and one.due]
        if not known:
            buttons.append(button("desk-clock-own-words", "ownwords", case.number, case.version))
        buttons.append(button("desk-work-back", "work", case.number))
        return screen(act, officer, case.number, "\n".join(said), rows(buttons, 1))

    def _own_words(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        due = clocks.note_own_words(conn, self._keys, officer, act.number, at, seen(act))
        said = text("desk-done-own-words", due=self._office.clock(due).strftime("%d/%m %H.%M"))
        return with_first(self._clocks(conn, act, officer, at), said)

    # -- two cases ----------------------------------------------------------------------------------------------

    def _merge(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """Which case is it about the same survivor?"""
        case = handling.held(conn, officer, act.number)
        lines = queue.waiting(conn, self._keys, self._office.code, officer)
        others = [line for line in lines if line.number != case.number and not line.sealed_away][:MOST]
        buttons = [
            (f"{line.number} · {line.urgency} · {line.place} · {line.age}", data("mergein", case.number, line.number))
            for line in others
        ]
        buttons.append(button("desk-work-back", "work", case.number))
        said = text("desk-merge", number=case.number, any="yes" if others else "no")
        return screen(act, officer, case.number, said, rows(buttons, 1))

    def _sure(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        into = handling.held(conn, officer, arg(act, 1)).number
        version = handling.held(conn, officer, act.number).version
        buttons = [button("desk-merge-yes", "mergedo", act.number, into, version)]
        buttons.append(button("desk-work-back", "merge", act.number))
        return screen(act, officer, act.number, text("desk-merge-sure", number=act.number, into=into), rows(buttons, 1))

    def _merged(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        into, version = arg(act, 1), number_at(act, 2)
        raised = merging.merge(conn, self._keys, self._office, officer, act.number, into, at, version)
        said = text("desk-done-merged", number=act.number, into=into, raised="yes" if raised else "no")
        return with_first(self._work.menu(conn, act, officer, at), said)

    # -- an end, and a new start --------------------------------------------------------------------------------

    def _close(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        case = handling.at_work(conn, officer, act.number)
        n, offered = case.number, life.offered(case.state)
        here = (n, case.version)
        whys = [why for why in life.REASONS if why != "double"]
        buttons = [button("desk-end-finish", "closedo", *here, "finish", "-")] if "finish" in offered else []
        buttons += [(text(f"close-{why}"), data("closedo", *here, "close", why)) for why in whys]
        buttons += [button("desk-end-hand-on", "handon", *here), button("desk-work-back", "work", n)]
        said = text("desk-end", number=n, urgency=case.urgency, two=_yes(needs_two(case)))
        return screen(act, officer, n, said, rows(buttons, 1))

    def _closed(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        move, why = arg(act, 2), arg(act, 3)
        return self.ended(conn, act, officer, at, Ending(move, why if move == "close" else ""))

    def _hand_on(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """To whom, and by what right?"""
        n = act.number
        here = (n, handling.at_work(conn, officer, n, seen(act)).version)
        last = rows([button("desk-work-back", "close", n)])
        if len(act.args) < 3:
            others = neighbours.names(self._keys, self._office.code).items()
            buttons = rows([(f"🏢 {name}", data("move", *here, code)) for code, name in others], 1)
            buttons += partner_buttons(self._office, (), "handon", *here)
            return screen(act, officer, n, text("desk-leave-to", number=n), (*buttons, *last))
        place = number_at(act, 2)
        right = [button(f"desk-end-by-{basis}", "handdo", *here, place, basis) for basis in handling.BASES]
        to = partner_at(self._office, place)
        return screen(act, officer, n, text("desk-end-right", number=n, to=to), (*rows(right, 1), *last))

    def _handed(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        to, basis = partner_at(self._office, number_at(act, 2)), arg(act, 3)
        return self.ended(conn, act, officer, at, Ending("hand_on", to=to, basis=basis))

    def ended(self, conn: Connection, act: Act, officer: Officer, at: datetime, how: Ending) -> Answer | None:
        """At once; where it must be written why, with that."""
        case = handling.at_work(conn, officer, act.number, seen(act))
        if not needs_words(case, how):
            said = self._ends(conn, officer, case.number, how, at, case.version)
            return with_first(self._work.menu(conn, act, officer, at), said)
        check(conn, self._keys, self._office, case, how, at)  # what cannot end is said before anybody writes
        what = {"number": case.number, "kind": "end", "about": asdict(how), "case": case.version}
        ask_to_type(conn, self._keys, officer, Changing.name, act, what, at)
        n, two = case.number, _yes(needs_two(case))
        said = text("desk-write-end", number=n, urgency=case.urgency, how=_in_words(how), two=two)
        return screen(act, officer, n, said, rows([button("desk-work-back", "close", n)]))

    def _ends(self, conn: Connection, officer: Officer, number: str, how: Ending, at: datetime, version: int) -> str:
        """The case ends; an urgent one waits for a second person. Gives what to say."""
        case = handling.at_work(conn, officer, number, version)
        if needs_two(case):
            decisions.ask_end(conn, self._keys, self._office, officer, number, how, at, version)
            return text("desk-done-second", number=number)
        state = end(conn, self._keys, self._office, officer, number, how, at, version)
        if how.office:
            return text("desk-done-moved", number=number, to=how.to)
        return text("desk-done-ended", number=number, state=text(f"state-{state}"))

    def _reopen(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        handling.reopen(conn, officer, act.number, at)
        return with_first(self._work.menu(conn, act, officer, at), text("desk-done-reopened", number=act.number))


def _yes(it_is: bool) -> str:
    return "yes" if it_is else "no"


def _in_words(how: Ending) -> str:
    """How a case is to end, as a second person reads it."""
    if how.move == "hand_on":
        return text("desk-end-handed", to=how.to, right=text(f"desk-end-by-{how.basis}"))
    return text("desk-end-finish" if how.move == "finish" else f"close-{how.reason}")

"""`/serah`: a case gets another owner, with a note that only officers read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.duty.panel import HERE, going_on, is_here, line_for, panel
from bot.duty.reading import Act
from bot.duty.rooms import Answer, Deed
from flows.office import Office
from flows.wording import text
from storage import cases, deeds, middle, queue
from storage.database import Connection
from storage.errors import CannotOpen, CaseAlreadyClosed, NotOnRoster, NotTakenYet
from storage.filing import NUMBER
from storage.keyring import DutyKeys
from storage.tables import Officer

LISTED = 12  # of one's own cases; whoever has more finds them in the queue


class Handing:
    """The room of handing over."""

    name = "give"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._keys, self._office = keys, office

    def acts(self) -> Mapping[str, Deed]:
        return {"/serah": self._which, "give": self._whom, "giveto": self._ask_note, "given": self._bare}

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        return self._hand(conn, act, officer, at, str(under_way["number"]), int(under_way["to"]), act.text)

    def _which(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        named = NUMBER.search(act.text.upper())
        if named is not None:
            return self._offer(conn, act, officer, named[0], here=False)
        lines = queue.waiting(conn, self._keys, self._office.code, officer)
        own = [line for line in lines if line.owner == officer.id and not line.sealed_away][:LISTED]
        if not own:
            return Answer(said=text("queue-give-none"), chat=act.chat)
        rows = tuple(
            ((f"{line.number} · {line.urgency} · {line.place}", f"give|{line.number}|{HERE}"),) for line in own
        )
        return Answer(said=text("queue-give-which"), chat=act.chat, buttons=rows)

    def _whom(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        return self._offer(conn, act, officer, act.number, here=is_here(act))

    def _offer(self, conn: Connection, act: Act, officer: Officer, number: str, *, here: bool) -> Answer:
        line = line_for(conn, self._keys, self._office, officer, number)
        if line.sealed_away:
            raise CannotOpen
        refused = (
            text("queue-closed", number=line.number)
            if line.closed
            else text("queue-give-first", number=line.number)
            if line.owner is None
            else ""
        )
        if refused:
            return Answer(toast=refused) if act.callback_id else Answer(said=refused, chat=act.chat)
        others = deeds.may_get(conn, cases.open_for(conn, officer, number))
        rows = tuple(
            ((text("queue-give-me") if one.id == officer.id else one.name, f"giveto|{line.number}|{one.id}"),)
            for one in others
        )
        back = ((text("queue-back"), "queue|0"),)
        said = text("queue-give-whom", number=line.number) if others else text("queue-give-nobody")
        return Answer(said=said, chat=act.chat, buttons=(*rows, back), edits=act.message if here else 0)

    def _ask_note(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """A note helps whoever has it next; to take a case over oneself, none is needed."""
        to = act.version or 0
        if act.again:
            return panel(conn, self._keys, self._office, act, officer, at, act.number)
        if to == officer.id:
            return self._hand(conn, act, officer, at, act.number, to, None)
        case = cases.open_for(conn, officer, act.number)
        new = next((one for one in deeds.may_get(conn, case) if one.id == to), None)
        if new is None:
            return Answer(toast=text("queue-give-gone"))
        what = {"doing": "give", "number": case.number, "to": to}
        middle.lay_over(conn, self._keys, officer, self.name, what, at)
        said = text("queue-give-note", number=case.number, name=new.name)
        bare = ((text("queue-give-bare"), f"given|{case.number}|{to}"),)
        return Answer(said=said, chat=act.chat, buttons=(bare,), edits=act.message)

    def _bare(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        if act.again:
            return panel(conn, self._keys, self._office, act, officer, at, act.number)
        return self._hand(conn, act, officer, at, act.number, act.version or 0, None)

    def _hand(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, number: str, to: int, words: str | None
    ) -> Answer:
        try:
            case, new = deeds.hand_over(conn, self._keys, officer, number, to, words, at)
        except (CaseAlreadyClosed, NotOnRoster, NotTakenYet) as refusal:
            if not act.callback_id:
                middle.lift(conn, self._keys, officer, at)
            keys: dict[type[Exception], str] = {
                CaseAlreadyClosed: "queue-closed",
                NotOnRoster: "queue-give-gone",
                NotTakenYet: "queue-give-first",
            }
            said = text(keys[type(refusal)], number=number)
            return Answer(toast=said) if act.callback_id else Answer(said=said, chat=act.chat)
        back = middle.lift(conn, self._keys, officer, at)
        me = new.id == officer.id
        said = text("queue-given-me", number=case.number) if me else text("queue-given", number=number, name=new.name)
        said = f"{said}\n{going_on()}" if back else said
        return panel(conn, self._keys, self._office, act, officer, at, case.number, said=said)

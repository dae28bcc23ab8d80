"""Ready-made answers: chosen by a tap, read as they will be read, sent with one more tap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.duty.panel import HERE, is_here
from bot.duty.reading import Act
from bot.duty.rooms import Answer, Buttons, Deed
from flows.desk.waiting import Phrase, phrases
from flows.office import Office
from flows.wording import text
from storage import cases, replies
from storage.database import Connection
from storage.errors import CannotOpen
from storage.keyring import DutyKeys
from storage.replies import Replied
from storage.tables import Case, Officer

TWICE = timedelta(seconds=30)  # a second tap on *Kirim* so soon is the same one


class Phrases:
    """The room of ready-made answers."""

    name = "phrases"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._keys, self._office = keys, office

    def acts(self) -> Mapping[str, Deed]:
        return {"phrases": self._list, "phrase": self._check, "send": self._send}

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        return None  # nothing is ever typed here

    def _list(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        case = self._case(conn, officer, act.number)
        keys = [(one.title, f"phrase|{case.number}|{one.key}") for one in self._phrases(conn, case)]
        rows = tuple(tuple(keys[i : i + 2]) for i in range(0, len(keys), 2))
        said = text("queue-phrases-ask", number=case.number)
        return Answer(said=said, chat=act.chat, buttons=rows, edits=act.message if is_here(act) else 0)

    def _check(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        case = self._case(conn, officer, act.number)
        one = self._one(conn, act, case)
        if one is None:
            return Answer(toast=text("queue-phrase-gone"))
        said = text("queue-phrase-check", number=case.number, words=one.words)
        send = ((text("queue-phrase-send"), f"send|{case.number}|{one.key}"),)
        others = ((text("queue-phrases"), f"phrases|{case.number}|{HERE}"),)
        return Answer(said=said, chat=act.chat, buttons=(send, others), edits=act.message)

    def _send(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        case = self._case(conn, officer, act.number)
        one = self._one(conn, act, case)
        if one is None:
            return Answer(toast=text("queue-phrase-gone"))
        sent = None
        if act.again and replies.find_reply(conn, self._keys, officer, one.words) is None:
            return Answer(toast=text("queue-old"))
        recently = officer.replying_since is not None and at - officer.replying_since < TWICE
        if act.again or recently:
            sent = replies.find_reply(conn, self._keys, officer, one.words)
        if sent is None or sent.number != case.number:
            sent = replies.reply(conn, self._keys, officer, case.number, one.words, at)
        said = f"{one.words}\n\n{kept(sent)}"
        return Answer(said=said, chat=act.chat, buttons=instead(sent), edits=act.message)

    def _case(self, conn: Connection, officer: Officer, number: str) -> Case:
        case = cases.open_for(conn, officer, number)
        if case.sealed_to != "office":
            raise CannotOpen
        return case

    def _one(self, conn: Connection, act: Act, case: Case) -> Phrase | None:
        key = act.args[1] if len(act.args) > 1 else ""
        return next((one for one in self._phrases(conn, case) if one.key == key), None)

    def _phrases(self, conn: Connection, case: Case) -> tuple[Phrase, ...]:
        return phrases(self._office, replies.register_of(conn, self._keys, case))


def kept(replied: Replied) -> str:
    """What became of an answer."""
    how = "push" if replied.pushed else "declined" if replied.declined else "unasked"
    said = text("desk-replied", number=replied.number, how=how)
    if not replied.reachable:
        said = text("desk-no-address", number=replied.number)
    red = text("desk-reply-red", phone="yes" if replied.has_phone else "no")
    return f"{said}\n{red}" if replied.red else said


def instead(replied: Replied) -> Buttons:
    """In an emergency, where to say what was done beside writing."""
    return (((text("queue-acted"), f"acted|{replied.number}"),),) if replied.red else ()

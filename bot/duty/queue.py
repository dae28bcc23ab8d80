"""`/antrean` and `/cari`: what waits, most urgent first; taking a case, saying what was done, a note."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.duty.panel import HERE, going_on, is_here, line_for, lines_of, numbers, page_of, panel, turning
from bot.duty.reading import Act
from bot.duty.rooms import Answer, Deed
from flows import areas
from flows.office import Office
from flows.wording import label, text
from storage import case_file, cases, decisions, deeds, middle, queue
from storage.database import Connection
from storage.errors import CaseAlreadyClosed, NotPossible
from storage.filing import NUMBER
from storage.keyring import DutyKeys
from storage.queue import Line
from storage.tables import RANKS, Officer

BY_TAP = ("called", "team", "met", "answered")
AGES = {"age.u5": 5, "age.5_11": 12, "age.12_14": 15, "age.15_17": 18, "age.18_24": 25, "age.25_59": 60, "age.60": 130}


class Queue:
    """The room of the queue."""

    name = "queue"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._keys, self._office = keys, office

    def acts(self) -> Mapping[str, Deed]:
        return {
            "/antrean": self._queue,
            "queue": self._queue,
            "case": self._case,
            "take": self._take,
            "acted": self._ask_acted,
            "did": self._did,
            "note": self._ask_note,
            "/cari": self._search,
            "find": self._find,
        }

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        if under_way.get("doing") == "find":
            return self._looked_up(conn, act, officer, at, act.text)
        number = str(under_way.get("number", ""))
        try:
            deeds.record(conn, self._keys, officer, number, "note", act.text, at)
        except CaseAlreadyClosed:
            middle.lift(conn, self._keys, officer, at)
            return Answer(said=text("queue-closed", number=number), chat=act.chat)
        back = middle.lift(conn, self._keys, officer, at)
        said = text("queue-noted", number=number)
        return Answer(said=f"{said}\n{going_on()}" if back else said, chat=act.chat)

    # -- the queue ----------------------------------------------------------------------------------------------

    def _queue(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        lines = queue.waiting(conn, self._keys, self._office.code, officer)
        is_holder = officer.role == self._office.escalation.holder
        sealed = sum(line.sealed_away for line in lines)
        shown, page, pages = page_of([line for line in lines if is_holder or not line.sealed_away], _page(act))
        edits = act.message if act.callback_id and "new" not in act.args else 0
        if not lines:
            return Answer(said=text("queue-empty"), chat=act.chat, edits=edits)
        title = text(
            "queue-title", open=str(len(lines)), sealed=0 if is_holder else sealed, page=str(page + 1), pages=pages
        )
        said = "\n\n".join([title, *(lines_of(line, at) for line in shown)])
        return Answer(said=said, chat=act.chat, buttons=numbers(shown) + turning("queue", page, pages), edits=edits)

    def _case(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        return panel(conn, self._keys, self._office, act, officer, at, act.number)

    def _take(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """*Terima* in the queue: the same promise as under an alert, and the lines say so at once."""
        if act.again:
            return self._case(conn, act, officer, at)
        holder = self._office.escalation.holder
        done = cases.acknowledge(conn, officer, act.number, at, holder=holder, version=act.version)
        key = "desk-called-anew" if done.stale else "desk-taken" if done.first else "desk-taken-before"
        toast = text(key, number=done.case.number, name=done.by)
        return panel(conn, self._keys, self._office, act, officer, at, act.number, toast=toast)

    # -- what was done ------------------------------------------------------------------------------------------

    def _ask_acted(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        line = line_for(conn, self._keys, self._office, officer, act.number)
        rows = tuple(((text(f"queue-did-{kind}"), f"did|{line.number}|{kind}"),) for kind in BY_TAP)
        back = ((text("queue-back"), "queue|0"),)
        edits = act.message if is_here(act) else 0
        said = text("queue-acted-ask", number=line.number)
        return Answer(said=said, chat=act.chat, buttons=(*rows, back), edits=edits)

    def _did(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        kind = act.args[1] if len(act.args) > 1 else ""
        if kind not in BY_TAP:
            return Answer(toast=text("queue-old"))
        if act.again:
            return self._case(conn, act, officer, at)
        try:
            holder = self._office.escalation.holder
            deeds.record(conn, self._keys, officer, act.number, kind, None, at, holder=holder)
        except CaseAlreadyClosed:
            return Answer(toast=text("queue-closed", number=act.number))
        except NotPossible:
            return self._nobody_may_come(conn, act, officer, at)
        time = self._office.clock(at).strftime("%H.%M")
        said = text("queue-recorded", number=act.number, deed=text(f"queue-did-{kind}"), time=time)
        return panel(conn, self._keys, self._office, act, officer, at, act.number, said=said)

    def _nobody_may_come(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """The reporter said JANGAN: a second person first, one tap away. This tells what the card tells: it stands in a
        message of its own that leaves the chat as the card does, and who read it is written down."""
        line = line_for(conn, self._keys, self._office, officer, act.number)
        n = line.number
        waiting = decisions.waiting(conn, self._keys, cases.open_for(conn, officer, n))
        if line.owner is None:
            state, first = "new", (text("desk-acknowledge"), f"take|{n}|{line.version}")
        elif any(one.kind == "visit" for one in waiting):
            state, first = "asked", (text("desk-work-second"), f"second|{n}")
        else:
            state, first = "taken", (text("desk-work-visit"), f"visit|{n}|{line.version}")
        case_file.note_looked(conn, officer, n, at)
        beside = ((text("queue-note"), f"note|{n}"), (text("queue-acted-other"), f"acted|{n}|{HERE}"))
        said = text("queue-team-second", number=n, state=state)
        return Answer(said=said, chat=act.chat, buttons=((first,), beside), officer=officer, wipes=n)

    def _ask_note(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        line = line_for(conn, self._keys, self._office, officer, act.number)
        if line.closed:
            return Answer(toast=text("queue-closed", number=line.number))
        what = {"doing": "note", "number": line.number}
        if not act.again:
            middle.lay_over(conn, self._keys, officer, self.name, what, at)
        return Answer(said=text("queue-note-ask", number=line.number), chat=act.chat)

    # -- search -------------------------------------------------------------------------------------------------

    def _search(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        _, _, wanted = act.text.strip().partition(" ")
        if wanted.strip():
            return self._looked_up(conn, act, officer, at, wanted)
        if not act.again:
            middle.lay_over(conn, self._keys, officer, self.name, {"doing": "find"}, at)
        urgencies = [(urgency, f"find|u.{urgency}|0") for urgency in RANKS]
        ages = [(label(age), f"find|a.{age}|0") for age in AGES]
        places = ((text("queue-find-places"), "find|k|0"),)
        rows = [tuple(keys[i : i + 2]) for keys in (urgencies, ages) for i in range(0, len(keys), 2)]
        return Answer(said=text("queue-find-ask"), chat=act.chat, buttons=(*rows, places))

    def _looked_up(self, conn: Connection, act: Act, officer: Officer, at: datetime, typed: str) -> Answer:
        """A typed number, place, age or urgency; anything else is asked again, and nothing of it is kept."""
        number = NUMBER.search(typed.upper())
        if number is not None:
            middle.lift(conn, self._keys, officer, at)
            return panel(conn, self._keys, self._office, act, officer, at, number[0], here=False)
        what = _criterion(typed, self._office)
        if not what:
            return Answer(said=text("queue-find-unclear"), chat=act.chat)
        middle.lift(conn, self._keys, officer, at)
        return self._results(conn, act, officer, at, what, 0)

    def _find(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        what = act.args[0] if act.args else ""
        if what == "k":
            keys = [(area.name, f"find|k.{area.code}|0") for area in areas.kecamatan_of(self._office.code)]
            rows = tuple(tuple(keys[i : i + 2]) for i in range(0, len(keys), 2))
            return Answer(said=text("queue-find-place"), chat=act.chat, buttons=rows, edits=act.message)
        middle.lift(conn, self._keys, officer, at)
        page = int(act.args[1]) if len(act.args) > 1 and act.args[1].isdigit() else 0
        return self._results(conn, act, officer, at, what, page)

    def _results(self, conn: Connection, act: Act, officer: Officer, at: datetime, what: str, page: int) -> Answer:
        by, _, value = what.partition(".")
        wanted = {"u": "urgency", "a": "age", "k": "kecamatan"}.get(by)
        if wanted is None or (by == "u" and value not in RANKS):
            return Answer(toast=text("queue-old")) if act.callback_id else Answer()
        is_holder = officer.role == self._office.escalation.holder
        found: list[Line] = [
            line
            for line in queue.find(conn, self._keys, officer, **{wanted: value})
            if is_holder or not line.sealed_away
        ]
        named = value if by == "u" else label(value) if value in AGES else areas.name_of(value) or value
        edits = act.message if act.callback_id else 0
        if not found:
            said = text("queue-found-none", what=named)
            return Answer(said=said, chat=act.chat, buttons=(((text("queue-back"), "queue|0"),),), edits=edits)
        shown, page, pages = page_of(found, page)
        title = text("queue-found", what=named, count=str(len(found)), page=str(page + 1), pages=pages)
        said = "\n\n".join([title, *(lines_of(line, at) for line in shown)])
        buttons = numbers(shown) + turning(f"find|{what}", page, pages)
        return Answer(said=said, chat=act.chat, buttons=buttons, edits=edits)


def _page(act: Act) -> int:
    return int(act.args[0]) if act.args and act.args[0].isdigit() else 0


def _criterion(typed: str, office: Office) -> str:
    """What a typed word asks for: ``u.DARURAT``, ``a.age.12_14``, ``k.33.16.05``; empty when it is unclear."""
    word = typed.strip()
    if word.upper() in RANKS:
        return f"u.{word.upper()}"
    if word.isascii() and word.isdigit() and len(word) <= 3:
        return next((f"a.{age}" for age, below in AGES.items() if int(word) < below), "")
    area = areas.match(word, office.code)
    return f"k.{area.kecamatan}" if area is not None else ""

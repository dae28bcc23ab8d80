"""`/baru`: an officer enters what came by another door, tap by tap; it waits through a restart until it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from textwrap import shorten
from typing import Any

from bot.duty.panel import buttons_of, line_for
from bot.duty.reading import Act
from bot.duty.rooms import Answer, Buttons, Deed
from bot.duty.wiping import entry_goes, entry_shown
from flows.areas import name_of
from flows.desk.entry import BY_NAME, LAST, SEVERAL, Entry, take
from flows.desk.plain import visible
from flows.events import CONTROLS, Chose, Event, Wrote
from flows.office import Office
from flows.step import MULTI
from flows.wording import label, named, text
from storage import entering, middle
from storage.database import Connection
from storage.keyring import DutyKeys
from storage.tables import Officer

TWO, SHORT = 2, 22  # answers side by side where they are short
QUOTED = 90  # characters of what was heard, in one line of the summary


class NewEntry:
    """The room of an entry under way."""

    name = "entry"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._keys, self._office = keys, office

    def acts(self) -> Mapping[str, Deed]:
        return {"/baru": self._begin, "entry": self._tap, "entrynew": self._anew}

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        taken = take(Entry.from_data(under_way), Wrote(at, act.text), self._office)
        said = text("entry-noted") if taken.understood else text("entry-digits")
        return self._kept(conn, act, officer, taken.entry, at, said=said)

    def _begin(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """A new one; one that was begun and not sent goes on."""
        under_way = middle.load(conn, self._keys, officer, at)
        aside = under_way.get("aside") if under_way is not None else None
        before = aside if aside is not None else under_way
        if before is None or before["room"] != self.name:
            return self._fresh(conn, act, officer, at)
        return self._kept(conn, act, officer, Entry.from_data(before), at, said=text("entry-continues"), anew=True)

    def _anew(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        return self._begin(conn, act, officer, at) if act.again else self._fresh(conn, act, officer, at)

    def _fresh(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        return self._kept(conn, act, officer, Entry(), at, said=text("entry-paper"))

    def _tap(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        under_way = middle.load(conn, self._keys, officer, at)
        if under_way is not None and under_way["room"] != self.name and (waits := middle.entry_of(under_way)):
            return self._kept(conn, act, officer, Entry.from_data(waits), at, toast=text("entry-continues"))
        if under_way is None or under_way["room"] != self.name:
            number = entering.last_entered(conn, officer) if act.again else None
            return self._filed(conn, act, officer, number, at) if number else Answer(toast=text("entry-gone"))
        entry, version = Entry.from_data(under_way), int(under_way["version"])
        id, step, made = (*act.args, "", "", "")[:3]
        if act.again or made != str(version) or step != entry.step:
            old = "" if act.again else text("queue-old")
            if old:  # the other screen, where this was tapped no more, is an old one from now on too
                return self._kept(conn, act, officer, entry, at, toast=old)
            return self._screen(conn, act, officer, entry, version, at)
        taken = take(entry, _event(id, at), self._office)
        if not taken.understood:
            return self._screen(conn, act, officer, entry, version, at, toast=text("queue-old"))
        if taken.sends:
            middle.drop(conn, officer)
            entered = entering.file(conn, self._keys, self._office, officer, taken.entry, at)
            return self._filed(conn, act, officer, entered.number, at)
        return self._kept(conn, act, officer, taken.entry, at)

    def _kept(self, conn: Connection, act: Act, officer: Officer, entry: Entry, at: datetime, **how: Any) -> Answer:
        """It waits as it is now, and the officer sees it."""
        version = middle.keep(conn, self._keys, officer, self.name, entry.as_data(), at)
        return self._screen(conn, act, officer, entry, version, at, **how)

    def _filed(self, conn: Connection, act: Act, officer: Officer, number: str, at: datetime) -> Answer:
        """It has a number; whoever entered it may take it at once. Sealed away, even they see no more of it."""
        entry_shown(conn, officer, act.message, at)
        entry_goes(conn, officer, at, but=act.message)
        holder = self._office.escalation.holder
        line = line_for(conn, self._keys, self._office, officer, number, even_sealed=True)
        if line.sealed_away and officer.role != holder:
            said = text("entry-filed-sealed", number=number, urgency=line.urgency)
            return Answer(said=said, chat=act.chat, edits=act.message)
        key = "entry-filed-sealed" if line.sealed_away else "entry-filed"
        said = text(key, number=number, urgency=line.urgency)
        buttons = buttons_of(line, self._office, officer, chat=False)
        return Answer(said=said, chat=act.chat, buttons=buttons, edits=act.message)

    # -- the screen ---------------------------------------------------------------------------------------------

    def _screen(
        self,
        conn: Connection,
        act: Act,
        officer: Officer,
        entry: Entry,
        version: int,
        at: datetime,
        *,
        said: str = "",
        toast: str = "",
        anew: bool = False,
    ) -> Answer:
        parts = [text("entry-title", notes=len(entry.words)), said, *self._summary(entry, at)]
        parts.append(text(f"entry-ask-{entry.step}"))
        buttons = self._buttons(entry, version)
        if anew:
            buttons = (*buttons, ((text("entry-anew"), f"entrynew|{version}"),))
        edits = act.message if act.callback_id and not toast else 0
        if edits:
            entry_shown(conn, officer, edits, at)
        entry_goes(conn, officer, at, but=edits)
        said = "\n\n".join(part for part in parts if part)
        return Answer(toast, said, act.chat, officer=officer, buttons=buttons, edits=edits, enters=True)

    def _summary(self, entry: Entry, at: datetime) -> list[str]:
        """Before the last tap: what was entered, what it amounts to, and which words made it so urgent."""
        if entry.step != LAST:
            return []
        lines = [text("entry-line", what=text("card-source"), said=named(entry.source))]
        for step in BY_NAME:
            told = entry.answers.get(step, ())
            given = ", ".join(name_of(one) if one[0].isdigit() else named(one) for one in told)
            if given and step != LAST:
                lines.append(text("entry-line", what=_what(step), said=given))
        level = text("entry-level", urgency=entry.assess(Event(at)).level.value)
        heard = [visible(shorten(words, QUOTED, placeholder=" …")) for words in entry.heard(Event(at))]
        if heard:
            level += "\n" + text("entry-heard", words=", ".join(f"“{words}”" for words in heard))
        return ["\n".join(lines), level]

    def _buttons(self, entry: Entry, version: int) -> Buttons:
        step = BY_NAME[entry.step]

        def key(words: str, id: str) -> tuple[str, str]:
            return words, f"entry|{id}|{entry.step}|{version}"

        given = entry.answers.get(entry.step, ())
        keys = [
            key(("✓ " if entry.several and id in given else "") + self._named(entry.step, id), id)
            for id in entry.options(self._office)
        ]
        across = TWO if max((len(words) for words, _ in keys), default=0) <= SHORT and entry.step != LAST else 1
        rows = [tuple(keys[i : i + across]) for i in range(0, len(keys), across)]
        if step.kind == MULTI and not entry.several:
            nothing = (key(text("entry-nothing-danger"), "skip"),) if entry.step == "danger" else ()
            rows.insert(0, (*nothing, key(text("entry-several"), SEVERAL)))
        more = [key(f"➕ {label('hub.village') if name == 'village' else _what(name)}", name) for name in entry.more()]
        rows += [tuple(more[i : i + TWO]) for i in range(0, len(more), TWO)]
        ways = [key(text("entry-back"), "back")] if entry.history else []
        ways += [key(text("entry-done"), "done")] if entry.several else []
        ways += [key(text("entry-skip"), "skip")] if entry.history and entry.step != LAST and not entry.several else []
        return (*rows, *((tuple(ways),) if ways else ()))

    def _named(self, step: str, id: str) -> str:
        if step == LAST:
            return text(f"entry-insider-{id.removeprefix('insider.')}")
        return name_of(id) if id[0].isdigit() else label(id)


def _what(step: str) -> str:
    """What a line of the summary is about: as the card calls it."""
    names = {"wedding": "more", "image": "more", "held": "more", "often": "more", "other": "more", "village": "where"}
    return text(f"card-{names.get(step, step)}")


def _event(id: str, at: datetime) -> Event:
    return CONTROLS[id](at=at, id=id) if id in ("back", "skip", "done") else Chose(at=at, id=id)

"""What the rooms about one case share: screens made of sentences and buttons, refusals in one clear sentence, and the
things an officer chooses from.

A screen takes the place of the one that was tapped, so that a case stands in a chat once and goes when its time is up;
after what was typed, below it, where the officer looks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.duty.reading import Act
from bot.duty.rooms import Answer, Buttons, Deed
from flows.office import Office
from flows.wording import shortened, text
from storage import case_file, middle
from storage.database import Connection, savepoint
from storage.errors import CaseAlreadyClosed, NotPossible
from storage.keyring import DutyKeys
from storage.tables import Officer

DAYS = (0, 1, 3, 7, 14, 30)
PER_ROW = 2
OURS = ("work", "assessing", "agreeing", "changing", "moving")
LONGEST = 3500  # UTF-16 units of one screen

Button = tuple[str, str]


def data(kind: str, *args: object) -> str:
    """What a button carries."""
    return "|".join((kind, *map(str, args)))


def button(key: str, kind: str, *args: object) -> Button:
    """A button whose words are a text of ours."""
    return text(key), data(kind, *args)


def rows(buttons: Iterable[Button], per_row: int = PER_ROW) -> Buttons:
    """Buttons, so many side by side."""
    listed = tuple(buttons)
    return tuple(listed[i : i + per_row] for i in range(0, len(listed), per_row))


def screen(act: Act, officer: Officer, number: str, said: str, buttons: Buttons, *, asked: int = 0) -> Answer:
    """What stands in the chat now, in place of what was tapped; a new one is taken away in time. After what was typed
    it stands below that, and the message that ``asked`` for it has no buttons any more."""
    edits = act.message if act.callback_id and act.kind != "follow" else 0
    return Answer(
        said=shortened(said, LONGEST),
        chat=act.chat,
        buttons=buttons,
        edits=edits,
        retires=asked,
        officer=officer,
        wipes=number,
    )


def kindly(deed: Deed, instead: Deed | None = None) -> Deed:
    """The same deed, whole or not at all; what does not go is said in one sentence. Taken before, it is not done again:
    ``instead`` shows how it stands. Whoever reads in a case this way stands in the chain."""

    def done(conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        if officer.started_at is None:
            return Answer(toast=text("desk-start-first"))
        try:
            with savepoint(conn):
                answer = (instead if act.again and instead is not None else deed)(conn, act, officer, at)
                if answer is not None and answer.wipes:
                    case_file.note_looked(conn, officer, answer.wipes, at)
                return answer
        except NotPossible as no:
            return refused(act, no.why)
        except CaseAlreadyClosed:
            return refused(act, "desk-why-closed")

    return done


def refused(act: Act, why: str) -> Answer:
    """One clear sentence: over the screen for a tap, as a message for what was typed."""
    return Answer(toast=text(why)) if act.callback_id else Answer(said=text(why), chat=act.chat)


def arg(act: Act, place: int) -> str:
    """What a button carried after its kind. Raises NotPossible where it is not there: an old or a made-up button."""
    if place >= len(act.args):
        raise NotPossible("desk-why-value")
    return act.args[place]


def number_at(act: Act, place: int) -> int:
    """The same, as a number."""
    found = arg(act, place)
    if not (found.isascii() and found.isdigit() and len(found) < 10):
        raise NotPossible("desk-why-value")
    return int(found)


def seen(act: Act) -> int:
    """The version of the case that the tapped button was made for; it stands right after the number."""
    return number_at(act, 1)


def ask_to_type(
    conn: Connection, keys: DutyKeys, officer: Officer, room: str, act: Act, what: Mapping[str, Any], at: datetime
) -> None:
    """What the officer types next belongs to this; the screen they tapped is remembered: it loses its buttons then."""
    middle.keep(conn, keys, officer, room, {**what, "message": act.message}, at)


def put_aside(conn: Connection, keys: DutyKeys, officer: Officer, at: datetime) -> None:
    """Somebody who goes on tapping no longer types what was asked for; an entry under way elsewhere waits."""
    found = middle.load(conn, keys, officer, at)
    if found is not None and found.get("room") in OURS:
        middle.done(conn, keys, officer, at)
    elif found is not None and found.get("room") == middle.ENTRY:
        middle.put_aside(conn, keys, officer, at)


def with_first(answer: Answer | None, said: str) -> Answer | None:
    """The next screen, with what was just done above it."""
    return answer and replace(answer, said=f"{said}\n\n{answer.said}", toast=said[:190])


def partner_buttons(
    office: Office, kinds: Collection[str], kind: str, *args: object, first: Collection[str] = ()
) -> Buttons:
    """The directory, to choose from, those of the ``first`` kinds above; a button carries the partner's place in it."""
    listed = [(place, one) for place, one in enumerate(office.partners) if one.kind in kinds or not kinds]
    listed.sort(key=lambda found: found[1].kind not in first)
    return rows([(one.name, data(kind, *args, place)) for place, one in listed], 1)


def partner_at(office: Office, place: int) -> str:
    """The name of the partner at this place of the directory. Raises NotPossible."""
    if place >= len(office.partners):
        raise NotPossible("desk-why-value")
    return office.partners[place].name


def day(at: datetime, office: Office) -> str:
    return office.clock(at).strftime("%d/%m %H.%M")


def iso_day(value: str) -> str:
    """``2026-12-05`` as an officer writes it."""
    return f"{value[8:10]}/{value[5:7]}/{value[:4]}" if len(value) == 10 and value[4] == "-" else value

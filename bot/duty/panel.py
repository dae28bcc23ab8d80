"""A case in two lines with what can be done about it, and lists of such lines: what the queue's rooms show.

A button carries its kind, a case number and, where it may change the message it stands in, ``p``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from bot.duty.reading import Act
from bot.duty.rooms import Answer, Buttons
from flows.desk.waiting import waits
from flows.office import Office
from flows.wording import text
from storage import cases, queue, returning
from storage.database import Connection
from storage.errors import CannotOpen, NoSuchCase
from storage.keyring import DutyKeys
from storage.queue import Line
from storage.tables import RANKS, Officer

PAGE = 6  # cases on one page: with their buttons they fit a small phone
ACROSS = 3
HERE = "p"


def lines_of(line: Line, at: datetime) -> str:
    """A case in two lines; what is sealed away in one."""
    if line.sealed_away:
        return text("queue-sealed", number=line.number, urgency=line.urgency)
    acted = "yes" if line.acted else "no"
    head = text("queue-line", urgency=line.urgency, number=line.number, place=line.place, acted=acted)
    return f"{head}\n{_state(line, at)}"


def _state(line: Line, at: datetime) -> str:
    state = "acted" if line.acted and line.owner else "helped" if line.acted else "taken" if line.owner else "waiting"
    state = "closed" if line.closed else "unread" if state == "taken" and line.unread else state
    return text("queue-state", state=state, name=line.taken_by, waits=waits(line.since, at))


def buttons_of(line: Line, office: Office, officer: Officer, *, chat: bool) -> Buttons:
    """What can be done now: in the order in which it is done. *Balas* only where there is a ``chat`` to answer in."""
    number = line.number
    take = ((text("desk-acknowledge"), f"take|{number}|{line.version}"),)
    back = (text("queue-back"), "queue|0")
    acted = (text("queue-acted"), f"acted|{number}|{HERE}")
    if line.sealed_away:
        is_holder = officer.role == office.escalation.holder
        todo = (acted,) if line.owner else take
        return (*((todo,) if is_holder and not line.closed else ()), (back,))
    opens = (text("desk-open"), f"open|{number}|{line.version}")
    if line.closed:
        return ((opens, back),)
    answers = ((text("desk-reply"), f"reply|{number}|{line.version}"),) if chat else ()
    return (
        *(() if line.owner else (take,)),
        (opens, *answers),
        (acted, (text("queue-note"), f"note|{number}")),
        ((text("queue-give"), f"give|{number}|{HERE}"), back),
    )


def card_buttons(number: str) -> Buttons:
    """What stands below an opened card, beside *Terima* and *Balas*; the card itself stays as it is."""
    return (
        ((text("queue-acted"), f"acted|{number}"), (text("queue-note"), f"note|{number}")),
        ((text("queue-give"), f"give|{number}"), (text("queue-back"), "queue|0|new")),
        ((text("desk-related"), f"related|{number}"),),
    )


def line_for(
    conn: Connection, keys: DutyKeys, office: Office, officer: Officer, number: str, *, even_sealed: bool = False
) -> Line:
    """The line of a case this officer may know of. Raises NoSuchCase, CannotOpen."""
    line = queue.one(conn, keys, officer, number)
    if line is None:
        raise NoSuchCase
    if line.sealed_away and not even_sealed and officer.role != office.escalation.holder:
        raise CannotOpen
    return line


def panel(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    act: Act,
    officer: Officer,
    at: datetime,
    number: str,
    *,
    said: str = "",
    toast: str = "",
    here: bool = True,
) -> Answer:
    """The case as it stands now, below what was just ``said``; in place of the tapped message if it is ``here``."""
    line = line_for(conn, keys, office, officer, number)
    words = "\n\n".join(part for part in (said, lines_of(line, at)) if part)
    edits = act.message if here and act.callback_id else 0
    chat = returning.has_chat(conn, cases.open_for(conn, officer, number))
    buttons = buttons_of(line, office, officer, chat=chat)
    return Answer(toast=toast, said=words, chat=act.chat, buttons=buttons, edits=edits)


def page_of(lines: Sequence[Line], page: int) -> tuple[Sequence[Line], int, int]:
    """The lines of a page, which page that is (a list may have shrunk), and how many there are."""
    pages = max(1, -(-len(lines) // PAGE))
    page = min(max(page, 0), pages - 1)
    return lines[page * PAGE : (page + 1) * PAGE], page, pages


def numbers(lines: Sequence[Line]) -> Buttons:
    """A button for each case."""
    keys = [(line.number, f"case|{line.number}|{HERE}") for line in lines]
    return tuple(tuple(keys[i : i + ACROSS]) for i in range(0, len(keys), ACROSS))


def turning(kind: str, page: int, pages: int) -> Buttons:
    """To the page before and the next."""
    before = ((text("queue-less"), f"{kind}|{page - 1}"),) if page else ()
    after = ((text("queue-more"), f"{kind}|{page + 1}"),) if page + 1 < pages else ()
    return (before + after,) if before + after else ()


def going_on() -> str:
    """What was laid aside for something short is under way again."""
    return text("queue-aside")


def asks_for_an_answer(words: str) -> bool:
    """Whether something we said is about one reporter and may be answered by a reply to it: an alert, an addition, an
    opened card, an invitation to write. A list, a reminder or a question to the officer may not."""
    return any(words.startswith(opening) for opening in _openings())


@cache
def _openings() -> tuple[str, ...]:
    """How each of these begins, as far as the case's number."""
    about: dict[str, Any] = {"number": "|", "what": "|", "again": 0, "place": "", "age": "", "code": ""}
    said = [
        *(text("alert", urgency=urgency, acted=acted, **about) for urgency in RANKS for acted in ("yes", "no")),
        *(text("desk-replied", how=how, **about) for how in ("push", "declined", "unasked")),
        *(
            text(key, urgency="", until="", **about)
            for key in ("addition", "desk-answered", "desk-reply-now", "card-dont")
        ),
        text("card-dont-nothing"),
    ]
    return tuple(sorted({one.partition("|")[0] for one in said}))


def is_here(act: Act) -> bool:
    """Whether the tapped message may be changed: a card may not."""
    return HERE in act.args[1:]

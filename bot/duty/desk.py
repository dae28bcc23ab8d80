"""What an officer's tap or message does, and what they hear back. One transaction each; then, and only then, words.

Who is not on the roster gets one kind sentence and nothing else.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.duty.agreeing import Agreeing
from bot.duty.assessing import Assessing
from bot.duty.casework import put_aside
from bot.duty.changing import Changing
from bot.duty.entry import NewEntry
from bot.duty.handing import Handing
from bot.duty.hearing import Hearing
from bot.duty.inviting import Inviting, Joining
from bot.duty.moving import Moving
from bot.duty.panel import HERE, asks_for_an_answer, going_on
from bot.duty.phrases import Phrases, instead, kept
from bot.duty.queue import Queue
from bot.duty.reading import Act, Unreadable
from bot.duty.relating import Relating
from bot.duty.rooms import Answer, Deed, Room
from bot.duty.shifts import Shifts
from bot.duty.standing import Status
from bot.duty.tracks import Work
from bot.duty.wiping import entry_goes, typed_goes, wipe_later
from flows.office import Office
from flows.wording import text
from storage import audit, case_file, cases, deeds, fanout, middle, outbox, replies, returning, roster
from storage.database import Connection, Database
from storage.errors import CannotOpen, NoSuchCase, NotPossible, NoWayBack
from storage.filing import NUMBER
from storage.keyring import DutyKeys
from storage.seen import first_time, set_aside
from storage.tables import KEYHOLDER, Officer

LONGEST_ANSWER = 3500  # UTF-16 units: with its header it must fit one message on the reporter's phone
REMEMBERED = 1000  # updates that this process took, and so has answered


ROOMS: tuple[type[Room], ...] = (
    *(Queue, Handing, Phrases, NewEntry),
    *(Shifts, Inviting, Relating, Status),
    *(Work, Assessing, Agreeing, Changing, Moving, Hearing),
)


class Desk:
    """Takes what officers do."""

    def __init__(self, db: Database, keys: DutyKeys, office: Office, group: int | None) -> None:
        self._db, self._keys, self._office, self._group = db, keys, office, group
        self._refused: dict[int, int] = {}  # who was refused, and in which hour: in memory only
        self._answered: deque[int] = deque(maxlen=REMEMBERED)
        self._joining = Joining(office)
        self._rooms = {room.name: room for room in (make(keys, office) for make in ROOMS)}
        acts = [(kind, deed) for room in self._rooms.values() for kind, deed in room.acts().items()]
        self._acts = dict(acts)
        assert len(self._acts) == len(acts), "two rooms answer to the same tap"

    def take(self, act: Act | Unreadable, at: datetime) -> Answer | None:
        """One update, once; one that another process took before it died is only answered. None when there is nothing
        to say. Raises when nothing could be written."""
        noted = self._refused
        try:
            answer = self._take(act, at)
        except BaseException:
            self._refused = noted  # the entry was undone with the rest
            raise
        self._answered.append(act.update_id)
        return answer

    def _take(self, act: Act | Unreadable, at: datetime) -> Answer | None:
        with self._db.writing() as conn:
            if isinstance(act, Unreadable):
                set_aside(conn, "duty", self._office.code, act.update_id, act.error, act.raw, self._keys.office)
                return None
            if not first_time(conn, "duty", self._office.code, act.update_id, at):
                if act.update_id in self._answered or act.kind == "moved":
                    return None
                act = replace(act, again=True)
            if act.kind == "moved":
                self._moved(conn, act)
                return None
            if act.kind == "nothing" and not act.callback_id:
                return None
            if not act.private and not act.callback_id:
                return self._in_group(conn, act, at)
            return self._of_officer(conn, act, at)

    def set_aside(self, raw: Mapping[str, Any], error: str) -> None:
        """Pass over an update we failed on: it must not bar the door."""
        with self._db.writing() as conn:
            set_aside(conn, "duty", self._office.code, int(raw["update_id"]), error, raw, self._keys.office)
        self._answered.append(int(raw["update_id"]))

    def raise_alarm(self, about: str, since: datetime) -> None:
        """This desk should know that its own bot has trouble."""
        with self._db.writing() as conn:
            outbox.owe_alarm(conn, self._office.code, about, since)

    def _of_officer(self, conn: Connection, act: Act, at: datetime) -> Answer | None:
        officer = roster.officer_by_telegram(conn, self._office.code, act.person)
        if act.callback_id and (officer is None or not (act.private or self._is_desk(conn, act.chat))):
            self._note_refused(conn, act, officer, at)
            return Answer(toast=text("desk-not-yours" if officer is None else "desk-not-here"))
        if officer is None and act.private and act.kind == "/gabung":
            joined, refused = self._joining.join(conn, act, at)
            if refused:
                self._note_refused(conn, act, None, at)
            return joined
        if officer is None:
            return (
                Answer(said=text("desk-stranger", numbers=self._office.numbers()), chat=act.chat)
                if act.private
                else None
            )
        todo: dict[str, Deed] = {
            **(self._acts_of(officer) if act.private else {}),
            "acknowledge": self._acknowledge,
            "open": self._open,
            "reply": self._begin_reply,
            "start": self._start,
            "cancel": self._cancel,
            "text": self._text,
        }
        if act.again:
            todo |= {
                "acknowledge": self._acknowledged,
                "reply": self._reply_begun,
                "cancel": self._cancelled,
                "text": self._texted,
            }
        if act.kind in todo:
            try:
                return self._turns_away(conn, act, officer, at, todo[act.kind](conn, act, officer, at))
            except NoSuchCase:
                gone = text("desk-gone")
                return Answer(toast=gone) if act.callback_id else Answer(said=gone, chat=act.chat)
            except NotPossible as no:
                return _refusal(act, text(no.why))
            except CannotOpen:
                return _refusal(act, text("desk-taken-sealed", number=act.number))
            except NoWayBack:
                number = act.number or str(replies.awaited(conn, officer, at))
                return _refusal(act, text("desk-no-chat", number=number))
        if act.callback_id:
            return Answer(toast=text("desk-gone"))
        if act.kind.startswith("/"):
            return self._help(conn, act, officer, at)
        return Answer(said=text("desk-only-text"), chat=act.chat) if act.private else None

    def _turns_away(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, answer: Answer | None
    ) -> Answer | None:
        """Who looks at another case after *Balas* would send what they type next to the wrong person: nothing is
        awaited any more, and they hear so. Taking a case is one tap beside whatever they do."""
        awaited = replies.awaited(conn, officer, at)
        elsewhere = act.callback_id and act.kind not in ("reply", "acknowledge") and NUMBER.fullmatch(act.number)
        if answer is None or not elsewhere or awaited in (None, act.number):
            return answer
        replies.stop_reply(conn, officer)
        told = text("desk-reply-turned", number=awaited)
        return replace(answer, toast=f"{answer.toast} {told}".strip())

    def _acts_of(self, officer: Officer) -> Mapping[str, Deed]:
        """Who holds the key from outside has only the queue: of what is sealed away from the office."""
        return self._rooms[Queue.name].acts() if officer.role == KEYHOLDER else self._acts

    def _in_group(self, conn: Connection, act: Act, at: datetime) -> Answer | None:
        """In the duty group nobody is answered, but that we are silenced there must be known; any other we leave."""
        if self._is_desk(conn, act.chat):
            if act.kind == "silenced":
                fanout.tell_of_silence(conn, self._office.code, at)
            return None
        if act.kind == "silenced":
            return None
        if act.kind == "brought" and not act.again:
            officer = roster.officer_by_telegram(conn, self._office.code, act.person)
            who = "stranger" if officer is None else f"officer:{officer.id}"
            audit.append(conn, at=at, office_code=self._office.code, actor=who, action="group refused")
        return Answer(leave=act.chat)

    def chat(self) -> int | None:
        """Where the desk sits."""
        with self._db.reading() as conn:
            return fanout.desk_chat(conn, self._office.code, self._group)

    def move(self, chat: int) -> None:
        """The desk's group has a new id."""
        with self._db.writing() as conn:
            fanout.desk_moved(conn, self._office.code, chat)

    def _is_desk(self, conn: Connection, chat: int) -> bool:
        return chat == fanout.desk_chat(conn, self._office.code, self._group)

    def _note_refused(self, conn: Connection, act: Act, officer: Officer | None, at: datetime) -> None:
        """Who tapped what was not theirs stands in the chain, once an hour; of a stranger only that there was one."""
        hour = int(at.timestamp()) // 3600
        if act.again or self._refused.get(act.person) == hour:
            return
        who = officer or roster.former(conn, self._office.code, act.person)
        audit.append(
            conn,
            at=at,
            office_code=self._office.code,
            actor="stranger" if who is None else f"officer:{who.id}",
            action="refused",
            case_number=act.number if NUMBER.fullmatch(act.number) else None,
        )
        self._refused = {person: when for person, when in self._refused.items() if when == hour} | {act.person: hour}

    # -- taps ---------------------------------------------------------------------------------------------------

    def _acknowledge(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        holder = self._office.escalation.holder
        done = cases.acknowledge(conn, officer, act.number, at, holder=holder, version=act.version)
        if done.stale:
            destination = f"officer:{officer.id}" if act.private else fanout.GROUP
            fanout.show_again(conn, done.case, destination, act.message, at)
            return Answer(toast=text("desk-called-anew", number=done.case.number))
        put_aside(conn, self._keys, officer, at)
        key = "desk-taken" if done.first else "desk-taken-before"
        return Answer(toast=text(key, number=done.case.number, name=done.by))

    def _open(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        if officer.started_at is None:
            return Answer(toast=text("desk-start-first"))
        case = case_file.note_opened(conn, officer, act.number, at)
        put_aside(conn, self._keys, officer, at)
        toast = "" if act.private else text("desk-sent-private")
        return Answer(toast=toast, card=case.number, officer=officer)

    def _begin_reply(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        if officer.started_at is None:
            return Answer(toast=text("desk-start-first"))
        case = replies.begin_reply(conn, officer, act.number, at)
        middle.put_aside(conn, self._keys, officer, at)
        toast = "" if act.private else text("desk-sent-private")
        said = text("desk-reply-now", number=case.number, until=self._until(at))
        if not returning.is_reached(conn, case):
            said = f"{text('card-gone')}\n{said}"
        ready = ((text("queue-phrases"), f"phrases|{case.number}|{HERE}"),)
        return Answer(toast=toast, said=said, chat=officer.telegram_id, officer=officer, invites=at, buttons=(ready,))

    # -- messages -----------------------------------------------------------------------------------------------

    def _start(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        if not act.private:
            return None
        roster.mark_started(conn, self._office.code, officer.telegram_id, at)
        fanout.wipe_now(conn, officer, at)
        return Answer(said=text("desk-hello", name=officer.name, open=self._count(conn, officer)), chat=act.chat)

    def _cancel(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        replies.stop_reply(conn, officer)
        before = middle.load(conn, self._keys, officer, at)
        waits = middle.give_up(conn, self._keys, officer, at)
        if not waits:
            entry_goes(conn, officer, at)
        entered = before is not None and before["room"] == middle.ENTRY
        said = text("entry-given-up" if entered else "desk-reply-cancelled") + (f"\n{going_on()}" if waits else "")
        return Answer(said=said, chat=act.chat) if act.private else None

    def _help(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        if not act.private:
            return None
        key = "desk-help-keyholder" if officer.role == KEYHOLDER else "desk-help"
        return Answer(said=text(key, open=self._count(conn, officer)), chat=act.chat)

    def _text(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        """After *Balas*, or as a reply to a card, a text is the answer to the reporter, and so is what follows within
        the waiting time. Only in private: what is said in a group is never sent to anybody. Every text hears whether
        it was sent."""
        if not act.private:
            return None
        under_way = middle.load(conn, self._keys, officer, at)
        if act.reply_to and under_way is not None and act.number not in ("", under_way.get("number")):
            under_way = (
                None  # a reply to what we said of another case; to the question itself it is no answer to anybody
            )
        if under_way is not None and under_way["room"] in self._rooms:
            typed_goes(conn, officer, act.message, self._office, at, under_way)
            return self._rooms[under_way["room"]].hear(conn, act, officer, at, under_way)
        if act.number and act.reply_to and not asks_for_an_answer(act.replied):
            return Answer(said=text("desk-not-sent"), chat=act.chat)
        written = act.written or at
        number = act.number if act.reply_to else replies.awaited(conn, officer, written)
        if number is None and middle.entry_of(under_way) is not None:  # perhaps its next words: it waits
            wipe_later(conn, officer, act.message, self._office, at, None)
            return Answer(said=f"{text('desk-not-sent')}\n{going_on()}", chat=act.chat)
        if number is None:
            return Answer(said=text("desk-not-sent"), chat=act.chat)
        if not number:  # a reply to something that names no case: never a guess, it could reach the wrong person
            return Answer(said=text("desk-which"), chat=act.chat)
        if len(act.text.encode("utf-16-le", "replace")) // 2 > LONGEST_ANSWER:
            return Answer(said=text("desk-too-long"), chat=act.chat)
        replied = replies.reply(conn, self._keys, officer, number, act.text, at)
        return self._kept(replied, act)

    # -- what comes again: perhaps we died before we spoke --------------------------------------------------------
    # A card is opened anew, with an entry of its own. Of the rest we say how it stands now, and do nothing.

    def _acknowledged(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        case = cases.open_for(conn, officer, act.number)
        by = cases.holder_of(conn, act.number)
        key = "desk-taken" if case.acknowledged_by == officer.id else "desk-taken-before" if by else "desk-called-anew"
        return Answer(toast=text(key, number=case.number, name=by))

    def _reply_begun(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        if officer.started_at is None:
            return Answer(toast=text("desk-start-first"))
        if replies.awaited(conn, officer, at) != act.number:  # never mind, another case, or too long ago
            return Answer()
        said = text("desk-reply-now", number=act.number, until=self._until(officer.replying_since or at))
        toast = "" if act.private else text("desk-sent-private")
        since = officer.replying_since
        return Answer(toast=toast, said=said, chat=officer.telegram_id, officer=officer, invites=since)

    def _cancelled(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        waiting = replies.awaited(conn, officer, at) is not None
        return Answer(said=text("desk-reply-cancelled"), chat=act.chat) if act.private and not waiting else None

    def _texted(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        """Whether it was sent says the letter that was kept, or is not there."""
        if not act.private:
            return None
        sent = replies.find_reply(conn, self._keys, officer, act.text)
        if sent is None and (number := deeds.find_note(conn, self._keys, officer, act.text)):
            return Answer(said=text("queue-noted", number=number), chat=act.chat)
        room = (middle.load(conn, self._keys, officer, at) or {}).get("room")
        if sent is None and room == middle.ENTRY:  # its screen went when this was taken
            return self._acts["/baru"](conn, act, officer, at)
        if sent is None and room in self._rooms:
            return Answer(said=text("desk-heard"), chat=act.chat)
        if sent is None:
            return Answer(said=text("desk-not-sent"), chat=act.chat)
        return self._kept(sent, act)

    def _kept(self, replied: replies.Replied, act: Act) -> Answer:
        """What became of an answer, and the way to another."""
        more = (((text("desk-reply-more"), f"reply|{replied.number}|0"),),) if replied.reachable else ()
        return Answer(said=kept(replied), chat=act.chat, buttons=(*more, *instead(replied)))

    def _until(self, at: datetime) -> str:
        return self._office.clock(at + replies.REPLY_WAITS).strftime("%H.%M")

    def _moved(self, conn: Connection, act: Act) -> None:
        if self._is_desk(conn, act.chat):
            fanout.desk_moved(conn, self._office.code, act.moved_to)

    def _count(self, conn: Connection, officer: Officer) -> str:
        return str(cases.open_count(conn, self._office.code, officer))

    def invited(self, officer: Officer, tapped: datetime, shown: datetime) -> None:
        """The invitation to write stands in the officer's chat: what they typed before it is no answer."""
        with self._db.writing() as conn:
            replies.invited(conn, officer, tapped, shown)

    # -- cards --------------------------------------------------------------------------------------------------

    def card(self, officer: Officer, number: str, at: datetime) -> str:
        """The card of a case, for an officer who may read it. Raises NoSuchCase, CannotOpen."""
        with self._db.reading() as conn:
            return case_file.read_card(conn, self._keys, officer, number, self._office, at)


def _refusal(act: Act, why: str) -> Answer:
    """Why it does not go: after a tap as a window that stays until it was read."""
    return Answer(toast=why, stays=True) if act.callback_id else Answer(said=why, chat=act.chat)

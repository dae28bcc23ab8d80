"""Reports left half-way: a row owed to the reporters' own process, set anew with every turn.

Whoever goes on puts it off; whoever sends, calls for help or wants nothing saved takes it away. When it is due, what
was saved becomes a case, in one transaction with the row's being paid: it happens once, whoever dies in between. Where
the chat is stands in the row sealed under the draft key, which never lies on a disk: without it (a power cut) what
the office was sealed still reaches the desk, and only the way back is lost.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from flows import broken_off, visiting
from flows.office import Office
from flows.session import EARLIER, Session
from flows.triage import Urgency
from storage import drafts, numbers, outbox, returning
from storage.drafts import Draft
from storage.errors import CannotOpen
from storage.filing import Filing
from storage.keyring import ReporterKeys
from storage.outbox import Owed, TryLater
from storage.sealing import Address
from storage.tables import Row

KIND = "broken_off"

_reports = Row.metadata.tables["reports"]
_outbox = Row.metadata.tables["outbox"]

_waiting = (_outbox.c.kind == KIND, _outbox.c.done_hour.is_(None))
_OWED = select(_outbox.c.id, _outbox.c.code).where(*_waiting, _outbox.c.report_id == bindparam("report"))
_LATER = update(_outbox).where(_outbox.c.id == bindparam("row"))


@dataclass(frozen=True)
class _Found:
    """Whose report it is, as far as it can be known: how to write back, and their conversation as it stands."""

    address: Address = field(repr=False)
    draft: Draft

    @property
    def session(self) -> Session:
        """Of the chat itself: it goes on even while another report is visited there."""
        return visiting.ended(self.draft.session)

    def keep(self, conn: Connection, keys: ReporterKeys, session: Session) -> None:
        drafts.keep(conn, keys, self.draft, visiting.with_own(self.draft.session, session))


def watch_over(
    conn: Connection, keys: ReporterKeys, tag: bytes, address: Address, session: Session, office: Office
) -> None:
    """After a turn: owe the desk this report for when they do not go on, or nothing any more."""
    due_at = broken_off.due_at(session, office)
    kept = conn.execute(_OWED, {"report": session.report_id}).first()
    if due_at is None:
        if kept is not None:
            conn.execute(delete(_outbox).where(_outbox.c.id == kept.id))
        return
    code = kept.code if kept is not None else f"broken.{secrets.token_hex(8)}"  # random: joins it with nobody
    box = keys.draft.seal(KIND, code, {"chat": address.chat_id, "tag": tag.hex()})
    urgency = broken_off.urgency_of(session, datetime.fromisoformat(session.seen_at))
    detail = {"box": list(box), "urgency": urgency.value}
    if kept is not None:
        later = {"due_at": due_at, "next_try_at": due_at, "detail": detail}
        conn.execute(_LATER, {"row": kept.id, **later})
        return
    outbox.owe(
        conn,
        "reporter",
        KIND,
        "reporter",
        code=code,
        due_at=due_at,
        waits=True,
        office_code=session.office,
        report_id=session.report_id,
        detail=detail,
    )


def pass_on(
    conn: Connection, keys: ReporterKeys, offices: Sequence[Office], owed: Owed, now: datetime
) -> list[dict[str, Any]]:
    """What was saved becomes a case, unless they went on meanwhile. Gives the entries for the chain, to be written last
    in the same transaction. Raises TryLater when it is not due any more."""
    row = conn.execute(select(_outbox.c.due_at).where(_outbox.c.id == owed.id, *_waiting).with_for_update()).first()
    if row is None:  # paid before, or no longer wanted
        return []
    if row.due_at > now:
        raise TryLater((row.due_at - now).total_seconds())
    filing = Filing(conn, keys, now)
    found = _find(conn, keys, owed)
    if found is not None and found.session.report_id == owed.report_id:
        office = next((office for office in offices if office.code == found.session.office), offices[0])
        if broken_off.due_at(found.session, office) is not None:
            _pass_on_whole(conn, keys, filing, found, now)
    else:
        _pass_on_sealed(conn, keys, filing, owed, found, now)
    outbox.paid(conn, owed.id, now)
    return filing.entries


def _pass_on_whole(conn: Connection, keys: ReporterKeys, filing: Filing, found: _Found, now: datetime) -> None:
    session, urgency = broken_off.pass_on(found.session, now)
    filing.write_report(found.session, session)
    filing.open_case(session, urgency)
    if session.distress and session.number:  # given to be called, in the middle of calling for help
        numbers.keep(conn, keys, session, session.number)
        session = replace(session, number="")
    returning.remember(conn, keys, found.address, session, now)
    found.keep(conn, keys, session)


def _pass_on_sealed(
    conn: Connection, keys: ReporterKeys, filing: Filing, owed: Owed, found: _Found | None, now: datetime
) -> None:
    """Their conversation is another one by now, or cannot be opened: the desk gets what is sealed for it. Who began
    anew still reads what is answered."""
    report = conn.execute(
        select(_reports.c.id).where(_reports.c.id == owed.report_id, _reports.c.case_id.is_(None))
    ).first()
    if report is None:
        return
    urgency = Urgency(str(owed.detail.get("urgency", Urgency.SEDANG)))
    moment = now.isoformat()
    session = Session(
        office=owed.office_code, report_id=report.id, passed_on=moment, called_at=moment, urgency=urgency.value
    )
    filing.open_case(session, urgency)
    if found is None:
        return
    now_ = found.session
    returning.remember(conn, keys, found.address, replace(session, language=now_.language), now)
    found.keep(conn, keys, replace(now_, earlier=(*now_.earlier, report.id)[-EARLIER:]))


def _find(conn: Connection, keys: ReporterKeys, owed: Owed) -> _Found | None:
    try:
        held = keys.draft.open(KIND, owed.code, bytes(owed.detail["box"]))
        tag = bytes.fromhex(held["tag"])
    except (CannotOpen, KeyError, TypeError, ValueError):
        return None
    draft = drafts.find(conn, keys, tag, locked=True)
    return None if draft is None else _Found(Address(int(held["chat"])), draft)

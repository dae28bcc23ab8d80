"""The effects of a turn, written: what each of them means for the memory."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert

from flows.effects import (
    AlertAgain,
    CountPoster,
    Effect,
    EraseVisited,
    GiveNumber,
    GiveReceipt,
    KeepVoice,
    KeepWord,
    MarkLettersRead,
    OpenCase,
    Permit,
    RaiseFlag,
    TakeOver,
    TellOfAddition,
)
from flows.session import Session
from storage import erasing, fetching, numbers, permits, posters, unread, visiting
from storage.tables import Row

if TYPE_CHECKING:
    from storage.turn import Turn

_receipts = Row.metadata.tables["receipts"]

_WORDS_SETTLE = timedelta(seconds=3)  # several messages in a row are one word to the desk
_TAPS_SETTLE = timedelta(seconds=30)  # and so are the answers of somebody still tapping


def carry_out(turn: Turn, effect: Effect, before: Session, session: Session) -> None:
    """Write what one effect says, in the transaction of its turn."""
    match effect:
        case OpenCase(urgency):
            turn.filing.open_case(session, urgency)
        case AlertAgain(urgency):
            turn.filing.alert_again(session, urgency, adds=before.record() != session.record())
        case TellOfAddition():
            turn.filing.tell_of_addition(session, _WORDS_SETTLE if before.words != session.words else _TAPS_SETTLE)
        case KeepVoice():
            fetching.owe(turn.conn, turn.keys, turn.arrived.tag, turn.arrived.address, session, turn.at)
        case GiveReceipt():
            assert turn.receipt is not None
            if before.case_open and not before.filed:  # it began with a call for help
                turn.filing.note("completed", session)
            turn.conn.execute(
                insert(_receipts),
                [
                    {
                        "office_code": session.office,
                        "report_id": session.report_id,
                        "kind": kind,
                        "hash": hash_,
                        "hour": turn.at,
                    }
                    for kind, hash_ in turn.receipt.hashes.items()
                ],
            )
        case KeepWord(kind):
            assert turn.given is not None
            visiting.keep_word(turn.conn, before, kind, turn.given, turn.at)
        case TakeOver(report):
            visiting.take_over(turn.conn, turn.keys, turn.arrived.address, session, report, turn.at)
        case EraseVisited(report):
            erasing.erase_visited(turn.conn, turn.keys, turn.filing, turn.arrived.address, report)
        case RaiseFlag(report):
            visiting.raise_flag(turn.conn, turn.keys, report, turn.filing, turn.at)
        case GiveNumber(number):
            numbers.keep(turn.conn, turn.keys, session, number)
        case CountPoster(place):
            there = next(one for one in (turn.office, *turn.others) if one.code == session.office)
            posters.count_one(turn.conn, there, place, turn.at)
        case Permit(id, state):
            permits.settle(turn.conn, before.own_reports, id, state, turn.at)
        case MarkLettersRead(ids):
            unread.mark_read(turn.conn, before.own_reports, ids, turn.at)

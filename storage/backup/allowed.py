"""Which tables and columns a copy may hold. A table or column that is on neither list makes the copy refuse: whoever
adds one decides here whether it may lie elsewhere for two weeks.

Out stay return addresses, drafts, and numbers to call; what only this machine's memory opens; what says which update
came when. The order is that in which rows can be put back.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, inspect, select

from storage import tables_desk as tables_desk  # its tables join the metadata
from storage import tables_receipt as tables_receipt
from storage.errors import BackupRefused
from storage.tables import Row
from storage.voices import KIND

KEPT: dict[str, str] = {
    "officers": "id office_code telegram_id name role started_at reachable added_at ended_at",
    "cases": "id number office_code urgency rank state version face sealed_to key_id raises filed_hour acknowledged_by"
    " acknowledged_at acted_at source merged_into handling closed",
    "reports": "id office_code case_id snapshot sealed_to key_id hour filed_hour guest",
    "receipts": "id office_code report_id kind hash hour",
    "safe_words": "report_id office_code salt safe duress hour",
    "letters": "id office_code case_id report_id box key_id office_copy officer_id hour read_hour",
    "voices": "report_id office_code sealed_to key_id box hour",
    "desk_chats": "office_code chat_id topic_id",
    "shifts": "id office_code weekday day place officer_id set_by at",
    "conflicts": "case_id officer_id office_code set_by at",
    "deeds": "id office_code case_id officer_id kind box key_id at",
    "tracks": "id office_code case_id state owner_id due_at box key_id version hour",
    "consents": "id office_code case_id track_id report_id state until box key_id hour",
    "referrals": "id office_code case_id track_id consent_id consent_state ground state box key_id hour",
    "decisions": "id office_code case_id kind about box key_id asked_by asked_at decided_by decided_at agreed",
    "poster_counts": "office_code place year begun",
    "outbox": "id side office_code kind destination case_id report_id letter_id code due_at next_try_at tries"
    " last_error done_hour detail",
    "audit": "seq office_code at actor action case_number ct_hash prev hash",
}

LEFT_OUT: dict[str, str] = {
    "sessions": "drafts",
    "return_addresses": "the way back to a reporter",
    "reported_numbers": "a number to call a reporter; it is erased when the case ends",
    "code_tries": "under the draft key, for a day",
    "desk_sessions": "what an officer has half typed",
    "invitations": "one that was used would be good again",
    "pulses": "signs of life of a machine that is gone",
    "seen": "which update came when",
    "quarantine": "shapes of updates nobody could handle",
}

COLUMNS_LEFT_OUT: dict[str, str] = {
    "officers": "replying_to replying_since",  # what is being typed just now
    "outbox": "lease_until",  # whoever held it is gone
}

_tables = Row.metadata.tables
_outbox, _reports, _voices = (_tables[name] for name in ("outbox", "reports", "voices"))


def refuse_the_unknown(conn: Connection) -> None:
    """Raises BackupRefused unless each table and each column that is there was decided about, and none is missing."""
    there = inspect(conn)
    tables = set(there.get_table_names()) - {"alembic_version"}
    odd = tables.symmetric_difference({*KEPT, *LEFT_OUT})
    if odd:
        raise BackupRefused(f"Tabel {min(odd)} tidak sesuai daftar cadangan (storage/backup/allowed.py).")
    for table, columns in KEPT.items():
        known = {*columns.split(), *COLUMNS_LEFT_OUT.get(table, "").split()}
        odd = {column["name"] for column in there.get_columns(table)}.symmetric_difference(known)
        if odd:
            raise BackupRefused(f"Kolom {table}.{min(odd)} tidak sesuai daftar cadangan (storage/backup/allowed.py).")


def rows_of(table: str) -> Select[Any]:
    """The rows a copy may hold, in the order of their key."""
    columns = _tables[table]
    wanted = select(*(columns.c[name] for name in KEPT[table].split()))
    for condition in _ONLY.get(table, ()):
        wanted = wanted.where(condition)
    return wanted.order_by(*columns.primary_key)


def trimmed(table: str, values: dict[str, Any]) -> dict[str, Any]:
    """The row as it may lie in a copy: of a report left half-way not the chat, only how urgent it is."""
    if table == "outbox" and values["side"] == "reporter":
        values["detail"] = {name: value for name, value in (values["detail"] or {}).items() if name == "urgency"}
    return values


_half_way = select(_outbox.c.report_id).where(
    _outbox.c.kind == "broken_off", _outbox.c.done_hour.is_(None), _outbox.c.report_id.is_not(None)
)
_told = _reports.c.case_id.is_not(None) | _reports.c.id.in_(_half_way)
_told_reports = select(_reports.c.id).where(_told)

_unpaid = _outbox.c.done_hour.is_(None)
_its_report = func.substr(_outbox.c.code, len(KIND) + 2, 32)  # as its code says (storage/fetching.py)
# That a voice note is owed to a report, not by whom or which: brought back, the desk is told that it will not come.
_owed_voice = (_outbox.c.kind == KIND) & _unpaid & _its_report.in_(_told_reports)

# Of what is not sent yet, only what the desk will be told all the same. What the reporters' side owes needs a chat.
_ONLY: dict[str, tuple[Any, ...]] = {
    "reports": (_told,),
    "receipts": (_tables["receipts"].c.report_id.in_(_told_reports),),
    "safe_words": (_tables["safe_words"].c.report_id.in_(_told_reports),),
    "voices": (_voices.c.sealed_to != "draft", _voices.c.report_id.in_(_told_reports)),
    "outbox": ((_outbox.c.side == "duty") | ((_outbox.c.kind == "broken_off") & _unpaid) | _owed_voice,),
}

"""Which columns lie open, what the database refuses, and what goes when a report goes."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from storage.tables import RANKS, Audit, Case, Officer, Report, Row, Session, UTCHour, to_hour
from tests.storage.rows import LEAST, WHEN, put, put_case

# What a thief of the database may read. Adding a line here is a decision: talk about it first.
OPEN = {
    "sessions": {"id", "office_code", "flow_version", "version", "hour"},
    "officers": {
        "id", "office_code", "telegram_id", "name", "role", "started_at", "reachable", "replying_to",
        "replying_since", "added_at", "ended_at",
    },
    "cases": {
        "id", "number", "office_code", "urgency", "rank", "state", "version", "sealed_to", "raises", "filed_hour",
        "acknowledged_by", "acknowledged_at", "acted_at", "source", "merged_into", "closed",
    },
    "reports": {"id", "office_code", "case_id", "sealed_to", "hour", "filed_hour", "guest"},
    "return_addresses": {"report_id", "office_code", "epoch"},
    "safe_words": {"report_id", "office_code", "hour"},
    "code_tries": {"hour"},
    "receipts": {"id", "office_code", "report_id", "kind", "hour"},
    "letters": {"id", "office_code", "case_id", "report_id", "officer_id", "hour", "read_hour"},
    "voices": {"report_id", "office_code", "sealed_to", "hour"},
    "outbox": {
        "id", "side", "office_code", "kind", "destination", "case_id", "report_id", "letter_id", "code", "due_at",
        "next_try_at", "lease_until", "tries", "last_error", "done_hour", "detail",
    },
    "seen": {"side", "office_code", "update_id", "day"},
    "quarantine": {"id", "side", "office_code", "update_id", "error", "hour"},
    "desk_chats": {"office_code", "chat_id", "topic_id"},
    "audit": {"seq", "office_code", "at", "actor", "action", "case_number"},
    "shifts": {"id", "office_code", "weekday", "day", "place", "officer_id", "set_by", "at"},
    "invitations": {"id", "office_code", "name", "role", "until", "used_at"},
    "conflicts": {"case_id", "officer_id", "office_code", "set_by", "at"},
    "pulses": {"office_code", "part", "at"},
    "desk_sessions": {"officer_id", "office_code", "version", "hour"},
    "deeds": {"id", "office_code", "case_id", "officer_id", "kind", "at"},
    "tracks": {"id", "office_code", "case_id", "state", "owner_id", "due_at", "version", "hour"},
    "consents": {"id", "office_code", "case_id", "track_id", "report_id", "state", "until", "hour"},
    "referrals": {
        "id", "office_code", "case_id", "track_id", "consent_id", "consent_state", "ground", "state", "hour",
    },
    "decisions": {
        "id", "office_code", "case_id", "kind", "about", "asked_by", "asked_at", "decided_by", "decided_at", "agreed",
    },
    "poster_counts": {"office_code", "place", "year", "begun"},
    "reported_numbers": {"report_id", "sealed_to", "office_code"},
}  # fmt: skip

# Boxes, tags, hashes, salts and key ids.
CLOSED = {
    "sessions": {"tag", "draft", "key_id"},
    "cases": {"face", "key_id", "handling"},
    "reports": {"snapshot", "key_id"},
    "return_addresses": {"box", "tag", "salt"},
    "receipts": {"hash"},
    "safe_words": {"salt", "safe", "duress"},
    "code_tries": {"tag", "box"},
    "letters": {"box", "key_id", "office_copy"},
    "voices": {"box", "key_id"},
    "quarantine": {"box"},
    "audit": {"ct_hash", "prev", "hash"},
    "invitations": {"hash"},
    "desk_sessions": {"box", "key_id"},
    "deeds": {"box", "key_id"},
    "tracks": {"box", "key_id"},
    "consents": {"box", "key_id"},
    "reported_numbers": {"box", "key_id"},
    "referrals": {"box", "key_id"},
    "decisions": {"box", "key_id"},
}


@pytest.mark.threat("A2")
def test_only_these_columns_lie_open():
    found = {name: {column.name for column in table.columns} for name, table in Row.metadata.tables.items()}
    assert found == {name: OPEN[name] | CLOSED.get(name, set()) for name in OPEN}
    for name, table in Row.metadata.tables.items():
        for column in table.columns:
            assert (column.type.python_type is bytes) == (column.name in CLOSED.get(name, set())), (name, column.name)


def test_no_row_says_more_than_ids_when_printed():
    for model in Row.__subclasses__():
        values = {}
        for name, field in model.model_fields.items():
            values[name] = "RAHASIA" if field.annotation is str else b"RAHASIA" if field.annotation is bytes else None
            if not field.repr:
                values[name] = b"RAHASIA"
        printed = repr(model.model_construct(**{name: values[name] for name in values if _is_hidden(model, name)}))
        assert "RAHASIA" not in printed, printed


def _is_hidden(model, name):
    hidden = CLOSED.get(model.__tablename__, set()) | {"telegram_id", "name", "chat_id", "destination", "detail"}
    return name in hidden


def test_minutes_do_not_reach_the_database(database):
    blora = timezone(timedelta(hours=7))
    with database.writing() as conn:
        put(conn, "sessions", hour=datetime(2026, 11, 23, 9, 47, 11, 5, tzinfo=blora))
    with database.reading() as conn:
        assert conn.scalar(select(Row.metadata.tables["sessions"].c.hour)) == datetime(2026, 11, 23, 2, tzinfo=UTC)
    assert to_hour(datetime(2026, 11, 23, 9, 47, tzinfo=blora)) == datetime(2026, 11, 23, 2, tzinfo=UTC)


HOURS = [
    (table.name, column.name)
    for table in Row.metadata.tables.values()
    for column in table.columns
    if column.name.endswith("hour")
]


@pytest.mark.parametrize(("table", "column"), HOURS)
def test_every_hour_is_floored(table, column):
    kept = Row.metadata.tables[table].c[column].type.process_bind_param(WHEN, None)
    assert (kept.minute, kept.second, kept.microsecond) == (0, 0, 0)


def test_the_orm_floors_too(database):
    with database.orm() as session:
        row = Session(tag=b"t", office_code="blora", draft=b"d", key_id=b"k", flow_version="1", hour=WHEN)
        session.add(row)
        session.flush()
        session.refresh(row)
        assert row.hour == to_hour(WHEN)


def _officer(conn):
    return put(conn, "officers")


def _track(conn):
    return put(conn, "tracks", case_id=put_case(conn))


NEEDS = {
    "shifts": {"officer_id": _officer},
    "conflicts": {"case_id": put_case, "officer_id": _officer, "set_by": lambda conn: 1},
    "desk_sessions": {"officer_id": _officer},
    "deeds": {"case_id": put_case, "officer_id": _officer},
    "tracks": {"case_id": put_case},
    "consents": {"track_id": _track, "case_id": lambda conn: 1},
    "referrals": {"track_id": _track, "case_id": lambda conn: 1},
    "decisions": {"case_id": put_case, "asked_by": _officer},
}


@pytest.mark.parametrize("table", LEAST)
def test_the_least_row_is_accepted(database, table):
    with database.writing() as conn:
        if table in NEEDS:
            put(conn, table, **{name: make(conn) for name, make in NEEDS[table].items()})
        elif table in ("return_addresses", "receipts", "safe_words", "letters"):
            report = {"report_id": put(conn, "reports")}
            if table == "letters":
                report |= {"case_id": put_case(conn), "officer_id": put(conn, "officers")}
            put(conn, table, **report)
        else:
            put(conn, table)
    with database.reading() as conn:
        assert conn.scalar(select(func.count()).select_from(Row.metadata.tables[table])) == 1


REFUSED = [
    ("cases", {"urgency": "BIASA"}),
    ("cases", {"urgency": "DARURAT", "rank": 3}),
    ("cases", {"rank": 4}),
    ("cases", {"raises": -1}),
    ("cases", {"version": -1}),
    ("cases", {"sealed_to": "newspaper"}),
    ("cases", {"acknowledged_by": 99}),
    ("reports", {"id": "short"}),
    ("reports", {"sealed_to": "nobody"}),
    ("reports", {"case_id": 99}),
    ("receipts", {"report_id": "b" * 32}),
    ("return_addresses", {"report_id": "b" * 32}),
    ("outbox", {"side": "world"}),
    ("outbox", {"tries": -1}),
    ("outbox", {"letter_id": 99}),
    ("officers", {"role": "admin"}),
    ("officers", {"replying_to": 99}),
    ("sessions", {"version": -1}),
    ("seen", {"side": "world"}),
    ("quarantine", {"side": "world"}),
]


@pytest.mark.parametrize(("table", "wrong"), REFUSED)
def test_the_database_refuses_what_makes_no_sense(database, table, wrong):
    with pytest.raises(IntegrityError), database.writing() as conn:
        put(conn, table, **wrong)


def test_every_urgency_has_its_rank(database):
    with database.writing() as conn:
        for urgency in RANKS:
            put_case(conn, urgency)
    assert list(RANKS) == ["DARURAT", "TINGGI", "SEDANG", "RENDAH"]


UNIQUE = [
    ("sessions", {}),
    ("cases", {}),
    ("outbox", {}),
    ("seen", {}),
    ("officers", {}),
]


@pytest.mark.parametrize(("table", "same"), UNIQUE)
def test_the_same_thing_is_not_stored_twice(database, table, same):
    with database.writing() as conn:
        put(conn, table, **same)
    with pytest.raises(IntegrityError), database.writing() as conn:
        put(conn, table, **same)


def test_an_officer_who_left_may_come_back_or_serve_another_office(database):
    with database.writing() as conn:
        put(conn, "officers", ended_at=WHEN)
        put(conn, "officers")
        put(conn, "officers", office_code="rembang")


def test_big_telegram_ids_fit(database):
    with database.writing() as conn:
        put(conn, "officers", telegram_id=2**52)
        put(conn, "seen", update_id=2**40)
    with database.reading() as conn:
        assert conn.scalar(select(Row.metadata.tables["officers"].c.telegram_id)) == 2**52


def test_when_a_report_goes_nothing_about_its_reporter_stays(database):
    with database.writing() as conn:
        case_id, officer = put_case(conn), put(conn, "officers")
        report_id = put(conn, "reports", case_id=case_id)
        conn.execute(text("UPDATE officers SET replying_to = :case"), {"case": case_id})
        put(conn, "return_addresses", report_id=report_id)
        put(conn, "receipts", report_id=report_id)
        letter = put(conn, "letters", report_id=report_id, case_id=case_id, officer_id=officer)
        put(conn, "outbox", letter_id=letter, code="letter")
        put(conn, "outbox", report_id=report_id, code="report")
        put(conn, "outbox", case_id=case_id, code="case")
    with database.writing() as conn:
        conn.execute(delete(Row.metadata.tables["reports"]))
        left = {name: _count(conn, name) for name in ("return_addresses", "receipts", "letters", "outbox", "cases")}
        assert left == {"return_addresses": 0, "receipts": 0, "letters": 0, "outbox": 1, "cases": 1}
        conn.execute(delete(Row.metadata.tables["cases"]))
        assert _count(conn, "outbox") == 0
        assert conn.execute(select(Row.metadata.tables["officers"].c.replying_to)).all() == [(None,)]


def test_a_case_with_reports_does_not_go_by_accident(database):
    with database.writing() as conn:
        put(conn, "reports", case_id=put_case(conn))
    with pytest.raises(IntegrityError), database.writing() as conn:
        conn.execute(delete(Row.metadata.tables["cases"]))


@pytest.mark.parametrize("table", ["cases", "outbox"])
def test_an_id_is_not_used_twice(database, table):
    with database.writing() as conn:
        first = put(conn, table)
        conn.execute(delete(Row.metadata.tables[table]))
        assert put(conn, table) > first


def test_open_cases_come_from_their_index(database):
    cases = Row.metadata.tables["cases"]
    with database.writing() as conn:
        row = {**LEAST["cases"], "office_code": "blora"}
        rows = [{**row, "number": str(n), "closed": WHEN if n % 20 else None} for n in range(2000)]
        conn.execute(insert(cases), rows)
        conn.execute(text("ANALYZE"))
    inbox = (
        select(cases.c.id)
        .where(cases.c.office_code == "blora", cases.c.closed.is_(None))
        .order_by(cases.c.rank, cases.c.id)
        .limit(20)
    )
    plan = _plan(database, inbox)
    assert "ix_cases_open" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
    orm = select(Case).where(Case.office_code == "blora", Case.closed.is_(None)).order_by(Case.rank, Case.id).limit(20)
    assert "ix_cases_open" in _plan(database, orm)


def _count(conn, table):
    return conn.scalar(select(func.count()).select_from(Row.metadata.tables[table]))


def _plan(database, statement):
    """The plan of the statement as it is really sent: parameters bound."""
    compiled = statement.compile(dialect=database._writer.dialect, compile_kwargs={"render_postcompile": True})
    prefix = "EXPLAIN QUERY PLAN " if database.dialect == "sqlite" else "EXPLAIN "
    values = (
        compiled.params
        if database.dialect == "postgresql"
        else tuple(compiled.params[name] for name in compiled.positiontup)
    )
    with database.reading() as conn:
        return "\n".join(str(tuple(row)) for row in conn.exec_driver_sql(prefix + compiled.string, values))


def test_models_take_part_in_one_metadata_only():
    assert not SQLModel.metadata.tables
    assert {model.__tablename__ for model in Row.__subclasses__()} == set(Row.metadata.tables)
    assert Report.model_fields["id"].annotation is str
    assert Audit.__tablename__ == "audit"
    assert Officer(office_code="b", telegram_id=1, name="x", role="officer", added_at=WHEN).reachable
    assert isinstance(LEAST["seen"]["day"], date)


def test_a_new_migration_can_name_our_hours():
    assert repr(UTCHour()) == "storage.tables.UTCHour()"

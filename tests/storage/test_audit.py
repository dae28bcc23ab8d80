"""What was done stays written; whoever gets round that is seen."""

import hashlib
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from storage import audit
from storage.audit import Head
from storage.sealing import digest
from storage.tables import Row

ENTRIES = 60
START = datetime(2026, 11, 23, 2, 47, 11, 123456, tzinfo=UTC)

_audit = Row.metadata.tables["audit"]


@pytest.fixture
def chain(database):
    """Sixty entries, and the head as it was given away."""
    with database.writing() as conn:
        for n in range(ENTRIES):
            audit.append(
                conn,
                at=START + timedelta(minutes=n),
                office_code="blora",
                actor=f"officer:{n % 3}",
                action="case.acknowledged" if n % 2 else "case.filed",
                case_number=f"K{n}" if n % 5 else None,
                ct_hash=digest(str(n).encode()) if n % 4 else None,
            )
        head = audit.head(conn)
    return database, head


@pytest.fixture
def intruder(chain):
    """Somebody who may do anything to the database, and has removed the guards."""
    database, head = chain
    with database.writing() as conn:
        if database.dialect == "sqlite":
            conn.execute(text("DROP TRIGGER audit_stays_update"))
            conn.execute(text("DROP TRIGGER audit_stays_delete"))
        else:
            conn.execute(text("DROP TRIGGER audit_stays ON audit"))
    return database, head


def test_an_untouched_chain_holds(chain):
    database, head = chain
    with database.reading() as conn:
        assert audit.verify(conn) is None
        assert audit.verify(conn, head) is None
        assert audit.head(conn) == head == Head.parse(f" {head}\n")
        assert head.seq == ENTRIES


def test_an_old_head_still_holds_when_more_was_done(chain):
    database, old = chain
    with database.writing() as conn:
        audit.append(conn, at=START, office_code="blora", actor="system", action="retention.run")
        assert audit.verify(conn, old) is None


def test_nothing_done_yet(database):
    with database.reading() as conn:
        assert audit.verify(conn) is None
        beginning = audit.head(conn)
        assert beginning.seq == 0
        assert audit.verify(conn, beginning) is None
        assert audit.verify(conn, Head(0, bytes(32))) == 0
        assert audit.verify(conn, Head(1, bytes(32))) == 1


def test_a_chain_begun_before_an_update_goes_on_after_it(database):
    def by_hand(*parts):
        whole = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
        return hashlib.blake2b(whole, digest_size=32).digest()

    told = {"office_code": "blora", "action": "case.filed"}
    with database.writing() as conn:
        first = audit.append(conn, at=START, actor="system", **told)
        here = START.astimezone(timezone(timedelta(hours=7)))
        second = audit.append(conn, at=here, actor="petugas é", case_number="K1", ct_hash=b"\x0a\xff", **told)
    stands = b'"2026-11-23T02:47:11.123456+00:00"'
    one = by_hand(by_hand(b"wadul audit"), b'[1,"blora",' + stands + b',"system","case.filed",null,null]')
    two = by_hand(one, b'[2,"blora",' + stands + b',"petugas \\u00e9","case.filed","K1","0aff"]')
    assert (first, second) == (Head(1, one), Head(2, two))
    assert str(second) == f"2:{two.hex()}"
    with database.reading() as conn:
        assert audit.head(conn) == second
        assert audit.verify(conn, second) is None


@pytest.mark.parametrize(
    "change", ["UPDATE audit SET action = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE seq = 1"]
)
def test_entries_cannot_be_changed_or_removed(chain, change):
    database, head = chain
    with pytest.raises(SQLAlchemyError), database.writing() as conn:
        conn.execute(text(change))
    with database.reading() as conn:
        assert audit.verify(conn, head) is None


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_table_cannot_be_emptied_at_once(chain):
    database, _ = chain
    with pytest.raises(SQLAlchemyError), database.writing() as conn:
        conn.execute(text("TRUNCATE audit"))


CHANGES = {
    "office_code": "rembang",
    "at": START - timedelta(days=1),
    "actor": "officer:9",
    "action": "case.closed",
    "case_number": "OTHER",
    "ct_hash": bytes(32),
    "prev": bytes(32),
    "hash": bytes(32),
}


class Undone(Exception):
    """Put it back as it was."""


def _each_entry(database, tamper):
    """Tamper with each entry in turn, ask `verify`, and put it back."""
    answers = []
    for seq in range(1, ENTRIES + 1):
        with suppress(Undone), database.writing() as conn:
            tamper(conn, seq)
            answers.append(audit.verify(conn))
            raise Undone
    return answers


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.threat("O5")
def test_a_changed_entry_is_named(intruder, column):
    database, _ = intruder

    def tamper(conn, seq):
        conn.execute(update(_audit).where(_audit.c.seq == seq).values({column: CHANGES[column]}))

    assert _each_entry(database, tamper) == list(range(1, ENTRIES + 1))


def test_a_removed_entry_is_named(intruder):
    database, head = intruder
    answers = _each_entry(database, lambda conn, seq: conn.execute(_audit.delete().where(_audit.c.seq == seq)))
    assert answers == [*range(1, ENTRIES), None]  # the last one takes the anchor
    with database.writing() as conn:
        conn.execute(_audit.delete().where(_audit.c.seq == ENTRIES))
        assert audit.verify(conn, head) == ENTRIES


@pytest.mark.threat("O5")
def test_removed_and_renumbered_is_noticed(intruder):
    database, _ = intruder
    with database.writing() as conn:
        conn.execute(_audit.delete().where(_audit.c.seq == 10))
        for seq in range(11, ENTRIES + 1):
            conn.execute(update(_audit).where(_audit.c.seq == seq).values(seq=seq - 1))
        assert audit.verify(conn) == 10


def test_two_entries_in_the_wrong_order_are_noticed(intruder):
    database, _ = intruder

    def swap(conn, seq):
        other = seq + 1 if seq < ENTRIES else seq - 1
        for old, new in ((seq, -1), (other, seq), (-1, other)):
            conn.execute(update(_audit).where(_audit.c.seq == old).values(seq=new))

    assert _each_entry(database, swap) == [*range(1, ENTRIES), ENTRIES - 1]


@pytest.mark.threat("O5")
def test_an_end_cut_off_shows_against_the_head_given_away(intruder):
    database, head = intruder
    for left in (ENTRIES - 1, 30, 0):
        with suppress(Undone), database.writing() as conn:
            conn.execute(_audit.delete().where(_audit.c.seq > left))
            assert audit.verify(conn) is None  # the chain alone cannot know
            assert audit.verify(conn, head) == left + 1
            raise Undone


def test_a_chain_written_anew_shows_against_the_head_given_away(intruder):
    database, head = intruder
    with database.writing() as conn:
        conn.execute(_audit.delete())
        for _ in range(ENTRIES):
            audit.append(conn, at=START, office_code="blora", actor="officer:1", action="case.filed")
        assert audit.verify(conn) is None
        assert audit.verify(conn, head) == ENTRIES


def test_the_hour_zone_does_not_matter(database):
    blora = timezone(timedelta(hours=7))
    with database.writing() as conn:
        audit.append(conn, at=START.astimezone(blora), office_code="blora", actor="officer:1", action="case.filed")
    with database.reading() as conn:
        assert audit.verify(conn) is None


def test_many_append_at_once_and_the_chain_holds(database):
    def work(who):
        for n in range(10):
            with database.writing() as conn:
                audit.append(conn, at=START, office_code="blora", actor=f"officer:{who}", action=f"step.{n}")

    threads = [threading.Thread(target=work, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as conn:
        assert audit.verify(conn) is None
        assert conn.scalar(select(func.count()).select_from(_audit)) == audit.head(conn).seq == 40


def test_what_is_undone_leaves_no_gap(database):
    with suppress(Undone), database.writing() as conn:
        audit.append(conn, at=START, office_code="blora", actor="officer:1", action="case.filed")
        raise Undone
    with database.writing() as conn:
        assert audit.append(conn, at=START, office_code="blora", actor="officer:1", action="case.filed").seq == 1
        assert audit.verify(conn) is None

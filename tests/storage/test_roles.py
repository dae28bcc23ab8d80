"""The two roles on PostgreSQL: neither reads what belongs to the other side, and both can do all their work.

Every story of this folder is told on PostgreSQL by these two roles (`House.sides`), so a right that is missing turns
one of them red; here stands what they must not.
"""

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import ProgrammingError

from storage import fanout, outbox, roles
from storage.errors import NotARole
from storage.tables import SIDES, Row
from tests.storage.rows import LEAST
from tests.storage.telling import ROLES

TABLES = Row.metadata.tables
on_postgres = pytest.mark.parametrize(
    "database", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)

OF_OFFICERS = ("officers", "shifts", "invitations", "conflicts", "desk_chats", "desk_sessions", "deeds", "decisions")
OF_REPORTERS = ("sessions", "receipts", "safe_words", "code_tries")
WITHHELD = {
    "reporter": [
        *((table, column.name) for table in OF_OFFICERS for column in TABLES[table].c),
        *(("cases", name) for name in ("acknowledged_by", "face", "handling", "acted_at")),
        *(("letters", name) for name in ("officer_id", "office_copy")),
        ("audit", "actor"),
        ("audit", "at"),
    ],
    "duty": [
        *((table, column.name) for table in OF_REPORTERS for column in TABLES[table].c),
        *(("return_addresses", name) for name in ("box", "tag", "salt", "epoch", "office_code")),
    ],
}


def test_every_table_and_every_named_column_has_its_line():
    assert set(roles.LINES) == set(TABLES)
    for table, lines in roles.LINES.items():
        for may in lines:
            for named in (may.read, may.change):
                assert named == roles.ALL or set(named.split()) <= set(TABLES[table].c.keys()), table


def test_nobody_changes_or_removes_what_was_done():
    for may in roles.LINES["audit"]:
        assert may.add
        assert not may.change
        assert not may.remove


@pytest.mark.parametrize("names", [("wadul", "wadul"), ("wadul_reporter", "Robert'); DROP"), ("", "wadul_duty")])
def test_a_name_that_is_no_role_is_refused(names):
    with pytest.raises(NotARole):
        roles.statements(*names)


@on_postgres
def test_each_role_is_refused_what_belongs_to_the_other_side(house):
    for side, db in house.sides.items():
        for table, column in WITHHELD[side]:
            with pytest.raises(ProgrammingError, match="InsufficientPrivilege"), db.reading() as conn:
                conn.execute(select(TABLES[table].c[column]))


@on_postgres
def test_each_role_reads_what_its_line_names_and_nothing_else(house):
    """The same set-up: what is refused above is refused for the column, not for the role."""
    for side, db in house.sides.items():
        for table, lines in roles.LINES.items():
            read = lines[SIDES.index(side)].read
            named = set(TABLES[table].c.keys()) if read == roles.ALL else set(read.split())
            with db.reading() as conn:
                found = {name for name in TABLES[table].c.keys() if _may(conn, table, name)}  # noqa: SIM118
            assert found == named, (side, table)


@on_postgres
def test_a_whole_report_is_told_called_out_and_answered_by_the_two_roles(house):
    sri = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no").adds("contact", "contact.anytime")
    assert ("alert", f"officer:{sri.id}") in [(kind, where) for kind, where, _ in house.delivers()]
    house.acknowledges(sri, person.number)
    house.replies(sri, person.number, "Besok pagi kami datang.")
    (news,) = outbox.claim(house.sides["reporter"], "reporter", house.clock, 1.0, 9)
    assert (news.kind, news.report_id) == ("news", person.report_id)
    person.starts().taps("open_news", "news.safe")
    assert "Besok pagi kami datang." in [line.args.get("words") for line in person.screen.lines]
    person.taps("next")
    assert house.row("letters").read_hour is not None


@on_postgres
def test_where_an_alert_was_sent_is_seen_by_the_desk_alone(house):
    """It stands in the outbox: the officer's id in the destination, their chat in the detail."""
    house.officer("Sri")
    house.person().files()
    with house.sides["reporter"].reading() as conn:
        assert set(conn.scalars(select(TABLES["outbox"].c.destination))) == {"desk"}
    for owed in outbox.claim(house.sides["duty"], "duty", house.clock, 1.0, 9):
        with house.sides["duty"].writing() as conn:
            fanout.spread(conn, owed, house.office, house.clock, has_group=True)
    assert {row.destination for row in house.rows("outbox")} > {"desk"}
    with house.sides["reporter"].reading() as conn:
        assert set(conn.scalars(select(TABLES["outbox"].c.destination))) == {"desk"}


@on_postgres
def test_where_a_reporter_is_found_is_seen_by_their_side_alone(house):
    person = house.person().starts().taps("safety.yes", "privacy.yes", "saving.go")
    house.take(person.message("keluar", known=(10, 11), message=12))
    assert {row.kind for row in house.rows("outbox")} == {"wipe"}
    with house.sides["duty"].reading() as conn:
        assert conn.scalar(select(func.count()).select_from(TABLES["outbox"])) == 0


@on_postgres
def test_the_desk_reads_the_voices_it_has_and_changes_none(house):
    """One under the draft key is of a report that nobody sent."""
    person = house.person().files()
    told = {"office_code": house.office.code, "key_id": b"k", "box": b"b", "hour": house.clock}
    with house.sides["reporter"].writing() as conn:
        for report_id, sealed_to in ((person.report_id, "office"), ("d" * 32, "draft")):
            conn.execute(insert(TABLES["voices"]).values(report_id=report_id, sealed_to=sealed_to, **told))
        assert conn.scalar(select(func.count()).select_from(TABLES["voices"])) == 2
    with house.sides["duty"].reading() as conn:
        assert list(conn.scalars(select(TABLES["voices"].c.sealed_to))) == ["office"]
    with house.sides["duty"].writing() as conn:  # not while no case goes to another office (test_moving.py)
        assert conn.execute(text("UPDATE voices SET box = 'x', key_id = 'x', office_code = 'x'")).rowcount == 0
    refused = ("UPDATE voices SET sealed_to = sealed_to", "UPDATE voices SET report_id = report_id")
    for statement in (*refused, "DELETE FROM voices", "INSERT INTO voices DEFAULT VALUES"):
        with pytest.raises(ProgrammingError, match="InsufficientPrivilege"), house.sides["duty"].writing() as conn:
            conn.execute(text(statement))


@on_postgres
def test_neither_role_can_owe_in_the_others_name(house):
    owed = {**LEAST["outbox"], "kind": "alert", "destination": "officer:1", "code": "A2A2A.0@officer:1"}
    with pytest.raises(ProgrammingError, match="InsufficientPrivilege"), house.sides["reporter"].writing() as conn:
        conn.execute(insert(TABLES["outbox"]).values(**{**owed, "side": "duty"}))
    with pytest.raises(ProgrammingError, match="InsufficientPrivilege"), house.sides["duty"].writing() as conn:
        conn.execute(insert(TABLES["outbox"]).values(**{**owed, "side": "reporter", "kind": "wipe"}))


@on_postgres
def test_given_again_they_take_back_what_was_too_much(house):
    with house.db.writing() as conn:
        conn.execute(text(f"GRANT ALL ON officers TO {ROLES['reporter']}"))
        conn.execute(text(f"GRANT SELECT (box) ON return_addresses TO {ROLES['duty']}"))
    with house.db.writing() as conn:
        roles.apply(conn, *ROLES.values())
    for side, statement in (("reporter", "SELECT name FROM officers"), ("duty", "SELECT box FROM return_addresses")):
        with pytest.raises(ProgrammingError, match="InsufficientPrivilege"), house.sides[side].reading() as conn:
            conn.execute(text(statement))


@on_postgres
def test_each_role_finds_the_tables_ready_and_cannot_change_their_form(house):
    for db in house.sides.values():
        db.migrate()
        db.check()
        with pytest.raises(ProgrammingError, match="InsufficientPrivilege"), db.writing() as conn:
            conn.execute(text("ALTER TABLE outbox DISABLE ROW LEVEL SECURITY"))


def _may(conn, table, column):
    return conn.scalar(
        text("SELECT has_column_privilege(:table, :column, 'SELECT')"), {"table": table, "column": column}
    )

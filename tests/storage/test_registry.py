"""Cases as the register and the recap see them: once each, and nothing of what is sealed away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.dialects import postgresql

from flows.desk.recap import recap
from storage import merging, registry
from storage.errors import NotPossible
from storage.tables import Row


@pytest.fixture
def sri(house):
    return house.officer("Sri")


def found(house):
    day = timedelta(days=1)
    with house.db.reading() as conn:
        cases = registry.filed_between(conn, house.desk_keys, house.office, house.clock - day, house.clock + day)
        return {one.kept.number: one for one in cases}


@pytest.fixture
def two(house, sri):
    """The same child, told of twice; the numbers of the case that goes and of the one that stays."""
    gone, stays = house.person().files().number, house.person(8_222_333_444).files().number
    house.desk(registry.enter, house.desk_keys, house.office, gone, "SIM-7", date(2026, 11, 30), house.clock)
    house.desk(merging.merge, house.desk_keys, house.office, sri, gone, stays, house.clock)
    return gone, stays


def test_a_case_that_was_merged_into_another_is_its_double_and_not_sealed(house, two):
    gone, stays = two
    cases = found(house)
    assert (cases[gone].sealed, cases[gone].kept.duplicate, cases[gone].answers) == (False, stays, {})
    assert cases[gone].kept.register_no == "SIM-7", "it may stand in the register already"
    assert (cases[stays].sealed, cases[stays].kept.duplicate) == (False, "")
    assert cases[stays].answers
    with house.db.reading() as conn:
        assert registry.one(conn, house.desk_keys, house.office, gone).kept.duplicate == stays


def test_the_double_is_counted_once(house, two):
    for number in range(4):
        house.person(8_300_000_000 + number).files()
    counts = recap(house.clock.year, house.office, found(house).values())
    assert counts.total == 5
    assert (counts.twice, counts.sealed) == (None, 0)


def test_the_double_of_what_is_sealed_away_is_sealed_too(house, two):
    """Else its line would carry the number nobody at the office may know."""
    _, stays = two
    with house.db.writing() as conn:
        conn.exec_driver_sql(f"UPDATE cases SET sealed_to = 'escalation' WHERE number = '{stays}'")
    assert [found(house)[number].sealed for number in two] == [True, True]


def test_what_an_officer_writes_in_the_same_moment_is_not_lost(house, sri, monkeypatch):
    """The number of the register stands in the same box as what was found out about the case."""
    number = house.person().files().number
    open_ = registry._handling
    version = update(cases := Row.metadata.tables["cases"]).values(version=cases.c.version + 1)

    def changed_meanwhile(keys, row):
        conn.execute(version)
        return open_(keys, row)

    monkeypatch.setattr(registry, "_handling", changed_meanwhile)
    with house.db.writing() as conn, pytest.raises(NotPossible):
        registry.enter(conn, house.desk_keys, house.office, number, "SIM-7", date(2026, 11, 30), house.clock)
    assert house.row("cases").handling is None
    assert house.rows("audit", action="registered") == []


def test_the_row_is_held_before_it_is_read(house, monkeypatch):
    number = house.person().files().number
    asked = []
    with house.db.writing() as conn:
        real = conn.execute
        monkeypatch.setattr(conn, "execute", lambda what, *a, **k: asked.append(what) or real(what, *a, **k))
        registry.enter(conn, house.desk_keys, house.office, number, "SIM-7", date(2026, 11, 30), house.clock)
    assert "FOR UPDATE" in str(asked[0].compile(dialect=postgresql.dialect()))
    assert [row.action for row in house.rows("audit", action="registered")] == ["registered"]

"""One of several reporters' processes at a time has the floor in a chat, and knows what the one before it knew."""

import secrets
import time

import pytest
from sqlalchemy import text

from storage.database import Database, DatabaseTrouble
from storage.floor import LINE, Floors

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database", ["postgresql"], indirect=True),
]

ANI, BUDI = 5_000_000_001, 5_000_000_002


def within_30_seconds(is_so):
    """A server notices in its own time that somebody has gone."""
    until = time.monotonic() + 30
    while not (found := is_so()) and time.monotonic() < until:
        time.sleep(0.02)
    return found


@pytest.fixture
def others(house):
    """Makes one more process of the reporters' side."""
    made = []

    def another():
        made.append(Floors(Database(house.sides["reporter"]._url.render_as_string(hide_password=False)), house.keys))
        made[-1].processes()  # from now on it hears
        return made[-1]

    yield another
    for one in made:
        one.close()
        one._db.close()


def test_a_chat_is_one_s_at_a_time_and_the_others_stay_free(others):
    one, other = others(), others()
    assert one.ask(ANI)
    assert not other.ask(ANI)
    assert other.ask(BUDI)
    one.leave(ANI, {})
    assert other.ask(ANI)


def test_whoever_is_given_a_chat_has_heard_what_was_known_of_it(others):
    """Again and again: not once may the word come after the floor."""
    one, other = others(), others()
    for n in range(100):
        assert one.ask(ANI)
        one.heard()
        one.leave(ANI, {"live": [n, True]})
        assert other.ask(ANI)
        assert other.heard() == [(ANI, {"live": [n, True]})]
        other.leave(ANI, {})


def test_who_dies_has_left_every_chat(others):
    one, other = others(), others()
    assert one.ask(ANI)
    assert not other.ask(ANI)
    assert one.processes() == 2
    one.close()
    assert within_30_seconds(lambda: other.ask(ANI))
    assert within_30_seconds(lambda: other.processes() == 1)


def test_a_server_that_breaks_off_takes_every_chat_and_the_next_call_begins_anew(others, database):
    one, other = others(), others()
    assert one.ask(ANI)
    with database.writing() as conn:
        conn.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
                " WHERE datname = current_database() AND locktype = 'advisory' AND mode = 'ExclusiveLock'"
            )
        )
    with pytest.raises(DatabaseTrouble):
        one.ask(BUDI)
    assert within_30_seconds(lambda: other.ask(ANI))
    assert one.ask(BUDI)


def test_neither_the_lock_nor_what_is_told_says_which_chat_it_is(others, house, database):
    """Whoever may look into the server sees a number that is no conversation's, and a box."""
    one = others()
    assert one.ask(ANI)
    with database.reading() as conn:
        held = conn.execute(
            text("SELECT classid::bigint, objid::bigint FROM pg_locks WHERE locktype = 'advisory'")
        ).all()
    keys = {(high << 32 | low) for high, low in held}
    tag = int.from_bytes(house.keys.tagger.tag("sesi", ANI)[:8], "big")
    assert not {ANI, tag} & keys
    heard = []
    line = database.lasting()
    driver = line.connection.driver_connection
    driver.add_notify_handler(lambda note: heard.append(note.payload))
    line.execute(text(f'LISTEN "{LINE}"'))
    one.leave(ANI, {"live": [17, True]})
    line.execute(text("SELECT 1"))
    line.invalidate()
    line.close()
    (told,) = heard
    assert str(ANI) not in told
    assert "live" not in told


def test_what_is_not_sealed_by_one_of_us_is_nothing(others, database):
    one = others()
    assert one.ask(BUDI)
    with database.writing() as conn:
        for odd in ("", "bukan base64 !", secrets.token_urlsafe(40), "e30="):
            conn.execute(text("SELECT pg_notify(:line, :told)"), {"line": LINE, "told": odd})
    assert one.ask(ANI)
    assert one.heard() == []


def test_what_was_said_before_is_not_taken_for_news(others, database):
    """Whoever may NOTIFY could say an old sealed note again: messages that were known since would stay standing."""
    one, other = others(), others()
    heard = []
    line = database.lasting()
    line.connection.driver_connection.add_notify_handler(lambda note: heard.append(note.payload))
    line.execute(text(f'LISTEN "{LINE}"'))
    for n in (1, 2):
        assert one.ask(ANI)
        one.leave(ANI, {"live": [n, True]})
    line.execute(text("SELECT 1"))
    line.execute(text("SELECT pg_notify(:line, :told)"), {"line": LINE, "told": heard[0]})
    line.invalidate()
    line.close()
    assert other.ask(ANI)
    assert other.heard() == [(ANI, {"live": [1, True]}), (ANI, {"live": [2, True]})]

"""Every update is taken once, whatever its number; what nobody could read does not bar the door."""

from datetime import timedelta

import pytest

from storage.seen import REMEMBERED, first_time, forget_old, set_aside
from tests.storage.rows import put

LARGEST = 2**63 - 1


@pytest.mark.parametrize("update_id", [0, 1, 2**31, LARGEST])
def test_an_update_is_new_once(database, now, update_id):
    with database.writing() as conn:
        assert first_time(conn, "reporter", "33.16", update_id, now)
        assert not first_time(conn, "reporter", "33.16", update_id, now)
        assert first_time(conn, "duty", "33.16", update_id, now)
    with database.writing() as conn:
        assert not first_time(conn, "reporter", "33.16", update_id, now + timedelta(days=3))


def test_what_cannot_come_again_is_let_go(database, now):
    assert timedelta(days=8) <= REMEMBERED  # Telegram's numbers may begin anew after a week
    old, fresh = now - REMEMBERED - timedelta(days=1), now - REMEMBERED + timedelta(days=1)
    with database.writing() as conn:
        for number, moment in ((1, old), (2, fresh), (3, now)):
            first_time(conn, "reporter", "33.16", number, moment)
            put(conn, "quarantine", update_id=number, hour=moment)
        forget_old(conn, now)
        assert first_time(conn, "reporter", "33.16", 1, now)
        assert not first_time(conn, "reporter", "33.16", 2, now)
        assert not first_time(conn, "reporter", "33.16", 3, now)
        kept = conn.exec_driver_sql("SELECT update_id FROM quarantine ORDER BY update_id").scalars().all()
    assert kept == [2, 3]


def _deep():
    raw = found = {}
    for _ in range(100_000):
        found["x"] = found = {}
    return raw


MESSAGE = {"message_id": 5_550_123, "chat": {"id": 987_654_321, "first_name": "Rahasia"}, "text": "rahasia"}


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (
            {"update_id": 7, "message": MESSAGE | {"entities": [{"type": 5}]}},
            {
                "update_id": "number",
                "message": {
                    "message_id": "number",
                    "chat": {"id": "number", "first_name": "text"},
                    "text": "text",
                    "entities": [{"type": "number"}],
                },
            },
        ),
        ({"text": "\ud800", "rahasia": {"rahasia": 1}, 3: "x"}, {"text": "text", "other": "text"}),
        (None, "nothing"),
        (_deep(), {"other": {"other": {"other": {"other": {"other": "object"}}}}}),
        ({"data": object(), "is_bot": True}, {"data": "other", "is_bot": "yes or no"}),
        ({"text": ["a" * 200_000, 5]}, {"text": ["text"]}),
        ({str(n): n for n in range(200_000)}, {"other": "number"}),
    ],
    ids=["words", "odd names", "nothing", "an abyss", "a thing", "a flood", "a wide one"],
)
@pytest.mark.threat("M3")
def test_only_its_shape_is_kept(house, raw, kept):
    """Readable after a power cut too, and nobody's words, names or ids for whoever can read it."""
    with house.db.writing() as conn:
        set_aside(conn, "reporter", "33.16", 7, "ValueError", raw, house.keys.office)
        set_aside(conn, "reporter", "33.16", 7, "ValueError", raw, house.keys.office)
    house.restart(power_cut=True)
    (row,) = house.rows("quarantine")
    assert (row.update_id, row.error, row.hour.minute) == (7, "ValueError", 0)
    held = house.desk_keys.office_key.open("update", "7", row.box)
    assert held == {"shape": kept}
    assert not any(trace in str(held) for trace in ("ahasia", "987654321", "5550123"))
    assert not house.holds(b"rahasia")

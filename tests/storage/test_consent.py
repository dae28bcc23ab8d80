"""Consent is held up by the database itself: no code path, ours or another's, writes past it."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from storage.tables import Row
from tests.storage.rows import put, put_case

consents = Row.metadata.tables["consents"]
referrals = Row.metadata.tables["referrals"]


@pytest.fixture
def case(database):
    """A case with a track, and the survivor's yes to it."""
    with database.writing() as conn:
        case_id = put_case(conn)
        track_id = put(conn, "tracks", case_id=case_id)
        consent_id = put(conn, "consents", case_id=case_id, track_id=track_id, state="granted")
    return {"case_id": case_id, "track_id": track_id, "consent_id": consent_id, "consent_state": "granted"}


def test_a_referral_without_consent_or_ground_cannot_be_written(database, case):
    bare = {"case_id": case["case_id"], "track_id": case["track_id"], "ground": None}
    with pytest.raises(IntegrityError), database.writing() as conn:
        put(conn, "referrals", **bare)
    with database.writing() as conn:
        put(conn, "referrals", **bare | {"ground": "vital"})


@pytest.mark.parametrize("state", ["asked", "refused", "withdrawn", "ended"])
def test_a_referral_needs_a_yes_and_not_a_question(database, case, state):
    with database.writing() as conn:
        conn.execute(update(consents).values(state=state))
    with pytest.raises(IntegrityError), database.writing() as conn:
        put(conn, "referrals", **case | {"consent_state": state, "ground": None})
    with pytest.raises(IntegrityError), database.writing() as conn:
        put(conn, "referrals", **case | {"ground": None})  # nor may it pretend that there was one


def test_a_yes_to_one_step_is_none_to_another(database, case):
    with database.writing() as conn:
        other = put(conn, "tracks", case_id=case["case_id"])
    with pytest.raises(IntegrityError), database.writing() as conn:
        put(conn, "referrals", **case | {"track_id": other, "ground": None})


def test_consent_taken_back_ends_the_referral_first(database, case):
    with database.writing() as conn:
        put(conn, "referrals", **case | {"ground": None})
    with pytest.raises(IntegrityError), database.writing() as conn:
        conn.execute(update(consents).values(state="withdrawn"))
    with database.writing() as conn:
        conn.execute(update(referrals).values(state="revoked"))
        conn.execute(update(consents).values(state="withdrawn"))
    with database.reading() as conn:
        (row,) = conn.execute(select(referrals.c.state, referrals.c.consent_state)).all()
    assert row == ("revoked", "withdrawn")
    with pytest.raises(IntegrityError), database.writing() as conn:
        conn.execute(update(referrals).values(state="accepted"))


def test_nobody_agrees_with_themselves(database):
    with database.writing() as conn:
        officer = put(conn, "officers")
        put(conn, "decisions", case_id=put_case(conn), asked_by=officer)
    decisions = Row.metadata.tables["decisions"]
    with pytest.raises(IntegrityError), database.writing() as conn:
        conn.execute(update(decisions).values(decided_by=officer, agreed=True))

"""A case on its way through the office: each step by somebody, each in the chain, none past the law or past consent."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from storage import audit, calling, clocks, decisions, ending, handling, related, roster, tracks
from storage.errors import CannotOpen, CaseAlreadyClosed, NotPossible

TODAY = date(2026, 11, 23)


@pytest.fixture
def sri(house):
    return house.officer("Sri")


@pytest.fixture
def budi(house):
    return house.officer("Budi")


@pytest.fixture
def person(house, sri):
    """Somebody whose case Sri has taken: beaten at home, nothing sexual."""
    person = house.person().files().taps("saved", "life.no")
    house.acknowledges(sri, person.number)
    return person


def why(error):
    return error.value.why


def assess(house, officer, number, *needs, version=None):
    given = {"on": TODAY, "team": ["worker"], "needs": needs, "at": house.clock, "version": version}
    return house.desk(handling.assess, house.desk_keys, officer, number, **given)


def opens(house, officer, number, kind):
    return house.desk(tracks.open_track, house.desk_keys, house.office, officer, number, kind, house.clock)


def notes(house, officer, number, track, field, value, version=None):
    return house.desk(
        tracks.set_field, house.desk_keys, house.office, officer, number, track, field, value, house.clock, version
    )


def ends(house, officer, number, move="finish", **given):
    how = ending.Ending(move, **given)
    return house.desk(ending.end, house.desk_keys, house.office, officer, number, how, house.clock)


def actions(house, number):
    return [row.action for row in house.rows("audit", case_number=number)]


# --- the way of a case ------------------------------------------------------------------------------------------------


def test_a_case_is_assessed_served_and_done(house, sri, person):
    number = person.number
    assert assess(house, sri, number, "psych", "economy") == "asesmen"
    track = opens(house, sri, number, "psych")
    assert person.case.state == "rencana"
    notes(house, sri, number, track.id, "place", "clinic")
    assert person.case.state == "layanan"
    with pytest.raises(NotPossible) as error:
        ends(house, sri, number)
    assert why(error) == "desk-why-tracks"
    notes(house, sri, number, track.id, "outcome", "reached")
    assert ends(house, sri, number) == "selesai"
    case = person.case
    assert (case.state, case.closed) == ("selesai", house.clock)
    assert actions(house, number)[-5:] == ["assessed", "track.opened", "track.changed", "track.done", "ended.selesai"]
    with house.db.reading() as conn:
        assert audit.verify(conn) is None


def test_the_assessment_decides_and_only_emergencies_come_before_it(house, sri, person):
    number = person.number
    for kind in ("psych", "legal", "economy", "nothing"):
        with pytest.raises(NotPossible) as error:
            opens(house, sri, number, kind)
        assert why(error) == "desk-why-assess-first"
    opens(house, sri, number, "medical")
    assert person.case.state == "diterima", "the assessment is still owed"
    assess(house, sri, number, "psych")
    assert person.case.state == "rencana"
    with pytest.raises(NotPossible) as error:
        opens(house, sri, number, "legal")
    assert why(error) == "desk-why-assess-first"
    opens(house, sri, number, "psych")
    with pytest.raises(NotPossible) as error:
        opens(house, sri, number, "psych")
    assert why(error) == "desk-why-track-open"


def test_nobody_works_on_a_case_nobody_took(house, sri):
    person = house.person(8_111_222_333).files()
    with pytest.raises(NotPossible) as error:
        assess(house, sri, person.number, "psych")
    assert why(error) == "desk-why-take-first"


def test_of_two_who_change_a_case_at_once_the_second_is_told(house, sri, budi, person):
    seen = person.case.version
    assess(house, sri, person.number, "psych", version=seen)
    with pytest.raises(NotPossible) as error:
        assess(house, budi, person.number, "legal", version=seen)
    assert why(error) == "desk-why-changed"
    track = opens(house, sri, person.number, "psych")
    notes(house, sri, person.number, track.id, "place", "clinic", version=track.version)
    with pytest.raises(NotPossible) as error:
        notes(house, budi, person.number, track.id, "place", "office", version=track.version)
    assert why(error) == "desk-why-changed"


def test_a_case_sealed_away_is_changed_by_nobody(house, sri, person):
    house.change("cases", sealed_to="escalation")
    with pytest.raises(CannotOpen):
        assess(house, sri, person.number, "psych")


def test_what_was_found_out_is_sealed(house, sri, person):
    assess(house, sri, person.number, "reintegration")
    track = opens(house, sri, person.number, "reintegration")
    notes(house, sri, person.number, track.id, "letter_no", "460/0815/2026")
    assert not house.holds(b"reintegration", b"460/0815")
    with house.db.reading() as conn:
        (found,) = tracks.of_case(conn, house.desk_keys, person.case)
    assert found.values == {"letter_no": "460/0815/2026"}


def test_closing_needs_a_reason_and_handing_on_a_ground(house, sri, person):
    number = person.number
    for reason in ("", "bosan", "double"):
        with pytest.raises(NotPossible) as error:
            ends(house, sri, number, "close", reason=reason)
        assert why(error) == "desk-why-reason"
    with pytest.raises(NotPossible) as error:
        ends(house, sri, number, "hand_on", to="UPTD PPA Jateng")
    assert why(error) == "desk-why-consent"
    for short in ("", "wajib"):
        with pytest.raises(NotPossible) as error:
            ends(house, sri, number, "hand_on", to="UPTD PPA Jateng", basis="law", why=short)
        assert why(error) == "desk-why-reason"
    by_law = {"basis": "law", "why": "UU TPKS pasal 39: pelaku aparat provinsi"}
    assert ends(house, sri, number, "hand_on", to="UPTD PPA Jateng", **by_law) == "dialihkan"
    assert not house.holds(b"aparat provinsi")
    with pytest.raises(CaseAlreadyClosed):
        assess(house, sri, number, "psych")


def test_what_ran_for_a_closed_case_runs_no_more(house, sri, person):
    opens(house, sri, person.number, "medical")
    ends(house, sri, person.number, "close", reason="declined")
    assert house.row("tracks").state == "stopped"
    assert not [row for row in house.rows("outbox", kind="due") if row.done_hour is None]


def test_new_words_open_a_closed_case_again(house, sri, person):
    number = person.number
    assess(house, sri, number, "psych")
    ends(house, sri, number, "close", reason="lost")
    house.passes(days=3)
    person.starts().taps("resume").writes("aku kembali, masih takut")
    case = person.case
    assert (case.number, case.state, case.closed, case.acknowledged_by) == (number, "baru", None, None)
    assert f"{number}.1" in house.codes("alert"), "and it calls"
    house.acknowledges(sri, number)
    with house.db.reading() as conn:
        told = handling.read(house.desk_keys, handling.cases.open_for(conn, sri, number))
    assert told["assessment"]["needs"] == ["psych"], "what was found out stays"


def test_an_officer_opens_it_again_too(house, sri, person):
    ends(house, sri, person.number, "close", reason="mistake")
    house.desk(handling.reopen, sri, person.number, house.clock)
    assert person.case.state == "baru"
    with pytest.raises(NotPossible):
        house.desk(handling.reopen, sri, person.number, house.clock)


# --- services ---------------------------------------------------------------------------------------------------------


def test_a_hearing_is_filed_and_the_next_one_begins(house, sri, person):
    assess(house, sri, person.number, "psych")
    track = opens(house, sri, person.number, "psych")
    for field, value in (("session", "+2"), ("place", "clinic"), ("attended", "yes")):
        track = notes(house, sri, person.number, track.id, field, value)
    assert track.sessions == [{"session": "2026-11-25", "place": "clinic", "attended": "yes"}]
    assert track.values == {"place": "clinic"}


def test_its_owner_alone_is_reminded_the_day_before(house, sri, budi, person):
    assess(house, sri, person.number, "psych")
    track = opens(house, sri, person.number, "psych")
    notes(house, sri, person.number, track.id, "session", "+3")
    house.desk(tracks.give, house.desk_keys, house.office, sri, person.number, track.id, budi.id, house.clock)
    house.delivers()
    house.passes(days=2)
    sent = [(kind, to) for kind, to, _ in house.delivers() if kind == "due"]
    assert sent == [("due", f"officer:{budi.id}")]


def test_a_service_is_given_to_nobody_who_may_not_work_on_the_case(house, sri, budi, person):
    """Not to whoever is related to it, cannot be reached, or holds the key from outside; its owner may have it back."""
    track = opens(house, sri, person.number, "medical")
    named, away = house.officer("Tono"), house.officer("Wati", started=False)
    outside = house.officer("Bu Rini", "keyholder")
    house.desk(related.mark, sri, named, person.number, house.clock, holder="head")

    def gives(to):
        return house.desk(
            tracks.give, house.desk_keys, house.office, sri, person.number, track.id, to.id, house.clock
        ).owner_id

    for one in (named, away, outside):
        with pytest.raises(NotPossible) as error:
            gives(one)
        assert why(error) == "desk-why-no-officer"
    assert house.row("tracks").owner_id == sri.id
    assert gives(budi) == budi.id
    assert gives(sri) == sri.id


def test_a_day_that_was_moved_reminds_nobody(house, sri, person):
    assess(house, sri, person.number, "psych")
    track = opens(house, sri, person.number, "psych")
    notes(house, sri, person.number, track.id, "session", "+3")
    notes(house, sri, person.number, track.id, "session", "+20")
    house.delivers()
    house.passes(days=4)
    assert not [kind for kind, *_ in house.delivers() if kind == "due"]
    house.passes(days=15)
    assert [kind for kind, *_ in house.delivers()] == ["due"]


def test_who_has_left_is_not_waited_for(house, sri, budi, person):
    assess(house, sri, person.number, "psych")
    track = opens(house, sri, person.number, "psych")
    notes(house, sri, person.number, track.id, "session", "+3")
    house.delivers()
    roster.end(house.db, house.office.code, sri.telegram_id, house.clock)
    house.acknowledges(budi, person.number)
    house.passes(days=2)
    assert ("due", f"officer:{budi.id}") in [(kind, to) for kind, to, _ in house.delivers()]


def test_only_what_fits_is_noted(house, sri, person):
    track = opens(house, sri, person.number, "medical")
    for field, value in (("cost", "mahal"), ("fund", "dompet"), ("address", "Jl. X"), ("provider", "Dukun")):
        with pytest.raises(NotPossible) as error:
            notes(house, sri, person.number, track.id, field, value)
        assert why(error) == "desk-why-value"
    notes(house, sri, person.number, track.id, "cost", "Rp 350.000")
    with pytest.raises(NotPossible) as error:
        notes(house, sri, person.number, track.id + 1, "cost", "1")
    assert why(error) == "desk-why-no-track"


# --- two people -------------------------------------------------------------------------------------------------------


def asks(house, officer, number, kind, about, reason="sudah diperiksa bersama psikolog"):
    return house.desk(decisions.ask, house.desk_keys, officer, number, kind, about, reason, house.clock)


def decides(house, officer, number, id, agreed=True):
    return house.desk(decisions.decide, house.desk_keys, house.office, officer, number, id, agreed, house.clock)


def test_an_urgency_is_lowered_by_two_people_or_not_at_all(house, sri, budi, person):
    number, urgency = person.number, person.case.urgency
    assert urgency == "SEDANG"
    with pytest.raises(NotPossible) as error:
        asks(house, sri, number, "lower", "RENDAH", "karena")
    assert why(error) == "desk-why-reason"
    for same_or_higher in ("SEDANG", "DARURAT", "NIHIL"):
        with pytest.raises(NotPossible) as error:
            asks(house, sri, number, "lower", same_or_higher)
        assert why(error) == "desk-why-not-lower"
    id = asks(house, sri, number, "lower", "RENDAH")
    assert person.case.urgency == urgency
    with pytest.raises(NotPossible) as error:
        decides(house, sri, number, id)
    assert why(error) == "desk-why-second"
    assert person.case.urgency == urgency
    assert decides(house, budi, number, id) == "lower"
    assert (person.case.urgency, person.case.rank) == ("RENDAH", 3)
    assert actions(house, number)[-3:] == ["asked.lower", "agreed.lower", "lowered"]


def test_who_left_and_came_back_is_no_second_person(house, sri, budi, person):
    """A new entry on the roster is not another human."""
    number = person.number
    id = asks(house, budi, number, "lower", "RENDAH")
    roster.end(house.db, house.office.code, budi.telegram_id, house.clock)
    same = roster.add(house.db, house.office.code, budi.telegram_id, "Budi", "officer", house.clock)
    assert same.id != budi.id
    with pytest.raises(NotPossible) as error:
        decides(house, same, number, id)
    assert why(error) == "desk-why-second"
    assert person.case.urgency == "SEDANG"
    decides(house, sri, number, id)
    assert person.case.urgency == "RENDAH"


def test_a_second_person_may_say_no_and_is_the_last_to_speak(house, sri, budi, person):
    id = asks(house, sri, person.number, "lower", "RENDAH")
    with pytest.raises(NotPossible) as error:
        asks(house, budi, person.number, "lower", "RENDAH")
    assert why(error) == "desk-why-asked-already"
    decides(house, budi, person.number, id, agreed=False)
    assert person.case.urgency == "SEDANG"
    with pytest.raises(NotPossible) as error:
        decides(house, budi, person.number, id)
    assert why(error) == "desk-why-decided"


def test_an_urgency_that_rose_meanwhile_is_not_lowered_by_an_old_yes(house, sri, budi, person):
    id = asks(house, sri, person.number, "lower", "RENDAH")
    person.adds("danger", "danger.weapon", "done")
    assert person.case.urgency == "DARURAT"
    with pytest.raises(NotPossible) as error:
        decides(house, budi, person.number, id)
    assert why(error) == "desk-why-take-first"
    assert person.case.urgency == "DARURAT"


def test_a_yes_is_meant_for_the_call_it_was_asked_under(house, sri, budi, person):
    """Taken again after it rose, the old asking still waits: nobody wrote a reason for lowering a DARURAT."""
    number = person.number
    id = asks(house, sri, number, "lower", "RENDAH")
    person.adds("danger", "danger.weapon", "done")
    house.acknowledges(sri, number)
    with pytest.raises(NotPossible) as error:
        decides(house, budi, number, id)
    assert why(error) == "desk-why-changed"
    assert (person.case.urgency, house.row("decisions").agreed) == ("DARURAT", None)
    decides(house, budi, number, id, agreed=False)
    again = asks(house, sri, number, "lower", "SEDANG", "senjatanya sudah disita polisi tadi malam")
    decides(house, budi, number, again)
    assert person.case.urgency == "SEDANG"


def test_a_case_that_was_called_anew_at_the_same_urgency_takes_a_new_asking_too(house, sri, budi, person):
    number = person.number
    ids = [asks(house, sri, number, "lower", "RENDAH")]
    person.adds("visit", "visit.danger")
    ids.append(asks(house, sri, number, "visit", "outreach"))
    with house.db.writing() as conn:
        assert calling.call_once_more(conn, person.case, house.clock)
    house.acknowledges(sri, number)
    for id in ids:
        with pytest.raises(NotPossible) as error:
            decides(house, budi, number, id)
        assert why(error) == "desk-why-changed"


def test_the_second_person_is_told_and_not_the_first(house, sri, budi, person):
    house.delivers()
    asks(house, sri, person.number, "lower", "RENDAH")
    assert [(kind, to) for kind, to, _ in house.delivers()] == [("second", f"officer:{budi.id}")]


@pytest.mark.parametrize("agreed", [True, False])
def test_whoever_asked_is_told_what_was_decided_also_when_that_ended_the_case(house, sri, budi, urgent, agreed):
    id = asks_to_end(house, sri, urgent.number)
    house.delivers()
    decides(house, budi, urgent.number, id, agreed=agreed)
    word = "agreed" if agreed else "declined"
    told = [(to, code.partition("@")[0]) for kind, to, code in house.delivers() if kind == "second"]
    assert told == [(f"officer:{sri.id}", f"{urgent.number}.second{id}.{word}.end")]


def test_what_was_decided_is_told_to_somebody_when_whoever_asked_has_left(house, sri, budi, person):
    id = asks(house, budi, person.number, "lower", "RENDAH")
    roster.end(house.db, house.office.code, budi.telegram_id, house.clock)
    house.delivers()
    decides(house, sri, person.number, id)
    assert ("second", f"officer:{sri.id}") in [(kind, to) for kind, to, _ in house.delivers()], "she has the case"


def asks_to_end(house, officer, number, move="close", reason="mistake", why="salah kirim, ibunya sudah ditelepon"):
    how = ending.Ending(move, reason, why=why)
    return house.desk(decisions.ask_end, house.desk_keys, house.office, officer, number, how, house.clock)


@pytest.fixture
def urgent(house, sri):
    """Somebody who called for help; Sri has taken it."""
    person = house.person(7_444_111_222).calls_for_help()
    house.acknowledges(sri, person.number)
    return person


@pytest.mark.threat("O4")
def test_nobody_ends_an_urgent_case_alone(house, sri, budi, urgent):
    number = urgent.number
    for move, given in (("close", {"reason": "mistake"}), ("hand_on", {"to": "Polres Blora", "basis": "law"})):
        with pytest.raises(NotPossible) as error:
            ends(house, sri, number, move, **given)
        assert why(error) == "desk-why-two"
    id = asks_to_end(house, sri, number)
    assert (urgent.case.state, urgent.case.closed) == ("diterima", None), "it waits"
    assert not house.holds(b"salah kirim", b"mistake")
    with pytest.raises(NotPossible) as error:
        decides(house, sri, number, id)
    assert why(error) == "desk-why-second"
    assert urgent.case.closed is None
    assert decides(house, budi, number, id) == "end"
    assert (urgent.case.state, urgent.case.closed) == ("ditutup", house.clock)
    assert actions(house, number)[-3:] == ["asked.end", "agreed.end", "ended.ditutup"]


def test_a_no_leaves_an_urgent_case_as_it_is(house, sri, budi, urgent):
    number = urgent.number
    for reason in ("", "salah"):
        with pytest.raises(NotPossible) as error:
            asks_to_end(house, sri, number, why=reason)
        assert why(error) == "desk-why-reason"
    id = asks_to_end(house, sri, number)
    decides(house, budi, number, id, agreed=False)
    assert (urgent.case.state, urgent.case.closed, urgent.case.urgency) == ("diterima", None, "DARURAT")
    asks_to_end(house, budi, number)  # and it may be asked again


def test_two_people_end_nothing_that_one_could_not(house, sri, budi, urgent):
    """What came between asking and agreeing holds: a referral, a clock, a raise."""
    number = urgent.number
    with pytest.raises(NotPossible) as error:
        asks_to_end(house, sri, number, "finish", "")
    assert why(error) == "desk-why-not-from-here"
    id = asks_to_end(house, sri, number)
    house.desk(clocks.note_own_words, house.desk_keys, sri, number, house.clock)
    with pytest.raises(NotPossible) as error:
        decides(house, budi, number, id)
    assert why(error) == "desk-why-clock"
    closes(house, sri, number)
    assert urgent.case.closed is None
    decides(house, budi, number, id)
    assert urgent.case.state == "ditutup"


@pytest.mark.parametrize(("urgency", "rank", "alone"), [("TINGGI", 1, False), ("SEDANG", 2, True), ("RENDAH", 3, True)])
def test_which_cases_end_by_two(house, sri, person, urgency, rank, alone):
    house.change("cases", urgency=urgency, rank=rank)
    if alone:
        with pytest.raises(NotPossible):
            asks_to_end(house, sri, person.number)
        assert ends(house, sri, person.number, "close", reason="mistake") == "ditutup"
    else:
        with pytest.raises(NotPossible) as error:
            ends(house, sri, person.number, "close", reason="mistake")
        assert why(error) == "desk-why-two"


def test_nobody_visits_against_a_jangan_alone(house, sri, budi, person):
    person.adds("visit", "visit.danger")
    with pytest.raises(NotPossible) as error:
        opens(house, sri, person.number, "outreach")
    assert why(error) == "desk-why-dont-visit"
    id = asks(house, sri, person.number, "visit", "outreach")
    with pytest.raises(NotPossible):
        opens(house, sri, person.number, "outreach")
    decides(house, budi, person.number, id)
    assert opens(house, sri, person.number, "outreach").track.id == "outreach"


def test_a_jangan_that_was_taken_back_by_tapping_still_stands(house, sri, person):
    """Whoever holds the phone then may be somebody else."""
    person.adds("visit", "visit.danger").adds("visit", "visit.safe")
    with pytest.raises(NotPossible) as error:
        opens(house, sri, person.number, "outreach")
    assert why(error) == "desk-why-dont-visit"


def test_a_visit_opened_before_the_jangan_is_not_planned_on_alone(house, sri, budi, person):
    """To meet elsewhere is what the reporter asks for; and what came of it is written down as it was."""
    number, track = person.number, opens(house, sri, person.number, "outreach").id
    notes(house, sri, number, track, "visit_on", "+1")
    person.adds("visit", "visit.danger")

    def stays_away(field, value):
        with pytest.raises(NotPossible) as error:
            notes(house, sri, number, track, field, value)
        assert why(error) == "desk-why-dont-visit"

    for field, value in (("visit_on", "+2"), ("who_goes", "team"), ("meet_at", "home")):
        stays_away(field, value)
    for field, value in (("met", "no"), ("due", "+3"), ("meet_at", "school"), ("visit_on", "+2"), ("who_goes", "team")):
        notes(house, sri, number, track, field, value)
    stays_away("meet_at", "home")
    decides(house, budi, number, asks(house, sri, number, "visit", "outreach"))
    for field, value in (("meet_at", "home"), ("visit_on", "+1")):
        assert field in notes(house, sri, number, track, field, value).values


# --- clocks -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def sexual(house, sri):
    """A survivor's own report of sexual violence: art. 41 runs."""
    person = house.person(6_444_555_666).files(act="act.touched").taps("saved", "life.no")
    house.acknowledges(sri, person.number)
    return person


def running(house, person, officer):
    with house.db.reading() as conn:
        case = handling.cases.open_for(conn, officer, person.number)
        return {clock.code: clock for clock in clocks.running(conn, house.desk_keys, case)}


def closes(house, officer, number, letter="B/400/XI/2026", code="CLK_TPKS41"):
    return house.desk(clocks.close_by_letter, house.desk_keys, officer, number, code, letter, house.clock)


def test_a_legal_clock_is_closed_by_a_letters_number(house, sri, budi, sexual):
    number = sexual.number
    assert running(house, sexual, sri)["CLK_TPKS41"].holds
    with pytest.raises(NotPossible) as error:
        ends(house, sri, number, "close", reason="declined")
    assert why(error) == "desk-why-clock"
    for typed in ("  ", "x", "123", "sudah", "ada suratnya", "1" * 121):
        with pytest.raises(NotPossible) as error:
            closes(house, sri, number, letter=typed)
        assert why(error) == "desk-why-letter", "what is typed to get rid of a clock is no letter's number"
    closes(house, sri, number, letter=" 4/XI ")
    assert running(house, sexual, sri)["CLK_TPKS41"].closed == "letter"
    with pytest.raises(NotPossible) as error:
        closes(house, sri, number)
    assert why(error) == "desk-why-no-clock"
    decides(house, budi, number, asks_to_end(house, sri, number, reason="declined"))
    assert sexual.case.state == "ditutup"


def test_without_a_letter_a_legal_clock_takes_two_people(house, sri, budi, sexual):
    number = sexual.number
    id = asks(house, sri, number, "clock", "CLK_TPKS41", "penyintas dewasa menolak, sudah dijelaskan dua kali")
    assert not running(house, sexual, sri)["CLK_TPKS41"].closed
    decides(house, budi, number, id)
    assert running(house, sexual, sri)["CLK_TPKS41"].closed == "signed"
    with pytest.raises(NotPossible):
        asks(house, sri, number, "clock", "CLK_PKDRT16")


def test_a_survivors_words_to_the_social_worker_start_the_three_days(house, sri, person):
    number = person.number
    assert "CLK_TPKS41" not in running(house, person, sri)
    began = house.clock
    due = house.desk(clocks.note_own_words, house.desk_keys, sri, number, house.clock)
    assert due == began + timedelta(hours=72)
    house.passes(hours=5)
    assert house.desk(clocks.note_own_words, house.desk_keys, sri, number, house.clock) == due, "the first time counts"
    assert running(house, person, sri)["CLK_TPKS41"].holds
    assert [code.split("-")[0] for code in house.codes("look")] == [f"{number}.look1"]


def test_looking_at_the_clock_says_so_before_it_is_over_and_afterwards(house, sri, sexual):
    from storage import nudges, outbox

    with house.db.writing() as conn:
        clocks.look_later(conn, sexual.case, house.clock)
    told = []
    for _ in range(14):
        house.passes(hours=6)
        for owed in outbox.claim(house.db, "duty", house.clock, 60.0, 50):
            with house.db.writing() as conn:
                if owed.kind == "look":
                    before = len(house.codes("due"))
                    nudges.look(conn, house.desk_keys, owed, sexual.case, house.clock)
                    told.append(owed.due_at)
                outbox.paid(conn, owed.id, house.clock)
    first = min(row.due_at for row in house.rows("outbox", kind="due"))
    assert first <= house.clock - timedelta(hours=12), "before the seventy-two hours were over"
    assert len(house.codes("due")) >= 3, "and again until it is closed"
    assert len(told) == 14
    assert before >= 0


def test_a_case_that_cannot_be_opened_is_told_and_looked_at_again(house, sexual):
    """Nobody can say which clocks run: somebody must look, and the row must not come back every minute."""
    from storage import nudges, outbox

    with house.db.writing() as conn:
        clocks.look_later(conn, sexual.case, house.clock)
        conn.execute(text("UPDATE reports SET snapshot = :box"), {"box": b"\x01" + bytes(60)})
    house.passes(hours=6)
    (owed,) = [one for one in outbox.claim(house.db, "duty", house.clock, 60.0, 50) if one.kind == "look"]
    with house.db.writing() as conn:
        nudges.look(conn, house.desk_keys, owed, sexual.case, house.clock)
        outbox.paid(conn, owed.id, house.clock)
    assert len(house.codes("due")) == 1
    (again,) = [row for row in house.rows("outbox", kind="look") if row.done_hour is None]
    assert again.due_at > house.clock + timedelta(hours=5)


def test_a_row_about_a_clock_does_not_tell_what_it_is_about(house, sri, sexual, person):
    for one in (sexual, person):
        with house.db.writing() as conn:
            clocks.look_later(conn, one.case, house.clock)
    looks = house.rows("outbox", kind="look")
    assert len({(row.due_at, row.destination) for row in looks}) == 1, "every case is looked at alike"
    with house.db.reading() as conn:
        assert not conn.execute(text("SELECT 1 FROM outbox WHERE code LIKE '%TPKS%'")).first()

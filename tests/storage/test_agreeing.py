"""What the survivor agreed to, and how far it carries: one step, one body, until a day, and not once taken back."""

from datetime import date

import pytest

from storage import audit, case_file, consents, merging, referrals, tracks
from storage.errors import CannotOpen, CaseAlreadyClosed, NotPossible
from tests.storage.test_handling import actions, ends, notes, opens, why

RSUD, OTHER = "RSUD dr. R. Soetijono Blora", "RSUD dr. R. Soeprapto Cepu"
UNTIL = date(2026, 12, 1)


def asks_leave(house, officer, number, track, to=RSUD, until=UNTIL):
    return house.desk(consents.ask, house.desk_keys, house.office, officer, number, track.id, to, until, house.clock)


def on_paper(house, officer, number, track, to=RSUD, until=UNTIL, *, granted=True, letter=""):
    how = {"granted": granted, "letter": letter}
    keys, office = house.desk_keys, house.office
    return house.desk(consents.record, keys, office, officer, number, track.id, to, until, house.clock, **how)


def offers(house, officer, number, track, to=RSUD, **given):
    keys, office = house.desk_keys, house.office
    return house.desk(referrals.offer, keys, office, officer, number, track.id, to, house.clock, **given)


def steps(house, officer, number, referral, state):
    keys, office = house.desk_keys, house.office
    return house.desk(referrals.step, keys, office, officer, number, referral.id, state, house.clock)


def may_tell(house, person, referral):
    with house.db.reading() as conn:
        (now,) = [one for one in referrals.of_case(conn, house.desk_keys, person.case) if one.id == referral.id]
        return referrals.may_tell(conn, house.desk_keys, house.office, person.case, now, house.clock)


def test_nothing_is_handed_over_without_consent_or_ground(house, sri, person, visum):
    with pytest.raises(NotPossible) as error:
        offers(house, sri, person.number, visum)
    assert why(error) == "desk-why-consent"
    for ground, reason in (("law", ""), ("mudah", "lebih mudah begini"), ("", "lebih mudah begini")):
        with pytest.raises(NotPossible):
            offers(house, sri, person.number, visum, ground=ground, reason=reason)
    asks_leave(house, sri, person.number, visum)
    with pytest.raises(NotPossible):
        offers(house, sri, person.number, visum)
    assert not house.rows("referrals"), "a question is no yes"


def test_a_yes_carries_one_step_to_one_body(house, sri, person, visum):
    on_paper(house, sri, person.number, visum)
    with pytest.raises(NotPossible) as error:
        offers(house, sri, person.number, visum, to=OTHER)
    assert why(error) == "desk-why-consent"
    shelter = opens(house, sri, person.number, "shelter")
    with pytest.raises(NotPossible):
        offers(house, sri, person.number, shelter)
    referral = offers(house, sri, person.number, visum)
    assert (referral.state, referral.ground) == ("offered", "")
    assert steps(house, sri, person.number, referral, "accepted").state == "accepted"
    assert may_tell(house, person, referral)
    with pytest.raises(NotPossible) as error:
        offers(house, sri, person.number, visum)
    assert why(error) == "desk-why-referred-already"
    steps(house, sri, person.number, referral, "done")
    assert not may_tell(house, person, referral), "what is done is done"


def test_taken_back_ends_the_referral_in_the_same_breath(house, sri, person, visum):
    consent = on_paper(house, sri, person.number, visum)
    referral = offers(house, sri, person.number, visum)
    steps(house, sri, person.number, referral, "accepted")
    assert house.desk(consents.take_back, sri, person.number, consent, house.clock) == 1
    assert house.row("referrals").state == "revoked"
    assert house.row("consents").state == "withdrawn"
    assert not may_tell(house, person, referral)
    for state in ("accepted", "done"):
        with pytest.raises(NotPossible):
            steps(house, sri, person.number, referral, state)
    with pytest.raises(NotPossible):
        offers(house, sri, person.number, visum)
    with pytest.raises(NotPossible):
        house.desk(consents.take_back, sri, person.number, consent, house.clock)
    assert actions(house, person.number)[-1] == "consent.withdrawn"


def test_a_yes_ends_with_its_day_on_the_offices_clock(house, sri, person, visum):
    on_paper(house, sri, person.number, visum, until=date(2026, 11, 23))
    referral = offers(house, sri, person.number, visum)
    house.clock = house.clock.replace(hour=16, minute=59)  # 23.59 in Blora
    house.delivers()
    assert house.row("consents").state == "granted"
    house.passes(minutes=2)
    assert not may_tell(house, person, referral)
    sent = house.delivers()
    assert (house.row("consents").state, house.row("referrals").state) == ("ended", "revoked")
    assert ("consent", f"officer:{sri.id}") in [(kind, to) for kind, to, _ in house.delivers() + sent]


def test_a_legal_duty_or_a_life_in_danger_is_a_ground_that_is_written_down(house, sri, person, visum):
    referral = offers(house, sri, person.number, visum, ground="vital", reason="perdarahan, tidak sadar")
    assert (referral.ground, referral.state) == ("vital", "offered")
    assert may_tell(house, person, referral)
    assert not house.holds(b"perdarahan")


def test_who_a_name_goes_to_is_sealed(house, sri, person, visum):
    asks_leave(house, sri, person.number, visum)
    on_paper(house, sri, person.number, visum)
    offers(house, sri, person.number, visum)
    assert not house.holds(RSUD.encode())


def test_a_neighbours_yes_is_no_consent(house, sri):
    neighbour = house.person(8_222_333_444).files(who="who.witness").taps("saved")
    house.acknowledges(sri, neighbour.number)
    track = opens(house, sri, neighbour.number, "medical")
    with pytest.raises(NotPossible) as error:
        asks_leave(house, sri, neighbour.number, track)
    assert why(error) == "desk-why-not-survivor"
    on_paper(house, sri, neighbour.number, track)


def test_who_only_called_for_help_is_asked_first_who_they_are(house, sri):
    unknown = house.person(8_222_333_444).calls_for_help()
    house.acknowledges(sri, unknown.number)
    track = opens(house, sri, unknown.number, "medical")
    with pytest.raises(NotPossible) as error:
        asks_leave(house, sri, unknown.number, track)
    assert why(error) == "desk-why-who-unknown"


@pytest.mark.parametrize("until", [date(2026, 11, 22), date(2027, 12, 1)])
def test_a_consent_has_a_day_it_ends_on(house, sri, person, visum, until):
    for ask in (asks_leave, on_paper):
        with pytest.raises(NotPossible) as error:
            ask(house, sri, person.number, visum, until=until)
        assert why(error) == "desk-why-until"


def test_the_hospital_is_noted_only_with_consent(house, sri, person, visum):
    notes(house, sri, person.number, visum.id, "treatment", "treated")
    with pytest.raises(NotPossible) as error:
        notes(house, sri, person.number, visum.id, "hospital", RSUD)
    assert why(error) == "desk-why-consent"
    on_paper(house, sri, person.number, visum)
    assert notes(house, sri, person.number, visum.id, "hospital", RSUD).values["hospital"] == RSUD


def test_a_case_does_not_end_while_somebody_still_has_the_name(house, sri, person, visum):
    consent = on_paper(house, sri, person.number, visum)
    offers(house, sri, person.number, visum)
    with pytest.raises(NotPossible) as error:
        ends(house, sri, person.number, "close", reason="declined")
    assert why(error) == "desk-why-referral"
    house.desk(consents.take_back, sri, person.number, consent, house.clock)
    assert ends(house, sri, person.number, "close", reason="declined") == "ditutup"


def test_nobody_is_handed_on_with_a_consent_that_was_only_claimed(house, sri, person, visum):
    def hands_on():
        return ends(house, sri, person.number, "hand_on", to=RSUD, basis="consent")

    def is_refused():
        with pytest.raises(NotPossible) as error:
            hands_on()
        assert why(error) == "desk-why-consent"
        assert person.case.closed is None

    is_refused()
    asks_leave(house, sri, person.number, visum)
    is_refused()  # a question is no yes
    on_paper(house, sri, person.number, visum, to=OTHER)
    is_refused()  # a yes to another body neither
    over = on_paper(house, sri, person.number, visum, until=date(2026, 11, 23))
    house.passes(days=1)
    is_refused()  # its day is over, though nobody has swept it yet
    assert house.row("consents", id=over).state == "granted"
    gone = on_paper(house, sri, person.number, visum)
    house.desk(consents.take_back, sri, person.number, gone, house.clock)
    is_refused()
    house.change("consents", state="ended")
    visum_again = on_paper(house, sri, person.number, visum)
    assert visum_again
    assert hands_on() == "dialihkan"


# --- two cases about one survivor -------------------------------------------------------------------------------------


@pytest.fixture
def neighbour(house):
    """Somebody else who told of the same child."""
    teller = (
        house.person(8_222_333_444).files("anak sebelah nangis tiap malam", who="who.witness").taps("saved", "life.no")
    )
    return teller.adds("contact", "contact.anytime")


def merges(house, officer, number, into):
    return house.desk(merging.merge, house.desk_keys, house.office, officer, number, into, house.clock)


def test_two_cases_about_one_survivor_become_one(house, sri, person, neighbour):
    gone, stays = neighbour.number, person.number
    house.delivers()
    assert merges(house, sri, gone, stays) is False
    case = house.row("cases", number=gone)
    assert (case.state, case.closed, case.merged_into) == ("ditutup", house.clock, person.case.id)
    assert neighbour.number == stays, "its report moved"
    with house.db.reading() as conn:
        card = case_file.read_card(conn, house.desk_keys, sri, gone, house.office, house.clock)
    assert stays in card
    assert actions(house, gone)[-1] == "merged away"
    assert actions(house, stays)[-1] == "merged"
    with house.db.reading() as conn:
        assert audit.verify(conn) is None


def test_the_merged_cases_alerts_and_ladder_end(house, sri, person, neighbour):
    gone = neighbour.number
    house.delivers()
    merges(house, sri, gone, person.number)
    house.delivers()
    house.passes(days=30)
    assert not [code for _, _, code in house.delivers() if code.startswith(gone)]


def test_a_case_is_not_merged_with_itself_nor_with_an_ended_one(house, sri, person, neighbour):
    with pytest.raises(NotPossible) as error:
        merges(house, sri, person.number, person.number.lower())
    assert why(error) == "desk-why-merge-self"
    gone = neighbour.number
    merges(house, sri, gone, person.number)
    with pytest.raises(CaseAlreadyClosed):
        merges(house, sri, gone, person.number)
    with pytest.raises(CaseAlreadyClosed):
        merges(house, sri, person.number, gone)


def test_a_sealed_case_is_merged_with_nothing(house, sri, person):
    sealed = house.person(9_333_444_555).files(insider="insider.some").taps("saved")
    for one, other in ((sealed.number, person.number), (person.number, sealed.number)):
        with pytest.raises(CannotOpen):
            merges(house, sri, one, other)


def test_the_higher_urgency_stays_and_calls_anew(house, sri, person, neighbour):
    neighbour.adds("danger", "danger.weapon", "done")
    assert neighbour.case.urgency == "DARURAT"
    assert merges(house, sri, neighbour.number, person.number) is True
    case = person.case
    assert (case.urgency, case.state, case.acknowledged_by) == ("DARURAT", "baru", None)
    assert f"{case.number}.1" in house.codes("alert")


def test_the_lower_urgency_never_wins(house, sri, person, neighbour):
    person.adds("danger", "danger.weapon", "done")
    house.acknowledges(sri, person.number)
    assert merges(house, sri, neighbour.number, person.number) is False
    assert (person.case.urgency, person.case.state) == ("DARURAT", "diterima")


def test_a_number_goes_on_answering_the_reporter_it_was_given_for(house, sri, person, neighbour):
    """A neighbour never reads what was written to the survivor."""
    gone, stays, theirs = neighbour.number, person.number, neighbour.report_id
    house.passes(hours=1)
    neighbour.writes("tadi malam lagi")
    merges(house, sri, gone, stays)
    house.replies(sri, stays, "Untuk penyintas")
    house.replies(sri, gone, "Untuk tetangga")
    assert [row.report_id for row in house.rows("letters")] == [person.report_id, theirs]
    person.starts().taps("open_news", "news.safe")
    assert [text.args["words"] for text in person.screen.lines if text.key == "plain"] == ["Untuk penyintas"]
    neighbour.starts().taps("open_news", "news.safe")
    assert [text.args["words"] for text in neighbour.screen.lines if text.key == "plain"] == ["Untuk tetangga"]


def test_when_nobody_can_say_who_would_read_it_nothing_is_sent(house, sri, person, neighbour):
    gone, stays = neighbour.number, person.number
    merges(house, sri, gone, stays)
    house.restart(power_cut=True)
    neighbour.starts()
    house.replies(sri, gone, "Untuk tetangga")  # only one came back, and only one is missing
    assert house.rows("letters")[-1].report_id == neighbour.report_id
    house.restart(power_cut=True)
    person.starts()
    neighbour.starts()
    for number in (gone, stays):
        with pytest.raises(NotPossible) as error:
            house.replies(sri, number, "Untuk siapa?")
        assert why(error) == "desk-why-which-reporter"


def test_services_and_consents_move_along(house, sri, person, neighbour):
    house.acknowledges(sri, neighbour.number)
    track = opens(house, sri, neighbour.number, "medical")
    on_paper(house, sri, neighbour.number, track)
    offers(house, sri, neighbour.number, track)
    merges(house, sri, neighbour.number, person.number)
    with house.db.reading() as conn:
        assert [one.track.id for one in tracks.of_case(conn, house.desk_keys, person.case)] == ["medical"]
        assert [one.to for one in consents.of_case(conn, house.desk_keys, person.case)] == [RSUD]
        assert [one.to for one in referrals.of_case(conn, house.desk_keys, person.case)] == [RSUD]
    house.passes(days=10)
    house.delivers()
    assert (house.row("consents").state, house.row("referrals").state) == ("ended", "revoked"), "it ends on its day"


def test_which_of_two_same_services_goes_on_is_for_a_person_to_say(house, sri, person, neighbour):
    house.acknowledges(sri, neighbour.number)
    opens(house, sri, neighbour.number, "medical")
    opens(house, sri, person.number, "medical")
    with pytest.raises(NotPossible) as error:
        merges(house, sri, neighbour.number, person.number)
    assert why(error) == "desk-why-merge-tracks"

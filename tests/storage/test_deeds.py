"""Acknowledged is not helped: what was done is written down, and who has the case can change hands."""

import pytest

from storage import audit, cases, decisions, deeds
from storage.errors import CannotOpen, CaseAlreadyClosed, NoSuchCase, NotOnRoster, NotPossible, NotTakenYet
from tests.storage.rows import put


@pytest.fixture
def officer(house):
    return house.officer("Sri")


@pytest.fixture
def person(house, officer):
    return house.person().calls_for_help()


def _does(house, officer, number, kind, words=None):
    return house.desk(deeds.record, house.desk_keys, officer, number, kind, words, house.clock)


def _hands(house, officer, number, to, words=None):
    return house.desk(deeds.hand_over, house.desk_keys, officer, number, to.id, words, house.clock)


def _done(house, case):
    with house.db.reading() as conn:
        return [(done.kind, done.by, done.words) for done in deeds.of_case(conn, house.desk_keys, case.id)]


def _whole(house):
    with house.db.reading() as conn:
        return audit.verify(conn) is None


def test_a_case_stays_red_until_somebody_acted(house, officer, person):
    house.acknowledges(officer, person.number)
    _does(house, officer, person.number, "note", "nomor darurat sudah saya siapkan")
    assert person.case.acted_at is None, "a note helps nobody yet"
    house.passes(minutes=3)
    _does(house, officer, person.number, "called")
    first = house.clock
    assert person.case.acted_at == first
    house.passes(minutes=9)
    _does(house, officer, person.number, "team")
    assert person.case.acted_at == first, "the first act counts"
    assert [kind for kind, _, _ in _done(house, person.case)] == ["note", "called", "team"]
    entries = [row.action for row in house.rows("audit", case_number=person.number)]
    assert entries == ["filed", "acknowledged", "deed.note", "deed.called", "deed.team"]
    assert _whole(house)


def test_a_call_anew_asks_for_an_act_of_its_own(house, officer, person):
    house.acknowledges(officer, person.number)
    _does(house, officer, person.number, "called")
    house.passes(minutes=10)
    person.taps("distress", "33.16.05", "distress.write")
    assert person.case.acted_at is None
    _does(house, officer, person.number, "called")
    assert person.case.acted_at == house.clock


def test_who_says_that_they_spoke_with_the_reporter_has_acted(house, officer, person):
    """By telephone, say: what was only written is another deed (test_unread.py)."""
    _does(house, officer, person.number, "answered")
    assert person.case.acted_at == house.clock
    assert _done(house, person.case) == [("answered", "Sri", "")]


def test_two_quick_taps_are_one_deed(house, officer, person):
    for _ in range(2):
        _does(house, officer, person.number, "team")
    assert len(_done(house, person.case)) == 1
    _does(house, house.officer("Budi"), person.number, "team")
    house.passes(minutes=2)
    _does(house, officer, person.number, "team")
    assert len(_done(house, person.case)) == 3


def test_words_of_a_deed_lie_sealed_and_alerts_say_nothing_of_them(house, officer, person):
    _does(house, officer, person.number, "note", "rumahnya di belakang pasar")
    assert _done(house, person.case) == [("note", "Sri", "rumahnya di belakang pasar")]
    assert not house.holds(b"belakang pasar")


def test_a_deed_needs_an_open_case_that_lies_open_to_this_office(house, officer, person):
    with pytest.raises(NoSuchCase):
        _does(house, officer, "Z9Z9Z", "called")
    sealed = house.person(3_333_333_333).files(insider="insider.some")
    rini = house.officer("Bu Rini", "head")
    for who, kind, words in ((officer, "called", None), (rini, "note", "sudah saya telepon")):
        with pytest.raises(CannotOpen):
            house.desk(deeds.record, house.desk_keys, who, sealed.number, kind, words, house.clock, holder="head")
    with pytest.raises(CannotOpen):
        _hands(house, officer, sealed.number, house.officer("Budi"))
    house.acknowledges(officer, person.number)
    house.change("cases", closed=house.clock)
    for do in (
        lambda: _does(house, officer, person.number, "called"),
        lambda: _hands(house, officer, person.number, officer),
    ):
        with pytest.raises(CaseAlreadyClosed):
            do()
    with pytest.raises(ValueError, match="danced"):
        _does(house, officer, house.person(4_444_444_444).files().number, "danced")


# --- where nobody may come --------------------------------------------------------------------------------------------


@pytest.fixture
def hidden(house, officer):
    """Somebody with a weapon over them, who asks that nobody comes to the house; Sri has taken it."""
    person = house.person(2_222_333_444).files().taps("saved", "life.no")
    person.adds("danger", "danger.weapon", "done").adds("visit", "visit.danger")
    house.acknowledges(officer, person.number)
    house.delivers()
    return person


def _asks(house, officer, number):
    why = "polisi minta tim ikut sekarang"
    return house.desk(decisions.ask, house.desk_keys, officer, number, "visit", "outreach", why, house.clock)


def _decides(house, officer, number, id, agreed):
    return house.desk(decisions.decide, house.desk_keys, house.office, officer, number, id, agreed, house.clock)


def _stays(house, officer, person):
    """The team does not leave, and nothing says that it did."""
    before = [row.action for row in house.rows("audit", case_number=person.number)]
    with pytest.raises(NotPossible) as error:
        _does(house, officer, person.number, "team")
    assert error.value.why == "desk-why-dont-visit"
    assert (_done(house, person.case), person.case.acted_at) == ([], None)
    assert [row.action for row in house.rows("audit", case_number=person.number)] == before


def test_no_team_leaves_against_a_jangan_before_two_people_signed(house, officer, hidden):
    budi, number = house.officer("Budi"), hidden.number
    _stays(house, officer, hidden)
    id = _asks(house, officer, number)
    _stays(house, officer, hidden)
    _stays(house, budi, hidden)
    with pytest.raises(NotPossible):
        _decides(house, officer, number, id, agreed=True)
    _decides(house, budi, number, id, agreed=False)
    _stays(house, officer, hidden)
    _decides(house, budi, number, _asks(house, officer, number), agreed=True)
    _does(house, officer, number, "team")
    assert hidden.case.acted_at == house.clock
    assert [row.action for row in house.rows("audit", case_number=number)][-2:] == ["agreed.visit", "deed.team"]
    assert _whole(house)


def test_what_two_people_signed_holds_for_the_call_it_was_signed_under(house, officer, hidden):
    """Three weeks later she presses again: what was safe enough then may be her death now."""
    budi, number = house.officer("Budi"), hidden.number
    _decides(house, budi, number, _asks(house, officer, number), agreed=True)
    house.passes(days=21)
    hidden.taps("distress", "33.16.05", "distress.silent")
    _stays(house, budi, hidden)
    house.acknowledges(officer, number)
    _stays(house, officer, hidden)
    _decides(house, budi, number, _asks(house, officer, number), agreed=True)
    _does(house, officer, number, "team")


def test_a_jangan_that_was_taken_back_by_tapping_keeps_the_team_away_too(house, officer, hidden):
    """Whoever holds the phone then may be somebody else."""
    hidden.adds("visit", "visit.safe")
    _stays(house, officer, hidden)


def test_while_a_second_person_is_asked_the_reminders_go_on(house, officer, hidden):
    budi = house.officer("Budi")
    _stays(house, officer, hidden)
    _asks(house, officer, hidden.number)
    assert [(kind, to) for kind, to, _ in house.delivers()] == [("second", f"officer:{budi.id}")], "at once"
    house.passes(minutes=house.office.climb.acted)
    assert ("unhelped", f"officer:{officer.id}") in [(kind, to) for kind, to, _ in house.delivers()]


@pytest.mark.parametrize(
    ("kind", "words", "red"),
    [
        ("called", None, False),
        ("answered", None, False),
        ("met", None, False),
        ("note", "tim berangkat 02.40 bersama polisi, sebelum disetujui", True),
    ],
)
def test_whatever_else_was_done_there_is_written_down_as_it_was(house, officer, hidden, kind, words, red):
    """110 waits for nobody, the survivor may have come to the office, what was done against a JANGAN is no secret."""
    _does(house, officer, hidden.number, kind, words)
    assert _done(house, hidden.case) == [(kind, "Sri", words or "")]
    assert (hidden.case.acted_at is None) == red


def test_where_a_visit_is_safe_or_was_not_asked_about_the_team_leaves_at_once(house, officer, person):
    safe = house.person(5_555_666_777).files().taps("saved", "life.no").adds("visit", "visit.safe")
    for one in (person, safe):
        _does(house, officer, one.number, "team")
        assert one.case.acted_at == house.clock


# --- hand-over --------------------------------------------------------------------------------------------------------


def test_a_case_is_handed_over_with_a_note(house, officer, person):
    budi = house.officer("Budi")
    house.acknowledges(officer, person.number)
    taken = person.case
    house.delivers()
    house.passes(minutes=40)
    case, new = _hands(house, officer, person.number, budi, "korban di rumah bibi, telepon dulu")
    assert (case.number, new.id) == (person.number, budi.id)
    now = person.case
    assert (now.acknowledged_by, now.version) == (budi.id, taken.version + 1)
    assert now.acknowledged_at == taken.acknowledged_at, "how long it waited is not changed"
    assert now.acted_at is None, "handing over helps nobody yet"
    assert _done(house, person.case) == [("handover", "Sri", "korban di rumah bibi, telepon dulu")]
    assert not house.holds(b"rumah bibi")
    sent = house.delivers()
    assert ("handed", f"officer:{budi.id}") in [(kind, where) for kind, where, _ in sent]
    assert "taken" in [kind for kind, _, _ in sent], "the group's line says who has it now"
    assert _whole(house)
    with house.db.reading() as conn:
        assert cases.holder_of(conn, person.number) == "Budi"
        assert deeds.handed_at(conn, now.id, now.acknowledged_at) == house.clock


def test_who_takes_a_case_from_a_colleague_tells_them(house, officer, person):
    budi = house.officer("Budi")
    house.acknowledges(officer, person.number)
    _hands(house, budi, person.number, budi)
    assert person.case.acknowledged_by == budi.id
    assert [where for kind, where, _ in house.delivers() if kind == "handed"] == [f"officer:{officer.id}"]


def test_what_nobody_promised_cannot_be_handed_over(house, officer, person):
    with pytest.raises(NotTakenYet):
        _hands(house, officer, person.number, house.officer("Budi"))


def test_a_case_goes_to_somebody_who_can_have_it(house, officer, person):
    gone, silent, named = house.officer("Pergi"), house.officer("Belum", started=False), house.officer("Terkait")
    house.acknowledges(officer, person.number)
    from storage import roster

    roster.end(house.db, house.office.code, gone.telegram_id, house.clock)
    with house.db.writing() as conn:
        about = {"case_id": person.case.id, "officer_id": named.id, "office_code": house.office.code}
        put(conn, "conflicts", **about, set_by=officer.id)
    for one in (gone, silent, named, officer):
        with pytest.raises(NotOnRoster):
            _hands(house, officer, person.number, one)
    assert person.case.acknowledged_by == officer.id


def test_two_who_hand_it_over_at_once_leave_one_owner(house, officer, person):
    budi, wati = house.officer("Budi"), house.officer("Wati")
    house.acknowledges(officer, person.number)
    _hands(house, officer, person.number, budi)
    _hands(house, officer, person.number, wati)
    assert person.case.acknowledged_by == wati.id
    assert [row.action for row in house.rows("audit", case_number=person.number)].count("deed.handover") == 2


def test_what_was_done_is_not_pushed_off_the_card_by_what_was_written(house, officer, person):
    house.acknowledges(officer, person.number)
    _does(house, officer, person.number, "called")
    for n in range(6):
        house.passes(minutes=1)
        house.replies(officer, person.number, f"Kami di jalan {n}.")
    with house.db.reading() as conn:
        last = deeds.last(conn, house.desk_keys, person.case.id, 4)
    assert [one.kind for one in last] == ["called", "unread", "unread", "unread"]

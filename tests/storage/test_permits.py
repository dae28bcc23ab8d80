"""The desk asks leave for a step: the reporter reads it when it is safe, says yes or no, and takes it back when they
like."""

import pytest

from flows.wording import write
from storage import outbox, permits, returning
from storage.errors import NotPossible
from tests.storage.test_agreeing import OTHER, RSUD, asks_leave, may_tell, offers, on_paper, why
from tests.storage.test_handling import assess, ends, opens


def said(person):
    return write(person.screen).text


@pytest.fixture
def asked(house, sri, person, visum):
    """The reporter has been asked, and has not looked yet."""
    asks_leave(house, sri, person.number, visum)
    return visum


def test_the_question_is_shown_only_after_it_is_safe_to_read(house, person, asked):
    person.starts()
    assert RSUD not in said(person)
    person.taps("open_news")
    assert person.step == "news"
    assert RSUD not in said(person), "first whether it is safe"
    person.taps("news.later")
    assert RSUD not in said(person)
    person.taps("open_news", "news.safe")
    assert person.step == "permit"
    assert RSUD in said(person)
    assert "01.12.2026" in said(person)
    assert "namamu" not in said(person)
    assert "visum" in said(person)


def test_a_yes_reaches_the_officer_and_carries_the_referral(house, sri, person, asked):
    person.starts().taps("open_news", "news.safe", "permit.yes")
    assert person.step == "hub"
    assert "note-permit-yes" in person.lines
    assert house.row("consents").state == "granted"
    assert ("consent", f"officer:{sri.id}") in [(kind, to) for kind, to, _ in house.delivers()]
    assert offers(house, sri, person.number, asked).state == "offered"
    assert [row.action for row in house.rows("audit", case_number=person.number)][-2:] == [
        "consent.granted",
        "referral.offered",
    ]


def test_a_no_is_a_no(house, sri, person, asked):
    person.starts().taps("open_news", "news.safe", "permit.no")
    assert house.row("consents").state == "refused"
    with pytest.raises(NotPossible) as error:
        offers(house, sri, person.number, asked)
    assert why(error) == "desk-why-consent"
    assert "hub.permits" not in buttons(person)


def signs(house, officer, person, track, **given):
    return on_paper(house, officer, person.number, track, **given)


@pytest.mark.parametrize("answers", [("permit.no",), ("permit.yes", "hub.permits", "permits.back")])
def test_after_a_no_in_the_chat_paper_needs_the_number_of_what_was_signed(house, sri, person, asked, answers):
    person.starts().taps("open_news", "news.safe", *answers)
    for letter, says in (
        ("", "desk-why-said-no"),
        ("ya", "desk-why-letter"),
        ("sudah tanda tangan", "desk-why-letter"),
    ):
        with pytest.raises(NotPossible) as error:
            signs(house, sri, person, asked, letter=letter)
        assert why(error) == says
    with pytest.raises(NotPossible):
        offers(house, sri, person.number, asked)
    signs(house, sri, person, asked, to=OTHER)  # nobody said no to that one
    signs(house, sri, person, asked, letter="460/12/XI/2026")
    assert offers(house, sri, person.number, asked).state == "offered"
    assert not house.holds(b"460/12")


def test_a_service_opened_anew_does_not_forget_a_no(house, sri, person, asked):
    person.starts().taps("open_news", "news.safe", "permit.no")
    house.change("tracks", state="stopped")
    again = opens(house, sri, person.number, "medical")
    with pytest.raises(NotPossible) as error:
        signs(house, sri, person, again)
    assert why(error) == "desk-why-said-no"


def test_a_new_yes_in_the_chat_counts_again(house, sri, person, asked):
    person.starts().taps("open_news", "news.safe", "permit.no")
    asks_leave(house, sri, person.number, asked)
    with pytest.raises(NotPossible):
        signs(house, sri, person, asked)
    person.starts().taps("open_news", "news.safe", "permit.yes")
    signs(house, sri, person, asked)


def test_what_was_signed_on_paper_is_taken_back_in_the_chat(house, sri, person, visum):
    on_paper(house, sri, person.number, visum)
    offers(house, sri, person.number, visum)
    assert not house.rows("outbox", kind="news"), "they know; nobody pushes it to a phone"
    person.starts().taps("resume") if "resume" in buttons(person) else person.starts()
    assert "open_news" not in buttons(person)
    person.taps("hub.permits")
    assert RSUD in said(person)
    person.taps("permits.back")
    assert (house.row("consents").state, house.row("referrals").state) == ("withdrawn", "revoked")


@pytest.mark.parametrize("who", ["who.family", "who.witness"])
def test_nobody_else_learns_in_a_chat_what_was_signed(house, sri, who):
    other = house.person(8_222_333_444).files(who=who).taps("saved")
    house.acknowledges(sri, other.number)
    on_paper(house, sri, other.number, opens(house, sri, other.number, "medical"))
    other.starts()
    assert "hub.permits" not in buttons(other)
    assert house.row("consents").report_id is None
    assert not house.rows("letters")


def test_not_now_leaves_the_question_for_later(house, person, asked):
    person.starts().taps("open_news", "news.safe", "permit.later")
    assert house.row("consents").state == "asked"
    person.taps("open_news") if "open_news" in buttons(person) else person.starts().taps("open_news")
    person.taps("news.safe")
    assert person.step == "permit"


def test_taken_back_from_the_hub_at_any_time(house, sri, person, asked):
    person.starts().taps("open_news", "news.safe", "permit.yes")
    referral = offers(house, sri, person.number, asked)
    assert may_tell(house, person, referral)
    house.passes(days=2)
    person.starts().taps("resume", "hub.permits")
    assert RSUD in said(person)
    person.taps("permits.keep")
    assert house.row("consents").state == "granted"
    person.taps("hub.permits", "permits.back")
    assert "note-permit-withdrawn" in person.lines
    assert (house.row("consents").state, house.row("referrals").state) == ("withdrawn", "revoked")
    assert not may_tell(house, person, referral)
    codes = [code for kind, _, code in house.delivers() if kind == "consent"]
    assert any("withdrawn" in code for code in codes)
    assert "hub.permits" not in buttons(person)


def test_taken_back_also_when_the_case_is_closed(house, sri, person, asked):
    person.starts().taps("open_news", "news.safe", "permit.yes")
    ends(house, sri, person.number, "close", reason="solved")
    person.taps("hub.permits", "permits.back")
    assert house.row("consents").state == "withdrawn"
    house.delivers()
    assert [row for row in house.rows("outbox", kind="consent") if row.destination.startswith("officer")]


def test_after_a_power_cut_it_can_still_be_taken_back(house, sri, person, asked):
    person.starts().taps("open_news", "news.safe", "permit.yes")
    house.restart(power_cut=True)
    person.starts()
    person.taps("resume") if "resume" in buttons(person) else None
    person.taps("hub.permits", "permits.back")
    assert house.row("consents").state == "withdrawn"


def test_nobody_answers_for_another(house, person, asked):
    other = house.person(8_999_888_777).files().taps("saved", "life.no")
    with house.db.writing() as conn:
        permits.settle(conn, (other.report_id,), house.row("consents").id, "granted", house.clock)
    assert house.row("consents").state == "asked"


def test_a_question_the_desk_took_back_is_answered_by_nobody(house, sri, person, asked):
    person.starts().taps("open_news", "news.safe")
    ends(house, sri, person.number, "close", reason="solved")
    person.taps("permit.yes")
    assert house.row("consents").state == "ended"
    assert "note-permits-none" in person.lines or person.toast is not None


def test_an_hours_silence_asks_anew_whether_it_is_safe(house, person, asked):
    person.starts().taps("open_news", "news.safe")
    house.passes(hours=2)
    person.starts()
    assert RSUD not in said(person)
    person.taps("resume")
    assert RSUD not in said(person)


def test_letters_come_before_the_question(house, sri, person, asked):
    house.replies(sri, person.number, "Visum itu pemeriksaan dokter, gratis.")
    person.starts().taps("open_news", "news.safe")
    assert person.step == "letter"
    assert "gratis" in said(person)
    person.taps("next")
    assert person.step == "permit"


def test_what_is_asked_is_sealed_to_the_reporters_side(house, person, asked):
    assert not house.holds(RSUD.encode())


# --- how far it has come ----------------------------------------------------------------------------------------------


def test_the_reporter_sees_how_far_it_has_come_and_no_detail(house, sri):
    person = house.person(5_111_222_333).files().taps("saved", "life.no")
    assert "Kabar laporan" not in said(person)
    house.acknowledges(sri, person.number)
    assess(house, sri, person.number, "psych")
    person.writes("halo lagi")
    assert "menilai" in said(person)
    opens(house, sri, person.number, "psych")
    person.writes("halo")
    assert "menyiapkan" in said(person)
    assert "psik" not in said(person).lower()


@pytest.mark.threat("R7")
def test_after_a_pause_the_line_tells_nothing_of_a_report(house, sri, person):
    assess(house, sri, person.number, "psych")
    house.passes(hours=3)
    person.starts().taps("resume")
    assert "Sedang disiapkan." in said(person)
    assert "laporan" not in said(person).lower()


# --- three times, and then silence ------------------------------------------------------------------------------------


def is_silent(house, person):
    with house.db.writing() as conn:
        return returning.is_silent(conn, person.report_id, house.clock)


def push(house):
    for owed in outbox.claim(house.sides["reporter"], "reporter", house.clock, 60.0, 20):
        with house.db.writing() as conn:
            if owed.kind == "news":
                outbox.paid(conn, owed.id, house.clock)


def test_three_unanswered_are_enough(house, sri, person):
    for n in range(3):
        assert not is_silent(house, person)
        house.replies(sri, person.number, f"Kabar {n}")
        push(house)
    assert is_silent(house, person)
    assert is_silent(house, person)
    told = [(kind, to) for kind, to, _ in house.delivers() if kind == "silent"]
    assert told == [("silent", f"officer:{sri.id}")], "a task for whoever has the case, once"
    person.starts().taps("open_news", "news.safe", "next")
    assert not is_silent(house, person), "who reads is written to again"


def buttons(person):
    return {button.id for row in person.screen.rows for button in row}

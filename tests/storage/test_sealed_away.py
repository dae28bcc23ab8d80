"""A report about somebody at the office: its holder answers with the key in hand, and hands it on."""

import base64

import pytest

from flows.wording import write
from storage import audit, case_file, deeds, handling, merging, sealed_away
from storage.errors import CannotOpen, CaseAlreadyClosed, NoSuchCase, NotPossible, NotTakenYet

WORDS = "Kami dari provinsi. Ceritamu kami baca."


@pytest.fixture
def head(house):
    return house.officer("Pak Hadi", "head")


@pytest.fixture
def sealed(house, head):
    house.officer("Sri")
    return house.person().files(insider="insider.some").taps("saved", "life.no").adds("contact", "contact.anytime")


def answers(house, number, words=WORDS, office=None):
    return house.desk(sealed_away.answer, house.holder_keys, office or house.office.code, number, words, house.clock)


def hands_on(house, number, to="UPTD PPA Provinsi", basis="consent", why="ditanyakan lewat chat, 24/11"):
    return house.desk(sealed_away.hand_on, house.holder_keys, house.office.code, number, to, basis, why, house.clock)


def test_the_reporter_reads_the_answer_and_the_office_cannot(house, head, sealed):
    house.acknowledges(head, sealed.number)
    kept = answers(house, sealed.number)
    assert (kept.pushed, kept.reachable) == (True, True)
    letter = house.row("letters")
    with pytest.raises(CannotOpen):
        house.desk_keys.office_key.open("letter copy", sealed.number, letter.office_copy)
    with house.db.writing() as conn:
        whole = case_file.read_whole(conn, house.holder_keys.escalation_key, house.office, sealed.number, house.clock)
        assert whole.letters == [WORDS]
        assert audit.verify(conn) is None
    assert [row.kind for row in house.rows("outbox", side="reporter", done_hour=None)] == ["news"]
    written = house.clock
    assert not house.holds(WORDS.encode())
    sealed.starts().taps("resume", "open_news", "news.safe")
    assert WORDS in write(sealed.screen).text
    house.delivers()
    assert sealed.case.acted_at is None, "it helps when it was read"
    sealed.taps("next")
    house.delivers()
    assert sealed.case.acted_at == written


@pytest.mark.parametrize("did", [False, True])
def test_whoever_holds_an_emergency_is_reminded_until_it_was_read_or_they_say_what_they_did(house, head, did):
    ani = house.person().calls_for_help("distress.silent")
    ani.taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.some")
    house.acknowledges(head, ani.number)
    house.delivers()
    assert answers(house, ani.number).red
    if did:
        house.desk(deeds.record, house.desk_keys, head, ani.number, "called", None, house.clock, holder="head")
    house.passes(minutes=house.office.climb.acted)
    reminded = [destination for kind, destination, _ in house.delivers() if kind == "unhelped"]
    assert reminded == ([] if did else [f"officer:{head.id}"])


def test_who_is_handed_on_reads_so_and_new_words_call_the_holder_again(house, head, sealed):
    house.acknowledges(head, sealed.number)
    house.delivers()
    hands_on(house, sealed.number)
    assert (sealed.case.state, sealed.case.closed is not None) == ("dialihkan", True)
    ending = house.holder_keys.escalation_key.open("handling", sealed.number, sealed.case.handling)["ending"]
    assert (ending["to"], ending["basis"], ending["by"]) == ("UPTD PPA Provinsi", "consent", head.id)
    with pytest.raises(CaseAlreadyClosed):
        hands_on(house, sealed.number)
    sealed.starts().taps("resume")
    assert "progress" in " ".join(sealed.lines)
    sealed.writes("dia mengancam lagi, sekarang di depan rumah")
    assert sealed.case.closed is None
    calls = {destination for kind, destination, _ in house.delivers() if kind != "taken"}  # that edits old alerts
    assert calls == {f"officer:{head.id}"}


def test_what_does_not_go_changes_nothing(house, head, sealed):
    plain = house.person(7_204_558_194).files()
    house.acknowledges(house.officer("Budi"), plain.number)
    with pytest.raises(NotTakenYet):
        answers(house, sealed.number)
    house.acknowledges(head, sealed.number)
    for act, why in (
        (lambda: answers(house, plain.number), NotPossible),
        (lambda: hands_on(house, plain.number), NotPossible),
        (lambda: hands_on(house, sealed.number, to=" "), NotPossible),
        (lambda: hands_on(house, sealed.number, basis="kata saya"), NotPossible),
        (lambda: hands_on(house, sealed.number, why="ya"), NotPossible),
        (lambda: answers(house, "ZZZZZ"), NoSuchCase),
        (lambda: answers(house, sealed.number, office="33.17"), NoSuchCase),
    ):
        with pytest.raises(why):
            act()
    assert house.rows("letters") == []
    assert sealed.case.closed is None


def test_what_the_office_noted_before_it_was_sealed_away_bars_no_answer_and_stays(house, head):
    sri = house.officer("Sri")
    person = house.person().calls_for_help()
    house.acknowledges(sri, person.number)
    house.desk(handling.assess, house.desk_keys, sri, person.number, on=house.clock.date(), team=["worker"],
               needs=["medical"], at=house.clock)  # fmt: skip
    noted = person.case.handling
    person.taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.some")
    house.acknowledges(head, person.number)
    assert answers(house, person.number).number == person.number
    hands_on(house, person.number)
    kept = house.holder_keys.escalation_key.open("handling", person.number, person.case.handling)["before"]
    assert base64.b64decode(kept) == noted


def test_what_another_adds_to_a_case_that_was_sealed_away_is_sealed_too(house, head):
    sri = house.officer("Sri")
    first, second = house.person().files(), house.person(7_204_558_194).calls_for_help()
    for one in (first, second):
        house.acknowledges(sri, one.number)
    house.desk(merging.merge, house.desk_keys, house.office, sri, first.number, second.number, house.clock)
    number = second.case.number
    second.taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.some")
    assert house.row("cases", number=number).sealed_to == "escalation"
    first.taps("saved", "life.no").adds("danger", "danger.weapon", "done")
    with pytest.raises(CannotOpen):
        house.desk_keys.office_key.open("face", number, house.row("cases", number=number).face)
    with pytest.raises(CannotOpen):
        house.record(first.report_id)
    assert house.record(first.report_id, house.holder_keys.escalation_key)["answers"]["danger"] == ["danger.weapon"]

"""A reporter is found again and written back to, and nobody can say who it is."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from storage import case_file, cases, outbox, records, returning
from storage.errors import CannotOpen, KeyMissing
from storage.sealing import Address, open_address
from storage.tables import Row
from tests.storage.telling import STORY, TO_READY, TO_WORDS

NAMES = ("office_code", "epoch")  # what two addresses may have in common


def _found(house, report_id):
    with house.db.reading() as conn:
        return returning.find(conn, house.keys, report_id)


# --- the address ------------------------------------------------------------------------------------------------------


def test_an_address_opens_for_its_report_only(house):
    one, other = house.person(1_111_111_111).files(), house.person(2_222_222_222).files()
    assert _found(house, one.report_id).address == Address(one.chat_id)
    row = house.row("return_addresses", report_id=one.report_id)
    with pytest.raises(CannotOpen):
        open_address(house.keys.relay(row.epoch), other.report_id, row.box)
    assert _found(house, "0" * 32) is None


def test_there_is_no_address_until_the_desk_knows(house):
    person = house.person().tells()
    assert house.rows("return_addresses") == []
    person.taps("submit")
    assert len(house.rows("return_addresses")) == 1


def test_the_address_follows_how_to_write_back(house):
    person = house.person().files(who="who.family", age="age.25_59").taps("saved", "life.no")
    found = _found(house, person.report_id)
    assert (found.window, found.language, found.register, found.messages) == (None, "id", "dewasa", ())
    before = house.row("return_addresses")
    person.adds("contact", "contact.evening")
    house.take(person.message("ya", known=(7, 9)))
    found = _found(house, person.report_id)
    assert (found.window, [one.id for one in found.messages]) == ("evening", [7, 9])
    after = house.row("return_addresses")
    assert (after.salt, after.tag, after.box) != (before.salt, before.tag, before.box)
    person.adds("contact", "contact.no")
    assert _found(house, person.report_id).window is None


def test_the_last_answer_to_may_we_write_holds(house):
    person = house.person().files().taps("saved", "life.no").adds("contact", "contact.anytime")

    def window():
        return _found(house, person.report_id).window

    assert window() == "anytime"
    person.taps("distress", "33.16.05", "distress.silent")
    assert window() is None
    assert house.record(person.report_id)["contact"] == "no"
    person.taps("distress", "33.16.05", "distress.write")
    assert window() == "anytime"
    person.taps("next").adds("contact", "contact.morning")
    assert window() == "morning"
    person.adds("contact", "contact.no")
    person.taps("distress", "33.16.05", "distress.write")
    assert window() is None, "who said no at the question itself is not written to"
    person.taps("next").adds("contact", "contact.evening")
    assert window() == "evening"


def _windows(house, person):
    found = [_found(house, row.report_id) for row in house.rows("return_addresses")]
    return [one.window for one in found if one.address == Address(person.chat_id)]


def test_a_later_yes_tells_of_the_answers_that_waited(house):
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no")
    for words in ("Kami dengar.", "Kami di jalan."):
        house.replies(officer, person.number, words)
    for owed in outbox.claim(house.sides["reporter"], "reporter", house.clock, 20, 5):
        with house.db.writing() as conn:
            outbox.drop(conn, owed.id, house.clock, "no.consent")
    person.adds("contact", "contact.no")
    assert house.rows("outbox", kind="news", done_hour=None) == []
    person.adds("contact", "contact.evening")
    owed = house.rows("outbox", kind="news", done_hour=None)
    assert [row.letter_id for row in owed] == [letter.id for letter in house.rows("letters")]
    assert {row.report_id for row in owed} == {person.report_id}
    soon = [house.clock, house.clock + timedelta(minutes=2)]
    assert [len(outbox.claim(house.sides["reporter"], "reporter", at, 0, 5)) for at in soon] == [0, 2], (
        "the button is before them"
    )
    person.adds("contact", "contact.morning")
    assert len(house.rows("outbox", kind="news", done_hour=None)) == 2, "another hour is no other news"
    person.taps("open_news", "news.safe", "next").adds("contact", "contact.no").adds("contact", "contact.anytime")
    assert len(house.rows("outbox", kind="news", done_hour=None)) == 2, "what was read is no news"


@pytest.mark.parametrize("how", ["contact.no", "distress.silent"])
def test_a_no_in_a_newer_report_closes_the_window_of_the_earlier_ones(house, how):
    other = house.person(2_222_222_222).calls_for_help()
    person = house.person().calls_for_help().taps("exit").starts().taps("welcome.new", *TO_WORDS).writes("lagi")
    assert _windows(house, person) == ["anytime"], "not being asked yet is no answer"
    if how == "contact.no":
        person.taps(*TO_READY, "submit", "saved", "life.no").adds("contact", "contact.no")
    else:
        person.taps("distress", "33.16.05", "distress.silent")
    assert _windows(house, person) == [None, None]
    assert _windows(house, other) == ["anytime"]


def test_a_no_is_heard_for_every_report_even_when_the_conversation_was_lost(house):
    person = house.person().calls_for_help().taps("exit").starts().taps("welcome.new")
    person.taps("safety.no", "33.16.05", "distress.write")
    assert _windows(house, person) == ["anytime", "anytime"]
    house.restart(power_cut=True)
    person.starts().taps("distress", "33.16.05", "distress.silent")
    assert _windows(house, person) == [None, None]


def test_an_address_that_did_not_change_is_left_alone(house):
    person = house.person().files().taps("saved", "life.no")
    before = house.row("return_addresses")
    person.writes("lagi").adds("sex", "sex.female")
    assert house.row("return_addresses") == before


def test_language_follows_the_session(house):
    person = house.person().starts().taps("language", "language.jv", "safety.no", "33.16.05", "distress.write")
    assert _found(house, person.report_id).language == "jv"
    assert _found(house, person.report_id).window == "anytime"


@pytest.mark.threat("R4")
def test_a_month_that_was_destroyed_takes_its_addresses_with_it(house):
    person = house.person().files()
    house.keys.forget_relay_before("2027-01")
    with pytest.raises(KeyMissing):
        _found(house, person.report_id)


@pytest.mark.threat("R2")
def test_two_reports_of_one_person_share_nothing(house):
    person = house.person().files().taps("exit").starts().taps("welcome.new")
    first = house.row("reports").id
    person.taps("safety.no", "33.16.05", "distress.write")
    assert person.report_id != first
    for table in ("return_addresses", "reports", "cases", "outbox", "receipts", "audit"):
        columns = Row.metadata.tables[table].columns.keys()
        rows = [dict(zip(columns, row, strict=True)) for row in house.rows(table)]
        secret = [{value for value in row.values() if isinstance(value, bytes) and len(value) > 8} for row in rows]
        for n, values in enumerate(secret):
            assert not any(values & others for others in secret[n + 1 :] if table != "audit"), table
    one, other = house.rows("return_addresses")
    assert {name for name in one._fields if getattr(one, name) == getattr(other, name)} <= set(NAMES)


@pytest.mark.threat("R1")
def test_no_chat_id_stands_anywhere(house):
    """In decimal, hex, varint, fixed width or base64: in no column, no file of the database, no key file."""
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no").adds("contact", "contact.anytime")
    house.replies(officer, person.number, "Kami dengar.")
    house.take(person.message("lagi", known=(31, 32)))
    person.taps("distress", "33.16.05", "distress.write")
    house.delivers()
    house.restart(power_cut=True)
    person.writes("masih di sini")
    assert not house.holds(*person.traces())
    for path in house.home.rglob("*"):
        if path.is_file():
            assert not any(trace in path.read_bytes() for trace in person.traces())


def test_the_search_for_a_chat_id_would_find_it(house):
    person = house.person().files()
    for trace in person.traces():
        house.change("return_addresses", salt=b"\x01" + trace + b"\x02")
        assert trace in house.holds(*person.traces())
    house.change("receipts", office_code=f"{person.chat_id}")
    house.change("return_addresses", salt=b"")
    assert house.holds(*person.traces())


# --- recognised again -------------------------------------------------------------------------------------------------


def test_after_a_power_cut_an_open_case_goes_on(house):
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no").adds("contact", "contact.anytime")
    number, first = person.number, person.report_id
    old = house.row("reports", id=first)
    house.replies(officer, number, "Kami dengar.")
    house.restart(power_cut=True)
    person.writes("dia datang lagi")
    assert person.number == number
    assert person.report_id != first
    assert house.row("reports", id=first) == old
    assert house.record(first)["words"][0]["text"] == STORY
    assert [words["text"] for words in house.record(person.report_id)["words"]] == ["dia datang lagi"]
    assert house.codes("addition")
    assert _found(house, first) is None
    found = _found(house, person.report_id)
    assert (found.address, found.window) == (Address(person.chat_id), "anytime")
    assert house.row("letters").report_id == house.row("outbox", kind="news").report_id == person.report_id
    person.taps("resume", "open_news", "news.safe")
    assert [line.args["words"] for line in person.screen.lines if line.key == "plain"] == ["Kami dengar."]


def test_both_reports_are_one_card_in_their_order(house):
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no").adds("contact", "contact.no")
    for n in range(4):
        house.restart(power_cut=True)
        person.writes(f"tambahan {n}").taps("resume").adds("contact", f"contact.{('morning', 'no')[n % 2]}")
    with house.db.reading() as conn:
        case = cases.open_for(conn, officer, person.number)
        told = records.of_case(conn, house.desk_keys.office_key, case)
    assert [words["text"] for record in told for words in record["words"]] == [
        STORY,
        *(f"tambahan {n}" for n in range(4)),
    ]
    assert [record["contact"] for record in told] == ["no", "morning", "no", "morning", "no"]
    assert not house.replies(officer, person.number, "Halo").pushed


@pytest.mark.parametrize("turn", range(6))
def test_an_answer_finds_the_report_its_reporter_goes_on_with(house, turn):
    """The same hour has both reports: only one of them has a way back."""
    officer = house.officer("Sri")
    person = house.person().calls_for_help()
    house.restart(power_cut=True)
    person.starts()
    assert house.replies(officer, person.number, "Kami di jalan.").pushed
    assert house.row("letters").report_id == house.row("outbox", kind="news").report_id == person.report_id
    person.taps("resume", "open_news", "news.safe")
    assert "Kami di jalan." in [line.args.get("words") for line in person.screen.lines]


@pytest.mark.parametrize("did", ["tapped an old button", "sent an update that comes again"])
def test_whatever_they_do_they_are_recognised_once(house, did):
    person = house.person().calls_for_help()
    old = person.tap("next", version=1)
    again = person.message("lagi")
    house.take(again)
    house.restart(power_cut=True)
    for _ in range(3):
        house.take(old if did == "tapped an old button" else again)
    assert len(house.rows("reports")) == 2
    assert len(house.rows("return_addresses")) == 1
    assert person.draft["distress"] is True
    person.writes("masih di sini")
    assert len(house.rows("reports")) == 2
    assert house.record(person.report_id)["words"][-1]["text"] == "masih di sini"


def test_whoever_only_called_for_help_comes_back_to_the_questions(house):
    """Also when it happens twice: nobody has said yet who must not read it."""
    person = house.person().calls_for_help()
    number = person.number
    for _ in range(2):
        house.restart(power_cut=True)
        assert person.starts().taps("resume").step == "safety"
    person.taps(*TO_WORDS[:-1])
    assert person.step == "insider"
    person.taps("insider.none").writes(STORY).taps(*TO_READY, "submit")
    assert person.step == "filed"
    assert person.number == number
    assert len(house.rows("receipts", kind="digits")) == 1
    house.restart(power_cut=True)
    assert person.starts().taps("resume").step == "hub"


def test_who_must_not_read_it_is_heard_after_a_power_cut_too(house):
    officer = house.officer("Sri")
    person = house.person().starts().taps("safety.no").writes("dekat masjid").taps("distress.silent")
    house.restart(power_cut=True)
    person.starts().taps("resume", *TO_WORDS[:-1], "insider.some").writes(STORY)
    assert person.case.sealed_to == "escalation"
    whole = house.desk(case_file.read_whole, house.holder_keys.escalation_key, house.office, person.number, house.clock)
    assert STORY in whole.words[-1]
    assert whole.elsewhere == 1
    with house.db.reading() as conn, pytest.raises(CannotOpen):
        case_file.read_card(conn, house.desk_keys, officer, person.number, house.office, house.clock)
    with pytest.raises(CannotOpen):  # not even what was told before
        house.desk(case_file.read_whole, house.desk_keys.office_key, house.office, person.number, house.clock)


@pytest.mark.parametrize("privacy", ["privacy.no", "privacy.yes"])
def test_after_a_power_cut_a_screen_that_may_be_seen_stays_quiet(house, privacy):
    person = house.person().files(privacy=privacy)
    for _ in range(2):
        house.restart(power_cut=True)
        person.writes("lagi")
        assert person.wiped == person.screen.quiet == (privacy == "privacy.no")


def test_after_a_power_cut_the_answers_to_every_case_are_read(house):
    officer = house.officer("Sri")
    person = house.person().files()
    older = person.number
    person.taps("exit").starts().taps("welcome.new", "safety.no", "33.16.05", "distress.write")
    house.replies(officer, older, "Kami dengar.")
    house.restart(power_cut=True)
    house.replies(officer, older, "Kami datang besok.")
    assert person.starts().number != older
    person.taps("resume", "open_news", "news.safe")
    said = [line.args.get("words") for line in person.screen.lines]
    assert "Kami dengar." in said
    assert "Kami datang besok." in said
    person.taps("next")
    assert all(letter.read_hour for letter in house.rows("letters"))


def test_a_sealed_case_goes_on_sealed(house):
    person = house.person().files(insider="insider.some")
    first = person.report_id
    house.restart(power_cut=True)
    person.writes("dia tahu")
    assert person.report_id != first
    assert {row.sealed_to for row in house.rows("reports")} == {"escalation"}
    record = house.record(person.report_id, house.holder_keys.escalation_key)
    assert record["words"][0]["text"] == "dia tahu"


def test_a_stranger_is_not_recognised(house):
    house.person(1_111_111_111).calls_for_help()
    stranger = house.person(1_111_111_112).starts()
    assert stranger.step == "safety"
    assert stranger.draft["report_id"] == ""
    assert len(house.rows("reports")) == 1


def test_a_closed_case_is_not_gone_on_with(house):
    person = house.person().calls_for_help()
    house.change("cases", closed=house.clock)
    house.restart(power_cut=True)
    assert person.starts().step == "safety"
    assert len(house.rows("reports")) == 1


def test_after_a_power_cut_a_draft_that_was_not_sent_begins_anew(house):
    person = house.person().tells()
    house.restart(power_cut=True)
    assert person.starts().step == "safety"
    assert person.draft["words"] == []
    assert len(house.rows("sessions")) == 1


def test_of_two_open_cases_the_newer_goes_on(house):
    for chat in range(1_111_111_111, 1_111_111_116):
        person = house.person(chat).files().taps("exit").starts().taps("welcome.new")
        house.passes(minutes=50)
        person.taps("safety.no", "33.16.05", "distress.write")
        newer = person.number
        house.restart(power_cut=True)
        assert person.starts().number == newer


def test_whose_address_was_destroyed_can_still_begin(house):
    """The month's key is gone: nobody is locked out for that."""
    person = house.person().calls_for_help()
    house.passes(days=40)
    house.keys.forget_relay_before("2026-12")
    house.restart(power_cut=True)
    person.starts()
    assert not person.failed
    assert person.step == "safety"
    person.taps("safety.no", "33.16.05", "distress.write")
    assert len(house.rows("cases")) == 2


def test_a_damaged_address_does_not_lock_its_owner_out(house):
    person = house.person().calls_for_help()
    with house.db.writing() as conn:
        conn.execute(text("UPDATE return_addresses SET box = :box"), {"box": b"\x01" + bytes(80)})
    house.restart(power_cut=True)
    assert person.starts().step == "safety"
    assert not person.failed


def test_recognised_at_the_turn_of_the_month(house):
    person = house.person().calls_for_help()
    house.passes(days=10)
    house.restart(power_cut=True)
    person.starts()
    assert house.row("return_addresses").epoch == "2026-12"
    assert _found(house, person.report_id).address == Address(person.chat_id)
    assert house.clock - timedelta(days=11) < house.row("reports", id=person.report_id).hour

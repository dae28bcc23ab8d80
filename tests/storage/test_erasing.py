"""/hapus: nothing leads from a case back to a chat, in no byte of any file; the case itself stays."""

from datetime import timedelta

import pytest

from flows.events import AskedErasure
from storage import case_file, outbox, returning
from storage.errors import CannotOpen
from storage.tables import Row
from tests.storage.telling import STORY


def asks(person):
    person.house.take(person.update(AskedErasure(person.house.clock), message=900))
    return person


def erases(person):
    asks(person)
    (told,) = person.house.take(person.tap("erase.yes", message=901, known=(902,)))
    return told


def links(house, person):
    """Every value that joins this chat with a case: tags, sealed addresses, salts, the receipt's hash."""
    found = [row.tag for row in house.rows("sessions")] + [row.draft[5:69] for row in house.rows("sessions")]
    for row in house.rows("return_addresses"):
        found += [row.tag, row.salt, row.box[5:69]]
    return [*found, *(row.hash for row in house.rows("receipts")), *person.traces()]


@pytest.fixture
def person(house):
    """Somebody whose report was sent, taken and answered, and who agreed to be written to."""
    officer = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no").adds("contact", "contact.anytime")
    house.acknowledges(officer, person.number)
    house.replies(officer, person.number, "Kami dengar.")
    return person


def test_nothing_is_erased_before_the_one_tap(house, person):
    before = house.row("return_addresses")
    assert asks(person).step == "erase"
    assert house.row("return_addresses") == before
    assert person.taps("erase.no").step == "hub"
    assert house.rows("receipts")


@pytest.mark.threat("A6")
def test_neither_tag_nor_return_address_is_found_in_any_byte(house, person):
    held = links(house, person)
    number, report = person.number, person.report_id
    assert len(held) > 6
    if house.db.dialect == "sqlite":
        assert house.holds(*held[:4]) == held[:4], "the search would find them"
    letter = house.row("letters").box[5:69]
    told = erases(person)
    assert person.step == "erased"
    assert house.holds(*held, person.tag, letter) == []
    for path in (*house.home.rglob("*"), *house.runtime.rglob("*")):
        if path.is_file():
            assert not any(trace in path.read_bytes() for trace in (*held, person.tag))
    assert house.rows("sessions") == house.rows("return_addresses") == house.rows("receipts") == []
    assert told.earlier
    assert house.row("reports", id=report).case_id == house.row("cases", number=number).id
    assert house.record(report)["words"][0]["text"] == STORY, "what was told is the office's to handle"


def test_the_search_finds_what_was_only_deleted(sqlite_house, monkeypatch):
    house = sqlite_house
    person = house.person().files()
    monkeypatch.setattr(house.db, "_empty_log", lambda *, leaves: None)
    held = links(house, person)
    erases(person)
    assert house.holds(*held), "the log still has it"


def test_what_was_still_to_be_sent_there_is_sent_no_more(house, person):
    (news,) = house.rows("outbox", kind="news")
    report = person.report_id
    claimed = outbox.claim(house.sides["reporter"], "reporter", house.clock, 0, 5)
    assert [owed.id for owed in claimed] == [news.id]
    erases(person)
    row = house.row("outbox", id=news.id)
    assert (row.done_hour is None, row.last_error) == (False, "no.address")
    with house.db.reading() as conn:
        assert returning.find(conn, house.keys, report) is None, "also who claimed it before has no address"


def test_the_officer_sees_that_nobody_can_be_reached_and_not_who(house, person):
    sri, number = house.officer("Wati"), person.number

    def card():
        with house.db.reading() as conn:
            return case_file.read_card(conn, house.desk_keys, sri, number, house.office, house.clock)

    assert "tidak bisa dihubungi lagi" not in card()
    erases(person)
    assert "🔕 Pelapor tidak bisa dihubungi lagi lewat chat." in card()
    whole = house.desk(case_file.read_whole, house.desk_keys.office_key, house.office, number, house.clock)
    assert "tidak bisa dihubungi lagi" in whole.card
    assert whole.letters == ["Kami dengar."], "the office's copy is part of the case"
    assert not house.replies(sri, number, "Halo?").reachable
    entry = next(row for row in house.rows("audit") if row.action == "erased")
    assert (entry.case_number, entry.actor, entry.at.minute) == (number, "reporter", 0)


def test_a_letter_written_afterwards_is_never_told_of(house, person):
    number = person.number
    erases(person)
    house.replies(house.officer("Wati"), number, "Halo?")
    (owed,) = outbox.claim(house.sides["reporter"], "reporter", house.clock + timedelta(seconds=5), 60, 5)
    assert owed.kind == "news"
    with house.db.reading() as conn:
        assert returning.find(conn, house.keys, owed.report_id) is None
    assert person.starts().step == "safety"
    assert "open_news" not in [button.id for row in person.screen.rows for button in row]


def test_reports_from_before_are_cut_loose_too_and_nobody_elses(house, person):
    other = house.person(2_222_222_222).files()
    person.taps("exit").starts().taps("welcome.new", "safety.no", "33.16.05", "distress.write")
    house.change("cases", closed=house.clock)
    assert len(house.rows("return_addresses")) == 3
    erases(person)
    assert [row.report_id for row in house.rows("return_addresses")] == [other.report_id]
    assert {row.report_id for row in house.rows("receipts")} == {other.report_id}
    assert other.draft["filed"]
    assert [row.action for row in house.rows("audit")].count("erased") == 2


def test_after_a_power_cut_it_is_erased_all_the_same(house, person):
    held = links(house, person)
    house.restart(power_cut=True)
    person.starts()
    assert person.step == "welcome"
    erases(person)
    assert house.rows("sessions") == house.rows("return_addresses") == []
    assert house.holds(*held, person.tag) == []


def test_a_closed_case_the_conversation_forgot_is_cut_loose_too(house, person):
    house.change("cases", closed=house.clock)
    house.restart(power_cut=True)
    erases(person.starts())
    assert house.rows("return_addresses") == house.rows("receipts") == []


def test_what_was_never_sent_is_gone_whole(house):
    person = house.person().tells()
    assert house.rows("reports")
    erases(person)
    for table in ("sessions", "reports", "cases", "receipts", "return_addresses", "letters"):
        assert house.rows(table) == []


def test_an_update_that_comes_again_after_it_begins_nothing(house, person):
    asks(person)
    tap = person.tap("erase.yes")
    house.take(tap)
    house.take(tap)
    assert person.step == "start"
    assert house.rows("sessions") == []


def test_what_stands_in_the_chat_is_owed_with_it_and_then_forgotten(house, person):
    told = erases(person)
    row = house.row("outbox", code=told.wiping)
    assert row.case_id is None
    assert row.report_id is None
    with house.db.writing() as conn:
        outbox.paid(conn, row.id, house.clock)
    assert house.row("outbox", code=told.wiping).detail is None


def test_leave_that_was_asked_stays_a_matter_of_the_case(house, person):
    """No table that names a reporter's row is left pointing at nothing."""
    erases(person)
    kept = {row.id for row in house.rows("reports")}
    for table in ("letters", "consents", "outbox"):
        columns = Row.metadata.tables[table].columns.keys()
        at = columns.index("report_id")
        assert {row[at] for row in house.rows(table)} <= {*kept, None}


def test_the_reporters_copy_of_a_letter_opens_empty(house, person):
    number = person.number
    erases(person)
    assert house.keys.reply.open("letter", number, house.row("letters").box) == {"words": ""}
    with pytest.raises(CannotOpen):
        house.keys.reply.open("letter", "A2C3D", house.row("letters").box)

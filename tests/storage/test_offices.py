"""One reporters' process, two offices: what is told to one is nothing to the other."""

from __future__ import annotations

import pytest

from flows.office_file import default_office_text, read_office
from storage import case_file, cases, outbox, replies, roster
from storage.errors import CannotOpen, NoSuchCase
from storage.keyring import DutyKeys, ReporterKeys, create_home_keys, folder_of
from storage.seen import first_time
from storage.turns import Turns, Unreadable, unserved
from tests.storage.telling import CLAIMED, ESCALATION, PASSPHRASE, STORY, TO_WORDS, House

REMBANG = read_office(default_office_text().replace("33.16", "33.17").replace("Blora", "Rembang"))


class Two:
    """Blora is the home office; Rembang's folder lies beside it."""

    def __init__(self, house: House):
        self.house, folder = house, folder_of(house.home, REMBANG.code)
        create_home_keys(folder, house.runtime, PASSPHRASE, escalation_passphrase=ESCALATION, beside=house.home)
        self.rembang_keys = DutyKeys.load(folder, PASSPHRASE)
        self.restart()
        self.blora, self.rembang = [
            roster.add(house.db, office.code, number, name, "officer", house.clock)
            for office, number, name in ((house.office, 501, "Sri"), (REMBANG, 502, "Wati"))
        ]

    def restart(self):
        house = self.house
        house.keys = ReporterKeys.load(house.home, house.runtime, house.clock, [REMBANG.code], house.office.code)
        house.turns = Turns(house.db, house.keys, house.office, [REMBANG])

    def claims(self, office_code):
        """What the duty process of an office finds to do."""
        rows = outbox.claim(self.house.db, "duty", self.house.clock, CLAIMED, 50, office_code=office_code)
        with self.house.db.writing() as conn:
            for row in rows:
                outbox.paid(conn, row.id, self.house.clock)
        return [(row.kind, row.office_code) for row in rows]

    def everything_of(self, table):
        return {row.office_code for row in self.house.rows(table)}


@pytest.fixture
def two(house):
    return Two(house)


def files(house, payload="3317-id-pasar", chat_id=7_204_558_193, **instead):
    person = house.person(chat_id).starts(payload)
    given = [instead.get(step.split(".")[0], step) for step in TO_WORDS]
    place = "33.17.05" if payload.startswith("3317") else "33.16.05"
    return person.taps(*given).writes(STORY).taps("act.hit", "done", "when.30d", place, "submit")


def test_a_report_to_rembang_reaches_only_rembangs_desk(two):
    person = files(two.house)
    for table in ("sessions", "reports", "cases", "receipts", "return_addresses", "outbox"):
        assert two.everything_of(table) == {"33.17"}, table
    assert {row.office_code for row in two.house.rows("audit") if row.case_number} == {"33.17"}
    assert two.claims("33.16") == []
    assert two.claims("33.17") == [("alert", "33.17")]
    assert two.house.desk(cases.open_for, two.rembang, person.number).number == person.number
    with pytest.raises(NoSuchCase):
        two.house.desk(cases.open_for, two.blora, person.number)


def test_a_report_to_rembang_opens_only_with_rembangs_key(two):
    person = files(two.house)
    row = two.house.row("reports")
    told = two.rembang_keys.office_key.open("report", row.id, row.snapshot)
    assert (told["office"], told["words"][0]["text"]) == ("33.17", STORY)
    assert two.rembang_keys.office_key.open("face", person.number, person.case.face)["kecamatan"] == "33.17.05"
    for key in (two.house.desk_keys.office_key, two.house.holder_keys.escalation_key):
        with pytest.raises(CannotOpen):
            key.open("report", row.id, row.snapshot)


def test_the_terminal_of_one_office_does_not_know_the_others_case(two):
    person = files(two.house)
    for key in (two.house.desk_keys.office_key, two.rembang_keys.office_key):
        with pytest.raises(NoSuchCase):
            two.house.desk(case_file.read_whole, key, two.house.office, person.number, two.house.clock)
    whole = two.house.desk(case_file.read_whole, two.rembang_keys.office_key, REMBANG, person.number, two.house.clock)
    assert STORY in "".join(whole.words)


def test_an_accused_official_of_rembang_is_sealed_to_rembangs_holder(two):
    files(two.house, insider="insider.some")
    report = two.house.row("reports")
    assert report.sealed_to == "escalation"
    assert report.key_id == two.rembang_keys.escalation.key_id != two.house.keys.escalation.key_id


def test_blora_goes_on_as_before(two):
    person = files(two.house, "3316-id-pasar")
    assert two.everything_of("outbox") == {"33.16"}
    assert two.house.record(person.report_id)["words"][0]["text"] == STORY
    assert two.claims("33.17") == []


def test_one_button_settles_it(two):
    person = two.house.person().starts()
    assert person.step == "office"
    assert two.everything_of("sessions") == {"33.16"}
    person.taps("office.33.17")
    assert two.everything_of("sessions") == {"33.17"}
    assert person.draft["office"] == "33.17"


def test_a_kept_report_goes_along_when_the_office_is_changed_before_sending(two):
    person = two.house.person().starts().taps("office.33.16", *TO_WORDS[:4])
    assert two.everything_of("reports") == {"33.16"}
    person.taps(*["back"] * 5, "office.33.17")
    report = two.house.row("reports")
    assert (report.office_code, report.key_id) == ("33.17", two.rembang_keys.office.key_id)


def test_help_called_before_choosing_reaches_the_home_office(two):
    two.house.person().starts().taps("distress", "skip", "distress.write")
    assert two.claims("33.17") == []
    assert two.claims("33.16") == [("alert", "33.16")]


def test_words_typed_before_choosing_go_to_the_office_that_is_chosen(two):
    person = two.house.person().starts().writes("aku takut pulang").taps("office.33.17", *TO_WORDS[:3])
    report = two.house.row("reports", id=person.report_id)
    told = two.rembang_keys.office_key.open("report", report.id, report.snapshot)
    assert [words["text"] for words in told["words"]] == ["aku takut pulang"]


def test_an_answer_from_rembang_comes_back_through_the_one_bot(two):
    person = files(two.house).taps("saved", "life.no")
    two.house.desk(replies.reply, two.rembang_keys, two.rembang, person.number, "Kami ke sana.", two.house.clock)
    (news,) = outbox.claim(two.house.db, "reporter", two.house.clock, CLAIMED, 50)
    assert news.office_code == "33.17"
    person.taps("open_news", "news.safe")
    assert "Kami ke sana." in [line.args.get("words") for line in person.screen.lines]


def test_an_addition_to_rembangs_case_is_rembangs(two):
    person = files(two.house).taps("saved", "life.no")
    assert two.claims("33.17") == [("alert", "33.17")]
    two.house.passes(minutes=1)
    person.writes("tadi di pasar")
    two.house.passes(minutes=1)
    assert two.claims("33.16") == []
    assert two.claims("33.17") == [("addition", "33.17")]


def test_after_a_power_cut_somebody_is_still_with_their_office(two):
    person = files(two.house).taps("saved", "life.no")
    (two.house.runtime / "draft.key").unlink()
    two.restart()
    person.starts()
    assert person.draft["office"] == "33.17"
    two.house.passes(minutes=2)
    person.writes("masih di sini")
    assert two.everything_of("reports") == {"33.17"}
    report = two.house.row("reports", id=person.report_id)
    assert two.rembang_keys.office_key.open("report", report.id, report.snapshot)


def test_each_desk_hears_that_the_bot_is_in_trouble_and_once(two):
    for _ in range(2):
        two.house.turns.raise_alarm("telegram.401", two.house.clock)
    assert two.claims("33.16") == [("alarm", "33.16")]
    assert two.claims("33.17") == [("alarm", "33.17")]


def test_two_desks_count_their_updates_by_themselves(two):
    with two.house.db.writing() as conn:
        assert first_time(conn, "duty", "33.16", 77, two.house.clock)
        assert first_time(conn, "duty", "33.17", 77, two.house.clock)
        assert not first_time(conn, "duty", "33.17", 77, two.house.clock)


def test_what_was_set_aside_says_whose_bot_it_came_to(two):
    two.house.take(Unreadable(5, "ValueError", {}))
    assert two.everything_of("quarantine") == {"33.16"}


def test_an_office_that_is_gone_is_named_while_anything_of_it_is_left(two):
    files(two.house)
    assert unserved(two.house.db, [two.house.office, REMBANG]) == []
    assert unserved(two.house.db, [two.house.office]) == ["33.17"]

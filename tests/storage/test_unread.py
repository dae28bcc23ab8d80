"""An answer helps when it is read: until then an emergency stays red, and whoever took it is reminded."""

from datetime import timedelta

import pytest

from flows.wording import write
from storage import case_file, consents, deeds, outbox, queue, registry, related, unhelped, unread
from storage.tables import to_hour

HOSPITAL = "RSUD dr. R. Soetijono Blora"
WORDS = "Petugas kami di jalan. Kunci pintunya."


@pytest.fixture
def sri(house):
    return house.officer("Sri")


@pytest.fixture
def wati(house):
    return house.officer("Wati", "supervisor")


@pytest.fixture
def ani(house, sri, wati):
    """She called for help, wants nothing to appear in her chat, and Sri took her case."""
    ani = house.person().calls_for_help("distress.silent")
    house.acknowledges(sri, ani.number)
    house.delivers()
    return ani


def reads(person):
    person.starts().taps("open_news", "news.safe", "next")


def reminded(house):
    return sorted(destination for kind, destination, _ in house.delivers() if kind == "unhelped")


def done(house, person):
    with house.db.reading() as conn:
        return [(one.kind, one.by, one.at) for one in deeds.of_case(conn, house.desk_keys, person.case.id)]


@pytest.mark.parametrize("how", ["did not agree", "blocked the bot", "erased the way back"])
def test_an_answer_that_only_waits_is_no_help_and_the_reminders_go_on(house, sri, wati, how):
    ani = house.person().calls_for_help("distress.silent" if how == "did not agree" else "distress.write")
    number = ani.number
    house.acknowledges(sri, number)
    house.delivers()
    if how == "erased the way back":
        ani.writes("/hapus").taps("erase.yes")
    replied = house.replies(sri, number, WORDS)
    assert (replied.red, replied.pushed) == (True, how != "did not agree")
    if how == "blocked the bot":
        with house.db.writing() as conn:
            outbox.drop(conn, house.row("outbox", kind="news").id, house.clock, "telegram.403")
    written = house.clock
    for expected in ([sri], [sri, wati], [sri, wati]):
        house.passes(minutes=house.office.climb.acted)
        assert reminded(house) == sorted(f"officer:{one.id}" for one in expected)
    case = house.row("cases", number=number)
    assert case.acted_at is None
    with house.db.reading() as conn:
        assert unhelped.is_red(case)
        (deed,) = deeds.of_case(conn, house.desk_keys, case.id)
        assert (deed.kind, deed.by, deed.at) == ("unread", "Sri", written)
        card = case_file.read_card(conn, house.desk_keys, sri, number, house.office, house.clock)
        assert registry.one(conn, house.desk_keys, house.office, number).acted_after is None
    assert "Sri: ✉️ Jawaban belum dibaca" in card
    waits = how != "erased the way back"  # else nobody reads it any more
    assert ("Jawaban petugas: 1, 1 menunggu dibaca" in card) == waits
    (line,) = house.desk(queue.waiting, house.desk_keys, house.office.code)
    assert line.unread == waits


def test_when_she_reads_it_whoever_wrote_it_has_helped(house, sri, ani):
    house.passes(minutes=2)
    house.replies(sri, ani.number, WORDS)
    written = house.clock
    house.passes(minutes=7)
    ani.starts().taps("open_news", "news.safe")
    house.delivers()
    assert ani.case.acted_at is None, "what stands on a screen that nobody answers may not have come"
    ani.taps("next")
    assert ("taken", "desk") in [(kind, where) for kind, where, _ in house.delivers()], "alerts in chats say so"
    assert ani.case.acted_at == written
    assert done(house, ani) == [("read", "Sri", written)]
    house.passes(hours=2)
    assert reminded(house) == []
    with house.db.reading() as conn:
        card = case_file.read_card(conn, house.desk_keys, sri, ani.number, house.office, house.clock)
        assert registry.one(conn, house.desk_keys, house.office, ani.number).acted_after is not None
    assert "✉️ Jawaban sudah dibaca pelapor" in card
    assert "menunggu" not in card


def test_it_is_not_kept_in_which_minute_she_read_it(house, sri, ani):
    house.replies(sri, ani.number, WORDS)
    house.passes(minutes=7)
    reads(ani)
    minute = house.clock
    house.delivers()
    row = house.row("outbox", kind="read")
    assert (row.due_at, row.done_hour) == (to_hour(minute), to_hour(minute))
    assert not {str(ani.case.acted_at)[:16], str(done(house, ani)[0][2])[:16]} & {str(minute)[:16]}


def test_her_words_below_it_are_no_sign_that_she_read_it(house, sri, ani):
    """They may have been on their way before it stood there; it stays there until she goes on."""
    house.replies(sri, ani.number, WORDS)
    ani.starts().taps("open_news")
    house.take(ani.tap("news.safe"), ani.message("tolong cepat"))
    house.delivers()
    assert unhelped.is_red(ani.case)
    assert WORDS in write(ani.screen).text
    ani.taps("next")
    house.delivers()
    assert not unhelped.is_red(ani.case)


def test_an_answer_of_somebody_who_must_not_work_on_it_any_more_helps_nobody(house, sri, ani):
    budi = house.officer("Budi")
    house.replies(budi, ani.number, "Cabut saja laporannya.")
    house.desk(related.mark, sri, budi, ani.number, house.clock, holder=house.office.escalation.holder)
    reads(ani)
    house.delivers()
    assert [kind for kind, _, _ in done(house, ani)] == ["read"]
    assert unhelped.is_red(ani.case)


def test_an_answer_to_an_earlier_call_is_no_help_with_this_one(house, sri, ani):
    house.replies(sri, ani.number, WORDS)
    house.passes(minutes=10)
    ani.taps("distress", "33.16.05", "distress.silent")
    house.acknowledges(sri, ani.number)
    reads(ani)
    house.delivers()
    assert ani.case.acted_at is None
    assert [kind for kind, _, _ in done(house, ani)] == ["read"], "though it was read"
    house.replies(sri, ani.number, "Kami di depan.")
    reads(ani)
    house.delivers()
    assert unhelped.is_red(ani.case) is False


def test_each_answer_waits_for_itself(house, sri, ani):
    house.replies(sri, ani.number, WORDS)
    ani.starts().taps("open_news", "news.safe")
    house.passes(minutes=1)
    house.replies(sri, ani.number, "Lima menit lagi.")
    ani.taps("next")
    house.delivers()
    assert [kind for kind, _, _ in done(house, ani)] == ["read", "unread"]
    ani.taps("next")
    house.delivers()
    assert [kind for kind, _, _ in done(house, ani)] == ["read", "read"]


def test_what_was_done_meanwhile_stays_the_first_deed(house, sri, ani):
    house.replies(sri, ani.number, WORDS)
    house.passes(minutes=3)
    assert house.desk(deeds.record, house.desk_keys, sri, ani.number, "called", None, house.clock)
    called = house.clock
    reads(ani)
    house.delivers()
    assert ani.case.acted_at == called
    assert [kind for kind, _, _ in done(house, ani)] == ["read", "called"]
    assert not house.replies(sri, ani.number, "Polisi sudah di jalan.").red


def test_a_deed_about_a_call_that_was_made_anew_in_the_same_moment_is_none_about_the_new_one(house, sri, ani):
    before = ani.case
    ani.taps("distress", "33.16.05", "distress.silent")
    with house.db.writing() as conn:
        unhelped.helped(conn, before, house.clock)
    assert ani.case.acted_at is None


def test_a_question_for_leave_is_no_answer(house, sri, person, visum):
    until = house.clock.date() + timedelta(days=30)
    house.desk(consents.ask, house.desk_keys, house.office, sri, person.number, visum.id, HOSPITAL, until, house.clock)
    person.starts().taps("open_news", "news.safe", "permit.yes")
    house.delivers()
    assert house.row("letters").read_hour is not None
    assert house.rows("outbox", kind="read") == []
    assert person.case.acted_at is None


def test_an_answer_that_is_read_twice_is_read_once(house, sri, ani):
    """The update comes again after a crash; the effect is carried out once more."""
    house.replies(sri, ani.number, WORDS)
    (letter,) = house.rows("letters")
    for _ in range(2):
        with house.sides["reporter"].writing() as conn:
            unread.mark_read(conn, (ani.report_id,), (letter.id,), house.clock)
        house.delivers()
    assert len(house.rows("outbox", kind="read")) == 1
    assert [kind for kind, _, _ in done(house, ani)] == ["read"]

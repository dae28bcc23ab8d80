"""``wadul case``: the inbox of whoever sits at the office's own machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database

from .conftest import ORDINARY, PASSPHRASE, Office, Terminal, filed


def one_sentence(words: str) -> bool:
    return len(words.strip().splitlines()) == 1


def test_the_queue_says_what_is_open_and_no_words(case: str, wadul: Terminal) -> None:
    done = wadul("case", "list")
    assert done.code == 0
    for part in (case, "TINGGI", "Cepu", "15–17 tahun", "BELUM DITERIMA", "1 kasus"):
        assert part in done.out
    assert "takut pulang" not in done.out


def test_an_empty_queue_is_said_too(home: Path, wadul: Terminal) -> None:
    done = wadul("case", "list")
    assert done.code == 0
    assert "0 kasus" in done.out


def test_a_case_is_shown_whole_and_that_is_written_down(case: str, home: Path, wadul: Terminal) -> None:
    for typed in (case, case.lower()):
        done = wadul("case", "show", typed)
        assert done.code == 0
        for part in ("JANGAN", case, "S01", "takut pulang ke rumah"):
            assert part in done.out
    assert opened(home) == 2


def test_the_passphrase_may_come_through_a_pipe(case: str, wadul: Terminal) -> None:
    del wadul.settings["WADUL_PASSPHRASE_FILE"]
    done = wadul("case", "show", case, stdin=PASSPHRASE + "\n")
    assert done.code == 0
    assert "takut pulang ke rumah" in done.out
    assert PASSPHRASE not in done.said


@pytest.mark.parametrize(
    ("typed", "why"), [("sandi yang lain sama sekali\n", "tidak cocok"), ("\n", "belum diberikan"), ("", "belum")]
)
def test_a_wrong_or_missing_passphrase_opens_nothing(
    case: str, home: Path, wadul: Terminal, typed: str, why: str
) -> None:
    del wadul.settings["WADUL_PASSPHRASE_FILE"]
    for command in (("case", "show", case), ("case", "list")):
        done = wadul(*command, stdin=typed)
        assert done.code == 2
        assert why in done.err
        assert one_sentence(done.err)
        assert done.out == ""
    assert opened(home) == 0


def test_a_number_nobody_has_is_one_sentence(home: Path, wadul: Terminal) -> None:
    for number in ("K7Q2M", "'; DROP TABLE cases; --", "​", "9" * 500):
        done = wadul("case", "show", number)
        assert done.code == 2
        assert "Tidak ada kasus" in done.err
        assert one_sentence(done.err)


def test_a_case_about_the_office_opens_with_the_escalation_key_alone(
    sealed_case: str, made: Office, home: Path, wadul: Terminal
) -> None:
    listed = wadul("case", "list").out
    assert sealed_case in listed
    assert "kunci eskalasi" in listed
    assert "Cepu" not in listed
    refused = wadul("case", "show", sealed_case)
    assert refused.code == 2
    assert "--escalation" in refused.err
    assert "takut" not in refused.said
    for wrong in ("", "AAAA-BBBB", made.recovery):
        again = wadul("case", "show", sealed_case, "--escalation", stdin=wrong + "\n")
        assert again.code == 2
        assert "Kunci eskalasi tidak cocok." in again.err
    assert opened(home) == 0
    done = wadul("case", "show", sealed_case, "--escalation", stdin=made.escalation + "\n")
    assert done.code == 0
    assert "takut pulang ke rumah" in done.out
    assert opened(home) == 1


def test_a_long_story_is_shown_whole_on_one_line(home: Path, wadul: Terminal) -> None:
    story = "kata " * 300
    number = filed(home, *(f">{story}" if act.startswith(">") else act for act in ORDINARY))
    done = wadul("case", "show", number)
    assert story.strip() in done.out


def opened(home: Path) -> int:
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.reading() as conn:
        found = conn.exec_driver_sql("SELECT count(*) FROM audit WHERE action = 'opened'").scalar_one()
    db.close()
    return int(found)


def test_who_holds_the_key_answers_and_hands_on_at_the_offices_machine(
    sealed_case: str, made: Office, home: Path, wadul: Terminal
) -> None:
    assert wadul("officer", "add", "--telegram-id", "501", "--name", "Bu Rini", "--role", "keyholder").code == 0
    typed = f"{made.escalation}\nKami baca, kamu tidak sendiri.\n"
    early = wadul("case", "answer", sealed_case, stdin=typed)
    assert (early.code, one_sentence(early.err)) == (2, True)
    assert "belum diterima" in early.err
    with Database(f"sqlite:///{home / 'wadul.db'}").writing() as conn:
        conn.exec_driver_sql("UPDATE cases SET state = 'diterima', acknowledged_by = (SELECT min(id) FROM officers)")
    empty = wadul("case", "answer", sealed_case, stdin=f"{made.escalation}\n  \n")
    assert (empty.code, "belum ada yang terkirim" in empty.err) == (2, True)
    wrong = wadul("case", "answer", sealed_case, stdin=f"{PASSPHRASE}\nhalo\n")
    assert (wrong.code, "tidak cocok" in wrong.err) == (2, True)
    done = wadul("case", "answer", sealed_case, stdin=typed)
    assert done.code == 0, done.err
    assert sealed_case in done.out
    assert "tidak sendiri" not in done.said
    hand_on = ("case", "hand-on", sealed_case, "--to", "UPTD PPA Provinsi", "--why", "ia setuju di chat", "--basis")
    assert wadul(*hand_on, "entah", stdin=made.escalation + "\n").code == 2
    assert "dialihkan ke UPTD PPA Provinsi" in wadul(*hand_on, "consent", stdin=made.escalation + "\n").out
    assert "sudah ditutup" in wadul(*hand_on, "consent", stdin=made.escalation + "\n").err
    shown = wadul("case", "show", sealed_case, "--escalation", stdin=made.escalation + "\n")
    assert "kamu tidak sendiri" in shown.out

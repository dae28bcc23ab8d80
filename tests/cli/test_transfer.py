"""The unit changes its name and owner, and nobody who waits for help notices."""

from __future__ import annotations

from pathlib import Path

from storage.database import Database

from .conftest import PASSPHRASE, Office, Terminal

NEW = "lima kata milik unit baru"


def hand_over(home: Path, wadul: Terminal, word: str = NEW, name: str = "UPTD PPA Blora"):
    (home.parent / "baru").write_text(word + "\n")
    typed = ("--name", name, "--full-name", "UPTD Perlindungan Perempuan dan Anak Kabupaten Blora")
    return wadul("office", "transfer", *typed, "--new-passphrase-file", home.parent / "baru")


def test_open_cases_go_on_under_the_new_name_and_the_new_word(case: str, home: Path, wadul: Terminal) -> None:
    before = (home / "office.toml").read_text("utf-8")
    done = hand_over(home, wadul)
    assert done.code == 0, done.err
    assert "UPTD PPA Blora" in done.out
    after = (home / "office.toml").read_text("utf-8")
    assert [line for line in after.splitlines() if "#" in line] == [x for x in before.splitlines() if "#" in x]
    assert wadul("case", "show", case).code == 2, "the old word opens nothing"
    wadul.settings["WADUL_PASSPHRASE_FILE"] = str(home.parent / "baru")
    shown = wadul("case", "show", case)
    assert shown.code == 0
    assert "takut pulang ke rumah" in shown.out
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.reading() as conn:
        actions = [row[0] for row in conn.exec_driver_sql("SELECT action FROM audit ORDER BY seq")]
    db.close()
    assert "transferred" in actions
    assert wadul("audit", "verify").code == 0


def test_the_old_recovery_code_opens_nothing_any_more(made: Office, home: Path, wadul: Terminal) -> None:
    import pytest

    from storage.errors import WrongPassphrase
    from storage.keyring import DutyKeys

    done = hand_over(home, wadul)
    with pytest.raises(WrongPassphrase):
        DutyKeys.recover(home, made.recovery)
    new = done.out.split("Kode pemulihan")[1].split()[0]
    assert DutyKeys.recover(home, new).office == DutyKeys.load(home, NEW).office


def test_a_transfer_that_cannot_be_is_one_sentence_and_changes_nothing(home: Path, wadul: Terminal) -> None:
    before = (home / "office.toml").read_text("utf-8")
    for word, name in (("pendek", "UPTD PPA Blora"), (NEW, 'UPTD "PPA"'), (NEW, "x")):
        done = hand_over(home, wadul, word, name)
        assert done.code == 2
        assert len(done.err.strip().splitlines()) == 1
    assert (home / "office.toml").read_text("utf-8") == before
    assert (home.parent / "passphrase").read_text().strip() == PASSPHRASE
    assert wadul("case", "list").code == 0

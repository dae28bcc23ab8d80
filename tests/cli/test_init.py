"""``wadul init``: an office, once, and two codes on paper."""

from __future__ import annotations

import stat
from pathlib import Path

from .conftest import PASSPHRASE, Office, Terminal


def everything_in(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_it_makes_an_office_and_prints_two_codes(made: Office) -> None:
    assert (made.home / "office.toml").is_file()
    assert (made.home / "wadul.db").is_file()
    assert (made.home / "keys" / "duty" / "office.wrapped").is_file()
    assert len(made.recovery) >= 20
    assert len(made.escalation) >= 20
    assert made.recovery != made.escalation
    assert "TULIS DI KERTAS" in made.page
    assert "kepala kantor" in made.page


def test_neither_code_nor_the_passphrase_stands_in_any_file(made: Office) -> None:
    stored = everything_in(made.home)
    for secret in (made.recovery, made.escalation, PASSPHRASE):
        for form in (secret, secret.replace("-", ""), secret.replace("-", "").lower()):
            assert form.encode() not in stored


def test_only_its_owner_may_read_any_of_it(made: Office) -> None:
    for path in (made.home, *made.home.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_an_office_that_is_there_is_never_written_over(home: Path, wadul: Terminal) -> None:
    before = everything_in(home)
    done = wadul("init", "--home", home, "--passphrase-file", home.parent / "passphrase")
    assert done.code == 2
    assert "tidak akan ditimpa" in done.err
    assert everything_in(home) == before


def test_a_weak_passphrase_makes_nothing(wadul: Terminal) -> None:
    for weak in ("pendek", "", "   tiga belas h   "):
        (wadul.folder / "sandi").write_text(weak)
        done = wadul("init", "--home", wadul.folder / "baru", "--passphrase-file", wadul.folder / "sandi")
        assert done.code == 2
        assert "14 huruf" in done.err
        assert not (wadul.folder / "baru").exists()


def test_a_passphrase_file_that_cannot_be_read_is_one_sentence(wadul: Terminal) -> None:
    (wadul.folder / "biner").write_bytes(b"\xff\xfe\x00kata")
    for path in (wadul.folder / "tidak-ada", wadul.folder, wadul.folder / "biner"):
        done = wadul("init", "--home", wadul.folder / "baru", "--passphrase-file", path)
        assert done.code == 2
        assert "tidak bisa dibaca" in done.err
        assert len(done.err.strip().splitlines()) == 1
        assert not (wadul.folder / "baru").exists()


def test_without_a_passphrase_and_without_a_person_to_ask_it_says_what_to_give(wadul: Terminal) -> None:
    done = wadul("init", "--home", wadul.folder / "baru")
    assert done.code == 2
    assert "--passphrase-file" in done.err


def test_a_database_that_does_not_answer_leaves_nothing_half_made(wadul: Terminal) -> None:
    (wadul.folder / "sandi").write_text(PASSPHRASE)
    typed = ("init", "--home", wadul.folder / "baru", "--passphrase-file", wadul.folder / "sandi")
    wadul.settings["WADUL_DATABASE_URL"] = f"sqlite:///{wadul.folder}/tidak/ada/wadul.db"
    done = wadul(*typed)
    assert done.code == 2
    assert "Basis data" in done.err
    assert not (wadul.folder / "baru").exists()
    del wadul.settings["WADUL_DATABASE_URL"]
    assert wadul(*typed).code == 0


def test_a_home_that_cannot_be_made_is_one_sentence(wadul: Terminal) -> None:
    (wadul.folder / "sandi").write_text(PASSPHRASE)
    (wadul.folder / "berkas").write_text("bukan folder")
    done = wadul("init", "--home", wadul.folder / "berkas" / "kantor", "--passphrase-file", wadul.folder / "sandi")
    assert done.code == 2
    assert "tidak bisa dibaca atau ditulis" in done.err
    assert len(done.err.strip().splitlines()) == 1

"""The eighteen offices of the programme in one home: one bot for reporters; a key, a roster and a group for each."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from nacl.pwhash import argon2id

from bot.offices import offices_beside
from flows import lint_screens
from flows.office_file import default_office_text, read_office
from flows.tables import STEPS
from storage import sealing
from storage.keyring import ReporterKeys
from tests.flows.talking import Talk

from .conftest import Terminal

# Code and name as the programme lists them; everything else an office says of itself, it must say itself.
BESIDE_BLORA = {
    "33.14": "Kabupaten Sragen",
    "33.17": "Kabupaten Rembang",
    "33.10": "Kabupaten Klaten",
    "33.07": "Kabupaten Wonosobo",
    "33.29": "Kabupaten Brebes",
    "33.27": "Kabupaten Pemalang",
    "33.75": "Kota Pekalongan",
    "33.73": "Kota Salatiga",
    "33.01": "Kabupaten Cilacap",
    "33.03": "Kabupaten Purbalingga",
    "33.28": "Kabupaten Tegal",
    "33.02": "Kabupaten Banyumas",
    "33.05": "Kabupaten Kebumen",
    "33.08": "Kabupaten Magelang",
    "33.20": "Kabupaten Jepara",
    "33.04": "Kabupaten Banjarnegara",
    "33.15": "Kabupaten Grobogan",
}


@pytest.fixture
def programme(home: Path, wadul: Terminal, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Blora's home, with the other seventeen founded beside it."""
    monkeypatch.setattr(sealing, "PASSPHRASE_COST", (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))
    for code, name in BESIDE_BLORA.items():
        place = name.removeprefix("Kabupaten ")
        text = default_office_text().replace('"33.16"', f'"{code}"').replace("Kabupaten Blora", name)
        (wadul.folder / "office.toml").write_text(text.replace("Blora", place), "utf-8")
        typed = ("init", "--home", home / "offices" / code, "--office", wadul.folder / "office.toml")
        done = wadul(*typed, "--passphrase-file", home.parent / "passphrase")
        assert done.code == 0, done.err
    return home


def test_eighteen_offices_are_founded_served_by_one_bot_and_sealed_to_each_by_its_own_key(programme: Path) -> None:
    office = read_office((programme / "office.toml").read_text("utf-8"))
    others = offices_beside(programme, office)
    everybody = (office, *others)
    assert {one.code for one in others} == set(BESIDE_BLORA)
    keys = ReporterKeys.load(programme, programme.parent / "runtime", datetime.now(UTC), [one.code for one in others])
    for sealed_to in ("office", "escalation"):
        assert len({keys.lock(one.code, sealed_to).key_id for one in everybody}) == 18
    assert len({(folder / "keys/public/reply.pub").read_bytes() for folder in homes(programme)}) == 1

    talk = Talk(office=office, others=others).play("/start")
    assert {f"office.{one.code}" for one in everybody} <= talk.buttons
    for one in everybody:
        assert talk.hears(one.place) or f"[{one.place}]" in talk.transcript()
        assert Talk(office=office, others=others).play("/start", f"office.{one.code}").session.office == one.code


def test_no_screen_outgrows_telegram_where_there_are_eighteen(programme: Path) -> None:
    """All screens of the widest office, and of each the one that lists them; `wadul flow lint` walks all of them, at
    about a second of processor for each office."""
    office = read_office((programme / "office.toml").read_text("utf-8"))
    everybody = (office, *offices_beside(programme, office))
    widest = max(everybody, key=lambda one: len(one.name))
    assert list(lint_screens.wrong(widest, STEPS.values(), everybody)) == []
    for one in everybody:
        assert list(lint_screens.wrong(one, [STEPS["office"]], everybody)) == []


def homes(programme: Path) -> list[Path]:
    return [programme, *(programme / "offices").iterdir()]

"""The command line as a whole: help, exit codes, and what is loaded for what."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot import cli, settings
from bot.cli import FAULT, main
from storage.database import PRAGMAS

from .conftest import Terminal

ROOT = Path(__file__).parents[2]
COMMANDS = ("demo", "init", "run", "reporter", "duty", "doctor", "status", "officer", "case", "triage", "flow")


def test_help_names_every_command(wadul: Terminal) -> None:
    done = wadul("--help")
    assert done.code == 0
    for name in COMMANDS:
        assert name in done.out
    for name in COMMANDS:
        assert wadul(name, "--help").code == 0


@pytest.mark.parametrize(
    "typed", [("kabur",), ("demo", "--port", "70000"), ("case", "show"), ("flow", "menari"), ("init",)]
)
def test_what_is_not_a_command_is_a_two(wadul: Terminal, typed: tuple[str, ...]) -> None:
    assert wadul(*typed).code == 2


@pytest.mark.parametrize(
    "typed", [("--help",), ("flow", "export"), ("flow", "lint"), ("demo", "--list"), ("triage", "/dev/null")]
)
def test_commands_that_need_no_bot_load_no_bot_library(typed: tuple[str, ...]) -> None:
    code = (
        "import sys, json; from bot.cli import main; sys.argv = ['wadul', *json.loads(sys.argv[1])]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "named = ('aiogram', 'telegram', 'aiohttp', 'sqlmodel', 'sqlalchemy', 'nacl')\n"
        "print([name for name in named if name in sys.modules], file=sys.stderr)"
    )
    began = time.monotonic()
    typed_ = [sys.executable, "-c", code, json.dumps(typed)]
    done = subprocess.run(typed_, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    print(f"wadul {' '.join(typed)}: {time.monotonic() - began:.2f} s")
    assert done.stderr.strip().splitlines()[-1] == "[]"
    assert time.monotonic() - began < 30


def test_a_fault_of_ours_is_a_sentence_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("kata-kata pelapor yang tidak boleh tampil")

    monkeypatch.setattr("flows.drawing.draw", lambda: broken(None))
    monkeypatch.setattr(sys, "argv", ["wadul", "flow", "draw"])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert ended.value.code == FAULT
    assert "RuntimeError" in said.err
    assert "wadul doctor" in said.err
    assert "pelapor yang" not in said.err + said.out


def test_a_child_in_passing_trouble_asks_to_be_started_again(
    home: Path, wadul: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "wadul.db")

    assert cli.CHILD == settings.CHILD
    monkeypatch.setattr("bot.starting.run_reporter", full)
    assert wadul("reporter").code == 2
    wadul.settings["WADUL_CHILD"] = "1"
    done = wadul("reporter")
    assert done.code == FAULT
    assert "wadul.db tidak bisa dibaca atau ditulis" in done.err


def test_a_locked_database_is_one_indonesian_sentence(
    home: Path, wadul: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 50)
    other = sqlite3.connect(home / "wadul.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = wadul("officer", "add", "--telegram-id", "5", "--name", "Bu Rini")
    other.execute("ROLLBACK")
    other.close()
    assert done.code == 2
    assert "Basis data" in done.err
    assert len(done.err.strip().splitlines()) == 1
    for english in ("The database", "cannot", "locked"):
        assert english not in done.err

"""Every named conversation reaches its declared end, on the real processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.demo.playing import perform
from bot.demo.script import ScriptFailed, find_script, list_scripts, read_script
from bot.demo.stage import Stage

ROOT = Path(__file__).parents[2]
NAMES = [name for name, _ in list_scripts()]
BY_COMMAND = ("anak-tidak-aman", "foto-ditolak")
WANTED = {
    "anak-tidak-aman",
    "berhenti-di-tengah",
    "datang-ke-kantor",
    "fasilitator-forum-anak",
    "foto-ditolak",
    "ibu-tentang-anaknya",
    "kdrt-dengan-senjata",
    "layar-terlihat-orang",
    "nikah-sepuluh-hari",
    "pejabat-yang-dilaporkan",
    "sekstorsi",
    "serah-terima",
    "tetangga",
}


def test_the_stories_that_were_asked_for_are_there() -> None:
    assert set(NAMES) >= WANTED


def test_every_script_ends_on_both_sides() -> None:
    for name in NAMES:
        script = find_script(name)
        assert script is not None
        other = "reporter" if any(act.actor == "reporter" for act in script.acts) else "group"
        assert {act.actor for act in script.acts if act.end} >= {other, "officer"}, name
        assert script.title[0].isupper(), name


@pytest.mark.parametrize("name", BY_COMMAND)
def test_the_command_plays_a_script_and_prints_both_phones(name: str) -> None:
    words = [sys.executable, "-m", "bot", "demo", "--script", name]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    for heading in ("== Telepon pelapor", "== Grup piket", "== Telepon petugas", "SAMPAI:"):
        assert heading in done.stdout
    assert "Traceback" not in done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 110


@pytest.mark.asyncio(loop_scope="package")
@pytest.mark.parametrize("name", [name for name in NAMES if name not in BY_COMMAND])
async def test_a_script_reaches_its_end(stage: Stage, name: str) -> None:
    script = find_script(name)
    assert script is not None
    stage.newcomer()
    await perform(script, stage)


@pytest.mark.asyncio(loop_scope="package")
async def test_a_script_that_goes_another_way_says_on_which_line(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.demo.playing.WITHIN", 1.5)
    stage.newcomer()
    for last, line in (("reporter taps tidak.ada", 3), ("end group sees hujan", 3), ("end reporter lacks aman", 3)):
        rest = "" if last.startswith("end") else "end reporter sees aman\n"
        script = read_script("lain", f"# Lain\nreporter sends /start\n{last}\n{rest}")
        with pytest.raises(ScriptFailed, match=rf"lain, baris {line}: "):
            await perform(script, stage)


def typed(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """``wadul demo …`` in this process; its exit code."""
    monkeypatch.setattr(sys, "argv", ["wadul", "demo", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_a_wrong_name_is_answered_with_the_names_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(monkeypatch, "--script", "anak-aman") == 2
    said = capsys.readouterr()
    assert said.out == ""
    for name in ("anak-aman", *NAMES):
        assert name in said.err


def test_the_list_names_each_with_its_title(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert typed(monkeypatch, "--list") == 0
    said = capsys.readouterr().out
    for name, title in list_scripts():
        assert name in said
        assert title in said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# Judul\nreporter menari\nend reporter sees x", "baris 2"),
        ("# Judul\nkucing sends x\nend reporter sees x", "baris 2"),
        ("# Judul\nreporter sends\nend reporter sees x", "baris 2"),
        ("# Judul\ngroup restarts\nend reporter sees x", "baris 2"),
        ("# Judul\nreporter sends /start", "akhirnya belum disebut"),
        ("", "akhirnya belum disebut"),
    ],
)
def test_a_script_that_says_nothing_we_know_is_refused(text: str, why: str) -> None:
    with pytest.raises(ScriptFailed, match=why):
        read_script("coba", text)


def test_remarks_and_empty_lines_say_nothing() -> None:
    script = read_script("coba", "# Judul\n\n# catatan\nreporter photo\n  end reporter sees a b  \n")
    assert (script.title, [str(act) for act in script.acts]) == ("Judul", ["reporter photo", "reporter sees a b"])
    assert [act.end for act in script.acts] == [False, True]

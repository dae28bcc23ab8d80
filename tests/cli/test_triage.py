"""``wadul triage``: messages in a file, one a line, weighed; and how well that went, where somebody knows better."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.weigh.figures import Judged, Share, by_code, by_level, confusion, headline, judged, worst
from flows.triage import Assessment, Reason, Urgency

from .conftest import Done, Terminal

ROOT = Path(__file__).parents[2]
ARMED = "bapak sudah di depan pintu bawa celurit"
LAMP = "mati lampu dari tadi"
FIELDS = ["id", "level", "codes", "modifiers", "clocks", "reasons", "ask"]


def written(wadul: Terminal, *lines: object) -> Path:
    """A file with these lines: text and bytes as they are, anything else as JSON."""
    path = wadul.folder / "pesan.jsonl"
    with path.open("wb") as file:
        for line in lines:
            told = line if isinstance(line, str | bytes) else json.dumps(line)
            file.write((told if isinstance(told, bytes) else told.encode()) + b"\n")
    return path


def answered(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


def typed(*arguments: str | Path) -> list[str]:
    """The same command as a process of its own, for what only a process has: a pipe, a terminal."""
    return [sys.executable, "-c", "from bot.cli import main; main()", "triage", *map(str, arguments)]


# -- one line in, one line out -------------------------------------------------------------------------------------


def test_a_line_in_a_line_out(wadul: Terminal) -> None:
    file = written(wadul, {"id": "a", "text": "😭 " + ARMED}, {"id": 7, "text": LAMP}, {"text": ""})
    done = wadul("triage", file)
    assert (done.code, done.err) == (0, "")
    armed, lamp, empty = answered(done)
    assert [list(one) for one in (armed, lamp, empty)] == [FIELDS] * 3
    assert [one["id"] for one in (armed, lamp, empty)] == ["a", 7, 3]

    assert armed["level"] == "DARURAT"
    assert "D03_SENJATA" in armed["codes"]
    assert "D03_SENJATA" in armed["ask"]
    assert armed["codes"] == [reason["code"] for reason in armed["reasons"]]
    for reason in armed["reasons"]:
        assert list(reason) == ["code", "source", "options", "span"]
        start, end = reason["span"]
        assert reason["source"] == "words"
        assert ("😭 " + ARMED)[start:end].strip()
    weapon = next(reason for reason in armed["reasons"] if reason["code"] == "D03_SENJATA")
    assert "celurit" in ("😭 " + ARMED)[slice(*weapon["span"])]

    for calm in (lamp, empty):
        assert (calm["level"], calm["codes"], calm["ask"]) == ("RENDAH", ["R04_UMUM"], [])
    assert [path.name for path in wadul.folder.iterdir()] == ["pesan.jsonl"]


def test_answers_are_one_option_or_several(wadul: Terminal) -> None:
    told = {
        "acts": ["act.touched", "act.hit"],
        "when": "when.72h",
        "age": ["age.25_59"],
        "life_now": [],
        "who": "who.self",
    }
    file = written(
        wadul,
        {"id": 1, "text": LAMP, "answers": told, "at": "2026-03-03T10:00:00+07:00"},
        {"id": 2, "text": "", "answers": {"safety": "safety.no"}, "at": "2026-03-03T03:00:00"},
        {"id": 3, "text": LAMP, "answers": None, "at": None},
        {"id": 4, "text": LAMP, "answers": {"where": "33.16.09"}},
    )
    done = wadul("triage", file)
    assert done.code == 0, done.err
    touched, unsafe, none, place = answered(done)
    assert touched["level"] == "DARURAT"
    assert {"D06_SEKS_72J", "S01_FISIK"} <= {*touched["codes"]}
    assert {"CLK_PEP", "CLK_TPKS41"} <= {*touched["clocks"]}
    because = next(reason for reason in touched["reasons"] if reason["code"] == "D06_SEKS_72J")
    assert because == {
        "code": "D06_SEKS_72J", "source": "answer", "options": ["act.touched", "when.72h"], "span": None
    }  # fmt: skip
    assert (unsafe["level"], unsafe["codes"]) == ("DARURAT", ["D14_MINTA_TOLONG"])
    assert none["codes"] == place["codes"] == ["R04_UMUM"]


BAD = (
    ("{", "bukan JSON"),
    ("[" * 100_000, "bukan JSON"),
    ('"halo"', "bukan objek"),
    ({"id": 1}, '"text"'),
    ({"text": 5}, '"text"'),
    ({"text": LAMP, "id": [1]}, '"id"'),
    ({"text": LAMP, "answers": ["act.hit"]}, '"answers"'),
    ({"text": LAMP, "answers": {"rasa": "act.hit"}}, "tidak ada langkah 'rasa'"),
    ({"text": LAMP, "answers": {"acts": "act.sung"}}, "tidak punya pilihan 'act.sung'"),
    ({"text": LAMP, "answers": {"acts": [1]}}, "'acts'"),
    ({"text": LAMP, "answers": {"acts": None}}, "'acts'"),
    ({"text": LAMP, "at": "kemarin"}, '"at"'),
    ({"text": LAMP, "at": 5}, '"at"'),
    ({"text": LAMP, "at": "9999-12-31T23:59:59Z"}, '"at"'),
    ({"text": LAMP, "at": "0001-01-01T00:00:00+14:00"}, '"at"'),
)


def test_bad_lines_are_named_and_the_rest_is_answered(wadul: Terminal) -> None:
    lines: list[object] = []
    for line, _ in BAD:
        lines += [line, {"text": ARMED}]
    done = wadul("triage", written(wadul, *lines))
    assert done.code == 3
    assert [one["id"] for one in answered(done)] == [2 * number for number in range(1, len(BAD) + 1)]
    assert {one["level"] for one in answered(done)} == {"DARURAT"}
    named = done.err.splitlines()
    assert len(named) == len(BAD)
    for place, (line, (_, why)) in enumerate(zip(named, BAD, strict=True)):
        assert line.startswith(f"baris {2 * place + 1}: ")
        assert why in line
    assert LAMP not in done.err


def test_blank_lines_are_counted_and_passed_over(wadul: Terminal) -> None:
    done = wadul("triage", written(wadul, "", {"text": LAMP}, "   ", "\t", {"text": LAMP}, "", "?"))
    assert done.code == 3
    assert [one["id"] for one in answered(done)] == [2, 5]
    assert done.err.startswith("baris 7: ")


def test_an_empty_file_has_nothing_to_say(wadul: Terminal) -> None:
    done = wadul("triage", written(wadul))
    assert (done.code, done.out, done.err) == (0, "", "")


def test_any_signs_survive(wadul: Terminal) -> None:
    long = (LAMP + " ") * 500
    file = written(
        wadul,
        "\ufeff" + json.dumps({"id": "mark", "text": LAMP}),
        '{"id": "\\ud83d", "text": "mati \\ud800 lampu \\udfff\\u0000"}',
        b'{"id": "raw", "text": "mati \xff\xfe lampu"}',
        {"id": "long", "text": long[:10_000]},
        {"id": "buried", "text": long[:9_900] + ". " + ARMED},
        {"id": "line\u2028\x85", "text": "mati\nlampu\u2028dari tadi"},
        json.dumps({"id": "crlf", "text": ARMED}) + "\r",
    )
    done = wadul("triage", file)
    assert (done.code, done.err) == (0, "")
    assert done.out.isascii()
    found = {one["id"]: one["level"] for one in answered(done)}
    assert list(found) == ["mark", "\ud83d", "raw", "long", "buried", "line\u2028\x85", "crlf"]
    assert found.pop("crlf") == found.pop("buried") == "DARURAT"
    assert {*found.values()} == {"RENDAH"}


def test_lines_come_through_a_pipe_as_they_are_typed() -> None:
    with subprocess.Popen(typed("-"), cwd=ROOT, text=True, stdin=-1, stdout=-1, stderr=-1) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write(json.dumps({"id": "satu", "text": ARMED}) + "\n")
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["level"] == "DARURAT"  # before the file ends
        rest, err = running.communicate('?\n{"text": ""}\n', timeout=60)
    assert json.loads(rest)["id"] == 3
    assert err.startswith("baris 2: ")
    assert len(err.splitlines()) == 1
    assert running.returncode == 3


def test_somebody_who_looks_sees_how_far_it_is(wadul: Terminal) -> None:
    ours, theirs = pty.openpty()
    file = written(wadul, {"text": LAMP}, {"text": ARMED})
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    done = subprocess.run(typed(file), cwd=ROOT, env=environment, stdout=-1, stderr=theirs, timeout=60, check=True)
    os.close(theirs)
    shown = b""
    while part := _read(ours):
        shown += part
    os.close(ours)
    assert b"menimbang" in shown
    assert b"2/2" in shown
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, 2]


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # nobody writes to it any more
        return b""


@pytest.mark.parametrize("evaluate", [(), ("--evaluate",)])
def test_a_file_that_cannot_be_read_is_one_sentence(wadul: Terminal, evaluate: tuple[str, ...]) -> None:
    for path in ("tidak-ada.jsonl", "."):
        done = wadul("triage", *evaluate, path)
        assert (done.code, done.out) == (2, "")
        assert path in done.err
        assert len(done.err.strip().splitlines()) == 1


# -- measured against what should have been found ------------------------------------------------------------------


def test_the_table_says_how_well_it_went(wadul: Terminal) -> None:
    file = written(
        wadul,
        {"id": "heard", "text": ARMED, "level": "DARURAT", "codes": ["D03_SENJATA"]},
        {"id": "heard-too", "text": ARMED, "level": "DARURAT", "codes": ["D03_SENJATA"], "language": "ngoko"},
        {"id": "calm", "text": LAMP, "level": "RENDAH", "codes": ["R04_UMUM"], "kind": "innocent"},
        {"id": "lost", "text": LAMP, "level": "DARURAT", "codes": ["D13_TELANTAR_KRITIS"]},
        {"id": "lost-less", "text": LAMP, "level": "SEDANG"},
    )
    done = wadul("triage", "--evaluate", file)
    assert (done.code, done.err) == (0, "")
    assert "5 pesan" in done.out
    rows = cells(done.out)
    assert rows["DARURAT terdengar"] == ["0.667 (2/3)", "0.500 (1/2)", "1.000 (1/1)"]
    assert rows["tingkat tepat"] == ["0.600 (3/5)", "0.500 (2/4)", "1.000 (1/1)"]
    assert rows["tak bersalah: layar DARURAT"] == ["0.000 (0/1)", "0.000 (0/1)", "–"]
    assert rows["D03_SENJATA"] == ["1.000 (2/2)", "1.000 (2/2)"]
    assert rows["D13_TELANTAR_KRITIS"] == ["0.000 (0/1)", "–"]
    for title in ("Menurut tingkat", "Tertukar", "Menurut kode", "Terlewat: 2"):
        assert title in done.out
    assert "│ DARURAT                   │ 2       │ 0      │ 0      │ 1      │" in done.out
    misses = done.out.partition("Terlewat")[2]
    assert misses.index("lost ") < misses.index("lost-less")
    assert LAMP in misses
    assert ARMED not in misses


def test_typed_in_eight_other_ways(wadul: Terminal) -> None:
    file = written(
        wadul,
        {"id": 1, "text": ARMED, "level": "DARURAT", "codes": ["D03_SENJATA"]},
        {"id": 2, "text": LAMP, "level": "DARURAT", "codes": ["D13_TELANTAR_KRITIS"]},
        {"id": 3, "text": LAMP, "level": "RENDAH", "codes": []},
    )
    done = wadul("triage", "--evaluate", "--rough", file)
    assert done.code == 0
    rows = cells(done.out.partition("Ketahanan")[2])
    assert rows["apa adanya"] == ["0.500 (1/2)", ""]
    assert rows["HURUF BESAR"] == ["0.500 (1/2)", "0.0"]
    assert len(rows) == 9
    assert "Ketahanan" not in wadul("triage", "--evaluate", file).out


def cells(table: str) -> dict[str, list[str]]:
    """Rows by their first cell; the first row of a name."""
    rows: dict[str, list[str]] = {}
    for line in table.splitlines():
        if line.startswith("│"):
            first, *others = (cell.strip() for cell in line.strip("│").split("│"))
            rows.setdefault(first, others)
    return rows


def test_labels_that_cannot_be_read_are_named(wadul: Terminal) -> None:
    good = {"text": LAMP, "level": "RENDAH", "codes": []}
    bad: tuple[dict[str, object], ...] = (
        {"text": LAMP},
        {**good, "level": "GAWAT"},
        {**good, "level": ["DARURAT"]},
        {**good, "codes": "R04_UMUM"},
        {**good, "codes": [1]},
    )
    done = wadul("triage", "--evaluate", written(wadul, *bad, good))
    assert done.code == 3
    assert "1 pesan" in done.out
    assert [line.split(":")[0] for line in done.err.splitlines()] == [f"baris {number}" for number in range(1, 6)]


def test_without_labels_there_is_nothing_to_measure(wadul: Terminal) -> None:
    done = wadul("triage", "--evaluate", written(wadul, ""))
    assert done.code == 0
    assert len(done.out.strip().splitlines()) == 1


def test_brackets_and_control_signs_in_a_message_stay_signs(wadul: Terminal) -> None:
    """``[/]`` was read as markup and the table never came."""
    text = "mati [/] lampu [bold]dari\x1b[31m\n tadi \ud800"
    one = {"id": "[/x]\udc80", "text": text, "level": "DARURAT", "codes": ["D[/red]", "\ud800"]}
    done = wadul("triage", "--evaluate", written(wadul, one))
    assert done.code == 0, done.err
    assert "mati [/] lampu [bold]dari·[31m· tadi ·" in done.out
    assert {"[/x]·", "D[/red]"} <= {*cells(done.out)}


# -- the figures -------------------------------------------------------------------------------------------------


def one(level: str, got: str, *, codes: str = "", found: str = "R04_UMUM", ask: str = "", **told: object) -> Judged:
    """One message: what it was, and what was made of it."""
    reasons = tuple(Reason(code) for code in found.split())
    made = Assessment(Urgency(got), reasons, (), (), tuple(ask.split()))
    return judged(1, "kata-kata", {"level": level, "codes": codes.split(), **told}, made)


def test_a_question_would_have_reached_the_person() -> None:
    assert one("DARURAT", "RENDAH").missed
    assert not one("DARURAT", "RENDAH", ask="D03_SENJATA").missed
    assert one("DARURAT", "TINGGI", ask="T06_PIKIR_BUNUH_DIRI").missed
    assert not one("TINGGI", "RENDAH", ask="D03_SENJATA").missed
    assert not one("TINGGI", "DARURAT").missed
    assert not one("RENDAH", "RENDAH").missed


def test_the_innocent_are_those_who_are_called_so_or_are_plainly_so() -> None:
    assert one("RENDAH", "RENDAH", codes="R04_UMUM").innocent
    assert one("RENDAH", "RENDAH").innocent
    assert not one("RENDAH", "RENDAH", codes="R01_INFO").innocent
    assert one("RENDAH", "RENDAH", codes="R01_INFO", kind="innocent").innocent
    assert not one("RENDAH", "RENDAH", codes="R04_UMUM", kind="real").innocent


def test_a_false_interruption_is_a_screen_or_a_question_for_the_innocent() -> None:
    calm, asked, filed = one("RENDAH", "RENDAH"), one("RENDAH", "RENDAH", ask="T06_X"), one("RENDAH", "DARURAT")
    opened = one("RENDAH", "DARURAT", ask="D03_SENJATA", language="krama")
    suspected = one("RENDAH", "RENDAH", ask="D03_SENJATA")  # asked about gently: no screen
    real = one("DARURAT", "DARURAT", found="D03_SENJATA")
    rows = headline([calm, asked, filed, opened, suspected, real])
    assert rows["tak bersalah: layar DARURAT"]["semua"] == Share(2, 5)
    assert rows["tak bersalah: ada pertanyaan"]["semua"] == Share(4, 5)
    assert rows["tak bersalah: layar DARURAT"]["jawa"] == Share(1, 1)
    assert rows["DARURAT terdengar"] == {"semua": Share(1, 1), "indonesia": Share(1, 1), "jawa": Share(0, 0)}
    assert str(Share(0, 0)) == "–"


def test_levels_and_codes_have_recall_and_precision() -> None:
    all_ = [
        one("DARURAT", "DARURAT", codes="D03_SENJATA", found="D03_SENJATA"),
        one("DARURAT", "RENDAH", codes="D03_SENJATA", ask="D03_SENJATA"),
        one("TINGGI", "DARURAT", codes="T13_LUKA", found="D03_SENJATA"),
    ]
    assert by_level(all_)[Urgency.DARURAT] == (Share(1, 2), Share(1, 2))
    assert by_level(all_)[Urgency.SEDANG] == (Share(0, 0), Share(0, 0))
    assert by_code(all_)["D03_SENJATA"] == (Share(2, 2), Share(1, 2))  # asked is heard, and not filed
    assert list(by_code(all_)) == ["D03_SENJATA", "T13_LUKA", "R04_UMUM"]
    assert confusion(all_)[Urgency.TINGGI, Urgency.DARURAT] == 1


def test_the_worst_miss_stands_first() -> None:
    slight, far = one("TINGGI", "SEDANG"), one("DARURAT", "RENDAH")
    heard = one("DARURAT", "RENDAH", ask="D03_SENJATA")
    assert worst([slight, heard, far]) == [far, slight]


def test_a_judged_message_prints_no_words() -> None:
    assert "kata-kata" not in repr(one("DARURAT", "RENDAH"))

"""``wadul flow``: the conversation as data, as a drawing, and in the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from flows.areas import ELSEWHERE, kecamatan_of

from .conftest import Terminal

CONTROLS = {
    "back", "skip", "exit", "done", "next", "submit", "distress", "language", "saved", "open_news", "more_page",
    "resume", "clean", "help",
}  # fmt: skip
LANGUAGES = {"id", "jv", "en"}


def test_the_export_has_exactly_the_agreed_shape(wadul: Terminal) -> None:
    done = wadul("flow", "export", "--json")
    assert done.code == 0
    flow = json.loads(done.out)
    assert set(flow) == {"version", "steps", "controls", "desk"}
    assert re.fullmatch("[0-9a-f]{8}", flow["version"])
    assert set(flow["controls"]) == CONTROLS
    assert set(flow["desk"]) == {"acknowledge", "open", "reply"}
    names = [step["name"] for step in flow["steps"]]
    assert len(names) == len(set(names)) > 30
    seen = set()
    for step in flow["steps"]:
        assert set(step) == {"name", "kind", "options"}
        assert re.fullmatch(r"[a-z0-9_.]+", step["name"])
        assert step["kind"] in {"choice", "multi", "text", "area", "info"}
        seen.add(step["kind"])
        for option in step["options"]:
            assert set(option) == {"id", "labels"}
            named(option)
    assert seen == {"choice", "multi", "text", "area", "info"}
    for id, control in (flow["controls"] | flow["desk"]).items():
        assert control["id"] == id
        named(control)


def named(button: dict[str, object]) -> None:
    assert re.fullmatch(r"[a-z0-9_.]+", str(button["id"]))
    labels = button["labels"]
    assert isinstance(labels, dict)
    assert set(labels) == LANGUAGES
    assert all(isinstance(label, str) and label.strip() for label in labels.values())


def test_places_carry_their_kemendagri_codes(wadul: Terminal) -> None:
    flow = json.loads(wadul("flow", "export", "--json").out)
    steps = [step for step in flow["steps"] if step["kind"] == "area"]
    areas = {step["name"]: [option["id"] for option in step["options"]] for step in steps}
    expected = [area.code for area in kecamatan_of("33.16")]
    assert len(expected) == 16
    assert all(re.fullmatch(r"33\.16\.\d\d", code) for code in expected)
    assert areas["where"] == areas["distress.where"] == [*expected, ELSEWHERE]


def test_every_callback_fits_telegrams_64_bytes(wadul: Terminal) -> None:
    flow = json.loads(wadul("flow", "export").out)
    for step in flow["steps"]:
        for id in (*(option["id"] for option in step["options"]), *flow["controls"]):
            assert len(f"{id}|{step['name']}|999999999".encode()) <= 64


def test_an_office_of_ones_own_is_exported_and_a_broken_one_named(home: Path, wadul: Terminal) -> None:
    assert wadul("flow", "export").code == 0
    for content in (b"name = ", b"\xff\xfe", b'code = "33.16"'):
        (home / "office.toml").write_bytes(content)
        for command in ("export", "lint"):
            done = wadul("flow", command)
            assert done.code == 2, content
            assert len(done.err.strip().splitlines()) == 1


def test_lint_counts_and_is_clean(wadul: Terminal) -> None:
    done = wadul("flow", "lint")
    assert done.code == 0, done.err
    assert done.out.strip().splitlines()[-1].startswith("0 salah, ")


def test_lint_says_no_when_something_is_wrong(wadul: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    monkeypatch.setattr("flows.lint.lint", lambda *_, **__: SimpleNamespace(errors=("sebuah lubang",), notes=()))
    done = wadul("flow", "lint")
    assert done.code == 1
    assert "salah: sebuah lubang" in done.err


def test_the_drawing_is_mermaid(wadul: Terminal) -> None:
    done = wadul("flow", "draw")
    assert done.code == 0
    assert done.out.startswith(("flowchart", "graph", "stateDiagram"))
    assert "safety" in done.out


def numbers(screen: str, label: str) -> str:
    """The number to type for a button, from the last screen shown."""
    found = re.findall(rf"^ +(\d+) {re.escape(label)}$", screen, re.MULTILINE)
    assert found, f"{label}\n{screen}"
    return str(found[-1])


def test_a_rehearsal_files_a_report_and_shows_level_and_codes(wadul: Terminal) -> None:
    typed: list[str] = []

    def go(act: str) -> str:
        if not act.startswith(">"):
            act = numbers(wadul("flow", "rehearse", stdin="\n".join(typed)).out.rpartition("\n> ")[0], act)
        typed.append(act.removeprefix(">"))
        return act

    for act in (
        *("🙂 Aman", "👍 Bisa", "💾 Boleh", "🙋 Aku sendiri yang mengalami", "15–17 tahun", "👌 Tidak ada"),
        *(">dipukul bapak tiap malam", "✊ Dipukul atau disakiti", "✅ Selesai memilih", "🔴 Sedang terjadi"),
        *(">cepu", "📨 Kirim sekarang"),
    ):
        go(act)
    done = wadul("flow", "rehearse", stdin="\n".join(typed) + "\n\n")
    assert done.code == 0
    assert ">> meja piket: DARURAT D01_BERLANGSUNG T02_PELAKU_AKSES" in done.out
    assert "tidak ada yang disimpan" in done.out
    assert list(wadul.folder.iterdir()) == []


def test_a_rehearsed_cry_for_help_reaches_the_desk_in_four_lines(wadul: Terminal) -> None:
    first = wadul("flow", "rehearse", stdin="").out
    danger = numbers(first, "🆘 Tidak aman")
    second = wadul("flow", "rehearse", stdin=danger).out
    typed = [danger, numbers(second, "Jati")]
    third = wadul("flow", "rehearse", stdin="\n".join(typed)).out
    typed.append(numbers(third, "🔕 Jangan, kirim saja tandanya"))
    done = wadul("flow", "rehearse", stdin="\n".join(typed))
    assert ">> meja piket: DARURAT D14_MINTA_TOLONG" in done.out
    assert done.code == 0


@pytest.mark.parametrize("typed", ["", "\n", "999\n", "0\n", "-1\n", "‮\u200b\n", "keluar\n\n", "x" * 10_000])
def test_a_rehearsal_takes_whatever_is_typed(wadul: Terminal, typed: str) -> None:
    assert wadul("flow", "rehearse", stdin=typed).code == 0

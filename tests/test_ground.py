"""The ground everything stands on: dependencies, locks, settings, and the plan of the house."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.conftest import LONGEST

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_the_core_stands_on_at_most_fifteen_packages() -> None:
    assert len(PROJECT["project"]["dependencies"]) <= 15


def test_every_direct_dependency_says_why_it_is_here() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert listed
    for line in listed[1].splitlines():
        assert re.fullmatch(r'  ".+", +# \S.{10,}', line), line


def test_what_begins_first_is_there() -> None:
    assert [name for name in LONGEST if not (ROOT / "tests" / name).is_file()] == []


@pytest.mark.threat("S1")
def test_the_locks_have_hashes_and_name_no_index_host() -> None:
    for lock in ("requirements.lock", "tests/requirements.lock"):
        text = (ROOT / lock).read_text("utf-8")
        wanted = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert len(wanted) > 20
        for one in wanted:
            assert re.fullmatch(r"\S+==\S+( ; [^\n\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n", one), one
        assert "://" not in text
        assert "index" not in text


def installing() -> list[str]:
    """How a lock is installed, by each page and script of ours that does it, as the options it gives to pip."""
    found = {}
    for page in ("README.md", ".ci/run", "deploy/README.md", "deploy/Containerfile"):
        text = (ROOT / page).read_text("utf-8").replace("\\\n", " ")
        found[page] = re.findall(r"/pip install ([^&\n]*?)-r \S*requirements\.lock", text)
    assert all(found.values()), found
    told_less = {"-q", "--no-cache-dir", "--disable-pip-version-check"}
    return sorted({" ".join(o for o in one.split() if o not in told_less) for each in found.values() for one in each})


@pytest.mark.threat("S1")
@pytest.mark.parametrize("options", installing(), ids=lambda options: options or "as it is")
def test_a_package_that_somebody_changed_is_not_installed(options: str, tmp_path: Path) -> None:
    about = "Metadata-Version: 2.1\nName: kenari\nVersion: 1.0\n"
    made = {
        "kenari.py": "",
        "METADATA": about,
        "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    wheel, lock = tmp_path / "kenari-1.0-py3-none-any.whl", tmp_path / "requirements.lock"

    def build() -> None:
        with zipfile.ZipFile(wheel, "w") as packed:
            for name, content in {**made, "RECORD": ""}.items():
                packed.writestr(name if name.endswith(".py") else f"kenari-1.0.dist-info/{name}", content)

    def install(there: str) -> subprocess.CompletedProcess[str]:
        here = ["--no-index", f"--find-links={tmp_path}", f"--target={tmp_path / there}", "--no-cache-dir"]
        asked = [sys.executable, "-m", "pip", "--isolated", "install", *options.split(), *here, "-r", str(lock)]
        return subprocess.run(asked, capture_output=True, text=True)

    build()
    lock.write_text(f"kenari==1.0 \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    done = install("as-locked")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "as-locked" / "kenari.py").is_file()

    made["kenari.py"] = "import os"
    build()
    done = install("changed")
    assert done.returncode == 1
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / "changed" / "kenari.py").exists()


def test_what_must_stay_out_of_the_run_time_stays_out() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    for name in ("greenlet", "aiosqlite", "argon2-cffi", "apscheduler", "tornado"):
        assert not re.search(rf"^{name}==", text, re.MULTILINE), name


def test_every_direct_dependency_is_locked() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8").lower()
    for wanted in PROJECT["project"]["dependencies"]:
        name = re.match(r"[A-Za-z0-9._-]+", wanted)
        assert name
        assert re.search(rf"^{name[0].lower().replace('_', '-')}(\[[a-z,]+\])?==", text, re.MULTILINE), wanted


def test_env_example_names_every_setting_and_no_other() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    named = set(re.findall(r"^(WADUL_[A-Z_]+)=", text, re.MULTILINE))
    assert named == {f"WADUL_{name.upper()}" for name in Settings.model_fields}


def test_the_top_level_is_the_one_agreed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = {line.split("/")[0] for line in listed.splitlines()}
    agreed = {"bot", "flows", "storage", "tests", "docs", "deploy", ".ci"}
    agreed |= {"pyproject.toml", "requirements.lock", "README.md", "LICENSE", "CHANGELOG.md"}
    agreed |= {".env.example", ".gitignore"}
    assert top <= agreed


def test_no_module_hides_behind_a_vague_name() -> None:
    for package in ("bot", "flows", "storage"):
        names = {path.stem for path in (ROOT / package).rglob("*.py")}
        assert not names & {"utils", "helpers", "common", "manager", "service", "base"}


def test_commands_that_need_no_bot_import_no_bot_library() -> None:
    code = "import sys, bot.cli; print([m for m in ('aiogram', 'telegram', 'aiohttp', 'sqlmodel') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.threat("S2")
def test_no_secret_and_no_machine_path_is_committed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    token = re.compile(r"(?<!\d)\d{8,10}:[A-Za-z0-9_-]{30,}")
    for name in listed.splitlines():
        path = ROOT / name
        if path.suffix in (".png", ".lock") or not path.is_file():
            continue
        text = path.read_text("utf-8", errors="replace")
        assert not token.search(text), name
        assert "PRIVATE " + "KEY" not in text, name


def test_the_readme_shows_the_drawings_as_they_are() -> None:
    from flows.drawing import draw, draw_life

    shown = (ROOT / "README.md").read_text("utf-8")
    assert draw().strip() in shown
    assert draw_life().strip() in shown

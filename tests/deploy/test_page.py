"""The operator's page in `deploy/`: its commands are commands, and what it divides is divided."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from nacl.pwhash import argon2id

from bot.founding import found
from bot.settings import Settings
from storage import sealing
from storage.keyring import DutyKeys, ReporterKeys, problems

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PASSPHRASE = "lima kata untuk kantor uji"
PAGE = (DEPLOY / "README.md").read_text("utf-8")


def blocks(kind: str = "sh") -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_every_command_on_the_page_is_a_command() -> None:
    for block in blocks():
        assert subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True).stderr == ""
    for path in DEPLOY.iterdir():
        assert path.name == "README.md" or f"`{path.name}`" in PAGE, path.name
    shown = "".join(path.read_text("utf-8") for path in (ROOT / "bot" / "metrics").glob("*.py"))
    for name in re.findall(r"wadul_[a-z_]+", PAGE.partition("## 3.")[2]):
        assert f'"{name}"' in shown, name


def test_the_page_divides_an_office_so_that_each_side_has_its_own_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "PASSPHRASE_COST", (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    settings = Settings(_env_file=None, home=tmp_path / "asal", runtime_dir=tmp_path / "run")
    mask = os.umask(0o077)
    try:
        found(settings, tmp_path / "passphrase")
    finally:
        os.umask(mask)
    (block,) = [block for block in blocks() if "wadul init --home /srv/wadul-asal" in block]
    here = block.replace("/srv/wadul-asal", str(tmp_path / "asal")).replace("/var/lib/wadul-", f"{tmp_path}/wadul-")
    here = re.sub(r"(?m)^.*wadul init .*\n", "", here).replace("-o wadul_$side -g wadul_$side", "")
    here = re.sub(r"(?m)^ *chown .*\n", "", here)
    done = subprocess.run(["bash", "-eu"], input=here, capture_output=True, text=True)
    assert done.stderr == ""
    reporter, duty = tmp_path / "wadul-reporter", tmp_path / "wadul-duty"
    assert sorted(path.name for path in (reporter / "keys").iterdir()) == ["public", "reporter"]
    assert sorted(path.name for path in (duty / "keys").iterdir()) == ["duty", "public"]
    assert problems(reporter, duty=False) == problems(duty, reporter=False) == []
    ReporterKeys.load(reporter, tmp_path / "run", datetime.now(UTC))
    DutyKeys.load(duty, PASSPHRASE)

"""The units in `deploy/`, held to their promises, by systemd's own tools where they are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
SIDES = ("reporter", "duty")
ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(
    ANALYZE is None, reason="systemd-analyze is not on this machine (apt install systemd)"
)


def text(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


def settings_of(side: str) -> dict[str, list[str]]:
    """Each directive of a service, with all its values in order."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", text(f"wadul-{side}.service"), re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def units(tmp_path: Path) -> list[str]:
    """Copies that point at the installed `wadul`."""
    installed = Path(sys.executable).parent / "wadul"
    assert installed.exists()
    for path in DEPLOY.glob("wadul*.[st][ae]r*"):
        said = path.read_text("utf-8").replace("/opt/wadul/.venv/bin/wadul", str(installed))
        (tmp_path / path.name).write_text(said.replace("/opt/wadul/deploy", str(DEPLOY)), "utf-8")
    names = sorted(str(path) for path in tmp_path.iterdir())
    assert [Path(name).name for name in names] == ["wadul-duty.service", "wadul-reporter.service", "wadul.target"]
    return names


def analyze(*asked: str) -> subprocess.CompletedProcess[str]:
    assert ANALYZE is not None
    return subprocess.run([ANALYZE, *asked], capture_output=True, text=True, env={**os.environ, "SYSTEMD_COLORS": "0"})


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_units(units: list[str]) -> None:
    done = analyze("verify", "--man=no", *units)
    assert (done.returncode, done.stderr) == (0, "")
    harmed = Path(units[0])
    harmed.write_text(harmed.read_text("utf-8").replace("LimitCORE=0", "LimitCore=0"), "utf-8")
    assert "LimitCore" in analyze("verify", "--man=no", *units).stderr, "it would say so"


@needs_systemd
def test_systemd_scores_their_exposure_at_two_or_less(units: list[str]) -> None:
    for unit in units[:2]:
        done = analyze("security", "--offline=true", "--no-pager", "--threshold=20", unit)
        assert done.returncode == 0, done.stdout[-600:]
        found = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
        assert found is not None
        assert float(found[1]) <= 2.0


@pytest.mark.skipif(shutil.which("systemd-sysusers") is None, reason="systemd-sysusers is not on this machine")
def test_systemd_makes_the_users(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    asked = ["systemd-sysusers", f"--root={tmp_path}", str(DEPLOY / "wadul.sysusers")]
    done = subprocess.run(asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    users = (tmp_path / "etc" / "passwd").read_text("utf-8")
    assert {line.split(":")[0] for line in users.splitlines()} == {"wadul", "wadul_reporter", "wadul_duty"}
    assert all(line.endswith("nologin") for line in users.splitlines()), "nobody logs in as one of them"
    assert "wadul_duty" in re.findall(r"^wadul:.*$", (tmp_path / "etc" / "group").read_text("utf-8"), re.MULTILINE)[0]


@pytest.mark.parametrize("side", SIDES)
def test_a_service_is_its_own_user_and_never_gives_up(side: str) -> None:
    found = settings_of(side)
    assert found["User"] == found["Group"] == [f"wadul_{side}"]
    assert found["ExecStart"] == [f"/opt/wadul/.venv/bin/wadul {side}"]
    assert found["Restart"] == ["always"]
    assert found["StartLimitIntervalSec"] == ["0"]
    assert f"u wadul_{side} " in text("wadul.sysusers")
    assert f"wadul-{side}.service" in text("wadul.target")


@pytest.mark.threat("S3")
@pytest.mark.parametrize("side", SIDES)
def test_a_service_keeps_to_itself(side: str) -> None:
    found = settings_of(side)
    for name, value in {
        "ProtectSystem": "strict", "NoNewPrivileges": "yes", "PrivateTmp": "yes", "MemoryDenyWriteExecute": "yes",
        "LimitCORE": "0", "MemorySwapMax": "0", "UMask": "0077", "CapabilityBoundingSet": "",
        "StateDirectoryMode": "0700", "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    }.items():  # fmt: skip
        assert found[name] == [value], name
    assert found["SystemCallFilter"] == ["@system-service", "~@privileged @resources"]


def test_secrets_come_as_credentials_and_each_side_has_only_its_own() -> None:
    given = {side: {line.split(":")[0] for line in settings_of(side)["LoadCredential"]} for side in SIDES}
    assert given == {"reporter": {"reporter.token"}, "duty": {"duty.token", "passphrase"}}
    for side in SIDES:
        names = dict(line.split("=", 1) for line in settings_of(side)["Environment"])
        files = {name: value for name, value in names.items() if name.endswith("_FILE")}
        assert {value.removeprefix("%d/") for value in files.values()} == given[side]
        assert not {name for name in names if re.search("TOKEN|PASS|SECRET|URL", name)} - set(files)
        assert {name.removeprefix("WADUL_").lower() for name in names} <= set(Settings.model_fields)


def test_the_draft_key_outlives_a_restart_and_goes_with_the_power() -> None:
    reporter = settings_of("reporter")
    assert reporter["RuntimeDirectoryPreserve"] == ["yes"]
    assert reporter["RuntimeDirectoryMode"] == ["0700"]
    assert "WADUL_RUNTIME_DIR=%t/wadul-reporter" in reporter["Environment"]
    assert "RuntimeDirectory" not in settings_of("duty")


def test_what_is_compiled_loads_where_no_memory_may_become_code() -> None:
    """`MemoryDenyWriteExecute=yes`, asked of the kernel itself: sealing and the database must work under it."""
    code = (
        "import ctypes, sys\n"
        "if ctypes.CDLL(None).prctl(65, 1, 0, 0, 0): sys.exit(77)\n"  # PR_SET_MDWE, from Linux 6.3 on
        "import psycopg, pydantic_core, rapidfuzz, aiohttp, sqlite3, ssl\n"
        "from nacl.public import PrivateKey, SealedBox\n"
        "from nacl.pwhash import argon2id\n"
        "key = PrivateKey.generate()\n"
        "assert SealedBox(key).decrypt(SealedBox(key.public_key).encrypt(b'x')) == b'x'\n"
        "argon2id.kdf(32, b'x' * 16, b'y' * 16, opslimit=1, memlimit=8192)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    if done.returncode == 77:
        pytest.skip("this kernel has no PR_SET_MDWE")
    assert done.returncode == 0, done.stderr[-500:]

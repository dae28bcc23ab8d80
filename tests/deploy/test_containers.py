"""The container files in `deploy/`, read and held to their promises. No engine builds or runs them here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings

from .yaml_subset import read_yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SIDES = ("reporter", "duty")


def text(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


def test_compose_keeps_the_two_sides_apart() -> None:
    compose = read_yaml(text("compose.yaml"))
    services = compose["services"]
    assert set(services) == {"database", "tables", *SIDES}
    users = {services[side]["user"] for side in SIDES}
    assert len(users) == 2
    assert all(re.fullmatch(r"[1-9]\d*:[1-9]\d*", user) for user in users)
    for side in SIDES:
        one, other = services[side], services[SIDES[side == "reporter"]]
        assert one["command"] == [side]
        assert not set(one["secrets"]) & set(other["secrets"])
        assert not {v.split(":")[0] for v in one["volumes"]} & {v.split(":")[0] for v in other["volumes"]}
        names = {name.removeprefix("WADUL_").lower(): value for name, value in one["environment"].items()}
        assert set(names) <= set(Settings.model_fields)
        for name, value in names.items():
            if re.search("token|passphrase|url", name):
                assert name.endswith("_file")
                assert value.removeprefix("/run/secrets/") in one["secrets"]
        assert "database" not in {v.split(":")[0] for v in one["volumes"]}
    assert "passphrase" not in services["reporter"]["secrets"]


def test_compose_opens_no_port_and_hardens_both() -> None:
    compose = read_yaml(text("compose.yaml"))
    assert compose["networks"]["inside"] == {"internal": True}
    assert compose["services"]["database"]["networks"] == ["inside"]
    for name, one in compose["services"].items():
        assert "ports" not in one, name
        assert "privileged" not in one
        assert one["security_opt"] == ["no-new-privileges:true"]
        assert one["ulimits"] == {"core": 0}
        assert one["restart"] == ("no" if name == "tables" else "unless-stopped")
        assert set(one["secrets"]) <= set(compose["secrets"])
    for side in SIDES:
        one = compose["services"][side]
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert one["mem_limit"] == one["memswap_limit"], "no swap"
        place = one["environment"][f"WADUL_{side.upper()}_METRICS"]
        assert f"http://{place}/readyz" in one["healthcheck"]["test"][-1]
        assert Settings(_env_file=None, **{f"{side}_metrics": place}).metrics(side) is not None
    assert "/run/wadul-reporter:/run/wadul" in compose["services"]["reporter"]["volumes"]


def test_the_reader_of_compose_reads_what_a_library_reads() -> None:
    yaml = pytest.importorskip("yaml", reason="no YAML library here; tests/yaml_subset.py reads it alone")
    assert read_yaml(text("compose.yaml")) == yaml.safe_load(text("compose.yaml"))


def test_the_container_file_keeps_its_promises() -> None:
    """Read only; nothing here says that it builds."""
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"^\s*#.*\n", "", text("Containerfile"), flags=re.MULTILINE))
    steps = [line.split(None, 1) for line in joined.splitlines() if line.strip()]
    stages = [i for i, (word, _) in enumerate(steps) if word == "FROM"]
    last = dict(steps[stages[-1] :])
    assert len(stages) == 2
    assert all(re.fullmatch(r"docker\.io/library/python:3\.11-slim-\w+( AS build)?", steps[i][1]) for i in stages)
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", last["USER"])
    assert [said for word, said in steps[stages[-1] :] if word == "COPY"] == ["--from=build /opt/wadul /opt/wadul"]
    assert not {word for word, _ in steps} & {"ADD", "EXPOSE", "ARG", "VOLUME"}
    installs = [said for word, said in steps if "pip install" in said]
    assert len(installs) == 1
    assert "--require-hashes --only-binary :all: -r /build/requirements.lock" in installs[0]
    for word, said in steps[: stages[-1]]:
        if word == "COPY":
            assert (ROOT / said.split()[0]).exists(), said
    assert not re.search(r"(?i)token|password|passphrase|apt-get|curl|wget", joined)
    program = last["ENTRYPOINT"] + last["ENV"]
    assert '["/opt/wadul/bin/python", "-m", "bot"]' in program
    assert "PYTHONPATH=/opt/wadul/app" in program


def test_the_roles_hold_no_password() -> None:
    said = text("roles.sql")
    assert re.findall(r"PASSWORD (\S+);", said) == [":'owner'", ":'reporter'", ":'duty'"]
    for side in SIDES:
        assert f"\\set {side} `cat /run/secrets/database-{side}`" in said
        assert f"CREATE ROLE wadul_{side} LOGIN" in said, "as `wadul db roles` calls it"

"""Settings: each is named when it needs a hand, its value never; each side is given only its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN
from bot.settings import CHILD, OUTSIDE, SIDES, Settings, SettingsUnclear, environment_of, read_settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a .env, and an environment without a setting."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("WADUL_")]:
        monkeypatch.delenv(name)
    return tmp_path


@pytest.mark.parametrize("side", ["reporter", "duty"])
def test_a_token_comes_from_a_file_or_a_variable_and_the_file_wins(
    side: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"WADUL_{side.upper()}_TOKEN", f" {DUTY_TOKEN}\n")
    assert read_settings().token(side) == DUTY_TOKEN
    (tmp_path / "token").write_text(f"{REPORTER_TOKEN}\n")
    monkeypatch.setenv(f"WADUL_{side.upper()}_TOKEN_FILE", str(tmp_path / "token"))
    assert read_settings().token(side) == REPORTER_TOKEN


@pytest.mark.parametrize("side", ["reporter", "duty"])
def test_a_missing_token_is_named(side: str) -> None:
    with pytest.raises(SettingsUnclear, match=f"WADUL_{side.upper()}_TOKEN"):
        read_settings().token(side)


@pytest.mark.parametrize("odd", ["rahasia", "abc:rahasia", ":rahasia"])
def test_an_odd_token_is_named_and_not_shown(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WADUL_DUTY_TOKEN", odd)
    with pytest.raises(SettingsUnclear, match="WADUL_DUTY_TOKEN") as refused:
        read_settings().token("duty")
    assert "rahasia" not in str(refused.value)


@pytest.mark.parametrize("content", [None, "", "  \n", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["DUTY_TOKEN_FILE", "PASSPHRASE_FILE", "DATABASE_URL_FILE"])
def test_a_file_that_says_nothing_is_named(
    name: str, content: str | bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.setenv(f"WADUL_{name}", str(path))
    settings = read_settings()
    ask = {
        "DUTY_TOKEN_FILE": lambda: settings.token("duty"),
        "PASSPHRASE_FILE": settings.passphrase,
        "DATABASE_URL_FILE": settings.database,
    }[name]
    with pytest.raises(SettingsUnclear, match=f"^WADUL_{name}: berkasnya"):
        ask()


def test_the_passphrase_comes_from_a_file_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().passphrase() is None
    (tmp_path / "p").write_text("lima kata di sini ya\n")
    monkeypatch.setenv("WADUL_PASSPHRASE_FILE", str(tmp_path / "p"))
    assert read_settings().passphrase() == "lima kata di sini ya"


@pytest.mark.parametrize(
    "base",
    [
        "http://api.telegram.org",
        "ftp://x",
        "api.telegram.org",
        "http://10.0.0.1",
        "https://tg.example:x",
        "https://[::1",
    ],
)
def test_an_api_base_in_the_clear_is_refused(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WADUL_API_BASE", base)
    with pytest.raises(SettingsUnclear, match=r"^WADUL_API_BASE") as refused:
        read_settings()
    assert base not in str(refused.value)


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1.evil.example", "http://localhost.evil.example", "http://127.0.0.1@evil.example"]
)
def test_an_address_that_only_begins_like_this_machine_is_refused(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WADUL_API_BASE", base)
    with pytest.raises(SettingsUnclear, match=r"^WADUL_API_BASE"):
        read_settings()


@pytest.mark.parametrize(
    "base", ["https://tg.example/", "http://127.0.0.1:8081", "http://localhost:8081/", "http://[::1]:8081"]
)
def test_https_or_this_machine_is_taken(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WADUL_API_BASE", base)
    assert read_settings().api_base == base.rstrip("/")


def test_the_default_is_telegram_for_both_bots() -> None:
    assert read_settings().api_base == "https://api.telegram.org"


@pytest.mark.parametrize("side", ["reporter", "duty"])
def test_metrics_are_off_until_they_have_a_place_on_this_machine(side: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().metrics(side) is None
    monkeypatch.setenv(f"WADUL_{side.upper()}_METRICS", "127.0.0.1:9101")
    assert read_settings().metrics(side) == ("127.0.0.1", 9101)
    monkeypatch.setenv(f"WADUL_{side.upper()}_METRICS", "[::1]:9101")
    assert read_settings().metrics(side) == ("::1", 9101)


@pytest.mark.parametrize("side", ["REPORTER", "DUTY"])
@pytest.mark.parametrize(
    "where",
    [
        "0.0.0.0:9101", "[::]:9101", ":9101", "9101", "*:9101", "10.0.0.7:9101", "192.168.1.5:9101", "127.0.0.1",
        "localhost:9101", "server.example:9101", "127.0.0.1.evil.example:9101", "[::ffff:10.0.0.7]:9101",
        "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:https", "127.0.0.1:٩١٠١", "http://127.0.0.1:9101",
    ],
)  # fmt: skip
def test_metrics_at_any_other_address_are_refused(where: str, side: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"WADUL_{side}_METRICS", where)
    with pytest.raises(SettingsUnclear, match=rf"^WADUL_{side}_METRICS tidak bisa dipakai: harus 127\.0\.0\.1:PORTA"):
        read_settings()


@pytest.mark.parametrize("name", ["DUTY_CHAT", "DUTY_TOPIC"])
def test_a_number_that_is_none_is_named_and_not_shown(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"WADUL_{name}", "rahasia")
    with pytest.raises(SettingsUnclear, match=f"^WADUL_{name} tidak bisa dipakai") as refused:
        read_settings()
    assert "rahasia" not in str(refused.value)


def test_a_dot_env_is_read_but_not_by_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("WADUL_DUTY_CHAT=-100777\nWADUL_DUTY_TOPIC=\n")
    assert read_settings().duty_chat == -100777
    assert read_settings().duty_topic is None
    monkeypatch.setenv(CHILD, "1")
    assert read_settings().duty_chat is None


def test_secrets_do_not_print_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WADUL_DUTY_TOKEN", DUTY_TOKEN)
    monkeypatch.setenv("WADUL_DATABASE_URL", "postgresql+psycopg://wadul:kata-sandi@h/d")
    settings = read_settings()
    assert DUTY_TOKEN not in repr(settings) + str(settings)
    assert "kata-sandi" not in repr(settings) + str(settings)
    assert settings.plain_secrets() == ["WADUL_DUTY_TOKEN", "WADUL_DATABASE_URL"]
    assert settings.database() == "postgresql+psycopg://wadul:kata-sandi@h/d"


def test_each_side_is_given_only_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin")
    monkeypatch.setenv("WADUL_SOMETHING", "else")
    settings = Settings(
        _env_file=None,
        home=tmp_path / "home",
        runtime_dir=tmp_path / "run",
        reporter_token="1:REPORTER",
        duty_token="2:DUTY",
        duty_token_file=tmp_path / "duty.token",
        duty_chat=-5,
        duty_topic=7,
        reporter_metrics="127.0.0.1:9101",
        reporter_webhook="https://wadul.example/pelapor",
        reporter_webhook_secret="RAHASIA-WEBHOOK",
        duty_metrics="127.0.0.1:9102",
        passphrase_file=tmp_path / "passphrase",
        database_url="sqlite:///x",
    )
    reporter, duty = environment_of("reporter", settings), environment_of("duty", settings)
    assert reporter["PATH"] == duty["PATH"] == "/usr/bin"
    assert {name for name in reporter if name.startswith("WADUL_")} == {
        "WADUL_HOME", "WADUL_RUNTIME_DIR", "WADUL_REPORTER_TOKEN", "WADUL_API_BASE", "WADUL_DATABASE_URL",
        "WADUL_REPORTER_METRICS", "WADUL_REPORTER_WEBHOOK", "WADUL_REPORTER_WEBHOOK_SECRET", CHILD,
    }  # fmt: skip
    assert {name for name in duty if name.startswith("WADUL_")} == {
        "WADUL_HOME", "WADUL_DUTY_TOKEN", "WADUL_DUTY_TOKEN_FILE", "WADUL_API_BASE", "WADUL_DUTY_CHAT",
        "WADUL_DUTY_TOPIC", "WADUL_DATABASE_URL", "WADUL_DUTY_METRICS", CHILD,
    }  # fmt: skip
    assert "2:DUTY" not in str(reporter)
    assert "1:REPORTER" not in str(duty)
    assert "RAHASIA-WEBHOOK" not in str(duty)
    assert not any("PASSPHRASE" in name for name in (*reporter, *duty)), "that goes through a pipe"
    assert Path(duty["WADUL_HOME"]).is_absolute()


def test_the_two_lists_share_no_secret() -> None:
    shared = set(SIDES["reporter"]) & set(SIDES["duty"])
    assert shared == {"HOME", "API_BASE", "DATABASE_URL"}


def test_the_runtime_folder_is_its_owners_alone(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, home=tmp_path / "home")
    folder = settings.runtime()
    try:
        assert folder == tmp_path / "home" / "runtime" or folder.stat().st_mode & 0o077 == 0
        if folder.exists():
            folder.chmod(0o755)  # somebody may look: then it is not used
            assert settings.runtime() == tmp_path / "home" / "runtime"
    finally:
        if folder.exists():
            folder.rmdir()


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_the_secret_of_a_destination_is_the_duty_side_s_alone(name: str, tmp_path: Path) -> None:
    setting = OUTSIDE[name]
    (tmp_path / "secret").write_text("dari berkas\n")
    given = {setting: "rahasia sekali", f"{setting}_file": tmp_path / "secret"}
    settings = Settings(_env_file=None, home=tmp_path / "home", runtime_dir=tmp_path / "run", **given)
    assert settings.secret_of(name) == "dari berkas"
    assert settings.plain_secrets() == [f"WADUL_{setting.upper()}"]
    assert "rahasia sekali" not in repr(settings)
    assert environment_of("duty", settings)[f"WADUL_{setting.upper()}"] == "rahasia sekali"
    assert not any(setting.upper() in variable for variable in environment_of("reporter", settings))
    with pytest.raises(SettingsUnclear, match=rf"\[{name}\].*WADUL_{setting.upper()}_FILE"):
        Settings(_env_file=None).secret_of(name)

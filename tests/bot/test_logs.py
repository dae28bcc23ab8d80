"""What a log may say: an allow-list, one line of JSON each."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import logs
from bot.sandbox import REPORTER_TOKEN

from .town import ROOT

WORDS = "Siti, Jalan Pemuda 5, 081234567890"


@pytest.fixture
def stream() -> Iterator[StringIO]:
    """The allow-list on a stream of the test's own."""
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.AllowList())
    logger = logging.getLogger()
    before = logger.handlers[:], logger.level
    logger.handlers[:] = [handler]
    logger.setLevel(logging.DEBUG)
    yield out
    logger.handlers[:], level = before
    logger.setLevel(level)


def lines(stream: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_our_own_records_are_a_fixed_sentence_and_allowed_keys(stream: StringIO) -> None:
    log = logging.getLogger("wadul.test")
    log.warning("alert sent", extra={"case": "K7Q2M", "urgency": "DARURAT", "attempt": 2, "words": WORDS, "chat": 5})
    (line,) = lines(stream)
    assert line.pop("at")
    assert line == {
        "level": "WARNING",
        "log": "wadul.test",
        "event": "alert sent",
        "case": "K7Q2M",
        "urgency": "DARURAT",
        "attempt": 2,
    }


def test_arguments_never_reach_a_line(stream: StringIO) -> None:
    logging.getLogger("wadul.test").info("someone wrote %s", WORDS)
    logging.getLogger("wadul.test").info({"words": WORDS})  # type: ignore[arg-type]
    assert [line["event"] for line in lines(stream)] == ["?", "?"]
    assert "Siti" not in stream.getvalue()


@pytest.mark.threat("T1")
def test_anybody_elses_record_is_its_name_and_how_bad(stream: StringIO) -> None:
    try:
        raise ValueError(WORDS)
    except ValueError:
        logging.getLogger("httpx").exception("POST https://api.telegram.org/bot%s/getMe", REPORTER_TOKEN)
    logging.getLogger("aiogram").warning("Update %s", {"text": WORDS})
    first, second = lines(stream)
    assert (first["log"], first["error"], "event" in first) == ("httpx", "ValueError", False)
    assert set(second) == {"at", "level", "log"}
    assert REPORTER_TOKEN not in stream.getvalue()
    assert "Siti" not in stream.getvalue()


@given(
    event=st.text(),
    extra=st.dictionaries(
        st.sampled_from([*logs.ALLOWED, "words", "chat_id", "text"]),
        st.one_of(st.text(), st.integers(), st.none(), st.floats(), st.binary(), st.lists(st.text())),
    ),
)
@pytest.mark.threat("I5")
def test_every_record_is_one_line_of_json_with_allowed_keys(event: str, extra: dict[str, Any]) -> None:
    record = logging.LogRecord("wadul.test", logging.INFO, "", 0, event, (), None)
    record.__dict__.update(extra)
    said = logs.AllowList().format(record)
    assert "\n" not in said
    assert "\x1b" not in said
    assert set(json.loads(said)) <= {"at", "level", "log", "event", *logs.ALLOWED}


RUN = textwrap.dedent(
    """
    import asyncio, gc, logging, sys, threading, warnings
    from bot import logs
    logs.set_up()
    secret = "Siti 70001:DEMO-reporter-token"
    logging.getLogger("httpx").info("POST %s", secret)
    logging.getLogger("httpcore.http11").debug(secret)
    logging.getLogger("wadul.x").info("hello")
    warnings.warn(secret)
    class Dying:
        def __repr__(self): return secret
        def __del__(self): raise ValueError(secret)
    Dying(); gc.collect()
    thread = threading.Thread(target=lambda: int(secret)); thread.start(); thread.join()
    async def main():
        logs.quiet_loop(asyncio.get_running_loop())
        async def fail(): raise LookupError(secret)
        asyncio.create_task(fail()); await asyncio.sleep(0.01); gc.collect()
        asyncio.get_running_loop().call_exception_handler({"message": secret})
    asyncio.run(main())
    raise KeyError(secret)
    """
)


@pytest.mark.parametrize("level", ["", "INFO", "DEBUG", "nonsense"])
def test_nothing_that_dies_prints_more_than_its_kind(level: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin", "WADUL_LOG_LEVEL": level},
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    said = [json.loads(line) for line in done.stderr.splitlines()]
    assert "Siti" not in done.stderr
    assert "70001:" not in done.stderr
    assert {line.get("error") for line in said} >= {"ValueError", "LookupError", "KeyError", "unknown"}
    names = {line["log"] for line in said}
    assert ("httpcore.http11" in names) == (level == "DEBUG")
    assert ("httpx" in names) == (level == "DEBUG")


def test_children_of_run_are_never_told_to_be_talkative(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.settings import Settings, environment_of

    monkeypatch.setenv(logs.LEVEL, "DEBUG")
    for side in ("reporter", "duty"):
        assert logs.LEVEL not in environment_of(side, Settings(_env_file=None))


@pytest.mark.fault("L1")
def test_a_closed_stderr_stops_nothing() -> None:
    code = (
        "import os, logging; from bot import logs; logs.set_up(); os.close(2); "
        "logging.getLogger('wadul.x').error('hello'); print('on')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PATH": "/usr/bin"}, cwd=ROOT, check=False
    )
    assert done.stdout == "on\n"


async def test_the_loops_own_errors_are_said_by_kind(stream: StringIO) -> None:
    loop = asyncio.get_running_loop()
    logs.quiet_loop(loop)
    try:
        loop.call_exception_handler({"message": WORDS, "exception": OSError(WORDS)})
    finally:
        loop.set_exception_handler(None)
    assert [line["error"] for line in lines(stream) if line["log"] == "wadul"] == ["OSError"]
    assert "Siti" not in stream.getvalue()

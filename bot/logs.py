"""What a log may say: an allow-list, one line of JSON each, on stderr.

Our own records: their fixed sentence and the keys below. Anybody else's record: which library, how bad, and the type
of the error; never its message, because that is where tokens and whole updates stand.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

ALLOWED = (
    "case",
    "urgency",
    "kind",
    "code",
    "attempt",
    "error",
    "status",
    "update",
    "updates",
    "seconds",
    "side",
    "count",
    "path_kind",
)
LEVEL = "WADUL_LOG_LEVEL"
QUIET = (
    "httpx",
    "httpcore",
    "aiohttp",
    "aiogram",
    "telegram",
    "transitions",
    "sqlalchemy",
    "alembic",
    "asyncio",
    "aiosmtplib",
)


class AllowList(logging.Formatter):
    """A record as one line of JSON that cannot hold words, names, ids of people, or tokens."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "log": record.name,
        }
        if record.name.startswith("wadul"):
            line["event"] = record.msg if isinstance(record.msg, str) and not record.args else "?"
            line |= {key: _plain(getattr(record, key)) for key in ALLOWED if hasattr(record, key)}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=True)


def _plain(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    return str(value)[:80]


def set_up() -> None:
    """Send all logging through the allow-list to stderr; nothing prints a traceback afterwards.

    ``WADUL_LOG_LEVEL=DEBUG`` lets the libraries speak too, for looking into trouble: still only who and how bad.
    """
    debug = os.environ.get(LEVEL, "").upper() == "DEBUG"
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(AllowList())
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.DEBUG if debug else logging.INFO)
    logging.raiseExceptions = False  # a closed stderr must not stop the service
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.DEBUG if debug else logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = _say_type_only
    sys.unraisablehook = lambda fault: _say_type_only(fault.exc_type, None, None)  # it would print the object
    threading.excepthook = lambda fault: _say_type_only(fault.exc_type, None, None)


def _say_type_only(kind: type[BaseException], _: BaseException | None, __: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("wadul").critical("stopped by a fault of ours", extra={"error": kind.__name__})


def quiet_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Errors nobody awaited are logged by type only."""

    def handle(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        name = type(error).__name__ if error is not None else "unknown"
        logging.getLogger("wadul").error("a task failed", extra={"error": name})

    loop.set_exception_handler(handle)

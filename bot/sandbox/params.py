"""The parameters of a call, whichever of the four ways they came in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from bot.sandbox.refusals import bad_request

_INTEGERS = frozenset({
    "offset", "limit", "timeout", "chat_id", "from_chat_id", "message_id", "message_thread_id", "user_id",
    "duration", "width", "height", "cache_time", "max_connections", "live_period", "heading",
    "proximity_alert_radius",
})  # fmt: skip
_FLAGS = frozenset({
    "disable_notification", "protect_content", "show_alert", "drop_pending_updates", "has_spoiler",
    "allow_paid_broadcast", "disable_content_type_detection", "show_caption_above_media",
})  # fmt: skip
_NUMBERS = frozenset({"latitude", "longitude", "horizontal_accuracy"})
_OBJECTS = frozenset({
    "reply_markup", "reply_parameters", "entities", "caption_entities", "link_preview_options",
    "allowed_updates", "message_ids", "commands", "scope",
})  # fmt: skip


@dataclass(frozen=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime_type: str
    content: bytes = field(repr=False)


class Params(dict[str, Any]):
    """Typed parameters; what is missing or malformed raises Refused."""

    def text(self, name: str) -> str:
        """A string; empty when missing."""
        value = self.get(name, "")
        return value if isinstance(value, str) else str(value)

    def need(self, name: str) -> Any:
        """A parameter the method cannot do without."""
        if self.get(name) in (None, ""):
            raise bad_request(f"parameter {name!r} is required".replace("'", '"'))
        return self[name]

    def number(self, name: str, default: int = 0) -> int:
        """An integer."""
        value = self.get(name, default)
        if not isinstance(value, int):
            raise bad_request(f"{name} must be an integer")
        return value

    def flag(self, name: str) -> bool:
        """A boolean; false when missing."""
        return bool(self.get(name, False))


async def read_params(request: web.Request) -> Params:
    """Query, JSON, form or multipart into typed parameters, with `attach://` resolved."""
    raw: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        try:
            body = await request.json()
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise bad_request("object expected")
        raw |= body
    elif request.can_read_body:
        raw |= await _read_form(request)
    named = {str(value).removeprefix("attach://") for value in raw.values() if str(value).startswith("attach://")}
    return Params(
        {
            name: _typed(name, _attached(value, raw))
            for name, value in raw.items()
            if value is not None and not (name in named and isinstance(value, Upload))
        }
    )


async def _read_form(request: web.Request) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            with value.file as file:
                fields[name] = Upload(value.filename, value.content_type, file.read())
        else:
            fields[name] = value if isinstance(value, str) else bytes(value).decode()
    return fields


def _attached(value: Any, raw: Mapping[str, Any]) -> Any:
    if not isinstance(value, str) or not value.startswith("attach://"):
        return value
    upload = raw.get(value.removeprefix("attach://"))
    if not isinstance(upload, Upload):
        raise bad_request("attached file not found")
    return upload


def _typed(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        value.encode()
        if name in _INTEGERS:
            return value if value.startswith("@") else int(value)
        if name in _NUMBERS:
            return float(value)
        if name in _FLAGS:
            return value.strip().lower() in ("true", "1", "yes")
        if name in _OBJECTS and value:
            return json.loads(value)
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    except ValueError:
        raise bad_request(f"can't parse {name}") from None
    return value

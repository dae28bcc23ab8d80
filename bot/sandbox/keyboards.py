"""Inline keyboards: what Telegram takes, and which buttons a person can see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.sandbox.refusals import bad_request

LONGEST_DATA = 64
MOST_BUTTONS = 100

_KINDS = ("callback_data", "url", "web_app", "login_url", "copy_text", "switch_inline_query", "pay", "callback_game")
_KINDS_IN_CHATS = ("switch_inline_query_current_chat", "switch_inline_query_chosen_chat")


def inline_keyboard(markup: Any) -> dict[str, Any] | None:
    """The markup that comes back in a message: inline keyboards only, checked. None for every other kind."""
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return None  # reply keyboards, their removal and forced replies are shown, never returned
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("inline keyboard must be an array of arrays of buttons")
    checked = [[_checked(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def buttons_of(message: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every button under a message, in reading order."""
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        yield from row


def _checked(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    kinds = [kind for kind in (*_KINDS, *_KINDS_IN_CHATS) if button.get(kind) is not None]
    if not kinds:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise bad_request("can't parse inline keyboard button: a button does exactly one thing")
    if kinds == ["callback_data"] and not 1 <= len(str(button["callback_data"]).encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return {key: value for key, value in button.items() if value is not None}

"""What a person sees in a chat now, what happened there so far, and waiting for more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from bot.sandbox.chats import TYPING_LASTS, Account, Bot, Change, Chat, Json, Message
from bot.sandbox.keyboards import buttons_of
from bot.sandbox.world import World

Seen = dict[str, Any]
T = TypeVar("T")

_MEDIA = ("photo", "document", "voice", "video", "sticker", "location", "contact", "poll")


class Screen:
    """A chat, read. The messages are those that stand there now; the transcript is what happened."""

    def __init__(self, world: World, chat: Chat, names: dict[int, str] | None = None) -> None:
        self._world = world
        self._chat = chat
        self._names = names or {}

    @property
    def id(self) -> int:
        """The chat's id, as the bot knows it."""
        return self._chat.id

    @property
    def messages(self) -> list[Seen]:
        """The messages standing here, oldest first."""
        return [seen(message) for message in self._chat.messages.values()]

    @property
    def screen(self) -> str:
        """The text of the newest message from a bot; empty when there is none."""
        return next((str(message["text"]) for message in reversed(self.messages) if message["from_bot"]), "")

    @property
    def toasts(self) -> list[Json]:
        """Answers to taps, oldest first: `text`, `is_alert`, and the `person` who tapped."""
        return list(self._chat.toasts)

    @property
    def is_typing(self) -> bool:
        """Whether "typing…" shows: for five seconds, or until a message comes."""
        return self._world.clock() - self._chat.typing_since <= TYPING_LASTS

    def buttons(self) -> list[tuple[str, str | None]]:
        """Label and callback data of each button on the newest message that has any."""
        return next((message["buttons"] for message in reversed(self.messages) if message["buttons"]), [])

    def transcript(self) -> list[str]:
        """What was said and tapped, in order; an edited message appears again, a deleted one is named."""
        lines: list[str] = []
        words: dict[int, str] = {}
        for change in self._chat.chronicle:
            line = self._line(change, words)
            if line:
                lines.append(line)
        return lines

    async def wait(
        self,
        what: str | Callable[[Seen], Any],
        timeout: float = 30,  # noqa: ASYNC109 - a test says how patient it is
        *,
        since: int = 0,
    ) -> Seen:
        """The newest message from a bot, above id `since`, that holds the text or satisfies the predicate.

        Raises AssertionError with the transcript when none comes in time.
        """

        def found() -> Seen | None:
            for message in reversed(self.messages):
                if message["from_bot"] and message["message_id"] > since and _fits(what, message):
                    return message
            return None

        return await self.until(found, timeout, f"No message {what!r}" if isinstance(what, str) else "No such message")

    async def until(
        self,
        found: Callable[[], T | None],
        timeout: float = 30,  # noqa: ASYNC109
        otherwise: str = "It did not happen",
    ) -> T:
        """Wait until `found()` is true and return what it gave; AssertionError with the transcript in the end."""
        changed = asyncio.Event()

        def listener(_: Change) -> None:
            changed.set()

        self._world.listeners.append(listener)
        try:
            async with asyncio.timeout(timeout):
                while not (result := found()):
                    await changed.wait()
                    changed.clear()
                return result
        except TimeoutError:
            told = "\n".join(self.transcript()) or "(nothing was said)"
            raise AssertionError(f"{otherwise} within {timeout} s. So far:\n{told}") from None
        finally:
            self._world.listeners.remove(listener)

    def _line(self, change: Change, words: dict[int, str]) -> str:
        name = self._name(change.who)
        if change.kind == "tap":
            return f"{name:<9} ({change.label})"
        if change.kind == "toast":
            return f"{'toast':<9} {change.body['text']}"
        if change.kind not in ("message", "edit", "delete"):
            return ""
        number, text = change.body["message_id"], _spoken(change.body)
        if change.kind == "delete":
            return f"{'deleted':<9} {text}"
        if change.kind == "edit" and words.get(number) == text:
            return ""  # only the keyboard changed
        words[number] = text
        keys = " ".join(f"[{button['text']}]" for button in buttons_of(change.body))
        return f"{name:<9} {text}" + (f"   {keys}" if keys else "")

    def _name(self, who: Bot | Account | None) -> str:
        if isinstance(who, Bot) or who is None:
            return "bot"
        return self._names.get(who.id, who.name.split()[0].lower())


def seen(message: Message) -> Seen:
    """A message as a person sees it."""
    rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
    keys = [[(str(button["text"]), button.get("callback_data")) for button in row] for row in rows]
    media = next((kind for kind in _MEDIA if kind in message.body), None)
    return {
        "message_id": message.id,
        "from_bot": isinstance(message.sender, Bot),
        "sender": message.sender.name,
        "sender_id": message.sender.id,
        "text": message.words or (_service(message.body) if media is None else ""),
        "entities": message.body.get("entities", message.body.get("caption_entities", [])),
        "media": media,
        "rows": keys,
        "buttons": [key for row in keys for key in row],
        "protected": message.is_protected,
        "edited": "edit_date" in message.body,
        "silent": message.is_silent,
        "topic": message.body.get("message_thread_id"),
        "reply_to": message.body.get("reply_to_message", {}).get("message_id"),
        "date": message.body["date"],
    }


def _service(body: Json) -> str:
    if "pinned_message" in body:
        return "📌"
    return "⇢" if "migrate_to_chat_id" in body or "migrate_from_chat_id" in body else ""


def _spoken(body: Json) -> str:
    media = next((f"<{kind}>" for kind in _MEDIA if kind in body), "")
    words = " ".join(str(body.get("text", body.get("caption", ""))).split())
    return " ".join(part for part in (media, words) if part) or _service(body)


def _fits(what: str | Callable[[Seen], Any], message: Seen) -> bool:
    return what in message["text"] if isinstance(what, str) else bool(what(message))

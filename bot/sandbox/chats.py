"""Bots, people, their chats and messages: the things the world is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.sandbox.queues import Queue

Json = dict[str, Any]

TYPING_LASTS = 5
SPOKEN = frozenset({
    "text", "photo", "document", "voice", "video", "sticker", "location", "contact", "poll",
})  # fmt: skip
SUPERGROUPS_BELOW = -1_000_000_000_000


@dataclass(eq=False)
class Bot:
    """One registered bot and what it has set about itself."""

    token: str = field(repr=False)
    username: str
    name: str
    queue: Queue = field(repr=False)
    revoked: bool = False
    webhook: Json | None = None
    secret: str = field(default="", repr=False)  # what is shown at its webhook
    about: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False)
    callbacks: dict[str, tuple[Chat, Account, float]] = field(default_factory=dict, repr=False)
    message_ids: count[int] = field(default_factory=lambda: count(1), repr=False)

    @property
    def id(self) -> int:
        """The number before the colon of its token."""
        return int(self.token.partition(":")[0])

    def as_user(self) -> Json:
        """The bot as Telegram's User."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass(eq=False)
class Account:
    """A person's account."""

    id: int
    name: str
    username: str | None = None
    language: str = "id"

    def as_user(self) -> Json:
        """The person as Telegram's User."""
        named = {"username": self.username} if self.username else {}
        return {"id": self.id, "is_bot": False, "first_name": self.name, **named, "language_code": self.language}


@dataclass(eq=False)
class Message:
    """One message: `body` is Telegram's Message, the rest is what only the sandbox needs."""

    chat: Chat = field(repr=False)
    sender: Bot | Account
    body: Json = field(repr=False)
    is_silent: bool = False

    @property
    def id(self) -> int:
        """Its message_id."""
        return int(self.body["message_id"])

    @property
    def is_protected(self) -> bool:
        """Whether it may be neither copied nor forwarded."""
        return bool(self.body.get("has_protected_content"))

    @property
    def words(self) -> str:
        """Its text or caption."""
        return str(self.body.get("text", self.body.get("caption", "")))


@dataclass(eq=False)
class Chat:
    """A private chat (one bot, one person) or a group."""

    id: int
    bots: list[Bot]
    people: dict[int, Account]
    title: str | None = None
    topics: dict[int, str] = field(default_factory=dict)
    admins: set[int] = field(default_factory=set)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    message_ids: count[int] = field(default_factory=lambda: count(1), repr=False)
    migrated_to: int | None = None
    is_started: bool = False
    is_blocked: bool = False
    typing_since: float = -TYPING_LASTS - 1.0
    toasts: list[Json] = field(default_factory=list, repr=False)
    chronicle: list[Change] = field(default_factory=list, repr=False)
    pinned: int | None = None

    @property
    def kind(self) -> str:
        """private, group or supergroup."""
        if self.title is None:
            return "private"
        return "supergroup" if self.id < SUPERGROUPS_BELOW else "group"

    def as_chat(self) -> Json:
        """Telegram's Chat."""
        if self.title is not None:
            return {"id": self.id, "type": self.kind, "title": self.title} | ({"is_forum": True} if self.topics else {})
        person = next(iter(self.people.values()))
        named = {"username": person.username} if person.username else {}
        return {"id": self.id, "type": "private", "first_name": person.name, **named}


@dataclass(frozen=True)
class Change:
    """Something that happened: `kind` is message, edit, delete, tap, toast, typing or state.

    `body` is the message as it was then, or the toast; `who` acted; `label` is the button tapped.
    """

    kind: str
    chat: Chat
    body: Json = field(default_factory=dict, repr=False)
    who: Bot | Account | None = None
    label: str = field(default="", repr=False)

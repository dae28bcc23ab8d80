"""The world inside: who is registered and what happens. No HTTP; every change is told to the listeners."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from time import time
from typing import Any

from bot.sandbox.chats import SPOKEN, TYPING_LASTS, Account, Bot, Change, Chat, Json, Message
from bot.sandbox.files import Files
from bot.sandbox.keyboards import buttons_of
from bot.sandbox.queues import Queue
from bot.sandbox.refusals import DemoOnly, Refused, bad_request, forbidden


class World:
    """All state of one sandbox."""

    def __init__(self) -> None:
        self.clock: Callable[[], float] = time
        self.bots: dict[str, Bot] = {}
        self.accounts: dict[int, Account] = {}
        self.private_chats: dict[tuple[int, int], Chat] = {}
        self.groups: dict[int, Chat] = {}
        self.files = Files()
        self.listeners: list[Callable[[Change], None]] = []
        self.ring: Callable[[Bot], None] = lambda bot: None  # something waits for this bot
        self._query_ids = count(4_000_000_000_000_001)
        self._first_update_id = count(810_000_001, 1_000_000)

    def now(self) -> int:
        """Unix time in whole seconds, as messages carry it."""
        return int(self.clock())

    def register(self, token: str, username: str, name: str) -> Bot:
        """Let a bot in. Only a demo token is taken: `<number>:DEMO…`, twenty characters or more after the colon."""
        number, _, secret = token.partition(":")
        if not (number.isdigit() and secret.startswith("DEMO") and len(secret) >= 20):
            raise DemoOnly("The sandbox takes demo tokens only: a number, a colon, and twenty or more after DEMO.")
        if not username.lower().endswith("bot"):
            raise DemoOnly("A bot's username ends in 'bot'.")
        queue = Queue(lambda: self.clock(), next(self._first_update_id), lambda: self.ring(bot))
        bot = self.bots[token] = Bot(token, username, name, queue)
        return bot

    def private(self, bot: Bot, account: Account) -> Chat:
        """The chat of this person with this bot."""
        known = self.private_chats.get((bot.id, account.id))
        if known is None:
            # as with Telegram, all private chats of one account share a counter
            known = Chat(account.id, [bot], {account.id: account}, message_ids=bot.message_ids)
            self.private_chats[bot.id, account.id] = known
        return known

    def chat_for(self, bot: Bot, chat_id: Any) -> Chat:
        """A chat this bot knows. Raises Refused when it knows none by that id."""
        chat = self.private_chats.get((bot.id, chat_id)) or self.groups.get(chat_id)
        if chat is not None and chat.migrated_to:
            raise migrated(chat.migrated_to)
        if chat is None and chat_id not in self.accounts:
            raise bad_request("chat not found")
        if chat is None or not (chat.is_started or chat.title):
            raise forbidden("bot can't initiate conversation with a user")
        if bot not in chat.bots:
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        return chat

    def chat_to_write(self, bot: Bot, chat_id: Any) -> Chat:
        """A chat this bot may write to now."""
        if any(chat_id == other.id for other in self.bots.values()):
            raise forbidden("bots can't send messages to bots")
        chat = self.chat_for(bot, chat_id)
        if chat.is_blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def post(
        self,
        chat: Chat,
        sender: Bot | Account,
        content: Json,
        *,
        reply_to: Message | None = None,
        topic: int | None = None,
        is_protected: bool = False,
        is_silent: bool = False,
    ) -> Message:
        """Put a message into a chat; the bots there that may read it get an update."""
        if sender in chat.bots:
            chat.typing_since = -TYPING_LASTS - 1.0
        body: Json = {"message_id": next(chat.message_ids)}
        if topic is not None:
            body |= {"message_thread_id": topic, "is_topic_message": True}
        body |= {"from": sender.as_user(), "chat": chat.as_chat(), "date": self.now()}
        if reply_to is not None:
            body["reply_to_message"] = {k: v for k, v in reply_to.body.items() if k != "reply_to_message"}
        if is_protected:
            body["has_protected_content"] = True
        message = Message(chat, sender, body | content, is_silent)
        chat.messages[message.id] = message
        for bot in chat.bots:
            if bot is not sender and _may_read(bot, message, reply_to):
                bot.queue.put("message", message.body)
        self.tell(Change("message", chat, dict(message.body), sender))
        return message

    def edit(self, message: Message, content: Json, *, without: Iterable[str] = (), by_hand: bool = False) -> None:
        """Change a message; `without` names fields to drop. A person's edit (`by_hand`) is an update for the bots."""
        for name in without:
            message.body.pop(name, None)
        message.body |= content
        if by_hand or "text" in content or "caption" in content:
            message.body["edit_date"] = self.now()
        if by_hand:
            for bot in message.chat.bots:
                bot.queue.put("edited_message", message.body)
        self.tell(Change("edit", message.chat, dict(message.body), message.sender))

    def delete(self, message: Message) -> None:
        """Take a message away for everyone."""
        if message.chat.messages.pop(message.id, None):
            self.tell(Change("delete", message.chat, dict(message.body), message.sender))

    def tap(self, message: Message, account: Account, button: Json) -> Json:
        """A person taps a button that is there; the bot that sent it gets the query."""
        assert isinstance(message.sender, Bot)
        assert button in list(buttons_of(message.body))
        query = {
            "id": str(next(self._query_ids)),
            "from": account.as_user(),
            "message": message.body,
            "chat_instance": str(abs(message.chat.id) * 7919 + message.sender.id),
            "data": button["callback_data"],
        }
        message.sender.callbacks[query["id"]] = (message.chat, account, self.clock())
        message.sender.queue.put("callback_query", query)
        self.tell(Change("tap", message.chat, who=account, label=button["text"]))
        return query

    def tell(self, change: Change) -> None:
        """Write it down and let every listener know."""
        change.chat.chronicle.append(change)
        for listener in list(self.listeners):
            listener(change)


def migrated(new_id: int) -> Refused:
    """400: the group has become another one."""
    refused = bad_request("group chat was upgraded to a supergroup chat")
    refused.parameters["migrate_to_chat_id"] = new_id
    return refused


def _may_read(bot: Bot, message: Message, reply_to: Message | None) -> bool:
    """In a group, a bot that is no administrator reads commands, mentions and replies to itself only."""
    chat = message.chat
    if chat.kind == "private" or bot.id in chat.admins or not SPOKEN & message.body.keys():
        return True
    text = message.words
    return text.startswith("/") or f"@{bot.username}" in text or (reply_to is not None and reply_to.sender is bot)

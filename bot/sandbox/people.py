"""The people of the sandbox: what they can do in a chat with their thumbs, and nothing a person could not."""

from __future__ import annotations

from itertools import count

from bot.sandbox.chats import Account, Bot, Change, Chat, Json, Message
from bot.sandbox.files import PIXEL, described
from bot.sandbox.formatting import seen_in
from bot.sandbox.keyboards import buttons_of
from bot.sandbox.params import Upload
from bot.sandbox.screen import Screen
from bot.sandbox.world import World

_poll_ids = count(5_100_000_000_000_001)


class Side(Screen):
    """One person in one chat: everything they see, and everything they do."""

    def __init__(self, world: World, chat: Chat, account: Account, names: dict[int, str] | None = None) -> None:
        super().__init__(world, chat, names)
        self._account = account

    @property
    def person_id(self) -> int:
        """Whose side this is."""
        return self._account.id

    @property
    def title(self) -> str:
        """What stands above the chat: the group's title or the bot's name."""
        return self._chat.title or self._chat.bots[0].name

    def shows(self, change: Change) -> bool:
        """Whether this change can be seen from here; a toast only by the person it is for."""
        return change.chat is self._chat and (change.kind != "toast" or change.who is self._account)

    @property
    def toasts(self) -> list[Json]:
        """Answers to this person's own taps."""
        return [toast for toast in self._chat.toasts if toast["person"] == self._account.id]

    def is_turning(self, query: Json) -> bool:
        """Whether the circle on a tapped button still turns: its callback query was not answered yet."""
        return any(query["id"] in bot.callbacks for bot in self._chat.bots)

    async def send(self, text: str, *, topic: int | None = None) -> Json:
        """Type and send. Returns Telegram's Message."""
        return self._post(_text(text), topic=topic)

    async def reply(self, message_id: int, text: str) -> Json:
        """Answer one message."""
        original = self._standing(message_id)
        return self._post(_text(text), reply_to=original, topic=original.body.get("message_thread_id"))

    async def edit(self, message_id: int, text: str) -> Json:
        """Change one's own message."""
        message = self._standing(message_id)
        if message.sender is not self._account:
            raise LookupError(f"Message {message_id} is not {self._account.name}'s own.")
        self._world.edit(message, _text(text), without=("entities",), by_hand=True)
        return dict(message.body)

    async def forward(self, text: str, *, hidden_user: bool = True, sender: str = "Seseorang") -> Json:
        """Pass on somebody else's words, who hides their account or does not."""
        origin: Json = {"type": "hidden_user", "date": self._world.now() - 60, "sender_user_name": sender}
        if not hidden_user:
            user = {"id": 5_900_000_001, "is_bot": False, "first_name": sender}
            origin = {"type": "user", "date": self._world.now() - 60, "sender_user": user}
        return self._post(_text(text) | {"forward_origin": origin})

    async def tap(self, label: str | None = None, *, data: str | None = None, message_id: int | None = None) -> Json:
        """Tap a button that can be seen now, the newest if there are several. Returns the callback query.

        Raises LookupError, naming the buttons there are, when there is no such button.
        """
        self._must_reach()
        visible = []
        for message in reversed(self._chat.messages.values()):
            for button in buttons_of(message.body):
                visible.append(button["text"])
                if message_id not in (None, message.id) or "callback_data" not in button:
                    continue
                if (label is None or button["text"] == label) and (data is None or button["callback_data"] == data):
                    return self._world.tap(message, self._account, button)
        raise LookupError(f"No button {label or data!r} to tap. Visible: {', '.join(visible) or 'none'}.")

    async def send_photo(self, caption: str = "", *, content: bytes = PIXEL, topic: int | None = None) -> Json:
        """Send a photo."""
        return self._file("photo", Upload("foto.png", "image/png", content), caption, topic)

    async def send_document(
        self, name: str = "bukti.pdf", caption: str = "", *, content: bytes = b"%PDF-1.4\n"
    ) -> Json:
        """Send a file."""
        return self._file("document", Upload(name, "application/pdf", content), caption)

    async def send_voice(self, *, content: bytes = b"OggS", seconds: int = 3) -> Json:
        """Send a voice message."""
        return self._file("voice", Upload("suara.oga", "audio/ogg", content), duration=seconds)

    async def send_video(self, caption: str = "", *, content: bytes = b"\0\0\0\x18ftypmp42") -> Json:
        """Send a video."""
        return self._file("video", Upload("video.mp4", "video/mp4", content), caption)

    async def send_sticker(self) -> Json:
        """Send a sticker."""
        return self._file("sticker", Upload("stiker.webp", "image/webp", b"RIFF"))

    async def send_contact(self, phone: str = "+620000000000", name: str = "Contoh") -> Json:
        """Share a contact."""
        return self._post({"contact": {"phone_number": phone, "first_name": name}})

    async def send_location(self, latitude: float = -6.97, longitude: float = 111.42) -> Json:
        """Share a place; Blora unless told otherwise."""
        return self._post({"location": {"latitude": latitude, "longitude": longitude}})

    async def send_poll(self, question: str = "Setuju?", options: tuple[str, ...] = ("Ya", "Tidak")) -> Json:
        """Send a poll."""
        shown = [
            {"persistent_id": str(number), "text": option, "voter_count": 0} for number, option in enumerate(options)
        ]
        no = ("is_closed", "allows_multiple_answers", "allows_revoting", "members_only")
        poll = {"id": str(next(_poll_ids)), "question": question, "options": shown, "total_voter_count": 0}
        return self._post({"poll": poll | dict.fromkeys(no, False) | {"is_anonymous": True, "type": "regular"}})

    def block(self) -> None:
        """Block the bot; it hears of it."""
        self._set_blocked(True)

    def unblock(self) -> None:
        """Let the bot speak again; it hears of it."""
        self._set_blocked(False)

    def _set_blocked(self, blocked: bool) -> None:
        chat = self._chat
        if chat.kind != "private":
            raise LookupError("Only the bot of a private chat can be blocked.")
        if chat.is_blocked == blocked:
            return
        chat.is_blocked = blocked
        bot = chat.bots[0]
        member = {"status": "member", "user": bot.as_user()}
        kicked = {"status": "kicked", "user": bot.as_user(), "until_date": 0}
        old, new = (member, kicked) if blocked else (kicked, member)
        about = {"chat": chat.as_chat(), "from": self._account.as_user(), "date": self._world.now()}
        bot.queue.put("my_chat_member", about | {"old_chat_member": old, "new_chat_member": new})
        self._world.tell(Change("state", chat))

    def _post(self, content: Json, reply_to: Message | None = None, topic: int | None = None) -> Json:
        self._must_reach()
        if topic is not None and topic not in self._chat.topics:
            raise LookupError(f"There is no topic {topic} in this chat.")
        self._chat.is_started = True
        return dict(self._world.post(self._chat, self._account, content, reply_to=reply_to, topic=topic).body)

    def _file(self, kind: str, upload: Upload, caption: str = "", topic: int | None = None, **more: int) -> Json:
        self._must_reach()
        stored = self._world.files.keep(kind, upload, frozenset(bot.id for bot in self._chat.bots))
        return self._post(described(stored, **more) | ({"caption": caption} if caption else {}), topic=topic)

    def _standing(self, message_id: int) -> Message:
        message = self._chat.messages.get(message_id)
        if message is None:
            raise LookupError(f"Message {message_id} is not here (any more).")
        return message

    def _must_reach(self) -> None:
        if self._chat.is_blocked:
            raise LookupError(f"{self._account.name} has blocked this bot: unblock first.")
        if self._chat.migrated_to:
            raise LookupError("This group has become a supergroup: write there.")
        if self._account.id not in self._chat.people:
            raise LookupError(f"{self._account.name} is not in this chat.")


class Person:
    """Somebody with a phone."""

    def __init__(self, world: World, account: Account) -> None:
        self._world = world
        self.account = account

    @property
    def id(self) -> int:
        """The Telegram id."""
        return self.account.id

    @property
    def name(self) -> str:
        """The first name."""
        return self.account.name

    def chat(self, token: str) -> Side:
        """This person's private chat with the bot of that token; nothing is sent yet."""
        bot = self._world.bots[token]
        return Side(self._world, self._world.private(bot, self.account), self.account, {self.id: _role(bot)})


def _text(text: str) -> Json:
    entities = seen_in(text)
    return {"text": text} | ({"entities": entities} if entities else {})


def _role(bot: Bot) -> str:
    return "officer" if "piket" in bot.username else "reporter"

"""Updates as no person could send them: real ones, changed at random."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

from flows.events import CONTROLS, callback
from flows.tables import STEPS
from tests.faults.telegram import CANARY

ABYSS = "[" * 100_000 + "]" * 100_000
CHATS = 40  # who sends them: few, so that conversations grow under them
VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 2**31, 2**63, 2**63 - 1, -(2**63), 2**200, 1.5, 1e308, "", "0", " ", "private", "\x00"),
    *(
        "\ud800",
        "\udc00x",
        "\u202e\u2066\u200b",
        "👩‍👩‍👧‍👦" * 50,
        "á̴̢" * 500,
        "ꦲꦏ꧀ꦱꦫ",
        "'; DROP TABLE cases; --",
        "<b>&amp;",
    ),
    *([], {}, [[]], [None], {"id": 1}, {"type": "private"}, [{"type": "bot_command", "offset": -1, "length": 9**9}]),
)
WORDS = (
    "halo",
    "/start",
    "/darurat",
    "/cek 1234 5678 9012 3456",
    "/hapus",
    "/bantuan",
    "keluar",
    "aku takut",
    "tolong",
)
KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query", "poll", "thing_of_tomorrow")


class Oddities:
    """An endless line of them."""

    def __init__(self, luck: random.Random) -> None:
        self.luck = luck
        self.chats = [luck.randrange(10**9, 10**10) for _ in range(CHATS)]

    def one(self, number: int, at: int) -> str:
        """An update with this id, as JSON."""
        luck, update = self.luck, {"update_id": number, **self._real(at)}
        rare = luck.random()
        if rare < 0.00005:  # deeper than Python can follow
            return json.dumps(update)[:-1] + f', "x": {ABYSS}}}'
        if rare < 0.0003:
            update["message"] = self._message(at, text=luck.choice("x🌧\x00") * 1_000_000)
        elif rare < 0.1:  # fields of tomorrow, everywhere
            self._deep(update)[f"new_{luck.randrange(9)}"] = copy.deepcopy(luck.choice(VALUES))
        elif rare < 0.2:
            update[luck.choice(KINDS)] = update.pop(next(name for name in update if name != "update_id"))
        elif rare < 0.9:
            for _ in range(luck.choice((1, 1, 2, 5))):
                self._change(update)
        return json.dumps(update)  # as it is, once in ten times: an old button, say

    def _real(self, at: int) -> dict[str, Any]:
        luck = self.luck
        match luck.randrange(8):
            case 0:
                return {"message": self._message(at, text=luck.choice(WORDS))}
            case 1:
                return {"edited_message": self._message(at, text=luck.choice(WORDS), edit_date=at)}
            case 2:
                photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
                return {"message": self._message(at, photo=photo, caption=luck.choice(WORDS))}
            case 3:
                voice = {"file_id": "f", "file_unique_id": "u", "duration": 9}
                return {"message": self._message(at, voice=voice)}
            case 4:
                return {"message": self._message(at, location={"latitude": -6.9, "longitude": 111.4})}
            case 5:
                origin = {"type": "user", "date": at, "sender_user": self._who(luck.choice(self.chats))}
                return {"message": self._message(at, text="diteruskan", forward_origin=origin)}
            case _:
                return {"callback_query": self._tap(at)}

    def _tap(self, at: int) -> dict[str, Any]:
        step = STEPS[self.luck.choice(tuple(STEPS))]
        id = self.luck.choice((*step.choices, *CONTROLS))
        message = self._message(at, text="layar")
        data = callback(id, step.name, self.luck.randrange(12))
        return {"id": "1", "from": message["from"], "chat_instance": "1", "data": data, "message": message}

    def _message(self, at: int, **fields: Any) -> dict[str, Any]:
        chat = self.luck.choice(self.chats)
        head = {"message_id": self.luck.randrange(1, 10**6), "date": at, "chat": {"id": chat, "type": "private"}}
        return {**head, "from": self._who(chat), **fields}

    def _who(self, chat: int) -> dict[str, Any]:
        return {"id": chat, "is_bot": False, "first_name": f"{CANARY} {chat}"}

    def _deep(self, update: dict[str, Any]) -> dict[str, Any]:
        """One of the objects inside it, never the outermost."""
        inside = [one for one in _objects(update) if one is not update]
        return self.luck.choice(inside) if inside else update

    def _change(self, update: dict[str, Any]) -> None:
        where = self._deep(update)
        names = [name for name in where if name != "update_id"]
        if not names:
            return
        name = self.luck.choice(names)
        if self.luck.random() < 0.3:
            del where[name]
        else:
            where[name] = copy.deepcopy(self.luck.choice(VALUES))


def _objects(value: Any) -> list[dict[str, Any]]:
    found = [value] if isinstance(value, dict) else []
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        found += _objects(one)
    return found

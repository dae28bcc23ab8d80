"""A group of people and bots, as the test or the demo arranges it."""

from __future__ import annotations

from itertools import count

from bot.sandbox.about import member, membership_changed, remove_bot
from bot.sandbox.chats import SUPERGROUPS_BELOW, Chat
from bot.sandbox.people import Person, Side
from bot.sandbox.screen import Screen
from bot.sandbox.world import World

_new_supergroups = count(1)


class Group(Screen):
    """A group chat. A supergroup when its id is below -1 000 000 000 000; a forum when it has topics."""

    def __init__(self, world: World, chat: Chat) -> None:
        super().__init__(world, chat)

    def as_(self, person: Person) -> Side:
        """This person, in this group."""
        return Side(self._world, self._chat, person.account)

    def topic(self, name: str) -> int:
        """The message_thread_id of a topic."""
        return next(number for number, known in self._chat.topics.items() if known == name)

    def join(self, person: Person) -> None:
        """Let a person in."""
        self._chat.people[person.id] = person.account

    def kick(self, token: str, by: Person) -> None:
        """Throw a bot out; it hears of it and may not write any more."""
        remove_bot(self._world, self._chat, self._world.bots[token], status="kicked", by=by.account.as_user())

    def add(self, token: str, by: Person, *, admin: bool = True) -> None:
        """Bring a bot in; it hears of it."""
        bot = self._world.bots[token]
        old = {"status": "left", "user": bot.as_user()}
        self._chat.bots.append(bot)
        (self._chat.admins.add if admin else self._chat.admins.discard)(bot.id)
        new = member(self._chat, bot.id, bot.as_user())
        membership_changed(self._world, self._chat, bot, old, new, by.account.as_user())

    def migrate(self, new_id: int | None = None) -> Group:
        """Become a supergroup, with a new id and an empty history; from then on the old id refuses and says so."""
        old = self._chat
        if old.kind != "group":
            raise ValueError("Only a basic group becomes a supergroup: give it an id like -4001.")
        chat = Chat(
            new_id or SUPERGROUPS_BELOW - 7_000_000_000 - next(_new_supergroups),
            list(old.bots),
            dict(old.people),
            old.title,
            admins=set(old.admins),
        )
        self._world.groups[chat.id] = chat
        owner = next(iter(old.people.values()), None)
        if owner is None:
            raise ValueError("A group without people cannot migrate.")
        self._world.post(old, owner, {"migrate_to_chat_id": chat.id})
        old.migrated_to = chat.id
        self._world.post(chat, owner, {"migrate_from_chat_id": old.id})
        return Group(self._world, chat)

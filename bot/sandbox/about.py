"""The Bot API methods about bots, chats and files; and the table of every method there is.

Each public function is the method of its name: it takes effect and returns the result, or raises Refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox import methods
from bot.sandbox.chats import Account, Bot, Change, Chat, Json
from bot.sandbox.files import LARGEST_DOWNLOAD
from bot.sandbox.params import Params
from bot.sandbox.refusals import WEBHOOK_ACTIVE, WEBHOOK_SET, Refused, bad_request, forbidden
from bot.sandbox.world import World

_SECRET = re.compile(r"^[A-Za-z0-9_-]{0,256}$")
_COMMAND = re.compile(r"^[a-z0-9_]{1,32}$")
_GIFTS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels",
)  # fmt: skip
_RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]
_HELD_RIGHTS = ("can_manage_chat", "can_delete_messages")


def get_me(world: World, bot: Bot, params: Params) -> Json:
    may = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    more = ("can_connect_to_business", "has_main_web_app", "has_topics_enabled", "allows_users_to_create_topics")
    return bot.as_user() | may | dict.fromkeys(more, False) | {"can_manage_bots": False}


async def get_updates(world: World, bot: Bot, params: Params) -> list[Json]:
    if bot.webhook:
        raise Refused(409, WEBHOOK_ACTIVE)
    allowed = params.get("allowed_updates")
    offset, limit, seconds = params.number("offset"), params.number("limit", 100), params.number("timeout")
    return await bot.queue.poll(offset, limit, seconds, allowed)


def set_webhook(world: World, bot: Bot, params: Params) -> bool:
    url = params.text("url")
    if not url:
        return delete_webhook(world, bot, params)
    if not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.text("secret_token")
    if not _SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    if params.flag("drop_pending_updates"):
        bot.queue.clear()
    if params.get("allowed_updates") is not None:
        bot.queue.allowed = tuple(params["allowed_updates"])
    bot.webhook = {"url": url, "max_connections": params.number("max_connections", 40)}
    bot.secret = secret
    bot.queue.interrupt(WEBHOOK_SET)
    world.ring(bot)
    return True


def delete_webhook(world: World, bot: Bot, params: Params) -> bool:
    bot.webhook, bot.secret = None, ""
    if params.flag("drop_pending_updates"):
        bot.queue.clear()
    return True


def get_webhook_info(world: World, bot: Bot, params: Params) -> Json:
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": len(bot.queue)} | (bot.webhook or {})
    return info | ({"allowed_updates": list(bot.queue.allowed)} if bot.queue.allowed else {})


def set_my_commands(world: World, bot: Bot, params: Params) -> bool:
    commands = params.need("commands")
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.match(command.get("command", "").removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    bot.about["commands", _where(params)] = commands
    return True


def get_my_commands(world: World, bot: Bot, params: Params) -> list[Json]:
    return list(bot.about.get(("commands", _where(params)), []))


def delete_my_commands(world: World, bot: Bot, params: Params) -> bool:
    bot.about.pop(("commands", _where(params)), None)
    return True


def set_my_name(world: World, bot: Bot, params: Params) -> bool:
    return _set_words(bot, params, "name", 64)


def set_my_description(world: World, bot: Bot, params: Params) -> bool:
    return _set_words(bot, params, "description", 512)


def set_my_short_description(world: World, bot: Bot, params: Params) -> bool:
    return _set_words(bot, params, "short_description", 120)


def get_my_name(world: World, bot: Bot, params: Params) -> Json:
    return {"name": _words_of(bot, params, "name") or bot.name}


def get_my_description(world: World, bot: Bot, params: Params) -> Json:
    return {"description": _words_of(bot, params, "description")}


def get_my_short_description(world: World, bot: Bot, params: Params) -> Json:
    return {"short_description": _words_of(bot, params, "short_description")}


def set_chat_menu_button(world: World, bot: Bot, params: Params) -> bool:
    button = params.get("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "default", "web_app"):
        raise bad_request("menu button type is invalid")
    bot.about["menu_button", str(params.get("chat_id") or "")] = button
    return True


def get_chat_menu_button(world: World, bot: Bot, params: Params) -> Json:
    button: Json = bot.about.get(("menu_button", str(params.get("chat_id") or "")), {"type": "default"})
    return button


def get_file(world: World, bot: Bot, params: Params) -> Json:
    stored = world.files.find(bot.id, str(params.need("file_id")))
    size = len(stored.upload.content)
    if size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    unique = f"u{stored.file_id[-6:]}"
    return {"file_id": stored.file_id, "file_unique_id": unique, "file_size": size, "file_path": stored.path}


def get_chat(world: World, bot: Bot, params: Params) -> Json:
    chat = world.chat_for(bot, params.need("chat_id"))
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(_GIFTS, False)}
    pinned = chat.messages.get(chat.pinned or 0)
    return chat.as_chat() | full | ({"pinned_message": pinned.body} if pinned else {})


def get_chat_member(world: World, bot: Bot, params: Params) -> Json:
    chat = world.chat_for(bot, params.need("chat_id"))
    wanted = params.number("user_id")
    inside: list[Bot | Account] = [*chat.bots, *chat.people.values()]
    for user in inside:
        if user.id == wanted:
            return member(chat, user.id, user.as_user())
    if wanted in world.accounts:
        return {"status": "left", "user": world.accounts[wanted].as_user()}
    raise bad_request("user not found")


def leave_chat(world: World, bot: Bot, params: Params) -> bool:
    chat = world.chat_for(bot, params.need("chat_id"))
    if chat.kind == "private":
        raise forbidden("bot can't leave a private chat")
    remove_bot(world, chat, bot, status="left", by=bot.as_user())
    return True


def remove_bot(world: World, chat: Chat, bot: Bot, *, status: str, by: Json) -> None:
    """Take a bot out of a group; it hears of it."""
    old = member(chat, bot.id, bot.as_user())
    new = {"status": status, "user": bot.as_user()} | ({"until_date": 0} if status == "kicked" else {})
    chat.bots.remove(bot)
    membership_changed(world, chat, bot, old, new, by)


def membership_changed(world: World, chat: Chat, bot: Bot, old: Json, new: Json, by: Json) -> None:
    """my_chat_member: something about the bot's own place in a chat changed."""
    change = {"chat": chat.as_chat(), "from": by, "date": world.now(), "old_chat_member": old, "new_chat_member": new}
    bot.queue.put("my_chat_member", change)
    world.tell(Change("state", chat))


def member(chat: Chat, user_id: int, user: Json) -> Json:
    """ChatMember for someone who is in the chat."""
    if user_id not in chat.admins:
        return {"status": "member", "user": user}
    rights = {right: right in _HELD_RIGHTS for right in _RIGHTS}
    more = {"can_pin_messages": True, "can_manage_topics": True} if chat.kind == "supergroup" else {}
    return {"status": "administrator", "user": user, **rights, **more}


def _where(params: Params) -> str:
    scope = params.get("scope") or {"type": "default"}
    return f"{sorted(scope.items())}/{params.text('language_code')}"


def _set_words(bot: Bot, params: Params, what: str, longest: int) -> bool:
    words = params.text(what)
    if len(words) > longest:
        raise bad_request(f"{what} is too long")
    bot.about[what, params.text("language_code")] = words
    return True


def _words_of(bot: Bot, params: Params, what: str) -> str:
    """As Telegram gives them: in this language, else those for everybody."""
    return str(bot.about.get((what, params.text("language_code"))) or bot.about.get((what, "")) or "")


METHODS: dict[str, Callable[[World, Bot, Params], Any]] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": set_my_name,
    "getMyName": get_my_name,
    "getMyDescription": get_my_description,
    "getMyShortDescription": get_my_short_description,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
    "sendMessage": methods.send_message,
    "sendPhoto": methods.send_photo,
    "sendDocument": methods.send_document,
    "sendVoice": methods.send_voice,
    "sendLocation": methods.send_location,
    "copyMessage": methods.copy_message,
    "forwardMessage": methods.forward_message,
    "editMessageText": methods.edit_message_text,
    "editMessageReplyMarkup": methods.edit_message_reply_markup,
    "deleteMessage": methods.delete_message,
    "deleteMessages": methods.delete_messages,
    "answerCallbackQuery": methods.answer_callback_query,
    "sendChatAction": methods.send_chat_action,
    "pinChatMessage": methods.pin_chat_message,
    "getFile": get_file,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "leaveChat": leave_chat,
}

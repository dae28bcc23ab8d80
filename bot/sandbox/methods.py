"""The Bot API methods that write, change, copy and remove messages.

Each public function is the method of its name: it takes effect and returns the result, or raises Refused.
"""

from __future__ import annotations

from copy import deepcopy

from bot.sandbox.chats import SPOKEN, Bot, Change, Chat, Json, Message
from bot.sandbox.files import described
from bot.sandbox.formatting import LONGEST_CAPTION, LONGEST_TEXT, formatted, units
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.params import Params, Upload
from bot.sandbox.refusals import NOT_MODIFIED, QUERY_INVALID, bad_request
from bot.sandbox.world import World

DELETABLE_FOR = 48 * 3600
QUERY_LASTS = 15 * 60
LONGEST_TOAST = 200
MOST_AT_ONCE = 100

_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip
_CONTENT = SPOKEN | {"entities", "caption", "caption_entities"}


def send_message(world: World, bot: Bot, params: Params) -> Json:
    text, entities = _text(params)
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    if params.get("link_preview_options"):
        content["link_preview_options"] = params["link_preview_options"]
    return _send(world, bot, params, content)


def send_photo(world: World, bot: Bot, params: Params) -> Json:
    return _send_file(world, bot, params, "photo")


def send_document(world: World, bot: Bot, params: Params) -> Json:
    return _send_file(world, bot, params, "document")


def send_voice(world: World, bot: Bot, params: Params) -> Json:
    return _send_file(world, bot, params, "voice")


def send_location(world: World, bot: Bot, params: Params) -> Json:
    latitude, longitude = params.need("latitude"), params.need("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong location: latitude or longitude is out of range")
    return _send(world, bot, params, {"location": {"latitude": latitude, "longitude": longitude}})


def copy_message(world: World, bot: Bot, params: Params) -> Json:
    source = _source(world, bot, params, "copy", "copied")
    content = {name: value for name, value in source.body.items() if name in _CONTENT}
    if "caption" in params and "text" not in content:
        content.pop("caption_entities", None)
        content |= _caption(params)
    return {"message_id": _send(world, bot, params, deepcopy(content))["message_id"]}


def forward_message(world: World, bot: Bot, params: Params) -> Json:
    source = _source(world, bot, params, "forward", "forwarded")
    content = {name: value for name, value in source.body.items() if name in (*_CONTENT, "forward_origin")}
    origin = {"type": "user", "date": source.body["date"], "sender_user": source.sender.as_user()}
    return _send(world, bot, params, {"forward_origin": origin} | deepcopy(content))


def edit_message_text(world: World, bot: Bot, params: Params) -> Json:
    message = _own_message(world, bot, params)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    text, entities = _text(params)
    keyboard = inline_keyboard(params.get("reply_markup"))
    before = (message.body["text"], message.body.get("entities", []), message.body.get("reply_markup"))
    if before == (text, entities, keyboard):
        raise bad_request(NOT_MODIFIED)
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    if keyboard:
        content["reply_markup"] = keyboard
    world.edit(message, content, without=("entities", "reply_markup"))  # no keyboard given: the old one goes
    return message.body


def edit_message_reply_markup(world: World, bot: Bot, params: Params) -> Json:
    message = _own_message(world, bot, params)
    keyboard = inline_keyboard(params.get("reply_markup"))
    if message.body.get("reply_markup") == keyboard:
        raise bad_request(NOT_MODIFIED)
    world.edit(
        message,
        {"edit_date": world.now()} | ({"reply_markup": keyboard} if keyboard else {}),
        without=("reply_markup",),
    )
    return message.body


def delete_message(world: World, bot: Bot, params: Params) -> bool:
    chat = world.chat_for(bot, params.need("chat_id"))
    message = chat.messages.get(params.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, bot, message)
    world.delete(message)
    return True


def delete_messages(world: World, bot: Bot, params: Params) -> bool:
    chat = world.chat_for(bot, params.need("chat_id"))
    ids = params.need("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    messages = [chat.messages[i] for i in dict.fromkeys(ids) if i in chat.messages]
    for message in messages:
        _check_deletable(world, bot, message)  # one that may not go, and none goes
    for message in messages:
        world.delete(message)
    return True


def answer_callback_query(world: World, bot: Bot, params: Params) -> bool:
    text = params.text("text")
    if units(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    chat, account, since = bot.callbacks.pop(str(params.need("callback_query_id")), (None, None, 0.0))
    if chat is None or account is None or world.clock() - since > QUERY_LASTS:
        raise bad_request(QUERY_INVALID)
    if text:
        toast = {"person": account.id, "text": text, "is_alert": params.flag("show_alert")}
        chat.toasts.append(toast)
        world.tell(Change("toast", chat, toast, account))
    return True


def send_chat_action(world: World, bot: Bot, params: Params) -> bool:
    chat = world.chat_to_write(bot, params.need("chat_id"))
    if params.need("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_since = world.clock()
    world.tell(Change("typing", chat))
    return True


def pin_chat_message(world: World, bot: Bot, params: Params) -> bool:
    chat = world.chat_to_write(bot, params.need("chat_id"))
    message = chat.messages.get(params.number("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    if chat.kind != "private" and bot.id not in chat.admins:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    chat.pinned = message.id
    pinned = {name: value for name, value in message.body.items() if name != "reply_to_message"}
    world.post(chat, bot, {"pinned_message": pinned}, is_silent=params.flag("disable_notification"))
    return True


def _text(params: Params) -> tuple[str, list[Json]]:
    text, entities = formatted(params.text("text"), params.get("parse_mode"), params.get("entities"))
    if not text:
        raise bad_request("message text is empty")
    if units(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return text, entities


def _caption(params: Params) -> Json:
    text, entities = formatted(params.text("caption"), params.get("parse_mode"), params.get("caption_entities"))
    if units(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    content: Json = {"caption": text} if text else {}
    return content | ({"caption_entities": entities} if text and entities else {})


def _send(world: World, bot: Bot, params: Params, content: Json) -> Json:
    chat = world.chat_to_write(bot, params.need("chat_id"))
    keyboard = inline_keyboard(params.get("reply_markup"))
    topic = params.get("message_thread_id")
    if topic is not None and topic not in chat.topics:
        raise bad_request("message thread not found")
    message = world.post(
        chat,
        bot,
        content | ({"reply_markup": keyboard} if keyboard else {}),
        reply_to=_replied(chat, params),
        topic=topic,
        is_protected=params.flag("protect_content"),
        is_silent=params.flag("disable_notification"),
    )
    return message.body


def _send_file(world: World, bot: Bot, params: Params, kind: str) -> Json:
    given = params.need(kind)
    caption = _caption(params)
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        chat = world.chat_to_write(bot, params.need("chat_id"))
        stored = world.files.keep(kind, given, frozenset(member.id for member in chat.bots))
    else:
        stored = world.files.find(bot.id, str(given))
    return _send(world, bot, params, described(stored) | caption)


def _replied(chat: Chat, params: Params) -> Message | None:
    wanted = params.get("reply_parameters")
    if not wanted:
        return None
    message = chat.messages.get(wanted.get("message_id"))
    if message is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def _own_message(world: World, bot: Bot, params: Params) -> Message:
    chat = world.chat_to_write(bot, params.need("chat_id"))
    message = chat.messages.get(params.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not bot:
        raise bad_request("message can't be edited")
    return message


def _source(world: World, bot: Bot, params: Params, verb: str, done: str) -> Message:
    chat = world.chat_for(bot, params.need("from_chat_id"))
    message = chat.messages.get(params.number("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if message.is_protected or not SPOKEN & message.body.keys():
        raise bad_request(f"the message can't be {done}")
    return message


def _check_deletable(world: World, bot: Bot, message: Message) -> None:
    chat = message.chat
    is_others = chat.kind != "private" and message.sender is not bot
    if is_others and bot.id not in chat.admins:
        raise bad_request("message can't be deleted")
    if world.clock() - message.body["date"] >= DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")

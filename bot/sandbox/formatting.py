"""Telegram's HTML into text and entities, measured the way Telegram measures: in UTF-16 units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from bot.sandbox.refusals import bad_request

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024

Entity = dict[str, Any]

_SIMPLE = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
}  # fmt: skip
_TAGS = {*_SIMPLE, "span", "a", "pre", "blockquote", "tg-emoji"}
_ATTRIBUTE = re.compile(r"""([^\s=>/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?\s*""")
_CHARACTER = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|lt|gt|amp|quot);")
_SEEN_BY_ITSELF = re.compile(
    r"(?P<url>https?://[^\s<>]+[^\s<>.,!?)])"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w/@.])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})\b"
)


@dataclass
class _Open:
    tag: str
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


def units(text: str) -> int:
    """How long Telegram says `text` is."""
    return len(text.encode("utf-16-le")) // 2


def formatted(text: str, parse_mode: str | None, given: list[Entity] | None = None) -> tuple[str, list[Entity]]:
    """Text and entities of what a bot sent. Raises Refused on HTML that Telegram would not take."""
    if given and not parse_mode:
        return text, given
    if not parse_mode:
        plain, entities = text, list[Entity]()
    elif parse_mode.lower() == "html":
        plain, entities = _parse_html(text)
    else:
        raise bad_request("unsupported parse_mode")  # the project writes HTML only
    plain, entities = _trimmed(plain, entities)
    return plain, _in_order(entities + _outside(entities, seen_in(plain)))


def seen_in(text: str) -> list[Entity]:
    """What Telegram marks by itself: commands, links and mentions."""
    found = []
    for match in _SEEN_BY_ITSELF.finditer(text):
        assert match.lastgroup is not None
        found.append({"type": match.lastgroup, "offset": units(text[: match.start()]), "length": units(match.group(0))})
    return found


def _parse_html(source: str) -> tuple[str, list[Entity]]:
    out: list[str] = []
    length = 0
    opened: list[_Open] = []
    entities: list[Entity] = []
    at = 0
    while at < len(source):
        if source[at] == "<":
            end = _tag_end(source, at)
            if end is None:
                raise _unparsable(f"Unclosed {'end' if source[at + 1 : at + 2] == '/' else 'start'} tag", source, at)
            inside = source[at + 1 : end]
            if inside.startswith("/"):
                entity = _close(inside[1:].strip().lower(), opened, "".join(out), length, source, at, entities)
                if entity:
                    entities.append(entity)
            else:
                opened.append(_start(inside, length, source, at))
            at = end + 1
            continue
        match = _CHARACTER.match(source, at)
        piece = unescape(match.group(0)) if match else source[at]
        out.append(piece)
        length += units(piece)
        at = match.end() if match else at + 1
    if opened:
        raise bad_request(f"can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1].tag}\"")
    return "".join(out), entities


def _tag_end(source: str, at: int) -> int | None:
    quote = ""
    for index in range(at + 1, len(source)):
        letter = source[index]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == ">":
            return index
    return None


def _start(inside: str, length: int, source: str, at: int) -> _Open:
    name, _, rest = inside.partition(" ")
    tag = name.strip().lower()
    attributes = {m.group(1).lower(): unescape((m.group(2) or "").strip("\"'")) for m in _ATTRIBUTE.finditer(rest)}
    if tag not in _TAGS or (tag == "span" and attributes.get("class") != "tg-spoiler"):
        raise _unparsable(f'Unsupported start tag "{tag}"', source, at)
    return _Open(tag, length, attributes)


def _close(
    tag: str, opened: list[_Open], text: str, length: int, source: str, at: int, done: list[Entity]
) -> Entity | None:
    if not opened:
        raise _unparsable("Unexpected end tag", source, at)
    last = opened.pop()
    if tag and tag != last.tag:
        raise bad_request(
            f"can't parse entities: Unmatched end tag at byte offset {_byte(source, at)}, "
            f'expected "</{last.tag}>", found "</{tag}>"'
        )
    if length == last.start:
        return None
    entity: Entity = {"type": _SIMPLE.get(last.tag, last.tag), "offset": last.start, "length": length - last.start}
    if last.tag == "span":
        entity["type"] = "spoiler"
    elif last.tag == "a":
        inner = text.encode("utf-16-le")[last.start * 2 :].decode("utf-16-le")
        url = last.attributes.get("href") or inner
        if "." not in url and ":" not in url:
            return None  # not an address: Telegram shows the words and makes no link
        entity |= {"type": "text_link", "url": url}
    elif last.tag == "tg-emoji":
        entity |= {"type": "custom_emoji", "custom_emoji_id": last.attributes.get("emoji-id", "")}
    elif last.tag == "blockquote" and "expandable" in last.attributes:
        entity["type"] = "expandable_blockquote"
    elif last.tag == "code" and opened and opened[-1].tag == "pre" and "class" in last.attributes:
        opened[-1].attributes["language"] = last.attributes["class"].removeprefix("language-")
        return None
    elif last.tag == "pre" and "language" in last.attributes:
        entity["language"] = last.attributes["language"]
    return entity


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    lead = units(text) - units(text.lstrip())
    kept = text.strip()
    whole = units(kept)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(whole, entity["offset"] + entity["length"] - lead)
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, moved


def _outside(entities: list[Entity], found: list[Entity]) -> list[Entity]:
    closed = [e for e in entities if e["type"] in ("code", "pre", "text_link")]
    return [
        f
        for f in found
        if not any(e["offset"] < f["offset"] + f["length"] and f["offset"] < e["offset"] + e["length"] for e in closed)
    ]


def _in_order(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _byte(source: str, at: int) -> int:
    return len(source[:at].encode())


def _unparsable(what: str, source: str, at: int) -> Exception:
    return bad_request(f"can't parse entities: {what} at byte offset {_byte(source, at)}")

"""All the words anybody reads, by key, language and register. The only importer of Fluent.

What a language does not have would be said in Indonesian; the lint sees to it that the
``COMPLETE`` ones have everything a reporter reads. ``.quiet`` of a message is its version
for someone whose screen may be seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType
from fluent.syntax.ast import Resource

from flows import FlowError
from flows.events import CONTROLS, callback
from flows.outcome import Button, Screen, Text
from flows.step import fluent_key

DEFAULT = "id"
COMPLETE = frozenset({"id", "jv", "en"})
# What a reporter reads; the desk reads Indonesian.
SPOKEN = ("common", "report", "followup", "commands", "peers", "advice", "visiting", "consent", "voice")
LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "id": (
        *SPOKEN,
        *("reasons", "desk", "queue", "phrases", "entry", "shifts", "tracks", "register", "poster", "about"),
    ),
    "jv": (*SPOKEN, "poster", "about"),
    "en": (*SPOKEN, "about"),
}
LONGEST = 4096  # Telegram's limit for one message, in UTF-16 units
TICK = "✓ "


class NoSuchText(FlowError):
    """A text is missing, or does not fit its arguments."""


@dataclass(frozen=True)
class Key:
    """A button as it is sent: what it says and what it carries."""

    label: str
    data: str


@dataclass(frozen=True)
class Written:
    """A screen in words."""

    text: str = field(repr=False)
    rows: tuple[tuple[Key, ...], ...] = field(repr=False)


def text(key: str, language: str = DEFAULT, *, register: str = "anak", quiet: bool = False, **args: Any) -> str:
    """One sentence. Raises `NoSuchText` when it is missing or an argument is."""
    if key == "plain":  # Fluent refuses an argument of more than 2,500 signs; an officer may write more
        return str(args["words"]).strip()
    languages = (language, DEFAULT)
    return _formed(key, languages, register, quiet, args) if args else _always_so(key, languages, register, quiet)


@lru_cache(maxsize=8192)  # most buttons and half of the lines; never what anybody told, which is an argument
def _always_so(key: str, languages: tuple[str, str], register: str, quiet: bool) -> str:
    return _formed(key, languages, register, quiet, {})


def _formed(key: str, languages: tuple[str, str], register: str, quiet: bool, args: Mapping[str, Any]) -> str:
    for code in dict.fromkeys(languages):
        bundle = _bundle(code)
        if not bundle.has_message(key):
            continue
        message = bundle.get_message(key)
        pattern = message.attributes.get("quiet", message.value) if quiet else message.value
        if pattern is None:
            raise NoSuchText(f"{key}: it has no value")
        said, errors = bundle.format_pattern(pattern, {"register": register, **args})
        if errors:
            raise NoSuchText(f"{key}: {type(errors[0]).__name__} in its arguments")
        return _as_text(said)
    raise NoSuchText(f"{key}: no such text")


def write(screen: Screen) -> Written:
    """A screen as the reporter sees it, within Telegram's limit."""
    parts = [_say(part, screen) for part in (screen.head, *screen.lines)]
    said = "\n\n".join(part for part in parts if part).replace("\n\n•", "\n•")
    origin = screen.origin or screen.step
    rows = tuple(
        tuple(Key(_label(b, screen), callback(b.id, origin, screen.version)) for b in line) for line in screen.rows
    )
    return Written(shortened(said), rows)


def say(part: Text, *, language: str = DEFAULT, register: str = "anak", quiet: bool = False) -> str:
    """A single line outside a screen (a toast)."""
    return text(part.key, language, register=register, quiet=quiet or part.quiet, **part.args)


def label(id: str, language: str = DEFAULT, *, register: str = "anak", quiet: bool = False) -> str:
    """What a button with this id says."""
    key = ("control-" if id in CONTROLS else "pick-") + fluent_key(id)
    return text(key, language, register=register, quiet=quiet)


def named(option: str, language: str = DEFAULT, register: str = "anak") -> str:
    """What an answer is called. One that only an older version offered keeps its id: a card must open all the same."""
    try:
        return label(option, language, register=register)
    except NoSuchText:
        return option


def shortened(said: str, longest: int = LONGEST) -> str:
    """Cut at Telegram's limit, counted as it counts: in UTF-16 units, never inside a character."""
    if len(said.encode("utf-16-le", "replace")) // 2 <= longest:
        return said
    said = said[:longest]  # at least so much must go; the rest is a matter of emoji
    while len(said.encode("utf-16-le", "replace")) // 2 > longest - 1:
        said = said[:-32]
    return said + "…"


def _say(part: Text, screen: Screen) -> str:
    args = dict(part.args)
    if part.key.startswith("review-"):
        args["step"] = text(f"pick-change-{args['step']}", screen.language, register=screen.register)
        options: Sequence[str] = args.get("options", ())
        args["options"] = ", ".join(_name(option, screen) for option in options)
    return text(part.key, screen.language, register=screen.register, quiet=screen.quiet or part.quiet, **args)


def _name(option: str, screen: Screen) -> str:
    from flows import areas  # the list of places is only opened where one is named

    place = areas.name_of(option) if option[0].isdigit() else ""
    return place or named(option, screen.language, screen.register)


def _label(button: Button, screen: Screen) -> str:
    said = button.label or label(button.id, screen.language, register=screen.register, quiet=screen.quiet)
    return (TICK if button.ticked else "") + said


def _as_text(said: str | FluentType) -> str:
    return said.strip() if isinstance(said, str) else str(said)


@lru_cache(maxsize=8)
def _bundle(language: str) -> FluentBundle:
    # use_isolating=False: isolation marks would stand inside texts that people copy (receipts).
    bundle = FluentBundle([language], use_isolating=False)
    for name in LANGUAGES.get(language, ()):
        bundle.add_resource(parsed(language, name))
    return bundle


@cache
def parsed(language: str, name: str) -> Resource:
    """The Fluent file that ships, read once for all who need it."""
    return FluentResource(source(language, name))


def source(language: str, name: str) -> str:
    """The Fluent file as it stands, for the lint."""
    return resources.files("flows").joinpath(f"texts/{language}/{name}.ftl").read_text("utf-8")

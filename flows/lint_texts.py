"""The Fluent files: what is missing, unused or broken; words that tell, blame, or promise too much."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources

from fluent.syntax import FluentParser, ast

from flows import advice, lint_reading
from flows.areas import ELSEWHERE
from flows.desk import life, tracks
from flows.desk.card import LINES
from flows.desk.entry import DOORS
from flows.desk.waiting import PHRASES
from flows.events import CONTROLS
from flows.export import DESK
from flows.lint_tables import ALL_CODES, MODIFIER_CODES
from flows.lint_words import BLAMING, FILED_UNDER, PICTURES, PROMISING, TELLING
from flows.step import Step, fluent_key
from flows.wording import COMPLETE, DEFAULT, LANGUAGES, SPOKEN, parsed

# Keys that the doors and the store say, not the flow. A test finds each of them in their code.
SAID_ELSEWHERE = re.compile(
    r"desk-.*|queue-.*|entry-.*|alert-.*|alarm-.*|sealed-counter|addition|fault|.*-unreachable|outage|sorry|news-push"
    r"|card-wipes|source-.*|register-.*|recap-.*|poster-.*|about-.*|menu-.*"
)
CLOCKS = ("CLK_PEP", "CLK_EC", "CLK_TPKS41", "CLK_PKDRT16")
KINDS_REFUSED = ("media", "voice", "thing", "code")  # of what was sent and is not words
CARD_NOTES = ("gone", "unfinished", "broken-off", "insider-unknown", "elsewhere", "seen")
FOR_REPORTERS = (*SPOKEN, "phrases")  # an officer's answers are Indonesian, as the officer is
SEEN = re.compile(
    r"ask-(?!(start|away)$).*|numbers-again|receipt|advice-.*|care(-sealed|-still)?|note-(sealed|police|code|answered.*)"
)
ICON = re.compile(r"[^\w\s“”\"]+")


class Files:
    """The texts of every language, parsed once. ``read`` stands in for the files that ship."""

    def __init__(self, read: Callable[[str, str], str] | None = None) -> None:
        self.messages: dict[str, dict[str, ast.Message]] = {}
        self.reporters: dict[str, set[str]] = {}
        self.spoken: set[str] = set()
        self.broken: list[str] = []
        for language, names in LANGUAGES.items():
            self.messages[language], self.reporters[language] = {}, set()
            for name in names:
                file = FluentParser().parse(read(language, name)) if read else parsed(language, name)
                self._add(language, name, file)

    def _add(self, language: str, name: str, file: ast.Resource) -> None:
        for entry in file.body:
            if isinstance(entry, ast.Junk):
                first = (entry.content or "").strip().splitlines()[0]
                self.broken.append(f"texts {language}/{name}.ftl: Fluent cannot read {first!r}")
            if not isinstance(entry, ast.Message):
                continue
            if entry.id.name in self.messages[language]:
                self.broken.append(f"texts {language}/{name}.ftl: {entry.id.name} stands there twice")
            self.messages[language][entry.id.name] = entry
            if name in FOR_REPORTERS:
                self.reporters[language].add(entry.id.name)
            if language == DEFAULT and name in SPOKEN:
                self.spoken.add(entry.id.name)


def needed(steps: Iterable[Step]) -> frozenset[str]:
    """Every key the tables ask for."""
    keys = {f"control-{control}" for control in CONTROLS} | {f"desk-{id}" for id in DESK}
    keys |= {f"reason-{code}" for code in ALL_CODES} | {f"modifier-{code}" for code in MODIFIER_CODES}
    keys |= {f"clock-{code}" for code in CLOCKS} | {"clock-due", "pick-" + fluent_key(ELSEWHERE)}
    keys |= {f"note-{kind}" for kind in KINDS_REFUSED} | {f"card-{name}" for name, _ in LINES}
    keys |= {f"card-{note}" for note in CARD_NOTES}
    keys |= {f"advice-{name}" for name in advice.SIGNED} | {"care", "care-sealed", "care-still"}
    keys |= {"pick-" + fluent_key(door) for door in DOORS}
    keys |= {f"phrase-{name}{part}" for name in PHRASES for part in ("", "-title")}
    keys |= tracks.keys() | {f"state-{state}" for state in life.STATES} | {f"close-{why}" for why in life.REASONS}
    for step in steps:
        keys |= {step.ask, *("pick-" + fluent_key(choice) for choice in step.choices)}
    return frozenset(keys)


@cache
def _literals() -> frozenset[str]:
    """Every quoted string in the flow's own code that could be a key: notes, heads, toasts, lines."""
    found: set[str] = set()
    for folder in ("", "desk", "triage"):
        for file in resources.files("flows").joinpath(folder).iterdir():
            if file.name.endswith(".py") and not file.name.startswith("lint"):
                found |= set(re.findall(r'"([a-z][a-z_]*(?:-[a-z_]+)*)"', file.read_text("utf-8")))
    return frozenset(found)


def wrong(files: Files, steps: Iterable[Step]) -> Iterator[str]:
    """What is wrong with the texts, one sentence each."""
    yield from files.broken
    indonesian = files.messages[DEFAULT]
    keys, said = needed(steps), _literals()
    names = {key: _names(message) for key, message in indonesian.items()}
    inside = {name for _, references in names.values() for name in references}
    yield from (f"texts {DEFAULT}: {k} is missing" for k in sorted(keys - set(indonesian)))
    for language in sorted(COMPLETE - {DEFAULT}):
        yield from _complete(language, files)
    for key in sorted(k for k in said if re.match(r"(note|head|toast|card|promise|alert)-", k) and k not in indonesian):
        yield f"texts {DEFAULT}: {key} is missing"
    for key, message in indonesian.items():
        if SEEN.fullmatch(key) and "quiet" not in {attribute.id.name for attribute in message.attributes}:
            yield f"texts {DEFAULT}: {key} has no version for a screen that may be seen"
        if key not in keys and key not in said and key not in inside and not SAID_ELSEWHERE.fullmatch(key):
            yield f"texts {DEFAULT}: nothing says {key}"
    for language, messages in files.messages.items():
        yield from _agreeing(language, messages, names)
        for key in sorted(files.reporters[language]):
            if key in messages:
                yield from _spoken(language, key, messages)
                if not key.endswith("-title"):  # those are read by an officer
                    yield from lint_reading.wrong(language, key, messages)


def _agreeing(
    language: str, messages: Mapping[str, ast.Message], indonesian: Mapping[str, tuple[set[str], set[str]]]
) -> Iterator[str]:
    for key, message in messages.items():
        here, references = indonesian[key] if language == DEFAULT else _names(message)
        if key not in indonesian:
            yield f"texts {language}: {key} is not a text of ours"
        elif here != (there := indonesian[key][0]):
            yield f"texts {language}: {key} uses {sorted(here)}, the Indonesian one {sorted(there)}"
        for name in references - set(messages):
            yield f"texts {language}: {key} speaks of {name}, which is not there"


def _complete(language: str, files: Files) -> Iterator[str]:
    """Every text a reporter reads, seen and unseen; and on each button the same icon, for who reads little."""
    here, there = files.messages[language], files.messages[DEFAULT]
    for key in sorted(files.spoken):
        if key not in here:
            yield f"texts {language}: {key} is missing"
            continue
        unseen = {a.id.name for a in there[key].attributes} - {a.id.name for a in here[key].attributes}
        yield from (f"texts {language}: {key} has no .{name}" for name in sorted(unseen))
        if re.match(r"(pick|control)-", key) and (icon := _icon(here[key])) != _icon(there[key]):
            yield f"texts {language}: {key} has the icon {icon!r}, the Indonesian one {_icon(there[key])!r}"


def _icon(message: ast.Message) -> str:
    """The sign a button begins with."""
    first = message.value.elements[0] if message.value else None
    sign = ICON.match(first.value) if isinstance(first, ast.TextElement) else None
    return sign.group() if sign else ""


def _spoken(language: str, key: str, messages: Mapping[str, ast.Message]) -> Iterator[str]:
    registers = lint_reading.CEILINGS[language]
    ways = [way for register in registers for way in lint_reading.read_aloud(messages, key, register)]
    said = "\n".join(dict.fromkeys(ways))  # to a child and to an adult most of it is the same
    for pattern, why in (
        (BLAMING, "blames"),
        (PROMISING, "promises too much"),
        (PICTURES, "asks for pictures"),
        (FILED_UNDER, "speaks as a form does"),
    ):
        if found := pattern.search(said):
            yield f"texts {language}: {key} {why}: {found.group()!r}"
    unseen = "\n".join(way for register in registers for way in lint_reading.unseen(messages, key, register))
    if re.match(r"(pick|control)-", key) and (found := TELLING.search(unseen)):
        yield f"texts {language}: {key} tells where the screen may be seen: {found.group()!r}"


def worth_knowing(files: Files) -> Iterator[str]:
    """What is not wrong, but good to know."""
    for language, messages in files.messages.items():
        missing = len(files.spoken - set(messages))
        if missing and language not in COMPLETE:
            yield f"texts {language}: {missing} of {len(files.spoken)} are missing; Indonesian stands in"


def _names(message: ast.Message) -> tuple[set[str], set[str]]:
    """The facts a text takes in, and the other texts it speaks of."""
    variables: set[str] = set()
    references: set[str] = set()
    waiting: list[object] = [message.value, *(attribute.value for attribute in message.attributes)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, ast.VariableReference):
            variables.add(node.id.name)
        elif isinstance(node, ast.MessageReference):
            references.add(node.id.name)
        elif isinstance(node, ast.SyntaxNode) and not isinstance(node, ast.TextElement):
            waiting.extend(vars(node).values())
    return variables - {"register"}, references

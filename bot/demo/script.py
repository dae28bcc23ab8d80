"""A named conversation: who does what, what they must see, and how it must end.

One line is one act, ``who verb what``; the first line is the title, ``#`` begins a remark::

    reporter sends …       types it, and waits for what comes back
    officer taps asklv/chat taps the button that begins and ends so
    reporter taps who.self taps the button of that id, turning pages of places until it is there
    reporter photo …       sends a picture with that caption
    group sees DARURAT     waits until a message of a bot says so
    reporter lacks …       waits until no message says so (any more)
    reporter restarts      the reporters' process dies without warning and comes back; ``officer restarts``: the desk's
    officer taps entry|age.60   where a button carries more than its kind: the beginning of all that it carries
    colleague sees …       a second officer, who is on the roster only where a script speaks of them
    holder reads …         the holder of the escalation key opens the newest case at the office's own machine
    time passes 5          five minutes: what the desk is owed later is due that much sooner
    end officer sees …     part of the declared end

A script reaches its end when every ``end`` line holds. What stood in the chats before it began is not seen by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

VERBS = {
    "reporter": ("sends", "taps", "photo", "sees", "lacks", "restarts"),
    "group": ("taps", "sees", "lacks"),
    "officer": ("sends", "taps", "sees", "lacks", "restarts"),
    "colleague": ("sends", "taps", "sees", "lacks"),
    "holder": ("reads",),
    "time": ("passes",),
}
BARE = ("restarts", "photo")  # verbs that need no more words


class ScriptFailed(Exception):
    """What a script expected did not happen; the message says which line."""


@dataclass(frozen=True)
class Act:
    """One line: ``actor verb what``; ``end`` marks the declared end."""

    actor: str
    verb: str
    what: str
    end: bool
    line: int

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.what}".strip()


@dataclass(frozen=True)
class Script:
    """A title and its acts."""

    name: str
    title: str
    acts: tuple[Act, ...]


def read_script(name: str, text: str) -> Script:
    """A script from its text. Raises ScriptFailed for a line that says nothing we know, or when no end is declared."""
    title, *lines = text.splitlines() or [""]
    acts = []
    for number, line in enumerate(lines, 2):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        end = stripped.startswith("end ")
        actor, verb, what = [*stripped.removeprefix("end ").split(" ", 2), "", ""][:3]
        if verb not in VERBS.get(actor, ()) or not (what or verb in BARE):
            raise ScriptFailed(f"{name}, baris {number}: tidak kukenal: {stripped}")
        acts.append(Act(actor, verb, what, end, number))
    if not any(act.end for act in acts):
        raise ScriptFailed(f"{name}: akhirnya belum disebut (baris yang dimulai dengan end).")
    return Script(name, title.removeprefix("#").strip() or name, tuple(acts))


def list_scripts() -> list[tuple[str, str]]:
    """Every script's name and title."""
    return [(script.name, script.title) for script in _scripts()]


def find_script(name: str) -> Script | None:
    """The script of that name."""
    return next((script for script in _scripts() if script.name == name), None)


def _scripts() -> list[Script]:
    folder = resources.files("bot.demo").joinpath("scripts")
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".txt")), key=lambda e: e.name)
    return [read_script(entry.name.removesuffix(".txt"), entry.read_text("utf-8")) for entry in files]

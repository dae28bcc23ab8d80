"""Commands: what a reporter may type at any step, and the two screens only a command leads to.

A command acts as a whole message and says no more than its word; with anything beside it, it is somebody's words. Only
*/darurat* acts whatever follows: what follows is kept with it.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING

from flows import doing as do
from flows import guards as if_
from flows.events import (
    CONTROLS,
    AskedErasure,
    AskedPrivacy,
    AskedReport,
    AskedSettings,
    Checked,
    Chose,
    Distressed,
    Event,
    Left,
    Went,
)
from flows.step import ANY, CHOICE, ELSEWHERE, INFO, SAME, Row, Step, row

if TYPE_CHECKING:
    from flows.turn import Turn

EXIT_WORDS = frozenset({"keluar", "metu", "medal", "exit", "quit", "/keluar", "/batal", "/cancel", "/stop"})
DISTRESS_WORDS = frozenset({"darurat", "/darurat"})
COMMANDS: dict[str, type[Event]] = {
    "/lapor": AskedReport,
    "/cek": Checked,
    "/hapus": AskedErasure,
    "/privacy": AskedPrivacy,
    "/privasi": AskedPrivacy,
    "/settings": AskedSettings,
    "/setelan": AskedSettings,
}
AS_BUTTONS = {"/bahasa": "language", "/language": "language", "/bantuan": "help", "/help": "help"}
KNOWN = frozenset({*EXIT_WORDS, *DISTRESS_WORDS, *COMMANDS, *AS_BUTTONS})
LONGEST = 256  # signs of a command, with those nobody sees
TELLING = frozenset({*DISTRESS_WORDS, "/lapor", "/hapus"})  # the word alone says what this is about


def commanded(said: str, exit_word: str, at: datetime) -> Event | None:
    """What this whole message asks for, if it is a command or one of the words that act as one."""
    word = bare(said)
    if word in EXIT_WORDS or word == bare(exit_word):
        return Left(at, "exit")
    if word in DISTRESS_WORDS:
        return Distressed(at, "distress")
    if _first(said) == "/darurat":
        return Distressed(at, "distress", words="".join(said.split(maxsplit=1)[1:]))
    if word in AS_BUTTONS:
        return CONTROLS[AS_BUTTONS[word]](at, AS_BUTTONS[word])
    return COMMANDS[word](at) if word in COMMANDS else None


def tells(said: str) -> bool:
    """Whether this stands in the chat as a word that says what it is about, alone or before what was typed with it."""
    return bare(said) in TELLING or (_first(said) in TELLING and said.lstrip().startswith("/"))


def _first(said: str) -> str:
    """The first word, as a command is written; a bot may be named behind it."""
    return (bare(said).split() or [""])[0].partition("@")[0]


def bare(text: str) -> str:
    """As it was meant: some keyboards put other forms of letters in, and signs nobody sees. Of a long story only the
    beginning: it is asked for several times a turn, and a story is no command however long one looks."""
    text = text.strip()
    if len(text) > LONGEST:
        text = text[:LONGEST] + "…"
    meant = unicodedata.normalize("NFKC", text)
    if not meant.isprintable():
        meant = "".join(sign for sign in meant if unicodedata.category(sign) != "Cf")
    return meant.strip().casefold()


STEPS: tuple[Step, ...] = (
    Step("policy", INFO, controls=("next", "distress", "help", "exit")),
    Step(
        "settings",
        CHOICE,
        choices=("settings.seen", "settings.unseen", "settings.contact", "settings.no_contact"),
        controls=("next", "distress", "help", "exit"),
        offered=if_.fits_settings,
    ),
)


def see(turn: Turn) -> None:
    """Somebody may see the screen, or nobody any more: the same answer as at the question about it."""
    seen = do.chosen(turn) == "settings.seen"
    turn.session = turn.session.with_answer("privacy", ("privacy.no" if seen else "privacy.yes",))
    turn.note("note-settings-seen" if seen else "note-settings-unseen")


def stay_silent(turn: Turn) -> None:
    """Nothing may appear in this chat uncalled, from now on."""
    turn.session = turn.session.with_answer("contact", ("contact.no",))
    turn.note("note-settings-silent")


def back(event: type[Event], step: str) -> tuple[Row, ...]:
    """Back to where one was: after a pause by way of the neutral screen, and with nothing begun to the beginning."""
    return (
        row(event, step, "office", when=if_.must_choose_an_office),
        row(event, step, "welcome", when=if_.is_hidden),
        row(event, step, ELSEWHERE, do=do.resume, may=("safety", "hub")),
    )


TRANSITIONS: tuple[Row, ...] = (
    row(AskedReport, "start", "office", when=if_.must_choose_an_office, do=do.begin),
    row(AskedReport, "start", "safety", do=do.begin),
    row(AskedReport, ANY, "welcome", when=if_.is_filed, do=do.pause),
    row(AskedReport, "away", "welcome"),
    *(one for step in ("policy", "settings", "erase") for one in back(AskedReport, step)),
    row(AskedReport, ANY, SAME),
    row(AskedPrivacy, "start", "policy", do=do.begin),
    row(AskedPrivacy, ANY, "policy", do=do.pause),
    row(AskedSettings, "start", "settings", do=do.begin),
    row(AskedSettings, ANY, "settings", do=do.pause),
    row(Chose, "settings", "contact", when=if_.chooses("settings.contact")),
    row(Chose, "settings", SAME, when=if_.chooses("settings.no_contact"), do=stay_silent),
    row(Chose, "settings", SAME, do=see),
    *back(Went, "policy"),
    *back(Went, "settings"),
)

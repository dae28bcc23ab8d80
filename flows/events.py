"""What can happen in a conversation.

An event is what an update became after names, usernames and Telegram ids were dropped (``bot/reporter/reading.py``).
``at`` is always aware UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from flows.recording import Recording


@dataclass(frozen=True)
class Event:
    """Something the person in the chat did."""

    at: datetime


@dataclass(frozen=True)
class Started(Event):
    """/start, perhaps from a poster's deep link (office, language and place of the poster; never a person)."""

    payload: str = field(default="", repr=False)


@dataclass(frozen=True)
class Wrote(Event):
    """Typed words: never invalid, always kept."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Sent(Event):
    """Something that is not words: ``kind`` is ``media``, ``voice``, ``thing``, or ``code`` (a receipt, typed). It is
    not downloaded; words that stood beside it (a caption) are kept. ``recording``: by which id a voice note could be
    (flows/voice.py)."""

    kind: str
    words: str = field(default="", repr=False)
    recording: Recording | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.recording is not None and self.kind != "voice":
            raise ValueError("only a voice note can be fetched")


@dataclass(frozen=True)
class AskedErasure(Event):
    """*/hapus*: what is held, and away with it; obeyed after a pause too."""


@dataclass(frozen=True)
class Asked(Event):
    """A command, or a word that acts as one; what it is for is its kind (``flows/commands.py``)."""


class AskedReport(Asked):
    """*/lapor*: to the questions."""


class AskedPrivacy(Asked):
    """*/privacy*: who reads, what stays where, how long."""


class AskedSettings(Asked):
    """*/settings*: may the screen be seen, may the office write here."""


@dataclass(frozen=True)
class Invited(Event):
    """The code of an invitation for facilitators, typed or in a link. It says who is telling, and nothing else."""


@dataclass(frozen=True)
class Checked(Event):
    """/cek: somebody comes back by a code. ``text`` is what they typed behind it, if anything."""

    text: str = field(default="", repr=False)


@dataclass(frozen=True)
class Coded(Event):
    """A code was typed, where one was asked for, or a right one anywhere. What it is says the store (``Verdict``)."""


@dataclass(frozen=True)
class Worded(Event):
    """A safe word was typed, where one was asked for. It goes no further than its hash."""


@dataclass(frozen=True)
class Tapped(Event):
    """A button of ours. ``id``, ``step`` and ``version`` are what its callback carried."""

    id: str
    step: str = ""
    version: int = 0


class Chose(Tapped):
    """One of the answers of a question."""


class WentBack(Tapped):
    """*Kembali*."""


class Skipped(Tapped):
    """*Lewati*."""


class Left(Tapped):
    """*Keluar*, as a button or as a word that is the whole message."""


class Finished(Tapped):
    """*Selesai memilih*, under a question with several answers."""


class Went(Tapped):
    """*Lanjut*."""


class Submitted(Tapped):
    """*Kirim*."""


@dataclass(frozen=True)
class Distressed(Tapped):
    """*Bahaya*: accepted from any screen, however old; or /darurat, typed, which comes from none, with what was typed
    behind it."""

    words: str = field(default="", repr=False)


class AskedLanguage(Tapped):
    """*Bahasa*, as a button or ``/bahasa``: accepted from any screen."""


class AskedHelp(Tapped):
    """*Bantuan*, as a button or ``/bantuan``: accepted from any screen."""


class Saved(Tapped):
    """*Sudah kusimpan*: the receipt may be forgotten."""


class OpenedNews(Tapped):
    """*Ada kabar*: accepted from any screen, however old."""


class Paged(Tapped):
    """*Berikutnya*: the next page of a long list of places."""


class Resumed(Tapped):
    """*Lanjutkan*, after a pause."""


class Cleaned(Tapped):
    """*Bersihkan*: what stands in the chat may go."""


CONTROLS: dict[str, type[Tapped]] = {
    "back": WentBack,
    "skip": Skipped,
    "exit": Left,
    "done": Finished,
    "next": Went,
    "submit": Submitted,
    "distress": Distressed,
    "language": AskedLanguage,
    "help": AskedHelp,
    "saved": Saved,
    "open_news": OpenedNews,
    "more_page": Paged,
    "resume": Resumed,
    "clean": Cleaned,
}

COMMANDED = (AskedReport, AskedPrivacy, AskedSettings, AskedErasure, Invited)
EVENTS: tuple[type[Event], ...] = (Started, Wrote, Sent, *COMMANDED, Checked, Coded, Worded, Chose, *CONTROLS.values())
AGELESS = (Left, Distressed, OpenedNews, AskedLanguage, AskedHelp)  # obeyed from any screen, however old


def tapped(at: datetime, data: str) -> Tapped | None:
    """The event of a callback ``id|step|version``; None when it is not one of ours."""
    parts = data.split("|")
    if len(parts) != 3 or not parts[2].isascii() or not parts[2].isdigit() or len(parts[2]) > 9:
        return None
    kind = CONTROLS.get(parts[0], Chose)
    return kind(at=at, id=parts[0], step=parts[1], version=int(parts[2]))


def callback(id: str, step: str, version: int) -> str:
    """What a button carries: ids and a version, never words (Telegram allows 64 bytes)."""
    return f"{id}|{step}|{version}"
